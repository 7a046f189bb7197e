"""Timers as rows: claiming those that are due, striking them, and a tick when none is."""

import asyncio
from datetime import timedelta
from statistics import median
from time import perf_counter

from dispatch.store import Work
from tests.bench.filling import multiply, one_reported
from tests.bench.rows import NO_COMPARISON, Row
from tests.bench.running import Bot, bot

BATCH = 500
TICKS = 200
STRUCK_OF = 25  # one timer of so many is struck for the comparison
APART = timedelta(microseconds=1)
LATER = timedelta(days=2)


def rows(size: int) -> list[Row]:
    """An idle tick beside `size` timers, then all of them claimed once they are due."""
    return asyncio.run(_measured(size))


async def _measured(size: int) -> list[Row]:
    async with bot(1) as running:
        await one_reported(running)
        await running.app.tick()  # the first ever, which notes where the weekly summaries begin
        multiply(running.settings.data / "linli.db", size, APART, tables=("cases", "deadlines"))
        idle = await _idle(running)
        running.clock.move_to(running.clock.now() + LATER)
        struck = max(1, size // STRUCK_OF)
        begun = perf_counter()
        claimed = await _claimed(running, size - struck)
        claiming = perf_counter() - begun
        begun = perf_counter()
        await running.app.tick()  # strikes all that is left
        striking = perf_counter() - begun
    return [
        Row(
            name=f"{size:,} due timers claimed durably",
            value=claimed / claiming,
            unit="timers/s",
            limit=10_000,
            at_least=1,
            note=f"{BATCH} a transaction",
        ),
        Row(
            name="due timers struck by ticks: escalation, history, reminder, new timer",
            value=struck / striking,
            unit="timers/s",
            note=NO_COMPARISON,
        ),
        Row(
            name=f"idle tick beside {size:,} timers, median",
            value=1000 * idle,
            unit="ms",
            limit=1,
            at_most=1,
        ),
    ]


async def _idle(running: Bot) -> float:
    times = []
    for _ in range(TICKS):
        begun = perf_counter()
        await running.app.tick()
        times.append(perf_counter() - begun)
    return median(times)


async def _claimed(running: Bot, wanted: int) -> int:
    """Claims in batches until so many are claimed."""
    total = 0
    while total < wanted:
        total += await running.store.transact(_claim)
    return total


def _claim(work: Work) -> int:
    due = work.deadlines.due(work.now, BATCH)
    for deadline in due:
        work.deadlines.clear(deadline.number, deadline.kind)
    return len(due)
