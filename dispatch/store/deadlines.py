"""Deadlines as rows: at most one of a kind per case, found by their time."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select

from dispatch.messages import Deadline, Due
from dispatch.store.prepared import Prepared, Scope, upsert
from dispatch.store.tables import DeadlineRow, table_of

_T = table_of(DeadlineRow)
_MINE = _T.c.community_id == bindparam("community_id")
_OF_CASE = _MINE & (_T.c.number == bindparam("of_number"))
_OF_KIND = _OF_CASE & (_T.c.kind == bindparam("of_kind"))

_SET = upsert(_T)
_CLEAR_ALL = Prepared(delete(_T).where(_OF_CASE))
_CLEAR = Prepared(delete(_T).where(_OF_KIND))
_GET = select(_T).where(_OF_KIND)
_DUE = (
    select(_T)
    .where(_MINE, _T.c.due_at <= bindparam("now"))
    .order_by(_T.c.due_at, _T.c.number, _T.c.kind)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)  # PostgreSQL only: another process takes other deadlines
)
NEXT_DUE = select(func.min(_T.c.due_at)).where(_MINE)


class Deadlines:
    """The timers of all cases."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def set(self, deadline: Deadline) -> None:
        """Start the timer, in place of one of the same kind; the case must have been recorded."""
        self._scope.run(
            _SET,
            {
                "number": deadline.number,
                "kind": deadline.kind,
                "due_at": deadline.due_at,
                "step": deadline.step,
            },
        )

    def clear(self, number: int, *kinds: Due) -> None:
        """Stop the timers of these kinds; without kinds, all timers of the case."""
        if not kinds:
            self._scope.run(_CLEAR_ALL, {"of_number": number})
        self._scope.run_each(_CLEAR, [{"of_number": number, "of_kind": kind} for kind in kinds])

    def due(self, now: datetime, limit: int = 500) -> list[Deadline]:
        """Timers whose time has come, earliest first; inside `transact` only, as they are claimed."""
        return [_deadline(row) for row in self._scope.rows(_DUE, {"now": now, "limit": limit})]

    def get(self, number: int, kind: Due) -> Deadline | None:
        row = self._scope.row(_GET, {"of_number": number, "of_kind": kind})
        return None if row is None else _deadline(row)


def _deadline(row: Row[Any]) -> Deadline:
    return Deadline(number=row.number, kind=Due(row.kind), due_at=row.due_at, step=row.step)
