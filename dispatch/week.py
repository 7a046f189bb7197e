"""A week of the summaries: Monday 00:00 to the next Monday 00:00, Asia/Shanghai."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from dispatch.clock import SHANGHAI, aware

ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Week:
    """The week that begins on this Monday; it holds its start and not its end."""

    monday: date

    def __post_init__(self) -> None:
        if self.monday.weekday():
            raise ValueError(f"{self.monday} is no Monday")

    @classmethod
    def of(cls, moment: datetime) -> "Week":
        """The week in which the moment lies."""
        return cls._around(aware(moment).date())

    @classmethod
    def parse(cls, words: str, now: datetime) -> "Week | None":
        """The week that 上周, 本周 or a date of it (2026-03-02) means; None for anything else."""
        said = words.strip()
        if said == "本周":
            return cls.of(now)
        if said == "上周":
            return cls.of(now).before()
        try:
            return cls._around(date.fromisoformat(said))
        except ValueError:
            return None

    @classmethod
    def _around(cls, day: date) -> "Week":
        return cls(monday=day - timedelta(days=day.weekday()))

    @cached_property
    def start(self) -> datetime:
        return datetime.combine(self.monday, time(), SHANGHAI)

    @cached_property
    def end(self) -> datetime:
        return self.start + ONE_WEEK

    @property
    def sunday(self) -> date:
        """The last day of the week, as it is shown (2026-03-02 – 03-08)."""
        return self.monday + timedelta(days=6)

    def before(self) -> "Week":
        return Week(monday=self.monday - ONE_WEEK)

    def holds(self, moment: datetime | None) -> bool:
        """Whether the moment lies in the week; what never happened does not."""
        return moment is not None and self.start <= moment < self.end
