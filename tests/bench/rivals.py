"""What else could decide whether a message opens a case, taught by the same voices and judged by the same others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from bot.assets import lexicon_folder
from bot.commands.lexicon import examples_folder, load_written
from intents.examples import Example, read_folder
from intents.fitting import fit
from intents.model import Message, Report, Role
from intents.understand import Understanding
from tests.bench.traffic import CONTEXT

Judge = Callable[[Message], bool]  # does the message open a case?
_WHOLE = 1_000  # messages of traffic from which on all examples are learned from, else the beginnings of a few voices
_FEW, _BEGINNING = 6, 200


@cache
def judges(size: int) -> Mapping[str, tuple[Judge, float]]:
    """By name what was learned from four fifths of the voices, and its F1 over the texts of the others.

    Lines that go on with a known case are left out; no judge is told what was said before.
    """
    examples = list(read_folder(examples_folder()) if size >= _WHOLE else _beginnings())
    written = load_written(lexicon_folder())
    fitted, held = fit(written, examples).parts[0]
    taught = list(_alone(example for example in examples if example.voice not in held))
    judged = list(_alone(example for example in examples if example.voice in held))
    truth = [bool(example.truth.types) for example in judged]
    understanding = Understanding(replace(written, fitted=fitted))

    def linli(message: Message) -> bool:
        return isinstance(understanding.read(message, CONTEXT), Report)

    found: dict[str, Judge] = {"Linli": linli, "TF-IDF + LinearSVC": _linear_svc(taught)}
    if find_spec("fasttext"):  # there are builds for Linux on x86_64 only
        found["fastText"] = _fasttext(taught)
    messages = [example.message for example in judged]
    return {name: (judge, f1_score(truth, [*map(judge, messages)])) for name, judge in found.items()}


def _beginnings() -> Iterator[Example]:
    voices = groupby(read_folder(examples_folder()), key=lambda example: example.voice)
    for _, lines in islice(voices, _FEW):
        yield from islice(lines, _BEGINNING)


def _alone(examples: Iterator[Example]) -> Iterator[Example]:
    """What residents write that is not more of a known case."""
    for example in examples:
        if example.message.text and example.message.role is Role.RESIDENT and not example.truth.joins:
            yield example


def _fasttext(examples: Sequence[Example]) -> Judge:
    """fastText over characters, as it has no words for Chinese, and their n-grams up to three."""
    import fasttext

    lines = [f"__label__{bool(one.truth.types)} {_spaced(one.message.text)}\n" for one in examples]
    with TemporaryDirectory(prefix="linli-bench-") as folder:
        file = Path(folder) / "examples.txt"
        file.write_text("".join(lines), encoding="utf-8")
        model = fasttext.train_supervised(
            str(file), wordNgrams=3, epoch=25, lr=0.3, dim=50, bucket=200_000, thread=1, seed=1, verbose=0
        )
    predict = model.f.predict  # without numpy, which its wrapper asks for a copy that numpy 2 refuses

    def judge(message: Message) -> bool:
        found = predict(f"{_spaced(message.text)}\n", 1, 0.0, "strict")
        return bool(found) and found[0][1] == "__label__True"

    return judge


def _spaced(text: str) -> str:
    return " ".join(text.replace("\n", " "))


def _linear_svc(examples: Sequence[Example]) -> Judge:
    """A linear support vector machine over TF-IDF of character n-grams up to three."""
    pipeline = make_pipeline(
        TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True), LinearSVC()
    )
    pipeline.fit([one.message.text for one in examples], [bool(one.truth.types) for one in examples])
    return lambda message: bool(pipeline.predict([message.text])[0])
