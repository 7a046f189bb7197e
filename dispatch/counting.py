"""The cases that count for a summary, and how they stood at an earlier moment."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dispatch.cases import LIFECYCLE, TERMINAL, UNSOLVED, Action, Case, Change, Status
from dispatch.week import Week

MOVING = frozenset(
    action
    for action, rule in LIFECYCLE.items()
    if any(after is not before for before, after in rule.moves.items())
)
TAKING = (Action.ACCEPT, Action.ARRIVE, Action.HAND_OVER, Action.RESOLVE, Action.PARK)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """All cases but the withdrawn, merged and rejected ones, with their changes by number, oldest first."""

    cases: tuple[Case, ...]
    changes: Mapping[int, Sequence[Change]]

    @classmethod
    def of(cls, cases: Iterable[Case], changes: Iterable[Change]) -> "Counted":
        """Sort changes (oldest first) to their cases; those of other cases are left out."""
        by_number: defaultdict[int, list[Change]] = defaultdict(list)
        for change in changes:
            by_number[change.number].append(change)
        return cls(cases=tuple(case for case in cases if case.status not in TERMINAL), changes=by_number)

    def received(self, week: Week) -> list[Case]:
        """What was reported in the week."""
        return [case for case in self.cases if week.holds(case.opened_at)]

    def did(self, action: Action, week: Week) -> list[Case]:
        """The cases to which it was done in the week, each once."""
        return [case for case in self.cases if self.done(case, {action}, week)]

    def done(self, case: Case, actions: Collection[Action], week: Week) -> list[Change]:
        """The changes of these kinds in the week."""
        known = self.changes.get(case.number, ())
        return [change for change in known if change.action in actions and week.holds(change.at)]

    def open_at(self, moment: datetime) -> list[Case]:
        """未办结: the cases that were reported and not resolved at the moment."""
        return [
            case for case in self.cases if case.opened_at < moment and self._stood(case, moment) <= UNSOLVED
        ]

    def parked_at(self, moment: datetime) -> list[Case]:
        return [case for case in self.open_at(moment) if self._stood(case, moment) == {Status.PARKED}]

    def overdue_at(self, moment: datetime, clock: datetime) -> list[Case]:
        """超期: open and not parked at the moment, and past the deadline that holds now by the clock."""
        return [
            case
            for case in self.open_at(moment)
            if case.resolve_due is not None
            and case.resolve_due < clock
            and self._stood(case, moment) != {Status.PARKED}
        ]

    def taken_at(self, case: Case) -> datetime | None:
        """When somebody took the case after its last assignment; None while nobody has."""
        if case.assigned_at is None:
            return None
        if case.accepted_at and case.accepted_at >= case.assigned_at:
            return case.accepted_at
        taking = (c for c in self.changes.get(case.number, ()) if c.action in TAKING)
        return next((change.at for change in taking if change.at >= case.assigned_at), None)

    def _stood(self, case: Case, moment: datetime) -> frozenset[Status]:
        """The statuses possible just before the moment: those from which the next change may start."""
        known = self.changes.get(case.number, ())
        later = (change for change in known if change.action in MOVING and change.at >= moment)
        following = next(later, None)
        return frozenset(LIFECYCLE[following.action].moves) if following else frozenset({case.status})
