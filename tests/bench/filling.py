"""Many cases for little time: the rows of one case that the bot really handled, moved in time and written in bulk."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from tests.bench.city import conversation
from tests.bench.running import Bot

MOMENTS: Mapping[str, frozenset[str]] = {
    "cases": frozenset({"opened_at", "resolved_at", "closed_at"}),
    "history": frozenset({"at"}),
    "deadlines": frozenset({"due_at"}),
}
BUILDINGS = 12
_WRITTEN_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+\d\d:\d\d")
_MICROSECOND = timedelta(microseconds=1)

Values = Mapping[str, object]


async def one_reported(running: Bot) -> None:
    """Case 1 is reported in the first group, and its clocks run."""
    running.console.say("resident", conversation(0), "3栋1单元半夜有人装修，吵得睡不着")
    await running.app.settle()


async def one_closed(running: Bot) -> None:
    """Case 1 is reported, accepted, resolved and confirmed."""
    await one_reported(running)
    for who, words in (("a0", "接单"), ("a0", "办结 上门劝了，停工到早上八点")):
        running.console.say(who, f"console:{who}", words)
        await running.app.settle()
    running.console.say("resident", conversation(0), "满意")
    await running.app.settle()


def multiply(
    file: Path, count: int, apart: timedelta, *, tables: Sequence[str], exact_since: timedelta = timedelta.max
) -> None:
    """`count` more cases like case 1 in the SQLite `file`, each `apart` earlier than the one before.

    Rows of `tables` go with them. What is more than `exact_since` ago has its columns moved, not the moments
    inside its JSON texts, and has no history: no summary of this week reads them.
    """
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA synchronous=OFF")
        for table in tables:
            patterns = _rows_of(database, table)
            recent = count if table == "cases" else min(count, exact_since // apart)
            new = (
                _moved(table, pattern, number, apart, exact=number * apart <= exact_since)
                for number in range(1, recent + 1)
                for pattern in patterns
            )
            columns = [name for name in patterns[0] if not (table == "history" and name == "id")]
            marks = ", ".join(f":{name}" for name in columns)
            database.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", new)
        database.commit()


def _rows_of(database: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    found = database.execute(f"SELECT * FROM {table} WHERE number = 1")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _moved(table: str, pattern: Values, number: int, apart: timedelta, *, exact: bool) -> Values:
    """The row as that of another, earlier case."""
    back = number * apart
    row = {**pattern, "number": number + 1}
    for name in MOMENTS[table]:
        if isinstance(moment := row[name], int):
            row[name] = moment - back // _MICROSECOND
    if "building" in row:
        row["building"] = str(1 + number % BUILDINGS)
    if exact:
        row.update(_moved_texts(row, back))
    return row


def _moved_texts(row: Values, back: timedelta) -> Iterator[tuple[str, str]]:
    for name in row.keys() & {"rest", "facts"}:
        yield name, _WRITTEN_MOMENT.sub(lambda found: _earlier(found[0], back), str(row[name]))


def _earlier(written: str, back: timedelta) -> str:
    return (datetime.fromisoformat(written) - back).isoformat()
