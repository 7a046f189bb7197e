"""A bounded queue that can be closed."""

import asyncio
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class ClosableQueue(Generic[T]):
    """At most `limit` items: `put` waits for room, `take` for an item; after `close` it gives None at once."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._items: deque[T] = deque()
        self._changed = asyncio.Condition()
        self.closed = False

    def __len__(self) -> int:
        return len(self._items)

    async def put(self, item: T) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: len(self._items) < self._limit)
            self._items.append(item)
            self._changed.notify_all()

    async def take(self) -> T | None:
        async with self._changed:
            await self._changed.wait_for(lambda: self._items or self.closed)
            return self._pop()

    async def take_nowait(self) -> T | None:
        """An item that is there already, else None."""
        async with self._changed:
            return self._pop()

    async def close(self) -> None:
        async with self._changed:
            self.closed = True
            self._changed.notify_all()

    def _pop(self) -> T | None:
        if self.closed or not self._items:
            return None
        self._changed.notify_all()
        return self._items.popleft()
