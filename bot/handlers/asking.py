"""Questions to the bot that change nothing: help, progress, duty, privacy, my cases."""

from collections.abc import Sequence

from bot.handlers.meaning import in_hands_of, in_triage, waiting_for
from bot.handlers.telling import handler_name
from bot.replies import answers
from bot.turn import Turn, is_private
from dispatch import closing, handling
from dispatch.cases import OPEN, Case
from dispatch.errors import Refusal
from dispatch.people import LEADS, Role
from intents.model import Order

MOST_LISTED = 5  # cases of a resident in one answer


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
    """进度 [3]: one case, or the newest of one's own and supported ones; staff see any case of theirs."""
    assert isinstance(turn.reading, Order)
    numbers = turn.reading.numbers
    found = _case(turn, numbers[0]) if numbers else _newest(turn)
    if isinstance(found, Refusal):
        lines = _lines(turn, closing.open_cases_of(turn.work, turn.contact))
        turn.reply("\n".join((answers.unknown_to_resident(found.number or 0), *lines)))
    elif found is None:
        turn.reply(answers.no_case_of_yours())
    else:
        turn.reply(_line(turn, found), case=found)


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
    """What they reported and support; a private matter is told in private, whoever else reads along."""
    mine_ = closing.open_cases_of(turn.work, turn.contact)[:MOST_LISTED]
    if not mine_:
        turn.reply(answers.no_case_of_yours())
        return
    lines = _lines(turn, mine_)
    if lines:
        turn.reply("\n".join(lines))
    for case in mine_:
        if turn.in_group and is_private(case):
            turn.reply("\n".join(_line(turn, each) for each in mine_ if is_private(each)), case=case)


def _lines(turn: Turn, cases: Sequence[Case]) -> list[str]:
    """One line a case; in a group without the private ones."""
    return [_line(turn, case) for case in cases[:MOST_LISTED] if not (turn.in_group and is_private(case))]


def _line(turn: Turn, case: Case) -> str:
    handler = handler_name(turn.office, case)
    if case.reporter != turn.contact and turn.person is None:
        return answers.supported_progress(case, turn.work.now, handler)
    return answers.progress(case, turn.work.now, handler)


def _case(turn: Turn, number: int) -> Case | Refusal:
    if turn.person:
        return handling.seen_by(turn.office, turn.work, turn.person, number)
    return closing.own(turn.work, turn.contact, number)


def _newest(turn: Turn) -> Case | None:
    """The newest that is open, else the newest; one's own before what one supports."""
    mine_ = closing.cases_of(turn.work, turn.contact)
    own = [case for case in mine_ if case.reporter == turn.contact]
    ordered = [*own, *(case for case in mine_ if case not in own)]
    return next((case for case in ordered if case.status in OPEN), ordered[0] if ordered else None)
