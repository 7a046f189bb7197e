"""核查: 网格长 or 书记 says whether what a handler calls done is done."""

from dataclasses import replace

from bot.handlers.choosing import on_case
from bot.replies import to_staff
from bot.turn import Turn
from dispatch import handling
from dispatch.errors import Refusal
from dispatch.messages import Purpose
from dispatch.people import Person
from intents.model import Order


def verify(turn: Turn) -> None:
    """属实 3, or 核查 3 不属实 理由."""
    assert isinstance(turn.reading, Order)
    word, _, reason = turn.reading.argument.partition("不属实")
    if not word.strip() and turn.reading.argument.startswith("不属实"):
        turn.reading = replace(turn.reading, argument=reason.strip(" ,，:：。"))
        refute(turn)
    else:
        on_case(turn, _verify)


def refute(turn: Turn) -> None:
    """不属实 3 理由."""
    on_case(turn, _refute)


def _verify(turn: Turn, person: Person, order: Order, number: int) -> None:
    after = handling.verify(turn.office, turn.work, person, number)
    turn.answer(after, to_staff.verified)


def _refute(turn: Turn, person: Person, order: Order, number: int) -> None:
    after = handling.refute(turn.office, turn.work, person, number, order.argument)
    if isinstance(after, Refusal):
        turn.refuse(after)
        return
    holder = turn.office.staff.by_id(after.assignee or "")
    turn.done(after, to_staff.refuted(after, holder.shown if holder else "承办人"))
    if holder and holder != person:
        text = to_staff.refuted_for_handler(after, person.shown, order.argument)
        turn.voice.tell(holder, text, Purpose.NOTICE, after)
