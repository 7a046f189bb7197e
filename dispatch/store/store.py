"""The store as the program sees it: units of work go in, values come out."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine

from dispatch.clock import Clock
from dispatch.errors import StoreError
from dispatch.store.at_once import AtOnce
from dispatch.store.engines import (
    READERS,
    in_memory,
    parsed,
    reading_engine,
    writing_engine,
)
from dispatch.store.schema import ready
from dispatch.store.work import Work
from dispatch.store.writer import Writer

T = TypeVar("T")
ChangeListener = Callable[[frozenset[int]], None]


class Store:
    """The memory of one community. All methods belong to the loop's thread; the work is done in others."""

    def __init__(self, *, writing: Engine, reading: Engine | None, community: str, clock: Clock) -> None:
        self._writing = writing
        self._reading = reading
        self._community = community
        self._clock = clock
        self._listeners: list[ChangeListener] = []
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="linli-reader")
        doing = Writer if reading else AtOnce  # a database in memory has one connection for all
        self._doing = doing(writing, community=community, clock=clock, on_change=self._changed)

    @classmethod
    def open(cls, url: str, *, community: str, clock: Clock) -> "Store":
        """Open the database at `sqlite:///path`, `sqlite://` (in memory) or `postgresql+psycopg://…`.

        A database in memory has its tables at once. Raises StoreError when the database cannot be used
        or has no tables of this version, NewerSchemaError when a newer program wrote it.
        """
        address = parsed(url)
        writing = writing_engine(address)
        try:
            ready(address, writing)
        except StoreError:
            writing.dispose()
            raise
        reading = None if in_memory(address) else reading_engine(address)
        return cls(writing=writing, reading=reading, community=community, clock=clock)

    async def transact(self, fn: Callable[[Work], T]) -> T:
        """Run a unit of work in the writer's thread (in memory: at once); its value once it is durable.

        Whatever `fn` raises is raised here, and nothing of the unit stays.
        """
        return self._doing.transact(fn) if isinstance(self._doing, AtOnce) else await self._doing.submit(fn)

    async def read(self, fn: Callable[[Work], T]) -> T:
        """Run `fn` on a connection of its own that sees one moment and cannot write."""
        if isinstance(self._doing, AtOnce):
            return self._doing.read(fn)
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, fn)

    def on_change(self, callback: ChangeListener) -> None:
        """Call back after each commit that changed cases, with their numbers."""
        self._listeners.append(callback)

    def close(self) -> None:
        """Finish what is queued and let go of the database; again is harmless."""
        self._doing.close()
        self._readers.shutdown()
        self._writing.dispose()
        if self._reading:
            self._reading.dispose()

    def _read(self, fn: Callable[[Work], T]) -> T:
        assert self._reading is not None
        with self._reading.begin() as connection:
            now = self._clock.now()
            return fn(Work(connection=connection, community=self._community, now=now, reading=True))

    def _changed(self, numbers: frozenset[int]) -> None:
        for listener in self._listeners:
            listener(numbers)
