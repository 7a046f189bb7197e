"""Which solved case a resident speaks of, and what of it: 满意 3, free words, 没修好."""

import re
from datetime import datetime

from bot.handlers import reporting
from bot.handlers.following import asked_in, await_verdict
from bot.handlers.judging import evaluate
from bot.handlers.owning import nothing
from bot.replies import to_residents
from bot.replies.words import EVALUATION_NAMES
from bot.turn import Turn
from dispatch import closing, supporting
from dispatch.cases import Case, Status
from dispatch.messages import Purpose
from intents.model import Answer, Order, Report
from intents.verdicts import verdict

TIMES_ASKED = 2  # at most: the question, and once more when the words did not say

_NUMBER = re.compile(r"#(\d{1,6})")
_ALL = re.compile(r"都|全部|两[件个处]|三[件个处]")


def answered(turn: Turn) -> None:
    """满意 / 基本满意 / 没解决, or free words, in answer to the bot's question."""
    assert isinstance(turn.reading, Answer)
    assert turn.dialogue is not None
    reading = turn.reading
    cases = _judged(turn, reading)
    if not cases:
        turn.forget()
    elif len(cases) > 1:
        _ask_which(turn, cases, reading.value)
    elif reading.value == "unsolved" and reading.types and cases[0].type not in reading.types:
        turn.reading = Report(types=reading.types, place=reading.place, score=reading.score)
        reporting.report(turn)
    elif reading.value == "unsure":
        _ask_again(turn, cases[0])
    elif _of_all(turn, reading):
        for case in _waiting_here(turn) or cases:
            evaluate(turn, case.number, reading.value)
    else:
        evaluate(turn, cases[0].number, reading.value, told=reading.told)


def ordered(turn: Turn) -> None:
    """满意 3, said without being asked."""
    assert isinstance(turn.reading, Order)
    order = turn.reading
    waiting = closing.waiting_for_evaluation(turn.work, turn.contact)
    number = order.numbers[0] if order.numbers else (waiting[0].number if waiting else None)
    said = verdict(turn.text) or verdict(order.argument)
    if len(waiting) > 1 and not order.numbers:
        _ask_which(turn, waiting, said.value if said else "satisfied")
    elif said is None or said.value == "unsure":
        nothing(turn)
    else:
        evaluate(turn, number, said.value, told=said.told)


def reopen(turn: Turn) -> None:
    """没修好 3, also after the case was closed; said in passing days later, it is asked whether the case is meant."""
    assert isinstance(turn.reading, Order)
    number = turn.reading.numbers[0] if turn.reading.numbers else _last_done(turn)
    case = turn.work.cases.get(number) if number else None
    in_passing = turn.reading.doubtful and turn.in_group and not turn.last.addressed
    if case and case.status is Status.CLOSED and in_passing and not turn.reading.numbers:
        _ask_whether(turn, case)
        return
    said = verdict(turn.text)
    evaluate(turn, number, "unsolved", told=bool(said and said.told))


def _ask_whether(turn: Turn, case: Case) -> None:
    if reporting.may_ask_to_register(turn):
        turn.number = case.number
        turn.reply(to_residents.is_it_this(turn.name, case), Purpose.NOTICE, case)
    else:
        turn.forget()


def _judged(turn: Turn, reading: Answer) -> list[Case]:
    """The case that is meant: by its number, by the line that is quoted, by what it speaks of; else the one asked about.

    More than one when several wait and the words do not tell which.
    """
    assert turn.dialogue is not None
    for said in (reading.number, _quoted(turn)):
        case = closing.own(turn.work, turn.contact, said) if said else None
        if isinstance(case, Case):
            return [case]
    asked = turn.work.cases.get(turn.dialogue.number or 0)
    waiting = _waiting_here(turn)
    if len(waiting) < 2 or reading.value == "unsure" or _of_all(turn, reading):
        return [asked] if asked else waiting[:1]
    named = [case for case in waiting if case.type in reading.types]
    return named[:1] if len({case.type for case in named}) == 1 == len(named) else waiting


def _of_all(turn: Turn, reading: Answer) -> bool:
    """两件都好了: praise for everything that waits."""
    return reading.value == "satisfied" and reading.number is None and bool(_ALL.search(turn.text))


def _waiting_here(turn: Turn) -> list[Case]:
    """The speaker's solved cases whose question is answered here, oldest first."""
    waiting = closing.waiting_for_evaluation(turn.work, turn.contact)
    return [case for case in reversed(waiting) if turn.last.conversation in asked_in(case)]


def _quoted(turn: Turn) -> int | None:
    found = _NUMBER.search(turn.last.quote or "")
    return int(found[1]) if found else None


def _ask_which(turn: Turn, cases: list[Case], value: str) -> None:
    word = EVALUATION_NAMES.get(value, "满意")
    if _asked_enough(turn):
        turn.forget()
        return
    turn.reply(to_residents.which_one(turn.name, cases, word), Purpose.NOTICE, cases[0])
    _await_again(turn, cases[0])


def _ask_again(turn: Turn, case: Case) -> None:
    """In doubt no case is closed: whoever speaks of the work without a verdict is asked once more, then left alone."""
    if _asked_enough(turn) or case.reporter != turn.contact or case.status is not Status.RESOLVED:
        turn.forget()
        return
    turn.number = case.number
    turn.reply(to_residents.look_first(turn.name, case), Purpose.NOTICE, case)
    _await_again(turn, case)


def _asked_enough(turn: Turn) -> bool:
    return turn.dialogue is not None and turn.dialogue.rounds >= TIMES_ASKED


def _await_again(turn: Turn, case: Case) -> None:
    where, contact = turn.conversation, turn.contact
    await_verdict(turn.voice, turn.office, case, where, contact, turn.work.now, rounds=TIMES_ASKED)


def _last_done(turn: Turn) -> int | None:
    """The newest solved case that can be reopened, of one's own before what one supports."""
    since = turn.work.now - turn.office.follow.reopen_within
    own = turn.work.cases.find(reporter=turn.contact, statuses=[Status.RESOLVED, Status.CLOSED], limit=20)
    for case in [*own, *supporting.supported(turn.work, turn.contact)]:
        if case.status is Status.RESOLVED or (case.status is Status.CLOSED and _since(case, since)):
            return case.number
    return None


def _since(case: Case, moment: datetime) -> bool:
    return case.closed_at is not None and case.closed_at >= moment
