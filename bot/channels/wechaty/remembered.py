"""What was asked lately, so that it need not be asked again: bounded, and for some time only."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from dispatch.clock import Clock

K = TypeVar("K")
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """The answers to the last `limit` questions, each for `lifetime`; a question under way is asked once."""

    def __init__(
        self, ask: Callable[[K], Awaitable[V]], *, limit: int, lifetime: timedelta, clock: Clock
    ) -> None:
        self._ask, self._limit, self._lifetime, self._clock = ask, limit, lifetime, clock
        self._known: OrderedDict[K, tuple[datetime, V]] = OrderedDict()
        self._asking: dict[K, asyncio.Task[V]] = {}

    def __len__(self) -> int:
        return len(self._known)

    async def get(self, key: K) -> V:
        """The answer; whatever asking raises, and then nothing is remembered."""
        known = self._known.get(key)
        if known and self._clock.now() - known[0] < self._lifetime:
            self._known.move_to_end(key)
            return known[1]
        task = self._asking.get(key)
        if task is None:
            task = self._asking[key] = asyncio.create_task(self._learn(key))
        return await asyncio.shield(task)

    def forget(self, key: K) -> None:
        self._known.pop(key, None)
        self._asking.pop(key, None)

    async def _learn(self, key: K) -> V:
        asking = asyncio.current_task()
        try:
            answer = await self._ask(key)
            if self._asking.get(key) is asking:  # else it was forgotten meanwhile
                self._known[key] = (self._clock.now(), answer)
                if len(self._known) > self._limit:
                    self._known.popitem(last=False)
            return answer
        finally:
            if self._asking.get(key) is asking:
                del self._asking[key]
