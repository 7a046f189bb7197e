"""Deadlines: one of a kind per case, handed out by time."""

import pytest

from dispatch.messages import Deadline, Due
from dispatch.store import Store, Work
from tests.dispatch.changes import reported
from tests.dispatch.store.letters import MINUTE, NOW


@pytest.fixture
async def two_cases(store: Store) -> Store:
    await store.transact(lambda work: [work.cases.record(reported(number)) for number in (1, 2)])
    return store


def set_all(work: Work, *deadlines: Deadline) -> None:
    for deadline in deadlines:
        work.deadlines.set(deadline)


def climb(number: int, minutes: int, step: int = 0) -> Deadline:
    return Deadline(number=number, kind=Due.CLIMB, due_at=NOW + minutes * MINUTE, step=step)


def overdue(number: int, minutes: int) -> Deadline:
    return Deadline(number=number, kind=Due.OVERDUE, due_at=NOW + minutes * MINUTE)


async def test_due_deadlines_come_earliest_first(two_cases: Store) -> None:
    deadlines = [climb(1, 5), climb(2, 3), overdue(1, 4), overdue(2, 6)]
    await two_cases.transact(lambda work: set_all(work, *deadlines))
    due = await two_cases.transact(lambda work: work.deadlines.due(NOW + 5 * MINUTE))
    assert [climb(2, 3), overdue(1, 4), climb(1, 5)] == due
    first = await two_cases.transact(lambda work: work.deadlines.due(NOW + 5 * MINUTE, limit=1))
    assert [climb(2, 3)] == first
    assert await two_cases.read(lambda work: work.upcoming().deadline) == NOW + 3 * MINUTE


async def test_a_deadline_set_again_replaces_the_one_of_its_kind(two_cases: Store) -> None:
    await two_cases.transact(lambda work: set_all(work, climb(1, 5), overdue(1, 9), climb(1, 7, step=1)))
    assert climb(1, 7, step=1) == await two_cases.read(lambda work: work.deadlines.get(1, Due.CLIMB))
    assert overdue(1, 9) == await two_cases.read(lambda work: work.deadlines.get(1, Due.OVERDUE))


async def test_clearing_kinds_leaves_the_others(two_cases: Store) -> None:
    def clear(work: Work) -> None:
        set_all(work, climb(1, 5), overdue(1, 6), climb(2, 5))
        work.deadlines.clear(1, Due.CLIMB, Due.FIRST)

    await two_cases.transact(clear)
    left = await two_cases.transact(lambda work: work.deadlines.due(NOW + 9 * MINUTE))
    assert [climb(2, 5), overdue(1, 6)] == left


async def test_clearing_without_kinds_stops_all_timers_of_the_case(two_cases: Store) -> None:
    def clear(work: Work) -> None:
        set_all(work, climb(1, 5), overdue(1, 6), climb(2, 5))
        work.deadlines.clear(1)

    await two_cases.transact(clear)
    assert [climb(2, 5)] == await two_cases.transact(lambda work: work.deadlines.due(NOW + 9 * MINUTE))


async def test_without_deadlines_nothing_is_due(store: Store) -> None:
    assert None is await store.read(lambda work: work.upcoming().deadline)
    assert None is await store.read(lambda work: work.deadlines.get(1, Due.FIRST))
