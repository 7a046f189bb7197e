"""Units of work on a database in memory: nothing to make durable, so each runs at once where it is asked for."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Engine

from dispatch.clock import Clock
from dispatch.errors import StoreError
from dispatch.store.work import Work

T = TypeVar("T")


class AtOnce:
    """The one connection of a database in memory; to be used from one thread at a time."""

    def __init__(
        self,
        engine: Engine,
        *,
        community: str,
        clock: Clock,
        on_change: Callable[[frozenset[int]], None],
    ) -> None:
        self._connection = engine.connect()
        self._driver = self._connection.connection.cursor()
        self._community = community
        self._clock = clock
        self._on_change = on_change
        self._closed = False

    def transact(self, fn: Callable[[Work], T]) -> T:
        """Run a unit; nothing of one that fails stays. StoreError when closed."""
        self._refuse_when_closed()
        with self._connection.begin():
            work = self._work()
            value = fn(work)
        if work.cases.changed:
            self._on_change(work.cases.changed)
        return value

    def read(self, fn: Callable[[Work], T]) -> T:
        """Run a unit that must not write; StoreError when it has, and nothing of it stays, or when closed.

        SQLite's own `query_only` would have every statement compiled anew after each switch.
        """
        self._refuse_when_closed()
        with self._connection.begin() as reading:
            before = self._driver.connection.total_changes
            value = fn(self._work())
            if self._driver.connection.total_changes != before:
                raise StoreError("a read-only unit of work wrote to the database")
            reading.rollback()
        return value

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._connection.close()

    def _work(self) -> Work:
        return Work(connection=self._connection, community=self._community, now=self._clock.now())

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise StoreError("the store is closed")
