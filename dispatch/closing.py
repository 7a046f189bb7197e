"""What residents do to their own case: withdraw, evaluate, reopen, urge."""

from dataclasses import dataclass
from datetime import datetime

from dispatch.cases import TERMINAL, Action, Case, Change, Status, permitted
from dispatch.errors import Refusal, Why
from dispatch.office import Office
from dispatch.store import Work
from dispatch.supporting import reopening, supported
from dispatch.timing import set_timers


def _act(
    office: Office,
    work: Work,
    contact: str,
    number: int,
    action: Action,
    *,
    reason: str = "",
    facts: dict[str, object] | None = None,
) -> Case | Refusal:
    case = own(work, contact, number)
    if isinstance(case, Refusal):
        return case
    allowed = permitted(case, action, office.resident_part(case, contact))
    if isinstance(allowed, Refusal):
        return allowed
    change = Change(number=number, at=work.now, who=contact, action=action, reason=reason, facts=facts or {})
    after = work.cases.record(change)
    if after.status is not case.status:
        set_timers(office, work, after)
    return after


def own(work: Work, contact: str, number: int) -> Case | Refusal:
    """The case, when this resident reported or supports it; anybody else's is as unknown as no case."""
    case = work.cases.get(number)
    if case is None or contact not in {case.reporter, *(s.contact for s in case.supporters)}:
        return Refusal(code=Why.UNKNOWN_CASE, number=number)
    return case


def withdraw(office: Office, work: Work, contact: str, number: int, reason: str = "") -> Case | Refusal:
    """撤销 by the reporter, while nobody has accepted (WRONG_STATUS) and no neighbour supports it (SUPPORTED)."""
    case = own(work, contact, number)
    if isinstance(case, Case) and case.supporters and contact == case.reporter:
        return Refusal(code=Why.SUPPORTED, number=number)
    return _act(office, work, contact, number, Action.WITHDRAW, reason=reason)


def evaluate(
    office: Office, work: Work, contact: str, number: int, evaluation: str, words: str = ""
) -> Case | Refusal:
    """满意 or 基本满意 closes as confirmed, also after a silent closure; 没解决 reopens."""
    if evaluation == "unsolved":
        return reopen(office, work, contact, number, words)
    facts: dict[str, object] = {"evaluation": evaluation}
    return _act(office, work, contact, number, Action.EVALUATE, reason=words, facts=facts)


def reopen(office: Office, work: Work, contact: str, number: int, reason: str = "") -> Case | Refusal:
    """没解决: back to the same handler; the first time 网格长 hears of it, from the second 书记. Within 7 days."""
    case = own(work, contact, number)
    if isinstance(case, Refusal):
        return case
    if case.closed_at and work.now - case.closed_at > office.follow.reopen_within:
        return Refusal(code=Why.TOO_LATE, number=number)
    facts = reopening(office, work, case)
    return _act(office, work, contact, number, Action.REOPEN, reason=reason, facts=facts)


def tell_why(office: Office, work: Work, contact: str, number: int, words: str) -> Case | Refusal:
    """What was still wrong, in answer to the bot's question; kept in the history, also of a closed case."""
    return _act(office, work, contact, number, Action.DETAIL, reason=words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Urging:
    """催: when the holder heard of it last, from when on they would hear of it again, and how often it was said since.

    `passed_on` when they hear of it now.
    """

    case: Case
    told_at: datetime
    again_at: datetime
    times: int

    @property
    def passed_on(self) -> bool:
        return self.times == 1


def urge(office: Office, work: Work, contact: str, number: int) -> Urging | Refusal:
    """催: counted each time; the holder hears of it once in `urge_every`, whoever of the residents urges."""
    case = _act(office, work, contact, number, Action.NUDGE)
    if isinstance(case, Refusal):
        return case
    told_at, times = _last_urged(work, number)
    if told_at is None or work.now >= told_at + office.follow.urge_every:
        told_at, times = work.now, 0
    work.marks.set(_urged(number), f"{told_at.isoformat()} {times + 1}")
    return Urging(case=case, told_at=told_at, again_at=told_at + office.follow.urge_every, times=times + 1)


def _last_urged(work: Work, number: int) -> tuple[datetime | None, int]:
    moment, _, times = (work.marks.get(_urged(number)) or "").partition(" ")
    return (datetime.fromisoformat(moment), int(times)) if moment else (None, 0)


def _urged(number: int) -> str:
    """The mark with the moment at which the holder last heard that residents urge, and how often they did since."""
    return f"urged:{number}"


def cases_of(work: Work, contact: str) -> list[Case]:
    """What the resident reported or supports, newest first, ended ones among them."""
    mine = [*work.cases.find(reporter=contact, limit=20), *supported(work, contact)]
    return sorted({case.number: case for case in mine}.values(), key=lambda case: -case.number)


def open_cases_of(work: Work, contact: str) -> list[Case]:
    """Of these the ones that are not ended."""
    return [case for case in cases_of(work, contact) if case.open and case.status not in TERMINAL]


def waiting_for_evaluation(work: Work, contact: str) -> list[Case]:
    """The reporter's resolved cases that wait for a word, newest first."""
    return work.cases.find(reporter=contact, statuses=[Status.RESOLVED], limit=20)
