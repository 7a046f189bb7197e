"""The rules by type: when each clock ends, and what a configuration may change."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, time, timedelta
from typing import Any

from dispatch.calendar import WorkingCalendar
from dispatch.catalogue import TYPES, Scope, Span, TypePolicy
from dispatch.clock import SHANGHAI, aware
from dispatch.errors import ConfigError
from dispatch.escalation import ESCALATION, Escalation, Ladder
from dispatch.sameness import same_problem

__all__ = ["TYPES", "Override", "Policies", "Scope", "Span", "TypePolicy", "same_problem"]

MINUTES_A_DAY = 24 * 60
AROUND_THE_CLOCK = 2  # priorities 1 and 2 run 24×7, the others in working time


@dataclass(frozen=True, kw_only=True, slots=True)
class Override:
    """What a configuration changes of one type; None keeps the shipped default."""

    priority: int | None = None
    accept: Span | None = None
    first: Span | None = None
    resolve: Span | None = None
    window: timedelta | None = None
    handled_by: str | None = None
    photo: bool | None = None
    ladder: Ladder | None = None
    verify: bool | None = None

    def changes(self) -> dict[str, Any]:
        said = {part.name: getattr(self, part.name) for part in fields(self)}
        return {name: value for name, value in said.items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class Policies:
    """All types with the calendar that their clocks run by.

    Priorities 1 and 2 run around the clock, a working day being 24 h to them. Priorities 3 and 4 run in
    working time, where every full 24 h of a span is one working day. The spans are those of
    `dispatch.catalogue`.
    """

    types: Mapping[str, TypePolicy] = field(default_factory=lambda: TYPES)
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    escalation: Escalation = ESCALATION

    def of(self, code: str) -> TypePolicy:
        """The policy of a type; KeyError for a code that does not exist."""
        return self.types[code]

    def accept_due(self, type_code: str, priority: int, start: datetime) -> datetime:
        """Until when somebody should have accepted (接单) what was assigned at `start`."""
        return self._due(self.of(type_code).accept, priority, start)

    def first_due(self, type_code: str, priority: int, start: datetime) -> datetime:
        """Until when the first reply or visit is due."""
        return self._due(self.of(type_code).first, priority, start)

    def resolve_due(self, type_code: str, priority: int, start: datetime) -> datetime | None:
        """Until when it should be resolved (办结), never before the first reply is due; None without a limit."""
        span = self.of(type_code).resolve
        if span is None:
            return None
        return max(self._due(span, priority, start), self.first_due(type_code, priority, start))

    def clocks(self, type_code: str, priority: int, start: datetime) -> dict[str, object]:
        """The three clocks from `start` on as facts of a change: ISO 8601, resolve_due None without a limit."""
        resolve_due = self.resolve_due(type_code, priority, start)
        return {
            "accept_due": self.accept_due(type_code, priority, start).isoformat(),
            "first_due": self.first_due(type_code, priority, start).isoformat(),
            "resolve_due": resolve_due.isoformat() if resolve_due else None,
        }

    def elapsed(self, priority: int, start: datetime, end: datetime) -> timedelta:
        """How much of a clock of this priority ran from start to end."""
        if priority <= AROUND_THE_CLOCK:
            return max(end - start, timedelta())
        return self.calendar.between(start, end)

    def ladder_of(self, type_code: str) -> Ladder:
        """When a case of the type climbs while nobody takes it."""
        return self.of(type_code).ladder or self.escalation.accept

    def fresh_clock(self, priority: int, start: datetime, resolve_due: datetime) -> timedelta:
        """How long each level has with an overdue case: a share of its resolve clock, at least one working day."""
        share = self.elapsed(priority, start, resolve_due) * self.escalation.overdue
        day = timedelta(days=1) if priority <= AROUND_THE_CLOCK else self.calendar.hours.length
        return max(share, day)

    def overridden(self, overrides: Mapping[str, Override]) -> "Policies":
        """The same policies with some types changed; ConfigError names a type that does not exist."""
        unknown = sorted(overrides.keys() - self.types.keys())
        if unknown:
            raise ConfigError(f"unknown type 诉求类型 {', '.join(unknown)}; known: {', '.join(self.types)}")
        changed = {code: _with(self.types[code], override) for code, override in overrides.items()}
        return replace(self, types={**self.types, **changed})

    def _due(self, span: Span, priority: int, start: datetime) -> datetime:
        if span.same_day:
            return _midnight_after(start)
        days, rest = divmod(span.minutes, MINUTES_A_DAY)
        days, remainder = days + span.workdays, timedelta(minutes=rest)
        if priority <= AROUND_THE_CLOCK:
            return aware(start) + timedelta(days=days) + remainder
        begun = self.calendar.add_days(start, days) if days else aware(start)
        return self.calendar.add(begun, remainder)


def _midnight_after(moment: datetime) -> datetime:
    return datetime.combine(aware(moment).date() + timedelta(days=1), time(), SHANGHAI)


def _with(policy: TypePolicy, override: Override) -> TypePolicy:
    if override.priority is not None and override.priority not in range(1, 5):
        raise ConfigError(f"type {policy.code}: priority 优先级 must be 1 to 4, not {override.priority}")
    return replace(policy, **override.changes())
