"""值班表 as a picture: a column a grid, a row a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.fonts import chinese_font
from bot.replies.duty import REASON_NAMES, clock_span, pair
from bot.replies.words import WEEKDAYS
from dispatch.duty import SheetRow

MOST_GRIDS = 6  # columns that can still be read on a phone; more are left to the text
DAY_WIDTH, GRID_WIDTH = 120, 380
LINE, PADDING, TITLE = 34, 14, 64

PAPER, INK, FAINT, RULE, HEAD = "#ffffff", "#1f2a24", "#6b7a72", "#d5ddd8", "#e8f1ec"
WEEKEND, ALERT = "#f6f3e8", "#b3261e"

Font = ImageFont.FreeTypeFont


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One line of a cell, and whether nobody of the roster is there."""

    text: str
    alert: bool = False


def roster_picture(community: str, sheets: Mapping[str, Sequence[SheetRow]]) -> bytes | None:
    """A PNG of the sheets by grid, all of the same days; None without a Chinese font or with too many grids."""
    font, large = chinese_font(22), chinese_font(28)
    if font is None or large is None or not 0 < len(sheets) <= MOST_GRIDS:
        return None
    days = sorted({row.day for rows in sheets.values() for row in rows})
    lines = {(grid, day): _cells(rows, day) for grid, rows in sheets.items() for day in days}
    heights = {day: PADDING * 2 + LINE * max(len(lines[grid, day]) for grid in sheets) for day in days}
    header = PADDING * 2 + LINE
    width = DAY_WIDTH + GRID_WIDTH * len(sheets)
    picture = Image.new("RGB", (width, TITLE + header + sum(heights.values())), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.text((PADDING, PADDING), f"{community} 值班表 {days[0]:%m-%d} 至 {days[-1]:%m-%d}", INK, large)
    _header(draw, font, list(sheets), width)
    top = TITLE + header
    for day in days:
        _row(draw, font, day, [lines[grid, day] for grid in sheets], top, top + heights[day], width)
        top += heights[day]
    out = BytesIO()
    picture.save(out, format="PNG")
    return out.getvalue()


def _header(draw: ImageDraw.ImageDraw, font: Font, grids: Sequence[str], width: int) -> None:
    draw.rectangle((0, TITLE, width, TITLE + PADDING * 2 + LINE), HEAD)
    for index, grid in enumerate(grids):
        draw.text((DAY_WIDTH + GRID_WIDTH * index + PADDING, TITLE + PADDING), grid[:12], INK, font)


def _row(
    draw: ImageDraw.ImageDraw,
    font: Font,
    day: date,
    cells: Sequence[Sequence[Cell]],
    top: int,
    bottom: int,
    width: int,
) -> None:
    if day.weekday() >= 5:
        draw.rectangle((0, top, width, bottom), WEEKEND)
    draw.line((0, top, width, top), RULE)
    draw.text((PADDING, top + PADDING), f"{day:%m-%d} {WEEKDAYS[day.weekday()]}", FAINT, font)
    for column, lines in enumerate(cells):
        for index, cell in enumerate(lines):
            place = (DAY_WIDTH + GRID_WIDTH * column + PADDING, top + PADDING + LINE * index)
            draw.text(place, cell.text, ALERT if cell.alert else INK, font)


def _cells(rows: Sequence[SheetRow], day: date) -> list[Cell]:
    return [_cell(row) for row in rows if row.day == day]


def _cell(row: SheetRow) -> Cell:
    """07:00–18:00 王芳/李强 替班; hours and reason where there is anything to say of them."""
    parts = ("" if row.whole_day else clock_span(row), pair(row.duty), REASON_NAMES.get(row.duty.reason, ""))
    return Cell(text=" ".join(filter(None, parts)), alert=not row.duty.manned)
