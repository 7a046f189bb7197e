"""What residents do to their own case: withdraw, evaluate, reopen, urge."""

from dispatch.cases import TERMINAL, Action, Case, Change, Status, permitted
from dispatch.errors import Refusal, Why
from dispatch.office import Office
from dispatch.store import Work
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
    """满意 or 基本满意 closes as confirmed, also after a silent closure; 没解决 reopens. A supporter's is an opinion."""
    case = own(work, contact, number)
    if isinstance(case, Case) and contact != case.reporter:
        said: dict[str, object] = {"evaluation": evaluation}
        return _act(office, work, contact, number, Action.OPINE, reason=words, facts=said)
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
    due = office.policies.resolve_due(case.type, case.priority, work.now)
    facts: dict[str, object] = {
        "level": 2 if case.reopened == 0 else 3,
        "resolve_due": due.isoformat() if due else None,
    }
    return _act(office, work, contact, number, Action.REOPEN, reason=reason, facts=facts)


def urge(office: Office, work: Work, contact: str, number: int) -> Case | Refusal:
    """催: the resident asks when; the holder is reminded."""
    return _act(office, work, contact, number, Action.NUDGE)


def open_cases_of(work: Work, contact: str) -> list[Case]:
    """The reporter's cases that are not ended, newest first."""
    mine = work.cases.find(reporter=contact, limit=20)
    return [case for case in mine if case.open and case.status not in TERMINAL]


def waiting_for_evaluation(work: Work, contact: str) -> list[Case]:
    """The reporter's resolved cases that wait for a word, newest first."""
    return work.cases.find(reporter=contact, statuses=[Status.RESOLVED], limit=20)
