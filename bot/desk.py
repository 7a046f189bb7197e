"""From the inbox through understanding and a handler to the outbox: one message or burst, one transaction."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from bot.handlers import handle
from bot.handlers.agenda import table_due
from bot.listening import Listener
from bot.manners import Manners
from bot.memory import Memory
from bot.receiver import by_itself
from bot.turn import House, Turn
from bot.voice import Voice
from bot.worker import side_by_side
from dispatch import admission
from dispatch.clock import Clock
from dispatch.messages import Kept, Kind
from dispatch.store import Store, Work
from intents.model import Answer, AnyReading, Chatter, Order, Report, Support

log = logging.getLogger(__name__)

BATCH = 500  # messages at once
TRIES = 3
TRY_AGAIN_AFTER = timedelta(minutes=1)
FRAGMENTS = frozenset({Kind.TEXT, Kind.PICTURE, Kind.VOICE})


@dataclass(kw_only=True)
class Desk:
    """Handles what is ready: the messages of one conversation in order, conversations side by side."""

    store: Store
    clock: Clock
    listener: Listener
    memory: Memory
    house: House
    manners: Manners
    answer_within: timedelta
    complete: Callable[[Report], bool]  # whether a report can be opened as it is
    rebind: Callable[[], Awaitable[None]]  # the staff's contacts have changed
    _failures: dict[int, int] = field(default_factory=dict)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def drain(self) -> None:
        """Handle what is ready; what is kept meanwhile wakes the desk again."""
        async with self._lock:
            full = True
            while full:
                ready = await self.store.read(lambda work: work.inbox.ready(self.clock.now(), BATCH))
                full = len(ready) == BATCH
                lanes: dict[str, list[Kept]] = defaultdict(list)
                for row in ready:
                    lanes[row.inbound.conversation].append(row)
                await side_by_side(map(self._lane, lanes.values()))

    async def _lane(self, rows: list[Kept]) -> None:
        done: set[int] = set()
        for row in rows:
            if row.id not in done:
                done.update(await self._handle(row))

    async def _handle(self, row: Kept) -> list[int]:
        burst, reading = await self._burst(row)
        ids = [kept.id for kept in burst]
        try:
            turn = await self.store.transact(lambda work: self._unit(work, burst, reading))
        except Exception:
            log.exception("message %s could not be handled", row.inbound.message_id)
            await self._put_off(ids)
            return ids
        self.memory.follow(turn.voice.asked, turn.voice.answered)
        self.memory.burst_done((row.inbound.conversation, row.inbound.sender))
        if turn.rebound:
            await self.rebind()
        if room := turn.remembered:  # alone: a city hears of thousands of groups
            self.house.office.community.rooms[room.conversation] = room.compound
        if turn.opened:
            self.memory.case_opened(row.inbound.conversation, self.clock.now())
        return ids

    async def _burst(self, row: Kept) -> tuple[tuple[Kept, ...], AnyReading]:
        """The speaker's waiting fragments as one message, unless this one stands for itself."""
        alone = self.listener.read(row.inbound, row.inbound.text)
        if isinstance(alone, Order | Answer) or row.inbound.kind not in FRAGMENTS:
            return (row,), alone
        speaker = row.inbound.conversation, row.inbound.sender
        waiting = await self.store.read(lambda work: work.inbox.waiting_of(*speaker))
        if isinstance(alone, Support) and not _continues(alone, waiting):
            return (row,), alone
        whole = isinstance(alone, Report) and (alone.urgent or self.complete(alone))
        belongs = _is_picture if whole else partial(self._is_fragment, waiting)
        burst = tuple(kept for kept in waiting if kept.id == row.id or belongs(kept))
        if len(burst) < 2:
            return (row,), alone
        together = self.listener.read(by_itself(burst[-1].inbound), _words(burst))
        if isinstance(together, Chatter) and isinstance(alone, Report):
            together = alone
        return burst, together

    def _is_fragment(self, waiting: Sequence[Kept], kept: Kept) -> bool:
        if kept.inbound.kind not in FRAGMENTS:
            return False
        reading = self.listener.read(kept.inbound, kept.inbound.text)
        if isinstance(reading, Chatter):  # small talk in between is no part of it
            return bool(kept.inbound.picture or reading.place)
        if isinstance(reading, Support):
            return _continues(reading, waiting)
        return not isinstance(reading, Order | Answer)

    def _unit(self, work: Work, burst: tuple[Kept, ...], reading: AnyReading) -> Turn:
        """Everything that the burst does, in one unit of work that also marks it as handled."""
        last = burst[-1].inbound
        dialogue = work.dialogues.of(last.conversation, last.sender)
        turn = Turn(
            house=self.house,
            work=work,
            voice=Voice(work=work, manners=self.manners, answer_within=self.answer_within),
            kept=burst,
            reading=reading,
            person=self.listener.person(last),
            dialogue=dialogue if dialogue and dialogue.expires_at > work.now else None,
        )
        handle(turn)
        table_due(turn.voice, self.house.office)
        self._remember_group(turn)
        ids = [kept.id for kept in burst]
        if turn.forgotten and turn.number is None:
            work.inbox.forget(ids)
        else:
            work.inbox.done(ids, turn.number)
        return turn

    def _remember_group(self, turn: Turn) -> None:
        """A group that was known by its name so far stays known when somebody renames it."""
        last, office = turn.last, self.house.office
        if last.group is None or turn.forgotten or last.conversation in office.community.rooms:
            return
        turn.remembered = admission.known(office, turn.work, last.conversation, last.group)

    async def _put_off(self, ids: list[int]) -> None:
        """Try again in a minute; after the last try the row is closed, its text kept for the operator."""
        self._failures[ids[0]] = self._failures.get(ids[0], 0) + 1
        if self._failures[ids[0]] >= TRIES:
            log.error("inbox rows %s are given up after %d tries", ids, TRIES)
            await self.store.transact(lambda work: work.inbox.done(ids))
        else:
            later = self.clock.now() + TRY_AGAIN_AFTER
            await self.store.transact(lambda work: work.inbox.postpone(ids, later))


def _continues(reading: Support, waiting: Sequence[Kept]) -> bool:
    """Whether somebody goes on with what is waiting itself."""
    return any(kept.inbound.message_id == reading.about for kept in waiting)


def _is_picture(kept: Kept) -> bool:
    return kept.inbound.picture is not None


def _words(burst: tuple[Kept, ...]) -> str:
    return "，".join(kept.inbound.text for kept in burst if kept.inbound.text.strip())
