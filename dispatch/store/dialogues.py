"""Open questions to people: at most one per person and conversation."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select

from dispatch.messages import Awaiting, Dialogue
from dispatch.store.prepared import Prepared, Scope, upsert
from dispatch.store.tables import DialogueRow, table_of

_COLUMNS = tuple(field.name for field in fields(Dialogue))

_T = table_of(DialogueRow)
_MINE = _T.c.community_id == bindparam("community_id")
_WITH = (
    _MINE & (_T.c.conversation == bindparam("in_conversation")) & (_T.c.contact == bindparam("with_contact"))
)

_ASK = upsert(_T)
_OF = select(_T).where(_WITH)
_DROP = Prepared(delete(_T).where(_WITH))
_DROP_ABOUT = Prepared(delete(_T).where(_MINE, _T.c.number == bindparam("about")))
_ALL = select(_T).where(_MINE).order_by(_T.c.asked_at, _T.c.conversation, _T.c.contact)
_EXPIRED = (
    select(_T)
    .where(_MINE, _T.c.expires_at <= bindparam("now"))
    .order_by(_T.c.expires_at, _T.c.conversation, _T.c.contact)
)
NEXT_EXPIRY = select(func.min(_T.c.expires_at)).where(_MINE)


class Dialogues:
    """What the bot waits to hear, and from whom."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def ask(self, dialogue: Dialogue) -> None:
        """Remember the question, in place of an earlier one to the same person there."""
        self._scope.run(_ASK, {name: getattr(dialogue, name) for name in _COLUMNS})

    def of(self, conversation: str, contact: str) -> Dialogue | None:
        row = self._scope.row(_OF, {"in_conversation": conversation, "with_contact": contact})
        return None if row is None else _dialogue(row)

    def drop(self, conversation: str, contact: str) -> None:
        self._scope.run(_DROP, {"in_conversation": conversation, "with_contact": contact})

    def drop_about(self, number: int) -> None:
        """Drop every question about the case."""
        self._scope.run(_DROP_ABOUT, {"about": number})

    def expired(self, now: datetime) -> list[Dialogue]:
        """Questions that nobody answered in time, earliest expiry first."""
        return [_dialogue(row) for row in self._scope.rows(_EXPIRED, {"now": now})]

    def all(self) -> list[Dialogue]:
        """Every open question, oldest first."""
        return [_dialogue(row) for row in self._scope.rows(_ALL, {})]


def _dialogue(row: Row[Any]) -> Dialogue:
    return Dialogue(
        conversation=row.conversation,
        contact=row.contact,
        awaiting=Awaiting(row.awaiting),
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        rounds=row.rounds,
        number=row.number,
        draft=row.draft,
    )
