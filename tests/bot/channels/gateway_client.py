"""The bare generated stub at a gateway: what our own client is built on, and is measured against."""

import asyncio
import base64
import json
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from grpclib.client import Channel
from grpclib.config import Configuration
from wechaty_grpc.wechaty import PuppetStub

from tests.bot.channels.certificates import NAME
from tests.bot.channels.gateway import LOOPBACK, Gateway

PATIENCE = 15  # seconds for what should happen at once


class Client:
    """`events` grows with (type, payload) while it is attached."""

    def __init__(self, gateway: Gateway, token: str | None = None) -> None:
        token = gateway.token if token is None else token
        if gateway.certificate:
            self.channel = _trusting(gateway.port, gateway.certificate[0])
            self.stub = PuppetStub(self.channel, metadata={"authorization": f"Wechaty {token}"})
        else:
            self.channel = Channel(LOOPBACK, gateway.port)
            self.channel._authority = token
            self.stub = PuppetStub(self.channel)
        self.events: list[tuple[int, Any]] = []
        self.reading: asyncio.Task[None] | None = None
        self._more = asyncio.Event()

    async def attach(self) -> None:
        """Start the puppet and hold its events, until the first one."""
        await self.stub.start()
        self.reading = asyncio.create_task(self._read())
        await self.heard(lambda: bool(self.events))

    async def event(self, number: int, count: int = 1) -> Any:
        """The payload of the event number `count` of this type, once it is there."""

        def found() -> list[Any]:
            return [payload for each, payload in self.events if each == number]

        await self.heard(lambda: len(found()) >= count)
        return found()[count - 1]

    async def heard(self, true: Callable[[], bool]) -> None:
        """Waits until it is true of what was heard."""
        async with asyncio.timeout(PATIENCE):
            while not true():
                self._more.clear()
                await self._more.wait()

    async def file(self, message_id: str) -> bytes:
        chunks = [chunk async for chunk in self.stub.message_file_stream(id=message_id)]
        return b"".join(chunk.file_box_chunk.data for chunk in chunks)

    async def send_file(self, conversation: str, content: bytes) -> str:
        encoded = base64.b64encode(content).decode()
        box = {"boxType": 1, "type": 1, "name": "photo.jpg", "metadata": {}, "base64": encoded}
        sent = await self.stub.message_send_file(conversation_id=conversation, filebox=json.dumps(box))
        assert sent.id
        return str(sent.id)

    async def close(self) -> None:
        self.channel.close()
        if self.reading:
            await asyncio.wait({self.reading})
            self.reading.exception()

    async def _read(self) -> None:
        async for event in self.stub.event():
            self.events.append((int(event.type), json.loads(event.payload)))
            self._more.set()


def _trusting(port: int, certificate: Path) -> Channel:
    context = ssl.create_default_context(cafile=str(certificate))
    context.set_alpn_protocols(["h2"])
    return Channel(LOOPBACK, port, ssl=context, config=Configuration(ssl_target_name_override=NAME))


@asynccontextmanager
async def client_at(gateway: Gateway, *, token: str | None = None) -> AsyncIterator[Client]:
    client = Client(gateway, token)
    try:
        yield client
    finally:
        await client.close()
