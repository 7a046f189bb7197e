"""Cases and their history: both are written by one door, so that one always replays to the other."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, insert, or_, select, union, update

from dispatch.cases import OPEN, Action, Case, Change, Status
from dispatch.history import evolve
from dispatch.store.case_rows import asked_text, case_of, case_values, change_of
from dispatch.store.prepared import Prepared, Scope, bound, counter, placed, places
from dispatch.store.tables import CaseRow, HistoryRow, NumberRow, table_of

_T = table_of(CaseRow)
_H = table_of(HistoryRow)
_N = table_of(NumberRow)
_MINE = _T.c.community_id == bindparam("community_id")
_MY_HISTORY = _H.c.community_id == bindparam("community_id")
_CHANGE_COLUMNS = tuple(field.name for field in fields(Change))
_FIXED = ("community_id", "number", "grid", "text", "reporter", "reporter_name", "conversation", "opened_at")


_NEXT_NUMBER = counter(_N, "last")
_ADD_CASE = Prepared(insert(_T).values(bound(_T)))
_CHANGE_CASE = Prepared(
    update(_T).where(_MINE, _T.c.number == bindparam("number")).values(bound(_T, but=_FIXED))
)
_ADD_CHANGE = Prepared(insert(_H).values(bound(_H, but=("id",))))
_GET = select(_T).where(_MINE, _T.c.number == bindparam("number"))
_GET_TO_CHANGE = _GET.with_for_update()  # PostgreSQL only: another process waits with its change
_HISTORY = select(_H).where(_MY_HISTORY, _H.c.number == bindparam("number")).order_by(_H.c.id)
_CHANGES = (
    select(_H)
    .where(_MY_HISTORY, _H.c.at >= bindparam("start"), _H.c.at < bindparam("end"))
    .order_by(_H.c.at, _H.c.id)
)


def _within(column: ColumnElement[Any]) -> Select[Any]:
    return select(_T.c.number).where(_MINE, column >= bindparam("start"), column < bindparam("end"))


_OPEN_NOW = select(_T.c.number).where(_MINE, or_(*(_T.c.status == status for status in sorted(OPEN))))
_TOUCHED = union(_within(_T.c.opened_at), _within(_T.c.resolved_at), _within(_T.c.closed_at), _OPEN_NOW)
_TOUCHING = select(_T).where(_MINE, _T.c.number.in_(_TOUCHED.scalar_subquery())).order_by(_T.c.number)

_FILTERS: Mapping[str, ColumnElement[bool]] = {
    "compound": _T.c.compound == bindparam("compound"),
    "assignee": _T.c.assignee == bindparam("assignee"),
    "asked": func.replace(_T.c.asked, bindparam("asked"), "") != _T.c.asked,  # LIKE has wildcards
    "reporter": _T.c.reporter == bindparam("reporter"),
    "conversation": _T.c.conversation == bindparam("conversation"),
    "opened_since": _T.c.opened_at >= bindparam("opened_since"),
    "tabled_since": _T.c.tabled_at >= bindparam("tabled_since"),
}
_LISTED: Mapping[str, ColumnElement[Any]] = {
    "statuses": _T.c.status,
    "grids": _T.c.grid,
    "types": _T.c.type,
}
_NARROWING = frozenset({"statuses", "reporter", "tabled_since"})


@cache
def _found(filters: frozenset[str], counts: tuple[tuple[str, int], ...]) -> Select[Any]:
    """The search with these filters, and lists of so many values: a place for each, so that it is compiled once.

    SQLite prefers to walk the key downwards, through all closed cases of past years, because that saves
    sorting; where an index finds the few cases wanted, `+ 0` takes the key's order away from it.
    """
    chosen = [_FILTERS[name] for name in sorted(filters)]
    chosen += [_LISTED[name].in_(places(name, count)) for name, count in counts]
    newest = _T.c.number + 0 if _NARROWING & {*filters, *dict(counts)} else _T.c.number
    return select(_T).where(_MINE, *chosen).order_by(newest.desc()).limit(bindparam("limit"))


class Cases:
    """All cases of the community. `changed` holds the numbers that this unit of work recorded.

    A case that was read once is not read again in the same unit.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._known: dict[int, Case] = {}
        self._recorded: dict[int, Case] = {}

    @property
    def changed(self) -> frozenset[int]:
        return frozenset(self._recorded)

    @property
    def recorded(self) -> tuple[Case, ...]:
        """The cases that this unit of work changed, as they stand now."""
        return tuple(self._recorded.values())

    def next_number(self) -> int:
        """1, 2, 3 … in each community; a unit that fails gives its numbers back."""
        number: int = self._scope.run(_NEXT_NUMBER, {})
        return number

    def record(self, change: Change) -> Case:
        """Write the change and the case that it leads to.

        Raises ValueError when the lifecycle has no such step; then nothing is written.
        """
        before = None if change.action is Action.REPORT else self._to_change(change.number)
        case = evolve(before, change)
        self._scope.run(_CHANGE_CASE if before else _ADD_CASE, case_values(case))
        self._scope.run(_ADD_CHANGE, {name: getattr(change, name) for name in _CHANGE_COLUMNS})
        self._known[case.number] = self._recorded[case.number] = case
        return case

    def get(self, number: int) -> Case | None:
        return self._known.get(number) or self._read(_GET, number)

    def history(self, number: int) -> list[Change]:
        """Every change of the case, oldest first; empty when there is no such case."""
        return [change_of(row) for row in self._scope.rows(_HISTORY, {"number": number})]

    def find(
        self,
        *,
        statuses: Collection[Status] | None = None,
        grids: Collection[str] | None = None,
        compound: str | None = None,
        types: Collection[str] | None = None,
        assignee: str | None = None,
        asked: str | None = None,
        reporter: str | None = None,
        conversation: str | None = None,
        opened_since: datetime | None = None,
        tabled_since: datetime | None = None,
        limit: int = 200,
    ) -> list[Case]:
        """Cases that meet every condition given, newest first, at most `limit`.

        `asked` is the id of a person who was asked to take the case, `reporter` a contact.
        """
        listed = {"statuses": statuses, "grids": grids, "types": types}
        lists = {name: tuple(some) for name, some in listed.items() if some is not None}
        if not all(lists.values()):
            return []  # one of nothing
        wanted = {
            "compound": compound,
            "assignee": assignee,
            "asked": None if asked is None else asked_text([asked]),
            "reporter": reporter,
            "conversation": conversation,
            "opened_since": opened_since,
            "tabled_since": tabled_since,
        }
        values = {name: value for name, value in wanted.items() if value is not None}
        found = _found(frozenset(values), tuple((name, len(some)) for name, some in lists.items()))
        for name, some in lists.items():
            values |= placed(name, some)
        rows = self._scope.rows(found, {**values, "limit": limit})
        return [self._met(row) for row in rows]

    def touching(self, start: datetime, end: datetime) -> list[Case]:
        """Cases opened, resolved or closed in [start, end), and those open now; by number."""
        return [case_of(row) for row in self._scope.rows(_TOUCHING, {"start": start, "end": end})]

    def changes_between(self, start: datetime, end: datetime, actions: Collection[Action]) -> list[Change]:
        """Changes of these kinds in [start, end), oldest first."""
        rows = self._scope.rows(_CHANGES, {"start": start, "end": end})
        return [change_of(row) for row in rows if row.action in actions]

    def _to_change(self, number: int) -> Case | None:
        """The case as it stands now, which on PostgreSQL may be later than it was read first."""
        known = self._known if self._scope.alone else self._recorded
        if number in known:
            return known[number]
        self._known.pop(number, None)
        return self._read(_GET_TO_CHANGE, number)

    def _read(self, statement: Select[Any], number: int) -> Case | None:
        row = self._scope.row(statement, {"number": number})
        return None if row is None else self._met(row)

    def _met(self, row: Row[Any]) -> Case:
        case = self._known.get(row.number)
        if case is None:
            case = self._known[row.number] = case_of(row)
        return case
