"""A connection that goes dead without a word, as behind a router that forgot it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace

import pytest

from bot.channels.status import State
from tests.bot.channels.wechaty_double import WechatyDouble
from tests.bot.channels.wechaty_stage import IMPATIENT, create_double, signed_in, until


class Router:
    """Passes bytes on to the double, until it stalls; connections stay open."""

    def __init__(self, double: WechatyDouble) -> None:
        self._double = double
        self._passing = asyncio.Event()
        self._passing.set()
        self._tasks: list[asyncio.Task[None]] = []
        self._writers: list[asyncio.StreamWriter] = []

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            writer.close()

    def stall(self) -> None:
        self._passing.clear()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_double, to_double = await asyncio.open_connection("127.0.0.1", self._double.port)
        self._writers += [writer, to_double]
        for source, target in ((reader, to_double), (from_double, writer)):
            self._tasks.append(asyncio.create_task(self._pass(source, target)))

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await source.read(65536):
                await self._passing.wait()
                target.write(data)
                await target.drain()


@pytest.fixture
async def double() -> AsyncIterator[WechatyDouble]:
    double = create_double()
    await double.start()
    yield double
    await double.kill()


async def test_a_dead_connection_is_noticed_by_its_pings_alone(double: WechatyDouble) -> None:
    router = Router(double)
    await router.start()
    timings = replace(IMPATIENT, probe_every=600, keepalive=0.1, keepalive_answer=0.1)
    channel = await signed_in(double, port=router.port, timings=timings)
    await asyncio.sleep(0.5)  # several pings that are answered
    living = channel.status.state
    router.stall()
    await until(lambda: channel.status.state in (State.LOST, State.FROZEN))
    await channel.close()
    await router.stop()
    assert (living, channel.reconnects) == (State.SIGNED_IN, 0)
