"""The fitted shelf: read and written, found in texts, and come from the examples that ship."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.assets import lexicon_folder
from bot.commands.fitting import remark
from bot.commands.lexicon import examples_folder
from intents.cues import CueIndex
from intents.fitted import FITTED, FOLLOWING, Fitted, Weights, read_fitted, write_fitted
from intents.lexicon import Lexicon

SOME = Fitted(
    opens=Weights(
        bias=-2.0, written=0.5, cues={"漏": 1.0, "^漏": 0.25, "了$": -0.5, "0栋": 0.3}, lengths={4: 0.125}
    ),
    urgent=Weights(bias=-4.0, around={"alarm": 2.0}),
    more=Weights(bias=-1.0, cues={"也": 1.5}),
    types={"漏": {"water": 0.75}},
    type_bias={"water": -1.0},
    type_written={"water": 0.5},
    report_from=0.6,
    unclear_from=0.4,
    urgent_from=0.2,
    continues={"bias": -1.0, "newest": 0.5},
    opens_beside={"bias": -0.5},
)


@pytest.fixture
def index() -> CueIndex:
    lexicon = Lexicon(types={}, cues=(), pairs=(), sets={}, frames={}, fitted=SOME)
    return CueIndex(lexicon, lambda text, at: True)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write_fitted(tmp_path, SOME, "a remark")
    assert read_fitted(tmp_path) == (SOME, [])


def test_a_missing_shelf_is_as_nothing_fitted(tmp_path: Path) -> None:
    assert read_fitted(tmp_path) == (Fitted(), [])


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("漏\tviel\t\t\t", "`漏` has no number where a weight belongs."),
        ("漏\t1", "5 columns are needed, 2 stand here."),
    ],
)
def test_a_damaged_row_is_named_with_its_line(tmp_path: Path, row: str, what: str) -> None:
    (tmp_path / FITTED).write_text(f"# remark\n{row}\n", encoding="utf-8")
    _, faults = read_fitted(tmp_path)
    assert [(fault.line, fault.what) for fault in faults] == [(2, what)]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("天气", -2.0 + 0.125),
        ("漏", -2.0 + 0.125 + 1.0 + 0.25),
        ("漏漏漏", -2.0 + 0.125 + 1.0 + 0.25),  # a cue counts once
        ("又漏了", -2.0 + 0.125 + 1.0 - 0.5),
        ("3栋和5栋漏", -2.0 + 1.0 + 0.3),  # any digit, once; longer than the band
    ],
)
def test_the_sum_of_a_text(index: CueIndex, text: str, points: float) -> None:
    assert index.glance(text).sums.opens == pytest.approx(points)


def test_the_cues_of_a_text_are_named_with_their_weights(index: CueIndex) -> None:
    expected = [("^漏", "fitted", 0.25), ("了$", "fitted", -0.5), ("漏", "fitted", 1.0)]
    assert expected == index.reasons(index.glance("漏了"))


def test_types_have_weights_and_a_beginning_of_their_own(index: CueIndex) -> None:
    assert index.glance("漏了").sums.types == [-0.25]


@pytest.mark.parametrize("name", [FITTED, FOLLOWING])
def test_the_shipped_weights_come_from_the_shipped_words_and_examples(name: str) -> None:
    first = (lexicon_folder() / name).read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == f"# {remark(lexicon_folder(), examples_folder())}", "run `linli lexicon fit`"


def test_an_unfitted_lexicon_reads_by_its_written_words_alone(lexicon: Lexicon) -> None:
    written = Lexicon.written(lexicon_folder())
    assert written == replace(lexicon, fitted=Fitted())
