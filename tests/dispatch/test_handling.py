"""What staff do to a case, who may, and what is refused without a trace."""

from collections.abc import Callable

import pytest

from dispatch import handling, merging, supporting
from dispatch.cases import Action, Case, Status, Supporter
from dispatch.errors import Refusal, Why
from dispatch.messages import Due
from dispatch.people import Person
from tests.dispatch.builders import HEAD, LI, SECRETARY, WANG, at, place
from tests.dispatch.stage import CHEN_BO, LI_AYI, PARTNER, ZHAO, Stage, done

LATER = at("2026-03-09 18:00")


def refused(code: Why, detail: str = "", number: int = 1) -> Refusal:
    return Refusal(code=code, number=number, detail=detail)


def taken(stage: Stage, number: int = 1) -> tuple[Status, str | None]:
    case = stage.case(number)
    return case.status, case.assignee


# --- 接单, 到场 ---


def test_whoever_accepts_has_the_case(stage: Stage) -> None:
    stage.opened()
    stage.wait(minutes=5)
    case = done(stage.do(handling.accept, LI, 1))
    assert (case.status, case.assignee, case.first_taker) == (Status.ACCEPTED, "li", "li")
    assert case.accepted_at == at("2026-03-02 09:05")


def test_of_two_people_who_accept_the_first_wins(stage: Stage) -> None:
    stage.opened()
    stage.do(handling.accept, LI, 1)
    assert stage.do(handling.accept, WANG, 1) == refused(Why.WRONG_STATUS, "accepted")
    assert taken(stage) == (Status.ACCEPTED, "li")


def test_accepting_twice_is_harmless(stage: Stage) -> None:
    stage.accepted()
    assert stage.do(handling.accept, WANG, 1) == refused(Why.ALREADY_YOURS)
    assert stage.actions().count(Action.ACCEPT) == 1


def test_the_deadline_fixed_at_assignment_holds_after_acceptance(stage: Stage) -> None:
    due = stage.opened().resolve_due
    stage.wait(minutes=20)
    assert done(stage.do(handling.accept, WANG, 1)).resolve_due == due


def test_who_arrives_first_has_accepted_on_the_way(stage: Stage) -> None:
    stage.opened()
    case = done(stage.do(handling.arrive, LI, 1))
    assert (case.status, case.assignee) == (Status.ACCEPTED, "li")
    assert (case.accepted_at, case.arrived_at) == (stage.now, stage.now)


def test_a_colleague_who_arrives_too_does_not_take_the_case_away(stage: Stage) -> None:
    stage.accepted()
    case = done(stage.do(handling.arrive, LI, 1))
    assert (case.assignee, case.arrived_at) == ("wang", stage.now)


def test_arriving_again_keeps_the_first_arrival(stage: Stage) -> None:
    stage.accepted()
    first = done(stage.do(handling.arrive, WANG, 1)).arrived_at
    stage.wait(hours=1)
    assert done(stage.do(handling.arrive, WANG, 1)).arrived_at == first


# --- whose business it is ---


@pytest.mark.parametrize("stranger", [ZHAO, PARTNER], ids=["another grid", "a partner who was not asked"])
def test_the_case_of_others_is_as_unknown_as_no_case(stage: Stage, stranger: Person) -> None:
    stage.opened()
    assert stage.do(handling.seen_by, stranger, 1) == refused(Why.UNKNOWN_CASE)
    assert stage.do(handling.accept, stranger, 1) == refused(Why.UNKNOWN_CASE)
    assert stage.do(handling.accept, stranger, 99) == refused(Why.UNKNOWN_CASE, number=99)


def test_the_head_of_a_grid_and_the_secretary_see_its_cases(stage: Stage) -> None:
    case = stage.opened()
    assert [stage.do(handling.seen_by, person, 1) for person in (HEAD, SECRETARY)] == [case, case]


# --- 转办, 协办, 退回 ---


def test_a_transferred_case_is_asked_of_the_colleague_with_a_new_accept_clock(stage: Stage) -> None:
    stage.accepted()
    stage.wait(hours=1)
    case = done(stage.do(handling.transfer, WANG, 1, LI, "他有钥匙"))
    assert (case.status, case.assignee, case.asked, case.moves) == (Status.ASSIGNED, "li", ("li",), 1)
    assert case.accept_due == at("2026-03-02 10:30")


def test_the_first_taker_stays_visible_after_a_transfer(stage: Stage) -> None:
    stage.accepted()
    stage.do(handling.transfer, WANG, 1, LI, "他有钥匙")
    assert stage.case().first_taker == "wang"
    assert done(stage.do(handling.accept, LI, 1)).first_taker == "wang"


def test_a_case_may_be_transferred_to_another_grid_whose_member_then_sees_it(stage: Stage) -> None:
    stage.accepted()
    stage.do(handling.transfer, WANG, 1, ZHAO, "在他那边")
    assert done(stage.do(handling.accept, ZHAO, 1)).assignee == "zhao"


def test_handing_over_to_a_partner_leaves_the_owner_in_charge(stage: Stage) -> None:
    stage.accepted()
    case = done(stage.do(handling.transfer, WANG, 1, PARTNER, "换门机"))
    assert (case.status, case.assignee, case.partner) == (Status.ACCEPTED, "wang", "xiaoweng")
    assert (case.moves, stage.actions()[-1]) == (0, Action.HAND_OVER)


def test_handing_over_what_nobody_accepted_accepts_it(stage: Stage) -> None:
    stage.opened()
    case = done(stage.do(handling.transfer, LI, 1, PARTNER, "换门机"))
    assert (case.status, case.assignee, case.partner) == (Status.ACCEPTED, "li", "xiaoweng")


def test_the_partner_reports_what_was_done_and_the_owner_stays(stage: Stage) -> None:
    stage.accepted()
    stage.do(handling.transfer, WANG, 1, PARTNER, "换门机")
    case = done(stage.do(handling.resolve, PARTNER, 1, "换了门机"))
    assert (case.status, case.assignee) == (Status.RESOLVED, "wang")


def test_a_returned_case_goes_to_the_head(stage: Stage) -> None:
    stage.opened()
    case = done(stage.do(handling.give_back, WANG, 1, "不是我网格"))
    assert (case.status, case.assignee, case.asked, case.moves) == (Status.ASSIGNED, "head", ("head",), 1)
    assert stage.history()[-1].reason == "不是我网格"


def test_a_return_needs_a_reason(stage: Stage) -> None:
    stage.opened()
    assert stage.do(handling.give_back, WANG, 1, "") == refused(Why.NEEDS_REASON)


def test_the_head_cannot_return_a_case(stage: Stage) -> None:
    stage.opened()
    assert stage.do(handling.give_back, HEAD, 1, "不归我") == refused(Why.NOT_ALLOWED)


def test_after_two_moves_only_the_lead_moves_a_case(stage: Stage) -> None:
    stage.opened()
    stage.do(handling.transfer, WANG, 1, LI, "他有钥匙")
    stage.do(handling.transfer, LI, 1, WANG, "钥匙给他了")
    assert stage.do(handling.transfer, WANG, 1, LI, "再给他") == refused(Why.TOO_MANY_MOVES)
    assert stage.do(handling.give_back, WANG, 1, "我不管") == refused(Why.TOO_MANY_MOVES)
    assert done(stage.do(handling.transfer, HEAD, 1, LI, "就他了")).assignee == "li"
    assert done(stage.do(handling.transfer, SECRETARY, 1, WANG, "还是她")).moves == 4


# --- 办结 ---


def test_a_case_is_resolved_with_a_sentence(stage: Stage) -> None:
    case = stage.resolved()
    assert (case.status, case.solution, case.resolved_at) == (Status.RESOLVED, "换了门机", stage.now)


def test_a_case_is_resolved_with_a_picture(stage: Stage) -> None:
    stage.accepted()
    case = done(stage.do(handling.resolve, WANG, 1, "", ("after.jpg",)))
    assert (case.status, case.proof) == (Status.RESOLVED, ("after.jpg",))


def test_a_bare_word_does_not_resolve(stage: Stage) -> None:
    stage.accepted()
    assert stage.do(handling.resolve, WANG, 1, "") == refused(Why.NEEDS_PROOF)


def test_a_picture_sent_before_is_proof_enough(stage: Stage) -> None:
    stage.accepted()
    stage.do(handling.attach, WANG, 1, ("after.jpg",))
    case = done(stage.do(handling.resolve, WANG, 1, ""))
    assert (case.status, case.proof) == (Status.RESOLVED, ("after.jpg",))


def test_resolving_what_nobody_accepted_accepts_it(stage: Stage) -> None:
    stage.opened()
    case = done(stage.do(handling.resolve, LI, 1, "换了门机"))
    assert (case.assignee, case.accepted_at) == ("li", stage.now)


def test_a_resolved_case_cannot_be_resolved_again(stage: Stage) -> None:
    stage.resolved()
    assert stage.do(handling.resolve, WANG, 1, "又修了") == refused(Why.WRONG_STATUS, "resolved")


# --- 不是诉求, 改类, 备注, 催办, 督办 ---


def test_a_doubtful_case_is_rejected_out_of_triage(stage: Stage) -> None:
    stage.opened(doubtful=True)
    case = done(stage.do(handling.reject, WANG, 1, "聊天"))
    assert (case.status, case.closed_how, case.doubtful) == (Status.WITHDRAWN, "rejected", False)
    assert stage.timers() == {}


def test_an_accepted_case_cannot_be_rejected(stage: Stage) -> None:
    stage.accepted()
    assert stage.do(handling.reject, WANG, 1, "聊天") == refused(Why.WRONG_STATUS, "accepted")


def test_retyping_brings_the_priority_of_the_new_type(stage: Stage) -> None:
    stage.accepted("lift")
    case = done(stage.do(handling.retype, WANG, 1, "noise"))
    assert (case.type, case.priority) == ("noise", 3)


def test_a_waiting_case_that_turns_out_an_emergency_alarms_at_the_next_tick(stage: Stage) -> None:
    stage.opened("lift")
    stage.wait(minutes=10)
    stage.do(handling.retype, LI, 1, "lift_trapped")
    events = stage.tick()
    assert [(event.kind, event.step) for event in events] == [(Due.ALARM, 3)]


def test_a_word_that_is_no_type_is_refused(stage: Stage) -> None:
    stage.accepted()
    assert stage.do(handling.retype, WANG, 1, None) == refused(Why.UNKNOWN_TYPE)


def test_a_remark_is_a_line_of_the_history_and_nothing_else(stage: Stage) -> None:
    before = stage.accepted()
    assert stage.do(handling.remark, WANG, 1, "等配件") == before
    assert (stage.history()[-1].action, stage.history()[-1].reason) == (Action.REMARK, "等配件")


def test_an_empty_remark_is_refused(stage: Stage) -> None:
    stage.accepted()
    assert stage.do(handling.remark, WANG, 1, "") == refused(Why.NEEDS_REASON)


def test_nudges_are_counted(stage: Stage) -> None:
    stage.accepted()
    stage.do(handling.nudge, HEAD, 1)
    assert done(stage.do(handling.nudge, LI, 1)).nudged == 2


@pytest.mark.parametrize("lead", [HEAD, SECRETARY], ids=["head", "secretary"])
def test_the_lead_supervises(stage: Stage, lead: Person) -> None:
    stage.accepted()
    assert done(stage.do(handling.supervise, lead, 1, "今天办完")).supervised


def test_a_member_cannot_supervise(stage: Stage) -> None:
    stage.accepted()
    assert stage.do(handling.supervise, WANG, 1, "快") == refused(Why.NOT_ALLOWED, "supervise")


# --- 挂账, 延期 ---


def test_a_parked_case_has_only_its_review_date(stage: Stage) -> None:
    stage.accepted()
    case = done(stage.do(handling.park, WANG, 1, at("2026-04-01 09:00"), "等维修基金"))
    assert (case.status, case.review_on) == (Status.PARKED, at("2026-04-01 09:00"))
    assert stage.timers() == {Due.REVIEW: at("2026-04-01 09:00")}


def test_parking_needs_a_later_day_and_a_reason(stage: Stage) -> None:
    stage.accepted()
    assert stage.do(handling.park, WANG, 1, None, "等") == refused(Why.BAD_DATE)
    assert stage.do(handling.park, WANG, 1, stage.now, "等") == refused(Why.BAD_DATE)
    assert stage.do(handling.park, WANG, 1, at("2026-04-01 09:00"), "") == refused(Why.NEEDS_REASON)


def test_a_colleague_cannot_park_the_case(stage: Stage) -> None:
    stage.accepted()
    outcome = stage.do(handling.park, LI, 1, at("2026-04-01 09:00"), "等维修基金")
    assert outcome == refused(Why.NOT_ALLOWED, "park")


def test_the_lead_extends_once(stage: Stage) -> None:
    stage.accepted("lift")
    case = done(stage.do(handling.extend, HEAD, 1, at("2026-03-06 18:00"), "等配件"))
    assert (case.extended, case.resolve_due) == (True, at("2026-03-06 18:00"))
    assert stage.timers()[Due.OVERDUE] == at("2026-03-06 18:00")
    again = stage.do(handling.extend, HEAD, 1, at("2026-03-09 18:00"), "还等")
    assert again == refused(Why.ONCE_ONLY)


def test_an_extension_comes_before_the_deadline(stage: Stage) -> None:
    stage.accepted("lift")
    stage.move_to("2026-03-05 09:00")
    outcome = stage.do(handling.extend, HEAD, 1, at("2026-03-09 18:00"), "等配件")
    assert outcome == refused(Why.TOO_LATE)


def test_a_case_without_resolve_clock_cannot_be_extended(stage: Stage) -> None:
    stage.accepted("errand")
    outcome = stage.do(handling.extend, HEAD, 1, at("2026-03-09 18:00"), "约了下周")
    assert outcome == refused(Why.NO_CLOCK)


def test_an_extension_needs_a_later_day_and_a_reason(stage: Stage) -> None:
    due = stage.accepted("lift").resolve_due
    assert stage.do(handling.extend, HEAD, 1, None, "等配件") == refused(Why.BAD_DATE)
    assert stage.do(handling.extend, HEAD, 1, due, "等配件") == refused(Why.BAD_DATE)
    assert stage.do(handling.extend, HEAD, 1, at("2026-03-09 18:00"), "") == refused(Why.NEEDS_REASON)


def test_the_assignee_cannot_extend(stage: Stage) -> None:
    stage.accepted("lift")
    outcome = stage.do(handling.extend, WANG, 1, at("2026-03-09 18:00"), "等配件")
    assert outcome == refused(Why.NOT_ALLOWED, "extend")


def test_the_holders_wish_waits_for_the_head_and_changes_no_clock(stage: Stage) -> None:
    due = stage.accepted("lift").resolve_due
    timers = stage.timers()
    case = done(stage.do(handling.wish, WANG, 1, LATER, "等配件"))
    assert (case.wished_until, case.wish, case.resolve_due) == (LATER, "等配件", due)
    assert stage.timers() == timers


def test_the_head_agrees_and_the_deadline_moves(stage: Stage) -> None:
    stage.accepted("lift")
    stage.do(handling.wish, WANG, 1, LATER, "等配件")
    case = done(stage.do(handling.approve, HEAD, 1))
    assert (case.resolve_due, case.extended, case.wished_until) == (LATER, True, None)
    assert (stage.history()[-1].action, stage.history()[-1].reason) == (Action.EXTEND, "等配件")
    assert stage.timers()[Due.OVERDUE] == LATER


def test_what_was_asked_for_in_time_may_be_agreed_to_after_the_deadline(stage: Stage) -> None:
    stage.accepted("lift")
    stage.do(handling.wish, WANG, 1, LATER, "等配件")
    stage.move_to("2026-03-06 09:00")
    assert done(stage.do(handling.approve, HEAD, 1)).resolve_due == LATER
    stage.accepted("lift")
    stage.do(handling.wish, WANG, 2, at("2026-03-10 18:00"), "等配件")
    stage.move_to("2026-03-11 09:00")
    assert stage.do(handling.approve, HEAD, 2) == refused(Why.BAD_DATE, number=2)


def test_the_head_declines_with_a_reason_and_the_deadline_stays(stage: Stage) -> None:
    due = stage.accepted("lift").resolve_due
    stage.do(handling.wish, WANG, 1, LATER, "等配件")
    assert stage.do(handling.decline, HEAD, 1, "") == refused(Why.NEEDS_REASON)
    case = done(stage.do(handling.decline, HEAD, 1, "居民等不了"))
    assert (case.resolve_due, case.extended, case.wished_until) == (due, False, None)
    assert stage.do(handling.decline, HEAD, 1, "还是不行") == refused(Why.NOTHING_ASKED)
    assert stage.do(handling.approve, HEAD, 1) == refused(Why.NOTHING_ASKED)


def test_only_the_holder_asks_and_only_the_lead_answers(stage: Stage) -> None:
    stage.accepted("lift")
    assert stage.do(handling.wish, LI, 1, LATER, "等配件") == refused(Why.NOT_ALLOWED, "wish")
    stage.do(handling.wish, WANG, 1, LATER, "等配件")
    assert stage.do(handling.approve, WANG, 1) == refused(Why.NOT_ALLOWED, "extend")
    assert stage.do(handling.decline, LI, 1, "不") == refused(Why.NOT_ALLOWED, "decline")


def test_a_wish_does_not_outlive_the_transfer(stage: Stage) -> None:
    stage.accepted("lift")
    stage.do(handling.wish, WANG, 1, LATER, "等配件")
    assert done(stage.do(handling.transfer, WANG, 1, LI, "他有钥匙")).wished_until is None


# --- 并案 ---


def test_a_merged_case_lives_on_in_the_other(stage: Stage) -> None:
    stage.opened()
    stage.opened(where=place("3"), reporter=CHEN_BO, reporter_name="陈伯")
    case = done(stage.do(merging.merge, WANG, 2, 1))
    assert (case.status, case.merged_into, case.closed_how) == (Status.MERGED, 1, "merged")
    assert stage.timers(2) == {}


def test_merging_brings_the_reporter_and_the_supporters_along(stage: Stage) -> None:
    stage.opened()
    stage.opened(reporter=CHEN_BO, reporter_name="陈伯")
    stage.run(lambda work: supporting.support(work, 2, "console:lin", "林姐"))
    stage.run(lambda work: supporting.support(work, 2, LI_AYI, "李阿姨"))
    stage.do(merging.merge, WANG, 2, 1)
    assert stage.case(1).supporters == (
        Supporter(contact=CHEN_BO, name="陈伯", conversation="console:group"),
        Supporter(contact="console:lin", name="林姐"),
    )
    assert stage.history(1)[-1].reason == "#2"


def test_a_case_cannot_be_merged_into_itself(stage: Stage) -> None:
    stage.opened()
    assert stage.do(merging.merge, WANG, 1, 1) == refused(Why.WRONG_STATUS, "assigned")


def test_a_case_cannot_be_merged_into_one_that_has_ended(stage: Stage) -> None:
    stage.opened()
    stage.opened()
    stage.do(merging.merge, WANG, 2, 1)
    assert stage.do(merging.merge, WANG, 1, 2) == refused(Why.WRONG_STATUS, "merged", number=2)


def test_a_case_cannot_be_merged_into_an_unknown_one(stage: Stage) -> None:
    stage.opened()
    assert stage.do(merging.merge, WANG, 1, 99) == refused(Why.UNKNOWN_CASE, number=99)


# --- every refusal ---

Do = Callable[[Stage], Case | Refusal]
REFUSED: dict[str, Do] = {
    "接单": lambda stage: stage.do(handling.accept, WANG, 1),
    "转办": lambda stage: stage.do(handling.transfer, LI, 99, WANG, ""),
    "退回": lambda stage: stage.do(handling.give_back, WANG, 1, ""),
    "办结": lambda stage: stage.do(handling.resolve, WANG, 1, ""),
    "改类": lambda stage: stage.do(handling.retype, WANG, 1, None),
    "挂账": lambda stage: stage.do(handling.park, LI, 1, at("2026-04-01 09:00"), "等"),
    "延期": lambda stage: stage.do(handling.extend, WANG, 1, at("2026-04-01 09:00"), "等"),
    "并案": lambda stage: stage.do(merging.merge, WANG, 1, 99),
    "督办": lambda stage: stage.do(handling.supervise, WANG, 1, ""),
    "不是诉求": lambda stage: stage.do(handling.reject, WANG, 1, ""),
}


@pytest.mark.parametrize("attempt", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_leaves_no_trace(stage: Stage, attempt: Do) -> None:
    stage.accepted()
    before = stage.case(), stage.history(), stage.timers()
    assert isinstance(attempt(stage), Refusal)
    assert (stage.case(), stage.history(), stage.timers()) == before
