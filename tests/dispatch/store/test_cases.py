"""Cases and their history: what was recorded is found again, and one replays to the other."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch.cases import OPEN, Action, Case, Change, Status, Supporter
from dispatch.history import replay
from dispatch.store import Store, Work
from tests.dispatch.builders import COMPOUND, GRID, at
from tests.dispatch.changes import OPENED, assigned, change, permitted_changes, reported
from tests.profiles import few

DAY = timedelta(days=1)


def record(work: Work, *changes: Change) -> list[Case]:
    return [work.cases.record(each) for each in changes]


def record_one(step: Change, work: Work) -> list[Case]:
    return record(work, step)


def numbers(cases: list[Case]) -> list[int]:
    return [case.number for case in cases]


async def test_case_numbers_count_from_one_without_gaps(store: Store) -> None:
    def fail(work: Work) -> None:
        work.cases.next_number()
        raise LookupError("nobody is on duty")

    assert await store.transact(lambda work: work.cases.next_number()) == 1
    with pytest.raises(LookupError, match="on duty"):
        await store.transact(fail)
    assert await store.transact(lambda work: work.cases.next_number()) == 2


async def test_a_recorded_case_is_the_one_that_is_read(store: Store) -> None:
    *_, after = await store.transact(
        lambda work: record(
            work,
            reported(room="501", spot="楼道", pictures=["a.jpg"]),
            assigned(accept_due="2026-03-02T20:00:00+08:00"),
            change(Action.SUPPORT, who="console:chen", name="陈先生"),
            change(Action.RESOLVE, proof=["after.jpg"]),
        )
    )
    assert (Supporter(contact="console:chen", name="陈先生"),) == after.supporters
    assert after == await store.read(lambda work: work.cases.get(1))
    assert None is await store.read(lambda work: work.cases.get(2))


async def test_the_history_is_what_was_recorded_oldest_first(store: Store) -> None:
    changes = [reported(), assigned(), replace(change(Action.ACCEPT), at=OPENED, reason="马上到")]
    await store.transact(lambda work: record(work, *changes, reported(2)))
    assert changes == await store.read(lambda work: work.cases.history(1))
    assert await store.read(lambda work: work.cases.history(3)) == []


async def test_a_change_sees_what_the_same_unit_recorded(store: Store) -> None:
    def report_and_accept(work: Work) -> tuple[Case | None, Case]:
        work.cases.record(reported())
        return work.cases.get(1), work.cases.record(change(Action.ACCEPT))

    before, after = await store.transact(report_and_accept)
    assert before
    assert (before.status, after.status) == (Status.REPORTED, Status.ACCEPTED)


async def test_a_step_outside_the_lifecycle_changes_nothing(store: Store) -> None:
    [case] = await store.transact(lambda work: record(work, reported()))
    with pytest.raises(ValueError, match="no close from reported"):
        await store.transact(lambda work: record(work, change(Action.REMARK), change(Action.CLOSE)))
    assert case == await store.read(lambda work: work.cases.get(1))
    assert [reported()] == await store.read(lambda work: work.cases.history(1))


@settings(max_examples=few(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_any_history_replays_to_the_stored_case(store: Store, data: st.DataObject) -> None:
    number = await store.transact(lambda work: work.cases.next_number())
    [case] = await store.transact(lambda work: record(work, reported(number)))
    for _ in range(data.draw(st.integers(0, 12))):
        step = data.draw(permitted_changes(case))
        if step is None:
            break
        [case] = await store.transact(partial(record_one, step))
    stored = await store.read(lambda work: work.cases.get(number))
    assert case == stored
    assert case == replay(await store.read(lambda work: work.cases.history(number)))


@pytest.fixture
async def five_cases(store: Store) -> Store:
    """1 and 2 assigned (to wang, to wang_li), 3 elsewhere and by somebody else, 4 withdrawn, 5 a lift."""
    changes = [
        reported(1),
        assigned(1),
        reported(2),
        assigned(2, to="wang_li"),
        reported(3, who="console:chen", compound="滨江苑", grid="城西网格", conversation="console:other"),
        reported(4),
        change(Action.WITHDRAW, 4, "console:li-ayi"),
        reported(5, OPENED + DAY, type="lift"),
    ]
    await store.transact(lambda work: record(work, *changes))
    return store


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [5, 4, 3, 2, 1]),
        ({"limit": 2}, [5, 4]),
        ({"statuses": OPEN}, [5, 3, 2, 1]),
        ({"statuses": []}, []),
        ({"statuses": [Status.WITHDRAWN, Status.MERGED]}, [4]),
        ({"grids": [GRID]}, [5, 4, 2, 1]),
        ({"grids": ["城西网格", "城东网格"]}, [5, 4, 3, 2, 1]),
        ({"compound": COMPOUND}, [5, 4, 2, 1]),
        ({"types": ["lift", "light"]}, [5]),
        ({"assignee": "wang"}, [1]),
        ({"asked": "wang"}, [1]),
        ({"asked": "wang_li"}, [2]),
        ({"asked": "wang%"}, []),
        ({"reporter": "console:chen"}, [3]),
        ({"conversation": "console:group"}, [5, 4, 2, 1]),
        ({"opened_since": OPENED + DAY}, [5]),
        ({"statuses": OPEN, "types": ["drainage"], "compound": COMPOUND}, [2, 1]),
    ],
)
async def test_cases_are_found_newest_first(
    five_cases: Store, wanted: dict[str, Any], expected: list[int]
) -> None:
    assert expected == numbers(await five_cases.read(lambda work: work.cases.find(**wanted)))


async def test_a_summary_sees_what_was_opened_resolved_closed_or_is_open(store: Store) -> None:
    monday = at("2026-03-09 00:00")
    early, inside, end = monday - 3 * DAY, monday + DAY, monday + 7 * DAY

    def live(number: int, opened: datetime, *later: tuple[Action, datetime]) -> list[Change]:
        steps = [(Action.REPORT, opened), *later]
        return [replace(reported(number), action=action, at=when) for action, when in steps]

    accept, resolve, close = Action.ACCEPT, Action.RESOLVE, Action.CLOSE
    gone = (Action.WITHDRAW, early)
    lives = [
        live(1, early, gone),
        live(2, early, (accept, early), (resolve, inside), (close, end)),
        live(3, early, (accept, early), (resolve, early), (close, monday)),
        live(4, inside, (Action.WITHDRAW, end)),
        live(5, early),
        live(6, end, (Action.WITHDRAW, end)),
    ]
    await store.transact(lambda work: [record(work, *life) for life in lives])
    assert numbers(await store.read(lambda work: work.cases.touching(monday, end))) == [2, 3, 4, 5]


async def test_changes_of_a_kind_are_found_in_their_time(store: Store) -> None:
    late = replace(change(Action.ACCEPT), at=OPENED + DAY)
    changes = [reported(), assigned(), replace(change(Action.REMARK), at=OPENED), late]
    await store.transact(lambda work: record(work, *changes))
    actions = [Action.REPORT, Action.ASSIGN, Action.ACCEPT]
    found = await store.read(lambda work: work.cases.changes_between(OPENED, OPENED + DAY, actions))
    assert changes[:2] == found


async def test_moments_come_back_aware_in_shanghai(store: Store) -> None:
    await store.transact(lambda work: record(work, reported(), assigned(resolve_due="2026-03-03T01:00:00Z")))
    case = await store.read(lambda work: work.cases.get(1))
    assert case
    assert [
        str(moment.tzinfo) for moment in (case.opened_at, case.assigned_at, case.resolve_due) if moment
    ] == ["Asia/Shanghai"] * 3
