"""From the channel to the inbox: chatter ends here, counted and forgotten; what is kept gets a row."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from bot.channels import Channel, ChannelError
from bot.listening import Listener
from bot.memory import Memory
from bot.pictures import LIMIT, PictureShelf
from dispatch.clock import Clock
from dispatch.messages import Heard, Inbound, Kind
from dispatch.store import Store, Work
from intents.model import AnyReading, Chatter, Order, Report, Support, Unclear

log = logging.getLogger(__name__)

SAME_TEXT_WITHIN = timedelta(seconds=10)  # a channel may deliver one message under two ids
LATE = timedelta(minutes=10)  # a channel that was away delivers what was said meanwhile, or long ago
TOO_LATE = timedelta(hours=24)  # what is older was settled otherwise
MOST_UNDER_WAY = 500  # messages being kept at the same time; more are not heard before some are done
LONGEST_KEPT = 4000  # characters of a kept message; nobody types more into a group


@dataclass
class Counts:
    """How many messages were heard, how many of them were nothing for us, and how many came late."""

    heard: int = 0
    ignored: int = 0
    late: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """A message to keep, behind the pictures that belong to it, and from when it may be handled.

    An urgent one waits for nothing: its pictures are fetched when it is kept.
    """

    letters: tuple[Inbound, ...]
    ready_at: datetime
    urgent: bool = False


@dataclass(kw_only=True)
class Receiver:
    """Hears one channel's messages in order. `complete` says whether a report can be opened at once."""

    store: Store
    clock: Clock
    listener: Listener
    memory: Memory
    shelf: PictureShelf
    complete: Callable[[Report], bool]
    burst_wait: timedelta
    fragment_window: timedelta
    wake: Callable[[], None]
    counts: Counts = field(default_factory=Counts)
    _under_way: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_UNDER_WAY))
    _latest: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self, channel: Channel) -> None:
        """Hear until cancelled. Messages of one conversation are kept in order, conversations side by side."""
        async with asyncio.TaskGroup() as keeping:
            async for inbound in channel.receive():
                parcel = self._hear_out(inbound)
                if parcel is None:
                    channel.heard()
                    continue
                await self._under_way.acquire()
                before = self._latest.get(inbound.conversation)
                task = keeping.create_task(self._keep_after(before, channel, parcel))
                if before is None or not parcel.urgent:
                    self._latest[inbound.conversation] = task

    async def hear(self, channel: Channel, inbound: Inbound) -> None:
        """Keep one message when it may concern us, together with the pictures just before it."""
        parcel = self._hear_out(inbound)
        if parcel:
            await self._keep(channel, parcel)

    def _hear_out(self, inbound: Inbound) -> Parcel | None:
        """What to keep of a message; chatter is counted and forgotten (a fragment for some seconds)."""
        self.counts.heard += 1
        late = self._lateness(inbound)
        if late > LATE:
            self.counts.late += 1
        if late > TOO_LATE:
            self.counts.ignored += 1
            return None
        if len(inbound.text) > LONGEST_KEPT:
            inbound = replace(inbound, text=inbound.text[:LONGEST_KEPT])
        key = (inbound.conversation, inbound.sender)
        try:
            reading = self.listener.read(inbound, inbound.text)
        except Exception:
            log.exception("message %s of %s could not be read", inbound.message_id, inbound.account)
            return None
        self.listener.note(inbound, reading)
        self.memory.note_spoken(key, inbound.at)
        if inbound.group is not None:
            inbound = replace(inbound, heard=_heard(reading))
        if not self._concerns_us(inbound, reading):
            self.counts.ignored += 1
            self.memory.note_fragment(inbound)
            return None
        ready_at = self._ready_at(inbound, reading) if late <= LATE else self.clock.now()
        before = self._pictures_before(inbound, reading)
        self.memory.drop_fragments(key)
        if not isinstance(reading, Chatter | Support):  # else small talk would keep itself being kept
            self.memory.attend(key, self.clock.now() + self.fragment_window)
        urgent = isinstance(reading, Report) and reading.urgent
        return Parcel(letters=(*before, inbound), ready_at=ready_at, urgent=urgent)

    async def _keep_after(self, before: asyncio.Task[None] | None, channel: Channel, parcel: Parcel) -> None:
        """One message that cannot be kept never ends the stream."""
        inbound = parcel.letters[-1]
        try:
            if before and not parcel.urgent:
                await before
            await self._keep(channel, parcel)
        except Exception:
            log.exception("message %s of %s could not be kept", inbound.message_id, channel.account)
        finally:
            if self._latest.get(inbound.conversation) is asyncio.current_task():
                del self._latest[inbound.conversation]
            self._under_way.release()
            channel.heard()

    async def _keep(self, channel: Channel, parcel: Parcel) -> None:
        *pictures, inbound = parcel.letters
        for part in ([inbound], pictures) if parcel.urgent and pictures else (parcel.letters,):
            letters = [await self._with_picture(channel, letter) for letter in part]
            await self.store.transact(partial(_keep, letters=letters, ready_at=parcel.ready_at))
            self.wake()

    def _concerns_us(self, inbound: Inbound, reading: AnyReading) -> bool:
        """Private talk, commands and requests always; small talk only of somebody we attend to."""
        if inbound.kind in (Kind.JOIN, Kind.OTHER):
            return False
        if inbound.group is not None and self.listener.compound(inbound) is None:
            return isinstance(reading, Order) and self._heard_anywhere(inbound, reading)
        if inbound.kind is Kind.RECALL or inbound.group is None or inbound.addressed:
            return True
        if isinstance(reading, Chatter | Support) and self._lateness(inbound) > LATE:
            return False  # it was about what the room spoke of then
        if isinstance(reading, Chatter):
            return self.memory.attending((inbound.conversation, inbound.sender), self.clock.now())
        return inbound.kind is Kind.TEXT

    def _heard_anywhere(self, inbound: Inbound, order: Order) -> bool:
        """What counts in a group that belongs to no compound: its binding by staff, and a code that becomes void."""
        return order.verb == "bind" or (
            order.verb == "bind_room" and self.listener.person(inbound) is not None
        )

    def _lateness(self, inbound: Inbound) -> timedelta:
        """How long ago it was said; nothing for a moment without a time zone, which will not be kept."""
        return self.clock.now() - inbound.at if inbound.at.tzinfo else timedelta()

    def _ready_at(self, inbound: Inbound, reading: AnyReading) -> datetime:
        """Now, or after the burst: an incomplete report waits for its other fragments."""
        now = self.clock.now()
        key = (inbound.conversation, inbound.sender)
        if self.memory.question(key, now) or inbound.kind is Kind.RECALL:
            return now
        waiting = self.memory.waiting_since(key)
        if isinstance(reading, Order) or (isinstance(reading, Chatter | Support) and waiting is None):
            return now
        if not isinstance(reading, Report | Unclear | Chatter | Support):
            return now
        words = self.memory.wait(key, inbound.text, now)
        together = self.listener.read(by_itself(inbound), words) if waiting else reading
        if isinstance(together, Report) and (together.urgent or self.complete(together)):
            self.memory.burst_done(key)
            return now
        return (waiting or now) + self.burst_wait

    def _pictures_before(self, inbound: Inbound, reading: AnyReading) -> list[Inbound]:
        if not isinstance(reading, Report | Unclear):
            return []
        fragments = self.memory.fragments((inbound.conversation, inbound.sender), self.clock.now())
        return [letter for letter in fragments if letter.kind is Kind.PICTURE]

    async def _with_picture(self, channel: Channel, inbound: Inbound) -> Inbound:
        if inbound.kind is not Kind.PICTURE:
            return inbound
        try:
            data = await channel.picture(inbound.message_id, LIMIT)
        except ChannelError as fault:
            log.warning("picture %s was not fetched: %s", inbound.message_id, fault)
            return inbound
        return replace(inbound, picture=await asyncio.to_thread(self.shelf.keep, data))


def by_itself(inbound: Inbound) -> Inbound:
    """The message as if nobody else talked: a burst's words stand for themselves."""
    return replace(inbound, heard=Heard())


def _heard(reading: AnyReading) -> Heard:
    bearing = reading.bearing
    if bearing is None:
        return Heard()
    return Heard(about=bearing.about, continues=bearing.continues, shift=bearing.shift)


def _keep(work: Work, letters: list[Inbound], ready_at: datetime) -> None:
    for letter in letters:
        work.inbox.keep(letter, ready_at, same_text_within=SAME_TEXT_WITHIN)
