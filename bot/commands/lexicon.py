"""The lexicon that ships with the program; its faults end a command like those of the configuration."""

from pathlib import Path

from bot.assets import lexicon_folder
from dispatch.errors import LinliError
from intents.lexicon import Lexicon, LexiconError


class FaultyLexiconError(LinliError):
    """The lexicon has faults; run `linli check` to see them all."""


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """The lexicon in the folder, the shipped one when None; FaultyLexiconError lists every fault of it."""
    try:
        return Lexicon.load(folder or lexicon_folder())
    except LexiconError as error:
        raise FaultyLexiconError(str(error)) from error
