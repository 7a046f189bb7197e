"""The lexicon and the labelled examples that ship with the program; their faults end a command in one sentence."""

from pathlib import Path

from bot.assets import data_folder, lexicon_folder
from dispatch.errors import LinliError
from intents.encoder import EncoderError, SecondReader, open_second_reader
from intents.examples import Example, ExamplesError, read_examples
from intents.lexicon import Lexicon, LexiconError


class FaultyLexiconError(LinliError):
    """The lexicon has faults; run `linli check` to see them all."""


class LabelledFileError(LinliError):
    """A labelled file cannot be read."""


class NoSecondReaderError(LinliError):
    """The second reader cannot be opened."""


def examples_folder() -> Path:
    """Where the labelled examples lie."""
    return data_folder() / "examples"


def labelled(file: Path) -> list[Example]:
    """The examples of a file, or of all labelled files in a folder."""
    files = sorted((*file.glob("*.jsonl"), *file.glob("*.tsv"))) if file.is_dir() else [file]
    try:
        return [example for each in files for example in read_examples(each)]
    except ExamplesError as error:
        raise LabelledFileError(str(error)) from error


def second_reader(cache: Path) -> SecondReader:
    """The second reader over the shipped examples; `cache` keeps their vectors from one start to the next."""
    try:
        return open_second_reader(labelled(examples_folder()), cache)
    except EncoderError as error:
        raise NoSecondReaderError(str(error)) from error


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """The lexicon in the folder, the shipped one when None; FaultyLexiconError lists every fault of it."""
    try:
        return Lexicon.load(folder or lexicon_folder())
    except LexiconError as error:
        raise FaultyLexiconError(str(error)) from error


def load_written(folder: Path) -> Lexicon:
    """The written shelf of a lexicon folder; FaultyLexiconError lists every fault of it."""
    try:
        return Lexicon.written(folder)
    except LexiconError as error:
        raise FaultyLexiconError(str(error)) from error
