"""Corrections by staff: kept until somebody deletes them, or the case that they are about is erased."""

from dataclasses import fields

from sqlalchemy import bindparam, delete, select

from dispatch.corrections import Correction
from dispatch.store.prepared import Prepared, Scope, addition
from dispatch.store.tables import CorrectionRow, table_of

_COLUMNS = tuple(field.name for field in fields(Correction))

_T = table_of(CorrectionRow)
_MINE = _T.c.community_id == bindparam("community_id")

_ADD = addition(_T)
_ALL = select(*(_T.c[name] for name in _COLUMNS)).where(_MINE).order_by(_T.c.id)
_OF_CASE = _ALL.where(_T.c.number == bindparam("about"))
_DELETE = Prepared(delete(_T).where(_MINE, _T.c.id == bindparam("this")))
_DELETE_ALL = Prepared(delete(_T).where(_MINE))
_FORGET_CASE = Prepared(delete(_T).where(_MINE, _T.c.number == bindparam("about")))


class Corrections:
    """The community's own examples."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, correction: Correction) -> int:
        """Keep it; the id that it is given."""
        values = {name: getattr(correction, name) for name in _COLUMNS if name != "id"}
        given: int = self._scope.run(_ADD, values)
        return given

    def all(self) -> list[Correction]:
        """Every correction, oldest first."""
        return [Correction(**row._asdict()) for row in self._scope.rows(_ALL, {})]

    def of_case(self, number: int) -> list[Correction]:
        """What was corrected about one case, oldest first."""
        return [Correction(**row._asdict()) for row in self._scope.rows(_OF_CASE, {"about": number})]

    def delete(self, correction: int) -> bool:
        """Delete the one with this id; whether there was one."""
        return self._scope.count(_DELETE, {"this": correction}) > 0

    def delete_all(self) -> int:
        """Delete every correction; how many there were."""
        return self._scope.count(_DELETE_ALL, {})

    def forget_case(self, number: int) -> int:
        """Delete what is about a case; how many there were."""
        return self._scope.count(_FORGET_CASE, {"about": number})
