"""Who is on duty by the store's clock, and what a shift change does to open cases (交接班)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dispatch.cases import Action, Case, Change, Status
from dispatch.duty import Duty, DutyPlan, next_edge, on_duty
from dispatch.manning import NEXT, next_look, plan_from
from dispatch.office import Office
from dispatch.overrides import Override, OverrideKind
from dispatch.people import Person
from dispatch.roster import Handover
from dispatch.store import Work
from dispatch.timing import set_timers

SYSTEM = "system"
KNOWN = "on_duty"  # mark: JSON of the grid's name to the id of who was A岗 when last looked


@dataclass(frozen=True, kw_only=True, slots=True)
class ShiftChange:
    """交接班 in one grid: who left (None when no longer on the staff), who came, and what nobody has accepted."""

    grid: str
    leaving: Person | None
    duty: Duty
    moved: tuple[Case, ...]
    staying: tuple[Case, ...]

    @property
    def coming(self) -> Person:
        return self.duty.a


def change_shifts(office: Office, work: Work) -> list[ShiftChange]:
    """What changed since the last look, once: a late look, or a second one, finds the same or nothing."""
    if next_look(work.marks.get(NEXT), work.now) > work.now:
        return []
    plan = plan_from(office, work, work.now)
    known: dict[str, str] = json.loads(work.marks.get(KNOWN) or "{}")
    now = {grid.name: on_duty(plan, grid.name, work.now) for grid in office.community.grids}
    changed = [grid for grid, duty in now.items() if grid in known and known[grid] != duty.a.id]
    changes = [_changed(office, work, plan, grid, known[grid], now[grid]) for grid in changed]
    work.marks.set(KNOWN, json.dumps({grid: duty.a.id for grid, duty in now.items()}, ensure_ascii=False))
    upcoming = (next_edge(plan, work.now), work.overrides.next_expiry())
    work.marks.set(NEXT, min(filter(None, upcoming)).isoformat())
    return changes


def _changed(office: Office, work: Work, plan: DutyPlan, grid: str, leaving: str, duty: Duty) -> ShiftChange:
    waiting = work.cases.find(statuses=[Status.ASSIGNED], grids=[grid], assignee=leaving)
    move = _moves(office, grid, leaving, plan.overrides, work.now)
    moved = tuple(_hand_to(office, work, case, duty.a) for case in waiting) if move else ()
    return ShiftChange(
        grid=grid,
        leaving=office.staff.by_id(leaving),
        duty=duty,
        moved=moved,
        staying=() if move else tuple(waiting),
    )


def _moves(office: Office, grid: str, leaving: str, overrides: Sequence[Override], now: datetime) -> bool:
    """Whether cases go to the coming person; whoever is away, or gone from the staff, keeps none."""
    roster = office.rosters.get(grid)
    away = any(o.kind is OverrideKind.LEAVE and o.person == leaving and o.holds(now) for o in overrides)
    gone = office.staff.by_id(leaving) is None
    return away or gone or roster is None or roster.handover is Handover.MOVE


def _hand_to(office: Office, work: Work, case: Case, to: Person) -> Case:
    """Ask the coming person, with a fresh accept clock; who else was asked stays asked, the level never falls."""
    others = [person for person in case.asked if person not in (case.assignee, to.id)]
    facts: dict[str, object] = {
        "assignee": to.id,
        "asked": [to.id, *others],
        "accept_due": office.policies.accept_due(case.type, case.priority, work.now).isoformat(),
    }
    change = Change(
        number=case.number, at=work.now, who=SYSTEM, action=Action.ASSIGN, reason="交接班", facts=facts
    )
    case = work.cases.record(change)
    set_timers(office, work, case)
    return case
