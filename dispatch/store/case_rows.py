"""A case as a row and back: searched fields are columns, the others travel together in `rest`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from dispatch.cases import Action, Case, Change, Opinion, Status, Supporter
from dispatch.clock import aware
from dispatch.places import Place

_PLACE = ("compound", "building", "unit", "room", "spot")
_SEARCHED = (
    "number",
    "type",
    "status",
    "priority",
    "grid",
    "text",
    "reporter",
    "reporter_name",
    "conversation",
    "assignee",
    "opened_at",
    "resolved_at",
    "closed_at",
    "tabled_at",
)
_APART = (*_SEARCHED, "place", "asked")
_DEFAULTS: Mapping[str, object] = {
    field.name: field.default
    for field in fields(Case)
    if field.name not in _APART and field.default is not MISSING
}


def case_values(case: Case) -> dict[str, Any]:
    """The columns of the case's row, without community_id."""
    values: dict[str, Any] = {name: getattr(case, name) for name in _SEARCHED}
    values |= {part: getattr(case.place, part) for part in _PLACE}
    return values | {"asked": asked_text(case.asked), "rest": _rest(case)}


def case_of(row: Row[Any]) -> Case:
    """The case that the row holds."""
    return Case(
        number=row.number,
        type=row.type,
        status=Status(row.status),
        priority=row.priority,
        grid=row.grid,
        place=Place(
            compound=row.compound, building=row.building, unit=row.unit, room=row.room, spot=row.spot
        ),
        text=row.text,
        reporter=row.reporter,
        reporter_name=row.reporter_name,
        conversation=row.conversation,
        assignee=row.assignee,
        asked=tuple(row.asked.split("|")[1:-1]),
        opened_at=row.opened_at,
        resolved_at=row.resolved_at,
        closed_at=row.closed_at,
        tabled_at=row.tabled_at,
        **{name: _UNPACK[name](value) if name in _UNPACK else value for name, value in row.rest.items()},
    )


def change_of(row: Row[Any]) -> Change:
    """The change that the history row holds."""
    return Change(
        number=row.number,
        at=row.at,
        who=row.who,
        action=Action(row.action),
        reason=row.reason,
        facts=row.facts,
    )


def asked_text(people: Sequence[str]) -> str:
    """Person ids between bars, so that one can be searched as |id|."""
    return "".join(f"|{person}" for person in people) + "|" if people else ""


def _rest(case: Case) -> dict[str, object]:
    """The other fields as plain JSON values, those at their default left out."""
    values = ((name, getattr(case, name), default) for name, default in _DEFAULTS.items())
    return {name: _plain(value) for name, value, default in values if value != default}


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case Supporter():
            return [value.contact, value.name, *([value.conversation] if value.conversation else [])]
        case Opinion():
            return [value.contact, value.evaluation]
        case tuple():
            return [_plain(item) for item in value]
        case _:
            return value


@lru_cache(maxsize=4096)  # a case that is open is read again and again
def _moment(value: str) -> datetime:
    return aware(datetime.fromisoformat(value))


def _supporters(value: Sequence[Sequence[str]]) -> tuple[Supporter, ...]:
    return tuple(
        Supporter(contact=contact, name=name, conversation="".join(where)) for contact, name, *where in value
    )


def _opinions(value: Sequence[Sequence[str]]) -> tuple[Opinion, ...]:
    return tuple(Opinion(contact=contact, evaluation=evaluation) for contact, evaluation in value)


_UNPACK: Mapping[str, Callable[[Any], Any]] = {
    "supporters": _supporters,
    "opinions": _opinions,
    "pictures": tuple,
    "proof": tuple,
    "accept_due": _moment,
    "first_due": _moment,
    "resolve_due": _moment,
    "assigned_at": _moment,
    "accepted_at": _moment,
    "arrived_at": _moment,
    "review_on": _moment,
    "partner_due": _moment,
    "partner_joined_at": _moment,
    "wished_until": _moment,
}
