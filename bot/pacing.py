"""How fast an account may speak, so that it looks like a person: gaps with jitter, lines a minute, lines a day."""

import random
from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

MINUTE = timedelta(minutes=1)
NOTHING = timedelta()
REMEMBERED = 10_000  # conversations; one that was silent for that long has no pace to keep


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """Limits of one account; what is None has no limit.

    Between any two lines lies a time between `gap_from` and `gap_to`, drawn anew each time, and between two
    lines in one conversation at least `room_gap`.
    """

    gap_from: timedelta = NOTHING
    gap_to: timedelta = NOTHING
    room_gap: timedelta = NOTHING
    room_per_minute: int | None = None
    account_per_minute: int | None = None
    per_day: int | None = None


# A personal account has no official figures; these are slower than a busy person.
GENTLE = Pace(
    gap_from=timedelta(seconds=1),
    gap_to=timedelta(seconds=3),
    room_per_minute=10,
    account_per_minute=20,
    per_day=1000,
)


@dataclass(kw_only=True)
class Pacing:
    """What one account said lately, and from when it may speak on. It never waits itself and reads no clock."""

    pace: Pace
    chance: random.Random = field(default_factory=random.Random)
    _free: datetime | None = None  # when the gap of the account is over
    _account: deque[datetime] = field(default_factory=deque)
    _rooms: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)
    _day: date | None = None
    _today: int = 0

    def free(self, now: datetime) -> datetime:
        """From when the account may say another line anywhere; `now` when at once."""
        free = max(now, self._free or now, _next_in_minute(self._account, self.pace.account_per_minute, now))
        if self.pace.per_day is not None and self._said_on(now.date()) >= self.pace.per_day:
            free = max(free, _midnight(now))
        return free

    def free_at(self, conversation: str, now: datetime) -> datetime:
        """From when the next line may be said there; `now` when at once."""
        free, room = self.free(now), self._rooms.get(conversation)
        if not room:
            return free
        return max(free, room[-1] + self.pace.room_gap, _next_in_minute(room, self.pace.room_per_minute, now))

    def book(self, conversation: str, now: datetime) -> None:
        """A line is said now, whether or not it had to keep the pace."""
        self._note(conversation, now)
        pace = self.pace
        seconds = self.chance.uniform(pace.gap_from.total_seconds(), pace.gap_to.total_seconds())
        self._free = now + timedelta(seconds=seconds)

    def unbook(self, conversation: str, moment: datetime) -> None:
        """The line booked at that moment was not said after all."""
        for said in (self._account, self._rooms.get(conversation)):
            if said and moment in said:
                said.remove(moment)
        if self._day == moment.date():
            self._today = max(0, self._today - 1)

    def remember(self, said: Iterable[tuple[str, datetime]]) -> None:
        """What was said before the program started: conversations with moments, oldest first."""
        for conversation, moment in said:
            self._note(conversation, moment)

    def _note(self, conversation: str, now: datetime) -> None:
        self._today = self._said_on(now.date()) + 1
        self._day = now.date()
        for said in (self._account, self._rooms.setdefault(conversation, deque())):
            said.append(now)
            while now - said[0] >= MINUTE:
                said.popleft()
        self._rooms.move_to_end(conversation)
        if len(self._rooms) > REMEMBERED:
            self._rooms.popitem(last=False)

    def _said_on(self, day: date) -> int:
        return self._today if self._day == day else 0


def _next_in_minute(said: deque[datetime], most: int | None, now: datetime) -> datetime:
    """When there are fewer than `most` moments within the last minute."""
    if most is None or len(said) < most:
        return now
    return max(now, said[-most] + MINUTE)


def _midnight(now: datetime) -> datetime:
    return (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
