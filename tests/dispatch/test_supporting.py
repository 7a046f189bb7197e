"""附议: what neighbours support, from how many on others hear of it, and what their word does in the end."""

from dataclasses import replace
from functools import partial

import pytest

from dispatch import closing, handling, merging, supporting
from dispatch.cases import Case, Status
from dispatch.errors import Refusal, Why
from dispatch.history import replay
from dispatch.store import Work
from tests.dispatch.builders import HEAD, SECRETARY, WANG
from tests.dispatch.stage import CHEN_BO, LI_AYI, OFFICE, STRANGER, Stage, done

ZHU_JIE = "console:zhu-jie"


def _join(work: Work, *, number: int, contact: str) -> None:
    supporting.support(work, number, contact, contact, "+1", "console:group")


def joined(stage: Stage, *contacts: str, number: int = 1) -> Case:
    for contact in contacts:
        stage.run(partial(_join, number=number, contact=contact))
    return stage.case(number)


def solved(stage: Stage, *supporters: str) -> None:
    stage.accepted()
    joined(stage, *supporters)
    done(stage.do(handling.resolve, WANG, 1, "换了门机"))


def told(stage: Stage) -> list[str]:
    case = stage.case()
    return [person.id for person in stage.do(supporting.newly_many, case)]


def judged(stage: Stage, who: str, value: str = "unsolved") -> Case | Refusal:
    return stage.do(supporting.judge, who, 1, value, "还在卡")


def test_a_neighbour_finds_the_cases_they_support_newest_first(stage: Stage) -> None:
    stage.opened()
    stage.opened("light")
    stage.opened("pest")
    joined(stage, CHEN_BO)
    joined(stage, CHEN_BO, number=3)
    joined(stage, CHEN_BO)
    supported = stage.run(lambda work: supporting.supported(work, CHEN_BO))
    assert [case.number for case in supported] == [3, 1]


def test_of_what_a_neighbour_supports_only_the_newest_are_remembered(stage: Stage) -> None:
    numbers = [stage.opened("pest", text=f"{index}").number for index in range(supporting.REMEMBERED + 2)]
    for number in numbers:
        joined(stage, CHEN_BO, number=number)
    supported = stage.run(lambda work: supporting.supported(work, CHEN_BO))
    assert [case.number for case in supported] == numbers[:1:-1]


def test_the_grid_head_hears_of_three_and_the_secretary_of_ten_each_once(stage: Stage) -> None:
    stage.opened()
    heard = {}
    for count in range(1, 13):
        joined(stage, f"console:n{count}")
        if who := told(stage):
            heard[count] = who
    assert heard == {3: [HEAD.id], 10: [SECRETARY.id]}


def test_how_many_are_many_is_the_offices_choice(stage: Stage) -> None:
    follow = replace(OFFICE.follow, supporters_to_head=1, supporters_to_secretary=2)
    stage.office = replace(OFFICE, follow=follow)
    stage.opened()
    joined(stage, CHEN_BO)
    first = told(stage)
    joined(stage, ZHU_JIE)
    assert [first, told(stage)] == [[HEAD.id], [SECRETARY.id]]


def test_merging_may_bring_many_at_once(stage: Stage) -> None:
    stage.opened()
    joined(stage, CHEN_BO)
    stage.opened(reporter=ZHU_JIE, reporter_name="珠姐", conversation=ZHU_JIE)
    joined(stage, STRANGER, number=2)
    done(stage.do(merging.merge, WANG, 2, 1))
    assert told(stage) == [HEAD.id]
    where = {each.contact: each.conversation for each in stage.case().supporters}
    assert where[ZHU_JIE] == ZHU_JIE  # where the merged case was reported


# --- their word after 办结 ---


def test_a_supporters_unsolved_is_kept_and_reopens_nothing(stage: Stage) -> None:
    solved(stage, CHEN_BO, ZHU_JIE)
    case = done(judged(stage, CHEN_BO))
    assert case.status is Status.RESOLVED
    assert (stage.history()[-1].who, stage.history()[-1].reason) == (CHEN_BO, "还在卡")


def test_two_supporters_reopen_what_the_reporter_has_not_judged(stage: Stage) -> None:
    solved(stage, CHEN_BO, ZHU_JIE)
    judged(stage, CHEN_BO)
    case = done(judged(stage, ZHU_JIE))
    assert (case.status, case.reopened, case.level) == (Status.ACCEPTED, 1, 2)
    assert case == replay(stage.history())


def test_one_supporter_who_says_it_twice_is_one(stage: Stage) -> None:
    solved(stage, CHEN_BO, ZHU_JIE)
    judged(stage, CHEN_BO)
    assert done(judged(stage, CHEN_BO)).status is Status.RESOLVED


def test_a_supporter_may_think_again(stage: Stage) -> None:
    solved(stage, CHEN_BO, ZHU_JIE)
    judged(stage, CHEN_BO)
    judged(stage, CHEN_BO, "satisfied")
    assert done(judged(stage, ZHU_JIE)).status is Status.RESOLVED


def test_words_on_an_earlier_solution_do_not_count_for_the_next(stage: Stage) -> None:
    solved(stage, CHEN_BO, ZHU_JIE)
    judged(stage, CHEN_BO)
    done(stage.do(closing.reopen, LI_AYI, 1))
    done(stage.do(handling.resolve, WANG, 1, "再修了一次"))
    assert done(judged(stage, ZHU_JIE)).status is Status.RESOLVED


def test_what_the_reporter_confirmed_stays_closed(stage: Stage) -> None:
    solved(stage, CHEN_BO, ZHU_JIE)
    done(stage.do(closing.evaluate, LI_AYI, 1, "satisfied"))
    judged(stage, CHEN_BO)
    assert done(judged(stage, ZHU_JIE)).status is Status.CLOSED


def test_two_supporters_reopen_what_was_closed_in_silence(stage: Stage) -> None:
    solved(stage, CHEN_BO, ZHU_JIE)
    stage.wait_and_tick(hours=48)
    assert stage.case().closed_how == "silent"
    judged(stage, CHEN_BO)
    assert done(judged(stage, ZHU_JIE)).status is Status.ACCEPTED


@pytest.mark.parametrize(
    ("days", "who", "code"), [(10, CHEN_BO, Why.TOO_LATE), (0, STRANGER, Why.UNKNOWN_CASE)]
)
def test_a_word_that_comes_too_late_or_from_outside_is_refused(
    stage: Stage, days: int, who: str, code: Why
) -> None:
    solved(stage, CHEN_BO)
    stage.wait_and_tick(days=2)
    stage.wait(days=days)
    refusal = judged(stage, who)
    assert isinstance(refusal, Refusal)
    assert refusal.code is code


def test_before_it_is_solved_nobody_judges(stage: Stage) -> None:
    stage.accepted()
    joined(stage, CHEN_BO)
    assert judged(stage, CHEN_BO) == Refusal(code=Why.WRONG_STATUS, number=1, detail="accepted")
