"""A whole bot in a process of its own, fit to be killed: hears messages from a pipe, says its lines into it.

In:  Inbound messages; None ends it in good order.
Out: ("kept", message id) when a message is in the inbox or was forgotten as chatter,
     ("said", (conversation, text)) for every line that the channel was given,
     ("rested", message id) when all that was heard up to it is done; "" for what an earlier life left.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from bot.app import App
from bot.assets import demo_folder, lexicon_folder
from bot.configuration import load
from dispatch.clock import VirtualClock
from dispatch.messages import Inbound, Outbound
from dispatch.store import Store
from intents.lexicon import Lexicon
from intents.understand import Understanding

# Loaded once by the fork server, so that every life of the worker begins in milliseconds.
SETTINGS = load(demo_folder() / "community.yaml")
UNDERSTANDING = Understanding(Lexicon.load(lexicon_folder()))


class PipeChannel:
    """A channel account at the end of a pipe; its clock follows the messages."""

    account = "console"

    def __init__(self, pipe: Connection, clock: VirtualClock) -> None:
        self._pipe, self._clock = pipe, clock
        self._hearing = self.last = ""
        self.ended = asyncio.Event()

    async def receive(self) -> AsyncIterator[Inbound]:
        while inbound := await asyncio.to_thread(self._pipe.recv):
            self._clock.move_to(inbound.at)
            self._hearing = inbound.message_id
            yield inbound
        self.ended.set()

    def heard(self) -> None:
        """The one message that is under way is in the inbox, or was chatter."""
        self.last = self._hearing
        self._pipe.send(("kept", self.last))

    async def send(self, line: Outbound) -> None:
        self._pipe.send(("said", (line.conversation, line.text)))

    async def picture(self, message_id: str, limit: int) -> bytes:
        return b""

    async def close(self) -> None:
        self.ended.set()


def live(folder: Path, now: datetime, pipe: Connection) -> None:
    """One life of the worker, until it is told to end or is killed."""
    asyncio.run(_live(folder, now, pipe))


async def _live(folder: Path, now: datetime, pipe: Connection) -> None:
    clock = VirtualClock(now)
    store = Store.open(f"sqlite:///{folder / 'linli.db'}", community=SETTINGS.community.id, clock=clock)
    channel = PipeChannel(pipe, clock)
    app = await App.start(
        replace(SETTINGS, data=folder),
        store=store,
        clock=clock,
        understanding=UNDERSTANDING,
        channels=[channel],
        pictures=folder / "pictures",
    )
    rested: str | None = None
    while not channel.ended.is_set():
        last = channel.last
        await app.tick()
        if last != rested:
            pipe.send(("rested", last))
            rested = last
        await asyncio.sleep(0.002)
    await app.tick()
    await app.stop()
    store.close()
