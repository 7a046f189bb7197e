"""The ladder: when it climbs, and that ticks cannot make it fall or jump."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.calendar import WorkingCalendar
from dispatch.clock import SHANGHAI
from dispatch.escalation import (
    ESCALATION,
    LADDER,
    Climb,
    Escalation,
    Ladder,
    Rung,
    alarm_rungs,
    due_rung,
    next_rung,
    overdue_level,
    rungs,
)
from tests.dispatch.builders import at

CALENDAR = WorkingCalendar()
START = at("2026-03-02 09:00")
AROUND_THE_CLOCK = rungs(START, at("2026-03-02 10:00"), working=None)

policies = st.sets(st.integers(min_value=1, max_value=400), min_size=1, max_size=5).flatmap(
    lambda shares: st.sets(st.integers(0, 4), min_size=len(shares), max_size=len(shares)).map(
        lambda levels: tuple(
            Climb(level=level, share=share / 100)
            for level, share in zip(sorted(levels), sorted(shares), strict=True)
        )
    )
)
ladders = st.builds(
    lambda start, minutes, working, ladder: rungs(
        start,
        CALENDAR.add(start, timedelta(minutes=minutes)) if working else start + timedelta(minutes=minutes),
        working=CALENDAR if working else None,
        ladder=ladder,
    ),
    st.datetimes(
        min_value=datetime(2026, 1, 1),  # noqa: DTZ001  # hypothesis adds the zone
        max_value=datetime(2026, 12, 1),  # noqa: DTZ001
        timezones=st.just(SHANGHAI),
    ),
    st.integers(min_value=0, max_value=3000),
    st.booleans(),
    st.just(LADDER) | policies,
)
ticks = st.lists(st.integers(min_value=0, max_value=20_000), max_size=12).map(sorted)


def climbed(ladder: tuple[Rung, ...], moments: list[datetime]) -> list[Rung]:
    """The rungs that ticks at these moments climb."""
    path: list[Rung] = []
    for moment in moments:
        rung = due_rung(ladder, path[-1].step if path else 0, moment)
        path += [rung] if rung else []
    return path


def test_the_ladder_climbs_at_50_100_150_200_and_300_percent_of_the_accept_clock() -> None:
    assert (
        Rung(step=1, level=0, at=at("2026-03-02 09:30")),
        Rung(step=2, level=1, at=at("2026-03-02 10:00")),
        Rung(step=3, level=2, at=at("2026-03-02 10:30")),
        Rung(step=4, level=3, at=at("2026-03-02 11:00")),
        Rung(step=5, level=4, at=at("2026-03-02 12:00")),
    ) == AROUND_THE_CLOCK


def test_with_a_calendar_the_ladder_rests_outside_working_time() -> None:
    ladder = rungs(at("2026-03-06 16:30"), at("2026-03-09 11:30"), working=CALENDAR)
    assert [rung.at for rung in ladder] == [
        at("2026-03-09 09:30"),  # Friday 16:30 and two working hours
        at("2026-03-09 11:30"),
        at("2026-03-09 16:00"),  # over the break
        at("2026-03-10 09:00"),  # and the night
        at("2026-03-10 15:30"),
    ]


def test_a_deadline_at_opening_is_itself_a_rung() -> None:
    ladder = rungs(at("2026-03-02 07:00"), at("2026-03-03 08:30"), working=CALENDAR)
    assert ladder[1].at == at("2026-03-03 08:30")


def test_one_late_tick_climbs_to_the_highest_rung_that_is_due() -> None:
    late = at("2026-03-02 10:45")
    assert due_rung(AROUND_THE_CLOCK, 0, late) == AROUND_THE_CLOCK[2]


def test_nothing_is_due_before_the_first_rung_and_after_the_last() -> None:
    assert due_rung(AROUND_THE_CLOCK, 0, at("2026-03-02 09:29")) is None
    assert due_rung(AROUND_THE_CLOCK, 5, at("2026-03-03 09:00")) is None


def test_the_next_rung_follows_the_last_climbed_until_the_top() -> None:
    assert [next_rung(AROUND_THE_CLOCK, step) for step in range(6)] == [*AROUND_THE_CLOCK, None]


def test_an_alarm_is_repeated_every_three_minutes_and_reaches_the_secretary_in_the_third_round() -> None:
    first = alarm_rungs(START)[:4]
    assert [(rung.level, rung.at - START) for rung in first] == [
        (2, timedelta(minutes=3)),
        (2, timedelta(minutes=6)),
        (3, timedelta(minutes=9)),
        (3, timedelta(minutes=12)),
    ]


def test_an_alarm_ends_after_two_hours() -> None:
    last = alarm_rungs(START)[-1]
    assert (last.step, last.at) == (ESCALATION.alarm_rounds, START + timedelta(hours=2))


def test_an_alarm_may_be_repeated_by_other_rules() -> None:
    rules = Escalation(alarm_every=timedelta(minutes=5), alarm_secretary=1, alarm_rounds=2)
    assert [(rung.level, rung.at - START) for rung in alarm_rungs(START, rules)] == [
        (3, timedelta(minutes=5)),
        (3, timedelta(minutes=10)),
    ]


@pytest.mark.parametrize(
    ("hours", "clock", "top", "expected"),
    [
        (0, 10, 4, 2),
        (9, 10, 4, 2),
        (10, 10, 4, 3),
        (20, 10, 4, 4),
        (99, 10, 4, 4),
        (99, 10, 3, 3),
        (5, 0, 4, 2),
    ],
)
def test_each_level_has_a_fresh_clock_with_what_is_overdue(
    hours: int, clock: int, top: int, expected: int
) -> None:
    assert expected == overdue_level(timedelta(hours=hours), timedelta(hours=clock), top)


@given(
    late=st.lists(st.integers(0, 10_000), max_size=8).map(sorted),
    clock=st.integers(0, 2000),
    top=st.integers(3, 4),
)
def test_the_level_of_what_is_overdue_never_falls(late: list[int], clock: int, top: int) -> None:
    levels = [overdue_level(timedelta(minutes=each), timedelta(minutes=clock), top) for each in late]
    assert levels == sorted(levels)


@given(ladder=policies)
def test_a_policy_is_a_ladder_whose_levels_and_shares_rise(ladder: Ladder) -> None:
    found = rungs(START, START + timedelta(hours=4), working=None, ladder=ladder)
    assert [rung.level for rung in found] == [climb.level for climb in ladder]
    assert [rung.at for rung in found] == sorted(rung.at for rung in found)


@given(ladder=ladders)
def test_rungs_rise_in_time_and_level(ladder: tuple[Rung, ...]) -> None:
    assert [(rung.at, rung.level) for rung in ladder] == sorted((rung.at, rung.level) for rung in ladder)


@given(ladder=ladders, minutes=ticks)
def test_the_level_never_falls_and_no_rung_is_climbed_twice(
    ladder: tuple[Rung, ...], minutes: list[int]
) -> None:
    path = climbed(ladder, [ladder[0].at + timedelta(minutes=count) for count in minutes])
    assert [rung.step for rung in path] == sorted({rung.step for rung in path})
    assert [rung.level for rung in path] == sorted(rung.level for rung in path)


@given(ladder=ladders, minutes=ticks)
def test_ticking_twice_is_ticking_once(ladder: tuple[Rung, ...], minutes: list[int]) -> None:
    moments = [ladder[0].at + timedelta(minutes=count) for count in minutes]
    assert climbed(ladder, [moment for moment in moments for _ in range(2)]) == climbed(ladder, moments)


@given(ladder=ladders, minutes=ticks.filter(bool))
def test_many_ticks_end_where_one_late_tick_ends(ladder: tuple[Rung, ...], minutes: list[int]) -> None:
    moments = [ladder[0].at + timedelta(minutes=count) for count in minutes]
    assert climbed(ladder, moments)[-1] == climbed(ladder, moments[-1:])[-1]
