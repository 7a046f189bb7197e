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
    rate = median(asyncio.run(_rate(size)) for _ in range(RUNS))
    return [
        Row(
            name="chatter through the receiver (console channel, no I/O)",
            value=rate,
            unit="msg/s",
            limit=20_000,
            at_least=1,
        )
    ]


async def _rate(size: int) -> float:
    async with bot(GROUPS, durable=False) as running:
        for index, text in enumerate(chatter(size)):
            running.console.say("resident", conversation(index % GROUPS), text)
        begun = perf_counter()
        await running.console.idle()
        return size / (perf_counter() - begun)
