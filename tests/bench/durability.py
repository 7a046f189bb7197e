"""Durable cases: from a message to its committed case and outbox rows, against raw sqlite3 with the same rows."""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from dispatch.store import upgrade
from tests.bench.city import conversation
from tests.bench.measuring import middle
from tests.bench.rows import Row
from tests.bench.running import Bot, bot
from tests.bench.traffic import reports

IN_FLIGHT = 100
RUNS = 3
PATIENCE = 60  # seconds for one wave, after which something is wrong
TABLES = ("cases", "history", "inbox", "outbox", "deadlines")  # whose rows belong to a case by its number

Statement = tuple[str, tuple[object, ...]]


def rows(size: int) -> list[Row]:
    """The rate of `size` cases, each in a group of its own, a hundred said at a time."""
    ours, theirs = middle(
        (asyncio.run(_both(size)) for _ in range(RUNS)), key=lambda seconds: seconds[0] / seconds[1]
    )
    return [
        Row(
            name=f"durable cases, {IN_FLIGHT} in flight, FULL, against raw sqlite3 one case a transaction",
            value=size / ours,
            unit="cases/s",
            limit=size / theirs,
            at_least=1,
        )
    ]


async def _both(size: int) -> tuple[float, float]:
    """Seconds of the bot and of raw sqlite3 for the same cases, one after the other, in the same folder."""
    async with bot(size) as running:
        ours = await _said(running, size)
        file = running.settings.data / "linli.db"
        with TemporaryDirectory(dir=running.settings.data) as folder:
            theirs = _committed(Path(folder) / "raw.db", list(_cases(file)))
    return ours, theirs


async def _said(running: Bot, size: int) -> float:
    """Wave after wave, each said at once; what the sender then says in the groups is no part of it."""
    committed: set[int] = set()
    reached = asyncio.Event()

    def changed(numbers: frozenset[int]) -> None:
        committed.update(numbers)
        reached.set()

    running.store.on_change(changed)
    seconds = 0.0
    texts = reports(size)
    for first in range(0, size, IN_FLIGHT):
        wave = range(first, min(size, first + IN_FLIGHT))
        begun = perf_counter()
        for number in wave:
            running.console.say("resident", conversation(number), texts[number])
        async with asyncio.timeout(PATIENCE):
            while len(committed) < wave.stop:
                reached.clear()
                await reached.wait()
        seconds += perf_counter() - begun
    return seconds


def _cases(file: Path) -> Iterator[list[Statement]]:
    """Case by case the statements that write its rows."""
    with closing(sqlite3.connect(file)) as database:
        for (number,) in database.execute("SELECT number FROM cases ORDER BY number").fetchall():
            yield [row for table in TABLES for row in _rows_of(database, table, number)]


def _rows_of(database: sqlite3.Connection, table: str, number: int) -> Iterator[Statement]:
    found = database.execute(f"SELECT * FROM {table} WHERE number = ?", (number,))
    marks = ", ".join("?" for _ in found.description)
    for row in found:
        yield f"INSERT INTO {table} VALUES ({marks})", row


def _committed(file: Path, cases: Sequence[Sequence[Statement]]) -> float:
    """Seconds that sqlite3 alone takes for the same rows."""
    upgrade(f"sqlite:///{file}")
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            database.execute(f"PRAGMA {pragma}")
        begun = perf_counter()
        for case in cases:
            database.execute("BEGIN IMMEDIATE")
            for sql, values in case:
                database.execute(sql, values)
            database.execute("COMMIT")
        return perf_counter() - begun
