"""The written roster: every layer at its hours, the more particular one first."""

from datetime import date, datetime, time, timedelta

from hypothesis import given

from dispatch.calendar import WorkingCalendar
from dispatch.roster import A_MONDAY, EmergencyShift, HolidayShift, Night, Reason, Roster, Rota, Shift
from tests.dispatch.builders import GRID, at
from tests.dispatch.duty_plans import moments, rosters

CALENDAR = WorkingCalendar()
WEEKDAYS = Shift(a="wang", b="li")
WEEKEND = Shift(a="li", b="wang")
HEADS = Shift(a="head")
ROSTER = Roster(grid=GRID, default=WEEKDAYS, week={5: WEEKEND, 6: WEEKEND})
NIGHT = Night(start=time(22), end=time(7), plan=HEADS)


def deciding(roster: Roster, moment: str) -> tuple[Reason, Shift]:
    return next(roster.shifts_at(at(moment), CALENDAR))


def firsts(roster: Roster, *moments: str) -> list[str]:
    return [deciding(roster, moment)[1].a for moment in moments]


def test_a_weekday_without_a_shift_of_its_own_has_the_default_shift() -> None:
    shown = [deciding(ROSTER, f"2026-03-0{day} 12:00") for day in range(2, 9)]
    assert shown == [(Reason.A, WEEKDAYS)] * 5 + [(Reason.WEEKLY, WEEKEND)] * 2


def test_a_shift_begins_and_ends_at_midnight() -> None:
    moments = ("2026-03-06 23:59", "2026-03-07 00:00", "2026-03-08 23:59", "2026-03-09 00:00")
    assert firsts(ROSTER, *moments) == ["wang", "li", "li", "wang"]


def test_alternating_people_swap_every_week_also_over_a_year_of_53_weeks() -> None:
    roster = Roster(grid=GRID, default=WEEKDAYS, alternate=True)
    weeks = ("2026-12-21 12:00", "2026-12-28 12:00", "2027-01-04 12:00", "2027-01-11 12:00")  # 52, 53, 1, 2
    assert firsts(roster, *weeks) == ["wang", "li", "wang", "li"]


def test_a_grid_with_one_person_has_nobody_to_swap_with() -> None:
    roster = Roster(grid=GRID, default=Shift(a="wang"), alternate=True)
    assert firsts(roster, "2026-03-04 12:00", "2026-03-11 12:00") == ["wang", "wang"]


def test_several_people_take_turns_by_week_and_the_next_in_turn_is_b() -> None:
    roster = Roster(grid=GRID, default=HEADS, rota=Rota(turns=("wang", "li", "zhao")))
    shown = [deciding(roster, week)[1] for week in _FOUR_WEEKS]
    assert shown == [
        Shift(a="wang", b="li"),
        Shift(a="li", b="zhao"),
        Shift(a="zhao", b="wang"),
        Shift(a="wang", b="li"),
    ]


_FOUR_WEEKS = ("2026-01-05 00:00", "2026-01-12 12:00", "2026-01-25 23:59", "2026-01-26 00:00")


def test_one_person_in_turn_has_nobody_as_b() -> None:
    assert Rota(turns=("wang",)).shift_on(A_MONDAY) == Shift(a="wang")


def test_a_night_goes_over_midnight_and_holds_its_start_but_not_its_end() -> None:
    roster = Roster(grid=GRID, default=WEEKDAYS, night=NIGHT)
    moments = ("2026-03-02 21:59", "2026-03-02 22:00", "2026-03-03 06:59", "2026-03-03 07:00")
    assert firsts(roster, *moments) == ["wang", "head", "head", "wang"]


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    night = Night(start=time(22), end=time(7), plan=Rota(turns=("wang", "li")))
    roster = Roster(grid=GRID, default=HEADS, night=night)
    assert firsts(roster, "2026-01-12 06:59", "2026-01-12 22:00") == ["wang", "li"]  # a Monday


def test_a_night_within_one_day_ends_on_it() -> None:
    roster = Roster(grid=GRID, default=WEEKDAYS, night=Night(start=time(1), end=time(5), plan=HEADS))
    assert firsts(roster, "2026-03-02 00:59", "2026-03-02 01:00", "2026-03-02 05:00") == [
        "wang",
        "head",
        "wang",
    ]


def test_the_holiday_shift_serves_on_statutory_holidays_and_not_on_make_up_days_or_weekends() -> None:
    roster = Roster(grid=GRID, default=WEEKDAYS, holiday=HEADS)
    days = ("2026-02-15 12:00", "2026-02-17 12:00", "2026-02-28 12:00", "2026-03-01 12:00")
    assert firsts(roster, *days) == ["head", "head", "wang", "wang"]  # 春节, 春节, 调休, a Sunday


def test_named_holidays_come_before_the_holiday_shift_also_in_years_that_nobody_knows() -> None:
    named = HolidayShift(first=date(2099, 2, 6), last=date(2099, 2, 8), shift=WEEKEND)
    roster = Roster(grid=GRID, default=WEEKDAYS, holiday=HEADS, holidays=(named,))
    days = ("2099-02-05 12:00", "2099-02-06 00:00", "2099-02-08 23:59", "2099-02-09 00:00")
    assert firsts(roster, *days) == ["wang", "li", "li", "wang"]


def test_the_layers_come_in_the_order_of_resolution() -> None:
    emergency = EmergencyShift(start=at("2026-02-17 20:00"), end=at("2026-02-18 00:00"), shift=WEEKEND)
    roster = Roster(
        grid=GRID,
        default=WEEKDAYS,
        week={1: WEEKEND},
        rota=Rota(turns=("wang",)),
        night=NIGHT,
        holiday=HEADS,
        emergencies=(emergency,),
    )
    order = [reason for reason, _ in roster.shifts_at(at("2026-02-17 23:00"), CALENDAR)]  # a Tuesday
    expected = [Reason.EMERGENCY, Reason.HOLIDAY, Reason.NIGHT, Reason.WEEKLY, Reason.WEEKLY, Reason.A]
    assert order == expected


def test_an_emergency_roster_is_half_open() -> None:
    emergency = EmergencyShift(start=at("2026-03-02 08:00"), end=at("2026-03-02 20:00"), shift=HEADS)
    roster = Roster(grid=GRID, default=WEEKDAYS, emergencies=(emergency,))
    moments = ("2026-03-02 07:59", "2026-03-02 08:00", "2026-03-02 19:59", "2026-03-02 20:00")
    assert firsts(roster, *moments) == ["wang", "head", "head", "wang"]


def test_everybody_who_is_written_down_is_named_once() -> None:
    roster = Roster(
        grid=GRID,
        default=WEEKDAYS,
        week={0: Shift(a="zhao")},
        rota=Rota(turns=("wang", "chen")),
        night=NIGHT,
        holiday=Shift(a="qian"),
        holidays=(HolidayShift(first=A_MONDAY, last=A_MONDAY, shift=Shift(a="sun")),),
        emergencies=(
            EmergencyShift(start=at("2026-03-02 08:00"), end=at("2026-03-02 20:00"), shift=Shift(a="wu")),
        ),
    )
    assert roster.people() == ("wang", "li", "zhao", "chen", "qian", "head", "sun", "wu")


@given(roster=rosters(), moment=moments)
def test_between_two_edges_nothing_changes(roster: Roster, moment: datetime) -> None:
    edges = [edge for edge in roster.edges(moment - timedelta(days=1), moment) if edge <= moment]
    begins = max(edges)
    assert list(roster.shifts_at(begins, CALENDAR)) == list(roster.shifts_at(moment, CALENDAR))
