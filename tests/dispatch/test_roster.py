"""Duty: every moment has exactly one shift and somebody to ask."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.clock import SHANGHAI
from dispatch.errors import ConfigError
from dispatch.people import Role, Staff
from dispatch.roster import Duty, Gap, GapKind, Roster, Shift, gaps, on_duty, sheet
from tests.dispatch.builders import GRID, HEAD, LI, SECRETARY, STAFF, WANG, at, person

WEEKDAYS = Shift(a="wang", b="li")
WEEKEND = Shift(a="li", b="wang")
ROSTER = Roster(grid=GRID, default=WEEKDAYS, week={5: WEEKEND, 6: WEEKEND})
ROSTERS = {GRID: ROSTER}
MONDAY = date(2026, 3, 2)

ids = st.sampled_from(["wang", "li", "head", "secretary", "gone", ""])
shifts = st.builds(Shift, a=ids, b=ids)
rosters = st.builds(
    Roster,
    grid=st.just(GRID),
    default=shifts,
    week=st.dictionaries(st.integers(min_value=0, max_value=6), shifts),
    alternate=st.booleans(),
)
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2032, 12, 31))
moments = st.datetimes(
    min_value=datetime(2024, 1, 1),  # noqa: DTZ001  # hypothesis adds the zone
    max_value=datetime(2032, 12, 31),  # noqa: DTZ001
    timezones=st.just(SHANGHAI),
)


def test_a_weekday_without_a_shift_of_its_own_has_the_default_shift() -> None:
    shown = [ROSTER.shift_at(at(f"2026-03-0{day} 12:00")) for day in range(2, 9)]
    assert shown == [WEEKDAYS] * 5 + [WEEKEND] * 2


def test_a_shift_begins_and_ends_at_midnight() -> None:
    moments = ("2026-03-06 23:59", "2026-03-07 00:00", "2026-03-08 23:59", "2026-03-09 00:00")
    assert [ROSTER.shift_at(at(moment)) for moment in moments] == [WEEKDAYS, WEEKEND, WEEKEND, WEEKDAYS]


def test_alternating_people_swap_every_week_also_over_a_year_of_53_weeks() -> None:
    roster = Roster(grid=GRID, default=WEEKDAYS, alternate=True)
    start = at("2026-12-21 12:00")
    shown = [roster.shift_at(start + timedelta(weeks=week)).a for week in range(4)]  # weeks 52, 53, 1, 2
    assert shown == ["wang", "li", "wang", "li"]


def test_a_grid_with_one_person_has_nobody_to_swap_with() -> None:
    roster = Roster(grid=GRID, default=Shift(a="wang"), alternate=True)
    assert [roster.shift_at(at(f"2026-03-{day} 12:00")).a for day in ("04", "11")] == ["wang", "wang"]


def test_those_on_duty_are_the_shift_with_head_and_secretary_behind() -> None:
    duty = on_duty(STAFF, ROSTERS, GRID, at("2026-03-02 12:00"))
    assert duty == Duty(a=WANG, b=LI, head=HEAD, secretary=SECRETARY)


def test_the_ladder_goes_from_a_to_b_to_head_to_secretary() -> None:
    duty = Duty(a=WANG, b=LI, head=HEAD, secretary=SECRETARY)
    assert duty.ladder() == ((WANG,), (LI,), (HEAD,), (SECRETARY,))


@pytest.mark.parametrize(
    ("duty", "ladder"),
    [
        (Duty(a=WANG, b=None, head=HEAD, secretary=SECRETARY), (WANG, HEAD, HEAD, SECRETARY)),
        (Duty(a=WANG, b=LI, head=None, secretary=SECRETARY), (WANG, LI, SECRETARY, SECRETARY)),
        (Duty(a=WANG, b=LI, head=HEAD, secretary=None), (WANG, LI, HEAD, HEAD)),
        (Duty(a=WANG, b=None, head=None, secretary=None), (WANG, WANG, WANG, WANG)),
    ],
)
def test_a_missing_rung_is_filled_by_the_next_higher_or_else_the_next_lower(
    duty: Duty, ladder: tuple[object, ...]
) -> None:
    assert tuple(people[0] for people in duty.ladder()) == ladder


@pytest.mark.parametrize(
    ("shift", "a", "b"),
    [
        (Shift(a="gone", b="li"), LI, None),
        (Shift(a="wang", b="gone"), WANG, None),
        (Shift(a="gone", b="gone"), HEAD, None),
    ],
)
def test_who_is_not_on_the_staff_is_passed_over(shift: Shift, a: object, b: object) -> None:
    duty = on_duty(STAFF, {GRID: Roster(grid=GRID, default=shift)}, GRID, at("2026-03-02 12:00"))
    assert (duty.a, duty.b) == (a, b)


def test_a_grid_without_roster_and_head_falls_to_the_secretary() -> None:
    assert on_duty(STAFF, ROSTERS, "城西网格", at("2026-03-02 12:00")).a == SECRETARY


def test_a_staff_of_nobody_is_a_fault_of_the_configuration() -> None:
    with pytest.raises(ConfigError, match=GRID):
        on_duty(Staff(people=()), ROSTERS, GRID, at("2026-03-02 12:00"))


def test_a_full_roster_has_no_gaps() -> None:
    assert gaps(STAFF, ROSTERS, [GRID], MONDAY) == []


def test_gaps_name_the_grid_the_fault_the_person_and_the_days() -> None:
    outsider = person("zhao", Role.GRID_MEMBER, "城西网格")
    staff = Staff(people=(*STAFF.people, outsider))
    roster = Roster(grid=GRID, default=WEEKDAYS, week={0: Shift(a="gone", b="zhao"), 1: Shift(a="")})
    found = gaps(staff, {GRID: roster}, [GRID, "城西网格"], MONDAY, days=8)
    mondays, tuesday = (MONDAY, date(2026, 3, 9)), (date(2026, 3, 3),)
    all_days = tuple(MONDAY + timedelta(days=offset) for offset in range(8))
    assert found == [
        Gap(grid=GRID, kind=GapKind.UNKNOWN, person="gone", days=mondays),
        Gap(grid=GRID, kind=GapKind.OUTSIDER, person="zhao", days=mondays),
        Gap(grid=GRID, kind=GapKind.NOBODY, person="", days=tuesday),
        Gap(grid="城西网格", kind=GapKind.NO_ROSTER, person="", days=all_days),
    ]


def test_a_partner_on_duty_is_an_outsider() -> None:
    staff = Staff(people=(*STAFF.people, person("steward", Role.PARTNER)))
    roster = Roster(grid=GRID, default=Shift(a="wang", b="steward"))
    assert [gap.kind for gap in gaps(staff, {GRID: roster}, [GRID], MONDAY)] == [GapKind.OUTSIDER]


@given(roster=rosters, moment=moments)
def test_every_moment_has_one_shift_and_a_full_ladder(roster: Roster, moment: datetime) -> None:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    assert roster.shift_at(moment) == roster.shift_at(midnight)
    duty = on_duty(STAFF, {GRID: roster}, GRID, moment)
    assert [len(people) for people in duty.ladder()] == [1, 1, 1, 1]


@given(roster=rosters, start=days, minutes=st.integers(min_value=0, max_value=14 * 1440 - 1))
def test_the_sheet_agrees_with_who_is_on_duty(roster: Roster, start: date, minutes: int) -> None:
    moment = datetime(start.year, start.month, start.day, tzinfo=SHANGHAI) + timedelta(minutes=minutes)
    rows = {row.day: row.duty for row in sheet(STAFF, {GRID: roster}, GRID, start, 14)}
    assert rows[moment.date()] == on_duty(STAFF, {GRID: roster}, GRID, moment)
    assert list(rows) == [start + timedelta(days=offset) for offset in range(14)]
