"""The office: whose grid a compound is, who leads it, and in which parts people act on a case."""

from dataclasses import replace

import pytest

from dispatch.cases import Case, Who
from dispatch.people import Person, Staff
from tests.dispatch.builders import COMPOUND, GRID, HEAD, LI, SECRETARY, WANG, at, case
from tests.dispatch.stage import (
    CHEN_BO,
    FAR_COMPOUND,
    FAR_GRID,
    LI_AYI,
    OFFICE,
    PARTNER,
    ZHAO,
)


def test_a_compound_belongs_to_its_grid() -> None:
    assert [OFFICE.grid_of(COMPOUND), OFFICE.grid_of(FAR_COMPOUND)] == [GRID, FAR_GRID]


def test_the_first_grid_takes_a_compound_that_belongs_to_none() -> None:
    assert OFFICE.grid_of("无名小区") == GRID


def test_a_grid_is_led_by_its_head() -> None:
    assert OFFICE.head_of(GRID) == HEAD


def test_the_secretary_leads_a_grid_without_head() -> None:
    assert OFFICE.head_of(FAR_GRID) == SECRETARY


def test_nobody_leads_where_there_is_neither_head_nor_secretary() -> None:
    assert replace(OFFICE, staff=Staff(people=(WANG,))).head_of(GRID) is None


def test_the_roster_says_who_is_on_duty() -> None:
    duty = OFFICE.duty(GRID, at("2026-03-02 09:00"), ())
    assert (duty.a, duty.b, duty.head, duty.secretary) == (WANG, LI, HEAD, SECRETARY)


@pytest.mark.parametrize(
    ("of_case", "person", "part"),
    [
        (case(), WANG, Who.MEMBER),
        (case(assignee="wang"), WANG, Who.MEMBER | Who.ASSIGNEE),
        (case(), HEAD, Who.HEAD),
        (case(), SECRETARY, Who.SECRETARY),
        (case(), ZHAO, Who(0)),
        (case(assignee="zhao"), ZHAO, Who.ASSIGNEE),
        (case(), PARTNER, Who(0)),
        (case(partner="xiaoweng"), PARTNER, Who.PARTNER),
        (case(grid=FAR_GRID), HEAD, Who(0)),
    ],
    ids=[
        "a member of the grid",
        "the assignee",
        "the head",
        "the secretary",
        "a member of another grid",
        "the assignee from another grid",
        "a partner who was not asked",
        "the partner",
        "the head of another grid",
    ],
)
def test_the_part_of_staff_follows_from_case_and_grid(of_case: Case, person: Person, part: Who) -> None:
    assert OFFICE.part(of_case, person) == part


def test_only_the_reporter_acts_as_reporter() -> None:
    assert OFFICE.resident_part(case(), LI_AYI) == Who.REPORTER
    assert OFFICE.resident_part(case(), CHEN_BO) == Who.RESIDENT
