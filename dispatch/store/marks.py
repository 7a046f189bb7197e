"""Small durable facts under a key: the last weekly summary that was sent, and the like."""

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from dispatch.store.prepared import Scope, placed, places, upsert
from dispatch.store.tables import MarkRow, table_of

_T = table_of(MarkRow)
_SET = upsert(_T)
_MINE = _T.c.community_id == bindparam("community_id")
_GET = select(_T.c.value).where(_MINE, _T.c.key == bindparam("of_key"))


@cache
def _several(count: int) -> Select[Any]:
    return select(_T.c.key, _T.c.value).where(_MINE, _T.c.key.in_(places("key", count)))


class Marks:
    """Text by key."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def get(self, key: str) -> str | None:
        value: str | None = self._scope.value(_GET, {"of_key": key})
        return value

    def several(self, *keys: str) -> dict[str, str]:
        """Those of the keys that have a value, at once."""
        rows = self._scope.rows(_several(len(keys)), placed("key", keys))
        return {row.key: row.value for row in rows}

    def set(self, key: str, value: str) -> None:
        self._scope.run(_SET, {"key": key, "value": value})
