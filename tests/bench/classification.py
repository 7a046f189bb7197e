"""Classification of life-like group traffic on one core, beside bare jieba, the bare automaton and other classifiers."""

from functools import cache, partial
from tempfile import TemporaryDirectory
from time import perf_counter

from ahocorasick_rs import AhoCorasick

from bot.assets import lexicon_folder
from intents.lexicon import Lexicon
from intents.model import Message
from tests.bench.measuring import alternating, on_one_core, percentile
from tests.bench.rivals import judges as judges_of
from tests.bench.rows import NO_COMPARISON, Row
from tests.bench.traffic import CONTEXT, life, understanding

import jieba  # isort: skip  # after intents.segment, which silences its warnings

RUNS = 5
SAMPLE = 2_000  # messages that the others classify
WARM = 200  # messages read before the clock starts


def rows(size: int) -> list[Row]:
    """Rates over `size` messages, the 99th percentile of one message by the clock, what other classifiers reach."""
    traffic = life(size)
    _find(_cut(_read(traffic[:WARM])))
    reading, cutting = alternating(lambda: _read(traffic), lambda: _cut(traffic), runs=RUNS, by=on_one_core)
    finding = on_one_core(lambda: _find(traffic))
    rate = Row(
        name="classification of group traffic as in life, one core, against jieba.lcut",
        value=size / reading,
        unit="msg/s",
        limit=size / cutting,
        at_least=5,
    )
    automaton = Row(
        name="the bare automaton over all cues",
        value=size / finding,
        unit="msg/s",
        limit=size / cutting,
        note=NO_COMPARISON,
    )
    return [rate, _slowest(traffic), automaton, *_rivals(traffic, size / cutting)]


def _rivals(traffic: list[Message], limit: float) -> list[Row]:
    """The F1 of opening a case, and the rate of each other classifier."""
    (_, ours), *others = (judges := judges_of(len(traffic))).values()
    f1 = Row(
        name="F1 of opening a case, on voices not learned from, against the best of the others",
        value=ours,
        unit="",
        limit=max(score for _, score in others),
        at_least=1,
    )
    sample = traffic[:SAMPLE]
    return [f1] + [
        Row(
            name=f"{name}, learned from the same voices",
            value=len(sample) / on_one_core(partial(list, map(judge, sample))),
            unit="msg/s",
            limit=limit,
            note=f"{NO_COMPARISON}; F1 {score:.2f} on the same voices",
        )
        for name, (judge, score) in list(judges.items())[1:]
    ]


def _slowest(traffic: list[Message]) -> Row:
    read = understanding().read
    times = []
    for message in traffic:
        begun = perf_counter()
        read(message, CONTEXT)
        times.append(1000 * (perf_counter() - begun))
    return Row(
        name="classification, 99th percentile of one message",
        value=percentile(times, 0.99),
        unit="ms",
        limit=1.0,
        at_most=1,
    )


def _read(traffic: list[Message]) -> list[Message]:
    read = understanding().read
    for message in traffic:
        read(message, CONTEXT)
    return traffic


def _cut(traffic: list[Message]) -> list[Message]:
    cut = _tokenizer().lcut
    for message in traffic:
        cut(message.text)
    return traffic


def _find(traffic: list[Message]) -> None:
    find = _automaton().find_matches_as_indexes
    for message in traffic:
        find(message.text, overlapping=True)


@cache
def _tokenizer() -> jieba.Tokenizer:
    """As jieba.lcut uses it, with a cache of its own."""
    tokenizer = jieba.Tokenizer()
    with TemporaryDirectory(prefix="linli-bench-") as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    return tokenizer


@cache
def _automaton() -> AhoCorasick:
    cues = Lexicon.load(lexicon_folder()).cues
    return AhoCorasick(sorted({cue.text.lower() for cue in cues}))
