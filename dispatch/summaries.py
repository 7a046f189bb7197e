"""The weekly summary 周报: figures counted from cases and their changes. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median

from dispatch.cases import Action, Case, Change, Status
from dispatch.counting import MOVING, Counted
from dispatch.figures import (
    CaseLine,
    Count,
    Evaluations,
    HandlerFigures,
    PartnerFigures,
    Rate,
    Rule,
    Suggestion,
    Tally,
    Timeliness,
    WeeklyFigures,
)
from dispatch.policy import Policies
from dispatch.week import Week

__all__ = ["NEEDED", "Week", "WeeklyFigures", "weekly"]

NEEDED = MOVING | {Action.SUPPORT}  # the changes that the figures are counted from
TOP = 5
MANY_SUPPORTERS = 3
MANY_MOVES = 2
MANY_REOPENED = 2
HOTSPOT = 3
RISING = 4
MANY_OVERDUE = 3


def weekly(
    cases: Sequence[Case],
    changes: Sequence[Change],
    week: Week,
    now: datetime,
    policies: Policies,
    name_of: Callable[[str], str],
) -> WeeklyFigures:
    """The figures of the week, each as `WeeklyFigures` defines it.

    `cases` are those touched since the start of the week before, and all open ones; `changes` theirs of the
    `NEEDED` kinds from that start until now, oldest first. `name_of` gives the shown name of a person id.
    """
    return _Summary(
        counted=Counted.of(cases, changes), week=week, now=now, policies=policies, name_of=name_of
    ).figures()


@dataclass(frozen=True, kw_only=True)
class _Summary:
    counted: Counted
    week: Week
    now: datetime
    policies: Policies
    name_of: Callable[[str], str]

    @property
    def until(self) -> datetime:
        return min(self.week.end, self.now)

    def figures(self) -> WeeklyFigures:
        counted, week = self.counted, self.week
        received = counted.received(week)
        is_open = counted.open_at(week.end)
        overdue = sorted(self._overdue(week), key=lambda case: (case.resolve_due, case.number))
        meeting = [case for case in is_open if _for_meeting(case)]
        return WeeklyFigures(
            week=week,
            until=self.until,
            received=self._count(counted.received),
            resolved=self._done(Action.RESOLVE),
            open=self._count(lambda of: counted.open_at(of.end)),
            overdue=self._count(self._overdue),
            parked=self._count(lambda of: counted.parked_at(of.end)),
            returned=self._done(Action.RETURN),
            reopened=self._done(Action.REOPEN),
            joined=self._count(self._joined),
            types=self._top(self._type),
            places=self._top(_building),
            timeliness=self._timeliness(counted.cases),
            handlers=self._handlers(),
            partners=self._partners(),
            evaluations=self._evaluations(),
            confirmed=self._count(lambda of: self._closed(of, "confirmed")),
            silent=self._count(lambda of: self._closed(of, "silent")),
            urgent=self._lines(case for case in received if case.priority <= 2),
            overdue_cases=self._lines(overdue),
            supported_cases=self._lines(
                case
                for case in counted.cases
                if len(case.supporters) >= MANY_SUPPORTERS and (case in received or case in is_open)
            ),
            parked_cases=self._lines(counted.parked_at(week.end)),
            meeting_cases=self._lines(meeting),
            suggestions=self._suggestions(received, meeting, overdue),
        )
