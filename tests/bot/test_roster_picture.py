"""The roster as a picture: a table that grows with its days, grids and shifts; nothing without a font."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.fonts import find_font
from bot.roster_picture import DAY_WIDTH, GRID_WIDTH, MOST_GRIDS, roster_picture
from dispatch.duty import SheetRow
from tests.bot.duty_sentences import DAY, HALVES, UNMANNED, row

needs_font = pytest.mark.skipif(
    find_font() is None, reason="no Chinese font, such as fonts-noto-cjk, is installed"
)


def size(picture: bytes | None) -> tuple[int, int]:
    assert picture is not None
    with Image.open(BytesIO(picture)) as opened:
        return opened.size


@needs_font
def test_a_grid_more_is_a_column_more() -> None:
    one, two = (
        size(roster_picture("玉融社区", {"一": [DAY]})),
        size(roster_picture("玉融社区", {"一": [DAY], "二": [DAY]})),
    )
    assert (one[0], two[0], one[1] == two[1]) == (DAY_WIDTH + GRID_WIDTH, DAY_WIDTH + 2 * GRID_WIDTH, True)


@needs_font
def test_a_day_of_several_shifts_is_higher() -> None:
    assert (
        size(roster_picture("玉融社区", {"一": HALVES}))[1]
        > size(roster_picture("玉融社区", {"一": [DAY]}))[1]
    )


@needs_font
def test_a_gap_is_drawn_in_another_colour() -> None:
    def colours(rows: list[SheetRow]) -> set[int | tuple[int, ...] | None]:
        picture = roster_picture("玉融社区", {"一": rows})
        assert picture is not None
        with Image.open(BytesIO(picture)) as opened:
            return {colour for _, colour in opened.getcolors(1_000_000) or []}  # type: ignore[misc]

    alert = (0xB3, 0x26, 0x1E)
    gap = row(UNMANNED, "2026-03-08 00:00", "2026-03-09 00:00")
    assert (alert in colours([gap]), alert in colours([DAY])) == (True, False)


def test_more_grids_than_a_phone_shows_are_left_to_the_text() -> None:
    assert roster_picture("玉融社区", {str(grid): [DAY] for grid in range(MOST_GRIDS + 1)}) is None
    assert roster_picture("玉融社区", {}) is None


def test_the_first_font_that_is_there_is_taken(tmp_path: Path) -> None:
    there = tmp_path / "there.ttc"
    there.touch()
    assert find_font([tmp_path / "missing.ttc", there]) == there
    assert find_font([tmp_path / "missing.ttc"]) is None
