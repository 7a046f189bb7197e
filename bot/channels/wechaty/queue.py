"""A bounded queue that can be closed."""

import asyncio
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class ClosableQueue(Generic[T]):
    """At most `limit` items, from one that puts to one that takes; once closed it gives None at once."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._items: deque[T] = deque()
        self._filled, self._emptied = asyncio.Event(), asyncio.Event()
        self.closed = False

    def __len__(self) -> int:
        return len(self._items)

    async def put(self, item: T) -> None:
        """Waits for room."""
        while len(self._items) >= self._limit:
            self._emptied.clear()
            await self._emptied.wait()
        self._items.append(item)
        self._filled.set()

    async def take(self) -> T | None:
        """Waits for an item; None when closed."""
        while not self._items and not self.closed:
            self._filled.clear()
            await self._filled.wait()
        return self.take_nowait()

    def take_nowait(self) -> T | None:
        """An item that is there already, else None."""
        if self.closed or not self._items:
            return None
        self._emptied.set()
        return self._items.popleft()

    def close(self) -> None:
        self.closed = True
        self._filled.set()
