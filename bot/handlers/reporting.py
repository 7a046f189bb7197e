"""A resident says what is wrong: it opens cases, joins one, or leads to one short question."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta

from bot.handlers.owning import meant, nothing
from bot.handlers.telling import handler_name, tell_asked, tell_holders, tell_when_many
from bot.handlers.told import Telling, is_emergency, lacks_place, placed
from bot.replies import answers, to_residents, to_staff, words
from bot.turn import Turn, is_private
from dispatch import intake, supporting
from dispatch.cases import UNSOLVED, Case, Status
from dispatch.intake import Draft
from dispatch.messages import Awaiting, Dialogue, Purpose
from dispatch.places import Place
from intents.model import Chatter, Order, Report, Support, Unclear
from intents.model import Place as SaidPlace

ROUNDS = 2  # questions about one report before the grid member is asked to ring or visit
FALLBACK_TYPE = "facility"  # what a problem is that nobody could name


def report(turn: Turn) -> None:
    """A request 诉求: registered at once when type and place are known."""
    assert isinstance(turn.reading, Report)
    reading = turn.reading
    if turn.dialogue and turn.dialogue.awaiting in (Awaiting.PLACE, Awaiting.PROBLEM):
        turn.voice.close(turn.conversation, turn.contact)
    register_or_ask(turn, Telling.heard(turn, reading), rounds=0)


def unclear(turn: Turn) -> None:
    """Perhaps a request: one short question when the group can bear it, else the triage list (疑似)."""
    assert isinstance(turn.reading, Unclear)
    reading = turn.reading
    telling = Telling.heard(turn, replace(reading, types=reading.types[:1]))
    if reading.missing == "problem" or not telling.types:
        _ask_problem(turn, telling)
    elif may_ask_to_register(turn):
        due = turn.reply(to_residents.ask_register(turn.name), Purpose.QUESTION)
        _remember(turn, Awaiting.REGISTER, telling, due, rounds=1)
    else:
        register(turn, telling, doubtful=True)


def support(turn: Turn) -> None:
    """+1, 我家也是, or more about a known problem: joins its case; silent in the group."""
    assert isinstance(turn.reading, Support)
    reading = turn.reading
    case = _case_about(turn, reading.about) if reading.about else None
    if case is not None and is_private(case) and case.reporter != turn.contact:
        _overhear(turn, case, reading)
    elif case is not None:
        _continue(turn, case, reading)
    else:
        _agree(turn, reading)


def _agree(turn: Turn, reading: Support) -> None:
    """+1 to the last open case that it can mean."""
    case = _supported_case(turn, reading.place) if reading.agrees else None
    if case is None:
        turn.forget()
        return
    after = _support(turn, case)
    turn.number = case.number
    tell_when_many(turn, after)


def _case_about(turn: Turn, about: str) -> Case | None:
    """The unsolved case that the message with this id led to."""
    found = turn.work.inbox.of_message(turn.last.account, about)
    case = turn.work.cases.get(found[1]) if found and found[1] is not None else None
    return case if case and case.status in UNSOLVED else None


def _continue(turn: Turn, case: Case, reading: Support) -> None:
    """The reporter's own words are details; a neighbour who has it too supports; what others see is kept with it.

    The holder hears only of what is more probably a detail than not: small talk after a report may be neither.
    """
    if case.reporter == turn.contact:
        place = reading.place if _fills(case, reading.place) else SaidPlace()
        doubtful = reading.bearing is not None and reading.bearing.continues < 0
        _add(turn, case, place, tell=bool(place or turn.pictures) or not doubtful)
        return
    turn.number = case.number
    if reading.agrees and all(supporter.contact != turn.contact for supporter in case.supporters):
        after = _support(turn, case)
        tell_when_many(turn, after)
        if reading.repeats:
            _say_joined(turn, after)
    else:
        intake.add_detail(turn.work, case.number, turn.contact, turn.text, turn.pictures)


def _overhear(turn: Turn, case: Case, reading: Support) -> None:
    """Nobody agrees to a private matter of others; who tells where it is, is heard, and learns nothing of it."""
    if reading.repeats or reading.place:
        _take_testimony(turn, case, turn.text)
    else:
        turn.forget()


def _take_testimony(turn: Turn, case: Case, text: str) -> None:
    turn.number = case.number
    after = intake.add_detail(turn.work, case.number, turn.contact, text, turn.pictures)
    turn.reply(to_residents.in_private(turn.name), Purpose.RECEIPT, after)
    tell_holders(turn, after, to_staff.reporter_says(after, turn.name, text), turn.pictures)


def fragment(turn: Turn) -> None:
    """Small talk of somebody we attend to: a picture or a missing place is added to their case, the rest forgotten."""
    assert isinstance(turn.reading, Chatter)
    case = recent_case(turn)
    if case is not None and (turn.pictures or _fills(case, turn.reading.place)):
        _add(turn, case, turn.reading.place)
    elif turn.dialogue and turn.dialogue.awaiting is Awaiting.PLACE and turn.reading.place:
        answer_place(turn, turn.reading.place)
    elif turn.dialogue and turn.pictures and turn.dialogue.awaiting in (Awaiting.PLACE, Awaiting.PROBLEM):
        _keep_picture(turn, turn.dialogue)
    elif turn.in_group and not turn.last.addressed:
        turn.forget()
    elif turn.picture_failed:
        turn.reply(to_residents.picture_refused(turn.name))
    elif turn.reading.kind == "thanks":
        turn.reply(answers.you_are_welcome())
    else:
        turn.reply(answers.not_understood())


def supplement(turn: Turn) -> None:
    """补充 [3] …: more words for a case that the speaker reported or supports; the newest when no number is said."""
    assert isinstance(turn.reading, Order)
    case = meant(turn, turn.reading)
    if case is None or not case.open:
        nothing(turn)
        return
    _add(turn, case, SaidPlace(), turn.reading.argument)
    if not turn.in_group or turn.last.addressed:
        turn.reply(to_residents.supplemented(turn.name, case), Purpose.REPLY, case)


def answer_place(turn: Turn, place: SaidPlace) -> None:
    """Where it is: the answer to the bot's question."""
    assert turn.dialogue is not None
    rounds = turn.dialogue.rounds
    telling = Telling.of(turn.dialogue).with_words(turn, place)
    turn.voice.close(turn.conversation, turn.contact)
    if turn.dialogue.number is not None:
        _complete(turn, turn.dialogue.number, place)
    else:
        register_or_ask(turn, telling, rounds=rounds)


def register_or_ask(turn: Turn, telling: Telling, *, rounds: int) -> None:
    """Register what is complete or too urgent to wait; otherwise ask where, at most ROUNDS times."""
    place = placed(telling)
    homeless = not any(turn.office.policies.of(code).needs_place for code in telling.types)
    complete = homeless or (place is not None and not lacks_place(turn.office.policies, telling))
    if complete or is_emergency(turn.office, telling) or (rounds >= ROUNDS and place is not None):
        register(turn, telling)
        return
    text = (
        to_residents.ask_compound(turn.name)
        if place is None
        else to_residents.ask_place(turn.name, telling.types, rounds + 1)
    )
    due = turn.reply(text, Purpose.QUESTION)
    _remember(turn, Awaiting.PLACE, telling, due, rounds=rounds + 1)


def register(turn: Turn, telling: Telling, *, doubtful: bool = False) -> None:
    """One case for each type: opened, or joined to one that is open already; one receipt for all."""
    place = placed(telling) or Place(compound=turn.office.community.compounds()[0].name)
    opened: list[Case] = []
    for code in telling.types:
        draft = _draft(turn, telling, code, place, doubtful)
        same = intake.find_same(turn.office, turn.work, draft, turn.house.same_spot)
        if same:
            _join(turn, same[0], draft, same[1])
        else:
            opened.append(intake.open_case(turn.office, turn.work, draft))
    if opened and telling.crisis:
        _hand_over_in_private(turn, opened, telling.crisis)
    elif opened and not doubtful:
        announce(turn, opened)
        _ask_where_it_burns(turn, telling, opened)
    elif opened and not turn.in_group:
        turn.reply(to_residents.noted(opened[0]), Purpose.RECEIPT, opened[0])
    if opened:
        turn.number = opened[0].number
        turn.opened.extend(opened)


def announce(turn: Turn, opened: list[Case]) -> None:
    """Tell the staff who are asked, and the group with one short line, or the safety text."""
    urgent = [case for case in opened if case.priority == 1]
    routine = [case for case in opened if case.priority > 1]
    for case in urgent:
        text = turn.house.safety_text(case.type)
        turn.reply(to_residents.safety(text, case), Purpose.SAFETY, case)
    if routine:
        _receipt(turn, routine)
    for case in opened:
        tell_asked(turn.voice, turn.office, case)


def _hand_over_in_private(turn: Turn, opened: list[Case], crisis: str) -> None:
    """Self-harm and family violence: the hotlines to the speaker alone, an alarm to people, nothing in the group."""
    text = turn.house.safety_text(crisis)
    turn.voice.say_in(turn.contact, text, Purpose.SAFETY, group=False, case=opened[0])
    if turn.in_group:
        turn.reply(to_residents.in_private(turn.name), Purpose.SAFETY, opened[0])
    for case in opened:
        tell_asked(turn.voice, turn.office, case)


def recent_case(turn: Turn) -> Case | None:
    """The open case that this speaker reported here within the fragment window."""
    numbers = turn.recent_numbers
    case = turn.work.cases.get(numbers[-1]) if numbers else None
    return case if case and case.reporter == turn.contact and case.status in UNSOLVED else None


def _draft(turn: Turn, telling: Telling, code: str, place: Place, doubtful: bool) -> Draft:
    return Draft(
        type=code,
        place=place,
        text=telling.text,
        reporter=turn.contact,
        reporter_name=telling.name,
        conversation=turn.conversation,
        pictures=telling.pictures,
        urgent=telling.urgent,
        doubtful=doubtful,
        again=telling.again,
    )


def _join(turn: Turn, case: Case, draft: Draft, reason: str) -> None:
    if is_private(case) and draft.reporter != case.reporter:
        _take_testimony(turn, case, draft.text)
        return
    turn.number = case.number
    after = intake.join(turn.work, case, draft, reason)
    if draft.reporter != case.reporter:
        _say_joined(turn, after)
        tell_when_many(turn, after)
    else:
        tell_holders(turn, after, to_staff.reporter_says(after, turn.name, draft.text))


def _support(turn: Turn, case: Case) -> Case:
    return supporting.support(turn.work, case.number, turn.contact, turn.name, turn.text, turn.conversation)


def _say_joined(turn: Turn, case: Case) -> None:
    turn.reply(to_residents.joined(turn.name, case), Purpose.RECEIPT, case)


def _receipt(turn: Turn, cases: list[Case]) -> None:
    """One line for all; one that has to wait for the morning or the next hour promises no moment."""
    brief = "、".join(map(words.discreet, cases))
    shown = handler_name(turn.office, cases[0])
    now = turn.work.now
    waits = turn.voice.moment(turn.conversation, Purpose.RECEIPT, group=turn.in_group) > now
    text = (
        to_residents.late_receipt(turn.name, brief, shown)
        if waits
        else to_residents.receipt(turn.name, cases, shown, now)
    )
    turn.reply(text, Purpose.RECEIPT, cases[0], brief=brief)


def _ask_where_it_burns(turn: Turn, telling: Telling, opened: list[Case]) -> None:
    """An emergency never waits for its place, but the place is asked for (not for gas: nobody stays to type)."""
    urgent = [case for case in opened if case.priority == 1 and case.type != "gas"]
    if urgent and lacks_place(turn.office.policies, telling):
        turn.reply(to_residents.ask_place(turn.name, (), 1), Purpose.SAFETY, urgent[0])
        turn.voice.ask(
            turn.conversation,
            turn.contact,
            Awaiting.PLACE,
            due=turn.work.now,
            number=urgent[0].number,
            draft=telling.draft(),
        )


def _complete(turn: Turn, number: int, place: SaidPlace) -> None:
    case = turn.work.cases.get(number)
    if case is None or case.status not in (*UNSOLVED, Status.RESOLVED):
        turn.forget()
        return
    _add(turn, case, place)


def _add(turn: Turn, case: Case, place: SaidPlace, words: str = "", *, tell: bool = True) -> None:
    more = Place(**{**asdict(place), "compound": case.place.compound}) if place else None
    after = intake.add_detail(turn.work, case.number, turn.contact, words or turn.text, turn.pictures, more)
    turn.number = case.number
    if tell:
        said = words or turn.text or "发来照片"
        tell_holders(turn, after, to_staff.reporter_says(after, turn.name, said), turn.pictures)


def _fills(case: Case, place: SaidPlace) -> bool:
    """Whether the words name a part of the place that the case does not have yet, and contradict none."""
    known = case.place
    if any(
        getattr(place, p) and getattr(known, p) not in (None, getattr(place, p)) for p in ("building", "unit")
    ):
        return False
    return any(getattr(place, part) and not getattr(known, part) for part in ("building", "unit", "room"))


def _supported_case(turn: Turn, place: SaidPlace) -> Case | None:
    now = turn.work.now
    for case in turn.work.cases.find(conversation=turn.conversation, statuses=UNSOLVED, limit=10):
        if is_private(case):
            continue
        fresh = now - case.opened_at <= turn.office.policies.of(case.type).window
        elsewhere = place.building and case.place.building and place.building != case.place.building
        if fresh and not elsewhere and case.reporter != turn.contact:
            return case
    return None


def may_ask_to_register(turn: Turn) -> bool:
    """At most one 要登记吗 per group and `ask_every`; never in the quiet hours."""
    key = f"asked:{turn.conversation}"
    now = turn.work.now
    last = turn.work.marks.get(key)
    if turn.in_group and turn.voice.manners.quiet(now):
        return False
    if last and now - datetime.fromisoformat(last) < turn.house.ask_every:
        return False
    turn.work.marks.set(key, now.isoformat())
    return True


def _ask_problem(turn: Turn, telling: Telling) -> None:
    if turn.in_group and not turn.last.addressed and not may_ask_to_register(turn):
        turn.forget()
        return
    due = turn.reply(to_residents.ask_problem(turn.name), Purpose.QUESTION)
    _remember(turn, Awaiting.PROBLEM, telling, due, rounds=1)


def _keep_picture(turn: Turn, dialogue: Dialogue) -> None:
    telling = Telling.of(dialogue)
    more = replace(telling, pictures=(*telling.pictures, *turn.pictures))
    left = dialogue.expires_at - turn.work.now
    turn.voice.ask(
        turn.conversation,
        turn.contact,
        dialogue.awaiting,
        due=turn.work.now,
        within=max(left, timedelta(0)),
        rounds=dialogue.rounds,
        number=dialogue.number,
        draft=more.draft(),
    )


def _remember(turn: Turn, awaiting: Awaiting, telling: Telling, due: datetime, *, rounds: int) -> None:
    turn.voice.ask(turn.conversation, turn.contact, awaiting, due=due, rounds=rounds, draft=telling.draft())
