"""Time as a dependency: only SystemClock reads the machine's clock."""

from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Tells the time; always aware, in Asia/Shanghai."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(SHANGHAI)


class VirtualClock:
    """A clock that stands still until it is moved; it never moves back."""

    def __init__(self, start: datetime) -> None:
        self._now = aware(start)

    def now(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        self._now = max(self._now, aware(moment))


class ShiftedClock:
    """The machine's clock plus an offset that only grows: a demo day can be played ahead of time."""

    def __init__(self, base: Clock) -> None:
        self._base = base
        self._offset = timedelta()

    def now(self) -> datetime:
        return self._base.now() + self._offset

    def move_to(self, moment: datetime) -> None:
        self._offset = max(self._offset, aware(moment) - self._base.now())


def aware(moment: datetime) -> datetime:
    """The moment in Asia/Shanghai; a naive one is refused (ValueError)."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(SHANGHAI)
