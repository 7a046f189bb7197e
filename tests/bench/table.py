"""The table as people read it and as build/bench.json."""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.rows import Row

VERDICTS = {True: "yes", False: "NO", None: ""}


def show(rows: Sequence[Row], console: Console) -> None:
    """A table; plain lines when the console is no terminal."""
    if not console.is_terminal:
        for row in rows:
            console.print(" | ".join(cells(row)).rstrip(" |"), soft_wrap=True, highlight=False, markup=False)
        return
    table = Table("what", "value", "against", "ratio", "reach", "reached", "note", box=None)
    for row in rows:
        table.add_row(*cells(row))
    console.print(table)


def write(rows: Sequence[Row], file: Path) -> None:
    """A JSON list with one object a row."""
    file.parent.mkdir(parents=True, exist_ok=True)
    facts = [row.facts() for row in rows]
    file.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def cells(row: Row) -> tuple[str, ...]:
    """What the table shows of a row, in the order of its columns."""
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    limit = "" if row.limit is None else f"{figure(row.limit)} {row.unit}"
    value = f"{figure(row.value)} {row.unit}"
    return row.name, value, limit, ratio, row.reach or "", VERDICTS[row.ok], row.note


def figure(value: float) -> str:
    """Three digits that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
