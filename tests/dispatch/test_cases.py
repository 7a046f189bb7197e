"""The lifecycle of a case: which step leads where, and who may take it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.cases import LIFECYCLE, OPEN, TERMINAL, UNSOLVED, Action, Status, Who, permitted
from dispatch.errors import Refusal, Why
from tests.dispatch.builders import case

R, A, C, V = Status.REPORTED, Status.ASSIGNED, Status.ACCEPTED, Status.RESOLVED
X, P, W, M = Status.CLOSED, Status.PARKED, Status.WITHDRAWN, Status.MERGED
ANYONE = ~Who(0)

STEPS = {
    Action.ASSIGN: {R: A, A: A},
    Action.ACCEPT: {R: C, A: C},
    Action.ARRIVE: {A: C, C: C},
    Action.TRANSFER: {A: A, C: A},
    Action.HAND_OVER: {A: C, C: C},
    Action.JOIN_IN: {C: C},
    Action.HELPED: {C: C},
    Action.RETURN: {A: A, C: A},
    Action.RESOLVE: {A: V, C: V},
    Action.EVALUATE: {V: X, X: X},
    Action.CLOSE: {V: X},
    Action.REOPEN: {V: C, X: C},
    Action.WITHDRAW: {R: W, A: W},
    Action.REJECT: {R: W, A: W},
    Action.MERGE: {R: M, A: M, C: M},
    Action.UNMERGE: {M: A},
    Action.TABLE: {A: A, C: C, P: P},
    Action.UNTABLE: {A: A, C: C, P: P},
    Action.DECIDE: {A: M, C: M, P: M},
    Action.PARK: {A: P, C: P},
    Action.RESUME: {P: C},
    Action.WISH: {A: A, C: C},
    Action.EXTEND: {A: A, C: C},
    Action.AIM: {C: C},
    Action.DECLINE: {A: A, C: C},
    Action.RETYPE: {R: R, A: A, C: C},
    Action.SUPPORT: {R: R, A: A, C: C, P: P},
    Action.PART: {R: R, A: A, C: C, V: V, P: P, X: X},
    Action.OPINE: {V: V, X: X},
    Action.DETAIL: {R: R, A: A, C: C, V: V, P: P, X: X},
    Action.REMARK: {R: R, A: A, C: C, V: V, P: P, X: X},
    Action.NUDGE: {R: R, A: A, C: C, P: P},
    Action.SUPERVISE: {R: R, A: A, C: C, V: V, P: P},
    Action.VERIFY: {V: V},
    Action.ESCALATE: {R: R, A: A, C: C},
}


@pytest.mark.parametrize("action", [action for action in Action if action is not Action.REPORT])
@pytest.mark.parametrize("status", Status)
def test_each_step_leads_where_the_lifecycle_says(action: Action, status: Status) -> None:
    expected = STEPS[action].get(status) or Refusal(code=Why.WRONG_STATUS, number=1, detail=status)
    assert expected == permitted(case(status=status), action, ANYONE)


def test_every_action_but_the_report_has_a_rule() -> None:
    assert set(Action) - {Action.REPORT} == set(LIFECYCLE)


def test_a_case_that_was_withdrawn_has_no_way_on_and_a_merged_one_only_comes_apart_again() -> None:
    ways = {
        status: {action for action, rule in LIFECYCLE.items() if status in rule.moves} for status in TERMINAL
    }
    assert ways == {W: set(), M: {Action.UNMERGE}}


def test_every_status_can_be_reached_from_the_report() -> None:
    reached = {Status.REPORTED}
    for _ in Status:
        reached |= {rule.moves[s] for rule in LIFECYCLE.values() for s in reached if s in rule.moves}
    assert set(Status) == reached


@pytest.mark.parametrize(
    ("action", "status", "who", "allowed"),
    [
        (Action.ACCEPT, A, Who.ASSIGNEE, True),
        (Action.ACCEPT, A, Who.MEMBER, True),
        (Action.ACCEPT, A, Who.REPORTER, False),
        (Action.EVALUATE, V, Who.REPORTER, True),
        (Action.EVALUATE, V, Who.ASSIGNEE, False),
        (Action.CLOSE, V, Who.SYSTEM, True),
        (Action.CLOSE, V, Who.SECRETARY, False),
        (Action.WITHDRAW, A, Who.REPORTER, True),
        (Action.WITHDRAW, A, Who.RESIDENT, False),
        (Action.SUPERVISE, C, Who.SECRETARY, True),
        (Action.SUPERVISE, C, Who.MEMBER, False),
        (Action.EXTEND, C, Who.HEAD, True),
        (Action.EXTEND, C, Who.ASSIGNEE, False),
        (Action.ESCALATE, A, Who.SYSTEM, True),
        (Action.ESCALATE, A, Who.HEAD, False),
        (Action.NUDGE, A, Who.RESIDENT, True),
        (Action.NUDGE, A, Who.PARTNER, False),
    ],
)
def test_only_those_named_may_take_a_step(action: Action, status: Status, who: Who, allowed: bool) -> None:
    refused = Refusal(code=Why.NOT_ALLOWED, number=1, detail=action)
    assert (STEPS[action][status] if allowed else refused) == permitted(case(status=status), action, who)


def test_one_part_that_may_is_enough() -> None:
    assert V is permitted(case(status=A), Action.RESOLVE, Who.RESIDENT | Who.ASSIGNEE)


def test_the_status_is_refused_before_the_person() -> None:
    refusal = Refusal(code=Why.WRONG_STATUS, number=1, detail="accepted")
    assert refusal == permitted(case(status=C), Action.ACCEPT, Who.REPORTER)


def test_open_cases_are_those_that_somebody_still_waits_for() -> None:
    assert {R, A, C, V, P} == OPEN
    assert {R, A, C, P} == UNSOLVED
    assert {status for status in Status if case(status=status).open} == OPEN


@given(status=st.sampled_from(Status), action=st.sampled_from(sorted(LIFECYCLE)), who=st.sampled_from(Who))
def test_a_step_is_either_permitted_or_refused_with_its_number(
    status: Status, action: Action, who: Who
) -> None:
    outcome = permitted(case(7, status=status), action, who)
    may = status in STEPS[action] and bool(LIFECYCLE[action].by & who)
    assert may == isinstance(outcome, Status)
    assert may or (isinstance(outcome, Refusal) and outcome.number == 7)
