"""Classification of mixed group traffic on one core, beside bare jieba and the bare automaton."""

from functools import cache
from tempfile import TemporaryDirectory
from time import perf_counter

from ahocorasick_rs import AhoCorasick

from bot.assets import lexicon_folder
from intents.lexicon import Lexicon
from intents.model import Message
from tests.bench.measuring import alternating, on_one_core, percentile
from tests.bench.rows import NO_COMPARISON, Row
from tests.bench.traffic import CONTEXT, mixed, understanding

import jieba  # isort: skip  # after intents.segment, which silences its warnings

RUNS = 5
WARM = 200  # messages read before the clock starts


def rows(size: int) -> list[Row]:
    """Rates over `size` messages, and the 99th percentile of one message by the clock."""
    traffic = mixed(size)
    _find(_cut(_read(traffic[:WARM])))
    reading, cutting = alternating(lambda: _read(traffic), lambda: _cut(traffic), runs=RUNS, by=on_one_core)
    finding = on_one_core(lambda: _find(traffic))
    rate = Row(
        name="classification of mixed group traffic, one core, against jieba.lcut",
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
    return [rate, _slowest(traffic), automaton]


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
