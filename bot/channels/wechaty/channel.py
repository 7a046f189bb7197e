"""One WeChat account behind the Channel protocol."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

from bot.channels import ChannelAwayError, ChannelRefusedError
from bot.channels.happenings import Happening
from bot.channels.status import Span, Status, StatusBoard
from bot.channels.wechaty.connection import Connection
from bot.channels.wechaty.directory import Directory
from bot.channels.wechaty.errors import GatewayLostError
from bot.channels.wechaty.events import Event, EventType, happening
from bot.channels.wechaty.fetching import Fetcher
from bot.channels.wechaty.payloads import Invitation, Payload
from bot.channels.wechaty.queue import ClosableQueue
from bot.channels.wechaty.reading import Reader
from bot.channels.wechaty.settings import Endpoint, Timings
from bot.channels.wechaty.speaking import picture_bytes, with_mentions
from dispatch.clock import Clock
from dispatch.messages import Inbound, Outbound

log = logging.getLogger(__name__)

MOST_WAITING = 1000  # events; then reading stops and the gateway keeps the rest
AHEAD = 8  # messages that are fetched while earlier ones are handled


class WechatyChannel:
    """To be used from one event loop. It connects when it is first used and stays connected until `close`.

    `happenings` yields what happens beside messages. `status` and `subscribe` tell how the account is doing,
    `offline` when it heard nothing. `pictures` is the folder of the pictures that lines show.
    """

    def __init__(
        self,
        account: str,
        endpoint: Endpoint,
        *,
        clock: Clock,
        pictures: Path,
        bot_name: str,
        timings: Timings | None = None,
    ) -> None:
        self.account = account
        self._clock, self._pictures = clock, pictures
        self._board = StatusBoard(account, clock)
        self._connection = Connection(account, endpoint, timings or Timings(), self._board, self._hear)
        self._directory = Directory(self._connection.gateway, clock)
        self._reader = Reader(account=account, bot_name=bot_name, directory=self._directory, clock=clock)
        self._fetcher = Fetcher(account, self._connection.gateway, self._connection.back)
        self._events: ClosableQueue[Event] = ClosableQueue(MOST_WAITING)
        self._happenings: deque[Happening] = deque(maxlen=MOST_WAITING)
        self._happened = asyncio.Event()
        self._ahead: deque[asyncio.Task[Inbound | None]] = deque()
        self._running: asyncio.Task[None] | None = None
        self._closed = False

    # the Channel protocol

    async def receive(self) -> AsyncIterator[Inbound]:
        """Messages in the order heard, until `close`."""
        self.connect()
        while await self._look_ahead():
            if not self._ahead[0].done():
                await asyncio.wait({self._ahead[0]})
            task = self._ahead.popleft()
            if not task.cancelled() and (inbound := task.result()):
                yield inbound

    def heard(self) -> None:
        """Nothing waits for it: what is kept is the inbox's to remember."""

    async def send(self, line: Outbound) -> None:
        """Say a line, its picture first; ChannelAwayError unless signed in."""
        gateway = self._connection.speaking
        self.connect()
        if gateway is None:
            raise ChannelAwayError(f"account {self.account} is not signed in ({self.status.state})")
        conversation = self._local(line.conversation)
        if line.picture:
            content = await asyncio.to_thread(self._picture, line.picture)
            await gateway.show(conversation, line.picture, content)
        if line.text:
            members = [self._local(contact) for contact in line.mentions]
            names = [await self._directory.member_name(conversation, member) for member in members]
            await gateway.say(conversation, with_mentions(line.text, names), members)

    async def picture(self, message_id: str, limit: int) -> bytes:
        """The bytes of a picture or file; ChannelError when there are none, or more than `limit`."""
        self.connect()
        return await (await self._connection.gateway()).file(message_id, limit)

    async def close(self) -> None:
        self._closed = True
        self._connection.close()
        self._happened.set()
        self._events.close()
        tasks = [*self._ahead, *([self._running] if self._running else [])]
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError, Exception):
                await task

    # beside messages

    def connect(self) -> None:
        """Begin to connect, unless that was done already."""
        if self._running is None and not self._closed:
            self._running = asyncio.create_task(self._connection.run())

    async def happenings(self) -> AsyncIterator[Happening]:
        """What happens beside messages, in its order, until `close`; the last 1000 wait for who listens later."""
        self.connect()
        while not self._closed:
            if self._happenings:
                yield self._happenings.popleft()
            else:
                self._happened.clear()
                await self._happened.wait()

    @property
    def waiting(self) -> int:
        """How many events were read and not yet looked at."""
        return len(self._events)

    @property
    def status(self) -> Status:
        return self._board.status

    @property
    def reconnects(self) -> int:
        return self._board.reconnects

    @property
    def offline(self) -> tuple[Span, ...]:
        """The last times without hearing, oldest first; the last one may still last."""
        return self._board.offline

    def subscribe(self, callback: Callable[[Status], None]) -> None:
        """`callback` is called with every new status."""
        self._board.subscribe(callback)

    def unsubscribe(self, callback: Callable[[Status], None]) -> None:
        self._board.unsubscribe(callback)

    async def invitation(self, invitation_id: str) -> Invitation:
        """Who invites into which room; the inviter is "account:id". ChannelError when it is not known now."""
        found = await (await self._connection.gateway()).invitation(invitation_id)
        return Invitation(id=found.id, inviter=f"{self.account}:{found.inviter}", topic=found.topic)

    async def accept(self, invitation_id: str) -> None:
        """Join the room; a Joined follows."""
        await (await self._connection.gateway()).accept(invitation_id)

    def is_me(self, contact: str) -> bool:
        """Whether a contact is the account itself."""
        return self._local(contact) == self._connection.me

    async def topic(self, room: str) -> str:
        """The name of a room ("account:id"); its id when it cannot be learnt now."""
        return await self._directory.topic(self._local(room))

    async def member_name(self, room: str, contact: str) -> str:
        """The name under which the room sees the contact; its id when it cannot be learnt now."""
        return await self._directory.member_name(self._local(room), self._local(contact))

    async def members(self, room: str) -> tuple[str, ...]:
        """The contacts in a room; ChannelError when they cannot be learnt now."""
        members = await self._directory.members(self._local(room))
        return tuple(f"{self.account}:{member}" for member in members)

    async def _hear(self, event: Event) -> None:
        if event.type in _HEARD:
            await self._events.put(event)

    async def _look_ahead(self) -> bool:
        """Begin to fetch the next messages; waits for one when there is none. False when closed."""
        while len(self._ahead) < AHEAD:
            event = self._events.take_nowait() if self._ahead else await self._events.take()
            if event is None:
                break
            self._begin(event)
        return bool(self._ahead) and not self._closed

    def _begin(self, event: Event) -> None:
        if event.type == EventType.MESSAGE:
            self._ahead.append(asyncio.create_task(self._message(event.text("messageId"))))
            return
        self._directory.note(event)
        happened = happening(event, self.account, self._clock.now())
        if happened:
            self._happenings.append(happened)
            self._happened.set()

    async def _message(self, message_id: str) -> Inbound | None:
        try:
            payload = await self._fetcher.fetch(message_id)
            return await self._read(payload) if payload else None
        except Exception:  # one message never ends the hearing
            log.exception("account %s: message %s could not be read", self.account, message_id)
            return None

    async def _read(self, payload: Payload) -> Inbound | None:
        """The message with its names, however long the gateway is away meanwhile."""
        while True:
            try:
                return await self._reader.inbound(payload, self._connection.me)
            except GatewayLostError:
                await self._connection.back()

    def _picture(self, name: str) -> bytes:
        try:
            return picture_bytes(self._pictures, name)
        except ChannelRefusedError as fault:
            log.error("account %s: %s", self.account, fault)
            raise

    def _local(self, contact: str) -> str:
        return contact.removeprefix(f"{self.account}:")


_HEARD = frozenset(EventType) - {EventType.ERROR}
