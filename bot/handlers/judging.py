"""What one word does to a solved case: the reporter's closes or reopens it, a supporter's is heard."""

import re
from dataclasses import asdict

from bot.handlers.following import close_questions, wait_for_others
from bot.handlers.owning import nothing, refuse
from bot.handlers.telling import handler_name, tell_holders
from bot.handlers.told import Telling
from bot.handlers.urging import urge_case
from bot.masking import call_name
from bot.replies import to_residents, to_staff
from bot.turn import Turn, to_reporter
from dispatch import closing, supporting
from dispatch.cases import UNSOLVED, Case, Status
from dispatch.errors import Refusal, Why
from dispatch.messages import Awaiting, Purpose
from intents.model import Place as SaidPlace


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
        _not_possible(turn, after, evaluation)
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
    words = re.sub(r"@\S+\s*", "", turn.text)
    bare = re.sub(r"[\s,，.。!！#]", "", words)
    return "" if re.fullmatch(r"\d*(?:基本|不)?(?:满意|没解决|撤销)?\d*", bare) else words


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
    if evaluation == "unsolved" and _said_before(turn, number):
        turn.forget()
        return
    after = supporting.judge(turn.office, turn.work, turn.contact, number, evaluation, turn.text)
    if isinstance(after, Refusal):
        _not_possible(turn, after, evaluation)
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
        tell_holders(turn, after, to_staff.supporter_judges(after, turn.name, _own_words(turn)))


def _said_before(turn: Turn, number: int) -> bool:
    """Whether the supporter's last word on this solution was 没解决 already: nobody is told twice."""
    case = turn.work.cases.get(number)
    solved = case is not None and case.status in (Status.RESOLVED, Status.CLOSED)
    voices = supporting.unsolved_voices(case) if case and solved else []
    return any(each.contact == turn.contact for each in voices)


def _not_possible(turn: Turn, refusal: Refusal, evaluation: str) -> None:
    """没解决 of what is being worked on urges; too late to reopen, it can be reported anew with one word."""
    case = turn.work.cases.get(refusal.number or 0)
    if case and evaluation == "unsolved" and refusal.code is Why.WRONG_STATUS and case.status in UNSOLVED:
        urge_case(turn, case.number)
        return
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
