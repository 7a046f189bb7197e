"""Timers as rows: which a case has in its status, whom they reach, and that late ticks lose nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest

from dispatch import closing, handling
from dispatch.calendar import OfficeHours, WorkingCalendar
from dispatch.cases import Action, Status
from dispatch.errors import Refusal, Why
from dispatch.escalation import ESCALATION, Climb
from dispatch.messages import Due, Outbound, Purpose, Urgency
from dispatch.people import Role, Staff
from dispatch.policy import Override, Policies
from dispatch.timing import holders
from tests.dispatch.builders import HEAD, LI, SECRETARY, WANG, at, person
from tests.dispatch.stage import EVERYBODY, LI_AYI, OFFICE, Stage, done, heard

# --- the ladder ---


def test_nobody_accepts_and_the_case_climbs_from_a_to_b_to_the_head_to_the_secretary(stage: Stage) -> None:
    stage.opened("lift")
    climbed = [heard(stage.wait_and_tick(minutes=15)) for _ in range(4)]
    assert climbed == [
        [(Due.CLIMB, ["wang"])],
        [(Due.CLIMB, ["li"])],
        [(Due.CLIMB, ["head"])],
        [(Due.CLIMB, ["secretary"])],
    ]
    case = stage.case()
    assert (case.level, case.asked) == (3, ("wang", "li", "head", "secretary"))


def test_asking_the_same_person_again_is_no_line_of_the_history(stage: Stage) -> None:
    stage.opened("lift")
    stage.wait_and_tick(minutes=15)
    assert stage.actions() == [Action.REPORT, Action.ASSIGN]


def test_nothing_strikes_before_its_time(stage: Stage) -> None:
    stage.opened("lift")
    assert stage.wait_and_tick(minutes=14, seconds=59) == []


def test_ticking_twice_is_ticking_once(stage: Stage) -> None:
    stage.opened("lift")
    stage.wait_and_tick(minutes=30)
    before = stage.case(), stage.history(), stage.timers()
    assert stage.tick() == []
    assert (stage.case(), stage.history(), stage.timers()) == before


@pytest.mark.parametrize("type_code", ["lift", "light", "fire", "errand"])
def test_one_late_tick_reaches_the_level_and_the_timers_of_many(type_code: str) -> None:
    often, late = Stage(), Stage()
    for stage in (often, late):
        stage.opened(type_code)
    for _ in range(40):
        often.wait_and_tick(minutes=10)
    late.wait_and_tick(minutes=400)
    assert late.case().level == often.case().level
    assert late.timers() == often.timers()
    often.close()
    late.close()


def test_a_routine_case_does_not_climb_at_night(stage: Stage) -> None:
    stage.move_to("2026-03-02 16:30")
    stage.opened("light")  # four working hours to accept
    stage.move_to("2026-03-03 08:29")
    assert stage.tick() == []
    stage.move_to("2026-03-03 09:30")
    assert heard(stage.tick()) == [(Due.CLIMB, ["wang"])]


def test_above_the_secretary_there_is_no_rung(stage: Stage) -> None:
    stage.opened("lift")
    stage.wait_and_tick(hours=1)
    assert stage.timers() == {Due.OVERDUE: at("2026-03-05 09:00")}


def test_acceptance_stops_the_ladder(stage: Stage) -> None:
    stage.opened("lift")
    stage.wait_and_tick(minutes=30)
    stage.do(handling.accept, LI, 1)
    assert stage.wait_and_tick(minutes=30) == []


def test_a_transferred_case_climbs_anew_and_keeps_its_level(stage: Stage) -> None:
    stage.opened("lift")
    stage.wait_and_tick(minutes=45)
    stage.do(handling.transfer, HEAD, 1, LI, "他有钥匙")
    assert stage.timers()[Due.CLIMB] == at("2026-03-02 10:00")
    assert stage.case().level == 2
    stage.wait_and_tick(minutes=30)
    assert stage.case().level == 2


def test_a_case_transferred_before_anybody_accepted_climbs_anew(stage: Stage) -> None:
    stage.opened("lift")
    stage.wait(minutes=14)
    stage.do(handling.transfer, WANG, 1, LI, "他有钥匙")
    assert stage.timers()[Due.CLIMB] == at("2026-03-02 09:29")


def test_office_hours_changed_while_a_case_waits_do_not_lose_its_rung(stage: Stage) -> None:
    stage.opened("light")  # until 15:30, A again at 11:00
    late_hours = WorkingCalendar(hours=OfficeHours(start=time(10, 30), end=time(17, 30)))
    stage.office = replace(OFFICE, policies=Policies(calendar=late_hours))
    stage.move_to("2026-03-02 11:00")
    assert stage.tick() == []
    assert stage.timers()[Due.CLIMB] == at("2026-03-02 13:00")


# --- alarms ---


def test_an_alarm_is_said_every_three_minutes_and_reaches_everybody_in_the_third_round(stage: Stage) -> None:
    stage.opened("fire")
    rounds = [heard(stage.wait_and_tick(minutes=3)) for _ in range(4)]
    assert rounds == [
        [(Due.ALARM, ["wang", "li", "head"])],
        [(Due.ALARM, ["wang", "li", "head"])],
        [(Due.ALARM, ["wang", "li", "head", "secretary"])],
        [(Due.ALARM, ["wang", "li", "head", "secretary"])],
    ]
    assert stage.case().level == 3


def test_an_alarm_sounds_at_night(stage: Stage) -> None:
    stage.move_to("2026-03-03 02:00")
    stage.opened("fire")
    assert [event.step for event in stage.wait_and_tick(minutes=3)] == [1]


def test_after_a_late_tick_the_next_round_is_the_next_one(stage: Stage) -> None:
    stage.opened("fire")
    assert [event.step for event in stage.wait_and_tick(minutes=31)] == [10]
    assert stage.timers()[Due.ALARM] == at("2026-03-02 09:33")


def test_an_alarm_ends_with_its_last_round(stage: Stage) -> None:
    stage.opened("fire")
    assert [event.step for event in stage.wait_and_tick(hours=2)] == [ESCALATION.alarm_rounds]
    assert Due.ALARM not in stage.timers()


def test_who_acknowledges_an_alarm_ends_it(stage: Stage) -> None:
    stage.opened("fire")
    stage.wait_and_tick(minutes=3)
    stage.do(handling.accept, HEAD, 1)
    assert Due.ALARM not in stage.timers()


# --- first reply, overdue ---


def test_the_assignee_is_reminded_of_the_first_reply(stage: Stage) -> None:
    stage.accepted("lift")
    assert heard(stage.wait_and_tick(hours=2)) == [(Due.FIRST, ["wang"])]


def test_who_arrived_owes_no_first_reply(stage: Stage) -> None:
    stage.accepted("lift")
    stage.do(handling.arrive, WANG, 1)
    assert stage.wait_and_tick(hours=2) == []


def test_an_overdue_case_is_the_assignees_and_the_heads_concern(stage: Stage) -> None:
    stage.accepted("lift")
    stage.do(handling.arrive, WANG, 1)
    assert heard(stage.wait_and_tick(hours=72)) == [(Due.OVERDUE, ["wang", "head"])]


STREET = person("street", Role.STREET)
WITH_STREET = replace(OFFICE, staff=Staff(people=(*EVERYBODY, STREET)))


def test_nobody_accepts_and_the_street_hears_after_the_secretary_has_had_a_fresh_clock(stage: Stage) -> None:
    stage.office = WITH_STREET
    stage.opened("lift")
    climbed = [(minutes, heard(stage.wait_and_tick(minutes=15))) for minutes in range(15, 106, 15)]
    assert [(minutes, events) for minutes, events in climbed if events][-2:] == [
        (60, [(Due.CLIMB, ["secretary"])]),
        (90, [(Due.CLIMB, ["street"])]),
    ]
    assert stage.case().level == 4


def test_an_overdue_case_rises_with_a_fresh_clock_for_each_level(stage: Stage) -> None:
    stage.office = WITH_STREET
    stage.accepted("lift")  # 72 h, so that 网格长 and 书记 have 36 h each
    stage.do(handling.arrive, WANG, 1)
    stage.move_to("2026-03-05 09:00")
    told = {}
    for day in range(5, 11):
        events = stage.tick()
        told[day] = ([each.id for each in events[0].people], stage.case().level) if events else None
        stage.move_to(f"2026-03-{day + 1:02} 08:30")
    assert told == {
        5: (["wang", "head"], 0),
        6: (["wang", "head"], 0),
        7: (["wang", "head", "secretary"], 3),
        8: (["wang", "head", "secretary"], 3),
        9: (["wang", "head", "secretary", "street"], 4),
        10: (["wang", "head", "secretary"], 4),
    }
    assert stage.actions().count(Action.ESCALATE) == 2


def test_a_late_tick_raises_an_overdue_case_as_far_as_many(stage: Stage) -> None:
    stage.office = WITH_STREET
    stage.accepted("lift")
    stage.move_to("2026-03-20 09:00")
    stage.tick()
    assert stage.case().level == 4
    assert stage.actions().count(Action.ESCALATE) == 1


def test_a_type_with_a_ladder_of_its_own_climbs_by_it(stage: Stage) -> None:
    steep = (Climb(level=2, share=0.5), Climb(level=3, share=1))
    policies = Policies().overridden({"lift": Override(ladder=steep)})
    stage.office = replace(OFFICE, policies=policies)
    stage.opened("lift")
    assert heard(stage.wait_and_tick(minutes=15)) == [(Due.CLIMB, ["head"])]
    assert heard(stage.wait_and_tick(minutes=15)) == [(Due.CLIMB, ["secretary"])]
    assert Due.CLIMB not in stage.timers()


# --- 核查 ---


def test_what_is_urgent_is_verified_by_somebody_else_while_its_reporter_is_silent(stage: Stage) -> None:
    stage.resolved("lift")
    assert (Due.VERIFY, ["head"]) in heard(stage.wait_and_tick(hours=24))
    assert done(stage.do(handling.verify, HEAD, 1)).verified_by == "head"
    stage.wait_and_tick(hours=24)
    case = stage.case()
    assert (case.closed_how, case.verified_by) == ("silent", "head")


def test_what_the_head_did_is_verified_by_the_secretary_alone(stage: Stage) -> None:
    stage.opened("lift")
    done(stage.do(handling.resolve, HEAD, 1, "换了主板，试过"))
    assert (Due.VERIFY, ["secretary"]) in heard(stage.wait_and_tick(hours=24))
    refusal = Refusal(code=Why.NOT_ALLOWED, number=1, detail=Action.VERIFY)
    assert stage.do(handling.verify, HEAD, 1) == refusal


@pytest.mark.parametrize(
    ("verify", "reopened", "expected"), [(None, 0, 0), (None, 1, 1), (True, 0, 1), (False, 1, 0)]
)
def test_what_is_routine_is_verified_when_it_came_back_or_its_type_says_so(
    stage: Stage, verify: bool | None, reopened: int, expected: int
) -> None:
    policies = Policies().overridden({"light": Override(verify=verify)})
    stage.office = replace(OFFICE, policies=policies)
    stage.resolved("light")
    for _ in range(reopened):
        stage.do(closing.reopen, LI_AYI, 1)
        stage.do(handling.resolve, WANG, 1, "又换了灯管，亮了")
    assert (Due.VERIFY in stage.timers()) == bool(expected)


def test_what_is_found_undone_goes_back_to_its_handler(stage: Stage) -> None:
    stage.resolved("lift")
    assert stage.do(handling.refute, HEAD, 1, "") == Refusal(code=Why.NEEDS_REASON, number=1)
    case = done(stage.do(handling.refute, HEAD, 1, "还停在5楼"))
    assert (case.status, case.assignee, case.reopened, case.level) == (Status.ACCEPTED, "wang", 1, 2)
    assert Due.OVERDUE in stage.timers()


def test_an_overdue_case_of_the_head_is_told_once(stage: Stage) -> None:
    stage.opened("lift")
    stage.do(handling.arrive, HEAD, 1)
    assert heard(stage.wait_and_tick(hours=72)) == [(Due.OVERDUE, ["head"])]


def test_an_overdue_case_is_told_again_every_morning(stage: Stage) -> None:
    stage.accepted("lift")
    stage.do(handling.arrive, WANG, 1)
    stage.wait_and_tick(hours=72)  # Thursday 09:00
    assert stage.timers() == {Due.OVERDUE: at("2026-03-06 08:30")}
    stage.move_to("2026-03-06 08:30")
    assert heard(stage.tick()) == [(Due.OVERDUE, ["wang", "head"])]
    assert stage.timers() == {Due.OVERDUE: at("2026-03-07 08:30")}


def test_a_routine_case_that_is_overdue_is_told_again_on_the_next_working_day(stage: Stage) -> None:
    stage.accepted("light")
    stage.do(handling.arrive, WANG, 1)
    stage.wait_and_tick(days=4, hours=9)  # Friday after hours
    assert stage.timers() == {Due.OVERDUE: at("2026-03-09 08:30")}


def test_a_case_that_no_clock_ends_is_asked_about_every_morning(stage: Stage) -> None:
    stage.accepted("fire")
    assert stage.timers()[Due.CHECK] == at("2026-03-03 08:30")
    stage.move_to("2026-03-03 08:30")
    assert (Due.CHECK, ["wang"]) in heard(stage.tick())
    assert stage.timers() == {Due.CHECK: at("2026-03-04 08:30")}


def test_an_emergency_that_nobody_took_comes_back_to_the_head_in_the_morning(stage: Stage) -> None:
    stage.opened("fire")
    stage.wait_and_tick(hours=2)
    stage.move_to("2026-03-03 08:30")
    assert heard(stage.tick()) == [(Due.CHECK, ["wang", "head"])]


def test_a_case_that_gets_a_clock_is_asked_about_no_more(stage: Stage) -> None:
    stage.accepted("fire")
    stage.do(handling.retype, WANG, 1, "light")
    assert Due.CHECK not in stage.timers()


def test_an_overdue_case_that_is_done_is_not_told_again(stage: Stage) -> None:
    stage.accepted("lift")
    stage.wait_and_tick(hours=72)
    stage.do(handling.resolve, WANG, 1, "换了门机")
    assert Due.OVERDUE not in stage.timers()


# --- triage ---


def test_a_doubtful_case_comes_back_to_who_is_on_duty_until_somebody_decides(stage: Stage) -> None:
    stage.opened("light", doubtful=True)
    stage.move_to("2026-03-02 15:30")
    assert heard(stage.tick()) == [(Due.FIRST, ["wang"])]
    assert stage.timers() == {Due.FIRST: at("2026-03-03 08:30")}
    stage.do(handling.reject, WANG, 1, "聊天")
    assert stage.timers() == {}


# --- 办结: remind, silent ---


def test_the_reporter_is_reminded_once_and_after_48_hours_the_case_is_closed_silently(stage: Stage) -> None:
    stage.resolved("light")
    assert heard(stage.wait_and_tick(hours=24)) == [(Due.REMIND, [])]
    assert heard(stage.wait_and_tick(hours=24)) == [(Due.SILENT, ["wang"])]
    case = stage.case()
    assert (case.status, case.closed_how, case.closed_at) == (Status.CLOSED, "silent", stage.now)
    assert stage.timers() == {}


def test_an_answer_stops_the_reminder_and_the_silent_closure(stage: Stage) -> None:
    stage.resolved()
    stage.do(closing.evaluate, LI_AYI, 1, "satisfied")
    assert stage.wait_and_tick(hours=48) == []


def test_the_reporters_silence_is_counted_from_the_last_time_it_was_done(stage: Stage) -> None:
    stage.resolved()
    stage.wait(hours=40)
    stage.do(closing.reopen, LI_AYI, 1)
    stage.do(handling.resolve, WANG, 1, "又换了")
    stage.wait_and_tick(hours=40)
    assert stage.case().status is Status.RESOLVED


# --- 挂账: review ---


def test_a_parked_case_comes_back_by_itself_with_a_fresh_resolve_clock(stage: Stage) -> None:
    stage.accepted("lift")
    stage.do(handling.park, WANG, 1, at("2026-04-01 09:00"), "等维修基金")
    stage.move_to("2026-04-01 09:00")
    assert heard(stage.tick()) == [(Due.REVIEW, ["wang"])]
    case = stage.case()
    assert (case.status, case.assignee, case.review_on) == (Status.ACCEPTED, "wang", None)
    assert stage.timers()[Due.OVERDUE] == at("2026-04-04 09:00")


def test_a_parked_case_is_outside_the_clocks(stage: Stage) -> None:
    stage.accepted("lift")
    stage.do(handling.park, WANG, 1, at("2026-04-01 09:00"), "等维修基金")
    assert stage.wait_and_tick(days=20) == []


# --- timers and statuses ---

Step = Callable[[Stage], object]
STEPS: dict[str, tuple[Step, set[Due]]] = {
    "疑似": (lambda stage: stage.opened("light", doubtful=True), {Due.FIRST}),
    "派单": (lambda stage: stage.opened("light"), {Due.CLIMB, Due.OVERDUE}),
    "紧急": (lambda stage: stage.opened("lift_trapped"), {Due.ALARM, Due.OVERDUE}),
    "接单": (lambda stage: stage.accepted("light"), {Due.FIRST, Due.OVERDUE}),
    "办结": (lambda stage: stage.resolved("light"), {Due.REMIND, Due.SILENT}),
}


@pytest.mark.parametrize(("step", "timers"), STEPS.values(), ids=STEPS.keys())
def test_every_status_has_its_own_timers(stage: Stage, step: Step, timers: set[Due]) -> None:
    step(stage)
    assert set(stage.timers()) == timers


def test_timers_are_replaced_at_every_change_of_status(stage: Stage) -> None:
    stage.opened("light")
    seen = [set(stage.timers())]
    steps: list[Step] = [
        lambda stage: stage.do(handling.accept, WANG, 1),
        lambda stage: stage.do(handling.transfer, WANG, 1, LI, "他有钥匙"),
        lambda stage: stage.do(handling.arrive, LI, 1),
        lambda stage: stage.do(handling.park, LI, 1, at("2026-04-01 09:00"), "等配件"),
        lambda stage: stage.do(handling.act, HEAD, 1, Action.RESUME),
        lambda stage: stage.do(handling.resolve, LI, 1, "换了门机"),
        lambda stage: stage.do(closing.evaluate, LI_AYI, 1, "satisfied"),
    ]
    for step in steps:
        step(stage)
        seen.append(set(stage.timers()))
    assert seen == [
        {Due.CLIMB, Due.OVERDUE},
        {Due.FIRST, Due.OVERDUE},
        {Due.CLIMB, Due.OVERDUE},
        {Due.OVERDUE},
        {Due.REVIEW},
        {Due.OVERDUE},
        {Due.REMIND, Due.SILENT},
        set(),
    ]


# --- who answers ---


def test_the_assignee_answers_for_a_case_and_else_who_is_on_duty(stage: Stage) -> None:
    accepted, waiting = stage.accepted(), stage.opened("light", doubtful=True)
    assert stage.do(lambda office, work: holders(office, work, accepted)) == (WANG,)
    assert stage.do(lambda office, work: holders(office, work, waiting)) == (WANG,)


def test_an_assignee_who_left_the_staff_is_replaced_by_who_is_on_duty(stage: Stage) -> None:
    case = done(stage.do(handling.accept, SECRETARY, stage.opened().number))
    people = tuple(person for person in OFFICE.staff.people if person != SECRETARY)
    stage.office = replace(OFFICE, staff=Staff(people=people))
    assert stage.do(lambda office, work: holders(office, work, case)) == (WANG,)


def test_the_follow_up_times_are_the_offices(stage: Stage) -> None:
    follow = replace(OFFICE.follow, remind_after=timedelta(hours=1), silent_after=timedelta(hours=3))
    stage.office = replace(OFFICE, follow=follow)
    stage.resolved()
    assert stage.timers() == {
        Due.REMIND: at("2026-03-02 10:00"),
        Due.VERIFY: at("2026-03-02 10:30"),
        Due.SILENT: at("2026-03-02 12:00"),
    }


def test_a_reminder_that_still_waits_is_dropped_when_the_clocks_are_set_anew(stage: Stage) -> None:
    stage.accepted("light")
    line = Outbound(
        conversation="console:wang",
        text="#1 公共照明 已超办结时限",
        purpose=Purpose.REMINDER,
        urgency=Urgency.TASK,
        due_at=at("2026-03-06 07:00"),
        number=1,
    )
    stage.run(lambda work: work.outbox.say(line))
    stage.do(handling.retype, WANG, 1, "access")
    assert stage.run(lambda work: work.outbox.waiting_in("console:wang")) == []
