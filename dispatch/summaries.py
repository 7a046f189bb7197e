"""The weekly summary 周报: figures counted from cases and their changes. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dispatch.cases import Action, Case, Change
from dispatch.counting import MOVING, Counted, Standing
from dispatch.figures import (
    CaseLine,
    Count,
    Evaluations,
    Tally,
    WeeklyFigures,
)
from dispatch.places import Place
from dispatch.policy import Policies
from dispatch.suggestions import MANY_SUPPORTERS, for_meeting, grouped, suggestions
from dispatch.week import Week
from dispatch.workload import Workload

__all__ = ["NEEDED", "Week", "WeeklyFigures", "weekly"]

NEEDED = MOVING | {Action.SUPPORT}  # the changes that the figures are counted from
TOP = 5


def weekly(
    cases: Sequence[Case],
    changes: Sequence[Change],
    week: Week,
    now: datetime,
    policies: Policies,
    name_of: Callable[[str], str],
) -> WeeklyFigures:
    """The figures of the week, each as `WeeklyFigures` defines it.

    `cases` are all that were opened, resolved or closed since the start of the week before, and all open
    ones; `changes` those of the `NEEDED` kinds from that start until now, oldest first. `name_of` gives the
    shown name of a person id.
    """
    counted = Counted.of(cases, changes)
    return _Summary(counted=counted, week=week, now=now, policies=policies, name_of=name_of).figures()


@dataclass(frozen=True, kw_only=True)
class _Summary:
    """One run over the counted cases."""

    counted: Counted
    week: Week
    now: datetime
    policies: Policies
    name_of: Callable[[str], str]

    def figures(self) -> WeeklyFigures:
        received = self.counted.received(self.week)
        stood, stands = self._standing(self.week.before()), self._standing(self.week)
        meeting = [case for case in stands.open if case.tabled_at or for_meeting(case)]
        types, workload = self._tallies(self._type), self._workload(stands)
        return WeeklyFigures(
            week=self.week,
            until=self._until(self.week),
            received=self._count(self.counted.received),
            resolved=self._done(Action.RESOLVE),
            open=Count(now=len(stands.open), before=len(stood.open)),
            overdue=Count(now=len(stands.overdue), before=len(stood.overdue)),
            parked=Count(now=len(stands.parked), before=len(stood.parked)),
            returned=self._done(Action.RETURN),
            reopened=self._done(Action.REOPEN),
            joined=self._count(self._joined),
            types=types[:TOP],
            places=self._tallies(_building)[:TOP],
            timeliness=workload.timeliness(self.counted.cases.values()),
            handlers=workload.handlers(),
            partners=workload.partners(),
            evaluations=self._evaluations(),
            confirmed=self._count(lambda week: self._closed(week, "confirmed")),
            silent=self._count(lambda week: self._closed(week, "silent")),
            verified=sum(case.verified_by is not None for case in self._closed(self.week, "silent")),
            urgent=self._lines(
                sorted((c for c in received if c.priority <= 2), key=lambda c: (c.priority, c.number))
            ),
            overdue_cases=self._lines(stands.overdue),
            supported_cases=self._lines(_supported(received, stands.open)),
            parked_cases=self._lines(stands.parked),
            meeting_cases=self._lines(meeting),
            suggestions=suggestions(
                meeting=meeting,
                received=received,
                overdue=stands.overdue,
                types=types,
                type_of=self._type,
                trouble_of=self._trouble,
                name_of=self.name_of,
            ),
        )

    def _until(self, week: Week) -> datetime:
        """The moment at which a week is looked at: its end, or now while it runs."""
        return min(week.end, self.now)

    def _standing(self, week: Week) -> Standing:
        return self.counted.standing(week.end, self._until(week))

    def _workload(self, standing: Standing) -> Workload:
        return Workload(
            counted=self.counted,
            standing=standing,
            week=self.week,
            now=self.now,
            policies=self.policies,
            name_of=self.name_of,
        )

    def _count(self, counter: Callable[[Week], Sequence[object]]) -> Count:
        return Count(now=len(counter(self.week)), before=len(counter(self.week.before())))

    def _done(self, action: Action) -> Count:
        return self._count(lambda week: self.counted.did(action, week))

    def _joined(self, week: Week) -> list[Change]:
        return self.counted.done({Action.SUPPORT}, week)

    def _closed(self, week: Week, how: str) -> list[Case]:
        """The closures of the week that still hold."""
        return [
            case
            for case in self.counted.cases.values()
            if case.closed_how == how and week.holds(case.closed_at)
        ]

    def _type(self, case: Case) -> str:
        return self.policies.of(case.type).name

    def _trouble(self, case: Case) -> str | None:
        return f"{_building(case)} {self._type(case)}" if case.place.building else None

    def _tallies(self, key: Callable[[Case], str]) -> tuple[Tally, ...]:
        """What was received by the key, the most first, of equals the one whose name sorts first."""
        before = grouped(self.counted.received(self.week.before()), key)
        tallies = [
            Tally(name=name, count=len(cases), before=len(before.get(name, ())))
            for name, cases in grouped(self.counted.received(self.week), key).items()
        ]
        return tuple(sorted(tallies, key=lambda tally: (-tally.count, tally.name)))

    def _evaluations(self) -> Evaluations:
        """The last answer of each reporter in the week; a reopening by staff is none."""
        answers = {
            change.number: str(change.facts.get("evaluation", "unsolved"))
            for change in self.counted.done({Action.EVALUATE, Action.REOPEN}, self.week)
            if change.who == self.counted.cases[change.number].reporter
        }
        said = list(answers.values())
        return Evaluations(
            answered=len(answers),
            contacted=sum(_contacted(self.counted.cases[number]) for number in answers),
            satisfied=said.count("satisfied"),
            mostly=said.count("mostly"),
            unsolved=said.count("unsolved"),
        )

    def _lines(self, cases: Iterable[Case]) -> tuple[CaseLine, ...]:
        return tuple(self._line(case) for case in cases)

    def _line(self, case: Case) -> CaseLine:
        late = self._until(self.week) - case.resolve_due if case.resolve_due else timedelta()
        private = self.policies.of(case.type).private
        return CaseLine(
            number=case.number,
            type=self._type(case),
            place=_building(case) if private else case.place.public(),
            priority=case.priority,
            status=case.status,
            holder=self.name_of(case.assignee) if case.assignee else "",
            opened_at=case.opened_at,
            supporters=len(case.supporters),
            days_late=max(late.days, 0),
            review_on=case.review_on,
        )


def _building(case: Case) -> str:
    """The public place down to the building; a public spot where no building was said."""
    said = case.place
    spot = None if said.building else said.spot
    return Place(compound=said.compound, building=said.building, spot=spot).public()


def _supported(received: Sequence[Case], is_open: Sequence[Case]) -> list[Case]:
    both = {case.number: case for case in (*received, *is_open)}
    many = [case for case in both.values() if len(case.supporters) >= MANY_SUPPORTERS]
    return sorted(many, key=lambda case: (-len(case.supporters), case.number))


def _contacted(case: Case) -> bool:
    """Whether somebody accepted or came before the first-reply clock ended."""
    moments = [moment for moment in (case.accepted_at, case.arrived_at) if moment]
    return bool(moments) and (case.first_due is None or min(moments) <= case.first_due)
