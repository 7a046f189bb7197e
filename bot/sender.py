"""From the outbox to the channel: in order, paced, merged, retried; what became pointless is not said."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from bot.channels import Channel, ChannelAwayError, ChannelError, ChannelRefusedError
from bot.manners import ADDRESSED, WHENEVER, Manners
from bot.merging import Letter, merged
from bot.pacing import Pace, Pacing
from bot.worker import side_by_side
from dispatch.cases import UNSOLVED, Case, Status
from dispatch.clock import Clock
from dispatch.messages import REMINDERS, Outbound, Purpose, Urgency
from dispatch.policy import AROUND_THE_CLOCK
from dispatch.store import Store, Work

log = logging.getLogger(__name__)

BATCH = 100  # lines at once
TRIES = 20  # the last one an hour after the first: a channel may be away that long
LONGEST_WAIT = timedelta(minutes=5)
AWAY = timedelta(seconds=5)  # before the next look at an account that is signed out or cut off

TO_RESIDENTS = frozenset({Purpose.RECEIPT, Purpose.QUESTION, Purpose.EVALUATION})

POINTLESS: Mapping[Purpose, Callable[[Case], bool]] = {
    Purpose.TASK: lambda case: case.status not in (Status.REPORTED, Status.ASSIGNED),
    Purpose.AGAIN: lambda case: case.status not in (Status.REPORTED, Status.ASSIGNED),
    Purpose.REMINDER: lambda case: case.status not in (Status.REPORTED, Status.ASSIGNED, Status.ACCEPTED),
    Purpose.NUDGE: lambda case: case.status not in UNSOLVED,
    Purpose.EVALUATION: lambda case: case.status is not Status.RESOLVED,
}


@dataclass(kw_only=True)
class Sender:
    """Says what is due, each account for itself. `paces` are kept by account; others keep `gap` in a conversation.

    By `manners`, what is late does not disturb the night, and routine reminders of a person are bounded.
    """

    store: Store
    clock: Clock
    channels: Mapping[str, Channel]
    gap: timedelta
    manners: Manners
    paces: Mapping[str, Pace] = field(default_factory=dict)
    said: int = 0
    _pacings: dict[str, Pacing] = field(default_factory=dict)
    _locks: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def remember(self) -> None:
        """After a start: what the paced accounts said lately counts."""
        for account in self.paces:
            said = await self.store.read(partial(_said_today, account=account))
            self.pacing(account).remember(said)

    async def drain(self) -> None:
        """Say what is due now, the accounts side by side; what is put in meanwhile has its own drain."""
        accounts = await self.give_up_astray()
        await side_by_side(map(self.drain_account, accounts))

    async def drain_account(self, account: str) -> None:
        """Say what the account has to say now."""
        async with self._locks[account]:
            full = await self._anything_due(account)
            while full:
                letters, full = await self.store.transact(partial(self._claim, account=account))
                lanes: dict[str, list[Letter]] = defaultdict(list)
                for letter in letters:
                    lanes[letter.line.conversation].append(letter)
                await side_by_side(map(self._lane, lanes.values()))

    async def give_up_astray(self) -> frozenset[str]:
        """Lines to accounts that there are no more are given up; the other accounts that have something to say."""
        due = await self.store.read(lambda work: work.outbox.accounts_due(self.clock.now()))
        for account in due - self.channels.keys():
            for line in await self.store.transact(partial(_fail, account=account)):
                log.error("no channel for %s: line %s is given up", line.conversation, line.id)
        return frozenset(due & self.channels.keys())

    def pacing(self, account: str) -> Pacing:
        """The account's pace with what it said lately."""
        if account not in self._pacings:
            pace = self.paces.get(account, Pace(room_gap=self.gap))
            self._pacings[account] = Pacing(pace=pace)
        return self._pacings[account]

    async def _anything_due(self, account: str) -> bool:
        """Whether there may be something to say; reading costs less than a claim that finds nothing."""
        due = await self.store.read(lambda work: work.outbox.next_due(account))
        return due is not None and due <= self.clock.now()

    def _claim(self, work: Work, account: str) -> tuple[list[Letter], bool]:
        """Due lines, without the pointless ones and those that the pace does not allow yet; may there be more?"""
        claimed = work.outbox.claim(work.now, BATCH, account)
        late = [line.id for line in claimed if self._disturbs(work, line)]
        work.outbox.postpone(late, self.manners.morning(work.now))
        lines = [line for line in claimed if line.id not in late]
        pointless = [line.id for line in lines if self._pointless(work, line)]
        pointless += self._too_many(work, [line for line in lines if line.id not in pointless])
        work.outbox.dropped(pointless)
        kept = merged([line for line in lines if line.id not in pointless])
        letters = self._paced(work, self.pacing(account), kept)
        if account in self.paces and (free := self.pacing(account).free(work.now)) > work.now:
            work.outbox.hold(account, free)  # else a long queue would be claimed and put back again and again
        return letters, len(claimed) == BATCH

    def _disturbs(self, work: Work, line: Outbound) -> bool:
        """Whether a line that was meant for the day would be said at night, because nobody was there to say it."""
        quiet = self.manners.quiet(work.now) and not self.manners.quiet(line.due_at)
        if not quiet or line.purpose in WHENEVER | ADDRESSED:
            return False
        return line.purpose in TO_RESIDENTS or not _urgent(work, line)

    def _too_many(self, work: Work, lines: Sequence[Outbound]) -> list[int]:
        """Routine reminders of who had enough today; what stays late comes again in the morning, as one line."""
        midnight = work.now.replace(hour=0, minute=0, second=0, microsecond=0)
        reminders = [line for line in lines if line.purpose in REMINDERS]
        full = {
            conversation
            for conversation in {line.conversation for line in reminders}
            if work.outbox.reminded(conversation, midnight) >= self.manners.reminders_per_day
        }
        return [line.id for line in reminders if line.conversation in full and not _urgent(work, line)]

    def _pointless(self, work: Work, line: Outbound) -> bool:
        rule = POINTLESS.get(line.purpose)
        case = work.cases.get(line.number) if rule and line.number else None
        return bool(rule and case and rule(case))

    def _paced(self, work: Work, pacing: Pacing, letters: list[Letter]) -> list[Letter]:
        now: list[Letter] = []
        for letter in letters:
            conversation = letter.line.conversation
            free = pacing.free_at(conversation, work.now)
            if free > work.now and not _hurried(letter.line):
                work.outbox.postpone(list(letter.rows), free)
            else:
                pacing.book(conversation, work.now)
                now.append(replace(letter, booked=work.now))
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
        channel = self.channels[_account(line)]
        try:
            await channel.send(line)
        except ChannelAwayError:
            await self._wait(letter)
            return False
        except ChannelRefusedError as fault:
            log.error("line %s to %s is given up: %s", line.id, line.conversation, fault)
            await self.store.transact(lambda work: work.outbox.failed(list(letter.rows)))
            return False
        except Exception as fault:  # a foreign client may raise anything; the line is not lost for it
            await self._again(letter, fault)
            return False
        self.said += 1
        return True

    async def _wait(self, letter: Letter) -> None:
        """Nothing was tried: neither an attempt nor a line that was said, however long the account is away."""
        self.pacing(_account(letter.line)).unbook(letter.line.conversation, letter.booked or self.clock.now())
        due = self.clock.now() + AWAY
        await self.store.transact(lambda work: work.outbox.postpone(list(letter.rows), due))

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


def _urgent(work: Work, line: Outbound) -> bool:
    case = work.cases.get(line.number) if line.number else None
    return case is not None and case.priority <= AROUND_THE_CLOCK


def _retry(work: Work, rows: tuple[int, ...], due: datetime) -> None:
    for row in rows:
        work.outbox.retry(row, due)


def _fail(work: Work, account: str) -> list[Outbound]:
    lines = work.outbox.claim(work.now, account=account)
    work.outbox.failed([line.id for line in lines])
    return lines


def _said_today(work: Work, account: str) -> list[tuple[str, datetime]]:
    return work.outbox.said_by(account, work.now.replace(hour=0, minute=0, second=0, microsecond=0))


def _account(line: Outbound) -> str:
    return line.conversation.partition(":")[0]


def _hurried(line: Outbound) -> bool:
    return line.urgency is Urgency.ALARM or line.purpose in (Purpose.ALARM, Purpose.SAFETY)
