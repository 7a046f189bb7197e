"""The one thread that writes: it runs what is queued, commits once, then tells everybody who waits."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from dispatch.clock import Clock
from dispatch.errors import StoreError
from dispatch.store.work import Work

T = TypeVar("T")
BATCH = 500  # units in one transaction at most


_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    """A unit of work and who waits for it."""

    fn: Callable[[Work], Any]
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a job: its value or its fault, and the cases that it changed."""

    job: _Job
    value: Any = None
    fault: BaseException | None = None
    changed: frozenset[int] = frozenset()


class Writer:
    """Group commit: each unit in its own savepoint, a batch of units in one durable transaction.

    A unit that fails is undone alone. When the commit fails, every unit of the batch has failed.
    `on_change` is called on the loop of those who waited, with the numbers of the cases they changed.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        community: str,
        clock: Clock,
        on_change: Callable[[frozenset[int]], None],
    ) -> None:
        self._engine = engine
        self._community = community
        self._clock = clock
        self._on_change = on_change
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._door = Lock()  # nothing enters the queue after the None that ends it
        self._closed = False
        self._thread = Thread(target=self._run, name="linli-writer", daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[[Work], T]) -> asyncio.Future[T]:
        """Queue a unit from a running loop; StoreError when closed."""
        loop = asyncio.get_running_loop()
        job = _Job(fn, loop.create_future(), loop)
        with self._door:
            if self._closed:
                raise StoreError("the store is closed")
            self._queue.put(job)
        return job.future

    def close(self) -> None:
        """Finish what is queued, then end the thread."""
        with self._door:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while batch := self._batch():
            self._tell(self._commit(batch))

    def _batch(self) -> list[_Job]:
        """What is queued, waiting for the first; empty when the writer is to end."""
        batch = []
        job = self._queue.get()
        try:
            while job is not None:
                batch.append(job)
                if len(batch) == BATCH:
                    return batch
                job = self._queue.get_nowait()
        except Empty:
            return batch
        if batch:
            self._queue.put(None)  # end after this batch
        return batch

    def _commit(self, batch: list[_Job]) -> list[_Outcome]:
        try:
            with self._engine.begin() as connection:
                return [self._unit(connection, job) for job in batch]
        except BaseException as fault:
            _log.exception("a batch of %d units was not committed", len(batch))
            return [_Outcome(job, fault=fault) for job in batch]

    def _unit(self, connection: Connection, job: _Job) -> _Outcome:
        driver = connection.connection.cursor()
        driver.execute("SAVEPOINT unit")
        try:
            work = Work(connection=connection, community=self._community, now=self._clock.now())
            value = job.fn(work)
            driver.execute("RELEASE SAVEPOINT unit")
        except BaseException as fault:
            driver.execute("ROLLBACK TO SAVEPOINT unit")
            driver.execute("RELEASE SAVEPOINT unit")
            return _Outcome(job, fault=fault)
        return _Outcome(job, value=value, changed=work.cases.changed)

    def _tell(self, outcomes: list[_Outcome]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[_Outcome]] = {}
        for outcome in outcomes:
            by_loop.setdefault(outcome.job.loop, []).append(outcome)
        for loop, of_loop in by_loop.items():
            try:
                loop.call_soon_threadsafe(self._settle, of_loop)
            except RuntimeError:  # the loop was closed while its units were under way
                _log.warning("%d units were done after their loop had ended", len(of_loop))

    def _settle(self, outcomes: Iterable[_Outcome]) -> None:
        changed: frozenset[int] = frozenset()
        for outcome in outcomes:
            changed |= outcome.changed
            _resolve(outcome)
        if changed:
            self._on_change(changed)


def _resolve(outcome: _Outcome) -> None:
    future, fault = outcome.job.future, outcome.fault
    if future.done():  # whoever waited was cancelled
        return
    if fault is None:
        future.set_result(outcome.value)
    elif isinstance(fault, StopIteration):  # a future does not take it
        future.set_exception(RuntimeError(f"a unit of work raised {fault!r}"))
    else:
        future.set_exception(fault)
