"""Something that works whenever it is woken, and rests in between."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any

log = logging.getLogger(__name__)


async def side_by_side(works: Iterable[Coroutine[Any, Any, None]]) -> None:
    """All of them at the same time; one alone needs no task of its own."""
    waiting = list(works)
    if len(waiting) == 1:
        await waiting[0]
    elif waiting:
        await asyncio.gather(*waiting)


class Worker:
    """`run` it in a task; woken during its work, it works once more."""

    def __init__(self, work: Callable[[], Awaitable[None]]) -> None:
        self._work = work
        self._woken, self._resting = asyncio.Event(), asyncio.Event()
        self._resting.set()

    def wake(self) -> None:
        self._woken.set()
        self._resting.clear()

    async def rest(self) -> None:
        """Until it has done all that it was woken for; at once when it was not."""
        await self._resting.wait()

    async def run(self) -> None:
        """Work until cancelled; a fault is logged, and the next time is still worked."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                await self._work()
            except Exception:
                log.exception("%s failed", self._work)
            if not self._woken.is_set():
                self._resting.set()
