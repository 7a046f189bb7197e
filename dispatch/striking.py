"""What happens to a case when one of its timers has come: one literal table by kind."""

from dataclasses import dataclass, replace

from dispatch.cases import Action, Case, Change, Status
from dispatch.escalation import (
    LEVEL_HEAD,
    LEVEL_SECRETARY,
    LEVEL_STREET,
    Rung,
    due_rung,
    next_rung,
    overdue_level,
)
from dispatch.manning import duty_now
from dispatch.messages import Deadline, Due
from dispatch.office import Office
from dispatch.people import Person
from dispatch.store import Work
from dispatch.timing import RUNNING, SYSTEM, holders, ladder, resumption, set_timers, tomorrow


@dataclass(frozen=True, kw_only=True, slots=True)
class Struck:
    """A timer that struck and still meant something: of which case, and who has to hear of it."""

    kind: Due
    case: Case
    people: tuple[Person, ...]
    step: int = 0


def strike(office: Office, work: Work, deadline: Deadline) -> Struck | None:
    """What a due deadline does to its case; None when the case has moved on."""
    work.deadlines.clear(deadline.number, deadline.kind)
    case = work.cases.get(deadline.number)
    if case is None:
        return None
    return _STRIKES[deadline.kind](office, work, case, deadline)


def _climb(office: Office, work: Work, case: Case, deadline: Deadline) -> Struck | None:
    """Not taken: the highest rung that is due, however late the tick (A again → B → 网格长 → 书记).

    None may be due when the office's hours changed meanwhile; then the next one is waited for.
    """
    if case.status is not Status.ASSIGNED:
        return None
    steps = ladder(office, case)
    rung = due_rung(steps, deadline.step, work.now)
    step = rung.step if rung else deadline.step
    following = next_rung(steps, step)
    if following:
        work.deadlines.set(replace(deadline, due_at=following.at, step=step))
    if rung is None:
        return None
    people = _people_at(office, work, case, rung)
    case = _escalate(work, case, rung, people)
    return Struck(kind=deadline.kind, case=case, people=people, step=step)


def _people_at(office: Office, work: Work, case: Case, rung: Rung) -> tuple[Person, ...]:
    """Whom a rung asks: the assignee again, then one more person; in an emergency everybody up to that level."""
    by_level = duty_now(office, work, case.grid).ladder()
    street = office.staff.street()
    if rung.level == LEVEL_STREET and street:
        return (street,)
    if case.priority > 1:
        return holders(office, work, case) if rung.level == 0 else by_level[rung.level]
    reached = [person for level in by_level[: rung.level + 1] for person in level]
    return tuple(dict.fromkeys(reached))


def _escalate(work: Work, case: Case, rung: Rung, people: tuple[Person, ...]) -> Case:
    if rung.level <= case.level and all(person.id in case.asked for person in people):
        return case
    facts = {"level": max(rung.level, case.level), "asked": [person.id for person in people]}
    change = Change(number=case.number, at=work.now, who=SYSTEM, action=Action.ESCALATE, facts=facts)
    return work.cases.record(change)


def _first(office: Office, work: Work, case: Case, deadline: Deadline) -> Struck | None:
    """No first reply in time, or a doubtful case that nobody looked at: that one comes every working day."""
    if case.status is Status.ACCEPTED and not case.arrived_at:
        return Struck(kind=Due.FIRST, case=case, people=holders(office, work, case))
    if case.status is Status.REPORTED:
        _again(office, work, case, deadline)
        return Struck(kind=Due.FIRST, case=case, people=duty_now(office, work, case.grid).ladder()[0])
    return None


def _overdue(office: Office, work: Work, case: Case, deadline: Deadline) -> Struck | None:
    """Not done in time: the holder and 网格长 hear of it every morning, 书记 after a fresh clock, then 街道 once."""
    if case.status not in RUNNING:
        return None
    _again(office, work, case, deadline)
    level = _overdue_level(office, work, case)
    people = list(_holders_and_head(office, work, case))
    above = (
        office.staff.secretary() if level >= LEVEL_SECRETARY else None,
        office.staff.street() if level == LEVEL_STREET > case.level else None,
    )
    people += [person for person in above if person]
    if level > max(case.level, LEVEL_HEAD):
        facts: dict[str, object] = {"level": level, "asked": []}
        change = Change(
            number=case.number, at=work.now, who=SYSTEM, action=Action.ESCALATE, reason="超时", facts=facts
        )
        case = work.cases.record(change)
    return Struck(kind=Due.OVERDUE, case=case, people=tuple(dict.fromkeys(people)))


def _overdue_level(office: Office, work: Work, case: Case) -> int:
    if case.resolve_due is None:
        return LEVEL_HEAD
    policies, start = office.policies, case.assigned_at or case.opened_at
    late = policies.elapsed(case.priority, case.resolve_due, work.now)
    clock = policies.fresh_clock(case.priority, start, case.resolve_due)
    return overdue_level(late, clock, office.top)


def _partner(office: Office, work: Work, case: Case, deadline: Deadline) -> Struck | None:
    """The partner is silent: it is reminded, and owner and 网格长 hear of it; the owner stays responsible."""
    if case.status is not Status.ACCEPTED or case.partner_due is None:
        return None
    partner = office.staff.by_id(case.partner or "")
    people = (*([partner] if partner else []), *_holders_and_head(office, work, case))
    return Struck(kind=Due.PARTNER, case=case, people=tuple(dict.fromkeys(people)))


def _check(office: Office, work: Work, case: Case, deadline: Deadline) -> Struck | None:
    """No clock ends it: whoever answers for it says how it stands; 网格长 hears of one that nobody took."""
    if case.status not in RUNNING or case.resolve_due is not None:
        return None
    _again(office, work, case, deadline)
    taken = case.status is Status.ACCEPTED
    people = holders(office, work, case) if taken else _holders_and_head(office, work, case)
    return Struck(kind=Due.CHECK, case=case, people=people)


def _holders_and_head(office: Office, work: Work, case: Case) -> tuple[Person, ...]:
    head = office.head_of(case.grid)
    return tuple(dict.fromkeys((*holders(office, work, case), *([head] if head else []))))


def _again(office: Office, work: Work, case: Case, deadline: Deadline) -> None:
    """Strike once more tomorrow: what nobody does must not fall silent."""
    later = tomorrow(office, case, work.now)
    work.deadlines.set(replace(deadline, due_at=later, step=deadline.step + 1))


def _remind(office: Office, work: Work, case: Case, deadline: Deadline) -> Struck | None:
    return Struck(kind=Due.REMIND, case=case, people=()) if case.status is Status.RESOLVED else None


def _verify(office: Office, work: Work, case: Case, deadline: Deadline) -> Struck | None:
    """核查: 网格长 looks whether it is done, or 书记 where 网格长 did it."""
    if case.status is not Status.RESOLVED:
        return None
    leads = (office.head_of(case.grid), office.staff.secretary())
    others = [lead for lead in leads if lead and lead.id != case.assignee]
    return Struck(kind=Due.VERIFY, case=case, people=tuple(others[:1]))


def _silent(office: Office, work: Work, case: Case, deadline: Deadline) -> Struck | None:
    """No word from the reporter: closed, and counted apart from confirmed."""
    if case.status is not Status.RESOLVED:
        return None
    change = Change(number=case.number, at=work.now, who=SYSTEM, action=Action.CLOSE)
    case = work.cases.record(change)
    set_timers(office, work, case)
    return Struck(kind=Due.SILENT, case=case, people=holders(office, work, case))


def _review(office: Office, work: Work, case: Case, deadline: Deadline) -> Struck | None:
    """A parked case comes back by itself, with a fresh resolve clock."""
    if case.status is not Status.PARKED:
        return None
    facts = resumption(office, work, case)
    change = Change(number=case.number, at=work.now, who=SYSTEM, action=Action.RESUME, facts=facts)
    case = work.cases.record(change)
    set_timers(office, work, case)
    return Struck(kind=Due.REVIEW, case=case, people=holders(office, work, case))


_STRIKES = {
    Due.CLIMB: _climb,
    Due.ALARM: _climb,
    Due.FIRST: _first,
    Due.PARTNER: _partner,
    Due.OVERDUE: _overdue,
    Due.CHECK: _check,
    Due.REMIND: _remind,
    Due.VERIFY: _verify,
    Due.SILENT: _silent,
    Due.REVIEW: _review,
}
