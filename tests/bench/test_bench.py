"""The bench itself: every family gives rows with figures, and a row says honestly whether it is reached."""

import json
from io import StringIO
from math import isfinite
from pathlib import Path

import pytest
from rich.console import Console

from tests.bench.families import FAMILIES
from tests.bench.measuring import alternating, percentile
from tests.bench.rows import NO_COMPARISON, Family, Row
from tests.bench.table import show, write

FAST = Row(name="rate", value=300.0, unit="msg/s", limit=100.0, at_least=2)
SLOW = Row(name="wait", value=3.0, unit="ms", limit=2.0, at_most=1)
BESIDE = Row(name="beside", value=7.0, unit="msg/s", note=NO_COMPARISON)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_family_gives_rows_with_figures(family: Family) -> None:
    rows = family.rows(family.tiny)
    assert rows
    assert [row for row in rows if not (isfinite(row.value) and row.value > 0)] == []
    assert [row for row in rows if row.ok is None and NO_COMPARISON not in row.note] == []


def test_the_names_of_rows_differ() -> None:
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)


@pytest.mark.parametrize(("row", "ratio", "reach", "ok"), [
    (FAST, 3.0, "≥ 2", True),
    (SLOW, 1.5, "≤ 1", False),
    (BESIDE, None, None, None),
])  # fmt: skip
def test_a_row_says_whether_it_is_reached(
    row: Row, ratio: float | None, reach: str | None, ok: bool | None
) -> None:
    assert (ratio, reach, ok) == (row.ratio, row.reach, row.ok)


def test_the_file_holds_every_row(tmp_path: Path) -> None:
    write([FAST, BESIDE], tmp_path / "build" / "bench.json")
    written = json.loads((tmp_path / "build" / "bench.json").read_text(encoding="utf-8"))
    assert [FAST.facts(), BESIDE.facts()] == written


def test_without_a_terminal_a_row_is_one_plain_line() -> None:
    heard = StringIO()
    show([SLOW], Console(file=heard, width=20))
    assert heard.getvalue() == "wait | 3 ms | 2 ms | 1.50 | ≤ 1 | NO\n"


def test_the_percentile_is_the_smallest_value_that_so_many_do_not_exceed() -> None:
    assert (percentile(range(1, 11), 0.5), percentile(range(1, 11), 0.99)) == (5, 10)


def test_of_alternating_runs_the_one_in_the_middle_counts() -> None:
    seconds = iter([1.0, 1.0, 9.0, 1.0, 3.0, 1.0])
    assert alternating(print, print, runs=3, by=lambda _: next(seconds)) == (3.0, 1.0)
