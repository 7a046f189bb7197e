"""Measures everything, or the families named, and prints the table; the same rows are in build/bench.json."""

import sys
from pathlib import Path

from rich.console import Console

from tests.bench.families import FAMILIES
from tests.bench.rows import Row
from tests.bench.table import show, write

OUTCOME = Path("build/bench.json")


def main() -> None:
    """Family by family, in temporary folders; nothing else is left behind."""
    console, progress = Console(), Console(stderr=True)
    rows: list[Row] = []
    wanted = [family for family in FAMILIES if not sys.argv[1:] or family.name in sys.argv[1:]]
    for family in wanted:
        progress.print(f"measuring {family.name} …", highlight=False)
        rows += family.rows(family.size)
        write(rows, OUTCOME)
    show(rows, console)


if __name__ == "__main__":
    main()
