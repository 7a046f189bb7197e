"""周报 counted a second time, from raw histories alone: what `dispatch.summaries` says must be the same."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.simulation.ledger import LEFT_OUT, UNSOLVED, Ledger, Stood
from dispatch.cases import Action
from dispatch.figures import WeeklyFigures

WEEK = timedelta(days=7)
Figures = dict[str, int]


def counted(ledger: Ledger, monday: datetime, now: datetime) -> Figures:
    """The figures of the week that begins on this Monday 00:00, as they are known now."""
    numbers = [number for number, stood in ledger.stood.items() if stood[-1].status not in LEFT_OUT]
    last: Mapping[int, Stood] = {number: ledger.stood[number][-1] for number in numbers}
    ends = monday + WEEK
    clock = min(ends, now)

    def within(moment: datetime | None) -> bool:
        return moment is not None and monday <= moment < ends

    def touched(action: Action) -> int:
        return sum(any(c.action is action and within(c.at) for c in ledger.changes[n]) for n in numbers)

    standing = [stood for n in numbers if (stood := ledger.before(n, ends)) and stood.status in UNSOLVED]
    active = [stood for stood in standing if stood.status != "parked"]
    answers = _answers(ledger, numbers, within)
    closed = Counter(stood.how for stood in last.values() if within(stood.closed_at))
    return {
        "received": sum(within(stood.opened_at) for stood in last.values()),
        "resolved": touched(Action.RESOLVE),
        "returned": touched(Action.RETURN),
        "reopened": touched(Action.REOPEN),
        "joined": sum(
            c.action is Action.SUPPORT and within(c.at) for n in numbers for c in ledger.changes[n]
        ),
        "open": len(standing),
        "parked": len(standing) - len(active),
        "overdue": sum((due := last[stood.number].due) is not None and due < clock for stood in active),
        "confirmed": closed["confirmed"],
        "silent": closed["silent"],
        "answered": len(answers),
        "satisfied": answers.count("satisfied"),
        "mostly": answers.count("mostly"),
        "unsolved": answers.count("unsolved"),
        "assigned": sum(within(stood.assigned_at) for stood in last.values()),
        "urgent": sum(within(stood.opened_at) and stood.priority <= 2 for stood in last.values()),
    }


def told(figures: WeeklyFigures) -> Figures:
    """The same figures as the program has them."""
    names = (
        "received",
        "resolved",
        "returned",
        "reopened",
        "joined",
        "open",
        "parked",
        "overdue",
        "confirmed",
    )
    answers = figures.evaluations
    return {
        **{name: getattr(figures, name).now for name in (*names, "silent")},
        **{name: getattr(answers, name) for name in ("answered", "satisfied", "mostly", "unsolved")},
        "assigned": figures.timeliness.assigned,
        "urgent": len(figures.urgent),
    }


def _answers(ledger: Ledger, numbers: list[int], within: Callable[[datetime | None], bool]) -> list[str]:
    """The last word of each reporter in the week."""
    said = {}
    for number in numbers:
        for change in ledger.changes[number]:
            by_reporter = change.who == ledger.stood[number][0].reporter
            if by_reporter and within(change.at) and change.action in (Action.EVALUATE, Action.REOPEN):
                said[number] = str(change.facts.get("evaluation", "unsolved"))
    return list(said.values())
