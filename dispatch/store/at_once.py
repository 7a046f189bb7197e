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
        self._community = community
        self._clock = clock
        self._on_change = on_change
        self._closed = False
        self._turn = Lock()

    def transact(self, fn: Callable[[Work], T]) -> T:
        """Run a unit; nothing of one that fails stays. StoreError when closed."""
        with self._turn:
            work = self._work(reading=False)
            end = "ROLLBACK"
            self._driver.execute("BEGIN")  # SQLAlchemy's own transaction costs more than most units
            try:
                value = fn(work)
                end = "COMMIT"
            finally:
                self._driver.execute(end)
        if work.cases.changed:
            self._on_change(work.cases.changed)
        return value

    def read(self, fn: Callable[[Work], T]) -> T:
        """Run a unit that only reads, which needs no transaction: nobody writes meanwhile. StoreError when closed."""
        with self._turn:
            return fn(self._work(reading=True))

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._connection.close()

    def _work(self, *, reading: bool) -> Work:
        if self._closed:
            raise StoreError("the store is closed")
        now = self._clock.now()
        return Work(connection=self._connection, community=self._community, now=now, reading=reading)
