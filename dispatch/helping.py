"""协办: a partner helps on a clock of its own; the owner stays responsible."""

from dispatch.acting import act, seen_by
from dispatch.cases import Action, Case
from dispatch.errors import Refusal
from dispatch.office import Office
from dispatch.people import Person
from dispatch.store import Work


def hand_over(
    office: Office, work: Work, person: Person, number: int, to: Person, reason: str
) -> Case | Refusal:
    """转办 to a partner, who is to say 接单 within the type's clock for a first visit, counted from now."""
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    facts: dict[str, object] = {"partner": to.id, "partner_due": _due(office, work, case)}
    return act(office, work, person, number, Action.HAND_OVER, reason=reason, facts=facts)


def join_in(office: Office, work: Work, person: Person, case: Case) -> Case | Refusal:
    """接单 by the partner, who is to be on site within the same clock, counted from now."""
    facts: dict[str, object] = {} if case.arrived_at else {"partner_due": _due(office, work, case)}
    return act(office, work, person, case.number, Action.JOIN_IN, facts=facts)


def _due(office: Office, work: Work, case: Case) -> str:
    """The type's first clock from now; in an emergency, where that is now, the accept clock."""
    clocks = (office.policies.first_due, office.policies.accept_due)
    return max(due(case.type, case.priority, work.now) for due in clocks).isoformat()


def waits_for_the_owner(office: Office, case: Case, person: Person) -> bool:
    """Whether 办结 by this person is to be confirmed by who owns the case."""
    return office.follow.confirm_partner and person.id == case.partner != case.assignee
