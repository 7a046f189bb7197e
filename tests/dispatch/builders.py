"""Moments, people and cases as the domain tests write them."""

from datetime import datetime
from typing import Any

from dispatch.cases import Case, Status
from dispatch.clock import SHANGHAI
from dispatch.people import Person, Role, Staff
from dispatch.places import Place

GRID = "城东网格"
COMPOUND = "金辉华府"


def at(text: str) -> datetime:
    """2026-03-02 19:00 in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def person(person_id: str, role: Role = Role.GRID_MEMBER, *grids: str) -> Person:
    return Person(
        id=person_id,
        name=person_id.title(),
        role=role,
        contact=f"console:{person_id}",
        grids=grids or (GRID,),
    )


WANG = person("wang")
LI = person("li")
HEAD = person("head", Role.GRID_HEAD)
SECRETARY = person("secretary", Role.SECRETARY)
STAFF = Staff(people=(WANG, LI, HEAD, SECRETARY))


def place(
    building: str | None = None, unit: str | None = None, *, room: str | None = None, spot: str | None = None
) -> Place:
    return Place(compound=COMPOUND, building=building, unit=unit, room=room, spot=spot)


def case(number: int = 1, type_code: str = "lift", opened_at: str = "2026-03-02 10:00", **parts: Any) -> Case:
    """A case as reported; `parts` are the fields that differ."""
    reported: dict[str, Any] = {
        "status": Status.REPORTED,
        "priority": 3,
        "grid": GRID,
        "place": place("3", "2"),
        "text": "电梯坏了",
        "reporter": "console:li-ayi",
        "reporter_name": "李阿姨",
        "conversation": "console:group",
        "opened_at": at(opened_at),
    }
    return Case(number=number, type=type_code, **{**reported, **parts})
