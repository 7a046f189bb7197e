"""From the outbox to the channel: in order, paced, merged, retried; what became pointless is not said."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels import Channel, ChannelError
from bot.merging import Letter, merged
from dispatch.cases import UNSOLVED, Case, Status
from dispatch.clock import Clock
from dispatch.messages import REMINDERS, Outbound, Purpose
from dispatch.policy import AROUND_THE_CLOCK
from dispatch.store import Store, Work

log = logging.getLogger(__name__)

BATCH = 100  # lines at once
TRIES = 20  # the last one an hour after the first: a channel may be away that long
LONGEST_WAIT = timedelta(minutes=5)

POINTLESS: Mapping[Purpose, Callable[[Case], bool]] = {
    Purpose.TASK: lambda case: case.status not in (Status.REPORTED, Status.ASSIGNED),
    Purpose.AGAIN: lambda case: case.status not in (Status.REPORTED, Status.ASSIGNED),
    Purpose.REMINDER: lambda case: case.status not in (Status.REPORTED, Status.ASSIGNED, Status.ACCEPTED),
    Purpose.NUDGE: lambda case: case.status not in UNSOLVED,
    Purpose.EVALUATION: lambda case: case.status is not Status.RESOLVED,
}


@dataclass(kw_only=True)
class Sender:
    """Says what is due. `gap` is the least time between two lines of one conversation, by account.

    `reminders_per_day` is how often one person is reminded of routine cases (P3, P4) at most.
    """

    store: Store
    clock: Clock
    channels: Mapping[str, Channel]
    gap: timedelta
    reminders_per_day: int
    said: int = 0
    _last: dict[str, datetime] = field(default_factory=dict)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def drain(self) -> None:
        """Say what is due now; what is put in meanwhile has its own drain."""
        async with self._lock:
            full = await self._anything_due()
            while full:
                letters, full = await self.store.transact(self._claim)
                lanes: dict[str, list[Letter]] = defaultdict(list)
                for letter in letters:
                    lanes[letter.line.conversation].append(letter)
                await asyncio.gather(*map(self._lane, lanes.values()))

    async def _anything_due(self) -> bool:
        """Whether there may be something to say; reading costs less than a claim that finds nothing."""
        due = await self.store.read(lambda work: work.outbox.next_due())
        return due is not None and due <= self.clock.now()

    def _claim(self, work: Work) -> tuple[list[Letter], bool]:
        """Due lines, without the pointless ones and those whose conversation just heard one; may there be more?"""
        lines = work.outbox.claim(work.now, BATCH)
        pointless = [line.id for line in lines if self._pointless(work, line)]
        pointless += self._too_many(work, [line for line in lines if line.id not in pointless])
        work.outbox.dropped(pointless)
        kept = merged([line for line in lines if line.id not in pointless])
        return self._paced(work, kept) if self.gap else kept, len(lines) == BATCH

    def _too_many(self, work: Work, lines: Sequence[Outbound]) -> list[int]:
        """Routine reminders of who had enough today; what stays late comes again in the morning, as one line."""
        midnight = work.now.replace(hour=0, minute=0, second=0, microsecond=0)
        reminders = [line for line in lines if line.purpose in REMINDERS]
        full = {
            conversation
            for conversation in {line.conversation for line in reminders}
            if work.outbox.reminded(conversation, midnight) >= self.reminders_per_day
        }
        return [line.id for line in reminders if line.conversation in full and _routine(work, line)]

    def _pointless(self, work: Work, line: Outbound) -> bool:
        rule = POINTLESS.get(line.purpose)
        case = work.cases.get(line.number) if rule and line.number else None
        return bool(rule and case and rule(case))

    def _paced(self, work: Work, letters: list[Letter]) -> list[Letter]:
        now: list[Letter] = []
        for letter in letters:
            free = self._last.get(letter.line.conversation, work.now - self.gap) + self.gap
            hurried = letter.line.purpose in (Purpose.ALARM, Purpose.SAFETY)
            if free > work.now and not hurried:
                work.outbox.postpone(list(letter.rows), free)
            else:
                self._last[letter.line.conversation] = work.now
                now.append(letter)
        return now

    async def _lane(self, letters: list[Letter]) -> None:
        sent: list[int] = []
        for letter in letters:
            if await self._send(letter):
                sent.extend(letter.rows)
        if sent:
            await self.store.transact(lambda work: work.outbox.sent(sent, work.now))

    async def _send(self, letter: Letter) -> bool:
        line = letter.line
        channel = self.channels.get(line.conversation.partition(":")[0])
        if channel is None:
            log.error("no channel for %s: line %s is given up", line.conversation, line.id)
            await self.store.transact(lambda work: work.outbox.failed(list(letter.rows)))
            return False
        try:
            await channel.send(line)
        except Exception as fault:  # a foreign client may raise anything; the line is not lost for it
            await self._again(letter, fault)
            return False
        self.said += 1
        return True

    async def _again(self, letter: Letter, fault: Exception) -> None:
        """Later, with growing patience; given up after TRIES."""
        line = letter.line
        trace = None if isinstance(fault, ChannelError) else fault
        log.warning("line %s to %s was not said: %s", line.id, line.conversation, fault, exc_info=trace)
        if line.attempts + 1 >= TRIES:
            log.error("line %s to %s is given up", line.id, line.conversation)
            await self.store.transact(lambda work: work.outbox.failed(list(letter.rows)))
            return
        wait = min(timedelta(seconds=2**line.attempts), LONGEST_WAIT)
        due = self.clock.now() + wait
        await self.store.transact(lambda work: _retry(work, letter.rows, due))


def _routine(work: Work, line: Outbound) -> bool:
    case = work.cases.get(line.number) if line.number else None
    return case is not None and case.priority > AROUND_THE_CLOCK


def _retry(work: Work, rows: tuple[int, ...], due: datetime) -> None:
    for row in rows:
        work.outbox.retry(row, due)
