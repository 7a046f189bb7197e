"""The ladder of a case that nobody takes or ends: when it climbs, and to which level. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dispatch.calendar import WorkingCalendar

LEVEL_A, LEVEL_B, LEVEL_HEAD, LEVEL_SECRETARY, LEVEL_STREET = range(5)  # A岗 B岗 网格长 书记 街道


@dataclass(frozen=True, kw_only=True, slots=True)
class Climb:
    """One level, and after which share of the accept clock it is asked (1 is when the clock ends)."""

    level: int
    share: float


Ladder = tuple[Climb, ...]

LADDER: Ladder = (
    Climb(level=LEVEL_A, share=0.5),
    Climb(level=LEVEL_B, share=1),
    Climb(level=LEVEL_HEAD, share=1.5),
    Climb(level=LEVEL_SECRETARY, share=2),
    Climb(level=LEVEL_STREET, share=3),  # 书记 has had a whole clock of their own
)
"""A again, B, 网格长, 书记: product description, section 4; then 街道 with a fresh clock, where one is configured."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Escalation:
    """How it climbs: what is not accepted, what is overdue, and an emergency that nobody acknowledges."""

    accept: Ladder = LADDER
    overdue: float = (
        0.5  # of the resolve clock, that 网格长, then 书记, has before the next level hears of it
    )
    alarm_every: timedelta = timedelta(minutes=3)
    alarm_secretary: int = 3  # the round from which on 书记 is asked too
    alarm_rounds: int = 40  # by default two hours, the window of an emergency; later news of it is a new case


ESCALATION = Escalation()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """One step up: its number (from 1), the level reached (0 A岗 … 4 街道) and when."""

    step: int
    level: int
    at: datetime


def rungs(
    assigned_at: datetime, accept_due: datetime, *, working: WorkingCalendar | None, ladder: Ladder = LADDER
) -> tuple[Rung, ...]:
    """The rungs of the ladder as moments; with a calendar the clock runs in working time only."""
    clock = working.between(assigned_at, accept_due) if working else accept_due - assigned_at

    def moment(share: float) -> datetime:
        if share < 1:
            return min(_later(assigned_at, clock * share, working), accept_due)
        return accept_due if share == 1 else _later(accept_due, clock * (share - 1), working)

    return tuple(
        Rung(step=step, level=climb.level, at=moment(climb.share)) for step, climb in enumerate(ladder, 1)
    )


def alarm_rungs(assigned_at: datetime, rules: Escalation = ESCALATION) -> tuple[Rung, ...]:
    """The rounds of an unacknowledged emergency: first up to 网格长, then everybody up to 书记.

    A岗 and 网格长 were asked in parallel at assignment.
    """
    return tuple(
        Rung(
            step=step,
            level=LEVEL_HEAD if step < rules.alarm_secretary else LEVEL_SECRETARY,
            at=assigned_at + step * rules.alarm_every,
        )
        for step in range(1, rules.alarm_rounds + 1)
    )


def overdue_level(late: timedelta, clock: timedelta, top: int) -> int:
    """Who hears of a case that is so late: 网格长 at once, 书记 after one fresh clock, `top` at most after two."""
    return LEVEL_HEAD if clock <= timedelta() else min(LEVEL_HEAD + late // clock, top)


def due_rung(ladder: Sequence[Rung], after_step: int, now: datetime) -> Rung | None:
    """The highest rung that is due and not yet climbed, so that one late tick equals many; or None."""
    due = [rung for rung in ladder if rung.step > after_step and rung.at <= now]
    return due[-1] if due else None


def next_rung(ladder: Sequence[Rung], after_step: int) -> Rung | None:
    """The rung after the given step, due or not; None at the top."""
    return next((rung for rung in ladder if rung.step > after_step), None)


def _later(moment: datetime, span: timedelta, working: WorkingCalendar | None) -> datetime:
    return working.add(moment, span) if working else moment + span
