"""并案 and 拆: who comes along with a merged case leaves with it again."""

import pytest

from dispatch import handling, merging, supporting, tabling
from dispatch.cases import Action, Status
from dispatch.errors import Refusal, Why
from dispatch.history import replay
from dispatch.messages import Due
from tests.dispatch.builders import LI, SECRETARY, WANG, at, place
from tests.dispatch.stage import CHEN_BO, LI_AYI, STRANGER, ZHAO, Stage, done

OTHER = {"reporter": CHEN_BO, "reporter_name": "陈伯"}


def merged(stage: Stage) -> None:
    """李阿姨's #1 took in 陈伯's #2, whom a stranger supported; the stranger supports #1 for himself."""
    stage.opened()
    stage.opened(where=place("5"), **OTHER)
    stage.run(lambda work: supporting.support(work, 1, STRANGER, "路人"))
    stage.run(lambda work: supporting.support(work, 2, STRANGER, "路人"))
    done(stage.do(merging.merge, WANG, 2, 1))


def test_a_merged_case_comes_back_with_a_fresh_clock_and_takes_along_whom_it_brought(stage: Stage) -> None:
    merged(stage)
    assert [each.contact for each in stage.case(1).supporters] == [STRANGER, CHEN_BO]
    stage.wait(hours=1)
    after = done(stage.do(merging.unmerge, WANG, 2))
    assert (after.status, after.assigned_at, after.merged_into, after.closed_how) == (
        Status.ASSIGNED,
        stage.now,
        None,
        None,
    )
    assert after.accept_due == at("2026-03-02 10:30")
    assert Due.CLIMB in stage.timers(2)
    assert [each.contact for each in stage.case(1).supporters] == [STRANGER]
    assert replay(stage.history(1)) == stage.case(1)
    assert replay(stage.history(2)) == after


@pytest.mark.parametrize(
    ("person", "number", "why"),
    [(WANG, 1, Why.WRONG_STATUS), (WANG, 9, Why.UNKNOWN_CASE), (ZHAO, 2, Why.UNKNOWN_CASE)],
)
def test_only_a_merged_case_of_ones_own_grid_comes_apart(
    stage: Stage, person: object, number: int, why: Why
) -> None:
    merged(stage)
    before = stage.history(1), stage.history(2)
    refusal = stage.do(merging.unmerge, person, number)
    assert isinstance(refusal, Refusal)
    assert refusal.code is why
    assert (stage.history(1), stage.history(2)) == before


def test_what_a_meeting_decided_on_is_not_taken_apart(stage: Stage) -> None:
    stage.opened()
    stage.do(tabling.table, SECRETARY, 1, "")
    decision = tabling.Decision(goal="换", deadline=at("2026-04-01 17:30"), criterion="", holder=LI)
    stage.do(tabling.decide, SECRETARY, 1, decision)
    assert stage.do(merging.unmerge, WANG, 1) == Refusal(code=Why.DECIDED, number=1, detail="2")


def test_a_supporter_with_another_problem_gets_a_case_in_their_own_words(stage: Stage) -> None:
    stage.accepted()
    stage.run(lambda work: supporting.support(work, 1, CHEN_BO, "陈伯", "同一单元", words="按钮不亮"))
    own = done(stage.do(merging.split, WANG, 1, "陈伯"))
    assert (own.number, own.reporter, own.text, own.status) == (2, CHEN_BO, "按钮不亮", Status.ASSIGNED)
    assert own.place.room is None
    assert stage.case(1).supporters == ()
    assert replay(stage.history(1)) == stage.case(1)
    assert stage.actions(1)[-1] == Action.PART


def test_a_supporter_who_said_only_plus_one_brings_the_words_of_the_case(stage: Stage) -> None:
    stage.accepted()
    stage.run(lambda work: supporting.support(work, 1, CHEN_BO, "陈伯", "+1"))
    assert done(stage.do(merging.split, WANG, 1, "陈")).text == "与 #1 一起报的：电梯坏了"


@pytest.mark.parametrize("name", ["老张", "", "o"])
def test_a_name_that_means_nobody_or_two_is_answered_with_the_names(stage: Stage, name: str) -> None:
    stage.accepted()
    stage.run(lambda work: supporting.support(work, 1, CHEN_BO, "bo"))
    stage.run(lambda work: supporting.support(work, 1, STRANGER, "so"))
    refusal = stage.do(merging.split, WANG, 1, name)
    assert refusal == Refusal(code=Why.UNKNOWN_SUPPORTER, number=1, detail="bo、so")
    assert len(stage.case(1).supporters) == 2


def test_the_reporter_of_the_target_never_supports_it(stage: Stage) -> None:
    stage.opened()
    stage.opened(where=place("5"))
    done(stage.do(merging.merge, WANG, 2, 1))
    assert (stage.case(1).reporter, stage.case(1).supporters) == (LI_AYI, ())
    done(stage.do(handling.accept, WANG, 1))
