"""The outbox: lines to be said, until they are sent, dropped or given up."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Row, bindparam, func, or_, select, update

from dispatch.messages import REMINDERS, Delivery, Outbound, Purpose, Urgency
from dispatch.store.prepared import Prepared, Scope, addition
from dispatch.store.tables import OutboxRow, table_of

_UNCOUNTED = (Purpose.ALARM, Purpose.SAFETY)  # outside the speaking budget of a group
_COLUMNS = tuple(field.name for field in fields(Outbound) if field.name != "id")

_T = table_of(OutboxRow)
_MINE = _T.c.community_id == bindparam("community_id")
_WAITING = _MINE & (_T.c.state == Delivery.WAITING)
_THIS = _MINE & (_T.c.id == bindparam("this"))
_IN = _MINE & (_T.c.conversation == bindparam("conversation"))

_OF_ACCOUNT = func.substr(_T.c.conversation, 1, bindparam("length", type_=Integer)) == bindparam("prefix")

_SAY = addition(_T)
_DUE = _WAITING & (_T.c.due_at <= bindparam("now"))
_CLAIM = (
    select(_T)
    .where(_DUE)
    .order_by(_T.c.urgency, _T.c.due_at, _T.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)  # PostgreSQL only: another process claims other lines
)
_CLAIM_OF = _CLAIM.where(_OF_ACCOUNT)
_MOVE = Prepared(update(_T).where(_THIS).values(state=bindparam("to")))
_SENT = Prepared(update(_T).where(_THIS).values(state=Delivery.SENT, sent_at=bindparam("moment")))
_AGAIN = update(_T).where(_THIS).values(state=Delivery.WAITING, due_at=bindparam("moment"))
_POSTPONE = Prepared(_AGAIN)
_HOLD = Prepared(
    update(_T)
    .where(_WAITING, _OF_ACCOUNT, _T.c.due_at < bindparam("moment", type_=_T.c.due_at.type))
    .where(_T.c.urgency > Urgency.ALARM, *(_T.c.purpose != each for each in _UNCOUNTED))
    .values(due_at=bindparam("moment", type_=_T.c.due_at.type))
)
_RETRY = Prepared(_AGAIN.values(attempts=_T.c.attempts + 1))
_IS_REMINDER = or_(*(_T.c.purpose == each for each in sorted(REMINDERS)))
_DROP_REMINDERS = Prepared(
    update(_T).where(_WAITING, _T.c.number == bindparam("about"), _IS_REMINDER).values(state=Delivery.DROPPED)
)
_RECOVER = Prepared(update(_T).where(_MINE, _T.c.state == Delivery.SENDING).values(state=Delivery.WAITING))
_SAID_SINCE = (
    select(_T.c.sent_at)
    .where(_IN, _T.c.sent_at >= bindparam("since"), *(_T.c.purpose != each for each in _UNCOUNTED))
    .order_by(_T.c.sent_at)
)
_REMINDED = select(func.count(_T.c.sent_at.distinct())).where(
    _IN, _T.c.sent_at >= bindparam("since"), _IS_REMINDER
)
_WAITING_IN = select(_T).where(_IN, _T.c.sent_at.is_(None), _T.c.state == Delivery.WAITING).order_by(_T.c.id)
NEXT_LINE = select(func.min(_T.c.due_at)).where(_WAITING)
_NEXT_LINE_OF = NEXT_LINE.where(_OF_ACCOUNT)
_DUE_IN = select(_T.c.conversation).where(_DUE).distinct()
_SAID_BY = (
    select(_T.c.conversation, _T.c.sent_at)
    .where(_MINE, _T.c.state == Delivery.SENT, _T.c.sent_at >= bindparam("since"), _OF_ACCOUNT)
    .order_by(_T.c.sent_at)
)


class Outbox:
    """Lines in all conversations, each on its way from waiting to sent (`messages.Delivery`)."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def say(self, line: Outbound) -> int:
        """Put a line in; the id it is given."""
        values = {name: getattr(line, name) for name in _COLUMNS}
        values |= {"state": Delivery.WAITING, "sent_at": None}
        row_id: int = self._scope.run(_SAY, values)
        return row_id

    def claim(self, now: datetime, limit: int = 100, account: str | None = None) -> list[Outbound]:
        """Take due lines (of an account only) to send them, most urgent first, then by due time and id."""
        values = {"now": now, "limit": limit}
        rows = self._scope.rows(_CLAIM_OF if account else _CLAIM, values | _prefix(account))
        lines = [_line(row) for row in rows]
        self._move([line.id for line in lines], Delivery.SENDING)
        return lines

    def sent(self, ids: Sequence[int], at: datetime) -> None:
        self._scope.run_each(_SENT, [{"this": each, "moment": at} for each in ids])

    def dropped(self, ids: Sequence[int]) -> None:
        self._move(ids, Delivery.DROPPED)

    def failed(self, ids: Sequence[int]) -> None:
        self._move(ids, Delivery.FAILED)

    def retry(self, id: int, due_at: datetime) -> None:  # noqa: A002 - the name in the outbox's contract
        """Back to waiting after an attempt that failed."""
        self._scope.run(_RETRY, {"this": id, "moment": due_at})

    def postpone(self, ids: Sequence[int], due_at: datetime) -> None:
        """Back to waiting without an attempt."""
        self._scope.run_each(_POSTPONE, [{"this": each, "moment": due_at} for each in ids])

    def drop_reminders(self, number: int) -> int:
        """Reminders of a case that still wait have lost their reason; how many there were."""
        return self._scope.count(_DROP_REMINDERS, {"about": number})

    def recover(self) -> int:
        """After a crash, let every line found sending wait once more; how many there were."""
        return self._scope.count(_RECOVER, {})

    def hold(self, account: str, until: datetime) -> int:
        """Let the account's waiting lines wait at least until then, but no emergency; how many they were."""
        return self._scope.count(_HOLD, {"moment": until, **_prefix(account)})

    def said_since(self, conversation: str, since: datetime) -> list[datetime]:
        """When the bot spoke in the conversation, oldest first; alarms and safety texts do not count."""
        rows = self._scope.rows(_SAID_SINCE, {"conversation": conversation, "since": since})
        return [row.sent_at for row in rows]

    def reminded(self, conversation: str, since: datetime) -> int:
        """How many reminders were said there since then; those that were one line count once."""
        times: int = self._scope.value(_REMINDED, {"conversation": conversation, "since": since})
        return times

    def waiting_in(self, conversation: str) -> list[Outbound]:
        """Lines not yet claimed, in the order said."""
        return [_line(row) for row in self._scope.rows(_WAITING_IN, {"conversation": conversation})]

    def next_due(self, account: str) -> datetime | None:
        """When the account's next line is due; None when none waits."""
        moment: datetime | None = self._scope.value(_NEXT_LINE_OF, _prefix(account))
        return moment

    def accounts_due(self, now: datetime) -> set[str]:
        """The accounts that have something to say now."""
        rows = self._scope.rows(_DUE_IN, {"now": now})
        return {row.conversation.partition(":")[0] for row in rows}

    def said_by(self, account: str, since: datetime) -> list[tuple[str, datetime]]:
        """In which conversations the account spoke when, oldest first."""
        rows = self._scope.rows(_SAID_BY, {"since": since, **_prefix(account)})
        return [(row.conversation, row.sent_at) for row in rows]

    def _move(self, ids: Sequence[int], to: Delivery) -> None:
        self._scope.run_each(_MOVE, [{"this": each, "to": to} for each in ids])


def _prefix(account: str | None) -> dict[str, object]:
    return {"prefix": f"{account}:", "length": len(account) + 1} if account else {}


def _line(row: Row[Any]) -> Outbound:
    return Outbound(
        id=row.id,
        conversation=row.conversation,
        text=row.text,
        purpose=Purpose(row.purpose),
        urgency=Urgency(row.urgency),
        due_at=row.due_at,
        mentions=tuple(row.mentions),
        picture=row.picture,
        number=row.number,
        brief=row.brief,
        attempts=row.attempts,
    )
