"""What 日报, 统计 and 热点 count: plain values from cases, pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dispatch.cases import TERMINAL, UNSOLVED, Case, Status

HOT_FROM = 2  # so many cases or supporters make a place hot
URGENT = 2  # priorities up to this one are told by name


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """The cases reported in [start, end), and what became of them until now; withdrawn and merged ones are left out."""

    start: datetime
    end: datetime
    received: int
    resolved: int  # of the received, whether evaluated yet or not
    confirmed: int  # closed by a word of the reporter
    silent: int  # closed without one
    unsolved: int
    overdue: int
    reopened: int
    supporters: int
    urgent: tuple[Case, ...]  # P1 and P2, the oldest first


@dataclass(frozen=True, kw_only=True, slots=True)
class Hotspot:
    """One type of problem at one place: how many cases, and how many neighbours support them."""

    type: str
    compound: str
    building: str | None
    cases: int
    supporters: int
    unsolved: int

    @property
    def weight(self) -> int:
        return self.cases + self.supporters


def tally(cases: Iterable[Case], start: datetime, end: datetime, now: datetime) -> Tally:
    """Count what came in between the two moments, as it stands now."""
    counted = [case for case in cases if start <= case.opened_at < end and case.status not in TERMINAL]
    return Tally(
        start=start,
        end=end,
        received=len(counted),
        resolved=sum(case.status in (Status.RESOLVED, Status.CLOSED) for case in counted),
        confirmed=sum(case.closed_how == "confirmed" for case in counted),
        silent=sum(case.closed_how == "silent" for case in counted),
        unsolved=sum(case.status in UNSOLVED for case in counted),
        overdue=sum(late(case, now) for case in counted),
        reopened=sum(case.reopened > 0 for case in counted),
        supporters=sum(len(case.supporters) for case in counted),
        urgent=tuple(
            sorted((case for case in counted if case.priority <= URGENT), key=lambda case: case.number)
        ),
    )


def late(case: Case, now: datetime) -> bool:
    """Past the clock that runs: acceptance, or resolution."""
    due = case.accept_due if case.status is Status.ASSIGNED else case.resolve_due
    return due is not None and due < now and case.status in (Status.ASSIGNED, Status.ACCEPTED)


def hotspots(cases: Iterable[Case], private: frozenset[str]) -> list[Hotspot]:
    """Where the same type came up more than once, or neighbours joined; the hottest first. No private types."""
    groups: dict[tuple[str, str, str | None], list[Case]] = {}
    for case in cases:
        if case.status not in TERMINAL and case.type not in private:
            key = case.type, case.place.compound, case.place.building
            groups.setdefault(key, []).append(case)
    found = [_hotspot(key, together) for key, together in groups.items()]
    hot = [spot for spot in found if spot.weight >= HOT_FROM]
    return sorted(hot, key=lambda spot: (-spot.weight, spot.type, spot.compound, spot.building or ""))


def day_of(moment: datetime) -> tuple[datetime, datetime]:
    """The day of a moment, [00:00, 24:00)."""
    start = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return start, start + timedelta(days=1)


def _hotspot(key: tuple[str, str, str | None], cases: Sequence[Case]) -> Hotspot:
    type_code, compound, building = key
    return Hotspot(
        type=type_code,
        compound=compound,
        building=building,
        cases=len(cases),
        supporters=sum(len(case.supporters) for case in cases),
        unsolved=sum(case.status in UNSOLVED for case in cases),
    )
