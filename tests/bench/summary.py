"""The weekly summary over all cases of a city's years."""

import asyncio
from datetime import timedelta
from statistics import median
from time import perf_counter

from bot.handlers.overview import week_figures
from bot.weekly import weekly_text
from dispatch.store import Work
from dispatch.week import Week
from tests.bench.filling import multiply, one_closed
from tests.bench.rows import Row
from tests.bench.running import Bot, bot

YEARS = timedelta(weeks=3 * 52)
READ = timedelta(weeks=4)  # the summary reads two weeks; before them nobody looks into a row
RUNS = 3


def rows(size: int) -> list[Row]:
    """The seconds from asking to the text, `size` cases spread evenly over three years."""
    seconds, received = asyncio.run(_measured(size))
    return [
        Row(
            name=f"weekly summary over {size:,} cases of three years",
            value=seconds,
            unit="s",
            limit=1,
            at_most=1,
            note=f"{received:,} of them came in the week; history rows of the last {READ.days // 7} weeks only",
        )
    ]


async def _measured(size: int) -> tuple[float, int]:
    async with bot(1) as running:
        await one_closed(running)
        apart = YEARS / size
        multiply(
            running.settings.data / "linli.db", size, apart, tables=("cases", "history"), exact_since=READ
        )
        found = [await _asked(running) for _ in range(RUNS)]
    return median(seconds for seconds, _ in found), found[0][1]


async def _asked(running: Bot) -> tuple[float, int]:
    """Seconds until the text of the last seven days' week is there, and how many cases it received."""

    def summary(work: Work) -> int:
        week = Week.of(work.now).before()
        figures = week_figures(running.settings.office, work, week)
        weekly_text(figures, running.settings.community.name)
        return figures.received.now

    begun = perf_counter()
    received = await running.store.read(summary)
    return perf_counter() - begun, received
