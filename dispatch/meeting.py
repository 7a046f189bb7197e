"""说事日: when the next meeting is, and when its agenda is put before 书记 and 网格长. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dispatch.calendar import ONE_DAY, WorkingCalendar
from dispatch.clock import SHANGHAI, aware

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingDay:
    """A meeting every week: the weekday (0 Monday … 6 Sunday), the time of day, and where."""

    weekday: int = 4
    at: time = time(15)
    place: str = "社区会议室"

    def next_after(self, moment: datetime, calendar: WorkingCalendar) -> datetime:
        """The first meeting after the moment; one that falls on a day off is held on the next working day."""
        day = aware(moment).date() - WEEK  # of a week ago: a long holiday may have put its meeting off
        day += ONE_DAY * ((self.weekday - day.weekday()) % 7)
        while (held := self._held(day, calendar)) <= moment:
            day += WEEK
        return held

    def told_at(self, meeting: datetime, calendar: WorkingCalendar) -> datetime:
        """When its agenda is put before who leads it: as the office opens on the working day before."""
        day = aware(meeting).date() - ONE_DAY
        while not calendar.is_workday(day):
            day -= ONE_DAY
        return datetime.combine(day, calendar.hours_on(day).start, SHANGHAI)

    def _held(self, day: date, calendar: WorkingCalendar) -> datetime:
        while not calendar.is_workday(day):
            day += ONE_DAY
        return datetime.combine(day, self.at, SHANGHAI)
