"""What everybody in the simulation shares: the chat, the clock, the dice, and a list of what is about to be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import TypeVar

from bot.channels.console import ConsoleChannel, Group, Line
from bot.rehearsal.sketch import sketch
from dispatch.clock import VirtualClock

Deed = Callable[[], object]
T = TypeVar("T")


@dataclass(kw_only=True)
class Scene:
    """The stage of one month. Everything that is left to chance is asked of `dice`, so that a seed is a month."""

    console: ConsoleChannel
    clock: VirtualClock
    dice: Random
    _deeds: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def plan(self, at: datetime, deed: Deed) -> None:
        """Let it be done at that moment."""
        heappush(self._deeds, (at, next(self._order), deed))

    def later(self, deed: Deed, least: timedelta, most: timedelta) -> None:
        """Let it be done after a while between the two."""
        self.plan(self.now + least + (most - least) * self.dice.random(), deed)

    def next_before(self, end: datetime) -> tuple[datetime, Deed] | None:
        """Take the next deed off the list; None when there is none before the end."""
        if not self._deeds or self._deeds[0][0] >= end:
            return None
        at, _, deed = heappop(self._deeds)
        return at, deed

    def chance(self, probability: float) -> bool:
        return self.dice.random() < probability

    def one_of(self, things: Sequence[T]) -> T:
        return self.dice.choice(things)

    def weighed(self, things: Sequence[tuple[float, T]]) -> T:
        """One of the things, each as probable as its weight says."""
        return self.dice.choices([thing for _, thing in things], [weight for weight, _ in things])[0]

    def say(self, member: str, text: str, group: Group | None = None) -> Line:
        """A member says it in a group, or in private to the bot."""
        return self.console.say(member, group.conversation if group else f"console:{member}", text)

    def show(self, member: str, group: Group | None = None) -> None:
        """A member sends a picture."""
        picture = sketch(f"{member}{self.now:%d%H%M%S}.png")
        self.console.say(member, group.conversation if group else f"console:{member}", picture=picture)
