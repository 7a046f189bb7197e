"""Timers as rows: claiming those that are due, and a tick when none is."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from statistics import median
from time import perf_counter

from dispatch.messages import Due
from dispatch.store import Work
from tests.bench.rows import NO_COMPARISON, Row
from tests.bench.running import Bot, bot
from tests.bench.traffic import reports

TICKS = 200
BATCH = 500
"""Rows."""


def rows(size: int) -> list[Row]:
    return asyncio.run(_measured(size))


async def _measured(size: int) -> list[Row]:
    raise NotImplementedError
