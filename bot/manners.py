"""When a line may be said: quiet hours, and how often the bot speaks up in a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from dispatch.messages import Purpose

HOUR = timedelta(hours=1)
WHENEVER = frozenset({Purpose.ALARM, Purpose.SAFETY})
ADDRESSED = frozenset({Purpose.REPLY})
UNASKED = frozenset({Purpose.EVALUATION})  # by nobody: the bot begins
ANSWERS = frozenset({Purpose.NOTICE})  # to what a resident just said about an own case


@dataclass(frozen=True, kw_only=True, slots=True)
class Manners:
    """Quiet hours are [quiet_from, quiet_to), over midnight; equal times mean none. The budget is per group."""

    quiet_from: time = time(22)
    quiet_to: time = time(7)
    lines_per_hour: int = 6
    reminders_per_day: int = 12  # to one person, of P3 and P4

    def quiet(self, moment: datetime) -> bool:
        clock = moment.time()
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= clock < self.quiet_to
        return clock >= self.quiet_from or clock < self.quiet_to

    def morning(self, moment: datetime) -> datetime:
        """The next end of the quiet hours."""
        end = moment.replace(hour=self.quiet_to.hour, minute=self.quiet_to.minute, second=0, microsecond=0)
        return end if end > moment else end + timedelta(days=1)

    def in_group(self, purpose: Purpose, now: datetime, said: Sequence[datetime]) -> datetime:
        """When a group may hear the line; `said` are the times of what is said or already promised this hour.

        Emergencies and answers to somebody who addressed the bot never wait; an answer on a resident's own case
        waits for the morning, but not for the next hour.
        """
        if purpose in WHENEVER or purpose in ADDRESSED:
            return now
        if self.quiet(now):
            return self.morning(now)
        recent = sorted(at for at in said if at > now - HOUR)
        if purpose in ANSWERS or len(recent) < self.lines_per_hour:
            return now
        free = recent[-self.lines_per_hour] + HOUR
        return self.morning(free) if self.quiet(free) else max(free, now)

    def to_resident(self, purpose: Purpose, now: datetime) -> datetime:
        """When a resident may hear it in private: an answer at once, the bot's own question not in quiet hours."""
        return self.morning(now) if purpose in UNASKED and self.quiet(now) else now

    def in_private(self, priority: int, now: datetime) -> datetime:
        """When staff may hear of a case: P1 and P2 at any hour, the rest not in quiet hours."""
        return self.morning(now) if priority > 2 and self.quiet(now) else now
