"""One action of one of the staff on one case: refused with a reason, or recorded with its timers."""

from dispatch.aims import aims
from dispatch.cases import Action, Case, Change, permitted
from dispatch.errors import Refusal, Why
from dispatch.office import Office
from dispatch.people import Person
from dispatch.store import Work
from dispatch.timing import set_timers


def act(
    office: Office,
    work: Work,
    person: Person,
    number: int,
    action: Action,
    *,
    reason: str = "",
    facts: dict[str, object] | None = None,
) -> Case | Refusal:
    """One action of one of the staff: refused with a reason, or recorded with its timers set anew."""
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    allowed = permitted(case, action, office.part(case, person))
    if isinstance(allowed, Refusal):
        return allowed
    fixed = {**aims(case, action), **(facts or {})}
    change = Change(number=number, at=work.now, who=person.id, action=action, reason=reason, facts=fixed)
    after = work.cases.record(change)
    if after.status is not case.status or action in _RETIMED:
        work.outbox.drop_reminders(number)
        set_timers(office, work, after)
    return after


_RETIMED = frozenset(
    {
        Action.TRANSFER,
        Action.RETURN,
        Action.ARRIVE,
        Action.HAND_OVER,
        Action.JOIN_IN,
        Action.HELPED,
        Action.EXTEND,
        Action.RETYPE,
    }
)


def seen_by(office: Office, work: Work, person: Person, number: int) -> Case | Refusal:
    """The case, when it is any of this person's business; a stranger's case is as unknown as no case."""
    case = work.cases.get(number)
    if case is None or not (office.part(case, person) or person.id in case.asked):
        return Refusal(code=Why.UNKNOWN_CASE, number=number)
    return case
