"""Units of work on a database in memory: nothing to make durable, so each runs at once where it is asked for."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from sqlalchemy import Engine

from dispatch.clock import Clock
from dispatch.errors import StoreError
from dispatch.store.work import Work

T = TypeVar("T")


class AtOnce:
    """The one connection of a database in memory; threads wait for each other."""

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
        self._database = self._driver.connection
        self._community = community
        self._clock = clock
        self._on_change = on_change
        self._closed = False
        self._turn = Lock()

    def transact(self, fn: Callable[[Work], T]) -> T:
        """Run a unit; nothing of one that fails stays. StoreError when closed."""
        value, changed = self._unit(lambda work: (fn(work), work.cases.changed), "COMMIT")
        if changed:
            self._on_change(changed)
        return value

    def read(self, fn: Callable[[Work], T]) -> T:
        """Run a unit that must not write; StoreError when it has, and nothing of it stays, or when closed.

        SQLite's own `query_only` would have every statement compiled anew after each switch.
        """
        return self._unit(lambda work: self._only_reading(fn, work), "ROLLBACK")

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._connection.close()

    def _only_reading(self, fn: Callable[[Work], T], work: Work) -> T:
        before = self._database.total_changes
        value = fn(work)
        if self._database.total_changes != before:
            raise StoreError("a read-only unit of work wrote to the database")
        return value

    def _unit(self, fn: Callable[[Work], T], end: str) -> T:
        """One transaction, told to the driver: SQLAlchemy's own costs more than most units."""
        with self._turn:
            if self._closed:
                raise StoreError("the store is closed")
            self._driver.execute("BEGIN")
            try:
                return fn(Work(connection=self._connection, community=self._community, now=self._clock.now()))
            except BaseException:
                end = "ROLLBACK"
                raise
            finally:
                self._driver.execute(end)
