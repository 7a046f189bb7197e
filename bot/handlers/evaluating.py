"""A resident judges, reopens, withdraws or urges their own case."""

from bot.handlers.telling import handler_name, tell_holders
from bot.masking import call_name
from bot.replies import agenda, answers, to_residents, to_staff
from bot.turn import Turn, in_group
from dispatch import closing
from dispatch.cases import UNSOLVED, Case, Status
from dispatch.errors import Refusal, Why
from dispatch.messages import Awaiting, Purpose
from intents.model import Answer, Order
from intents.verdicts import verdict


def answered(turn: Turn) -> None:
    """满意 / 基本满意 / 没解决 in answer to the bot's question."""
    assert isinstance(turn.reading, Answer)
    asked = turn.dialogue.number if turn.dialogue else None
    if turn.reading.value == "unsure":
        turn.forget()
        return
    evaluate(turn, turn.reading.number or asked, turn.reading.value)


def ordered(turn: Turn) -> None:
    """满意 3, said without being asked."""
    assert isinstance(turn.reading, Order)
    order = turn.reading
    waiting = closing.waiting_for_evaluation(turn.work, turn.contact)
    number = order.numbers[0] if order.numbers else (waiting[0].number if waiting else None)
    said = verdict(turn.text) or verdict(order.argument)
    evaluate(turn, number, said.value if said and said.value != "unsure" else "satisfied")


def evaluate(turn: Turn, number: int | None, evaluation: str) -> None:
    if number is None:
        _nothing(turn)
        return
    after = closing.evaluate(turn.office, turn.work, turn.contact, number, evaluation, turn.text)
    if isinstance(after, Refusal):
        _refuse(turn, after)
        return
    turn.number = number
    turn.voice.close(turn.conversation, turn.contact)
    if turn.contact != after.reporter:
        turn.reply(agenda.opinion_noted(turn.name, after), Purpose.NOTICE, after)
        tell_holders(turn, after, agenda.opinion_for_handler(after, evaluation, turn.text))
    elif after.status is Status.CLOSED:
        turn.reply(to_residents.evaluated(turn.name, after), Purpose.NOTICE, after)
        tell_holders(turn, after, to_staff.closed_for_handler(after, turn.text))
    else:
        _tell_reopened(turn, after)


def reopen(turn: Turn) -> None:
    """没修好 3, also after the case was closed."""
    assert isinstance(turn.reading, Order)
    number = turn.reading.numbers[0] if turn.reading.numbers else _last_done(turn)
    if number is None:
        _nothing(turn)
        return
    evaluate(turn, number, "unsolved")


def withdraw(turn: Turn) -> None:
    """撤销, 不用了: ends what nobody took; otherwise the handler is told. Cases of one message go together."""
    assert isinstance(turn.reading, Order)
    case = _meant(turn, turn.reading)
    if case is None:
        _nothing(turn)
        return
    turn.number = case.number
    if case.status is Status.RESOLVED:
        evaluate(turn, case.number, "satisfied")
        return
    if case.status not in UNSOLVED:
        _nothing(turn)
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


def urge(turn: Turn) -> None:
    """催: the holder is reminded; the resident hears who that is."""
    assert isinstance(turn.reading, Order)
    case = _meant(turn, turn.reading)
    if case is None or case.status not in UNSOLVED:
        _nothing(turn)
        return
    after = closing.urge(turn.office, turn.work, turn.contact, case.number)
    if isinstance(after, Refusal):
        _refuse(turn, after)
        return
    turn.number = case.number
    turn.reply(to_residents.urged(turn.name, after, handler_name(turn.office, after)), Purpose.NOTICE, after)
    tell_holders(turn, after, to_staff.urged_by_resident(after, turn.name, turn.work.now))


def _tell_reopened(turn: Turn, case: Case) -> None:
    """The same handler again; the grid head hears of it, from the second time on the secretary."""
    office = turn.office
    turn.reply(to_residents.reopened(turn.name, case, handler_name(office, case)), Purpose.NOTICE, case)
    text = to_staff.reopened_for_handler(case, turn.text)
    tell_holders(turn, case, text)
    above = office.head_of(case.grid) if case.reopened == 1 else office.staff.secretary()
    if above:
        turn.voice.tell(above, text, Purpose.NOTICE, case)


def _meant(turn: Turn, order: Order) -> Case | None:
    if order.numbers:
        found = closing.own(turn.work, turn.contact, order.numbers[0])
        return found if isinstance(found, Case) else None
    mine = closing.open_cases_of(turn.work, turn.contact)
    return mine[0] if mine else None


def _last_done(turn: Turn) -> int | None:
    done = turn.work.cases.find(reporter=turn.contact, statuses=[Status.RESOLVED, Status.CLOSED], limit=1)
    return done[0].number if done else None


def _nothing(turn: Turn) -> None:
    """A word that would need a case, without one: an answer when addressed, silence in the group."""
    if turn.in_group and not turn.last.addressed:
        turn.forget()
    else:
        turn.reply(answers.no_case_of_yours())


def _refuse(turn: Turn, refusal: Refusal) -> None:
    if refusal.code is Why.UNKNOWN_CASE and refusal.number is not None:
        turn.reply(answers.unknown_to_resident(refusal.number))
    else:
        turn.refuse(refusal)


SUPPORTERS_NAMED = 5


def ask_reporter(turn: Turn, case: Case) -> None:
    """After 办结: is it solved? Supporters hear it in the same line; remembered until the silent closure."""
    name = call_name(case.reporter_name)
    group = in_group(case)
    also = case.supporters[:SUPPORTERS_NAMED] if group else ()
    text = to_residents.ask_evaluation(name, case, [call_name(supporter.name) for supporter in also])
    turn.voice.say_in(
        case.conversation,
        text if group else text.removeprefix(f"@{name} "),
        Purpose.EVALUATION,
        group=group,
        case=case,
        mentions=(case.reporter, *(supporter.contact for supporter in also)) if group else (),
    )
    asked = (case.reporter, *(supporter.contact for supporter in case.supporters if case.origin and group))
    for contact in asked:  # of what a meeting decided every supporter is asked
        turn.voice.ask(
            case.conversation,
            contact,
            Awaiting.EVALUATION,
            due=turn.work.now,
            within=turn.office.follow.silent_after,
            number=case.number,
        )
