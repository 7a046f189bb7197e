"""The simulation's own reading of raw histories: how each case stood at any moment, without asking the program."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from dispatch.cases import Action, Change

STATUS_AFTER: Mapping[Action, str] = {
    Action.REPORT: "reported",
    Action.ASSIGN: "assigned",
    Action.ACCEPT: "accepted",
    Action.ARRIVE: "accepted",
    Action.HAND_OVER: "accepted",
    Action.TRANSFER: "assigned",
    Action.RETURN: "assigned",
    Action.RESOLVE: "resolved",
    Action.EVALUATE: "closed",
    Action.CLOSE: "closed",
    Action.REOPEN: "accepted",
    Action.WITHDRAW: "withdrawn",
    Action.REJECT: "withdrawn",
    Action.MERGE: "merged",
    Action.DECIDE: "merged",
    Action.UNMERGE: "assigned",
    Action.PARK: "parked",
    Action.RESUME: "accepted",
}  # every other action leaves the status as it was
UNSOLVED = frozenset({"reported", "assigned", "accepted", "parked"})
LEFT_OUT = frozenset({"withdrawn", "merged"})
ENDED = LEFT_OUT | {"closed"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Stood:
    """A case as its history says it stood from `at` on."""

    at: datetime
    number: int
    status: str
    type: str
    priority: int
    grid: str
    reporter: str
    opened_at: datetime
    due: datetime | None = None
    arrived: bool = False
    assigned_at: datetime | None = None
    closed_at: datetime | None = None
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Everything that happened, by case number and oldest first, with how the case stood after each."""

    changes: Mapping[int, list[Change]]
    stood: Mapping[int, list[Stood]]

    @classmethod
    def of(cls, changes: Iterable[Change]) -> "Ledger":
        by_number: dict[int, list[Change]] = {}
        for change in changes:
            by_number.setdefault(change.number, []).append(change)
        return cls(changes=by_number, stood={number: _followed(all_) for number, all_ in by_number.items()})

    def until(self, moment: datetime) -> "Ledger":
        """The same, as it was known at the moment."""
        known = {n: bisect_right(stood, moment, key=_at) for n, stood in self.stood.items()}
        return Ledger(
            changes={n: self.changes[n][:count] for n, count in known.items() if count},
            stood={n: self.stood[n][:count] for n, count in known.items() if count},
        )

    def of_grid(self, grid: str) -> "Ledger":
        """The cases of one grid."""
        ours = {number for number, stood in self.stood.items() if stood[0].grid == grid}
        return Ledger(
            changes={number: changes for number, changes in self.changes.items() if number in ours},
            stood={number: stood for number, stood in self.stood.items() if number in ours},
        )

    def at(self, number: int, moment: datetime) -> Stood | None:
        """How the case stood at the moment, what happened at it included; None before it was reported."""
        stood = self.stood.get(number, [])
        index = bisect_right(stood, moment, key=_at)
        return stood[index - 1] if index else None

    def before(self, number: int, moment: datetime) -> Stood | None:
        """How the case stood just before the moment."""
        earlier = [stood for stood in self.stood[number] if stood.at < moment]
        return earlier[-1] if earlier else None


def _at(stood: Stood) -> datetime:
    return stood.at


def _followed(changes: list[Change]) -> list[Stood]:
    first = changes[0]
    stood = [
        Stood(
            at=first.at,
            number=first.number,
            status="reported",
            type=str(first.facts["type"]),
            priority=int(str(first.facts["priority"])),
            grid=str(first.facts["grid"]),
            reporter=first.who,
            opened_at=first.at,
        )
    ]
    for change in changes[1:]:
        stood.append(_after(stood[-1], change))
    return stood


def _after(was: Stood, change: Change) -> Stood:
    facts, action = change.facts, change.action
    due = facts.get("resolve_due")
    kept = action in _DUE_KEPT_WHEN_NONE and due is None
    now = replace(
        was,
        at=change.at,
        status=STATUS_AFTER.get(action, was.status),
        type=str(facts.get("type", was.type)) if action is Action.RETYPE else was.type,
        priority=int(str(facts.get("priority", was.priority))) if action is Action.RETYPE else was.priority,
        due=was.due if kept or "resolve_due" not in facts else _moment(due),
        arrived=was.arrived or action is Action.ARRIVE,
        assigned_at=change.at if action in _ASSIGNING else was.assigned_at,
    )
    if action is Action.REOPEN:
        return replace(now, closed_at=None, how="")
    if action is Action.EVALUATE:
        return replace(now, closed_at=was.closed_at or change.at, how="confirmed")
    return replace(now, closed_at=change.at, how="silent") if action is Action.CLOSE else now


_ASSIGNING = frozenset({Action.ASSIGN, Action.TRANSFER, Action.RETURN, Action.UNMERGE})
_DUE_KEPT_WHEN_NONE = frozenset({Action.ASSIGN, Action.UNMERGE, Action.ACCEPT, Action.REOPEN, Action.RESUME})


def _moment(value: object) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))
