"""The reporter takes a request back: 撤销, 不用了, or by recalling the words."""

from bot.handlers.judging import evaluate
from bot.handlers.owning import meant, nothing
from bot.handlers.telling import tell_holders
from bot.replies import to_residents, to_staff
from bot.turn import Turn
from dispatch import closing
from dispatch.cases import UNSOLVED, Case, Status
from dispatch.errors import Refusal, Why
from dispatch.messages import Purpose
from intents.model import Order


def withdraw(turn: Turn) -> None:
    """撤销, 不用了: ends what nobody took; otherwise the handler is told. Cases of one message go together."""
    assert isinstance(turn.reading, Order)
    case = meant(turn, turn.reading, own=True)
    if case is None:
        nothing(turn)
        return
    turn.number = case.number
    if case.status is Status.RESOLVED:
        evaluate(turn, case.number, "satisfied")
        return
    if case.status not in UNSOLVED:
        nothing(turn)
        return
    together = [case] if turn.reading.numbers else _told_together(turn, case)
    for each in together:
        withdraw_case(turn, each)


def _told_together(turn: Turn, case: Case) -> list[Case]:
    """The unsolved cases that came of the same words."""
    mine = turn.work.cases.find(reporter=turn.contact, statuses=UNSOLVED, limit=10)
    return [each for each in mine if each.opened_at == case.opened_at]


def withdraw_case(turn: Turn, case: Case) -> None:
    after = closing.withdraw(turn.office, turn.work, turn.contact, case.number, turn.text)
    if isinstance(after, Refusal):
        supported = after.code is Why.SUPPORTED
        say = to_residents.withdrawal_with_supporters if supported else to_residents.withdrawal_passed_on
        turn.reply(say(turn.name, case), Purpose.NOTICE, case)
        tell_holders(turn, case, to_staff.reporter_says(case, turn.name, turn.text or "已撤回原话"))
    else:
        turn.reply(to_residents.withdrawn(turn.name, [after.number]), Purpose.NOTICE, after)
        tell_holders(turn, after, to_staff.withdrawn_for_handler(after))


def recalled(turn: Turn) -> None:
    """撤回: what was not handled yet is forgotten; a case that came of it is withdrawn."""
    found = turn.work.inbox.of_message(turn.last.account, turn.last.recalled or "")
    turn.forget()
    if found is None:
        return
    kept, number = found
    case = turn.work.cases.get(number) if number else None
    if case is None:
        turn.work.inbox.forget([kept.id])
    elif case.reporter == turn.contact and case.status in UNSOLVED and kept.inbound.text:
        withdraw_case(turn, case)
