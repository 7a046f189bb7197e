"""Whether it is solved: the reporter's word closes or reopens a case, a supporter's is heard."""

import re
from dataclasses import asdict

from bot.handlers import reporting
from bot.handlers.following import close_questions, wait_for_others
from bot.handlers.owning import nothing, refuse
from bot.handlers.telling import handler_name, tell_holders
from bot.handlers.told import Telling
from bot.masking import call_name
from bot.replies import to_residents, to_staff
from bot.replies.words import EVALUATION_NAMES
from bot.turn import Turn, to_reporter
from dispatch import closing, supporting
from dispatch.cases import Case, Status
from dispatch.errors import Refusal, Why
from dispatch.messages import Awaiting, Purpose
from intents.model import Answer, Order, Report, Support
from intents.model import Place as SaidPlace
from intents.verdicts import verdict

TIMES_ASKED = 2  # at most: the question, and once more when the words did not say

_NUMBER = re.compile(r"#(\d{1,6})")
_AGAIN = re.compile(r"又|还是|还在|仍|再次|没修好")
_ALL = re.compile(r"都|全部|两[件个处]|三[件个处]")


def answered(turn: Turn) -> None:
    """满意 / 基本满意 / 没解决, or free words, in answer to the bot's question."""
    assert isinstance(turn.reading, Answer)
    assert turn.dialogue is not None
    reading = turn.reading
    cases = _judged(turn, reading)
    if len(cases) > 1:
        _ask_which(turn, cases, reading.value)
    elif reading.value == "unsolved" and reading.types and cases[0].type not in reading.types:
        turn.reading = Report(types=reading.types, place=reading.place, score=reading.score)
        reporting.report(turn)
    elif reading.value == "unsure":
        _ask_again(turn, cases[0])
    elif _ALL.search(turn.text) and reading.value == "satisfied" and reading.number is None:
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
    """没修好 3, also after the case was closed."""
    assert isinstance(turn.reading, Order)
    number = turn.reading.numbers[0] if turn.reading.numbers else _last_done(turn)
    said = verdict(turn.text)
    evaluate(turn, number, "unsolved", told=bool(said and said.told))


def still_wrong(turn: Turn) -> bool:
    """A report that only tells the solved problem again is 没解决 in other words, of the reporter and of supporters."""
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
    mine = closing.own(turn.work, turn.contact, number) if number else None
    return mine if isinstance(mine, Case) and mine.status is Status.RESOLVED else None


def _reported_again(turn: Turn, reading: Report) -> Case | None:
    """… that the report is about; a closed one while it can be reopened, if the words say that it is the old trouble."""
    if reading.urgent or len(reading.types) > 1:
        return None
    since = turn.work.now - turn.office.follow.reopen_within
    for case in closing.cases_of(turn.work, turn.contact):
        closed = case.status is Status.CLOSED and case.closed_at and case.closed_at >= since
        again = case.status is Status.RESOLVED or (closed and _AGAIN.search(turn.text))
        same = case.type == reading.types[0] and not _elsewhere(case, reading.place)
        if again and same and case.conversation == turn.conversation:
            return case
    return None


def _elsewhere(case: Case, said: SaidPlace) -> bool:
    parts = (("building", said.building), ("unit", said.unit))
    return any(value and getattr(case.place, part) != value for part, value in parts)


def evaluate(turn: Turn, number: int | None, evaluation: str, *, told: bool = True) -> None:
    """What one word does to one case; `told` when the words also say what is wrong."""
    if number is None:
        nothing(turn)
        return
    case = turn.work.cases.get(number)
    if case and case.reporter != turn.contact and supporting.supports(case, turn.contact):
        _supporter(turn, number, evaluation)
        return
    after = closing.evaluate(turn.office, turn.work, turn.contact, number, evaluation, turn.text)
    if isinstance(after, Refusal):
        _not_possible(turn, after)
        return
    _settle(turn, after)
    if after.status is Status.CLOSED:
        _tell_closed(turn, after, told=told)
    else:
        _tell_reopened(turn, after, told=told)


def reason(turn: Turn) -> None:
    """What was still wrong: kept in the history and passed on; asked for once."""
    assert turn.dialogue is not None
    assert turn.dialogue.number is not None
    turn.voice.close(turn.conversation, turn.contact)
    after = closing.tell_why(turn.office, turn.work, turn.contact, turn.dialogue.number, turn.text)
    if isinstance(after, Refusal):
        turn.forget()
        return
    turn.number = after.number
    turn.reply(
        to_residents.reason_noted(turn.name, after, handler_name(turn.office, after)), Purpose.NOTICE, after
    )
    tell_holders(turn, after, to_staff.reason_told(after, turn.text))


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
    waiting = sorted(_waiting_here(turn), key=lambda case: case.number)
    if len(waiting) < 2 or reading.value == "unsure" or _ALL.search(turn.text):
        return [asked] if asked else waiting[:1]
    named = [case for case in waiting if case.type in reading.types]
    return named[:1] if len({case.type for case in named}) == 1 == len(named) else waiting


def _waiting_here(turn: Turn) -> list[Case]:
    waiting = closing.waiting_for_evaluation(turn.work, turn.contact)
    return [case for case in waiting if case.conversation == turn.conversation]


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
    turn.voice.ask(
        turn.conversation,
        turn.contact,
        Awaiting.EVALUATION,
        due=turn.work.now,
        within=turn.office.follow.silent_after,
        number=case.number,
        rounds=TIMES_ASKED,
    )


def _settle(turn: Turn, case: Case) -> None:
    """The question is answered; one on another case that it hid is waited for again."""
    turn.number = case.number
    close_questions(turn.voice, case)
    wait_for_others(turn.voice, turn.office, turn.conversation, turn.contact)


def _tell_closed(turn: Turn, case: Case, *, told: bool) -> None:
    handler = handler_name(turn.office, case)
    if case.evaluation == "mostly":
        text = to_residents.evaluated_mostly(turn.name, case, handler, told)
    else:
        text = to_residents.evaluated(turn.name, case)
    turn.reply(text, Purpose.NOTICE, case)
    if case.evaluation == "mostly" and not told:
        _await_reason(turn, case)
    tell_holders(turn, case, to_staff.closed_for_handler(case, _own_words(turn)))


def _tell_reopened(turn: Turn, case: Case, *, told: bool) -> None:
    """The same handler again; the grid head hears of it, from the second time on the secretary."""
    handler = handler_name(turn.office, case)
    turn.reply(to_residents.reopened(turn.name, case, handler, told), Purpose.NOTICE, case)
    if not told:
        _await_reason(turn, case)
    _tell_staff(turn, case, to_staff.reopened_for_handler(case, _own_words(turn)))


def _own_words(turn: Turn) -> str:
    """What was said beyond one of the bot's own words: 没解决 or 3 tells nobody anything."""
    bare = re.sub(r"[\s,，.。!！#]", "", turn.text)
    return "" if re.fullmatch(r"\d*(?:基本|不)?(?:满意|没解决|撤销)?\d*", bare) else turn.text


def _tell_staff(turn: Turn, case: Case, text: str) -> None:
    tell_holders(turn, case, text)
    office = turn.office
    above = office.head_of(case.grid) if case.reopened == 1 else office.staff.secretary()
    if above:
        turn.voice.tell(above, text, Purpose.NOTICE, case)


def _await_reason(turn: Turn, case: Case) -> None:
    """Where others talk too, only words that come soon are the reason."""
    turn.voice.ask(
        turn.conversation,
        turn.contact,
        Awaiting.REASON,
        due=turn.work.now,
        within=None if turn.in_group else turn.office.follow.silent_after,
        number=case.number,
    )


def _supporter(turn: Turn, number: int, evaluation: str) -> None:
    """A supporter's word is noted; 没解决 is passed on, and reopens with a second one where the reporter is silent."""
    after = supporting.judge(turn.office, turn.work, turn.contact, number, evaluation, turn.text)
    if isinstance(after, Refusal):
        _not_possible(turn, after)
        return
    turn.number = number
    turn.voice.close(turn.conversation, turn.contact)
    handler = handler_name(turn.office, after)
    if after.status is Status.ACCEPTED:
        close_questions(turn.voice, after)
        turn.reply(to_residents.reopened(turn.name, after, handler), Purpose.NOTICE, after)
        names = [call_name(each.name) for each in supporting.unsolved_voices(after)]
        if turn.conversation != after.conversation:
            text = to_residents.reopened_by_neighbours(call_name(after.reporter_name), after, handler)
            to_reporter(turn.voice, after, text, Purpose.NOTICE)
        _tell_staff(turn, after, to_staff.reopened_by_supporters(after, names))
    elif evaluation == "unsolved":
        turn.reply(to_residents.voice_noted(turn.name, after, handler), Purpose.NOTICE, after)
        tell_holders(turn, after, to_staff.supporter_judges(after, turn.name, turn.text))


def _not_possible(turn: Turn, refusal: Refusal) -> None:
    """Too late to reopen: it can be reported anew with one word; anything else is refused as ever."""
    case = turn.work.cases.get(refusal.number or 0)
    if refusal.code is not Why.TOO_LATE or case is None:
        refuse(turn, refusal)
        return
    days = turn.office.follow.reopen_within.days
    turn.reply(to_residents.too_late_to_reopen(turn.name, case, days), Purpose.NOTICE, case)
    turn.voice.ask(
        turn.conversation,
        turn.contact,
        Awaiting.REGISTER,
        due=turn.work.now,
        draft=_once_more(turn, case).draft(),
    )


def _once_more(turn: Turn, case: Case) -> Telling:
    """The ended case as a new report."""
    place = {part: value for part, value in asdict(case.place).items() if part != "compound"}
    return Telling(
        types=(case.type,),
        place=SaidPlace(**place),
        text=f"{case.text}（{turn.text}）",
        name=turn.last.sender_name,
        compound=case.place.compound,
        again=case.number,
    )


def _last_done(turn: Turn) -> int | None:
    """The newest case that was solved, of one's own before what one supports."""
    done = (Status.RESOLVED, Status.CLOSED)
    own = turn.work.cases.find(reporter=turn.contact, statuses=done, limit=1)
    others = [case for case in supporting.supported(turn.work, turn.contact) if case.status in done]
    found = [*own, *others]
    return found[0].number if found else None
