"""The solved problem told once more, as a new report or in the talk of the group: 没解决 in other words."""

import re

from bot.handlers.judging import evaluate
from bot.turn import Turn
from dispatch.cases import Case, Status
from intents.model import Place as SaidPlace
from intents.model import Report, Support

_AGAIN = re.compile(r"又|还是|还在|仍|再次|没修好")


def still_wrong(turn: Turn) -> bool:
    """A report that only tells the own solved problem again is 没解决; anybody else's is a new case, so that a clock runs."""
    reading = turn.reading
    if isinstance(reading, Support):
        case = _told_again(turn, reading)
    else:
        case = _reported_again(turn, reading) if isinstance(reading, Report) else None
    if case is None:
        return False
    evaluate(turn, case.number, "unsolved", told=True)
    return True


def _told_again(turn: Turn, reading: Support) -> Case | None:
    """The solved case that the speaker goes on about, when the words would be a report by themselves."""
    found = turn.work.inbox.of_message(turn.last.account, reading.about or "")
    number = found[1] if found and reading.repeats else None
    case = turn.work.cases.get(number) if number else None
    mine = case and case.reporter == turn.contact and case.status is Status.RESOLVED
    return case if mine else None


def _reported_again(turn: Turn, reading: Report) -> Case | None:
    """… that the report is about; a closed one while it can be reopened, if the words say that it is the old trouble."""
    if reading.urgent or len(reading.types) > 1:
        return None
    since = turn.work.now - turn.office.follow.reopen_within
    mine = turn.work.cases.find(
        reporter=turn.contact, statuses=[Status.RESOLVED, Status.CLOSED], types=reading.types[:1], limit=5
    )
    for case in mine:
        closed = case.status is Status.CLOSED and case.closed_at and case.closed_at >= since
        again = case.status is Status.RESOLVED or (closed and _AGAIN.search(turn.text))
        if again and not _elsewhere(case, reading.place) and case.conversation == turn.conversation:
            return case
    return None


def _elsewhere(case: Case, said: SaidPlace) -> bool:
    parts = (("building", said.building), ("unit", said.unit))
    return any(value and getattr(case.place, part) != value for part, value in parts)
