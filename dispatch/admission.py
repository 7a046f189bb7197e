"""Into which groups the bot goes, to which compound they belong, and how newcomers are greeted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from dispatch.errors import Refusal, Why
from dispatch.office import Office
from dispatch.people import Person, Role
from dispatch.places import Compound
from dispatch.rooms import Answer, Invitation, Room
from dispatch.store import Work

WELCOME_EVERY = timedelta(hours=1)
WELCOME_AFTER = timedelta(minutes=5)  # so long others who come in share a welcome
BY_NAME = "name"  # bound by the group's name, not by a person


def bind(
    office: Office, work: Work, person: Person, conversation: str, topic: str, name: str
) -> Room | Refusal:
    """绑定小区: by 书记, or a grid member or head of the compound's grid (UNKNOWN_COMPOUND, NOT_YOUR_GRID)."""
    compound = office.community.compound_named(name)
    if compound is None:
        known = "、".join(each.name for each in office.community.compounds())
        return Refusal(code=Why.UNKNOWN_COMPOUND, detail=known)
    before = work.rooms.get(conversation)
    held = office.community.compound_named(before.compound) if before else None
    for theirs in filter(None, (held, compound)):
        if person.role is not Role.SECRETARY and theirs.grid not in person.grids:
            return Refusal(code=Why.NOT_YOUR_GRID, detail=theirs.name)
    return _put(work, conversation, topic, compound, person.id)


def known(office: Office, work: Work, conversation: str, topic: str) -> Room | None:
    """The room as it is bound; one that was bound by its name so far stays bound when it is renamed."""
    room = work.rooms.get(conversation)
    compound = office.community.compound_of_group(topic, conversation)
    if room is None and compound:
        return _put(work, conversation, topic, compound, BY_NAME)
    return room


def renamed(work: Work, room: Room, topic: str) -> None:
    """The room has another name and stays where it was."""
    work.rooms.put(replace(room, topic=topic))


def welcome(work: Work, room: Room, polite: Callable[[datetime], datetime]) -> datetime | None:
    """When newcomers are greeted: in five minutes, at most once an hour, at a `polite` time.

    None when a greeting is due anyway, which they share.
    """
    last = room.welcomed_at
    if last is not None and last > work.now:
        return None
    soon = work.now + WELCOME_AFTER
    due = polite(soon if last is None else max(soon, last + WELCOME_EVERY))
    work.rooms.put(replace(room, welcomed_at=due))
    return due


def introduces(work: Work, conversation: str) -> bool:
    """Whether the bot has to introduce itself in a room: once, however often it comes in or is bound."""
    key = f"introduced:{conversation}"
    if work.marks.get(key):
        return False
    work.marks.set(key, work.now.isoformat())
    return True


def answer(work: Work, number: int, yes: bool) -> Invitation | Refusal:
    """进群 or 不进群: what becomes of an invitation that waits (NO_INVITATION)."""
    asked = work.rooms.invitation(number)
    if asked is None or asked.answer is not Answer.WAITING:
        return Refusal(code=Why.NO_INVITATION, number=number)
    work.rooms.answer(number, Answer.YES if yes else Answer.NO)
    return asked


def _put(work: Work, conversation: str, topic: str, compound: Compound, by: str) -> Room:
    room = Room(conversation=conversation, topic=topic, compound=compound.name, by=by, at=work.now)
    work.rooms.put(room)
    return room
