"""Staff are found by id, contact and name, never by guess."""

from dataclasses import replace

from dispatch.people import Role, Staff
from tests.dispatch.builders import GRID, HEAD, LI, SECRETARY, STAFF, WANG, person

STEWARD = replace(person("steward", Role.PARTNER), title="物业管家")


def test_a_person_is_shown_with_the_role_or_with_the_own_title() -> None:
    assert [one.shown for one in (WANG, SECRETARY, STEWARD)] == [
        "Wang(网格员)",
        "Secretary(书记)",
        "Steward(物业管家)",
    ]


def test_people_are_found_by_id_and_by_contact() -> None:
    assert (STAFF.by_id("li"), STAFF.by_contact("console:li")) == (LI, LI)


def test_people_are_found_by_name_and_by_title() -> None:
    staff = Staff(people=(WANG, STEWARD))
    assert (staff.by_name("Wang"), staff.by_name("物业管家")) == (WANG, STEWARD)


def test_strangers_are_not_found() -> None:
    assert (STAFF.by_id("x"), STAFF.by_contact("console:x"), STAFF.by_name("X")) == (None, None, None)


def test_each_grid_has_its_head_and_the_community_its_secretary() -> None:
    assert (STAFF.head_of(GRID), STAFF.head_of("城西网格"), STAFF.secretary()) == (HEAD, None, SECRETARY)


def test_a_staff_without_a_secretary_says_so() -> None:
    assert Staff(people=(WANG,)).secretary() is None
