"""Deadlines as rows: which timers a case has in its status."""

from dataclasses import replace
from datetime import datetime, timedelta

from dispatch.cases import Case, Status
from dispatch.clock import SHANGHAI
from dispatch.escalation import Rung, alarm_rungs, next_rung, rungs
from dispatch.manning import duty_now
from dispatch.messages import Deadline, Due
from dispatch.office import Office
from dispatch.people import Person
from dispatch.policy import AROUND_THE_CLOCK
from dispatch.store import Work

SYSTEM = "system"
_ONCE = (Due.FIRST, Due.PARTNER)
RUNNING = (Status.ASSIGNED, Status.ACCEPTED)


def set_timers(office: Office, work: Work, case: Case) -> None:
    """Replace the case's timers by those that its status asks for."""
    work.deadlines.clear(case.number)
    for deadline in _TIMERS[case.status](office, case):
        late = deadline.due_at <= work.now and case.status is Status.ACCEPTED
        if late and deadline.kind is Due.OVERDUE:  # who acts on it now knows; it is told again tomorrow
            work.deadlines.set(replace(deadline, due_at=tomorrow(office, case, work.now)))
        elif not (late and deadline.kind in _ONCE):  # who accepts that late has answered
            work.deadlines.set(deadline)
    if case.status in RUNNING and case.resolve_due is None:
        check = Deadline(number=case.number, kind=Due.CHECK, due_at=tomorrow(office, case, work.now))
        work.deadlines.set(check)


def ladder(office: Office, case: Case) -> tuple[Rung, ...]:
    """The rungs of the accept clock of a case that waits to be taken."""
    if case.assigned_at is None or case.accept_due is None:
        return ()
    if case.priority == 1:
        return alarm_rungs(case.assigned_at, office.policies.escalation)
    working = office.policies.calendar if case.priority > AROUND_THE_CLOCK else None
    climbs = tuple(climb for climb in office.policies.ladder_of(case.type) if climb.level <= office.top)
    return rungs(case.assigned_at, case.accept_due, working=working, ladder=climbs)


def _assigned_timers(office: Office, case: Case) -> list[Deadline]:
    first = next_rung(ladder(office, case), 0)
    kind = Due.ALARM if case.priority == 1 else Due.CLIMB
    climbing = [Deadline(number=case.number, kind=kind, due_at=first.at)] if first else []
    return climbing + _overdue_timer(case)


def _accepted_timers(office: Office, case: Case) -> list[Deadline]:
    later = [*_partner_timer(case), *_overdue_timer(case)]
    if case.first_due is None or case.arrived_at or case.reopened:
        return later
    return [Deadline(number=case.number, kind=Due.FIRST, due_at=case.first_due), *later]


def _partner_timer(case: Case) -> list[Deadline]:
    if case.partner_due is None:
        return []
    return [Deadline(number=case.number, kind=Due.PARTNER, due_at=case.partner_due)]


def _overdue_timer(case: Case) -> list[Deadline]:
    if case.resolve_due is None:
        return []
    return [Deadline(number=case.number, kind=Due.OVERDUE, due_at=case.resolve_due)]


def _resolved_timers(office: Office, case: Case) -> list[Deadline]:
    assert case.resolved_at is not None
    follow = office.follow
    check = case.resolved_at + follow.silent_after / 2
    verify = [Deadline(number=case.number, kind=Due.VERIFY, due_at=check)] if _to_verify(office, case) else []
    return [
        Deadline(number=case.number, kind=Due.REMIND, due_at=case.resolved_at + follow.remind_after),
        *verify,
        Deadline(number=case.number, kind=Due.SILENT, due_at=case.resolved_at + follow.silent_after),
    ]


def _to_verify(office: Office, case: Case) -> bool:
    """Whether somebody else looks at what is done while its reporter is silent: what is urgent, or came back."""
    wanted = office.policies.of(case.type).verify
    return case.priority <= AROUND_THE_CLOCK or bool(case.reopened) if wanted is None else wanted


def _parked_timers(office: Office, case: Case) -> list[Deadline]:
    if case.review_on is None:
        return []
    return [Deadline(number=case.number, kind=Due.REVIEW, due_at=case.review_on)]


def _triage_timers(office: Office, case: Case) -> list[Deadline]:
    due = office.policies.accept_due(case.type, max(case.priority, 3), case.opened_at)
    return [Deadline(number=case.number, kind=Due.FIRST, due_at=due)]


def _no_timers(office: Office, case: Case) -> list[Deadline]:
    return []


_TIMERS = {
    Status.REPORTED: _triage_timers,
    Status.ASSIGNED: _assigned_timers,
    Status.ACCEPTED: _accepted_timers,
    Status.RESOLVED: _resolved_timers,
    Status.PARKED: _parked_timers,
    Status.CLOSED: _no_timers,
    Status.WITHDRAWN: _no_timers,
    Status.MERGED: _no_timers,
}


def tomorrow(office: Office, case: Case, now: datetime) -> datetime:
    """When the office opens next, so that all that is late is one message; P1 and P2 know no day off."""
    calendar = office.policies.calendar
    if case.priority > AROUND_THE_CLOCK:
        return calendar.opening_after(now)
    return datetime.combine(now.date() + timedelta(days=1), calendar.hours.start, SHANGHAI)


def resumption(office: Office, work: Work, case: Case) -> dict[str, object]:
    """What a parked or solved case comes back with: its resolve clock begins anew."""
    due = office.policies.resolve_due(case.type, case.priority, work.now)
    return {"resolve_due": due.isoformat() if due else None}


def holders(office: Office, work: Work, case: Case) -> tuple[Person, ...]:
    """Who answers for the case now: its assignee, or else A岗 on duty."""
    assignee = office.staff.by_id(case.assignee) if case.assignee else None
    return (assignee,) if assignee else duty_now(office, work, case.grid).ladder()[0]
