"""One connection to a gateway. The only file that knows the generated client; import it when it is needed."""

import asyncio
import base64
import json
import ssl
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager

from grpclib.client import Channel
from grpclib.config import Configuration
from grpclib.const import Status
from grpclib.exceptions import GRPCError
from wechaty_grpc.wechaty import PuppetStub

from bot.channels import ChannelError, ChannelRefusedError
from bot.channels.wechaty.errors import (
    GatewayLostError,
    GatewayRefusedError,
    GatewaySilentError,
    GatewayTakenError,
    WrongTokenError,
)
from bot.channels.wechaty.payloads import Invitation, Payload
from bot.channels.wechaty.settings import Endpoint, Timings

FILE_BOX = {"boxType": 1, "type": 1}  # base64 in the message itself; the only kind that any gateway takes
ERRORS: dict[Status, type[ChannelError]] = {
    Status.RESOURCE_EXHAUSTED: ChannelRefusedError,  # more bytes than a message may have
    Status.ALREADY_EXISTS: GatewayTakenError,
    Status.UNAUTHENTICATED: WrongTokenError,
    Status.PERMISSION_DENIED: WrongTokenError,
    Status.DEADLINE_EXCEEDED: GatewaySilentError,
    Status.UNAVAILABLE: GatewayLostError,
    Status.CANCELLED: GatewayLostError,
}


class Gateway:
    """Connects at the first call; every call has a deadline and raises ChannelError only, mostly GatewayError."""

    def __init__(self, endpoint: Endpoint, timings: Timings) -> None:
        self._timings = timings
        self._closed = False
        self._channel = Channel(
            endpoint.host,
            endpoint.port,
            ssl=_trust(endpoint) if endpoint.tls else None,
            config=Configuration(
                _keepalive_time=timings.keepalive,
                _keepalive_timeout=timings.keepalive_answer,
                _keepalive_permit_without_calls=True,
                _http2_max_pings_without_data=0,  # as many as it takes
                _http2_min_sent_ping_interval_without_data=timings.keepalive,
                ssl_target_name_override=endpoint.server_name,
            ),
        )
        metadata = None
        if endpoint.tls:
            metadata = {"authorization": f"Wechaty {endpoint.token}"}
        else:
            self._channel._authority = endpoint.token  # where the protocol carries it without TLS
        self._stub = PuppetStub(self._channel, metadata=metadata)

    async def start(self) -> None:
        """Let the puppet start; harmless when it is running."""
        async with self._within(self._timings.call, "start"):
            await self._stub.start()

    async def stop(self) -> None:
        """Stop the puppet, which ends the events of whoever holds them."""
        async with self._within(self._timings.call, "stop"):
            await self._stub.stop()

    async def version(self) -> str:
        async with self._within(min(self._timings.call, self._timings.probe), "version"):
            return str((await self._stub.version()).version)

    async def events(self) -> AsyncGenerator[tuple[int, str], None]:
        """Type and JSON payload of every event, until the gateway ends the stream."""
        async with self._within(None, "events"), aclosing(self._stub.event()) as events:
            async for event in events:
                yield int(event.type), event.payload

    async def message(self, message_id: str) -> Payload:
        async with self._within(self._timings.call, f"message {message_id}"):
            said = await self._stub.message_payload(id=message_id)
        return Payload(
            id=message_id,
            type=int(said.type),
            sender=said.from_id,
            room=said.room_id,
            text=said.text,
            moment=said.timestamp,
            mentions=tuple(said.mention_ids),
        )

    async def file(self, message_id: str, limit: int) -> bytes:
        """The file or picture of a message; ChannelError when it has more than `limit` bytes."""
        async with aclosing(self._stub.message_file_stream(id=message_id)) as parts:
            return await self._collect(parts, message_id, limit)

    async def say(self, conversation: str, text: str, mentions: list[str]) -> None:
        async with self._within(self._timings.send, f"a line to {conversation}"):
            await self._stub.message_send_text(conversation_id=conversation, text=text, mentonal_ids=mentions)

    async def show(self, conversation: str, name: str, content: bytes) -> None:
        """Send a file under this name; a picture's name ends in .jpg or the like."""
        box = {**FILE_BOX, "name": name, "metadata": {}, "base64": base64.b64encode(content).decode()}
        async with self._within(self._timings.send, f"a file to {conversation}"):
            await self._stub.message_send_file(conversation_id=conversation, filebox=json.dumps(box))

    async def contact_name(self, contact: str) -> str:
        async with self._within(self._timings.call, f"contact {contact}"):
            return str((await self._stub.contact_payload(id=contact)).name)

    async def room_topic(self, room: str) -> str:
        async with self._within(self._timings.call, f"room {room}"):
            return str((await self._stub.room_payload(id=room)).topic)

    async def room_members(self, room: str) -> tuple[str, ...]:
        async with self._within(self._timings.call, f"the members of room {room}"):
            return tuple((await self._stub.room_member_list(id=room)).member_ids)

    async def member_name(self, room: str, member: str) -> str:
        """The name under which a member is shown in the room: the alias there, else the own name."""
        async with self._within(self._timings.call, f"member {member} of room {room}"):
            shown = await self._stub.room_member_payload(id=room, member_id=member)
        return str(shown.room_alias or shown.name)

    async def invitation(self, invitation_id: str) -> Invitation:
        async with self._within(self._timings.call, f"invitation {invitation_id}"):
            found = await self._stub.room_invitation_payload(id=invitation_id)
        return Invitation(id=invitation_id, inviter=found.inviter_id, topic=found.topic)

    async def accept(self, invitation_id: str) -> None:
        async with self._within(self._timings.call, f"invitation {invitation_id}"):
            await self._stub.room_invitation_accept(id=invitation_id)

    def close(self) -> None:
        """Calls under way and later ones raise GatewayLostError."""
        self._closed = True
        self._channel.close()

    async def _collect(self, stream: AsyncGenerator, message_id: str, limit: int) -> bytes:  # type: ignore[type-arg]  # two kinds of chunks
        """The whole file; a message without one is never answered, so each part has a deadline of its own."""
        content = bytearray()
        while len(content) <= limit:
            async with self._within(self._timings.file, f"the file of message {message_id}"):
                chunk = await anext(stream, None)
            if chunk is None:
                return bytes(content)
            content += chunk.file_box_chunk.data
        raise ChannelError(f"the file of message {message_id} has more than {limit} bytes")

    @asynccontextmanager
    async def _within(self, seconds: float | None, what: str) -> AsyncIterator[None]:
        """A deadline, and our own errors instead of the many that the client may raise."""
        if self._closed:
            raise GatewayLostError(f"the connection is closed: {what}")
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError as fault:
            raise GatewaySilentError(f"no answer within {seconds:g} s: {what}") from fault
        except GRPCError as fault:
            error = ERRORS.get(fault.status, GatewayRefusedError)
            raise error(f"{_first_line(fault.message) or fault.status.name}: {what}") from fault
        except Exception as fault:
            raise GatewayLostError(f"{fault or type(fault).__name__}: {what}") from fault
        finally:
            if self._closed:
                self._channel.close()  # a call that was under way may have connected once more


def _first_line(message: str | None) -> str:
    """Gateways put a whole stack trace into their errors."""
    return (message or "").partition("\n")[0][:200]


def _trust(endpoint: Endpoint) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(endpoint.ca) if endpoint.ca else None)
    context.set_alpn_protocols(["h2"])
    return context
