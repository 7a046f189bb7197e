"""The ladder of a case that nobody has accepted: when it climbs, and to which level. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dispatch.calendar import WorkingCalendar

LEVEL_A, LEVEL_B, LEVEL_HEAD, LEVEL_SECRETARY = range(4)  # A岗 B岗 网格长 书记

ALARM_EVERY = timedelta(minutes=3)
ALARM_ROUNDS = 40  # two hours, the window of an emergency; later news of it is a new case


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """One step up: its number (from 1), the level reached (0 A岗 … 3 书记) and when."""

    step: int
    level: int
    at: datetime


def rungs(
    assigned_at: datetime, accept_due: datetime, *, working: WorkingCalendar | None
) -> tuple[Rung, ...]:
    """The four rungs at 50, 100, 150 and 200 % of the accept clock: A again, B, 网格长, 书记.

    With a calendar the clock runs in working time only. Source: product description, section 4.
    """
    clock = working.between(assigned_at, accept_due) if working else accept_due - assigned_at
    moments = (
        min(_later(assigned_at, clock / 2, working), accept_due),
        accept_due,
        _later(accept_due, clock / 2, working),
        _later(accept_due, clock, working),
    )
    levels = (LEVEL_A, LEVEL_B, LEVEL_HEAD, LEVEL_SECRETARY)
    return tuple(
        Rung(step=step, level=level, at=at)
        for step, (level, at) in enumerate(zip(levels, moments, strict=True), start=1)
    )


def alarm_rungs(assigned_at: datetime, every: timedelta = ALARM_EVERY) -> tuple[Rung, ...]:
    """The rounds of an unacknowledged emergency: twice up to 网格长, then everybody up to 书记.

    A岗 and 网格长 were asked in parallel at assignment. Ends after ALARM_ROUNDS rounds.
    """
    return tuple(
        Rung(step=step, level=LEVEL_HEAD if step < 3 else LEVEL_SECRETARY, at=assigned_at + step * every)
        for step in range(1, ALARM_ROUNDS + 1)
    )


def due_rung(ladder: Sequence[Rung], after_step: int, now: datetime) -> Rung | None:
    """The highest rung that is due and not yet climbed, so that one late tick equals many; or None."""
    due = [rung for rung in ladder if rung.step > after_step and rung.at <= now]
    return due[-1] if due else None


def next_rung(ladder: Sequence[Rung], after_step: int) -> Rung | None:
    """The rung after the given step, due or not; None at the top."""
    return next((rung for rung in ladder if rung.step > after_step), None)


def _later(moment: datetime, span: timedelta, working: WorkingCalendar | None) -> datetime:
    return working.add(moment, span) if working else moment + span
