"""Chatter through the receiver: heard on the console channel, read, counted, forgotten; nothing is stored."""

import asyncio
from statistics import median
from time import perf_counter

from tests.bench.city import conversation
from tests.bench.rows import Row
from tests.bench.running import bot
from tests.bench.traffic import chatter

GROUPS = 40
RUNS = 3


def rows(size: int) -> list[Row]:
    """The rate over `size` messages that were said before the clock starts."""
    found = [asyncio.run(_heard(size)) for _ in range(RUNS)]
    return [
        Row(
            name="chatter through the receiver (console channel, no I/O)",
            value=median(rate for rate, _ in found),
            unit="msg/s",
            limit=20_000,
            at_least=1,
            note=f"{found[0][1]:.1%} of them ignored",
        )
    ]


async def _heard(size: int) -> tuple[float, float]:
    """Messages a second, and the share of them (0..1) that were nothing for the bot."""
    async with bot(GROUPS, durable=False) as running:
        for index, text in enumerate(chatter(size)):
            turn, group = divmod(index, GROUPS)
            neighbour = running.console.ensure_member(f"邻居{turn}").id
            running.console.say(neighbour, conversation(group), text)
        begun = perf_counter()
        await running.console.idle()
        seconds = perf_counter() - begun
        return size / seconds, running.app.receiver.counts.ignored / size
