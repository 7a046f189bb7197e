"""Who was given how much in a week, and how promptly it was taken and solved: 承办人 and 协办."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from statistics import median

from dispatch.cases import Action, Case
from dispatch.counting import Counted, Standing
from dispatch.figures import HandlerFigures, PartnerFigures, Rate, Timeliness
from dispatch.policy import Policies
from dispatch.suggestions import grouped
from dispatch.week import Week


@dataclass(frozen=True, kw_only=True)
class Workload:
    """The work of one week, looked at from `now`."""

    counted: Counted
    standing: Standing  # at the end of the week
    week: Week
    now: datetime
    policies: Policies
    name_of: Callable[[str], str]

    def timeliness(self, cases: Iterable[Case]) -> Timeliness:
        """How promptly these cases were taken and solved, as `Timeliness` defines it."""
        cases = list(cases)
        assigned = [case for case in cases if self.week.holds(case.assigned_at)]
        responses = [seconds for case in assigned if (seconds := self._response(case)) is not None]
        return Timeliness(
            assigned=len(assigned),
            accepted_in_time=self._met(cases, lambda case: case.accept_due, self.counted.taken_at),
            resolved_in_time=self._met(cases, lambda case: case.resolve_due, lambda case: case.resolved_at),
            median_response=timedelta(seconds=median(responses)) if responses else None,
        )

    def handlers(self) -> tuple[HandlerFigures, ...]:
        """Everybody who had a case or a deadline in the week, the most assigned first."""
        figures = [
            HandlerFigures(person=person, name=self.name_of(person), timeliness=self.timeliness(cases))
            for person, cases in grouped(self.counted.cases.values(), lambda case: case.assignee).items()
        ]
        busy = [one for one in figures if _busy(one.timeliness)]
        return tuple(sorted(busy, key=lambda one: (-one.timeliness.assigned, one.name)))

    def partners(self) -> tuple[PartnerFigures, ...]:
        """The partners to whom cases were handed over in the week, the most handed first."""
        handed = grouped(self.counted.did(Action.HAND_OVER, self.week), lambda case: case.partner)
        is_open = {case.number for case in self.standing.open}
        figures = [
            PartnerFigures(
                person=person,
                name=self.name_of(person),
                handed=len(cases),
                solved=sum(case.number not in is_open for case in cases),
            )
            for person, cases in handed.items()
        ]
        return tuple(sorted(figures, key=lambda one: (-one.handed, one.name)))

    @cached_property
    def _parked(self) -> frozenset[int]:
        return frozenset(case.number for case in self.standing.parked)

    def _met(
        self,
        cases: Iterable[Case],
        due_of: Callable[[Case], datetime | None],
        done_at: Callable[[Case], datetime | None],
    ) -> Rate:
        """Of the clocks that ended in the week and up to now, those that were met."""
        running = [case for case in cases if case.number not in self._parked]
        dues = [(case, due) for case in running if (due := due_of(case)) and self.week.holds(due)]
        ended = [(due, done_at(case)) for case, due in dues if due <= self.now]
        return Rate(hits=sum(done is not None and done <= due for due, done in ended), of=len(ended))

    def _response(self, case: Case) -> float | None:
        """Seconds of the accept clock from assignment to acceptance."""
        taken = self.counted.taken_at(case)
        if taken is None or case.assigned_at is None:
            return None
        return self.policies.elapsed(case.priority, case.assigned_at, taken).total_seconds()


def _busy(timeliness: Timeliness) -> bool:
    return bool(timeliness.assigned or timeliness.accepted_in_time.of or timeliness.resolved_in_time.of)
