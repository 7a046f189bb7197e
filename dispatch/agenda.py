"""议题: what nobody could solve alone, from the question to the evaluation. An item is a view of its cases. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dispatch.calendar import WorkingCalendar
from dispatch.cases import UNSOLVED, Case, Status
from dispatch.meeting import MeetingDay


class Ground(StrEnum):
    """Why a case is on the agenda."""

    MOVED = "moved"  # 退回 and 转办 again and again
    OVERDUE = "overdue"  # one clock after the other ran out
    SUPPORTED = "supported"  # many households have it
    WORD = "word"  # 书记 or 网格长 says so


class Step(StrEnum):
    """The five steps of an item 问·议·定·办·评."""

    ASK = "ask"  # 问: residents brought it up
    DISCUSS = "discuss"  # 议: a meeting has had it before it
    DECIDE = "decide"  # 定: goal, deadline and criterion are fixed
    DO = "do"  # 办: the follow-up case is resolved
    JUDGE = "judge"  # 评: the reporter, or silence, has closed it


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaRules:
    """From when on a case is for the meeting by itself, and when that meets. Emergencies never are by themselves."""

    moves: int = 2  # transfers and returns, one return at least
    overdue: int = 2  # clocks that ran out: accept, first, resolve
    supporters: int = 10
    meeting: MeetingDay = field(default_factory=MeetingDay)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """议题, known by the number of its case; the follow-up is the case that the meeting decided on."""

    case: Case
    follow_up: Case | None = None

    @property
    def number(self) -> int:
        return self.case.number

    @property
    def decided(self) -> bool:
        return self.follow_up is not None

    @property
    def judges(self) -> int:
        """How many residents may say what they think of the result: the reporter and all supporters."""
        return 1 + len((self.follow_up or self.case).supporters)

    @property
    def opinions(self) -> tuple[str, ...]:
        """What they said so far, the reporter's word among them: satisfied, mostly, unsolved."""
        if self.follow_up is None:
            return ()
        own = self.follow_up.evaluation
        return (*([own] if own else []), *(each.evaluation for each in self.follow_up.opinions))


def qualifies(case: Case, now: datetime, rules: AgendaRules) -> Ground | None:
    """Why a case becomes an agenda item by itself; None when it does not, or was taken off once."""
    if case.tabled_at or case.off_agenda or case.doubtful or case.priority == 1:
        return None
    if case.status not in UNSOLVED - {Status.REPORTED}:
        return None
    if case.returned and case.moves >= rules.moves:
        return Ground.MOVED
    if len(case.supporters) >= rules.supporters:
        return Ground.SUPPORTED
    return Ground.OVERDUE if overdue_steps(case, now) >= rules.overdue else None


def overdue_steps(case: Case, now: datetime) -> int:
    """How many of its clocks ran out before what they wait for was done."""
    steps = (
        (case.accept_due, case.accepted_at),
        (None if case.reopened else case.first_due, case.arrived_at or case.resolved_at),
        (case.resolve_due, case.resolved_at),
    )
    return sum(due is not None and due < (done or now) for due, done in steps)


def steps(item: Item, now: datetime, meeting: MeetingDay, calendar: WorkingCalendar) -> dict[Step, bool]:
    """Which of the five steps are done, in their order."""
    tabled, follow_up = item.case.tabled_at, item.follow_up
    met = tabled is not None and meeting.next_after(tabled, calendar) <= now
    return {
        Step.ASK: True,
        Step.DISCUSS: item.decided or met,
        Step.DECIDE: item.decided,
        Step.DO: follow_up is not None and follow_up.status in (Status.RESOLVED, Status.CLOSED),
        Step.JUDGE: follow_up is not None and follow_up.status is Status.CLOSED,
    }


def items_of(cases: Iterable[Case]) -> list[Item]:
    """The items that these tabled cases make: those to decide on first, then those under way, oldest first.

    A case that was solved before its meeting, withdrawn, or merged otherwise is no item any more.
    """
    found: Sequence[Case] = list(cases)
    follow_ups = {case.origin: case for case in found if case.origin is not None}
    items = [
        Item(case=case, follow_up=follow_ups.get(case.number))
        for case in found
        if case.origin is None and (case.status in UNSOLVED or case.number in follow_ups)
    ]
    return sorted(items, key=lambda item: (item.decided, item.case.tabled_at, item.number))
