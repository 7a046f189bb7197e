"""Who is on duty 值班 at a moment, and why: the written roster, overrides, then 网格长 and 书记. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from dispatch.calendar import WorkingCalendar
from dispatch.errors import ConfigError
from dispatch.overrides import Override, OverrideKind
from dispatch.people import Person, Role, Staff
from dispatch.roster import UNMANNED, Reason, Roster, Shift, at_midnight, midnights


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyPlan:
    """Everything that decides who is on duty; `overrides` in the order in which they were made."""

    staff: Staff
    rosters: Mapping[str, Roster]
    calendar: WorkingCalendar
    overrides: Sequence[Override] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """The people who answer for a grid at one moment; there is always somebody in the first place.

    `reason` says why it is `a` who is first.
    """

    a: Person
    b: Person | None
    head: Person | None
    secretary: Person | None
    reason: Reason = Reason.A

    @property
    def manned(self) -> bool:
        """Whether somebody of the roster is there."""
        return self.reason not in UNMANNED

    def ladder(self) -> tuple[tuple[Person, ...], ...]:
        """Four rungs A岗, B岗, 网格长, 书记; a missing one is filled by the next higher, else the next lower."""
        places = (self.a, self.b, self.head, self.secretary)
        return tuple((self._nearest(places, index),) for index in range(len(places)))

    def _nearest(self, places: Sequence[Person | None], index: int) -> Person:
        upwards = (*places[index:], *reversed(places[:index]))
        return next((person for person in upwards if person), self.a)


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """A岗 or B岗 of a shift at one moment: whom the roster names, and who is really there."""

    named: str
    person: Person | None

    @property
    def replaced(self) -> bool:
        return self.person is not None and self.person.id != self.named


def on_duty(plan: DutyPlan, grid: str, moment: datetime) -> Duty:
    """Who is on duty for the grid: override > emergency > holiday > night > weekly > A > B > 网格长 > 书记.

    The first shift in which anybody is there decides. Raises ConfigError when the whole staff has nobody to ask.
    """
    roster = plan.rosters.get(grid)
    head, secretary = _lead(plan, grid, moment, plan.staff.head_of(grid)), _secretary(plan, grid, moment)
    for reason, shift in roster.shifts_at(moment, plan.calendar) if roster else ():
        there = [post for post in posts(plan, grid, shift, moment) if post.person]
        if there and (first := there[0].person):
            why = _reason(reason, shift, there[0])
            second = next((post.person for post in there[1:] if post.person != first), None)
            return Duty(a=first, b=second, head=head, secretary=secretary, reason=why)
    return _unmanned(plan, grid, head, secretary)


def posts(plan: DutyPlan, grid: str, shift: Shift, moment: datetime) -> tuple[Post, ...]:
    """The named posts of a shift, with who is there at the moment."""
    return tuple(Post(named=named, person=standing_in(plan, grid, named, moment)) for named in shift.people())


def standing_in(plan: DutyPlan, grid: str, named: str, moment: datetime) -> Person | None:
    """Who stands where this person would; None when that one is away, has no contact or is not on the staff."""
    holder = arranged(plan, grid, named, moment)
    away = any(o.kind is OverrideKind.LEAVE and o.person == holder for o in plan.overrides if o.holds(moment))
    person = plan.staff.by_id(holder)
    return person if person and person.contact and not away else None


def arranged(plan: DutyPlan, grid: str, named: str, moment: datetime) -> str:
    """The id of who is to stand where this person would, by swaps and covers, whether that one is there or away."""
    holder = named
    for override in plan.overrides:
        other = override.stand_in_for(holder) if override.holds(moment) else holder
        if other != holder and serves(plan.staff.by_id(other), grid):
            holder = other
    return holder


def serves(person: Person | None, grid: str) -> bool:
    """Whether the person may stand on the roster of the grid; partners and 街道 are never on duty."""
    if person is None or person.role in (Role.PARTNER, Role.STREET):
        return False
    return person.role is Role.SECRETARY or grid in person.grids


def _reason(reason: Reason, shift: Shift, first: Post) -> Reason:
    if first.replaced:
        return Reason.OVERRIDE
    return Reason.B if reason is Reason.A and first.named != shift.a else reason


def _lead(plan: DutyPlan, grid: str, moment: datetime, lead: Person | None) -> Person | None:
    return standing_in(plan, grid, lead.id, moment) if lead else None


def _secretary(plan: DutyPlan, grid: str, moment: datetime) -> Person | None:
    """The secretary is the last resort: on leave without a substitute, still the secretary."""
    secretary = plan.staff.secretary()
    return _lead(plan, grid, moment, secretary) or secretary


def _unmanned(plan: DutyPlan, grid: str, head: Person | None, secretary: Person | None) -> Duty:
    first = head or secretary or plan.staff.head_of(grid)
    if first is None:
        raise ConfigError(
            f"nobody is on duty for {grid}: name 值班 people, a 网格长 or a 书记 in the configuration"
        )
    reason = Reason.HEAD if first == head or secretary is None else Reason.SECRETARY
    return Duty(a=first, b=None, head=head, secretary=secretary, reason=reason)


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetRow:
    """A stretch [start, end) of one day in which the same people are on duty."""

    start: datetime
    end: datetime
    duty: Duty

    @property
    def day(self) -> date:
        return self.start.date()

    @property
    def whole_day(self) -> bool:
        return self.end - self.start == timedelta(days=1)


def sheet(plan: DutyPlan, grid: str, start: date, days: int = 7) -> list[SheetRow]:
    """The 值班表 of a grid from `start` on; at every minute it says the same as `on_duty`."""
    rows: list[SheetRow] = []
    for begins, ends in stretches(plan, grid, at_midnight(start), at_midnight(start + timedelta(days=days))):
        duty = on_duty(plan, grid, begins)
        if rows and rows[-1].duty == duty and rows[-1].day == begins.date():
            begins = rows.pop().start
        rows.append(SheetRow(start=begins, end=ends, duty=duty))
    return rows


def stretches(
    plan: DutyPlan, grid: str, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """[start, end) cut at every moment at which somebody else may come on duty, in order and without gap."""
    roster = plan.rosters.get(grid)
    marks = {start, end, *(roster.edges(start, end) if roster else midnights(start, end))}
    marks |= {edge for override in plan.overrides for edge in (override.starts_at, override.ends_at)}
    return pairwise(sorted(mark for mark in marks if start <= mark <= end))


def next_edge(plan: DutyPlan, moment: datetime) -> datetime:
    """The first moment after this one at which somebody else may come on duty; at most a day later."""
    day_after = at_midnight(moment.date() + timedelta(days=1))
    marks = {edge for roster in plan.rosters.values() for edge in roster.edges(moment, day_after)}
    marks |= {edge for override in plan.overrides for edge in (override.starts_at, override.ends_at)}
    return min(mark for mark in (*marks, day_after) if mark > moment)
