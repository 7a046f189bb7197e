"""Working time: hours, holidays, make-up days, and the arithmetic of clocks."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.calendar import OFFICE_HOURS, OfficeHours, Season, WorkingCalendar
from dispatch.clock import SHANGHAI
from dispatch.errors import ConfigError
from dispatch.policy import TYPES, Policies
from tests.dispatch.builders import at

CALENDAR = WorkingCalendar()
HOUR = timedelta(hours=1)

SUMMER_HOURS = OfficeHours(start=time(8), break_start=time(12), break_end=time(15), end=time(18))
SUMMER = Season(first=(5, 1), last=(9, 30), hours=SUMMER_HOURS)
WINTER = Season(first=(11, 1), last=(2, 28), hours=OfficeHours(start=time(9), end=time(16)))
SEASONAL = WorkingCalendar(
    seasons=(SUMMER, WINTER),
    holidays=frozenset({date(2027, 1, 1), date(2027, 2, 8)}),
    workdays=frozenset({date(2027, 2, 7)}),
)
calendars = st.sampled_from([CALENDAR, SEASONAL])

moments = st.datetimes(
    min_value=datetime(2025, 12, 1),  # noqa: DTZ001  # hypothesis adds the zone
    max_value=datetime(2027, 3, 1),  # noqa: DTZ001
    timezones=st.just(SHANGHAI),
)
spans = st.integers(min_value=0, max_value=80 * 60).map(lambda count: timedelta(minutes=count))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 1, 4), True),  # Sunday, 调休 for New Year
        (date(2026, 2, 14), True),  # Saturday before 春节
        (date(2026, 2, 17), False),  # Tuesday, 春节
        (date(2026, 2, 28), True),  # Saturday after 春节
        (date(2026, 3, 1), False),  # an ordinary Sunday
        (date(2026, 3, 2), True),  # an ordinary Monday
        (date(2026, 10, 7), False),  # Wednesday, 国庆节
        (date(2026, 10, 10), True),  # Saturday, 调休
    ],
)
def test_statutory_holidays_and_make_up_days_of_2026_are_known(day: date, worked: bool) -> None:
    assert CALENDAR.is_workday(day) is worked


def test_beyond_the_years_of_the_library_the_weekday_decides() -> None:
    assert [CALENDAR.is_workday(date(2099, 10, day)) for day in (1, 2, 3, 4, 5)] == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_a_year_is_known_from_the_library_or_from_the_configuration() -> None:
    configured = WorkingCalendar(holidays=frozenset({date(2099, 10, 1)}))
    assert (CALENDAR.knows(2026), CALENDAR.knows(2099), configured.knows(2099)) == (True, False, True)


def test_the_configuration_wins_over_the_library() -> None:
    calendar = WorkingCalendar(
        holidays=frozenset({date(2026, 3, 2)}), workdays=frozenset({date(2026, 2, 17)})
    )
    assert (calendar.is_workday(date(2026, 3, 2)), calendar.is_workday(date(2026, 2, 17))) == (False, True)


def test_a_day_cannot_be_both_holiday_and_working_day() -> None:
    both = frozenset({date(2026, 3, 2)})
    with pytest.raises(ConfigError, match="2026-03-02"):
        WorkingCalendar(holidays=both, workdays=both)


@pytest.mark.parametrize(
    "hours",
    [
        {"start": time(17), "end": time(9)},
        {"start": time(9), "end": time(17), "break_start": time(12)},
        {"start": time(9), "end": time(17), "break_start": time(8), "break_end": time(13)},
    ],
)
def test_office_hours_out_of_order_are_refused(hours: dict[str, time]) -> None:
    with pytest.raises(ConfigError, match="office hours"):
        OfficeHours(**hours)


@pytest.mark.parametrize(
    ("clock_time", "nearest"),
    [
        (time(7), time(8, 30)),
        (time(9, 15), time(9, 15)),
        (time(12), time(12)),
        (time(13), time(14, 30)),
        (time(17, 30), time(17, 30)),
        (time(22), time(17, 30)),
    ],
)
def test_a_time_of_day_is_clipped_into_office_hours(clock_time: time, nearest: time) -> None:
    assert OFFICE_HOURS.clipped(clock_time) == nearest


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2026-03-02 09:00", HOUR, "2026-03-02 10:00"),
        ("2026-03-02 11:30", HOUR, "2026-03-02 15:00"),  # over the break
        ("2026-03-02 11:00", HOUR, "2026-03-02 12:00"),  # ends at closing
        ("2026-03-02 16:30", 4 * HOUR, "2026-03-03 11:30"),  # over the night
        ("2026-03-02 21:00", HOUR, "2026-03-03 09:30"),  # starts after closing
        ("2026-03-06 17:00", HOUR, "2026-03-09 09:00"),  # over the weekend
        ("2026-02-14 17:00", HOUR, "2026-02-24 09:00"),  # over 春节, from a 调休 Saturday
        ("2026-03-07 10:00", timedelta(), "2026-03-09 08:30"),  # nothing added on a Saturday
    ],
)
def test_only_working_time_is_added(start: str, span: timedelta, end: str) -> None:
    assert CALENDAR.add(at(start), span) == at(end)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-03-02 10:00", 1, "2026-03-03 10:00"),
        ("2026-03-06 10:00", 1, "2026-03-09 10:00"),  # Friday to Monday
        ("2026-02-27 10:00", 1, "2026-02-28 10:00"),  # Friday to a 调休 Saturday
        ("2026-02-13 10:00", 2, "2026-02-24 10:00"),  # over 春节
        ("2026-03-02 20:00", 1, "2026-03-03 17:30"),  # clipped
        ("2026-03-02 06:00", 1, "2026-03-03 08:30"),
        ("2026-03-07 10:00", 1, "2026-03-09 17:30"),  # a whole Monday after a Saturday
    ],
)
def test_working_days_keep_the_time_of_day(start: str, days: int, end: str) -> None:
    assert CALENDAR.add_days(at(start), days) == at(end)


def test_time_cannot_be_taken_back() -> None:
    with pytest.raises(ValueError, match="taken back"):
        CALENDAR.add(at("2026-03-02 10:00"), -HOUR)
    with pytest.raises(ValueError, match="at least one"):
        CALENDAR.add_days(at("2026-03-02 10:00"), 0)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.add(at("2026-03-02 10:00").replace(tzinfo=None), HOUR)


def test_working_time_between_two_moments_leaves_out_night_break_and_weekend() -> None:
    assert CALENDAR.between(at("2026-03-06 11:00"), at("2026-03-09 15:00")) == timedelta(hours=8)
    assert CALENDAR.between(at("2026-03-09 15:00"), at("2026-03-06 11:00")) == timedelta()


def test_a_season_has_hours_of_its_own_also_over_new_year() -> None:
    days = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 9, 30), date(2026, 10, 1)]
    assert [SEASONAL.hours_on(day) for day in days] == [
        OFFICE_HOURS,
        SUMMER_HOURS,
        SUMMER_HOURS,
        OFFICE_HOURS,
    ]
    winter = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 28), date(2027, 3, 1)]
    assert [SEASONAL.hours_on(day) == WINTER.hours for day in winter] == [True, True, True, False]


def test_where_two_seasons_hold_the_first_one_counts() -> None:
    calendar = WorkingCalendar(seasons=(SUMMER, Season(first=(1, 1), last=(12, 31), hours=OFFICE_HOURS)))
    assert calendar.hours_on(date(2026, 6, 1)) == SUMMER_HOURS


def test_working_time_follows_the_season() -> None:
    assert SEASONAL.add(at("2026-04-30 17:00"), HOUR) == at("2026-05-06 08:30")  # over the May holidays
    assert SEASONAL.is_working(at("2026-06-01 17:45"))
    assert not CALENDAR.is_working(at("2026-06-01 17:45"))


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 2, 15), True),  # the Sunday on which 春节 begins
        (date(2026, 2, 28), False),  # 调休
        (date(2026, 3, 1), False),  # an ordinary Sunday
        (date(2027, 1, 1), True),  # configured
        (date(2027, 2, 7), False),  # configured as a working day
        (date(2099, 10, 1), False),  # nobody knows
    ],
)
def test_a_holiday_is_more_than_a_day_off(day: date, holiday: bool) -> None:
    assert SEASONAL.is_holiday(day) is holiday


def test_the_years_of_the_next_ninety_days_are_watched() -> None:
    days = [date(2026, 10, 1), date(2026, 11, 26), date(2027, 6, 1), date(2027, 10, 10)]
    assert [CALENDAR.unknown_years(day) for day in days] == [(), (2027,), (2027,), (2027, 2028)]
    assert SEASONAL.unknown_years(date(2026, 11, 26)) == ()


@given(calendar=calendars, moment=moments, first=spans, second=spans)
def test_adding_working_time_is_associative(
    calendar: WorkingCalendar, moment: datetime, first: timedelta, second: timedelta
) -> None:
    assert calendar.add(moment, first + second) == calendar.add(calendar.add(moment, first), second)


@given(calendar=calendars, moment=moments, span=spans)
def test_adding_ends_in_working_time_and_not_before_its_start(
    calendar: WorkingCalendar, moment: datetime, span: timedelta
) -> None:
    end = calendar.add(moment, span)
    assert (calendar.is_working(end), end >= moment + span) == (True, True)


@given(calendar=calendars, one=moments, other=moments, span=spans)
def test_a_later_start_never_ends_earlier(
    calendar: WorkingCalendar, one: datetime, other: datetime, span: timedelta
) -> None:
    early, late = sorted((one, other))
    assert calendar.add(early, span) <= calendar.add(late, span)


@given(calendar=calendars, one=moments, other=moments, days=st.integers(min_value=1, max_value=15))
def test_working_days_later_is_in_working_time_and_in_order(
    calendar: WorkingCalendar, one: datetime, other: datetime, days: int
) -> None:
    early, late = (calendar.add_days(moment, days) for moment in sorted((one, other)))
    assert (calendar.is_working(early), early <= late) == (True, True)


@given(calendar=calendars, moment=moments, span=spans)
def test_what_was_added_lies_between(calendar: WorkingCalendar, moment: datetime, span: timedelta) -> None:
    assert calendar.between(moment, calendar.add(moment, span)) == span


@given(moment=moments, type_code=st.sampled_from(sorted(TYPES)), priority=st.integers(1, 2))
def test_the_clocks_of_the_first_two_priorities_ignore_the_calendar(
    moment: datetime, type_code: str, priority: int
) -> None:
    never = Policies(calendar=WorkingCalendar(holidays=frozenset(_DAYS)))
    assert never.clocks(type_code, priority, moment) == Policies().clocks(type_code, priority, moment)


_DAYS = [date(2025, 12, 1) + timedelta(days=day) for day in range(500)]
