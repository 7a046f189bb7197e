"""What is done with agenda items 议题: a case comes on the agenda, is taken off, is decided on."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from dispatch.acting import act, seen_by
from dispatch.agenda import Ground, Item, Step, items_of, qualifies, steps
from dispatch.aims import aims_of
from dispatch.cases import Action, Case, Change, permitted
from dispatch.duty import serves
from dispatch.errors import Refusal, Why
from dispatch.intake import assignment
from dispatch.merging import bring_along
from dispatch.office import Office
from dispatch.people import Person
from dispatch.store import Work
from dispatch.timing import SYSTEM, set_timers

SHOWN_FOR = timedelta(days=180)  # an item that is older is found by its number alone
MOST = 1000  # tabled cases that are looked at


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """定: what is to be reached, until when, how anybody will know (by type when empty), and by whom."""

    goal: str
    deadline: datetime | None
    criterion: str
    holder: Person


def table(office: Office, work: Work, person: Person, number: int, reason: str) -> Case | Refusal:
    """议题 3 by 书记 or 网格长: the case comes before the next meeting."""
    return act(office, work, person, number, Action.TABLE, reason=reason, facts={"why": Ground.WORD.value})


def untable(office: Office, work: Work, person: Person, number: int, reason: str) -> Case | Refusal:
    """撤议题 3: it goes on as any other case; needs a reason (NOT_TABLED when it was on no agenda)."""
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    if case.tabled_at is None:
        return Refusal(code=Why.NOT_TABLED, number=number)
    if not reason:
        return Refusal(code=Why.NEEDS_REASON, number=number)
    return act(office, work, person, number, Action.UNTABLE, reason=reason)


def decide(office: Office, work: Work, person: Person, number: int, decision: Decision) -> Item | Refusal:
    """定: a follow-up case with the decided goal, deadline and criterion takes the place of the case.

    It keeps the reporter and the supporters, and its holder is asked to take it. Needs a goal (NEEDS_DECISION),
    a deadline to come (BAD_DATE) and a holder who serves the grid (UNKNOWN_PERSON: partners only help); NOT_TABLED
    when the case is on no agenda.
    """
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    allowed = permitted(case, Action.DECIDE, office.part(case, person))
    if isinstance(allowed, Refusal):
        return allowed
    if case.tabled_at is None:
        return Refusal(code=Why.NOT_TABLED, number=number)
    if not decision.goal:
        return Refusal(code=Why.NEEDS_DECISION, number=number)
    if decision.deadline is None or decision.deadline <= work.now:
        return Refusal(code=Why.BAD_DATE, number=number)
    if not serves(decision.holder, case.grid):
        return Refusal(code=Why.UNKNOWN_PERSON, number=number)
    follow_up = _follow_up(office, work, case, decision)
    facts: dict[str, object] = {"into": follow_up.number, **_aims(case, decision)}
    decided = act(office, work, person, number, Action.DECIDE, reason=decision.goal, facts=facts)
    assert isinstance(decided, Case)
    return Item(case=decided, follow_up=bring_along(work, decided, follow_up))


def _follow_up(office: Office, work: Work, case: Case, decision: Decision) -> Case:
    reported: dict[str, object] = {
        **asdict(case.place),
        "type": case.type,
        "priority": case.priority,
        "grid": case.grid,
        "text": case.text,
        "reporter_name": case.reporter_name,
        "conversation": case.conversation,
        "pictures": list(case.pictures),
        "origin": case.number,
        "tabled_at": case.tabled_at.isoformat() if case.tabled_at else None,
        "tabled_why": case.tabled_why,
    }
    number = work.cases.next_number()
    work.cases.record(
        Change(number=number, at=work.now, who=case.reporter, action=Action.REPORT, facts=reported)
    )
    assigned: dict[str, object] = {
        **assignment(office, work, case, [decision.holder]),
        "resolve_due": decision.deadline.isoformat() if decision.deadline else None,
        **_aims(case, decision),
    }
    follow_up = work.cases.record(
        Change(number=number, at=work.now, who=SYSTEM, action=Action.ASSIGN, facts=assigned)
    )
    set_timers(office, work, follow_up)
    return follow_up


def _aims(case: Case, decision: Decision) -> dict[str, object]:
    criterion = decision.criterion or case.criterion or aims_of(case.type)["criterion"]
    return {"goal": decision.goal, "criterion": criterion}


def table_due(office: Office, work: Work) -> list[Case]:
    """Puts on the agenda what of this unit's cases has come to qualify; the cases, each once in its life."""
    tabled = []
    for case in work.cases.recorded:
        ground = qualifies(case, work.now, office.agenda)
        if ground:
            facts: dict[str, object] = {"why": ground.value}
            change = Change(number=case.number, at=work.now, who=SYSTEM, action=Action.TABLE, facts=facts)
            tabled.append(work.cases.record(change))
    return tabled


def items(work: Work, grids: Sequence[str]) -> list[Item]:
    """The agenda of these grids; see `agenda.items_of`."""
    return items_of(work.cases.find(tabled_since=work.now - SHOWN_FOR, grids=grids, limit=MOST))


def done_steps(office: Office, item: Item, now: datetime) -> dict[Step, bool]:
    return steps(item, now, office.agenda.meeting, office.policies.calendar)


def next_meeting(office: Office, now: datetime) -> datetime:
    return office.agenda.meeting.next_after(now, office.policies.calendar)


def item_of(work: Work, case: Case) -> Item | None:
    """The item that a case, or the follow-up of one, belongs to; None when it is on no agenda."""
    if case.origin is not None:
        origin = work.cases.get(case.origin)
        return Item(case=origin, follow_up=case) if origin else None
    if case.tabled_at is None:
        return None
    follow_up = work.cases.get(case.merged_into) if case.merged_into else None
    return Item(case=case, follow_up=follow_up if follow_up and follow_up.origin == case.number else None)
