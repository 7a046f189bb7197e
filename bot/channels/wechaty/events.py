"""The events of a gateway: their numbers, and what their JSON says, in one literal table."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from bot.channels.happenings import (
    Happening,
    Invited,
    Joined,
    Left,
    QrShown,
    Renamed,
    SignedIn,
    SignedOut,
)
from bot.channels.wechaty.times import moment

Content = Mapping[str, object]


class EventType(IntEnum):
    """The numbers that mean something to us; all others are signs of life."""

    MESSAGE = 2
    ERROR = 16
    ROOM_INVITE = 18
    ROOM_JOIN = 19
    ROOM_LEAVE = 20
    ROOM_TOPIC = 21
    SCAN = 22
    LOGIN = 25
    LOGOUT = 26
    DIRTY = 27


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One event with its JSON."""

    type: int
    content: Content

    def text(self, key: str) -> str:
        value = self.content.get(key)
        return value if isinstance(value, str) else ""


def event_of(type: int, payload: str) -> Event:  # noqa: A002 - the protocol's word
    """ValueError when the payload is no JSON; a text or nothing, which some puppets send, says nothing to us."""
    content = json.loads(payload or "{}")
    return Event(type=type, content=content if isinstance(content, dict) else {})


def happening(event: Event, account: str, now: datetime) -> Happening | None:
    """What happened, with contacts and rooms as "account:id"; None for events that are nothing for others."""
    build = _HAPPENINGS.get(event.type)
    return build(event, _Named(account=account, now=now)) if build else None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    account: str
    now: datetime

    def one(self, event: Event, key: str) -> str:
        return f"{self.account}:{event.text(key)}"

    def each(self, event: Event, key: str) -> tuple[str, ...]:
        values = event.content.get(key)
        return tuple(f"{self.account}:{value}" for value in values) if isinstance(values, list) else ()

    def at(self, event: Event) -> datetime:
        return moment(event.content.get("timestamp"), self.now)


def _joined(event: Event, named: _Named) -> Happening:
    return Joined(
        room=named.one(event, "roomId"),
        members=named.each(event, "inviteeIdList"),
        inviter=named.one(event, "inviterId"),
        at=named.at(event),
    )


def _left(event: Event, named: _Named) -> Happening:
    return Left(
        room=named.one(event, "roomId"),
        members=named.each(event, "removeeIdList"),
        remover=named.one(event, "removerId"),
        at=named.at(event),
    )


def _renamed(event: Event, named: _Named) -> Happening:
    return Renamed(
        room=named.one(event, "roomId"),
        topic=event.text("newTopic"),
        before=event.text("oldTopic"),
        by=named.one(event, "changerId"),
        at=named.at(event),
    )


def _qr(event: Event, named: _Named) -> Happening | None:
    code = event.text("qrcode")
    return QrShown(qr=code) if code else None


_HAPPENINGS: Mapping[int, Callable[[Event, _Named], Happening | None]] = {
    EventType.ROOM_INVITE: lambda event, named: Invited(invitation=event.text("roomInvitationId")),
    EventType.ROOM_JOIN: _joined,
    EventType.ROOM_LEAVE: _left,
    EventType.ROOM_TOPIC: _renamed,
    EventType.SCAN: _qr,
    EventType.LOGIN: lambda event, named: SignedIn(contact=named.one(event, "contactId")),
    EventType.LOGOUT: lambda event, named: SignedOut(contact=named.one(event, "contactId")),
}
