"""A partner helps on a clock of its own, and the owner stays responsible."""

from dataclasses import replace

from dispatch import handling
from dispatch.cases import Action, Status
from dispatch.errors import Refusal, Why
from dispatch.messages import Due
from tests.dispatch.builders import HEAD, LI, WANG, at
from tests.dispatch.stage import OFFICE, PARTNER, Stage, done, heard


def handed_over(stage: Stage, type_code: str = "lift") -> None:
    """Wang has the case and asked the partner to help."""
    stage.accepted(type_code)
    done(stage.do(handling.transfer, WANG, 1, PARTNER, "换门机"))


def confirming(stage: Stage) -> None:
    """An office whose owners have the last word."""
    stage.office = replace(OFFICE, follow=replace(OFFICE.follow, confirm_partner=True))


def test_the_partner_has_the_clock_of_a_first_visit_from_the_hand_over_on(stage: Stage) -> None:
    stage.accepted("lift")
    stage.wait(hours=1)
    case = done(stage.do(handling.transfer, WANG, 1, PARTNER, "换门机"))
    assert case.partner_due == at("2026-03-02 12:00")
    assert stage.timers()[Due.PARTNER] == at("2026-03-02 12:00")


def test_in_an_emergency_the_partner_has_the_accept_clock(stage: Stage) -> None:
    handed_over(stage, "fire")
    assert stage.timers()[Due.PARTNER] == at("2026-03-02 09:05")


def test_a_silent_partner_is_the_owners_and_the_heads_concern(stage: Stage) -> None:
    handed_over(stage)
    stage.do(handling.arrive, WANG, 1)
    assert heard(stage.wait_and_tick(hours=2)) == [(Due.PARTNER, ["xiaoweng", "wang", "head"])]
    case = stage.case()
    assert (case.status, case.assignee) == (Status.ACCEPTED, "wang")


def test_a_partner_who_joins_in_has_as_long_to_be_on_site(stage: Stage) -> None:
    handed_over(stage)
    stage.wait(minutes=10)
    case = done(stage.do(handling.accept, PARTNER, 1))
    assert (case.assignee, case.partner_joined_at, case.partner_due) == (
        "wang",
        at("2026-03-02 09:10"),
        at("2026-03-02 11:10"),
    )
    assert stage.actions()[-1] == Action.JOIN_IN
    stage.move_to("2026-03-02 11:10")
    assert (Due.PARTNER, ["xiaoweng", "wang", "head"]) in heard(stage.tick())


def test_a_partner_on_site_owes_nothing_but_the_work(stage: Stage) -> None:
    handed_over(stage)
    stage.do(handling.accept, PARTNER, 1)
    case = done(stage.do(handling.arrive, PARTNER, 1))
    assert (case.arrived_at, case.partner_due) == (stage.now, None)
    assert Due.PARTNER not in stage.timers()


def test_joining_in_twice_is_harmless(stage: Stage) -> None:
    handed_over(stage)
    stage.do(handling.accept, PARTNER, 1)
    assert stage.do(handling.accept, PARTNER, 1) == Refusal(code=Why.ALREADY_YOURS, number=1)


def test_another_partner_is_asked_with_a_clock_of_its_own(stage: Stage) -> None:
    handed_over(stage)
    stage.do(handling.accept, PARTNER, 1)
    stage.wait(hours=1)
    case = done(stage.do(handling.transfer, HEAD, 1, PARTNER, "还差门刀"))
    assert (case.partner_joined_at, case.partner_due) == (None, at("2026-03-02 12:00"))


def test_what_the_partner_did_counts_at_once(stage: Stage) -> None:
    handed_over(stage)
    case = done(stage.do(handling.resolve, PARTNER, 1, "换了门刀"))
    assert (case.status, case.assignee, case.solution) == (Status.RESOLVED, "wang", "换了门刀")


def test_or_it_waits_for_the_owner_where_the_office_says_so(stage: Stage) -> None:
    confirming(stage)
    handed_over(stage)
    case = done(stage.do(handling.resolve, PARTNER, 1, "换了门刀", ("after.jpg",)))
    assert (case.status, case.partner_did, case.proof) == (Status.ACCEPTED, "换了门刀", ("after.jpg",))
    assert Due.OVERDUE in stage.timers()
    confirmed = done(stage.do(handling.resolve, WANG, 1, ""))
    assert (confirmed.status, confirmed.solution, confirmed.proof) == (
        Status.RESOLVED,
        "换了门刀",
        ("after.jpg",),
    )


def test_the_partners_word_needs_the_proof_that_the_type_asks_for(stage: Stage) -> None:
    confirming(stage)
    handed_over(stage, "fire_hazard")
    assert stage.do(handling.resolve, PARTNER, 1, "清走了") == Refusal(code=Why.NEEDS_PHOTO, number=1)


def test_a_colleagues_word_needs_nobodys(stage: Stage) -> None:
    confirming(stage)
    handed_over(stage)
    assert done(stage.do(handling.resolve, LI, 1, "换了门刀")).status is Status.RESOLVED


def test_handing_over_an_overdue_case_does_not_remind_at_once(stage: Stage) -> None:
    stage.accepted("lift")
    stage.wait_and_tick(hours=73)
    stage.do(handling.transfer, WANG, 1, PARTNER, "换门机")
    assert stage.tick() == []
    assert stage.timers()[Due.OVERDUE] == at("2026-03-06 08:30")
