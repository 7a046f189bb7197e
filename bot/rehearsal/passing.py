"""Lets virtual time pass for a running bot: at each moment it does what is due at it."""

from datetime import datetime
from typing import Protocol

from bot.app import App
from dispatch.clock import Clock
from dispatch.errors import LinliError

MOST_TICKS = 1000  # at one moment; more means that the clock stands still


class StuckError(LinliError):
    """Something that is due is never done."""


class MovableClock(Clock, Protocol):
    """A clock that may be moved on."""

    def move_to(self, moment: datetime) -> None: ...


async def pass_until(app: App, clock: MovableClock, moment: datetime) -> None:
    """Tick at each moment until then at which something is due; StuckError when it stays due."""
    ticks = 0
    while (due := await app.due()).earliest <= moment:
        ticks = ticks + 1 if due.earliest <= clock.now() else 0
        if ticks > MOST_TICKS:
            raise StuckError(f"what is due at {due.earliest} is never done")
        clock.move_to(due.earliest)
        await app.do(due)
    clock.move_to(moment)
