"""When a line may be said."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.manners import HOUR, Manners
from dispatch.messages import Purpose
from tests.dispatch.builders import at

MANNERS = Manners(quiet_from=time(22), quiet_to=time(7), lines_per_hour=6)
NOON = at("2026-03-02 12:00")
WAITING_PURPOSES = sorted(set(Purpose) - {Purpose.ALARM, Purpose.SAFETY, Purpose.REPLY})


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [("21:59", False), ("22:00", True), ("00:00", True), ("06:59", True), ("07:00", False), ("12:00", False)],
)
def test_quiet_hours_go_over_midnight_and_end_on_the_minute(clock: str, quiet: bool) -> None:
    assert quiet == MANNERS.quiet(at(f"2026-03-02 {clock}"))


@pytest.mark.parametrize(("clock", "quiet"), [("12:59", False), ("13:00", True), ("14:00", False)])
def test_quiet_hours_may_lie_within_one_day(clock: str, quiet: bool) -> None:
    assert quiet == Manners(quiet_from=time(13), quiet_to=time(14)).quiet(at(f"2026-03-02 {clock}"))


def test_equal_times_mean_no_quiet_hours() -> None:
    never = Manners(quiet_from=time(22), quiet_to=time(22))

    assert not any(never.quiet(at(f"2026-03-02 {hour:02}:00")) for hour in range(24))


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        ("2026-03-02 23:30", "2026-03-03 07:00"),
        ("2026-03-03 00:10", "2026-03-03 07:00"),
        ("2026-03-03 07:00", "2026-03-04 07:00"),
    ],
)
def test_the_morning_is_the_next_end_of_the_quiet_hours(moment: str, morning: str) -> None:
    assert at(morning) == MANNERS.morning(at(moment))


@pytest.mark.parametrize("purpose", WAITING_PURPOSES)
def test_a_group_hears_nothing_of_its_own_accord_at_night(purpose: Purpose) -> None:
    assert at("2026-03-03 07:00") == MANNERS.in_group(purpose, at("2026-03-02 23:00"), [])


@pytest.mark.parametrize("purpose", [Purpose.ALARM, Purpose.SAFETY, Purpose.REPLY])
def test_emergencies_and_answers_wait_for_neither_night_nor_budget(purpose: Purpose) -> None:
    night = at("2026-03-02 23:00")

    assert night == MANNERS.in_group(purpose, night, [night] * 20)


def test_five_lines_in_an_hour_leave_room_for_one_more() -> None:
    assert MANNERS.in_group(Purpose.RECEIPT, NOON, [NOON - timedelta(minutes=5)] * 5) == NOON


def test_the_seventh_line_waits_until_the_first_is_an_hour_old() -> None:
    said = [NOON - timedelta(minutes=minutes) for minutes in (50, 40, 30, 20, 10, 1)]

    assert NOON + timedelta(minutes=10) == MANNERS.in_group(Purpose.RECEIPT, NOON, said)


def test_lines_older_than_an_hour_are_not_counted() -> None:
    assert MANNERS.in_group(Purpose.RECEIPT, NOON, [NOON - HOUR] * 6) == NOON


def test_a_line_that_the_budget_pushes_into_the_night_waits_for_the_morning() -> None:
    evening = at("2026-03-02 21:30")

    assert at("2026-03-03 07:00") == MANNERS.in_group(Purpose.RECEIPT, evening, [evening] * 6)


@given(st.lists(st.integers(0, 600), max_size=40), st.integers(1, 6))
def test_no_hour_ever_holds_more_lines_than_the_budget(minutes: list[int], budget: int) -> None:
    manners = Manners(quiet_from=time(0), quiet_to=time(0), lines_per_hour=budget)
    said: list[datetime] = []
    for minute in sorted(minutes):
        said.append(manners.in_group(Purpose.RECEIPT, NOON + timedelta(minutes=minute), said))

    assert all(sum(start <= moment < start + HOUR for moment in said) <= budget for start in said)


def test_a_resident_is_asked_in_private_by_day_and_answered_at_any_hour() -> None:
    night = at("2026-03-02 23:00")

    assert at("2026-03-03 07:00") == MANNERS.to_resident(Purpose.EVALUATION, night)
    assert [night] * 2 == [MANNERS.to_resident(purpose, night) for purpose in (Purpose.REPLY, Purpose.NOTICE)]


@pytest.mark.parametrize(
    ("priority", "heard"),
    [(1, "2026-03-02 23:00"), (2, "2026-03-02 23:00"), (3, "2026-03-03 07:00"), (4, "2026-03-03 07:00")],
)
def test_staff_are_woken_for_the_first_two_priorities_only(priority: int, heard: str) -> None:
    assert at(heard) == MANNERS.in_private(priority, at("2026-03-02 23:00"))


def test_staff_hear_of_everything_at_once_by_day() -> None:
    assert [MANNERS.in_private(priority, NOON) for priority in (1, 2, 3, 4)] == [NOON] * 4
