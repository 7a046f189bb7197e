"""Overrides 调班 as rows: those that hold, and those that wait for a colleague's 同意."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, update

from dispatch.overrides import Override, OverrideKind, OverrideState
from dispatch.store.prepared import Prepared, Scope, addition
from dispatch.store.tables import OverrideRow, table_of

_COLUMNS = tuple(field.name for field in fields(Override))

_T = table_of(OverrideRow)
_MINE = _T.c.community_id == bindparam("community_id")
_ALL = select(*(_T.c[name] for name in _COLUMNS)).where(_MINE).order_by(_T.c.id)

_ADD = addition(_T)
_HOLDING = _ALL.where(
    _T.c.state == OverrideState.HOLDING,
    _T.c.ends_at > bindparam("start_at", type_=_T.c.ends_at.type),
)
_CURRENT = _ALL.where(
    or_(_T.c.state == OverrideState.HOLDING, _T.c.state == OverrideState.ASKED),
    _T.c.ends_at > bindparam("start_at", type_=_T.c.ends_at.type),
)
_ASKED = _ALL.where(_T.c.state == OverrideState.ASKED)
_ASKED_OF = _ASKED.where(_T.c.substitute == bindparam("of_person"))
_EXPIRED = _ASKED.where(_T.c.expires_at <= bindparam("now_at", type_=_T.c.ends_at.type))
_NEXT_EXPIRY = select(func.min(_T.c.expires_at)).where(_MINE, _T.c.state == OverrideState.ASKED)
_SET_STATE = Prepared(
    update(_T).where(_MINE, _T.c.id == bindparam("this")).values(state=bindparam("new_state"))
)


class Overrides:
    """What was arranged beside the written rosters."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, override: Override) -> int:
        """Keep it; the id that it is given."""
        values = {name: getattr(override, name) for name in _COLUMNS if name != "id"}
        given: int = self._scope.run(_ADD, values)
        return given

    def holding(self, since: datetime) -> list[Override]:
        """What holds at `since` or later, in the order in which it was made."""
        return self._read(_HOLDING, start_at=since)

    def current(self, since: datetime) -> list[Override]:
        """What holds at `since` or later, or may still be agreed to."""
        return self._read(_CURRENT, start_at=since)

    def asked_of(self, person: str) -> list[Override]:
        """What waits for this person's 同意, oldest first."""
        return self._read(_ASKED_OF, of_person=person)

    def expired(self, now: datetime) -> list[Override]:
        """What nobody agreed to in time."""
        return self._read(_EXPIRED, now_at=now)

    def next_expiry(self) -> datetime | None:
        moment: datetime | None = self._scope.value(_NEXT_EXPIRY, {})
        return moment

    def all(self) -> list[Override]:
        """Every override that ever was, oldest first."""
        return self._read(_ALL)

    def set_state(self, override: int, state: OverrideState) -> None:
        self._scope.run(_SET_STATE, {"this": override, "new_state": state})

    def _read(self, statement: Select[Any], **values: object) -> list[Override]:
        return [_override(row._asdict()) for row in self._scope.rows(statement, values)]


def _override(row: Mapping[str, Any]) -> Override:
    kind, state = OverrideKind(row["kind"]), OverrideState(row["state"])
    return Override(**{**row, "kind": kind, "state": state})
