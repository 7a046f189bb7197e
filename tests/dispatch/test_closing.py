"""What residents do to their own case: withdraw, evaluate, reopen, urge; others' cases are unknown to them."""

import pytest

from dispatch import closing, handling, supporting
from dispatch.cases import Action, Status
from dispatch.closing import Urging
from dispatch.errors import Refusal, Why
from dispatch.messages import Due
from tests.dispatch.builders import LI, WANG, at
from tests.dispatch.stage import CHEN_BO, LI_AYI, STRANGER, Stage, done


def refused(code: Why, detail: str = "", number: int = 1) -> Refusal:
    return Refusal(code=code, number=number, detail=detail)


def supported(stage: Stage, contact: str = CHEN_BO) -> None:
    stage.run(lambda work: supporting.support(work, 1, contact, "陈伯"))


# --- 撤销 ---


@pytest.mark.parametrize("doubtful", [False, True], ids=["assigned", "in triage"])
def test_a_case_is_withdrawn_before_anybody_accepts_it(stage: Stage, doubtful: bool) -> None:
    stage.opened(doubtful=doubtful)
    case = done(stage.do(closing.withdraw, LI_AYI, 1, "自己好了"))
    assert (case.status, case.closed_how, case.closed_at) == (Status.WITHDRAWN, "withdrawn", stage.now)
    assert stage.timers() == {}


def test_an_accepted_case_cannot_be_withdrawn(stage: Stage) -> None:
    before = stage.accepted()
    assert stage.do(closing.withdraw, LI_AYI, 1) == refused(Why.WRONG_STATUS, "accepted")
    assert stage.case() == before


def test_a_supporter_cannot_withdraw(stage: Stage) -> None:
    stage.opened()
    supported(stage)
    assert stage.do(closing.withdraw, CHEN_BO, 1) == refused(Why.NOT_ALLOWED, "withdraw")


def test_a_withdrawn_case_cannot_be_accepted(stage: Stage) -> None:
    stage.opened()
    stage.do(closing.withdraw, LI_AYI, 1)
    assert stage.do(handling.accept, WANG, 1) == refused(Why.WRONG_STATUS, "withdrawn")


# --- whose case it is ---


def test_a_strangers_case_is_as_unknown_as_no_case(stage: Stage) -> None:
    stage.resolved()
    for act in (closing.withdraw, closing.reopen, closing.urge):
        assert stage.do(act, STRANGER, 1) == refused(Why.UNKNOWN_CASE)
        assert stage.do(act, STRANGER, 99) == refused(Why.UNKNOWN_CASE, number=99)
    assert stage.do(closing.evaluate, STRANGER, 1, "satisfied") == refused(Why.UNKNOWN_CASE)


def test_the_handler_does_not_evaluate_the_own_work(stage: Stage) -> None:
    stage.resolved()
    assert stage.do(closing.evaluate, WANG.contact, 1, "satisfied") == refused(Why.UNKNOWN_CASE)


# --- 评议 ---


@pytest.mark.parametrize("evaluation", ["satisfied", "mostly"])
def test_a_good_word_closes_as_confirmed(stage: Stage, evaluation: str) -> None:
    stage.resolved()
    case = done(stage.do(closing.evaluate, LI_AYI, 1, evaluation, "谢谢"))
    assert (case.status, case.closed_how, case.evaluation) == (Status.CLOSED, "confirmed", evaluation)
    assert stage.timers() == {}
    assert stage.history()[-1].reason == "谢谢"


def test_a_supporter_cannot_evaluate(stage: Stage) -> None:
    stage.accepted()
    supported(stage)
    stage.do(handling.resolve, WANG, 1, "换了门机")
    assert stage.do(closing.evaluate, CHEN_BO, 1, "satisfied") == refused(Why.NOT_ALLOWED, "evaluate")


def test_what_is_not_done_cannot_be_evaluated(stage: Stage) -> None:
    stage.accepted()
    assert stage.do(closing.evaluate, LI_AYI, 1, "satisfied") == refused(Why.WRONG_STATUS, "accepted")


def test_a_good_word_after_a_silent_closure_confirms_it(stage: Stage) -> None:
    stage.resolved()
    stage.wait_and_tick(hours=48)
    closed_at = stage.case().closed_at
    stage.wait(hours=5)
    case = done(stage.do(closing.evaluate, LI_AYI, 1, "satisfied"))
    assert (case.closed_how, case.evaluation, case.closed_at) == ("confirmed", "satisfied", closed_at)


# --- 没解决 ---


def test_unsolved_goes_back_to_the_same_handler(stage: Stage) -> None:
    stage.resolved()
    case = done(stage.do(closing.evaluate, LI_AYI, 1, "unsolved", "门还是打不开"))
    assert (case.status, case.assignee, case.resolved_at) == (Status.ACCEPTED, "wang", None)
    assert (stage.history()[-1].action, stage.history()[-1].reason) == (Action.REOPEN, "门还是打不开")


def test_the_first_reopening_is_the_heads_concern_the_second_the_secretarys(stage: Stage) -> None:
    stage.resolved()
    first = done(stage.do(closing.reopen, LI_AYI, 1))
    stage.do(handling.resolve, WANG, 1, "又换了")
    second = done(stage.do(closing.reopen, LI_AYI, 1))
    assert [(case.reopened, case.level) for case in (first, second)] == [(1, 2), (2, 3)]


def test_a_reopening_does_not_lower_the_level(stage: Stage) -> None:
    stage.opened()
    stage.wait_and_tick(hours=2)
    assert stage.case().level == 3
    stage.do(handling.resolve, LI, 1, "换了门机")
    assert done(stage.do(closing.reopen, LI_AYI, 1)).level == 3


def test_a_reopened_case_has_a_fresh_resolve_clock_and_owes_no_first_reply(stage: Stage) -> None:
    stage.resolved("lift")
    stage.wait(hours=5)
    stage.do(closing.reopen, LI_AYI, 1)
    assert stage.timers() == {Due.OVERDUE: at("2026-03-05 14:00")}


def test_a_reopened_case_needs_new_proof(stage: Stage) -> None:
    stage.accepted()
    stage.do(handling.resolve, WANG, 1, "", ("after.jpg",))
    stage.do(closing.reopen, LI_AYI, 1)
    assert stage.do(handling.resolve, WANG, 1, "") == refused(Why.NEEDS_PROOF)


@pytest.mark.parametrize("said", ["satisfied", None], ids=["confirmed", "silent"])
def test_a_closed_case_is_reopened_within_seven_days(stage: Stage, said: str | None) -> None:
    stage.resolved()
    if said:
        stage.do(closing.evaluate, LI_AYI, 1, said)
    else:
        stage.wait_and_tick(hours=48)
    stage.wait(days=7)
    case = done(stage.do(closing.evaluate, LI_AYI, 1, "unsolved"))
    assert (case.status, case.closed_at, case.closed_how) == (Status.ACCEPTED, None, None)
    assert case.evaluation is None


def test_after_seven_days_a_closed_case_stays_closed(stage: Stage) -> None:
    stage.resolved()
    stage.do(closing.evaluate, LI_AYI, 1, "satisfied")
    stage.wait(days=7, seconds=1)
    assert stage.do(closing.reopen, LI_AYI, 1) == refused(Why.TOO_LATE)


# --- 催办 and lists ---


def urged(stage: Stage, who: str) -> Urging:
    outcome = stage.do(closing.urge, who, 1)
    assert isinstance(outcome, Urging)
    return outcome


def test_the_reporter_and_the_supporters_may_urge(stage: Stage) -> None:
    stage.accepted()
    supported(stage)
    stage.do(closing.urge, LI_AYI, 1)
    stage.do(closing.urge, CHEN_BO, 1)
    assert stage.case().nudged == 2


def test_the_holder_hears_of_one_urging_in_two_hours_whoever_urges(stage: Stage) -> None:
    stage.accepted()
    supported(stage)
    first, second = urged(stage, LI_AYI), urged(stage, CHEN_BO)
    stage.wait(hours=2)
    assert [first.passed_on, second.passed_on, urged(stage, LI_AYI).passed_on] == [True, False, True]
    assert second.again_at == stage.now


def test_who_is_no_part_of_the_case_urges_nobody(stage: Stage) -> None:
    stage.accepted()
    assert stage.do(closing.urge, STRANGER, 1) == refused(Why.UNKNOWN_CASE)
    assert stage.case().nudged == 0


def test_urging_does_not_touch_the_clocks(stage: Stage) -> None:
    stage.accepted()
    before = stage.timers()
    stage.wait(minutes=5)
    stage.do(closing.urge, LI_AYI, 1)
    assert stage.timers() == before


def test_the_reporter_sees_the_own_open_cases_newest_first(stage: Stage) -> None:
    stage.opened()
    stage.opened("light")
    stage.opened("noise", reporter=CHEN_BO)
    stage.do(closing.withdraw, LI_AYI, stage.opened("pest").number)
    mine = stage.run(lambda work: closing.open_cases_of(work, LI_AYI))
    assert [case.number for case in mine] == [2, 1]


def test_what_is_done_waits_for_the_reporters_word(stage: Stage) -> None:
    stage.resolved()
    stage.opened("light")
    waiting = stage.run(lambda work: closing.waiting_for_evaluation(work, LI_AYI))
    assert [case.number for case in waiting] == [1]
