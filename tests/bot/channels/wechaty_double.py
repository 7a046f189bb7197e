"""A Wechaty gateway in this process: it speaks the generated messages, does what a test says, keeps records."""

import asyncio
import base64
import json
import ssl
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

from grpclib.const import Status
from grpclib.exceptions import GRPCError
from grpclib.server import Stream
from wechaty_grpc.wechaty import puppet

from bot.channels.wechaty import Endpoint
from bot.channels.wechaty.events import EventType
from dispatch.clock import Clock, SystemClock
from tests.bot.channels.wechaty_server import GatewayServer, Service, bearer

BOT = "wxid_bot"
TEXT, PICTURE, VOICE, FILE, RECALL, POST = 7, 6, 2, 1, 13, 16  # TypeScript's numbers
CHUNK = 64 * 1024  # bytes of a file in one answer

ANSWERS = {  # the methods that are answered with one message, and by whom
    "Start": "_start",
    "Stop": "_stop",
    "Version": "_version",
    "MessagePayload": "_message_payload",
    "ContactPayload": "_contact_payload",
    "RoomPayload": "_room_payload",
    "RoomMemberList": "_room_member_list",
    "RoomMemberPayload": "_room_member_payload",
    "RoomInvitationPayload": "_room_invitation_payload",
    "RoomInvitationAccept": "_room_invitation_accept",
    "MessageSendText": "_message_send_text",
    "MessageSendFile": "_message_send_file",
}


@dataclass(kw_only=True)
class Room:
    topic: str
    members: dict[str, str]  # contact id -> alias in the room, or ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the gateway was told to say or to show."""

    conversation: str
    text: str = ""
    mentions: tuple[str, ...] = ()
    name: str = ""
    content: bytes = b""


class WechatyDouble:
    """Listens on 127.0.0.1. Events are lost while no client is attached, as with a real gateway."""

    def __init__(
        self,
        token: str = "secret",
        clock: Clock | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.token, self.tls, self.port = token, tls, 0
        self.contacts: dict[str, str] = {BOT: "小格"}
        self.rooms: dict[str, Room] = {}
        self.said: list[Said] = []
        self.accepted: list[str] = []
        self.calls: Counter[str] = Counter()
        self.signed_in = True
        self.slow = 0.0  # seconds before any answer
        self.refusals: Counter[str] = Counter()  # how often a method still answers with an error
        self.deaf = False  # an attached client is told nothing at its arrival
        self._now = (clock or SystemClock()).now
        self._ids = count(1)
        self._messages: dict[str, puppet.MessagePayloadResponse] = {}
        self._files: dict[str, bytes] = {}
        self._invitations: dict[str, tuple[str, str]] = {}
        self._withheld: set[str] = set()
        self._held = False
        self._listener: asyncio.Queue[tuple[int, str] | None] | None = None
        self._thawed = asyncio.Event()
        self._thawed.set()
        self._server: GatewayServer | None = None

    # its life

    async def start(self) -> None:
        """Listen, on the port of before when it was killed."""
        self._server = GatewayServer([Service(self, tuple(ANSWERS))])
        await self._server.start("127.0.0.1", self.port, ssl=self.tls)
        self.port = self._server.port

    async def kill(self) -> None:
        """As if the process had died: every connection is reset, nothing is remembered of its clients."""
        if self._server:
            self._server.close()
            self._server.abort()
            with suppress(TimeoutError):
                async with asyncio.timeout(2):
                    await self._server.wait_closed()
        self._server, self._listener, self._held = None, None, False

    def freeze(self) -> None:
        """Connections stay, nothing is answered any more."""
        self._thawed.clear()

    def thaw(self) -> None:
        self._thawed.set()

    def take_over(self) -> None:
        """Another client stops ours and holds the events, until it is stopped itself."""
        self._end_events()
        self._held = True

    @property
    def attached(self) -> bool:
        return self._listener is not None

    def endpoint(self, **parts: Any) -> Endpoint:
        return Endpoint(**{"host": "127.0.0.1", "port": self.port, "token": self.token, **parts})

    # what people do

    def say(
        self,
        sender: str,
        text: str = "",
        *,
        room: str = "",
        type: int = TEXT,  # noqa: A002 - the protocol's word
        mentions: tuple[str, ...] = (),
        content: bytes | None = None,
        message_id: str = "",
        at: float | None = None,
    ) -> str:
        """Somebody says something in a room, or to the bot; `at` in milliseconds. The message's id."""
        message_id = message_id or f"m{next(self._ids)}"
        self._messages[message_id] = puppet.MessagePayloadResponse(
            id=message_id,
            text=text,
            timestamp=int(self._now().timestamp() * 1000 if at is None else at),
            type=type,  # a number that the enumeration may not know
            from_id=sender,
            to_id="" if room else BOT,
            room_id=room,
            mention_ids=list(mentions),
        )
        if content is not None:
            self._files[message_id] = content
        self.tell(message_id)
        return message_id

    def tell(self, message_id: str) -> None:
        """The gateway names a message to its client, once more when it did before."""
        self.emit(EventType.MESSAGE, {"messageId": message_id})

    def withhold(self, message_id: str) -> None:
        """The file of the message never arrives, as with a real gateway for a message that has none."""
        self._withheld.add(message_id)

    def recall(self, sender: str, message_id: str, *, room: str = "") -> str:
        return self.say(sender, message_id, room=room, type=RECALL)

    def invite(self, inviter: str, topic: str) -> str:
        invitation = f"i{next(self._ids)}"
        self._invitations[invitation] = (inviter, topic)
        self.emit(EventType.ROOM_INVITE, {"roomInvitationId": invitation})
        return invitation

    def join(self, room: str, member: str, inviter: str = "") -> None:
        self.rooms[room].members[member] = ""
        self._around(EventType.ROOM_JOIN, room, inviteeIdList=[member], inviterId=inviter)

    def leave(self, room: str, member: str, remover: str = "") -> None:
        self.rooms[room].members.pop(member, None)
        self._around(EventType.ROOM_LEAVE, room, removeeIdList=[member], removerId=remover)

    def rename(self, room: str, topic: str, changer: str = "") -> None:
        before, self.rooms[room].topic = self.rooms[room].topic, topic
        self._around(EventType.ROOM_TOPIC, room, newTopic=topic, oldTopic=before, changerId=changer)

    def scan(self, qr: str) -> None:
        self.emit(EventType.SCAN, {"qrcode": qr, "status": 2})

    def sign_in(self) -> None:
        self.signed_in = True
        self.emit(EventType.LOGIN, {"contactId": BOT})

    def sign_out(self, reason: str = "") -> None:
        self.signed_in = False
        self.emit(EventType.LOGOUT, {"contactId": BOT, "data": reason})

    def emit(self, type: int, payload: object) -> None:  # noqa: A002 - the protocol's word
        """An event; a payload that is a text goes out as it is, broken or not."""
        if self._listener:
            text = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)
            self._listener.put_nowait((int(type), text))

    def _around(self, type: int, room: str, **content: object) -> None:  # noqa: A002 - the protocol's word
        self.emit(type, {"roomId": room, "timestamp": int(self._now().timestamp()), **content})

    def _end_events(self) -> None:
        if self._listener:
            self._listener.put_nowait(None)
        self._listener = None

    # what the client asks

    async def answer(self, name: str, request: Any) -> Any:
        await self.let_in(name)
        return getattr(self, ANSWERS[name])(request)

    async def let_in(self, name: str) -> None:
        self.calls[name] += 1
        await self._thawed.wait()
        if self.slow:
            await asyncio.sleep(self.slow)
        authority, authorization = bearer.get()
        if self.token not in (authority, authorization.removeprefix("Wechaty ")):
            raise GRPCError(Status.UNAUTHENTICATED, "Invalid Wechaty TOKEN")
        if self.refusals[name] > 0:
            self.refusals[name] -= 1
            raise GRPCError(Status.UNKNOWN, f"{name} failed\n    at Puppet (index.js:1:1)")

    async def events(self, stream: "Stream[Any, Any]") -> None:
        await stream.recv_message()
        await self.let_in("Event")
        if self._held or self._listener:
            raise GRPCError(Status.ALREADY_EXISTS, "can not call event twice")
        mine = self._listener = asyncio.Queue()
        if self.signed_in and not self.deaf:
            self.emit(EventType.LOGIN, {"contactId": BOT})
        try:
            while event := await mine.get():
                await self._thawed.wait()
                await stream.send_message(puppet.EventResponse(type=event[0], payload=event[1]))
        finally:
            if self._listener is mine:
                self._listener = None

    async def file(self, stream: "Stream[Any, Any]") -> None:
        request: Any = await stream.recv_message()
        await self.let_in("MessageFileStream")
        if request.id in self._withheld:
            await asyncio.Event().wait()
        content = self._known(self._files, request.id)
        for start in range(0, len(content), CHUNK):
            chunk = puppet.FileBoxChunk(data=content[start : start + CHUNK])
            await stream.send_message(puppet.MessageFileStreamResponse(file_box_chunk=chunk))

    def _start(self, request: puppet.StartRequest) -> puppet.StartResponse:
        return puppet.StartResponse()

    def _stop(self, request: puppet.StopRequest) -> puppet.StopResponse:
        self._end_events()
        self._held = False
        return puppet.StopResponse()

    def _version(self, request: puppet.VersionRequest) -> puppet.VersionResponse:
        return puppet.VersionResponse(version="1.0.0")

    def _message_payload(self, request: puppet.MessagePayloadRequest) -> puppet.MessagePayloadResponse:
        return self._known(self._messages, request.id)

    def _contact_payload(self, request: puppet.ContactPayloadRequest) -> puppet.ContactPayloadResponse:
        return puppet.ContactPayloadResponse(id=request.id, name=self._known(self.contacts, request.id))

    def _room_payload(self, request: puppet.RoomPayloadRequest) -> puppet.RoomPayloadResponse:
        return puppet.RoomPayloadResponse(id=request.id, topic=self._known(self.rooms, request.id).topic)

    def _room_member_list(self, request: puppet.RoomMemberListRequest) -> puppet.RoomMemberListResponse:
        return puppet.RoomMemberListResponse(member_ids=list(self._known(self.rooms, request.id).members))

    def _room_member_payload(
        self, request: puppet.RoomMemberPayloadRequest
    ) -> puppet.RoomMemberPayloadResponse:
        alias = self._known(self.rooms, request.id).members.get(request.member_id, "")
        name = self._known(self.contacts, request.member_id)
        return puppet.RoomMemberPayloadResponse(id=request.member_id, room_alias=alias, name=name)

    def _room_invitation_payload(
        self, request: puppet.RoomInvitationPayloadRequest
    ) -> puppet.RoomInvitationPayloadResponse:
        inviter, topic = self._known(self._invitations, request.id)
        return puppet.RoomInvitationPayloadResponse(id=request.id, inviter_id=inviter, topic=topic)

    def _room_invitation_accept(
        self, request: puppet.RoomInvitationAcceptRequest
    ) -> puppet.RoomInvitationAcceptResponse:
        self.accepted.append(request.id)
        return puppet.RoomInvitationAcceptResponse()

    def _message_send_text(self, request: puppet.MessageSendTextRequest) -> puppet.MessageSendTextResponse:
        self._check(request.conversation_id)
        mentions = tuple(request.mentonal_ids)
        self.said.append(Said(conversation=request.conversation_id, text=request.text, mentions=mentions))
        self._hear_itself(request.conversation_id, request.text)
        return puppet.MessageSendTextResponse(id=f"s{len(self.said)}")

    def _message_send_file(self, request: puppet.MessageSendFileRequest) -> puppet.MessageSendFileResponse:
        self._check(request.conversation_id)
        box = json.loads(request.filebox)
        if box["boxType"] != 1:
            raise GRPCError(Status.UNKNOWN, f"no FileBox of type {box['boxType']}")
        content = base64.b64decode(box["base64"])
        self.said.append(Said(conversation=request.conversation_id, name=box["name"], content=content))
        return puppet.MessageSendFileResponse(id=f"s{len(self.said)}")

    def _hear_itself(self, conversation: str, text: str) -> None:
        """A gateway also tells what its own account said."""
        self.say(BOT, text, room=conversation if conversation in self.rooms else "")

    def _check(self, conversation: str) -> None:
        if conversation not in self.rooms and conversation not in self.contacts:
            raise GRPCError(Status.UNKNOWN, f"no conversation {conversation}")

    def _known(self, where: dict[str, Any], name: str) -> Any:
        if name not in where:
            raise GRPCError(Status.UNKNOWN, f"nothing is known of {name}")
        return where[name]
