"""The weekly summary against a list of cases that was counted by hand."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pytest

from dispatch.cases import Action, Case, Change
from dispatch.figures import (
    Count,
    Evaluations,
    HandlerFigures,
    PartnerFigures,
    Rate,
    Rule,
    Suggestion,
    Tally,
    Timeliness,
    WeeklyFigures,
)
from dispatch.history import replay
from dispatch.policy import Policies
from dispatch.summaries import NEEDED, Week, weekly
from tests.dispatch.builders import at
from tests.dispatch.stories import STORIES, history

WEEK = Week(monday=date(2026, 3, 9))
MONDAY_MORNING = at("2026-03-16 08:30")


def figures(
    week: Week = WEEK, now: datetime = MONDAY_MORNING, numbers: Iterable[int] = STORIES
) -> WeeklyFigures:
    """The summary of the stories as they stood at `now`."""
    known = [[change for change in history(number) if change.at <= now] for number in numbers]
    cases: list[Case] = [replay(changes) for changes in known if changes]
    needed = [
        change
        for changes in known
        for change in changes
        if change.action in NEEDED and change.at >= week.before().start
    ]
    return weekly(cases, needed, week, now, Policies(), str.title)


SUMMARY = figures()


def test_the_counts_of_the_week_and_of_the_week_before() -> None:
    counts = {
        name: getattr(SUMMARY, name)
        for name in ("received", "resolved", "open", "overdue", "parked", "returned", "reopened", "joined")
    }
    assert counts == {
        "received": Count(now=6, before=6),  # 1 2 3 4 10 14; 5 6 12 13 16 17
        "resolved": Count(now=7, before=3),  # 1 2 3 10 14 16 17; 5 6 16
        "open": Count(now=5, before=4),  # 2 4 11 12 13; 11 12 13 17
        "overdue": Count(now=3, before=1),  # 2 11 13; 11
        "parked": Count(now=1, before=2),  # 12; 12 17
        "returned": Count(now=0, before=1),  # 13
        "reopened": Count(now=2, before=0),  # 2 16
        "joined": Count(now=3, before=0),  # three of 4
    }


def test_what_was_open_came_in_was_solved_and_came_back_balances() -> None:
    came = SUMMARY.open.before + SUMMARY.received.now + SUMMARY.reopened.now
    assert SUMMARY.open.now == came - SUMMARY.resolved.now


def test_the_types_that_came_in_most() -> None:
    assert SUMMARY.types == (
        Tally(name="电梯故障", count=3, before=0),  # 1 2 3
        Tally(name="人员伤病", count=1, before=0),  # 14
        Tally(name="公共照明", count=1, before=0),  # 4
        Tally(name="垃圾保洁", count=1, before=0),  # 10
    )


def test_the_places_that_came_in_most_by_building() -> None:
    assert SUMMARY.places == (
        Tally(name="金辉华府3栋", count=4, before=0),  # 1 2 3 14
        Tally(name="金辉华府5栋", count=1, before=2),  # 10; 5 6
        Tally(name="金辉华府东门", count=1, before=0),  # 4
    )


def test_how_promptly_cases_were_taken_and_solved() -> None:
    assert SUMMARY.timeliness == Timeliness(
        assigned=7,  # 1 2 3 4 10 13 14
        accepted_in_time=Rate(hits=5, of=7),  # not 2 (late) and 4 (never)
        resolved_in_time=Rate(hits=5, of=8),  # 1 3 5 10 16 of these and 2 13 17; 12 is parked
        median_response=timedelta(minutes=30),  # 2 10 20 40 90 330
    )


def test_the_figures_of_each_handler() -> None:
    assert SUMMARY.handlers == (
        HandlerFigures(
            person="wang",
            name="Wang",
            timeliness=Timeliness(
                assigned=4,  # 1 2 3 14
                accepted_in_time=Rate(hits=3, of=4),
                resolved_in_time=Rate(hits=2, of=3),  # 1 3 of these and 2
                median_response=timedelta(minutes=15),  # 2 10 20 40
            ),
        ),
        HandlerFigures(
            person="li",
            name="Li",
            timeliness=Timeliness(
                assigned=3,  # 4 10 13; the owner stays when a partner works
                accepted_in_time=Rate(hits=2, of=3),
                resolved_in_time=Rate(hits=3, of=5),  # 5 10 16 of these and 13 17
                median_response=timedelta(minutes=210),  # 90 330
            ),
        ),
    )


def test_the_figures_of_each_partner() -> None:
    assert SUMMARY.partners == (PartnerFigures(person="steward", name="Steward", handed=1, solved=1),)  # 10


def test_what_reporters_answered_in_the_week() -> None:
    answers = Evaluations(
        answered=5,  # 1 2 5 10 16
        contacted=4,  # not 16
        satisfied=2,  # 1 10
        mostly=1,  # 5
        unsolved=2,  # 2 16
    )
    assert SUMMARY.evaluations == answers
    assert (answers.response, answers.resolution, answers.satisfaction) == (0.8, 0.6, 0.58)
    assert answers.combined() == pytest.approx(0.08 + 0.3 + 0.232)


def test_nothing_answered_has_no_rates() -> None:
    none = Evaluations(answered=0, contacted=0, satisfied=0, mostly=0, unsolved=0)
    assert (none.response, none.resolution, none.satisfaction, none.combined()) == (None, None, None, None)


def test_confirmed_and_silent_closures_are_counted_apart() -> None:
    assert SUMMARY.confirmed == Count(now=3, before=0)  # 1 5 10
    assert SUMMARY.silent == Count(now=1, before=1)  # 3; 6
    assert (SUMMARY.confirmed_rate, SUMMARY.confirmed_rate.value) == (Rate(hits=3, of=4), 0.75)


def test_the_lists_name_their_cases_in_order() -> None:
    lists = {
        name: [line.number for line in getattr(SUMMARY, name)]
        for name in ("urgent", "overdue_cases", "supported_cases", "parked_cases", "meeting_cases")
    }
    assert lists == {
        "urgent": [14, 1, 2, 3],
        "overdue_cases": [11, 13, 2],  # the longest overdue first
        "supported_cases": [4],
        "parked_cases": [12],
        "meeting_cases": [4, 13],  # three supporters; moved twice
    }


def test_an_overdue_case_is_shown_with_place_type_days_and_holder() -> None:
    shown = [(line.place, line.type, line.days_late, line.holder) for line in SUMMARY.overdue_cases]
    assert shown == [
        ("金辉华府1栋", "公共设施", 11, "Wang"),
        ("金辉华府中心花园", "绿化", 2, "Li"),
        ("金辉华府3栋1单元", "电梯故障", 1, "Wang"),
    ]


def test_a_parked_case_is_shown_with_its_review_date() -> None:
    assert [line.review_on for line in SUMMARY.parked_cases] == [at("2026-04-01 08:30")]


def test_a_private_case_is_shown_by_building_only() -> None:
    assert SUMMARY.urgent[0].place == "金辉华府3栋"


def test_the_rules_point_out_the_meeting_and_the_hotspot() -> None:
    assert SUMMARY.suggestions == (
        Suggestion(rule=Rule.MEETING, subject="公共照明、绿化", count=2, numbers=(4, 13)),
        Suggestion(rule=Rule.HOTSPOT, subject="金辉华府3栋 电梯故障", count=3, numbers=(1, 2, 3)),
    )


def test_withdrawn_rejected_and_merged_cases_change_no_figure() -> None:
    assert figures(numbers=STORIES.keys() - {7, 8, 9}) == SUMMARY


def test_changes_of_cases_that_are_not_asked_for_change_no_figure() -> None:
    needed = [change for number in STORIES for change in history(number) if change.action in NEEDED]
    alone = weekly([replay(history(1))], needed, WEEK, MONDAY_MORNING, Policies(), str.title)
    assert alone == figures(numbers=[1])


def test_a_past_week_keeps_its_figures_when_its_cases_move_on() -> None:
    later = figures(now=at("2026-03-20 08:30"))  # since then 4 was accepted, 11 resolved, 12 resumed
    kept = ("received", "resolved", "open", "overdue", "parked", "returned", "reopened", "joined")
    assert [getattr(later, name) for name in kept] == [getattr(SUMMARY, name) for name in kept]


def test_the_week_before_is_the_same_figures_a_week_earlier() -> None:
    before = figures(week=WEEK.before())
    stocks = (
        "received",
        "resolved",
        "open",
        "overdue",
        "parked",
        "returned",
        "reopened",
        "confirmed",
        "silent",
    )
    assert [getattr(before, name).now for name in stocks] == [
        getattr(SUMMARY, name).before for name in stocks
    ]


def test_a_running_week_is_counted_until_now() -> None:
    running = figures(now=at("2026-03-11 13:00"))
    assert running.until == at("2026-03-11 13:00")
    assert (running.received.now, running.resolved.now) == (4, 4)  # 1 2 3 10; 1 2 10 16
    assert running.open.now == 6  # 2 3 11 12 13 17
    assert [line.number for line in running.overdue_cases] == [11]
    assert running.timeliness.resolved_in_time == Rate(hits=1, of=1)  # 5; 1 and 16 are due later


def test_a_week_in_which_nothing_happened_has_zeros_and_no_rates() -> None:
    quiet = figures(numbers=[])
    assert (quiet.received, quiet.open) == (Count(now=0, before=0), Count(now=0, before=0))
    assert (quiet.confirmed_rate.value, quiet.timeliness.median_response) == (None, None)
    assert (quiet.types, quiet.handlers, quiet.urgent, quiet.suggestions) == ((), (), (), ())


def reopened_by_the_head(changes: list[Change], when: str) -> WeeklyFigures:
    """The summary of one case that the head reopens after these changes."""
    number = changes[0].number
    reopening = Change(number=number, at=at(when), who="head", action=Action.REOPEN, facts={"level": 2})
    told = [*changes, reopening]
    return weekly([replay(told)], told, WEEK, MONDAY_MORNING, Policies(), str.title)


def test_a_reopening_by_staff_is_no_answer_of_the_reporter() -> None:
    resolved = history(1)[:4]  # reported, assigned, accepted, resolved
    summary = reopened_by_the_head(resolved, "2026-03-11 09:00")
    assert (summary.reopened.now, summary.evaluations.answered) == (1, 0)


def test_what_happens_at_midnight_belongs_to_the_new_week() -> None:
    summary = reopened_by_the_head(history(3), "2026-03-16 00:00")
    assert (summary.reopened.now, summary.open.now) == (0, 0)
