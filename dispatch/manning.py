"""Who is on duty by the clock and the overrides of the store."""

from datetime import datetime

from dispatch.duty import Duty, DutyPlan
from dispatch.office import Office
from dispatch.store import Work

NEXT = "next_shift"  # mark: when shifts have to be looked at again, ISO 8601


def plan_from(office: Office, work: Work, since: datetime) -> DutyPlan:
    """The rosters with every override that holds at `since` or later."""
    return office.plan(work.overrides.holding(since))


def duty_now(office: Office, work: Work, grid: str) -> Duty:
    """Who is on duty for the grid at this unit's moment."""
    return office.duty(grid, work.now, work.overrides.holding(work.now))


def next_look(mark: str | None, now: datetime) -> datetime:
    """When shifts have to be looked at again, by the mark NEXT; now, before the first look ever."""
    return datetime.fromisoformat(mark) if mark else now


def look_again(work: Work) -> None:
    """Somebody was arranged anew: look at the shifts in the next tick."""
    work.marks.set(NEXT, work.now.isoformat())
