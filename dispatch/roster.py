"""The roster 值班表 of a grid as it is written down: layers of shifts, the more particular one first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from dispatch.calendar import ONE_DAY, WorkingCalendar
from dispatch.clock import SHANGHAI, aware

A_MONDAY = date(2026, 1, 5)  # rotation counts whole weeks from here, so that a 53-week year breaks nothing


class Reason(StrEnum):
    """Why somebody is the first to be asked, in the order of resolution."""

    OVERRIDE = "override"  # stands in by 换班 or 顶班
    EMERGENCY = "emergency"  # 应急班
    HOLIDAY = "holiday"  # 节假日班
    NIGHT = "night"  # 夜班
    WEEKLY = "weekly"  # by weekday, or one of several people who take turns by week
    A = "a"  # A岗
    B = "b"  # B岗, while A岗 is away
    HEAD = "head"  # 网格长: nobody is on duty
    SECRETARY = "secretary"  # 书记: nobody is on duty, and 网格长 is away


UNMANNED = frozenset({Reason.HEAD, Reason.SECRETARY})  # nobody of the roster is there


class Handover(StrEnum):
    """What happens at a shift change to cases that nobody has accepted."""

    MOVE = "move"  # the coming person is asked to take them
    STAY = "stay"  # they stay with whom they were given to, unless that person is on leave


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """班次: A岗 and B岗 by person ids; `b` is empty where there is no B岗."""

    a: str
    b: str = ""

    def swapped(self) -> "Shift":
        return Shift(a=self.b, b=self.a) if self.b else self

    def people(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.a, self.b)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Rota:
    """轮值: people who take turns by week from the Monday `since` on; the next in turn is B岗."""

    turns: tuple[str, ...]
    since: date = A_MONDAY

    def shift_on(self, day: date) -> Shift:
        week = weeks_since(self.since, day)
        first, second = (self.turns[(week + offset) % len(self.turns)] for offset in (0, 1))
        return Shift(a=first, b=second if second != first else "")

    def people(self) -> tuple[str, ...]:
        return self.turns


Plan = Shift | Rota  # who serves on a day


@dataclass(frozen=True, kw_only=True, slots=True)
class Night:
    """夜班 [start, end), over midnight when it ends before it starts; it belongs to the day it begins on."""

    start: time
    end: time
    plan: Plan

    def shift_at(self, local: datetime) -> Shift | None:
        """Who has the night; None by day."""
        clock, day = local.time(), local.date()
        if self.start <= self.end:
            return on_day(self.plan, day) if self.start <= clock < self.end else None
        if clock >= self.start:
            return on_day(self.plan, day)
        return on_day(self.plan, day - ONE_DAY) if clock < self.end else None


@dataclass(frozen=True, kw_only=True, slots=True)
class HolidayShift:
    """节假日班 of the days from `first` to `last`, both included."""

    first: date
    last: date
    shift: Shift


@dataclass(frozen=True, kw_only=True, slots=True)
class EmergencyShift:
    """应急班 (typhoon, flood, epidemic) in [start, end)."""

    start: datetime
    end: datetime
    shift: Shift
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Roster:
    """值班表 of a grid: a default shift, and what comes before it.

    `week` is by weekday (0 Monday … 6 Sunday). With `alternate`, A and B of these swap every second week
    (Monday to Sunday). `holiday` serves on statutory holidays that `holidays` does not name.
    """

    grid: str
    default: Shift
    week: Mapping[int, Shift] = field(default_factory=dict)
    alternate: bool = False
    rota: Rota | None = None
    night: Night | None = None
    holiday: Shift | None = None
    holidays: tuple[HolidayShift, ...] = ()
    emergencies: tuple[EmergencyShift, ...] = ()
    handover: Handover = Handover.STAY

    def shifts_at(self, moment: datetime, calendar: WorkingCalendar) -> Iterator[tuple[Reason, Shift]]:
        """Every shift that is written for the moment, the deciding one first; the default always comes last."""
        local = aware(moment)
        day = local.date()
        for emergency in self.emergencies:
            if emergency.start <= local < emergency.end:
                yield Reason.EMERGENCY, emergency.shift
        holiday = self._holiday_on(day, calendar)
        if holiday:
            yield Reason.HOLIDAY, holiday
        night = self.night.shift_at(local) if self.night else None
        if night:
            yield Reason.NIGHT, night
        if day.weekday() in self.week:
            yield Reason.WEEKLY, self._in_turn(self.week[day.weekday()], day)
        if self.rota:
            yield Reason.WEEKLY, self.rota.shift_on(day)
        yield Reason.A, self._in_turn(self.default, day)

    def edges(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """Every moment in [start, end] at which another shift may begin by what is written."""
        for midnight in midnights(start, end):
            yield midnight
            if self.night:
                yield datetime.combine(midnight.date(), self.night.start, SHANGHAI)
                yield datetime.combine(midnight.date(), self.night.end, SHANGHAI)
        for emergency in self.emergencies:
            yield from (emergency.start, emergency.end)

    def people(self) -> tuple[str, ...]:
        """The ids of everybody who is written down, each once."""
        plans: list[Plan | None] = [self.default, *self.week.values(), self.rota, self.holiday]
        plans += [self.night.plan if self.night else None]
        plans += [holiday.shift for holiday in self.holidays]
        plans += [emergency.shift for emergency in self.emergencies]
        return tuple(dict.fromkeys(person for plan in plans if plan for person in plan.people()))

    def _in_turn(self, shift: Shift, day: date) -> Shift:
        return shift.swapped() if self.alternate and weeks_since(A_MONDAY, day) % 2 else shift

    def _holiday_on(self, day: date, calendar: WorkingCalendar) -> Shift | None:
        named = next((days.shift for days in self.holidays if days.first <= day <= days.last), None)
        return named or (self.holiday if calendar.is_holiday(day) else None)


def weeks_since(monday: date, day: date) -> int:
    """Whole weeks from that Monday to the week of the day."""
    return (day - monday).days // 7


def on_day(plan: Plan, day: date) -> Shift:
    return plan.shift_on(day) if isinstance(plan, Rota) else plan


def at_midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def midnights(start: datetime, end: datetime) -> Iterator[datetime]:
    """Each midnight from that before (or at) the start to that before (or at) the end."""
    day = aware(start).date()
    while (midnight := at_midnight(day)) <= end:
        yield midnight
        day += ONE_DAY
