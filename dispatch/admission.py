"""Into which groups the bot goes, to which compound they belong, and how newcomers are greeted."""

from dataclasses import replace
from datetime import timedelta

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
    if person.role is not Role.SECRETARY and compound.grid not in person.grids:
        return Refusal(code=Why.NOT_YOUR_GRID, detail=compound.name)
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


def welcome(work: Work, room: Room) -> bool:
    """Newcomers are greeted five minutes from now, at most once an hour; False when a greeting is due anyway."""
    last = room.welcomed_at
    if last is not None and last > work.now:
        return False
    due = work.now + WELCOME_AFTER
    work.rooms.put(replace(room, welcomed_at=due if last is None else max(due, last + WELCOME_EVERY)))
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
