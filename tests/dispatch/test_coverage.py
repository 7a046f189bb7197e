"""查岗: gaps, overloads, leaves; what is open can be taken."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given

from dispatch.calendar import WorkingCalendar
from dispatch.coverage import (
    Coverage,
    Gap,
    GapKind,
    OpenShift,
    Overload,
    by_shifts,
    covered,
    gaps,
    misnamed,
    open_shifts,
    overloads,
    stands_in,
)
from dispatch.duty import DutyPlan, on_duty
from dispatch.overrides import Override, OverrideKind
from dispatch.people import Role, Staff
from dispatch.roster import Night, Roster, Rota, Shift
from tests.dispatch.builders import GRID, STAFF, WANG, at, person
from tests.dispatch.duty_plans import moments, plans

WEEKDAYS = Shift(a="wang", b="li")
ROSTER = Roster(grid=GRID, default=WEEKDAYS, alternate=True)
MONDAY = date(2026, 3, 2)
ALL_DAYS = tuple(MONDAY + timedelta(days=day) for day in range(14))


def plan(*overrides: Override, roster: Roster = ROSTER, staff: Staff = STAFF) -> DutyPlan:
    return DutyPlan(staff=staff, rosters={GRID: roster}, calendar=WorkingCalendar(), overrides=overrides)


def override(kind: OverrideKind, who: str, substitute: str = "", start: str = "2026-03-03 12:00") -> Override:
    """For twelve hours."""
    return Override(
        kind=kind,
        person=who,
        substitute=substitute,
        starts_at=at(start),
        ends_at=at(start) + timedelta(hours=12),
        by=who,
        made_at=at(start),
    )


AWAY = override(OverrideKind.LEAVE, "wang")


def test_a_full_roster_has_no_gaps() -> None:
    assert covered(plan(), [GRID], MONDAY) == Coverage(gaps=(), overloads=(), absences=())


def test_gaps_name_the_grid_the_fault_the_person_and_the_days() -> None:
    outsider = person("zhao", Role.GRID_MEMBER, "城西网格")
    staff = Staff(people=(*STAFF.people, outsider))
    roster = Roster(grid=GRID, default=WEEKDAYS, week={0: Shift(a="gone", b="zhao"), 1: Shift(a="")})
    found = gaps(plan(roster=roster, staff=staff), [GRID, "城西网格"], MONDAY, days=8)
    mondays, tuesday = (MONDAY, date(2026, 3, 9)), (date(2026, 3, 3),)
    assert found == [
        Gap(grid=GRID, kind=GapKind.UNKNOWN, person="gone", days=mondays),
        Gap(grid=GRID, kind=GapKind.OUTSIDER, person="zhao", days=mondays),
        Gap(grid=GRID, kind=GapKind.NOBODY, person="", days=tuesday),
        Gap(grid="城西网格", kind=GapKind.NO_ROSTER, person="", days=ALL_DAYS[:8]),
    ]


def test_a_partner_on_duty_is_an_outsider() -> None:
    staff = Staff(people=(*STAFF.people, person("steward", Role.PARTNER)))
    roster = Roster(grid=GRID, default=Shift(a="wang", b="steward"))
    assert [gap.kind for gap in gaps(plan(roster=roster, staff=staff), [GRID], MONDAY)] == [GapKind.OUTSIDER]


def test_who_has_no_contact_is_unreachable() -> None:
    staff = Staff(people=(replace(WANG, contact=""), *STAFF.people[1:]))
    found = gaps(plan(staff=staff, roster=replace(ROSTER, alternate=False)), [GRID], MONDAY)
    assert found == [Gap(grid=GRID, kind=GapKind.UNREACHABLE, person="wang", days=ALL_DAYS)]


def test_a_leave_is_a_gap_until_somebody_stands_in() -> None:
    gap = Gap(grid=GRID, kind=GapKind.AWAY, person="wang", days=(date(2026, 3, 3),))
    assert covered(plan(AWAY), [GRID], MONDAY) == Coverage(gaps=(gap,), overloads=(), absences=(AWAY,))
    filled = plan(AWAY, override(OverrideKind.COVER, "wang", "head"))
    assert covered(filled, [GRID], MONDAY) == Coverage(gaps=(), overloads=(), absences=(AWAY,))


def test_a_leave_of_other_days_is_no_absence_of_these() -> None:
    later = override(OverrideKind.LEAVE, "wang", start="2026-03-16 00:00")
    assert covered(plan(later), [GRID], MONDAY).absences == ()


def test_neighbouring_stretches_of_an_open_shift_are_one() -> None:
    long = replace(AWAY, ends_at=at("2026-03-05 08:00"))
    shift = OpenShift(
        grid=GRID, person="wang", starts_at=at("2026-03-03 12:00"), ends_at=at("2026-03-05 08:00")
    )
    found = open_shifts(plan(long), [GRID], at("2026-03-02 00:00"), at("2026-03-09 00:00"))
    assert found == [shift]


def test_who_stands_in_somewhere_in_a_span_is_known() -> None:
    night = Night(start=time(22), end=time(7), plan=Shift(a="head"))
    of = plan(roster=replace(ROSTER, night=night))
    by_day, by_night = (
        (at("2026-03-02 08:00"), at("2026-03-02 22:00")),
        (at("2026-03-02 22:00"), at("2026-03-03 07:00")),
    )
    shown = [stands_in(of, GRID, who, *span) for who in ("li", "head") for span in (by_day, by_night)]
    assert shown == [True, False, False, True]


def test_a_night_belongs_to_the_day_on_which_it_begins_also_for_leave() -> None:
    night = Night(start=time(22), end=time(7), plan=Shift(a="head"))
    of = plan(roster=replace(ROSTER, night=night))
    midnight, noon, morning = at("2026-03-03 00:00"), at("2026-03-03 12:00"), at("2026-03-03 07:00")
    cut = [by_shifts(of, [GRID], who, midnight) for who in ("wang", "li", "head")]
    assert cut == [midnight, midnight, morning]
    assert by_shifts(of, [GRID], "head", noon) == noon
    assert by_shifts(plan(), [GRID, "城西网格"], "li", midnight) == midnight  # no night, no roster
    within = plan(roster=replace(ROSTER, night=replace(night, start=time(0), end=time(5))))
    assert by_shifts(within, [GRID], "head", midnight) == midnight  # begins on this very day


def test_one_person_for_all_days_and_nights_is_overloaded() -> None:
    alone = plan(roster=Roster(grid=GRID, default=Shift(a="wang")))
    assert overloads(alone, [GRID], MONDAY) == [Overload(person="wang", hours=336, nights=14)]


def test_hours_in_two_grids_at_once_count_once() -> None:
    other = "城西网格"
    both = replace(WANG, grids=(GRID, other))
    of = DutyPlan(
        staff=Staff(people=(both, *STAFF.people[1:])),
        rosters={grid: Roster(grid=grid, default=Shift(a="wang")) for grid in (GRID, other)},
        calendar=WorkingCalendar(),
    )
    assert [load.hours for load in overloads(of, [GRID, other], MONDAY)] == [336]


def test_eight_nights_in_a_row_are_too_many_and_seven_are_not() -> None:
    def nights(turns: tuple[str, ...]) -> list[Overload]:
        night = Night(start=time(22), end=time(7), plan=Rota(turns=turns))
        return overloads(plan(roster=replace(ROSTER, night=night)), [GRID], MONDAY)

    assert nights(("head", "li")) == []
    assert nights(("head",)) == [Overload(person="head", hours=126, nights=14)]


def test_misnamed_people_are_found_on_any_day() -> None:
    roster = Roster(grid=GRID, default=WEEKDAYS, holiday=Shift(a="gone"))
    assert misnamed(plan(roster=roster), roster) == [(GapKind.UNKNOWN, "gone")]


@given(plan=plans, moment=moments)
def test_where_nobody_of_the_roster_is_there_a_gap_is_found(plan: DutyPlan, moment: datetime) -> None:
    found = [gap for gap in gaps(plan, [GRID], moment.date(), days=1) if moment.date() in gap.days]
    assert on_duty(plan, GRID, moment).manned or found


def test_an_open_shift_is_of_whom_a_swap_put_there() -> None:
    away = override(OverrideKind.LEAVE, "li")
    swapped = override(OverrideKind.SWAP, "wang", "li")
    noon = at("2026-03-03 12:00")
    found = open_shifts(plan(away, swapped), [GRID], noon, noon + timedelta(hours=12))
    assert {shift.person for shift in found} == {"li"}


@given(plan=plans, moment=moments)
def test_an_open_shift_that_is_taken_is_open_no_longer(plan: DutyPlan, moment: datetime) -> None:
    zhao = person("zhao")
    plan = replace(plan, staff=Staff(people=(*STAFF.people, zhao)))
    span = moment, moment + timedelta(days=2)
    taken = [
        Override(
            kind=OverrideKind.COVER,
            person=shift.person,
            substitute="zhao",
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            by="zhao",
            made_at=moment,
        )
        for shift in open_shifts(plan, [GRID], *span)
    ]
    left = open_shifts(replace(plan, overrides=(*plan.overrides, *taken)), [GRID], *span)
    assert left == []
