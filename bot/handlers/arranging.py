"""What staff arrange by chat: 换班 with consent, 请假, 顶班, and the answers 同意 and 不同意."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.replies import duty as said
from bot.spans import span_said
from bot.turn import Turn
from bot.voice import Voice
from dispatch import absences
from dispatch.absences import Leave, Span, Unfit
from dispatch.cases import Status
from dispatch.coverage import DAYS, OpenShift
from dispatch.messages import Purpose
from dispatch.office import Office
from dispatch.overrides import Override, OverrideKind, OverrideState
from dispatch.people import LEADS, Person
from intents.model import Order

_EDGES = " ，,。、"
_CANCELS = re.compile(r"取消|销假|不请了")


def swap(turn: Turn) -> None:
    """换班 3月5日 李强: the colleague is asked; 换班 王芳 李强 3月5日 by whoever may decide it holds at once."""
    person, people, span = _asked(turn)
    if _CANCELS.search(turn.text):
        who = people[0] if people and person.role in LEADS else person
        _tell_cancelled(turn, who, absences.cancel_swap(turn.work, person, who, span))
        return
    if span is None or not people or people == [person]:
        turn.reply(said.swap_usage())
        return
    who, colleague = _pair(person, people)
    outcome = absences.swap(turn.office, turn.work, person, who, colleague, span)
    if isinstance(outcome, Unfit):
        turn.reply(said.unfit(outcome, who.name, colleague.name))
    else:
        _wish(turn, outcome, who, colleague)


def leave(turn: Turn) -> None:
    """请假 3月5日到7日 [李强顶班]; a lead's 请假 王芳 3月5日; 请假 取消 takes it back."""
    person, people, span = _asked(turn)
    who, backup = _absent_and_backup(turn, person, people)
    if _CANCELS.search(turn.text):
        _tell_cancelled(turn, who, absences.cancel_leave(turn.work, person, who, span))
    elif span is None:
        turn.reply(said.leave_usage())
    else:
        reason = _reason(turn, people)
        noted = absences.leave(turn.office, turn.work, person, who, span, backup, reason)
        if isinstance(noted, Unfit):
            turn.reply(said.unfit(noted, who.name, ""))
        else:
            _leave_noted(turn, noted, who, backup)


def cover(turn: Turn) -> None:
    """顶班 [3月5日]: takes the open shift there is; a lead's 顶班 李强 3月5日 gives it to somebody."""
    person, people, span = _asked(turn)
    who = people[0] if people and person.role in LEADS else person
    whose = [one.id for one in people if one != who]
    ahead = span or Span(start=turn.work.now, end=turn.work.now + timedelta(days=DAYS))
    found = [
        one
        for one in absences.open_to(turn.office, turn.work, who, ahead)
        if not whose or one.person in whose
    ]
    if not found:
        turn.reply(said.nothing_open())
    elif span is None and len(found) > 1:
        turn.reply(said.which_open(found, _names(turn.office), turn.work.now))
    else:
        _take(turn, person, who, found)


def agree(turn: Turn) -> None:
    """同意 [7]."""
    _answer(turn, yes=True)


def disagree(turn: Turn) -> None:
    """不同意 [7]."""
    _answer(turn, yes=False)


def remind(turn: Turn) -> bool:
    """好的 or 可以 is no clear answer to a colleague: say which words are; whether anybody waits for them."""
    asked = turn.work.overrides.asked_of(turn.person.id) if turn.person and not turn.in_group else []
    if asked:
        turn.reply(said.which_consent(asked, _names(turn.office), turn.work.now))
    return bool(asked)


def request_expired(voice: Voice, office: Office, request: Override) -> None:
    """Nobody answered: whoever asked hears of it, and 网格长 of a shift that stays open."""
    text = said.unanswered(request, _names(office), voice.work.now)
    for person in _disappointed(office, request):
        voice.tell(person, text, Purpose.NOTICE, quietly=True)


def _asked(turn: Turn) -> tuple[Person, list[Person], Span | None]:
    """Who orders, whom they name in the order of the words, and when."""
    assert isinstance(turn.reading, Order)
    assert turn.person is not None
    span = span_said(turn.text, turn.work.now)
    return turn.person, _named(turn, turn.reading), Span(start=span[0], end=span[1]) if span else None


def _named(turn: Turn, order: Order) -> list[Person]:
    places = {turn.text.find(person.name): person for person in turn.office.staff.people}
    people = [places[at] for at in sorted(places) if at >= 0]
    meant = turn.office.staff.by_name(order.person or "")  # 小林
    return people if meant is None or meant in people else [*people, meant]


def _pair(person: Person, people: Sequence[Person]) -> tuple[Person, Person]:
    """Who swaps with whom; who is named beside oneself is the colleague."""
    others = [one for one in people if one != person]
    if len(others) > 1:
        return others[0], others[1]
    return person, others[0]


def _absent_and_backup(turn: Turn, person: Person, people: Sequence[Person]) -> tuple[Person, Person | None]:
    """Who goes and who stands in: a lead names first who goes, unless the word 顶 stands beside the name."""
    others = [one for one in people if one != person]
    stands_in = [
        one
        for one in others
        if re.search(rf"{one.name}\s*(?:来|帮|帮我)?[顶替代]|[由让]{one.name}", turn.text)
    ]
    goes = [one for one in others if one not in stands_in]
    if person.role in LEADS and goes:
        return goes[0], next(iter([*stands_in, *goes[1:]]), None)
    return person, next(iter([*stands_in, *goes]), None)


def _reason(turn: Turn, people: Sequence[Person]) -> str:
    """What is left of the words: 家里有事."""
    assert isinstance(turn.reading, Order)
    names = "|".join(person.name for person in people)
    text = re.sub(rf"[由让请]?(?:{names})" if names else "^", "", turn.reading.argument)
    return re.sub(r"[由让]?\s*(?:来|帮我?)?(?:[顶替代]班?)?$", "", text.strip(_EDGES)).strip(_EDGES)


def _wish(turn: Turn, made: Override, who: Person, colleague: Person) -> None:
    """Ask the colleague, or say what holds."""
    if made.state is OverrideState.HOLDING:
        _tell_arranged(turn, made)
        return
    now = turn.work.now
    turn.voice.tell(colleague, said.consent_wanted(made, who.name, now), Purpose.QUESTION, quietly=True)
    turn.reply(said.consent_asked(made, colleague.name, now))


def _tell_arranged(turn: Turn, made: Override) -> None:
    text = said.arranged(made, _names(turn.office), turn.work.now)
    turn.reply(text)
    for person in _concerned(turn.office, made, but=turn.person.id if turn.person else ""):
        turn.voice.tell(person, text, Purpose.NOTICE, quietly=True)


def _leave_noted(turn: Turn, noted: Leave, who: Person, backup: Person | None) -> None:
    now, names = turn.work.now, _names(turn.office)
    chief = _chief(turn.office, who)
    turn.reply(said.leave_noted(noted, who.name, names, chief.shown, now))
    if isinstance(noted.cover, Unfit) and backup:
        turn.reply(said.unfit(noted.cover, who.name, backup.name))
    if isinstance(noted.cover, Override) and backup:
        _ask_backup(turn, noted.cover, who, backup)
    told = said.leave_told(noted.override, who.name, now)
    if who != turn.person:
        turn.voice.tell(who, told, Purpose.NOTICE, quietly=True)
    if chief != turn.person:
        lines = [told, *_left_behind(turn, noted, who)]
        turn.voice.tell(chief, "\n".join(lines), Purpose.NOTICE, quietly=True)


def _left_behind(turn: Turn, noted: Leave, who: Person) -> Iterator[str]:
    """What 网格长 has to see to: open shifts that nobody was asked to take, and cases in the person's hands."""
    waits = isinstance(noted.cover, Override) and noted.cover.state is OverrideState.ASKED
    if noted.open and not waits:
        yield said.gap_told(noted.open, _names(turn.office), turn.work.now)
    held = turn.work.cases.find(statuses=[Status.ACCEPTED], assignee=who.id)
    if held:
        yield said.in_hand(who.name, sorted(case.number for case in held))


def _ask_backup(turn: Turn, made: Override, who: Person, backup: Person) -> None:
    now = turn.work.now
    if made.state is OverrideState.ASKED:
        text, purpose = said.consent_wanted(made, who.name, now), Purpose.QUESTION
    else:
        text, purpose = said.arranged(made, _names(turn.office), now), Purpose.NOTICE
    turn.voice.tell(backup, text, purpose, quietly=True)


def _tell_cancelled(turn: Turn, who: Person, ended: list[Override] | Unfit) -> None:
    assert turn.person is not None
    if isinstance(ended, Unfit):
        turn.reply(said.unfit(ended, who.name, ""))
        return
    text = said.cancelled(ended, _names(turn.office), turn.work.now)
    turn.reply(text)
    people = dict.fromkeys(
        person for one in ended for person in _concerned(turn.office, one, but=turn.person.id)
    )
    for person in people:
        turn.voice.tell(person, text, Purpose.NOTICE, quietly=True)


def _take(turn: Turn, by: Person, who: Person, shifts: Sequence[OpenShift]) -> None:
    for shift in shifts:
        made = absences.cover(turn.office, turn.work, by, who, shift)
        if isinstance(made, Unfit):
            turn.reply(said.unfit(made, _names(turn.office).get(shift.person, ""), who.name))
        else:
            _tell_arranged(turn, made)


def _answer(turn: Turn, *, yes: bool) -> None:
    assert isinstance(turn.reading, Order)
    assert turn.person is not None
    numbers = turn.reading.numbers
    outcome = absences.answered(turn.work, turn.person, yes, numbers[0] if numbers else None)
    names, now = _names(turn.office), turn.work.now
    if outcome is Unfit.SEVERAL_ASKED:
        turn.reply(said.which_consent(turn.work.overrides.asked_of(turn.person.id), names, now))
    elif isinstance(outcome, Unfit):
        turn.reply(said.unfit(outcome, turn.person.name, ""))
    elif yes:
        _tell_arranged(turn, outcome)
    else:
        turn.reply(said.heard_no(outcome, names))
        for person in _disappointed(turn.office, outcome):
            turn.voice.tell(person, said.declined(outcome, names, now), Purpose.NOTICE, quietly=True)


def _concerned(office: Office, made: Override, *, but: str) -> list[Person]:
    """Who has to hear of it: both people, and 网格长; not the one who knows already."""
    who = office.staff.by_id(made.person)
    people = [who, office.staff.by_id(made.substitute), _chief(office, who) if who else None]
    return [person for person in dict.fromkeys(people) if person and person.id != but]


def _disappointed(office: Office, request: Override) -> list[Person]:
    """Who has to hear that nothing came of it: whoever asked, and 网格长 of a shift that stays open."""
    if request.kind is OverrideKind.COVER:
        return _concerned(office, request, but=request.substitute)
    asker = office.staff.by_id(request.by)
    return [asker] if asker else []


def _chief(office: Office, who: Person) -> Person:
    """网格长 of the person's grid; 书记 for a 网格长."""
    head = office.head_of(who.grids[0]) if who.grids else office.staff.secretary()
    secretary = office.staff.secretary()
    return (secretary if head == who else head) or who


def _names(office: Office) -> dict[str, str]:
    return {person.id: person.name for person in office.staff.people}
