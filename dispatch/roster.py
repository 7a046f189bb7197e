"""Who is on duty 值班: A岗 and B岗 by weekday, 网格长 and 书记 behind them; every moment has somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dispatch.clock import SHANGHAI, aware
from dispatch.errors import ConfigError
from dispatch.people import Person, Role, Staff

A_MONDAY = date(2026, 1, 5)  # alternation counts whole weeks from here, so that a 53-week year breaks nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """班次 of one day 00:00–24:00, by person ids; `b` is empty where a grid has no B岗."""

    a: str
    b: str = ""

    def swapped(self) -> "Shift":
        return Shift(a=self.b, b=self.a) if self.b else self


@dataclass(frozen=True, kw_only=True)
class Roster:
    """值班表 of a grid: a default shift, other shifts by weekday (0 Monday … 6 Sunday).

    With `alternate`, A and B swap every second week (Monday to Sunday).
    """

    grid: str
    default: Shift
    week: Mapping[int, Shift] = field(default_factory=dict)
    alternate: bool = False

    def shift_at(self, moment: datetime) -> Shift:
        """The one shift that holds at the moment; it begins and ends at midnight Asia/Shanghai."""
        day = aware(moment).date()
        shift = self.week.get(day.weekday(), self.default)
        weeks = (day - A_MONDAY).days // 7
        return shift.swapped() if self.alternate and weeks % 2 else shift


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """The people who answer for a grid at one moment; there is always somebody in the first place."""

    a: Person
    b: Person | None
    head: Person | None
    secretary: Person | None

    def ladder(self) -> tuple[tuple[Person, ...], ...]:
        """Four rungs A岗, B岗, 网格长, 书记; a missing one is filled by the next higher, else the next lower."""
        places = (self.a, self.b, self.head, self.secretary)
        return tuple((self._nearest(places, index),) for index in range(len(places)))

    def _nearest(self, places: Sequence[Person | None], index: int) -> Person:
        upwards = (*places[index:], *reversed(places[:index]))
        return next((person for person in upwards if person), self.a)


def on_duty(staff: Staff, rosters: Mapping[str, Roster], grid: str, moment: datetime) -> Duty:
    """Who is on duty for the grid now: roster, else 网格长, else 书记.

    Raises ConfigError when the whole staff has nobody to ask.
    """
    roster = rosters.get(grid)
    shift = roster.shift_at(moment) if roster else Shift(a="")
    named = [person for person in (staff.by_id(shift.a), staff.by_id(shift.b)) if person]
    head, secretary = staff.head_of(grid), staff.secretary()
    first = next((person for person in (*named, head, secretary) if person), None)
    if first is None:
        raise ConfigError(
            f"nobody is on duty for {grid}: name 值班 people, a 网格长 or a 书记 in the configuration"
        )
    return Duty(a=first, b=named[1] if len(named) > 1 else None, head=head, secretary=secretary)


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetRow:
    """One day of the 值班表."""

    day: date
    duty: Duty


def sheet(
    staff: Staff, rosters: Mapping[str, Roster], grid: str, start: date, days: int = 7
) -> list[SheetRow]:
    """The 值班表 of a grid, a row a day from `start`; it says the same as `on_duty` at any time of the day."""
    dates = [start + timedelta(days=offset) for offset in range(days)]
    return [SheetRow(day=day, duty=on_duty(staff, rosters, grid, _midnight(day))) for day in dates]


class GapKind(StrEnum):
    """What is wrong with a shift (查岗)."""

    NO_ROSTER = "no_roster"  # the grid has no 值班表: everything goes to 网格长
    NOBODY = "nobody"  # no A岗 is named
    UNKNOWN = "unknown"  # the named person is not on the staff
    OUTSIDER = "outsider"  # the named person does not serve this grid


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """One fault of a grid's roster, with the person id it is about and all days concerned."""

    grid: str
    kind: GapKind
    person: str
    days: tuple[date, ...]


def gaps(
    staff: Staff, rosters: Mapping[str, Roster], grids: Sequence[str], start: date, days: int = 14
) -> list[Gap]:
    """What is not covered in the coming days; empty when every shift names people who serve the grid."""
    found: dict[tuple[str, GapKind, str], list[date]] = {}
    for grid in grids:
        for offset in range(days):
            day = start + timedelta(days=offset)
            for kind, person in _faults(staff, rosters.get(grid), grid, day):
                found.setdefault((grid, kind, person), []).append(day)
    return [
        Gap(grid=grid, kind=kind, person=person, days=tuple(dates))
        for (grid, kind, person), dates in found.items()
    ]


def _faults(staff: Staff, roster: Roster | None, grid: str, day: date) -> list[tuple[GapKind, str]]:
    if roster is None:
        return [(GapKind.NO_ROSTER, "")]
    shift = roster.shift_at(_midnight(day))
    missing = [] if shift.a else [(GapKind.NOBODY, "")]
    named = [person_id for person_id in (shift.a, shift.b) if person_id]
    kinds = [(_fault_of(staff.by_id(person_id), grid), person_id) for person_id in named]
    return missing + [(kind, person_id) for kind, person_id in kinds if kind]


def _fault_of(person: Person | None, grid: str) -> GapKind | None:
    if person is None:
        return GapKind.UNKNOWN
    serves = person.role is Role.SECRETARY or (person.role is not Role.PARTNER and grid in person.grids)
    return None if serves else GapKind.OUTSIDER


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
