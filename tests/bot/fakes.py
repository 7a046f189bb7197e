"""A chat service in memory: it hears what a test delivers, keeps what was said, and fails as often as told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from bot.channels import ChannelAwayError, ChannelError
from bot.channels.happenings import Happening, Invited
from bot.channels.status import Span, State, Status, StatusBoard
from dispatch.clock import Clock
from dispatch.messages import Inbound, Outbound


class FakeChannel:
    """One account of the Channel protocol. `said` are the lines that reached their readers, in order."""

    def __init__(self, account: str = "console") -> None:
        self.account = account
        self.said: list[Outbound] = []
        self.attempts = 0
        self._faults: list[Exception] = []
        self._unreachable: set[str] = set()
        self._pictures: dict[str, bytes] = {}
        self._waiting: asyncio.Queue[Inbound] = asyncio.Queue()
        self._going = asyncio.Event()
        self._going.set()

    # what a test does

    def deliver(self, *messages: Inbound) -> None:
        for message in messages:
            self._waiting.put_nowait(message)

    def show(self, message_id: str, data: bytes) -> None:
        """The picture message of this id has these bytes."""
        self._pictures[message_id] = data

    def break_down(self, times: int, fault: Exception | None = None) -> None:
        """The next `times` lines are not said, for a reason that may pass or for `fault`."""
        self._faults.extend([fault or ChannelError("the line is busy")] * times)

    def stall(self) -> None:
        """Every line and every picture stays on its way until `go_on`."""
        self._going.clear()

    def go_on(self) -> None:
        self._going.set()

    def lose(self, conversation: str) -> None:
        """Nothing reaches this conversation any more."""
        self._unreachable.add(conversation)

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.said]

    async def idle(self) -> None:
        """Until everything that was delivered is heard."""
        await self._waiting.join()

    # the Channel protocol

    async def receive(self) -> AsyncIterator[Inbound]:
        while True:
            yield await self._waiting.get()

    def heard(self) -> None:
        self._waiting.task_done()

    async def send(self, line: Outbound) -> None:
        self.attempts += 1
        await self._going.wait()
        if line.conversation in self._unreachable:
            raise ChannelError(f"no way to {line.conversation}")
        if self._faults:
            raise self._faults.pop(0)
        self.said.append(line)

    async def picture(self, message_id: str, limit: int) -> bytes:
        await self._going.wait()
        data = self._pictures.get(message_id)
        if data is None or len(data) > limit:
            raise ChannelError(f"no picture {message_id} of at most {limit} bytes")
        return data

    async def close(self) -> None:
        self._unreachable.clear()
        self._faults.clear()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who invites into which room."""

    inviter: str
    topic: str


class GatedChannel(FakeChannel):
    """The same, with rooms that people come into and leave; `accepted` are the invitations that were taken."""

    me = "wechat:me"

    def __init__(self, account: str = "wechat") -> None:
        super().__init__(account)
        self.topics: dict[str, str] = {}
        self.accepted: list[str] = []
        self._asked: dict[str, Asked] = {}
        self._happened: asyncio.Queue[Happening] = asyncio.Queue()

    def happen(self, *happenings: Happening) -> None:
        for happening in happenings:
            self._happened.put_nowait(happening)

    def invite(self, invitation: str, inviter: str, topic: str) -> None:
        """Somebody invites the account into a room of this name."""
        self._asked[invitation] = Asked(inviter=inviter, topic=topic)
        self.happen(Invited(invitation=invitation))

    # the Gated protocol

    async def happenings(self) -> AsyncIterator[Happening]:
        while True:
            yield await self._happened.get()

    async def invitation(self, invitation_id: str) -> Asked:
        return self._asked[invitation_id]

    async def accept(self, invitation_id: str) -> None:
        if self._faults:
            raise self._faults.pop(0)
        self.accepted.append(invitation_id)

    async def topic(self, room: str) -> str:
        return self.topics.get(room, room)

    def is_me(self, contact: str) -> bool:
        return contact == self.me


class FakeAccount(FakeChannel):
    """A FakeChannel whose account can be away; `board` is moved by the test."""

    def __init__(self, clock: Clock, account: str = "wechat") -> None:
        super().__init__(account)
        self.board = StatusBoard(account, clock)

    async def send(self, line: Outbound) -> None:
        if self.status.state is not State.SIGNED_IN:
            raise ChannelAwayError
        await super().send(line)

    @property
    def status(self) -> Status:
        return self.board.status

    @property
    def offline(self) -> tuple[Span, ...]:
        return self.board.offline

    @property
    def reconnects(self) -> int:
        return self.board.reconnects

    def subscribe(self, callback: Callable[[Status], None]) -> None:
        self.board.subscribe(callback)
