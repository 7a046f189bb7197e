"""Small durable facts under a key: the last weekly summary that was sent, and the like."""

from sqlalchemy import bindparam, select

from dispatch.store.prepared import Prepared, Scope, upsert
from dispatch.store.tables import MarkRow, table_of

_T = table_of(MarkRow)
_SET = upsert(_T)
_GET = Prepared(
    select(_T.c.value).where(_T.c.community_id == bindparam("community_id"), _T.c.key == bindparam("of_key"))
)


class Marks:
    """Text by key."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def get(self, key: str) -> str | None:
        value: str | None = self._scope.run(_GET, {"of_key": key})
        return value

    def set(self, key: str, value: str) -> None:
        self._scope.run(_SET, {"key": key, "value": value})
