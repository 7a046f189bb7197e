"""Acknowledgement under load: from a message said to the bot's line about it, at a city's busiest minute."""

import asyncio
from dataclasses import dataclass, field
from time import perf_counter, process_time

from bot.channels.console import BOT, Line
from tests.bench.city import conversation
from tests.bench.measuring import percentile
from tests.bench.rows import Row
from tests.bench.running import Bot, bot
from tests.bench.traffic import chatter, reports

RATE = 260  # messages a second, a city of 6,240 groups in the evening
REPORT_EVERY = 20  # one message of 20 is a request: 13 cases a second


@dataclass(kw_only=True)
class Acknowledgements:
    """When each report was said, and how long its group waited for the bot's first line, in ms."""

    said: dict[str, float] = field(default_factory=dict)
    waited: list[float] = field(default_factory=list)

    def hear(self, line: Line) -> None:
        begun = self.said.pop(line.conversation, None) if line.sender == BOT else None
        if begun is not None:
            self.waited.append(1000 * (perf_counter() - begun))


def rows(size: int) -> list[Row]:
    """The waits and the share of a core while `size` messages are said, evenly over time."""
    waited, share, unanswered = asyncio.run(_measured(size))
    silent = f"; {unanswered} reports had no line" if unanswered else ""
    return [
        Row(
            name=f"receipt at {RATE} msg/s mixed, 99th percentile from message to line",
            value=percentile(waited, 0.99),
            unit="ms",
            limit=50,
            at_most=1,
            note=f"{len(waited)} receipts, median {percentile(waited, 0.5):.1f} ms{silent}",
        ),
        Row(name=f"share of a core at {RATE} msg/s mixed", value=share, unit="core", limit=0.3, at_most=1),
    ]


async def _measured(size: int) -> tuple[list[float], float, int]:
    async with bot(size // REPORT_EVERY) as running:
        heard = Acknowledgements()
        running.console.subscribe(heard.hear)
        begun, used = perf_counter(), process_time()
        await _talk(running, size, heard)
        share = (process_time() - used) / (perf_counter() - begun)
        await running.app.settle()
    return heard.waited, share, len(heard.said)


async def _talk(running: Bot, size: int, heard: Acknowledgements) -> None:
    groups = size // REPORT_EVERY
    problems, smalltalk = reports(groups), chatter(size)
    begun = perf_counter()
    for index in range(groups * REPORT_EVERY):
        group, rest = divmod(index, REPORT_EVERY)
        await asyncio.sleep(max(0.0, begun + index / RATE - perf_counter()))
        if rest == 0:
            heard.said[conversation(group)] = perf_counter()
            running.console.say("resident", conversation(group), problems[group])
        else:
            running.console.say("neighbour", conversation((group + index) % groups), smalltalk[index])
