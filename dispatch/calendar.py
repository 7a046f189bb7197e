"""Working time 工作时间: office hours, statutory holidays and make-up working days 调休."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import chinese_calendar

from dispatch.clock import SHANGHAI, aware
from dispatch.errors import ConfigError

ONE_DAY = timedelta(days=1)
LOOKING_AHEAD = timedelta(days=90)  # the State Council announces a year's holidays in the November before


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeHours:
    """When the office works on a working day, with at most one break; ConfigError when out of order."""

    start: time
    end: time
    break_start: time | None = None
    break_end: time | None = None

    def __post_init__(self) -> None:
        marks = [
            mark for mark in (self.start, self.break_start, self.break_end, self.end) if mark is not None
        ]
        if len(marks) % 2 or marks != sorted(set(marks)):
            shown = "–".join(mark.strftime("%H:%M") for mark in marks)
            raise ConfigError(f"office hours 办公时间 {shown}: start, break and end must follow each other")

    def sessions(self) -> tuple[tuple[time, time], ...]:
        """The stretches of work of one day, each (opens, closes)."""
        if self.break_start is None or self.break_end is None:
            return ((self.start, self.end),)
        return ((self.start, self.break_start), (self.break_end, self.end))

    @property
    def length(self) -> timedelta:
        """How long the office works on a day."""
        spans = (
            (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
            for opens, closes in self.sessions()
        )
        return timedelta(minutes=sum(spans))

    def clipped(self, clock_time: time) -> time:
        """The nearest working time of the same day; a moment in the break becomes the break's end."""
        opening = next((opens for opens, closes in self.sessions() if clock_time <= closes), self.end)
        return max(opening, clock_time) if clock_time <= self.end else self.end


OFFICE_HOURS = OfficeHours(start=time(8, 30), break_start=time(12), break_end=time(14, 30), end=time(17, 30))


@dataclass(frozen=True, kw_only=True, slots=True)
class Season:
    """Office hours of a part of every year, as from 1 May to 30 September: (month, day), both ends included.

    A season may go over New Year.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    hours: OfficeHours

    def holds(self, day: date) -> bool:
        month_day = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= month_day <= self.last
        return month_day >= self.first or month_day <= self.last


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """Which moments are working time, in Asia/Shanghai; opening and closing belong to it.

    `holidays` and `workdays` come from the configuration and win over the library's statutory days. In a season
    its hours hold instead of `hours`; where two hold, the one that is written first.
    Every method takes an aware moment (ValueError for a naive one).
    """

    hours: OfficeHours = OFFICE_HOURS
    seasons: tuple[Season, ...] = ()
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        for day in sorted(self.holidays & self.workdays):
            raise ConfigError(f"{day} is listed both as holiday 节假日 and as working day 调休上班")

    def is_workday(self, day: date) -> bool:
        """Whether people work that day; in years that nobody knows, Monday to Friday."""
        if day in self.workdays:
            return True
        if day in self.holidays:
            return False
        statutory = _statutory_workday(day)
        return day.weekday() < 5 if statutory is None else statutory

    def is_holiday(self, day: date) -> bool:
        """Whether the day is a holiday 节假日, which an ordinary weekend is not."""
        return day in self.holidays or (day not in self.workdays and _statutory_holiday(day))

    def hours_on(self, day: date) -> OfficeHours:
        """The office hours of that day's season, should it be a working day."""
        return next((season.hours for season in self.seasons if season.holds(day)), self.hours)

    def knows(self, year: int) -> bool:
        """Whether the holidays of the year are known, from the library or from the configuration."""
        configured = any(day.year == year for day in self.holidays)
        return configured or _statutory_workday(date(year, 1, 1)) is not None

    def unknown_years(self, today: date) -> tuple[int, ...]:
        """The years of today and of the next 90 days whose holidays nobody knows."""
        years = dict.fromkeys((today.year, (today + LOOKING_AHEAD).year))
        return tuple(year for year in years if not self.knows(year))

    def is_working(self, moment: datetime) -> bool:
        """Whether the office works at this moment."""
        local = aware(moment)
        sessions = self.hours_on(local.date()).sessions()
        at_work = any(opens <= local.time() <= closes for opens, closes in sessions)
        return at_work and self.is_workday(local.date())

    def add(self, moment: datetime, span: timedelta) -> datetime:
        """The moment after so much working time; outside working time the next opening is the start.

        What ends exactly at closing ends at closing, not at the next opening. ValueError for a negative span.
        """
        if span < timedelta():
            raise ValueError(f"working time cannot be taken back: {span}")
        start = aware(moment)
        sessions = self._sessions_from(start)
        opens, closes = next(sessions)
        while span > closes - max(opens, start):
            span -= closes - max(opens, start)
            opens, closes = next(sessions)
        return max(opens, start) + span

    def add_days(self, moment: datetime, days: int) -> datetime:
        """The same time of day so many (≥ 1) working days later, clipped into office hours.

        A moment on a day off counts as the closing of the last working day: one day from Saturday is
        Monday's closing. ValueError for less than one day.
        """
        if days < 1:
            raise ValueError(f"at least one working day is needed, not {days}")
        local = aware(moment)
        worked = self.is_workday(local.date())
        day = local.date()
        for _ in range(days):
            day = self._next_workday(day)
        hours = self.hours_on(day)
        at = hours.clipped(self.hours_on(local.date()).clipped(local.time())) if worked else hours.end
        return datetime.combine(day, at, SHANGHAI)

    def opening_after(self, moment: datetime) -> datetime:
        """When the office opens on the next working day after that of the moment."""
        return datetime.combine(self._next_workday(aware(moment).date()), self.hours.start, SHANGHAI)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from start to end; nothing when end is not after start."""
        start, end = aware(start), aware(end)
        worked = timedelta()
        for opens, closes in self._sessions_from(start):
            if opens >= end:
                break
            worked += max(min(closes, end) - max(opens, start), timedelta())
        return worked

    def _sessions_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """All stretches of work that close at or after the moment, without end."""
        day = moment.date()
        while True:
            if self.is_workday(day):
                for opens, closes in self.hours_on(day).sessions():
                    closing = datetime.combine(day, closes, SHANGHAI)
                    if closing >= moment:
                        yield datetime.combine(day, opens, SHANGHAI), closing
            day += ONE_DAY

    def _next_workday(self, day: date) -> date:
        day += ONE_DAY
        while not self.is_workday(day):
            day += ONE_DAY
        return day


@lru_cache(maxsize=4096)
def _statutory_workday(day: date) -> bool | None:
    """What the library knows of the day; None beyond its years."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


@lru_cache(maxsize=4096)
def _statutory_holiday(day: date) -> bool:
    """Whether the library knows the day as a holiday with a name."""
    try:
        off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return False
    return bool(off and name)
