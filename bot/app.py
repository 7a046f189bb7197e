"""The composition root: the one place that joins channels, store, clock and rooms into a running bot."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.channels import Channel, Gated
from bot.channels.console import ConsoleChannel
from bot.channels.status import Watched
from bot.clockwork import Clockwork, NextDue
from bot.configuration.settings import Settings
from bot.desk import Desk
from bot.directory import Directory
from bot.gatekeeper import Gatekeeper
from bot.handlers.told import Telling, lacks_place
from bot.listening import Listener
from bot.memory import Memory
from bot.pictures import PictureShelf
from bot.presence import Presence
from bot.receiver import Receiver
from bot.sender import Sender
from bot.timetable import Timetable
from bot.turn import House
from bot.worker import Worker
from dispatch.cases import UNSOLVED
from dispatch.clock import Clock
from dispatch.store import Store, Work
from intents.model import Report
from intents.places import same_spot
from intents.understand import Understanding

FAREWELL = 10  # seconds in which a stopping app may still say what is due


class App:
    """A running bot. `start` it, `settle` or `tick` it under a virtual clock, `serve` it under the real one."""

    def __init__(
        self,
        settings: Settings,
        *,
        store: Store,
        clock: Clock,
        understanding: Understanding,
        channels: Sequence[Channel],
        pictures: Path,
    ) -> None:
        self.settings, self.store, self.clock = settings, store, clock
        self.channels = {channel.account: channel for channel in channels}
        self.shelf = PictureShelf(pictures)
        self._memory = Memory()
        self._tasks: list[asyncio.Task[None]] = []
        self._timetable: Timetable | None = None
        talk, office = settings.conversation, settings.office
        listener = Listener(office=office, understanding=understanding, memory=self._memory)
        self._directory = Directory(store=store, clock=clock, office=office, channels=self.channels)
        self._gatekeeper = Gatekeeper(
            store=store,
            office=office,
            manners=talk.manners,
            bot_name=talk.bot_name,
            refresh=self._directory.refresh,
            wake=self._wake_senders,
        )
        house = House(
            office=office,
            safety=settings.safety,
            same_spot=same_spot,
            fragment_window=talk.fragment_window,
            ask_every=talk.ask_every,
            bot_name=talk.bot_name,
            shelf=self.shelf,
        )
        self.receiver = Receiver(
            store=store,
            clock=clock,
            listener=listener,
            memory=self._memory,
            shelf=self.shelf,
            complete=lambda report: _complete(settings, report),
            burst_wait=talk.burst_wait,
            fragment_window=talk.fragment_window,
            wake=lambda: self._reader.wake(),
        )
        self._desk = Desk(
            store=store,
            clock=clock,
            listener=listener,
            memory=self._memory,
            house=house,
            manners=talk.manners,
            answer_within=talk.answer_within,
            complete=lambda report: _complete(settings, report),
            rebind=self._rebind,
        )
        self.sender = Sender(
            store=store,
            clock=clock,
            channels=self.channels,
            gap=talk.gap,
            manners=talk.manners,
            paces=settings.paces,
        )
        self._reader = Worker(self._read)
        self._speakers = [Worker(partial(self.sender.drain_account, each)) for each in self.channels]
        self._clockwork = Clockwork(
            store=store,
            clock=clock,
            office=office,
            memory=self._memory,
            manners=talk.manners,
            answer_within=talk.answer_within,
        )
        self._presence = Presence(
            store=store,
            clock=clock,
            office=office,
            channels=self.channels,
            manners=talk.manners,
            answer_within=talk.answer_within,
        )

    @classmethod
    async def start(
        cls,
        settings: Settings,
        *,
        store: Store,
        clock: Clock,
        understanding: Understanding,
        channels: Sequence[Channel],
        pictures: Path,
    ) -> "App":
        """An app that hears its channels; what a crash left half done is taken up again."""
        app = cls(
            settings,
            store=store,
            clock=clock,
            understanding=understanding,
            channels=channels,
            pictures=pictures,
        )
        await app._take_up()
        app._tasks = [
            *(asyncio.create_task(app.receiver.run(channel)) for channel in channels),
            *(asyncio.create_task(app._gatekeeper.watch(channel)) for channel in app._gated()),
            *(asyncio.create_task(worker.run()) for worker in (app._reader, *app._speakers)),
        ]
        app._reader.wake()
        return app

    @property
    def console(self) -> ConsoleChannel | None:
        """The console channel, when the app has one."""
        console = self.channels.get(ConsoleChannel.account)
        return console if isinstance(console, ConsoleChannel) else None

    def serve(self) -> None:
        """From now on tick with the real time."""
        self._timetable = Timetable(self._pulse)
        self._timetable.start()

    async def settle(self) -> None:
        """Until everything heard is handled and what was woken to speak has spoken; what comes due is a tick's."""
        if self.console:
            await self.console.idle()
        await self._reader.rest()
        for speaker in self._speakers:
            await speaker.rest()

    async def tick(self) -> None:
        """Do what is due at this moment; one look when nothing is."""
        await self.do(await self.due())

    async def due(self) -> NextDue:
        """When a tick would do something next."""
        return await self._clockwork.due()

    async def do(self, due: NextDue) -> None:
        """What of that is due by now."""
        now = self.clock.now()
        self._memory.forget_stale(now)
        if due.clocked <= now:
            await self._clockwork.tick()
        if due.clocked <= now or (due.inbox and due.inbox <= now):
            await self._desk.drain()
        if due.earliest <= now:
            await self.sender.drain()

    async def _pulse(self) -> None:
        """A tick of the real time: it does what the clock asks for and wakes the rest, and waits for no channel."""
        await self._directory.keep_up()
        self._memory.forget_stale(self.clock.now())
        await self._presence.look()
        if (await self.due()).earliest > self.clock.now():
            return
        await self._clockwork.tick()
        await self.sender.give_up_astray()
        self._reader.wake()

    def watched(self) -> list[Watched]:
        """The channels whose account can be signed out or cut off."""
        return self._presence.watched()

    async def stop(self) -> None:
        """End in good order: finish what was heard, say what is due, then stop hearing."""
        if self._timetable:
            self._timetable.stop()
        await self._desk.drain()
        with suppress(TimeoutError):  # what is not said by then is said after the next start
            async with asyncio.timeout(FAREWELL):
                await self.sender.drain()
        for channel in self.channels.values():
            await channel.close()
        await self._cancel()

    async def crash(self) -> None:
        """Drop everything that is in memory, as a killed process would; the store and the channels stay."""
        if self._timetable:
            self._timetable.stop()
        await self._cancel()

    async def _cancel(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        self._tasks = []

    async def _take_up(self) -> None:
        """After a start: lines that were on their way are said once more, open questions are remembered."""
        await self.store.transact(lambda work: work.outbox.recover())
        await self._directory.refresh()
        await self.sender.remember()
        dialogues = await self.store.read(lambda work: work.dialogues.all())
        self._memory.take_up(dialogues)
        for conversation, opened_at in await self.store.read(_open_rooms):
            self._memory.case_opened(conversation, opened_at)

    async def _read(self) -> None:
        """Handle what was kept; then there may be something to say."""
        await self._desk.drain()
        self._wake_senders()

    def _wake_senders(self) -> None:
        for speaker in self._speakers:
            speaker.wake()

    def _gated(self) -> list[Gated]:
        return [channel for channel in self.channels.values() if isinstance(channel, Gated)]

    async def _rebind(self) -> None:
        """A contact, a group or an invitation was decided on."""
        await self._directory.refresh()
        for channel in self._gated():
            await self._gatekeeper.admit(channel)


def _complete(settings: Settings, report: Report) -> bool:
    """Whether a report can be opened without waiting for more fragments."""
    telling = Telling(types=report.types, place=report.place, text="", name="", compound=None)
    return not lacks_place(settings.office.policies, telling)


def _open_rooms(work: Work) -> list[tuple[str, datetime]]:
    """Conversations with open cases, oldest first, so that the newest is remembered."""
    found = work.cases.find(statuses=UNSOLVED, limit=1000)
    return [(case.conversation, case.opened_at) for case in reversed(found)]
