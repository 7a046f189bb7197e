"""A request comes in: opened and asked of who is on duty, kept for triage, or joined to an open case."""

import pytest

from dispatch import closing, handling, intake, supporting
from dispatch.cases import Action, Case, Status, Supporter
from dispatch.intake import Draft
from dispatch.messages import Due
from dispatch.places import Place
from tests.dispatch.builders import GRID, WANG, at, place
from tests.dispatch.stage import CHEN_BO, FAR_COMPOUND, FAR_GRID, LI_AYI, Stage, done, draft


def found(stage: Stage, second: Draft) -> tuple[Case, str] | None:
    """What the second report is about, where spots are the same when their words are."""
    return stage.do(intake.find_same, second, lambda ours, theirs: ours == theirs)


def joined(stage: Stage, case: Case, second: Draft, reason: str = "") -> Case:
    return stage.run(lambda work: intake.join(work, case, second, reason))


def test_cases_are_numbered_from_one(stage: Stage) -> None:
    assert [stage.opened().number, stage.opened("light").number] == [1, 2]


def test_a_case_keeps_what_was_said(stage: Stage) -> None:
    case = stage.opened("light", place("3", spot="车棚"), pictures=("lamp.jpg",))
    assert (case.type, case.place, case.text) == ("light", place("3", spot="车棚"), "电梯坏了")
    assert (case.reporter, case.reporter_name, case.conversation) == (LI_AYI, "李阿姨", "console:group")
    assert (case.pictures, case.opened_at, case.priority) == (("lamp.jpg",), stage.now, 3)


def test_a_case_belongs_to_the_grid_of_its_compound(stage: Stage) -> None:
    assert stage.opened().grid == GRID
    assert stage.opened(where=Place(compound=FAR_COMPOUND, building="1")).grid == FAR_GRID


def test_a_clear_request_is_asked_of_the_person_on_duty_at_once(stage: Stage) -> None:
    case = stage.opened()
    assert (case.status, case.assignee, case.asked) == (Status.ASSIGNED, "wang", ("wang",))
    assert stage.actions() == [Action.REPORT, Action.ASSIGN]


def test_assigning_starts_the_three_clocks(stage: Stage) -> None:
    case = stage.opened("lift")
    assert case.assigned_at == at("2026-03-02 09:00")
    assert case.accept_due == at("2026-03-02 09:30")
    assert case.first_due == at("2026-03-02 11:00")
    assert case.resolve_due == at("2026-03-05 09:00")


def test_a_type_without_resolve_clock_has_no_resolve_deadline(stage: Stage) -> None:
    assert stage.opened("errand").resolve_due is None


def test_an_emergency_asks_the_person_on_duty_and_the_head_in_parallel(stage: Stage) -> None:
    case = stage.opened("fire")
    assert (case.assignee, case.asked) == ("wang", ("wang", "head"))


def test_in_a_grid_without_head_an_emergency_asks_the_secretary(stage: Stage) -> None:
    case = stage.opened("fire", Place(compound=FAR_COMPOUND, building="1"))
    assert case.asked == ("zhao", "secretary")


@pytest.mark.parametrize("type_code", ["security", "flood", "care"])
def test_urgent_words_raise_the_types_that_can_be_emergencies(stage: Stage, type_code: str) -> None:
    case = stage.opened(type_code, urgent=True)
    assert (case.priority, case.asked) == (1, ("wang", "head"))


def test_urgent_words_raise_no_other_type(stage: Stage) -> None:
    assert stage.opened("noise", urgent=True).priority == 3


def test_a_doubtful_request_waits_for_triage_and_nobody_is_asked(stage: Stage) -> None:
    case = stage.opened("light", doubtful=True)
    assert (case.status, case.doubtful) == (Status.REPORTED, True)
    assert (case.assignee, case.asked, case.resolve_due) == (None, (), None)
    assert stage.timers() == {Due.FIRST: at("2026-03-02 15:30")}  # four working hours


def test_triage_rests_at_night_whatever_the_type(stage: Stage) -> None:
    stage.move_to("2026-03-02 22:00")
    stage.opened("lift", doubtful=True)
    assert stage.timers() == {Due.FIRST: at("2026-03-03 09:00")}


def test_a_doubtful_case_that_is_assigned_later_has_clocks_from_then(stage: Stage) -> None:
    waiting = stage.opened("lift", doubtful=True)
    stage.wait(minutes=20)
    case = stage.do(intake.assign, waiting)
    assert (case.status, case.doubtful, case.assignee) == (Status.ASSIGNED, False, "wang")
    assert case.accept_due == at("2026-03-02 09:50")


def test_a_doubtful_case_that_is_accepted_has_clocks_from_then(stage: Stage) -> None:
    stage.opened("lift", doubtful=True)
    stage.wait(minutes=20)
    case = done(stage.do(handling.accept, WANG, 1))
    assert (case.status, case.doubtful, case.assignee) == (Status.ACCEPTED, False, "wang")
    assert stage.timers() == {Due.FIRST: at("2026-03-02 11:20"), Due.OVERDUE: at("2026-03-05 09:20")}


def test_a_second_report_of_the_same_problem_is_found_with_the_reason(stage: Stage) -> None:
    case = stage.opened("lift")
    assert found(stage, draft("lift", reporter=CHEN_BO)) == (case, "6小时内同一单元")


def test_a_report_of_another_type_place_or_time_is_a_new_problem(stage: Stage) -> None:
    stage.opened("lift")
    assert found(stage, draft("light")) is None
    assert found(stage, draft("lift", place("5", "2"))) is None
    assert found(stage, draft("lift", Place(compound=FAR_COMPOUND, building="3", unit="2"))) is None
    stage.wait(hours=6, seconds=1)
    assert found(stage, draft("lift")) is None


def test_of_several_cases_the_newest_is_found(stage: Stage) -> None:
    stage.opened("light", place("3", spot="车棚"))
    newest = stage.opened("light", place("3", spot="车棚"))
    same = found(stage, draft("light", place("3", spot="车棚")))
    assert same is not None
    assert same[0] == newest


def test_a_solved_case_is_not_found(stage: Stage) -> None:
    stage.resolved("lift")
    assert found(stage, draft("lift")) is None


def test_a_clear_request_does_not_disappear_in_a_case_that_waits_for_triage(stage: Stage) -> None:
    waiting = stage.opened("lift", doubtful=True)
    assert found(stage, draft("lift")) is None
    assert found(stage, draft("lift", doubtful=True)) == (waiting, "6小时内同一单元")


def test_the_same_question_of_the_same_reporter_is_found(stage: Stage) -> None:
    case = stage.opened("consult", text="居住证怎么办")
    assert found(stage, draft("consult", text="居住证 怎么办")) == (case, "24小时内同一内容")
    assert found(stage, draft("consult", text="居住证怎么办", reporter=CHEN_BO)) is None


def test_another_neighbour_joins_as_supporter(stage: Stage) -> None:
    case = joined(stage, stage.opened(), draft(reporter=CHEN_BO, reporter_name="陈伯"), "同一单元")
    assert case.supporters == (Supporter(contact=CHEN_BO, name="陈伯", conversation="console:group"),)
    assert [(c.action, c.who, c.reason) for c in stage.history()[2:]] == [
        (Action.SUPPORT, CHEN_BO, "同一单元")
    ]


def test_the_reporters_own_repetition_is_a_detail(stage: Stage) -> None:
    case = joined(stage, stage.opened(), draft(text="门打不开", pictures=("door.jpg",)), "同一单元")
    assert (case.supporters, case.pictures) == ((), ("door.jpg",))
    assert stage.history()[-1].reason == "门打不开"


def test_supporting_twice_is_supporting_once(stage: Stage) -> None:
    stage.opened()
    for _ in range(2):
        case = stage.run(lambda work: supporting.support(work, 1, CHEN_BO, "陈伯"))
    assert [supporter.contact for supporter in case.supporters] == [CHEN_BO]


def test_a_detail_fills_in_the_place_and_keeps_what_was_known(stage: Stage) -> None:
    stage.opened(where=place("3"))
    case = stage.run(lambda work: intake.add_detail(work, 1, LI_AYI, "2单元", (), place(unit="2")))
    assert case.place == place("3", "2")


def test_joining_does_not_touch_the_clocks(stage: Stage) -> None:
    case = stage.opened()
    before = stage.timers()
    stage.wait(minutes=10)
    joined(stage, case, draft(reporter=CHEN_BO))
    assert stage.timers() == before


def test_a_supporter_may_look_but_not_withdraw(stage: Stage) -> None:
    stage.opened()
    stage.run(lambda work: supporting.support(work, 1, CHEN_BO, "陈伯"))
    assert stage.run(lambda work: closing.own(work, CHEN_BO, 1)) == stage.case()
