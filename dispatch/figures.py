"""What a weekly summary 周报 says, as plain values; `dispatch.summaries` fills them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dispatch.cases import Status
from dispatch.week import Week


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A number of the week, with the same number of the week before."""

    now: int
    before: int

    @property
    def change(self) -> int:
        return self.now - self.before


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many cases of one kind came in, this week and the week before."""

    name: str
    count: int
    before: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """So many of so many; `value` is 0..1 and None of nothing. Below 5 it is shown as 样本不足."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        return self.hits / self.of if self.of else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """How the three rates make one; a published formula of a Beijing district."""

    response: float = 0.1
    resolution: float = 0.5
    satisfaction: float = 0.4


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluations:
    """评议: what reporters answered in the week, a case once, by its last answer.

    `contacted` are the answered cases that were accepted or visited before the first-reply clock ended.
    The rates are 0..1 of `answered`, None of nothing. Source: 接诉即办 三率.
    """

    answered: int
    contacted: int
    satisfied: int  # 满意
    mostly: int  # 基本满意
    unsolved: int  # 没解决

    @property
    def response(self) -> float | None:
        """响应率: contacted / answered."""
        return self.contacted / self.answered if self.answered else None

    @property
    def resolution(self) -> float | None:
        """解决率: solved / answered."""
        return (self.satisfied + self.mostly) / self.answered if self.answered else None

    @property
    def satisfaction(self) -> float | None:
        """满意率: (满意 + 0.9 × 基本满意) / answered."""
        return (self.satisfied + 0.9 * self.mostly) / self.answered if self.answered else None

    def combined(self, weights: Weights = Weights()) -> float | None:
        """The three rates weighted into one; None of nothing."""
        if self.response is None or self.resolution is None or self.satisfaction is None:
            return None
        return (
            weights.response * self.response
            + weights.resolution * self.resolution
            + weights.satisfaction * self.satisfaction
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeliness:
    """How promptly cases were taken and solved.

    `assigned`: last assigned in the week. `accepted_in_time`, `resolved_in_time`: of the clocks that ended in
    the week, those met; parked cases have no clock. `median_response`: from assignment to acceptance of the
    cases assigned in the week, in the time their clocks run (P3/P4: working time); None when none was taken.
    """

    assigned: int
    accepted_in_time: Rate
    resolved_in_time: Rate
    median_response: timedelta | None


@dataclass(frozen=True, kw_only=True, slots=True)
class HandlerFigures:
    """One 承办人: the cases held now or when they ended."""

    person: str
    name: str
    timeliness: Timeliness


@dataclass(frozen=True, kw_only=True, slots=True)
class PartnerFigures:
    """One 协办: cases handed over in the week, and how many of them were solved by its end."""

    person: str
    name: str
    handed: int
    solved: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLine:
    """One case in a list, fit for everybody's eyes: no room, no name of a resident."""

    number: int
    type: str  # its shown name: 电梯故障
    place: str
    priority: int
    status: Status
    holder: str  # the shown name of the 承办人, empty while there is none
    opened_at: datetime
    supporters: int
    days_late: int  # whole days after the deadline, 0 when in time or less than a day late
    review_on: datetime | None


class Rule(StrEnum):
    """Why the secretary should look (建议关注)."""

    MEETING = "meeting"  # unsolved with many supporters, moves or reopenings: take it to the 说事日
    HOTSPOT = "hotspot"  # the same trouble again and again in one building
    RISING = "rising"  # a type came in at least twice as often as the week before
    HOLDER = "holder"  # one person holds many overdue cases


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """One 建议关注: the rule, what or whom it is about, how many cases and which."""

    rule: Rule
    subject: str
    count: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WeeklyFigures:
    """周报 of one week. Withdrawn, merged and rejected cases are in no figure.

    Stocks (`open`, `overdue`, `parked` and the lists) are as at the end of the week, or now while it runs.
    `resolved`, `returned` and `reopened` count a case once a week.
    """

    week: Week
    until: datetime  # the end of the week, or now while it runs
    received: Count  # 受理
    resolved: Count  # 办结: said to be done by the handler
    open: Count  # 未办结: reported, assigned, accepted or parked
    overdue: Count  # 超期: open, not parked, past the resolve clock
    parked: Count  # 挂账
    returned: Count  # 退回
    reopened: Count  # 重开
    joined: Count  # 附议: second reports that joined a case
    types: tuple[Tally, ...]  # the 5 that came in most
    places: tuple[Tally, ...]  # likewise, by building
    timeliness: Timeliness
    handlers: tuple[HandlerFigures, ...]
    partners: tuple[PartnerFigures, ...]
    evaluations: Evaluations
    confirmed: Count  # closed in the week and confirmed by the reporter
    silent: Count  # closed in the week without a word
    verified: int  # of the silent ones of the week, those that somebody else had seen done (核查)
    urgent: tuple[CaseLine, ...]  # P1 and P2 received in the week
    overdue_cases: tuple[CaseLine, ...]  # the longest overdue first
    supported_cases: tuple[CaseLine, ...]  # received in the week or open, with ≥ 3 supporters
    parked_cases: tuple[CaseLine, ...]
    meeting_cases: tuple[CaseLine, ...]
    suggestions: tuple[Suggestion, ...]  # at most 3

    @property
    def confirmed_rate(self) -> Rate:
        """Of the week's closures, those that the reporter confirmed."""
        return Rate(hits=self.confirmed.now, of=self.confirmed.now + self.silent.now)
