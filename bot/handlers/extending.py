"""延期: 网格长 extends, the holder asks for it, and 同意 or 不同意 answers."""

from bot.dates import day_said
from bot.handlers.choosing import on_case
from bot.replies import to_staff
from bot.turn import Turn
from dispatch import handling
from dispatch.cases import Case
from dispatch.errors import Refusal, Why
from dispatch.messages import Purpose
from dispatch.people import Person
from intents.model import Order


def extend(turn: Turn) -> None:
    on_case(turn, _extend)


def agree(turn: Turn) -> None:
    """同意 3."""
    on_case(turn, _agree)


def disagree(turn: Turn) -> None:
    """不同意 3 理由."""
    on_case(turn, _disagree)


def _extend(turn: Turn, person: Person, order: Order, number: int) -> None:
    """延期 by 网格长 or 书记; the holder's wish is put before the grid head."""
    until = day_said(order.on, turn.work.now)
    after = handling.extend(turn.office, turn.work, person, number, until, order.argument)
    if isinstance(after, Refusal) and after.code is Why.NOT_ALLOWED:
        after = handling.wish(turn.office, turn.work, person, number, until, order.argument)
    if isinstance(after, Refusal):
        turn.refuse(after)
    elif after.wished_until:
        _ask(turn, person, after)
    else:
        _extended(turn, person, after)


def _ask(turn: Turn, person: Person, case: Case) -> None:
    head = turn.office.head_of(case.grid)
    turn.number = case.number
    turn.reply(to_staff.extension_asked(case, head.shown if head else "网格长"), case=case)
    if head:
        turn.voice.tell(head, to_staff.extension_wanted(case, person.shown), Purpose.NOTICE, case)


def _agree(turn: Turn, person: Person, order: Order, number: int) -> None:
    after = handling.approve(turn.office, turn.work, person, number)
    if isinstance(after, Refusal):
        turn.refuse(after)
    else:
        _extended(turn, person, after)


def _disagree(turn: Turn, person: Person, order: Order, number: int) -> None:
    after = handling.decline(turn.office, turn.work, person, number, order.argument)
    if isinstance(after, Refusal):
        turn.refuse(after)
        return
    turn.done(after, to_staff.declined(after))
    _tell_holder(
        turn, after, to_staff.declined_for_holder(after, person.shown, order.argument, turn.work.now)
    )


def _extended(turn: Turn, person: Person, case: Case) -> None:
    turn.done(case, to_staff.extended(case, turn.work.now))
    _tell_holder(turn, case, to_staff.extended_by(case, person.shown, turn.work.now))


def _tell_holder(turn: Turn, case: Case, text: str) -> None:
    holder = turn.office.staff.by_id(case.assignee or "")
    if holder and holder != turn.person:
        turn.voice.tell(holder, text, Purpose.NOTICE, case)
