"""The writer: units are whole or nothing, fail alone, commit together and drain at the end."""

import asyncio
from collections.abc import Callable
from functools import partial
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from dispatch.cases import Action, Change
from dispatch.clock import VirtualClock
from dispatch.errors import StoreError
from dispatch.messages import Deadline, Due
from dispatch.store import Store, Work
from dispatch.store.engines import parsed, writing_engine
from tests.dispatch.changes import change, reported
from tests.dispatch.store.letters import GROUP, MINUTE, NOW, WINDOW, heard, line, question
from tests.profiles import few


def leave_a_trace(work: Work) -> int:
    """Write to every table."""
    kept = work.inbox.keep(heard(), NOW, same_text_within=WINDOW)
    number = work.cases.next_number()
    work.cases.record(reported(number))
    work.deadlines.set(Deadline(number=number, kind=Due.CLIMB, due_at=NOW))
    work.dialogues.ask(question())
    work.marks.set("trace", "left")
    assert kept
    work.inbox.done([kept.id], number)
    return work.outbox.say(line())


def traces(work: Work) -> list[object]:
    return [
        work.inbox.of_message("console", "m1"),
        work.cases.get(1),
        *work.cases.history(1),
        work.deadlines.get(1, Due.CLIMB),
        *work.dialogues.all(),
        work.marks.get("trace"),
        *work.outbox.waiting_in(GROUP),
    ]


async def test_a_failing_unit_leaves_nothing_behind(store: Store) -> None:
    def fail(work: Work) -> None:
        leave_a_trace(work)
        raise RuntimeError("after the last write")

    with pytest.raises(RuntimeError, match="after the last write"):
        await store.transact(fail)
    assert await store.read(traces) == [None, None, None, None]
    await store.transact(leave_a_trace)
    assert None not in await store.read(traces)


@settings(max_examples=few(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fails=st.lists(st.booleans(), min_size=1, max_size=30))
async def test_units_that_fail_take_no_others_with_them(store: Store, fails: list[bool]) -> None:
    before = await store.transact(lambda work: work.cases.next_number())

    def unit(fail: bool, work: Work) -> int:
        number = work.cases.next_number()
        work.cases.record(reported(number))
        return number // (not fail)

    jobs = [store.transact(partial(unit, fail)) for fail in fails]
    outcomes = await asyncio.gather(*jobs, return_exceptions=True)
    numbers = [outcome for outcome in outcomes if isinstance(outcome, int)]
    assert fails == [isinstance(outcome, ZeroDivisionError) for outcome in outcomes]
    assert list(range(before + 1, before + 1 + len(numbers))) == numbers
    found = await store.read(lambda work: work.cases.find(limit=len(fails)))
    assert numbers[::-1] == [case.number for case in found if case.number > before]


async def test_a_fault_of_the_database_undoes_its_unit_alone(store: Store) -> None:
    def orphan(work: Work) -> None:
        work.marks.set("orphan", "written")
        work.deadlines.set(Deadline(number=99, kind=Due.CLIMB, due_at=NOW))

    jobs = [store.transact(orphan), store.transact(lambda work: work.marks.set("neighbour", "written"))]
    fault, neighbour = await asyncio.gather(*jobs, return_exceptions=True)
    assert "IntegrityError" in str(type(fault).__mro__)
    assert None is neighbour
    assert await store.read(lambda work: [work.marks.get("orphan"), work.marks.get("neighbour")]) == [
        None,
        "written",
    ]


async def test_a_unit_may_end_an_iterator_by_mistake(store: Store) -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        await store.transact(lambda work: next(iter(work.inbox.ready(work.now))))


async def test_a_cancelled_wait_leaves_the_writer_at_work(
    durable_url: str, community: str, clock: VirtualClock
) -> None:
    store = Store.open(durable_url, community=community, clock=clock)
    waiting = asyncio.ensure_future(store.transact(leave_a_trace))
    await asyncio.sleep(0)
    waiting.cancel()
    await store.transact(lambda work: work.marks.set("next", "done"))
    assert waiting.cancelled()
    assert await store.read(lambda work: work.marks.get("next")) == "done"
    store.close()


async def test_a_unit_has_one_moment(store: Store, clock: VirtualClock) -> None:
    def move(work: Work) -> tuple[object, object]:
        clock.move_to(NOW + MINUTE)
        return work.now, clock.now()

    assert await store.transact(move) == (NOW, NOW + MINUTE)


async def test_changed_cases_are_told_after_the_commit(store: Store) -> None:
    told: list[frozenset[int]] = []

    def record(change: Change, work: Work) -> None:
        work.cases.record(change)

    store.on_change(told.append)
    await asyncio.gather(*[store.transact(partial(record, reported(number))) for number in (1, 2)])
    await store.transact(lambda work: work.marks.set("no", "case"))
    with pytest.raises(ValueError, match="no close"):
        await store.transact(lambda work: work.cases.record(change(Action.CLOSE, 1)))
    assert {1, 2} == set().union(*told)
    assert all(told)


async def test_two_loops_share_one_writer(store: Store) -> None:
    def elsewhere() -> int:
        return asyncio.run(store.transact(lambda work: work.cases.next_number()))

    here = [store.transact(lambda work: work.cases.next_number()) for _ in range(10)]
    there = [asyncio.to_thread(elsewhere) for _ in range(3)]
    assert list(range(1, 14)) == sorted(await asyncio.gather(*here, *there))


async def test_closing_finishes_what_is_queued(durable_url: str, community: str, clock: VirtualClock) -> None:
    store = Store.open(durable_url, community=community, clock=clock)
    jobs = [asyncio.ensure_future(store.transact(lambda work: work.cases.next_number())) for _ in range(600)]
    await asyncio.sleep(0)
    store.close()
    store.close()
    assert list(range(1, 601)) == await asyncio.gather(*jobs)
    with pytest.raises(StoreError, match="the store is closed"):
        await store.transact(lambda work: work.now)


async def test_two_processes_number_their_cases_together(
    durable_url: str, community: str, clock: VirtualClock
) -> None:
    stores = [Store.open(durable_url, community=community, clock=clock) for _ in range(2)]
    jobs = [store.transact(lambda work: work.cases.next_number()) for _ in range(20) for store in stores]
    numbers = await asyncio.gather(*jobs)
    for store in stores:
        store.close()
    assert list(range(1, 41)) == sorted(numbers)


async def test_a_failed_commit_fails_every_unit_of_the_batch(
    server: str, community: str, clock: VirtualClock
) -> None:
    store = Store.open(server, community=community, clock=clock)

    def cut_off(work: Work) -> None:
        work.marks.set("cut", "off")
        _hang_up(server)

    faults = await _in_one_batch(store, lambda work: work.marks.set("other", "unit"), cut_off)
    kept = await store.transact(lambda work: [work.marks.get("cut"), work.marks.get("other")])
    store.close()
    assert [isinstance(fault, Exception) for fault in faults] == [True, True]
    assert kept == [None, None]


async def _in_one_batch(store: Store, *units: Callable[[Work], None]) -> list[BaseException | None]:
    """Queue the units while the writer is held up; what each of them raised."""
    begun, gate = Event(), Event()

    def hold_up(_: Work) -> None:
        begun.set()
        gate.wait()

    holding = asyncio.ensure_future(store.transact(hold_up))
    await asyncio.to_thread(begun.wait)
    jobs = [asyncio.ensure_future(store.transact(unit)) for unit in units]
    await asyncio.sleep(0)
    gate.set()
    await holding
    return await asyncio.gather(*jobs, return_exceptions=True)


def _hang_up(server: str) -> None:
    """End every other connection, as a restart of the server does."""
    engine = writing_engine(parsed(server))
    with engine.connect() as connection:
        mine = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        connection.execute(text(f"{mine} AND backend_type = 'client backend'"))
    engine.dispose()
