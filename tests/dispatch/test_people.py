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


def test_a_bound_contact_speaks_for_its_person_and_is_written_to() -> None:
    staff = Staff(people=(WANG, STEWARD))
    staff.bind({"wechat:w": WANG.id, "wechat:gone": "who left"})
    assert staff.by_contact("wechat:w") == staff.by_id(WANG.id)
    assert staff.by_contact(WANG.contact) == staff.by_id(WANG.id)
    assert staff.by_contact("wechat:gone") is None
    assert staff.people[0].contact == "wechat:w"


def test_a_configured_contact_that_is_bound_to_somebody_else_speaks_for_them_alone() -> None:
    staff = Staff(people=(WANG, LI))
    staff.bind({WANG.contact: LI.id})
    found = staff.by_contact(WANG.contact)
    assert found is not None
    assert found.id == LI.id
    assert [person.contact for person in staff.people] == ["", WANG.contact]


def test_of_several_contacts_the_preferred_account_is_written_to() -> None:
    staff = Staff(people=(WANG,))
    staff.bind({"wecom:w": WANG.id, "wechat:w": WANG.id}, prefer=("wecom", "wechat", "console"))
    assert staff.people[0].contact == "wecom:w"
    staff.bind({})
    assert staff.people[0].contact == WANG.contact


def test_somebody_without_a_contact_is_nobody_s_contact() -> None:
    staff = Staff(people=(replace(WANG, contact=""),))
    assert staff.by_contact("") is None
