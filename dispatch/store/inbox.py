"""The inbox: messages that were kept, each once, until they are handled."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from dispatch.messages import Heard, Inbound, Kept, Kind
from dispatch.store.prepared import Prepared, Scope, addition
from dispatch.store.tables import InboxRow, table_of


class State(StrEnum):
    """How far a message got."""

    KEPT = "kept"  # waits to be handled
    DONE = "done"  # handled; its text stays until housekeeping
    FORGOTTEN = "forgotten"  # handled, nothing kept but what recognises it when it comes again


_T = table_of(InboxRow)
_MINE = _T.c.community_id == bindparam("community_id")
_OF_SENDER = _MINE & (_T.c.conversation == bindparam("conversation")) & (_T.c.sender == bindparam("sender"))
_WAITING = _MINE & (_T.c.state == State.KEPT)
_THIS = _MINE & (_T.c.id == bindparam("this"))

_KEEP = addition(_T, once_on=("community_id", "account", "message_id"))
_SAME_TEXT = Prepared(
    select(_T.c.id)
    .where(_MINE, _T.c.fingerprint == bindparam("fingerprint"))
    .where(_T.c.at.between(bindparam("since"), bindparam("until")))
    .limit(1)
)
_READY = (
    select(_T).where(_WAITING, _T.c.ready_at <= bindparam("now")).order_by(_T.c.id).limit(bindparam("limit"))
)
_WAITING_OF = select(_T).where(_OF_SENDER, _T.c.state == State.KEPT).order_by(_T.c.id)
NEXT_READY = select(func.min(_T.c.ready_at)).where(_WAITING)
_OF_MESSAGE = select(_T).where(
    _MINE, _T.c.account == bindparam("account"), _T.c.message_id == bindparam("message_id")
)
_RECENT_OF = (
    select(_T)
    .where(_OF_SENDER, _T.c.state == State.DONE, _T.c.at >= bindparam("since"))
    .order_by(_T.c.at, _T.c.id)
)
_GROUPS_OF = (
    select(_T.c.conversation)
    .where(
        _MINE, _T.c.account == bindparam("account"), _T.c.group.is_not(None), _T.c.at >= bindparam("since")
    )
    .distinct()
    .order_by(_T.c.conversation)
)
_POSTPONE = Prepared(update(_T).where(_THIS).values(ready_at=bindparam("moment")))
_DONE = Prepared(update(_T).where(_THIS).values(state=State.DONE, number=bindparam("case")))
_ERASED = {"text": "", "sender_name": "", "quote": None, "picture": None, "heard": None}
_FORGET = Prepared(update(_T).where(_THIS).values(state=State.FORGOTTEN, **_ERASED))
_INBOUND = tuple(field.name for field in fields(Inbound))


class Inbox:
    """Messages from all channels; one message has one row, however often it is delivered."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def keep(self, inbound: Inbound, ready_at: datetime, *, same_text_within: timedelta) -> Kept | None:
        """Keep the message to be handled from `ready_at`; None when it is known already.

        Known is the same (account, message id), and a text that the same sender said in the same
        conversation within the span, before or after. NUL and lone surrogates, which no database
        takes, become U+FFFD.
        """
        inbound = _storable(inbound)
        fingerprint = _fingerprint(inbound)
        if fingerprint and self._said_within(same_text_within, fingerprint, inbound.at):
            return None
        values = {name: getattr(inbound, name) for name in _INBOUND}
        values["heard"] = json.dumps(asdict(inbound.heard)) if inbound.heard else None
        values |= {"state": State.KEPT, "ready_at": ready_at, "fingerprint": fingerprint, "number": None}
        row_id = self._scope.run(_KEEP, values)
        return None if row_id is None else Kept(id=row_id, inbound=inbound, ready_at=ready_at)

    def ready(self, now: datetime, limit: int = 500) -> list[Kept]:
        """Messages whose time has come, in the order kept."""
        return [_kept(row) for row in self._scope.rows(_READY, {"now": now, "limit": limit})]

    def waiting_of(self, conversation: str, sender: str) -> list[Kept]:
        """What the sender said in the conversation and nobody handled yet, in the order kept."""
        values = {"conversation": conversation, "sender": sender}
        return [_kept(row) for row in self._scope.rows(_WAITING_OF, values)]

    def postpone(self, ids: Sequence[int], ready_at: datetime) -> None:
        self._scope.run_each(_POSTPONE, [{"this": each, "moment": ready_at} for each in ids])

    def done(self, ids: Sequence[int], number: int | None = None) -> None:
        """Handled; `number` is the case that they led to."""
        self._scope.run_each(_DONE, [{"this": each, "case": number} for each in ids])

    def forget(self, ids: Sequence[int]) -> None:
        """Handled and nothing to keep: text, name, quote and picture are erased."""
        self._scope.run_each(_FORGET, [{"this": each} for each in ids])

    def of_message(self, account: str, message_id: str) -> tuple[Kept, int | None] | None:
        """The message by its channel's id, with the case it led to."""
        row = self._scope.row(_OF_MESSAGE, {"account": account, "message_id": message_id})
        return None if row is None else (_kept(row), row.number)

    def recent_of(self, conversation: str, sender: str, since: datetime) -> list[tuple[Kept, int | None]]:
        """What the sender said since then and was handled, with its case; newest last."""
        values = {"conversation": conversation, "sender": sender, "since": since}
        return [(_kept(row), row.number) for row in self._scope.rows(_RECENT_OF, values)]

    def groups_of(self, account: str, since: datetime) -> list[str]:
        """The groups in which something that was kept was said to the account since then."""
        rows = self._scope.rows(_GROUPS_OF, {"account": account, "since": since})
        return [row.conversation for row in rows]

    def _said_within(self, span: timedelta, fingerprint: str, at: datetime) -> bool:
        values = {"fingerprint": fingerprint, "since": at - span, "until": at + span}
        return self._scope.run(_SAME_TEXT, values) is not None


def _kept(row: Row[Any]) -> Kept:
    inbound = Inbound(
        account=row.account,
        message_id=row.message_id,
        conversation=row.conversation,
        group=row.group,
        sender=row.sender,
        sender_name=row.sender_name,
        at=row.at,
        kind=Kind(row.kind),
        text=row.text,
        quote=row.quote,
        addressed=row.addressed,
        picture=row.picture,
        recalled=row.recalled,
        heard=Heard(**json.loads(row.heard)) if row.heard else None,
    )
    return Kept(id=row.id, inbound=inbound, ready_at=row.ready_at)


def _fingerprint(inbound: Inbound) -> str | None:
    """Recognises what somebody said somewhere without keeping it; None for anything but a text."""
    if inbound.kind is not Kind.TEXT:
        return None
    said = "\0".join((inbound.conversation, inbound.sender, inbound.text))
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def _storable(inbound: Inbound) -> Inbound:
    quote = None if inbound.quote is None else _clean(inbound.quote)
    return replace(inbound, text=_clean(inbound.text), sender_name=_clean(inbound.sender_name), quote=quote)


def _clean(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")
