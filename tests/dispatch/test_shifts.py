"""交接班: at a shift change open tasks move or stay as the roster says; once, however late or often one looks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch import absences
from dispatch.absences import Span
from dispatch.history import replay
from dispatch.manning import NEXT, duty_now, next_look
from dispatch.messages import Due
from dispatch.office import Office
from dispatch.people import Staff
from dispatch.roster import Handover, Night, Roster, Shift
from dispatch.shifts import ShiftChange, change_shifts
from tests.dispatch.builders import GRID, HEAD, LI, WANG, at
from tests.dispatch.stage import OFFICE, Stage
from tests.profiles import few

NIGHT = Night(start=time(18), end=time(8), plan=Shift(a="li"))


def office(handover: Handover, night: Night | None = NIGHT) -> Office:
    roster = Roster(grid=GRID, default=Shift(a="wang", b="li"), night=night, handover=handover)
    return replace(OFFICE, rosters={**OFFICE.rosters, GRID: roster})


@pytest.fixture
def moving() -> Iterator[Stage]:
    stage = Stage(office(Handover.MOVE))
    yield stage
    stage.close()


@pytest.fixture
def staying() -> Iterator[Stage]:
    stage = Stage(office(Handover.STAY))
    yield stage
    stage.close()


def shown(changes: Sequence[ShiftChange]) -> list[tuple[str | None, str, list[int], list[int]]]:
    return [
        (
            one.leaving.id if one.leaving else None,
            one.coming.id,
            [case.number for case in one.moved],
            [case.number for case in one.staying],
        )
        for one in changes
    ]


def look(stage: Stage) -> list[tuple[str | None, str, list[int], list[int]]]:
    return shown(stage.do(change_shifts))


def next_look_of(stage: Stage) -> datetime:
    return stage.run(lambda work: next_look(work.marks.get(NEXT), work.now))


def test_the_first_look_only_remembers_who_is_on_duty(moving: Stage) -> None:
    moving.opened()
    assert look(moving) == []
    assert next_look_of(moving) == at("2026-03-02 18:00")


def test_with_move_the_coming_person_is_asked_with_a_fresh_accept_clock(moving: Stage) -> None:
    look(moving)
    moving.move_to("2026-03-02 17:50")
    moving.opened()
    moving.move_to("2026-03-02 18:00")
    assert look(moving) == [("wang", "li", [1], [])]
    case = moving.case()
    assert (case.assignee, case.asked, case.accept_due) == ("li", ("li",), at("2026-03-02 18:30"))
    assert moving.timers()[Due.CLIMB] == at("2026-03-02 18:15")
    assert replay(moving.history()) == case


def test_with_stay_the_task_is_only_listed(staying: Stage) -> None:
    look(staying)
    before = staying.opened()
    staying.move_to("2026-03-02 18:00")
    assert look(staying) == [("wang", "li", [], [1])]
    assert staying.case() == before


def test_what_is_accepted_stays_with_who_accepted_it(moving: Stage) -> None:
    look(moving)
    moving.accepted()
    moving.move_to("2026-03-02 18:00")
    assert look(moving) == [("wang", "li", [], [])]
    assert moving.case().assignee == "wang"


def test_an_alarm_keeps_everybody_else_who_was_asked(moving: Stage) -> None:
    look(moving)
    moving.move_to("2026-03-02 17:59")
    moving.opened("fire")
    moving.move_to("2026-03-02 18:00")
    look(moving)
    assert moving.case().asked == ("li", "head")


def test_the_level_never_falls_at_a_shift_change(moving: Stage) -> None:
    look(moving)
    moving.move_to("2026-03-02 17:15")
    moving.opened()
    moving.move_to("2026-03-02 17:50")
    moving.tick()
    level = moving.case().level
    moving.move_to("2026-03-02 18:00")
    look(moving)
    assert (moving.case().level, level > 0) == (level, True)


def test_looking_twice_finds_nothing_new(moving: Stage) -> None:
    look(moving)
    moving.opened()
    moving.move_to("2026-03-02 18:00")
    assert len(look(moving)) == 1
    assert look(moving) == []


def test_a_late_look_does_what_the_last_change_does(moving: Stage) -> None:
    look(moving)
    moving.opened()
    moving.move_to("2026-03-05 19:00")  # three nights and days later
    assert look(moving) == [("wang", "li", [1], [])]


def test_a_late_look_at_the_same_person_changes_nothing(moving: Stage) -> None:
    look(moving)
    moving.opened()
    moving.move_to("2026-03-05 12:00")
    assert look(moving) == []


def test_who_goes_on_leave_keeps_no_task_even_where_tasks_stay(staying: Stage) -> None:
    look(staying)
    staying.opened()
    staying.do(absences.leave, WANG, WANG, Span(start=staying.now, end=at("2026-03-03 00:00")), None, "")
    assert next_look_of(staying) == staying.now
    assert look(staying) == [("wang", "li", [1], [])]


def test_who_left_the_staff_keeps_no_task(staying: Stage) -> None:
    look(staying)
    staying.opened()
    staff = Staff(people=tuple(one for one in OFFICE.staff.people if one != WANG))
    staying.office = replace(staying.office, staff=staff)
    staying.move_to("2026-03-02 18:00")
    assert look(staying) == [(None, "li", [1], [])]


def test_when_nobody_comes_the_task_goes_to_the_head(moving: Stage) -> None:
    look(moving)
    moving.opened()
    day = Span(start=moving.now, end=at("2026-03-02 18:00"))
    moving.do(absences.leave, WANG, WANG, day, None, "")
    moving.do(absences.leave, LI, LI, day, None, "")
    (change,) = moving.do(change_shifts)
    assert (change.coming, change.duty.manned, moving.case().assignee) == (HEAD, False, "head")


def test_a_waiting_request_is_looked_at_when_it_expires(staying: Stage) -> None:
    look(staying)
    staying.do(absences.swap, WANG, WANG, LI, Span(start=at("2026-03-02 10:00"), end=at("2026-03-02 12:00")))
    look(staying)
    assert next_look_of(staying) == at("2026-03-02 12:00")


@settings(max_examples=few(30))
@given(
    handover=st.sampled_from(Handover),
    minutes=st.lists(st.integers(1, 3 * 1440), min_size=1, max_size=6, unique=True).map(sorted),
)
def test_many_looks_do_what_one_late_look_does(handover: Handover, minutes: list[int]) -> None:
    stage = Stage(office(handover))
    look(stage)
    stage.opened()
    start = stage.now
    for minute in minutes:
        stage.clock.move_to(start + timedelta(minutes=minute))
        look(stage)
    on_duty = stage.run(lambda work: duty_now(stage.office, work, GRID)).a.id
    assignee = stage.case().assignee
    stage.close()
    assert assignee == (on_duty if handover is Handover.MOVE else "wang")
