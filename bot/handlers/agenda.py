"""议题 and 定: cases come before the meeting, and what it decides becomes a case of its own."""

from collections.abc import Sequence
from datetime import datetime

from bot.dates import day_said
from bot.facts import staff_names
from bot.handlers.choosing import on_case
from bot.handlers.following import SUPPORTERS_NAMED
from bot.handlers.overview import grids_of
from bot.masking import call_name
from bot.replies import agenda as replies
from bot.turn import Turn, in_group
from bot.voice import Voice
from dispatch import handling, tabling
from dispatch.agenda import Item
from dispatch.cases import Action, Case
from dispatch.errors import Refusal, Why
from dispatch.messages import Purpose
from dispatch.office import Office
from dispatch.people import LEADS, Person
from intents.decisions import read_decision
from intents.model import Order

BROUGHT_ALONG = frozenset({Action.REPORT, Action.SUPPORT})  # a follow-up has them from its case


def agenda(turn: Turn) -> None:
    """议题 lists; 议题 3 shows what the meeting needs of it, or 书记 and 网格长 put the case on the agenda."""
    assert isinstance(turn.reading, Order)
    if turn.reading.numbers:
        on_case(turn, _show_or_table)
        return
    office, now = turn.office, turn.work.now
    found = tabling.items(turn.work, grids_of(turn))
    meeting = tabling.next_meeting(office, now)
    turn.reply(replies.agenda(_with_steps(office, found, now), meeting, office.agenda.meeting.place, now))


def untable(turn: Turn) -> None:
    """撤议题 3 理由."""
    on_case(turn, _untable)


def decide(turn: Turn) -> None:
    """定 3 目标 … 期限 … 标准 … 承办 …."""
    on_case(turn, _decide)


def table_due(voice: Voice, office: Office) -> None:
    """What has come to qualify in this unit of work is tabled; 书记 and 网格长 hear of it."""
    work = voice.work
    for case in tabling.table_due(office, work):
        text = replies.tabled_by_itself(case, tabling.next_meeting(office, work.now), work.now)
        for lead in dict.fromkeys(filter(None, (office.head_of(case.grid), office.staff.secretary()))):
            voice.tell(lead, text, Purpose.NOTICE, case)


def convene(voice: Voice, office: Office) -> None:
    """On the working day before the meeting its agenda goes to 书记 and to each 网格长 whose grid has a part in it."""
    now = voice.work.now
    meeting, place = tabling.next_meeting(office, now), office.agenda.meeting.place
    for person in office.staff.people:
        if person.role in LEADS:
            found = [item for item in tabling.items(voice.work, person.grids) if not item.decided]
            if found:
                text = replies.before_the_meeting(_with_steps(office, found, now), meeting, place, now)
                voice.tell(person, text, Purpose.NOTICE, quietly=True)


def _with_steps(office: Office, found: Sequence[Item], now: datetime) -> list[tuple[Item, replies.Done]]:
    return [(item, tabling.done_steps(office, item, now)) for item in found]


def _show_or_table(turn: Turn, person: Person, order: Order, number: int) -> None:
    case = handling.seen_by(turn.office, turn.work, person, number)
    item = tabling.item_of(turn.work, case) if isinstance(case, Case) else None
    if item:
        _show(turn, item)
        return
    now = turn.work.now
    after = tabling.table(turn.office, turn.work, person, number, order.argument)
    turn.answer(after, lambda case: replies.tabled(case, tabling.next_meeting(turn.office, now), now))


def _show(turn: Turn, item: Item) -> None:
    """The pack, then its photos."""
    case = item.follow_up or item.case
    history = turn.work.cases.history(item.number)
    if item.follow_up:
        after = turn.work.cases.history(case.number)
        history += [change for change in after if change.action not in BROUGHT_ALONG]
    done = tabling.done_steps(turn.office, item, turn.work.now)
    turn.number = case.number
    turn.reply(replies.pack(item, done, history, staff_names(turn.office), turn.work.now), case=case)
    photos = (*case.pictures, *case.proof)[: replies.PHOTOS]
    for place, photo in enumerate(photos, 1):
        turn.reply(replies.photo_of(item, place, len(photos)), case=case, picture=photo)


def _untable(turn: Turn, person: Person, order: Order, number: int) -> None:
    after = tabling.untable(turn.office, turn.work, person, number, order.argument)
    turn.answer(after, replies.untabled)


def _decide(turn: Turn, person: Person, order: Order, number: int) -> None:
    said = read_decision(order.argument)
    holder = _holder(turn, number, said.holder)
    if holder is None:
        turn.refuse(Refusal(code=Why.UNKNOWN_PERSON, number=number))
        return
    decision = tabling.Decision(
        goal=said.goal,
        deadline=day_said(said.deadline, turn.work.now),
        criterion=said.criterion,
        holder=holder,
    )
    after = tabling.decide(turn.office, turn.work, person, number, decision)
    if isinstance(after, Refusal):
        turn.refuse(after)
    else:
        _tell_all(turn, after, holder)


def _holder(turn: Turn, number: int, name: str) -> Person | None:
    """Who is named; else who holds the case now, or 网格长. None for a name that nobody has."""
    if name:
        return turn.office.staff.by_name(name)
    case = turn.work.cases.get(number)
    assignee = turn.office.staff.by_id(case.assignee or "") if case else None
    return assignee or (turn.office.head_of(case.grid) if case else None) or turn.person


def _tell_all(turn: Turn, item: Item, holder: Person) -> None:
    """Who holds it now, who held it, and in the residents' group the reporter with the supporters."""
    follow_up, now = item.follow_up, turn.work.now
    assert follow_up is not None
    turn.done(follow_up, replies.decided(item, follow_up, holder.shown, now))
    if holder != turn.person:
        turn.voice.tell(holder, replies.decided_for_holder(item, follow_up, now), Purpose.TASK, follow_up)
    before = turn.office.staff.by_id(item.case.assignee or "")
    if before and before not in (holder, turn.person):
        turn.voice.tell(
            before, replies.decided(item, follow_up, holder.shown, now), Purpose.NOTICE, follow_up
        )
    _tell_residents(turn, item, follow_up, holder)


def _tell_residents(turn: Turn, item: Item, follow_up: Case, holder: Person) -> None:
    group = in_group(follow_up)
    name = call_name(follow_up.reporter_name)
    also = follow_up.supporters[:SUPPORTERS_NAMED] if group else ()
    names = [call_name(supporter.name) for supporter in also]
    text = replies.decided_for_residents(name, item, follow_up, holder.shown, turn.work.now, names)
    turn.voice.say_in(
        follow_up.conversation,
        text if group else text.removeprefix(f"@{name} "),
        Purpose.NOTICE,
        group=group,
        case=follow_up,
        mentions=(follow_up.reporter, *(each.contact for each in also)) if group else (),
    )
