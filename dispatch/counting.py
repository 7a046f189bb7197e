"""The cases that count for a summary, and how they stood at an earlier moment."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dispatch.cases import LIFECYCLE, TAKING, TERMINAL, UNSOLVED, Action, Case, Change, Status
from dispatch.week import Week

MOVING = frozenset(
    action
    for action, rule in LIFECYCLE.items()
    if any(after is not before for before, after in rule.moves.items())
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The cases that were open at one moment."""

    open: tuple[Case, ...]  # 未办结: reported and not resolved, the parked among them
    parked: tuple[Case, ...]  # 挂账
    overdue: tuple[
        Case, ...
    ]  # 超期: neither parked nor in time by the deadline that holds now; longest first


@dataclass(frozen=True, kw_only=True)
class Counted:
    """All cases but the withdrawn, merged and rejected ones, with their changes; both by case number."""

    cases: Mapping[int, Case]
    changes: Mapping[int, Sequence[Change]]  # oldest first

    @classmethod
    def of(cls, cases: Iterable[Case], changes: Iterable[Change]) -> "Counted":
        """Sort changes (oldest first) to their cases; those of other cases are left out."""
        counted = {case.number: case for case in cases if case.status not in TERMINAL}
        by_number: defaultdict[int, list[Change]] = defaultdict(list)
        for change in changes:
            if change.number in counted:
                by_number[change.number].append(change)
        return cls(cases=counted, changes=by_number)

    def received(self, week: Week) -> list[Case]:
        """What was reported in the week."""
        return [case for case in self.cases.values() if week.holds(case.opened_at)]

    def did(self, action: Action, week: Week) -> list[Case]:
        """The cases to which it was done in the week, each once."""
        return [self.cases[number] for number in dict.fromkeys(c.number for c in self.done({action}, week))]

    def done(self, actions: Collection[Action], week: Week) -> list[Change]:
        """The changes of these kinds in the week; those of one case oldest first."""
        return [
            change
            for changes in self.changes.values()
            for change in changes
            if change.action in actions and week.holds(change.at)
        ]

    def standing(self, moment: datetime, clock: datetime) -> Standing:
        """How the cases stood just before the moment; what is overdue is so by the clock."""
        stood = [(case, self._stood(case, moment)) for case in self.cases.values() if case.opened_at < moment]
        is_open = [case for case, statuses in stood if statuses <= UNSOLVED]
        parked = [case for case, statuses in stood if statuses == {Status.PARKED}]
        resting = {case.number for case in parked}
        overdue = [
            (case.resolve_due, case.number, case)
            for case in is_open
            if case.resolve_due is not None and case.resolve_due < clock and case.number not in resting
        ]
        latest = [case for _, _, case in sorted(overdue, key=lambda late: late[:2])]
        return Standing(open=tuple(is_open), parked=tuple(parked), overdue=tuple(latest))

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
