"""说事日: every meeting falls on a working day, and its agenda is told on the one before."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.calendar import WorkingCalendar
from dispatch.clock import SHANGHAI
from dispatch.meeting import MeetingDay
from tests.dispatch.builders import at

CALENDAR = WorkingCalendar()
FRIDAYS = MeetingDay()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-02 10:00", "2026-03-06 15:00"),
        ("2026-03-06 14:59", "2026-03-06 15:00"),
        ("2026-03-06 15:00", "2026-03-13 15:00"),
        ("2026-09-24 10:00", "2026-09-28 15:00"),  # 09-25 to 09-27 are 中秋
        (
            "2026-09-28 15:00",
            "2026-10-08 15:00",
        ),  # Friday 10-02 lies in 国庆, put off to the first working day
        ("2026-10-08 15:00", "2026-10-09 15:00"),
    ],
)
def test_the_next_meeting_is_on_its_weekday_or_the_next_working_day(now: str, expected: str) -> None:
    assert at(expected) == FRIDAYS.next_after(at(now), CALENDAR)


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        ("2026-03-06 15:00", "2026-03-05 08:30"),
        ("2026-10-08 15:00", "2026-09-30 08:30"),
    ],
)
def test_the_agenda_is_told_as_the_office_opens_on_the_working_day_before(
    meeting: str, expected: str
) -> None:
    assert at(expected) == FRIDAYS.told_at(at(meeting), CALENDAR)


@given(
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
    now=st.datetimes(
        min_value=at("2026-01-01 00:00").replace(tzinfo=None),
        max_value=at("2026-12-20 00:00").replace(tzinfo=None),
    ),
)
def test_whatever_the_day_the_next_meeting_is_to_come_and_on_a_working_day(
    weekday: int, hour: int, now: object
) -> None:
    moment = now.replace(tzinfo=SHANGHAI)  # type: ignore[attr-defined]
    meeting = MeetingDay(weekday=weekday, at=time(hour))
    held = meeting.next_after(moment, CALENDAR)
    assert moment < held <= moment + timedelta(days=17)
    assert CALENDAR.is_workday(held.date())
    assert meeting.told_at(held, CALENDAR) < held
