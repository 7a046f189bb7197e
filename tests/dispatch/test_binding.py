"""Codes tie contacts to people: once, for 15 minutes, for one person, and nobody guesses them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch import binding
from dispatch.binding import TRIES, TRIES_OF_ALL
from dispatch.contacts import Deed
from dispatch.errors import Refusal, Why
from dispatch.people import Person
from tests.dispatch.builders import LI, WANG
from tests.dispatch.stage import OFFICE, Stage

PHONE, OTHER = "wechat:wxid_1", "wechat:wxid_2"


def invited(stage: Stage, person: Person = WANG) -> str:
    return stage.run(lambda work: binding.invite(work, person, by="operator"))


def redeemed(stage: Stage, code: str, contact: str = PHONE) -> Person | Refusal:
    return stage.run(lambda work: binding.redeem(work, OFFICE.staff, contact, code))


def bound(stage: Stage) -> dict[str, str]:
    return {each.contact: each.person for each in stage.run(lambda work: work.bindings.all())}


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_a_code_ties_the_contact_to_its_person(stage: Stage) -> None:
    assert redeemed(stage, invited(stage)) == WANG
    assert bound(stage) == {PHONE: "wang"}


def test_a_code_works_once(stage: Stage) -> None:
    code = invited(stage)
    redeemed(stage, code)
    assert redeemed(stage, code, OTHER) == Refusal(code=Why.BAD_CODE)


@pytest.mark.parametrize(("minutes", "outcome"), [(14, WANG), (15, Refusal(code=Why.BAD_CODE))])
def test_a_code_holds_fifteen_minutes(stage: Stage, minutes: int, outcome: object) -> None:
    code = invited(stage)
    stage.wait(minutes=minutes)
    assert redeemed(stage, code) == outcome


def test_a_newer_code_of_the_same_person_voids_the_older_one(stage: Stage) -> None:
    older, newer = invited(stage), invited(stage)
    assert older == newer or redeemed(stage, older) == Refusal(code=Why.BAD_CODE)
    assert redeemed(stage, newer, OTHER) == WANG


def test_a_code_of_somebody_else_still_holds(stage: Stage) -> None:
    code = invited(stage, LI)
    invited(stage, WANG)
    assert redeemed(stage, code) == LI


def test_a_code_that_was_shown_in_a_group_is_void(stage: Stage) -> None:
    code = invited(stage)
    stage.run(lambda work: binding.shown(work, OFFICE.staff, OTHER, code))
    assert redeemed(stage, code) == Refusal(code=Why.BAD_CODE)


def test_who_tries_too_often_waits_an_hour_even_with_the_right_code(stage: Stage) -> None:
    for _ in range(TRIES):
        redeemed(stage, "no code")
    assert redeemed(stage, invited(stage)) == Refusal(code=Why.TOO_MANY_TRIES)
    stage.wait(hours=1, seconds=1)
    assert redeemed(stage, invited(stage)) == WANG


def test_many_who_guess_together_void_every_code(stage: Stage) -> None:
    code = invited(stage)
    for guess in range(TRIES_OF_ALL):
        redeemed(stage, wrong(code), f"wechat:guesser{guess}")
    assert redeemed(stage, code) == Refusal(code=Why.BAD_CODE)
    trail = stage.run(lambda work: work.bindings.traces())
    assert Deed.VOIDED in [trace.deed for trace in trail]


def test_an_untied_contact_speaks_for_nobody(stage: Stage) -> None:
    redeemed(stage, invited(stage))
    assert stage.run(lambda work: binding.unbind(work, PHONE, by="operator"))
    assert not stage.run(lambda work: binding.unbind(work, PHONE, by="operator"))
    assert bound(stage) == {}


def test_a_contact_that_is_bound_anew_speaks_for_the_new_person_alone(stage: Stage) -> None:
    redeemed(stage, invited(stage, WANG))
    redeemed(stage, invited(stage, LI))
    assert bound(stage) == {PHONE: "li"}


def test_the_trail_tells_who_did_what_and_never_a_code(stage: Stage) -> None:
    code = invited(stage)
    redeemed(stage, wrong(code))
    redeemed(stage, code)
    stage.run(lambda work: binding.unbind(work, PHONE, by=PHONE))
    trail = stage.run(lambda work: work.bindings.traces())
    assert [(trace.who, trace.deed, trace.about) for trace in trail] == [
        ("operator", Deed.INVITED, "wang"),
        (PHONE, Deed.FAILED, ""),
        (PHONE, Deed.BOUND, "wang"),
        (PHONE, Deed.UNBOUND, PHONE),
    ]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 20)), max_size=12))
def test_however_it_is_tried_a_code_ties_one_contact_at_most(
    stage: Stage, tries: list[tuple[int, bool, int]]
) -> None:
    code, made_at = invited(stage), stage.now
    outcomes = []
    for contact, right, minutes in tries:
        stage.wait(minutes=minutes)
        outcome = redeemed(stage, code if right else "000", f"wechat:{made_at:%H%M%S}{contact}")
        outcomes.append((outcome, stage.now - made_at))
    ties = [age for outcome, age in outcomes if isinstance(outcome, Person)]
    assert len(ties) <= 1
    assert all(age < binding.VALID for age in ties)
