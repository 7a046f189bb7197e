"""Bound groups and invitations as rows."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from dispatch.rooms import Answer, Invitation, Room
from dispatch.store.prepared import Prepared, Scope, addition, upsert
from dispatch.store.tables import InvitationRow, RoomRow, table_of

_ROOM = tuple(field.name for field in fields(Room))
_INVITATION = tuple(field.name for field in fields(Invitation))

_R, _I = table_of(RoomRow), table_of(InvitationRow)
_MY_ROOMS = _R.c.community_id == bindparam("community_id")
_MY_INVITATIONS = _I.c.community_id == bindparam("community_id")

_PUT = upsert(_R)
_GET = select(_R).where(_MY_ROOMS, _R.c.conversation == bindparam("this"))
_ALL = select(_R).where(_MY_ROOMS).order_by(_R.c.conversation)
_REMOVE = Prepared(delete(_R).where(_MY_ROOMS, _R.c.conversation == bindparam("this")))
_ASK = addition(_I)
_ASKED = select(_I).where(_MY_INVITATIONS, _I.c.id == bindparam("this"))
_ANSWERED = select(_I).where(_MY_INVITATIONS, _I.c.answer == bindparam("answer")).order_by(_I.c.id)
_ANSWER = Prepared(
    update(_I).where(_MY_INVITATIONS, _I.c.id == bindparam("this")).values(answer=bindparam("to"))
)


class Rooms:
    """The groups of a community that are bound to a compound, and who wants the bot in others."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def put(self, room: Room) -> None:
        """Bind it, in place of an earlier binding."""
        self._scope.run(_PUT, {name: getattr(room, name) for name in _ROOM})

    def get(self, conversation: str) -> Room | None:
        row = self._scope.row(_GET, {"this": conversation})
        return _room(row) if row else None

    def all(self) -> list[Room]:
        """Every bound room."""
        return [_room(row) for row in self._scope.rows(_ALL, {})]

    def remove(self, conversation: str) -> bool:
        """The room is none of ours any more; whether it was."""
        return self._scope.count(_REMOVE, {"this": conversation}) > 0

    def ask(self, account: str, key: str, inviter: str, topic: str, at: datetime, answer: Answer) -> int:
        """An invitation; the number it is given."""
        values = {
            "account": account,
            "key": key,
            "inviter": inviter,
            "topic": topic,
            "at": at,
            "answer": answer,
        }
        number: int = self._scope.run(_ASK, values)
        return number

    def invitation(self, number: int) -> Invitation | None:
        row = self._scope.row(_ASKED, {"this": number})
        return _invitation(row) if row else None

    def invitations(self, answer: Answer) -> list[Invitation]:
        """Those with this answer, the oldest first."""
        return [_invitation(row) for row in self._scope.rows(_ANSWERED, {"answer": answer})]

    def answer(self, number: int, answer: Answer) -> None:
        self._scope.run(_ANSWER, {"this": number, "to": answer})


def _room(row: Row[Any]) -> Room:
    return Room(**{name: getattr(row, name) for name in _ROOM})


def _invitation(row: Row[Any]) -> Invitation:
    values = {name: getattr(row, name) for name in _INVITATION}
    return Invitation(**(values | {"answer": Answer(row.answer)}))
