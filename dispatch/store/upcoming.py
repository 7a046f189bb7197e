"""When each part of the store has something to do next, found in one statement."""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select

from dispatch.store.deadlines import NEXT_DUE
from dispatch.store.dialogues import NEXT_EXPIRY
from dispatch.store.inbox import NEXT_READY
from dispatch.store.outbox import NEXT_LINE
from dispatch.store.prepared import Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class Upcoming:
    """The first message that gets ready, the next line, timer and expiring question; None where nothing waits."""

    inbox: datetime | None
    outbox: datetime | None
    deadline: datetime | None
    dialogue: datetime | None


_NEXT = {"inbox": NEXT_READY, "outbox": NEXT_LINE, "deadline": NEXT_DUE, "dialogue": NEXT_EXPIRY}
_UPCOMING = select(*(_NEXT[field.name].scalar_subquery().label(field.name) for field in fields(Upcoming)))


def upcoming(scope: Scope) -> Upcoming:
    """What comes next, box by box."""
    row = scope.row(_UPCOMING, {})
    assert row is not None
    return Upcoming(inbox=row.inbox, outbox=row.outbox, deadline=row.deadline, dialogue=row.dialogue)
