"""The photos that came with cases, so that none is shown twice as proof."""

from datetime import datetime

from sqlalchemy import bindparam, select

from dispatch.proofs import Proof
from dispatch.store.prepared import Scope, addition
from dispatch.store.tables import ProofRow, table_of

MOST = 5000  # photos looked at, the newest first

_T = table_of(ProofRow)
_ADD = addition(_T)
_SINCE = (
    select(_T.c.picture, _T.c.number)
    .where(
        _T.c.community_id == bindparam("community_id"),
        _T.c.at >= bindparam("since"),
        _T.c.at < bindparam("before"),
    )
    .order_by(_T.c.at.desc())
    .limit(MOST)
)


class Proofs:
    """Photos by the moment at which they were shown."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, picture: str, number: int, at: datetime) -> None:
        """Remember that a case was shown this photo."""
        self._scope.run(_ADD, {"picture": picture, "number": number, "at": at})

    def shown(self, since: datetime, before: datetime) -> list[Proof]:
        """The photos shown from one moment until just before another, the newest first."""
        rows = self._scope.rows(_SINCE, {"since": since, "before": before})
        return [Proof(picture=row.picture, number=row.number) for row in rows]
