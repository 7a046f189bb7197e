"""Questions to the bot that change nothing: help, progress, duty, privacy, my cases."""

from bot.handlers.choosing import in_hands_of, in_triage, waiting_for
from bot.handlers.telling import handler_name
from bot.replies import answers
from bot.turn import Turn
from dispatch import closing, handling
from dispatch.cases import OPEN, Case
from dispatch.errors import Refusal
from dispatch.people import LEADS, Role
from intents.model import Order


def help_(turn: Turn) -> None:
    if turn.in_group:
        turn.reply(answers.help_in_group())
    elif turn.person is None:
        turn.reply(answers.help_for_residents())
    elif turn.person.role is Role.PARTNER:
        turn.reply(answers.help_for_partners())
    elif turn.person.role in LEADS:
        turn.reply(answers.help_for_leads())
    else:
        turn.reply(answers.help_for_staff())


def privacy(turn: Turn) -> None:
    turn.reply(answers.privacy())


def progress(turn: Turn) -> None:
    """进度 [3]: one case, or the newest of one's own; staff see any case of theirs."""
    assert isinstance(turn.reading, Order)
    numbers = turn.reading.numbers
    found = _case(turn, numbers[0]) if numbers else _newest(turn)
    if isinstance(found, Refusal):
        turn.reply(answers.unknown_to_resident(found.number or 0))
    elif found is None:
        turn.reply(answers.no_case_of_yours())
    else:
        handler = handler_name(turn.office, found)
        turn.reply(answers.progress(found, turn.work.now, handler), case=found)


def mine(turn: Turn) -> None:
    """我的: for staff what is in their hands, for residents what they reported."""
    if turn.person is None:
        _my_reports(turn)
        return
    person = turn.person
    found = [*waiting_for(turn, person), *in_hands_of(turn, person), *in_triage(turn, person)]
    cases = sorted(found, key=lambda case: case.number)
    turn.reply(answers.listed("您手上的工单", cases, turn.work.now, {}))


def _my_reports(turn: Turn) -> None:
    mine_ = closing.open_cases_of(turn.work, turn.contact)
    if not mine_:
        turn.reply(answers.no_case_of_yours())
        return
    lines = [answers.progress(case, turn.work.now, handler_name(turn.office, case)) for case in mine_[:5]]
    turn.reply("\n".join(lines))


def _case(turn: Turn, number: int) -> Case | Refusal:
    if turn.person:
        return handling.seen_by(turn.office, turn.work, turn.person, number)
    return closing.own(turn.work, turn.contact, number)


def _newest(turn: Turn) -> Case | None:
    mine_ = turn.work.cases.find(reporter=turn.contact, limit=10)
    return next((case for case in mine_ if case.status in OPEN), mine_[0] if mine_ else None)
