"""Duty: every moment has somebody to ask, with the reason; overrides hold exactly as long as arranged."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.calendar import WorkingCalendar
from dispatch.duty import Duty, DutyPlan, next_edge, on_duty, sheet
from dispatch.errors import ConfigError
from dispatch.overrides import Override, OverrideKind, OverrideState
from dispatch.people import Person, Role, Staff
from dispatch.roster import Night, Reason, Roster, Shift
from tests.dispatch.builders import GRID, HEAD, LI, SECRETARY, STAFF, WANG, at, person
from tests.dispatch.duty_plans import DAYS, FIRST, minutes, moments, overrides, plans, start_of

ROSTER = Roster(grid=GRID, default=Shift(a="wang", b="li"))
MONDAY = date(2026, 3, 2)
ZHAO = person("zhao")
NOON = "2026-03-02 12:00"


def plan(
    *overrides: Override, staff: Sequence[Person] = (*STAFF.people, ZHAO), roster: Roster = ROSTER
) -> DutyPlan:
    return DutyPlan(
        staff=Staff(people=tuple(staff)),
        rosters={GRID: roster},
        calendar=WorkingCalendar(),
        overrides=overrides,
    )


def override(kind: OverrideKind, who: str, substitute: str = "", start: str = "2026-03-02") -> Override:
    """For one day."""
    starts_at = at(f"{start} 00:00")
    return Override(
        kind=kind,
        person=who,
        substitute=substitute,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(days=1),
        by=who,
        made_at=starts_at,
    )


def leave(who: str) -> Override:
    return override(OverrideKind.LEAVE, who)


def cover(who: str, substitute: str) -> Override:
    return override(OverrideKind.COVER, who, substitute)


def there(of: DutyPlan, moment: str = NOON) -> tuple[str, str | None, Reason]:
    duty = on_duty(of, GRID, at(moment))
    return duty.a.id, duty.b.id if duty.b else None, duty.reason


def test_those_on_duty_are_the_shift_with_head_and_secretary_behind() -> None:
    assert on_duty(plan(), GRID, at(NOON)) == Duty(a=WANG, b=LI, head=HEAD, secretary=SECRETARY)


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
    ("shift", "expected"),
    [
        (Shift(a="gone", b="li"), ("li", None, Reason.B)),
        (Shift(a="wang", b="gone"), ("wang", None, Reason.A)),
        (Shift(a="gone", b="gone"), ("head", None, Reason.HEAD)),
    ],
)
def test_who_is_not_on_the_staff_is_passed_over(shift: Shift, expected: object) -> None:
    assert there(plan(roster=Roster(grid=GRID, default=shift))) == expected


def test_who_has_no_contact_is_passed_over() -> None:
    silent = replace(WANG, contact="")
    assert there(plan(staff=(silent, LI, HEAD, SECRETARY))) == ("li", None, Reason.B)


def test_a_grid_without_roster_and_head_falls_to_the_secretary() -> None:
    duty = on_duty(plan(), "城西网格", at(NOON))
    assert (duty.a, duty.reason, duty.manned) == (SECRETARY, Reason.SECRETARY, False)


def test_a_staff_of_nobody_is_a_fault_of_the_configuration() -> None:
    with pytest.raises(ConfigError, match=GRID):
        on_duty(plan(staff=()), GRID, at(NOON))


def test_when_nobody_of_a_night_is_there_the_next_layer_answers() -> None:
    roster = replace(ROSTER, night=Night(start=time(22), end=time(7), plan=Shift(a="zhao")))
    assert there(plan(roster=roster), "2026-03-02 23:00") == ("zhao", None, Reason.NIGHT)
    assert there(plan(leave("zhao"), roster=roster), "2026-03-02 23:00") == ("wang", "li", Reason.A)


@pytest.mark.parametrize(
    ("arranged", "expected"),
    [
        ((), ("wang", "li", Reason.A)),
        ((leave("wang"),), ("li", None, Reason.B)),
        ((leave("wang"), leave("li")), ("head", None, Reason.HEAD)),
        ((leave("wang"), leave("li"), leave("head")), ("secretary", None, Reason.SECRETARY)),
        ((leave("wang"), cover("wang", "zhao")), ("zhao", "li", Reason.OVERRIDE)),
        ((leave("wang"), cover("wang", "li")), ("li", None, Reason.OVERRIDE)),
        ((override(OverrideKind.SWAP, "wang", "li"),), ("li", "wang", Reason.OVERRIDE)),
        ((override(OverrideKind.SWAP, "wang", "zhao"),), ("zhao", "li", Reason.OVERRIDE)),
        ((cover("wang", "zhao"), cover("zhao", "li")), ("li", None, Reason.OVERRIDE)),
        ((cover("wang", "zhao"), leave("zhao")), ("li", None, Reason.B)),
    ],
)
def test_overrides_come_first(arranged: tuple[Override, ...], expected: object) -> None:
    assert there(plan(*arranged)) == expected


def test_a_substitute_from_another_grid_or_a_partner_does_not_stand_in() -> None:
    far = person("far", Role.GRID_MEMBER, "城西网格")
    partner = person("steward", Role.PARTNER)
    staff = (*STAFF.people, far, partner)
    assert there(plan(cover("wang", "far"), staff=staff)) == ("wang", "li", Reason.A)
    assert there(plan(cover("wang", "steward"), staff=staff)) == ("wang", "li", Reason.A)


def test_a_head_on_leave_is_not_on_the_ladder_but_the_substitute_is() -> None:
    duty = on_duty(plan(leave("head"), cover("head", "zhao")), GRID, at(NOON))
    assert (duty.head, on_duty(plan(leave("head")), GRID, at(NOON)).head) == (ZHAO, None)


def test_the_secretary_is_the_last_resort_also_on_leave() -> None:
    nobody = plan(leave("secretary"), staff=(SECRETARY,))
    assert there(nobody) == ("secretary", None, Reason.SECRETARY)


def test_the_sheet_shows_the_night_and_joins_what_does_not_change() -> None:
    roster = replace(ROSTER, night=Night(start=time(22), end=time(7), plan=Shift(a="zhao")))
    rows = sheet(plan(roster=roster), GRID, MONDAY, 1)
    shown = [(f"{row.start:%H:%M}", f"{row.end:%H:%M}", row.duty.a.id, row.whole_day) for row in rows]
    assert shown == [
        ("00:00", "07:00", "zhao", False),
        ("07:00", "22:00", "wang", False),
        ("22:00", "00:00", "zhao", False),
    ]
    assert [row.whole_day for row in sheet(plan(), GRID, MONDAY, 2)] == [True, True]


@given(plan=plans, moment=moments)
def test_every_moment_has_one_shift_and_a_full_ladder(plan: DutyPlan, moment: datetime) -> None:
    duty = on_duty(plan, GRID, moment)
    assert [len(people) for people in duty.ladder()] == [1, 1, 1, 1]
    assert duty.a != duty.b


@given(plan=plans, minute=minutes)
def test_the_sheet_agrees_at_every_minute_with_who_is_on_duty(plan: DutyPlan, minute: int) -> None:
    moment = start_of(FIRST) + timedelta(minutes=minute)
    holding = [row for row in sheet(plan, GRID, FIRST, DAYS) if row.start <= moment < row.end]
    assert [row.duty for row in holding] == [on_duty(plan, GRID, moment)]


@given(plan=plans)
def test_the_sheet_has_no_gap_and_no_overlap(plan: DutyPlan) -> None:
    rows = sheet(plan, GRID, FIRST, DAYS)
    ends = [start_of(FIRST), *(row.end for row in rows)]
    assert [row.start for row in rows] == ends[:-1]
    assert ends[-1] == start_of(FIRST + timedelta(days=DAYS))
    assert all(row.start.date() == (row.end - timedelta(minutes=1)).date() for row in rows)


@given(plan=plans, moment=moments)
def test_until_the_next_edge_the_same_people_are_on_duty(plan: DutyPlan, moment: datetime) -> None:
    edge = next_edge(plan, moment)
    assert moment < edge <= start_of(moment.date() + timedelta(days=1))
    assert on_duty(plan, GRID, edge - timedelta(minutes=1)) == on_duty(plan, GRID, moment)


@given(plan=plans, override=overrides(), data=st.data())
def test_an_override_changes_nothing_outside_its_half_open_span(
    plan: DutyPlan, override: Override, data: st.DataObject
) -> None:
    moment = data.draw(
        moments | st.sampled_from([override.ends_at, override.starts_at - timedelta(minutes=1)])
    )
    if override.starts_at <= moment < override.ends_at:
        return
    arranged = replace(plan, overrides=(*plan.overrides, override))
    assert on_duty(arranged, GRID, moment) == on_duty(plan, GRID, moment)


@given(plan=plans, who=st.sampled_from(["wang", "li", "head"]), moment=moments)
def test_who_is_on_leave_is_never_on_duty(plan: DutyPlan, who: str, moment: datetime) -> None:
    away = replace(leave(who), starts_at=moment, ends_at=moment + timedelta(minutes=1))
    duty = on_duty(replace(plan, overrides=(*plan.overrides, away)), GRID, moment)
    assert who not in [person.id for rung in duty.ladder() for person in rung]


@given(plan=plans, override=overrides(), moment=moments)
def test_what_is_only_asked_for_changes_nothing(plan: DutyPlan, override: Override, moment: datetime) -> None:
    asked = replace(override, state=OverrideState.ASKED)
    arranged = replace(plan, overrides=(*plan.overrides, asked))
    assert on_duty(arranged, GRID, moment) == on_duty(plan, GRID, moment)
