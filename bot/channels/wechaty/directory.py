"""Names of rooms, members and contacts, asked for one by one when they are needed; never all of them."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.channels.wechaty.errors import GatewayRefusedError, GatewaySilentError
from bot.channels.wechaty.events import Event, EventType
from bot.channels.wechaty.remembered import K, Remembered
from dispatch.clock import Clock

if TYPE_CHECKING:
    from bot.channels.wechaty.gateway import Gateway

log = logging.getLogger(__name__)

ROOMS, MEMBERS, LISTS = 20_000, 50_000, 200
LIFETIME = timedelta(hours=1)  # not every puppet tells that a member took another alias
DIRTY_CONTACT, DIRTY_ROOM, DIRTY_MEMBER = 2, 3, 4  # what a "dirty" event is about


class Directory:
    """`gateway` gives the present connection, and its GatewayLostError is raised.

    A name that the gateway does not tell is the id itself, and is asked for again the next time.
    """

    def __init__(self, gateway: Callable[[], Awaitable["Gateway"]], clock: Clock) -> None:
        self._gateway = gateway
        self._topics = Remembered(self._ask_topic, limit=ROOMS, lifetime=LIFETIME, clock=clock)
        self._names = Remembered(self._ask_member, limit=MEMBERS, lifetime=LIFETIME, clock=clock)
        self._contacts = Remembered(self._ask_contact, limit=MEMBERS, lifetime=LIFETIME, clock=clock)
        self._renewed: Counter[str] = Counter()  # how often the aliases of a room became stale
        self._lists = Remembered(self._ask_members, limit=LISTS, lifetime=LIFETIME, clock=clock)

    async def topic(self, room: str) -> str:
        return await _or_id(self._topics, room, room)

    async def member_name(self, room: str, member: str) -> str:
        """The alias in the room, else the own name."""
        return await _or_id(self._names, (room, self._renewed[room], member), member)

    async def contact_name(self, contact: str) -> str:
        return await _or_id(self._contacts, contact, contact)

    async def members(self, room: str) -> tuple[str, ...]:
        """Ids of a room's members; ChannelError when they cannot be learnt now."""
        return await self._lists.get(room)

    def note(self, event: Event) -> None:
        """Forget what an event makes stale."""
        room = event.text("roomId")
        if event.type == EventType.ROOM_TOPIC:
            self._topics.forget(room)
        if event.type in (EventType.ROOM_JOIN, EventType.ROOM_LEAVE):
            self._lists.forget(room)
            for key in ("inviteeIdList", "removeeIdList"):
                for member in _strings(event.content.get(key)):
                    self._names.forget((room, self._renewed[room], member))
        if event.type == EventType.DIRTY:
            self._note_dirty(event)

    def _note_dirty(self, event: Event) -> None:
        what, name = event.content.get("payloadType"), event.text("payloadId")
        if what == DIRTY_CONTACT:
            self._contacts.forget(name)
        if what in (DIRTY_ROOM, DIRTY_MEMBER):  # of a member, the event names the room only
            self._topics.forget(name)
            self._lists.forget(name)
            self._renewed[name] += 1

    async def _ask_topic(self, room: str) -> str:
        return await (await self._gateway()).room_topic(room)

    async def _ask_members(self, room: str) -> tuple[str, ...]:
        return await (await self._gateway()).room_members(room)

    async def _ask_member(self, key: tuple[str, int, str]) -> str:
        room, _, member = key
        return await (await self._gateway()).member_name(room, member)

    async def _ask_contact(self, contact: str) -> str:
        return await (await self._gateway()).contact_name(contact)


async def _or_id(names: Remembered[K, str], key: K, otherwise: str) -> str:
    try:
        return await names.get(key) or otherwise
    except (GatewayRefusedError, GatewaySilentError) as fault:
        log.warning("the name of %s is not known now: %s", otherwise, fault)
        return otherwise


def _strings(values: object) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
