"""议题: what comes on the agenda and why, what is decided, and that each voice counts once."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch import closing, handling, supporting, tabling
from dispatch.agenda import AgendaRules, Ground, Item, Step, items_of, overdue_steps, qualifies, steps
from dispatch.calendar import WorkingCalendar
from dispatch.cases import Action, Case, Opinion, Status, Supporter
from dispatch.errors import Refusal, Why
from dispatch.history import replay
from dispatch.store import Work
from dispatch.tabling import Decision
from tests.dispatch.builders import GRID, LI, SECRETARY, WANG, at, case
from tests.dispatch.stage import CHEN_BO, LI_AYI, PARTNER, STRANGER, ZHAO, Stage, done

NOW = at("2026-03-09 10:00")
RULES = AgendaRules()
DECISION = Decision(goal="换新水泵", deadline=at("2026-04-01 17:30"), criterion="六楼水压够", holder=LI)
RUNNING = case(
    status=Status.ACCEPTED, accept_due=at("2026-03-02 12:00"), accepted_at=at("2026-03-02 11:00"), returned=1
)


def _known(work: Work, number: int) -> Case:
    found = work.cases.get(number)
    assert found is not None
    return found


def item_of(stage: Stage, number: int) -> Item:
    """The item that the case belongs to."""
    found = stage.run(lambda work: tabling.item_of(work, _known(work, number)))
    assert found is not None
    return found


def agenda(stage: Stage) -> list[Item]:
    return stage.run(lambda work: tabling.items(work, [GRID]))


def supporters(count: int) -> tuple[Supporter, ...]:
    return tuple(Supporter(contact=f"console:{place}", name=str(place)) for place in range(count))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"moves": 2}, Ground.MOVED),
        ({"moves": 2, "returned": 0}, None),  # two colleagues handed it on, nobody gave it back
        ({"supporters": supporters(9)}, None),
        ({"supporters": supporters(10)}, Ground.SUPPORTED),
        ({"first_due": at("2026-03-03 10:00"), "resolve_due": at("2026-03-05 10:00")}, Ground.OVERDUE),
        ({"first_due": at("2026-03-03 10:00")}, None),
        ({"moves": 2, "priority": 1}, None),
        ({"moves": 2, "status": Status.RESOLVED}, None),
        ({"moves": 2, "off_agenda": True}, None),
        ({"moves": 2, "tabled_at": NOW}, None),
    ],
)
def test_a_case_comes_on_the_agenda_by_itself_when_nobody_can_solve_it(
    changes: dict[str, object], expected: Ground | None
) -> None:
    assert qualifies(replace(RUNNING, **changes), NOW, RULES) is expected  # type: ignore[arg-type]


def test_each_clock_that_ran_out_counts_once() -> None:
    late = replace(
        RUNNING,
        accepted_at=at("2026-03-02 13:00"),
        first_due=at("2026-03-03 10:00"),
        arrived_at=at("2026-03-03 09:00"),
        resolve_due=at("2026-03-05 10:00"),
    )
    assert overdue_steps(late, NOW) == 2
    assert overdue_steps(replace(late, resolved_at=at("2026-03-04 10:00")), NOW) == 1


def test_the_secretary_puts_a_case_on_the_agenda_and_takes_it_off(stage: Stage) -> None:
    stage.opened()
    tabled = done(stage.do(tabling.table, SECRETARY, 1, "老是坏"))
    assert (tabled.tabled_at, tabled.tabled_why) == (stage.now, Ground.WORD)
    off = done(stage.do(tabling.untable, SECRETARY, 1, "物业已换"))
    assert (off.tabled_at, off.off_agenda) == (None, True)


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda stage: stage.do(tabling.table, WANG, 1, ""), Why.NOT_ALLOWED),
        (lambda stage: stage.do(tabling.untable, SECRETARY, 1, "理由"), Why.NOT_TABLED),
        (lambda stage: stage.do(tabling.decide, SECRETARY, 1, DECISION), Why.NOT_TABLED),
        (lambda stage: stage.do(tabling.decide, WANG, 1, DECISION), Why.NOT_ALLOWED),
    ],
)
def test_what_is_refused_changes_nothing(stage: Stage, act: Callable[[Stage], object], why: Why) -> None:
    stage.opened()
    before = stage.case(1), stage.history(1)
    refusal = act(stage)
    assert isinstance(refusal, Refusal)
    assert refusal.code is why
    assert (stage.case(1), stage.history(1)) == before


@pytest.mark.parametrize(
    ("lacking", "why"),
    [
        ({"goal": ""}, Why.NEEDS_DECISION),
        ({"deadline": None}, Why.BAD_DATE),
        ({"deadline": at("2026-01-01 17:30")}, Why.BAD_DATE),
        ({"holder": PARTNER}, Why.UNKNOWN_PERSON),
        ({"holder": ZHAO}, Why.UNKNOWN_PERSON),  # of another grid
    ],
)
def test_a_decision_needs_a_goal_a_day_to_come_and_somebody_of_the_grid(
    stage: Stage, lacking: dict[str, object], why: Why
) -> None:
    stage.opened()
    stage.do(tabling.table, SECRETARY, 1, "")
    refusal = stage.do(tabling.decide, SECRETARY, 1, replace(DECISION, **lacking))  # type: ignore[arg-type]
    assert isinstance(refusal, Refusal)
    assert refusal.code is why
    assert stage.run(lambda work: work.cases.get(2)) is None


def decided(stage: Stage) -> Item:
    stage.opened()
    stage.run(lambda work: supporting.support(work, 1, CHEN_BO, "陈伯"))
    stage.do(tabling.table, SECRETARY, 1, "")
    item = stage.do(tabling.decide, SECRETARY, 1, DECISION)
    assert isinstance(item, Item)
    return item


def test_a_decision_becomes_a_case_of_its_own_with_the_same_people(stage: Stage) -> None:
    item = decided(stage)
    follow_up = item.follow_up
    assert follow_up is not None
    assert (item.case.status, item.case.merged_into) == (Status.MERGED, 2)
    assert (follow_up.number, follow_up.origin, follow_up.status) == (2, 1, Status.ASSIGNED)
    assert (follow_up.goal, follow_up.criterion, follow_up.resolve_due) == (
        "换新水泵",
        "六楼水压够",
        DECISION.deadline,
    )
    assert (follow_up.assignee, follow_up.reporter) == (LI.id, LI_AYI)
    assert [each.contact for each in follow_up.supporters] == [CHEN_BO]
    assert stage.timers(2)
    assert replay(stage.history(1)) == item.case
    assert replay(stage.history(2)) == follow_up


def test_every_voice_counts_once_and_the_last_word_is_the_one(stage: Stage) -> None:
    decided(stage)
    done(stage.do(handling.resolve, LI, 2, "水泵换好了，六楼试过"))
    stage.do(supporting.judge, CHEN_BO, 2, "unsolved", "")
    stage.do(supporting.judge, CHEN_BO, 2, "mostly", "")
    stage.do(closing.evaluate, LI_AYI, 2, "satisfied")
    item = item_of(stage, 2)
    assert item.case.number == 1
    assert sorted(item.opinions) == ["mostly", "satisfied"]
    assert item.judges == 2
    assert stage.case(2).status is Status.CLOSED


def test_a_supporter_neither_closes_nor_reopens_and_a_stranger_has_no_voice(stage: Stage) -> None:
    decided(stage)
    done(stage.do(handling.resolve, LI, 2, "水泵换好了，六楼试过"))
    said = done(stage.do(supporting.judge, CHEN_BO, 2, "unsolved", ""))
    assert (said.status, said.opinions) == (
        Status.RESOLVED,
        (Opinion(contact=CHEN_BO, evaluation="unsolved"),),
    )
    assert isinstance(stage.do(supporting.judge, STRANGER, 2, "unsolved", ""), Refusal)


def test_the_five_steps_are_done_one_after_the_other(stage: Stage) -> None:
    calendar, meeting = WorkingCalendar(), RULES.meeting
    seen = []

    def look(item: Item) -> None:
        seen.append("".join(str(int(each)) for each in steps(item, stage.now, meeting, calendar).values()))

    stage.opened()
    stage.do(tabling.table, SECRETARY, 1, "")
    look(item_of(stage, 1))
    stage.move_to("2026-03-06 15:00")
    look(item_of(stage, 1))
    stage.do(tabling.decide, SECRETARY, 1, DECISION)
    look(item_of(stage, 1))
    done(stage.do(handling.resolve, LI, 2, "水泵换好了，六楼试过"))
    look(item_of(stage, 1))
    stage.do(closing.evaluate, LI_AYI, 2, "satisfied")
    look(item_of(stage, 1))
    assert seen == ["10000", "11000", "11100", "11110", "11111"]
    assert list(steps(item_of(stage, 1), stage.now, meeting, calendar)) == list(Step)


def test_what_is_solved_before_the_meeting_leaves_the_agenda(stage: Stage) -> None:
    stage.opened()
    stage.do(tabling.table, SECRETARY, 1, "")
    assert [item.number for item in agenda(stage)] == [1]
    done(stage.do(handling.resolve, WANG, 1, "换了主板，试过三次"))
    assert agenda(stage) == []


def support_and_table(stage: Stage, contact: str) -> list[Case]:
    def unit(work: Work) -> list[Case]:
        supporting.support(work, 1, contact, contact)
        return tabling.table_due(stage.office, work)

    return stage.run(unit)


def test_a_unit_of_work_tables_what_came_to_qualify_in_it_once(stage: Stage) -> None:
    stage.opened()
    contacts = [f"console:{place}" for place in range(12)]
    tabled = [support_and_table(stage, contact) for contact in contacts]
    assert [len(each) for each in tabled] == [0] * 9 + [1] + [0] * 2
    actions = [change.action for change in stage.history(1)]
    assert actions.count(Action.TABLE) == 1


@given(st.permutations(["a", "b", "c"]), st.lists(st.sampled_from(["a", "b", "c"]), max_size=8))
def test_items_are_listed_in_their_order_whatever_the_order_of_the_cases(
    order: list[str], more: list[str]
) -> None:
    known: dict[str, Case] = {
        "a": case(number=1, status=Status.MERGED, tabled_at=NOW, merged_into=4),
        "b": case(number=2, status=Status.ACCEPTED, tabled_at=NOW),
        "c": case(number=4, status=Status.ASSIGNED, tabled_at=NOW, origin=1),
    }
    found = items_of([known[name] for name in order])
    assert [(item.number, item.decided) for item in found] == [(2, False), (1, True)]
