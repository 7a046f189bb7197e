"""Who speaks for whom: codes given out, contacts bound, and the trail of both."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from dispatch.contacts import Binding, Deed, Invite, Trace
from dispatch.store.prepared import Prepared, Scope, addition, upsert
from dispatch.store.tables import BindingRow, InviteRow, TraceRow, table_of

_I, _B, _T = table_of(InviteRow), table_of(BindingRow), table_of(TraceRow)
_MY_INVITES = _I.c.community_id == bindparam("community_id")
_MY_BINDINGS = _B.c.community_id == bindparam("community_id")
_MY_TRACES = _T.c.community_id == bindparam("community_id")

_INVITE = addition(_I)
_OPEN = select(_I).where(_MY_INVITES, _I.c.expires_at > bindparam("now")).order_by(_I.c.id)
_SPEND = Prepared(delete(_I).where(_MY_INVITES, _I.c.id == bindparam("this")))
_VOID = Prepared(delete(_I).where(_MY_INVITES, _I.c.person == bindparam("this")))
_VOID_ALL = Prepared(delete(_I).where(_MY_INVITES))
_BIND = upsert(_B)
_UNBIND = Prepared(delete(_B).where(_MY_BINDINGS, _B.c.contact == bindparam("this")))
_BOUND = select(_B).where(_MY_BINDINGS).order_by(_B.c.at, _B.c.contact)
_TRACE = addition(_T)
_TRACES = select(_T).where(_MY_TRACES).order_by(_T.c.id)
_TRACED = select(func.count()).where(_MY_TRACES, _T.c.deed == bindparam("deed"), _T.c.at > bindparam("since"))
_TRACED_BY = _TRACED.where(_T.c.who == bindparam("who"))


class Bindings:
    """Contacts and codes of one community."""

    def __init__(self, scope: Scope, now: datetime) -> None:
        self._scope, self._now = scope, now

    def invite(self, person: str, salt: str, digest: str, expires_at: datetime) -> None:
        """Keep the hash of a code."""
        values = {"person": person, "salt": salt, "digest": digest, "expires_at": expires_at}
        self._scope.run(_INVITE, values)

    def invites(self, now: datetime) -> list[Invite]:
        """The codes that hold now."""
        rows = self._scope.rows(_OPEN, {"now": now})
        return [Invite(**{field.name: getattr(row, field.name) for field in fields(Invite)}) for row in rows]

    def spend(self, invite: int) -> bool:
        """Take one code away; whether it was still there."""
        return self._scope.count(_SPEND, {"this": invite}) > 0

    def void(self, person: str) -> int:
        """No code of this person holds any more; how many did."""
        return self._scope.count(_VOID, {"this": person})

    def void_all(self) -> int:
        """No code holds any more; how many did."""
        return self._scope.count(_VOID_ALL, {})

    def bind(self, binding: Binding) -> None:
        """The contact speaks for this person, and for nobody else."""
        self._scope.run(_BIND, {"contact": binding.contact, "person": binding.person, "at": binding.at})

    def unbind(self, contact: str) -> bool:
        """The contact speaks for nobody; whether it did."""
        return self._scope.count(_UNBIND, {"this": contact}) > 0

    def all(self) -> list[Binding]:
        """Every binding, the oldest first."""
        rows = self._scope.rows(_BOUND, {})
        return [Binding(contact=row.contact, person=row.person, at=row.at) for row in rows]

    def trace(self, who: str, deed: Deed, about: str) -> None:
        """A line of the audit trail."""
        self._scope.run(_TRACE, {"at": self._now, "who": who, "deed": deed, "about": about})

    def traces(self) -> list[Trace]:
        """The whole trail, oldest first."""
        rows = self._scope.rows(_TRACES, {})
        return [Trace(at=row.at, who=row.who, deed=Deed(row.deed), about=row.about) for row in rows]

    def traced(self, deed: Deed, since: datetime, who: str | None = None) -> int:
        """How often it was done since then, by somebody or by all."""
        values = {"deed": deed, "since": since}
        times: int = (
            self._scope.value(_TRACED_BY, values | {"who": who})
            if who
            else self._scope.value(_TRACED, values)
        )
        return times
