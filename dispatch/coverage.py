"""查岗: whether every minute of the coming days has somebody, who carries too much, who cannot be reached. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from dispatch.clock import SHANGHAI
from dispatch.duty import DutyPlan, Post, arranged, on_duty, posts, serves, standing_in, stretches
from dispatch.overrides import Override, OverrideKind
from dispatch.roster import Reason, Roster, at_midnight

DAYS = 14
MOST_HOURS = 240  # as A岗 in 14 days: five days and nights of every week
MOST_NIGHTS = 7  # as A岗, in a row
DEEP_NIGHT = timedelta(hours=3)  # whoever is A岗 then has had a night


class GapKind(StrEnum):
    """What is wrong with a shift."""

    NO_ROSTER = "no_roster"  # the grid has no 值班表: everything goes to 网格长
    NOBODY = "nobody"  # no A岗 is named
    UNKNOWN = "unknown"  # the named person is not on the staff
    OUTSIDER = "outsider"  # the named person does not serve this grid
    AWAY = "away"  # on leave, and nobody stands in
    UNREACHABLE = "unreachable"  # no contact is bound to the person


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """One fault of a grid's roster, with the person id it is about and all days concerned."""

    grid: str
    kind: GapKind
    person: str
    days: tuple[date, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Overload:
    """Somebody who is A岗 for more hours, or more nights in a row, than is good."""

    person: str
    hours: int
    nights: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """The outcome of 查岗; `absences` are the leaves of these days, covered or not."""

    gaps: tuple[Gap, ...]
    overloads: tuple[Overload, ...]
    absences: tuple[Override, ...]


def covered(plan: DutyPlan, grids: Sequence[str], start: date, days: int = DAYS) -> Coverage:
    """查岗 of these grids for the days from `start` on."""
    begins, ends = at_midnight(start), at_midnight(start + timedelta(days=days))
    return Coverage(
        gaps=tuple(gaps(plan, grids, start, days)),
        overloads=tuple(overloads(plan, grids, start, days)),
        absences=tuple(
            one
            for one in plan.overrides
            if one.kind is OverrideKind.LEAVE and one.starts_at < ends and one.ends_at > begins
        ),
    )


def gaps(plan: DutyPlan, grids: Sequence[str], start: date, days: int = DAYS) -> list[Gap]:
    """What is not covered in the coming days; empty when every deciding shift has all of its people."""
    found: dict[tuple[str, GapKind, str], dict[date, None]] = {}
    begins, ends = at_midnight(start), at_midnight(start + timedelta(days=days))
    for grid in grids:
        for moment, _ in stretches(plan, grid, begins, ends):
            for kind, person in _faults(plan, grid, moment):
                found.setdefault((grid, kind, person), {})[moment.date()] = None
    return [
        Gap(grid=grid, kind=kind, person=person, days=tuple(dates))
        for (grid, kind, person), dates in found.items()
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenShift:
    """空班: a stretch of duty whose person is away without a substitute; somebody may take it (顶班)."""

    grid: str
    person: str
    starts_at: datetime
    ends_at: datetime


def open_shifts(plan: DutyPlan, grids: Sequence[str], start: datetime, end: datetime) -> list[OpenShift]:
    """What nobody of the roster serves in [start, end), neighbouring stretches as one, by time."""
    found: dict[tuple[str, str], list[OpenShift]] = {}
    for grid in grids:
        for begins, ends in stretches(plan, grid, start, end):
            for kind, person in _faults(plan, grid, begins):
                if kind is not GapKind.AWAY:
                    continue
                row = found.setdefault((grid, person), [])
                if row and row[-1].ends_at == begins:
                    begins = row.pop().starts_at
                row.append(OpenShift(grid=grid, person=person, starts_at=begins, ends_at=ends))
    return sorted(
        (shift for row in found.values() for shift in row), key=lambda one: (one.starts_at, one.grid)
    )


def stands_in(plan: DutyPlan, grid: str, person: str, start: datetime, end: datetime) -> bool:
    """Whether the person is A岗 or B岗 of the grid at any moment of [start, end)."""
    return any(
        post.person is not None and post.person.id == person
        for begins, _ in stretches(plan, grid, start, end)
        for post in _deciding(plan, grid, begins)
    )


def by_shifts(plan: DutyPlan, grids: Sequence[str], person: str, midnight: datetime) -> datetime:
    """Where a span of the person's days begins or ends: a night of theirs belongs to the day on which it begins.

    `midnight` as it is, when it cuts no night of theirs, or is no midnight at all.
    """
    for grid in grids:
        roster = plan.rosters.get(grid)
        if roster is None or roster.night is None or midnight != at_midnight(midnight.date()):
            continue
        reason, _ = next(roster.shifts_at(midnight, plan.calendar))
        theirs = [
            post for post in _deciding(plan, grid, midnight) if post.person and post.person.id == person
        ]
        if reason is Reason.NIGHT and theirs and roster.night.start > roster.night.end:
            return datetime.combine(midnight.date(), roster.night.end, SHANGHAI)
    return midnight


def overloads(plan: DutyPlan, grids: Sequence[str], start: date, days: int = DAYS) -> list[Overload]:
    """Who is A岗 too much, the most hours first; hours at the same time in several grids count once."""
    served: dict[str, set[tuple[datetime, datetime]]] = {}
    begins, ends = at_midnight(start), at_midnight(start + timedelta(days=days))
    for grid in grids:
        for stretch in stretches(plan, grid, begins, ends):
            duty = on_duty(plan, grid, stretch[0])
            if duty.manned:
                served.setdefault(duty.a.id, set()).add(stretch)
    loads = [
        Overload(person=person, hours=_hours(spans), nights=_nights_in_a_row(spans, start, days))
        for person, spans in served.items()
    ]
    heavy = [load for load in loads if load.hours * DAYS > MOST_HOURS * days or load.nights > MOST_NIGHTS]
    return sorted(heavy, key=lambda load: (-load.hours, load.person))


def misnamed(plan: DutyPlan, roster: Roster) -> list[tuple[GapKind, str]]:
    """Whom the roster names, on any day, without their being able to serve the grid."""
    kinds = [(_misfit(plan, roster.grid, person), person) for person in roster.people()]
    return [(kind, person) for kind, person in kinds if kind]


def _deciding(plan: DutyPlan, grid: str, moment: datetime) -> tuple[Post, ...]:
    """The posts of the shift that decides at the moment; none where the grid has no roster."""
    roster = plan.rosters.get(grid)
    if roster is None:
        return ()
    _, shift = next(roster.shifts_at(moment, plan.calendar))
    return posts(plan, grid, shift, moment)


def _faults(plan: DutyPlan, grid: str, moment: datetime) -> Iterator[tuple[GapKind, str]]:
    roster = plan.rosters.get(grid)
    if roster is None:
        yield GapKind.NO_ROSTER, ""
        return
    _, shift = next(roster.shifts_at(moment, plan.calendar))
    if not shift.a:
        yield GapKind.NOBODY, ""
    for named in shift.people():
        misfit = _misfit(plan, grid, named)
        if misfit:
            yield misfit, named
        elif standing_in(plan, grid, named, moment) is None:
            yield GapKind.AWAY, arranged(plan, grid, named, moment)


def _misfit(plan: DutyPlan, grid: str, named: str) -> GapKind | None:
    person = plan.staff.by_id(named)
    if person is None:
        return GapKind.UNKNOWN
    if not serves(person, grid):
        return GapKind.OUTSIDER
    return None if person.contact else GapKind.UNREACHABLE


def _hours(spans: set[tuple[datetime, datetime]]) -> int:
    """Hours of the union of the spans."""
    total, reached = timedelta(), None
    for begins, ends in sorted(spans):
        total += max(ends - (begins if reached is None else max(begins, reached)), timedelta())
        reached = ends if reached is None else max(ends, reached)
    return round(total.total_seconds() / 3600)


def _nights_in_a_row(spans: set[tuple[datetime, datetime]], start: date, days: int) -> int:
    """The longest row of days whose deep night is in one of the spans."""
    nights = [at_midnight(start + timedelta(days=day)) + DEEP_NIGHT for day in range(days)]
    had = [any(begins <= night < ends for begins, ends in spans) for night in nights]
    breaks = [-1, *(index for index, yes in enumerate(had) if not yes), len(had)]
    return max(after - before - 1 for before, after in pairwise(breaks))
