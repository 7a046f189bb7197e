"""What staff do to a case: accept, arrive, transfer, return, resolve, and the words around it."""

from datetime import datetime

from dispatch import helping
from dispatch.acting import act, seen_by
from dispatch.aims import aims_of
from dispatch.cases import Action, Case, Status, Who, permitted
from dispatch.errors import Refusal, Why
from dispatch.office import Office
from dispatch.people import Person, Role
from dispatch.proofs import REMEMBERED, Proof, tells, used_before, without_photo
from dispatch.store import Work
from dispatch.timing import resumption

__all__ = ["act", "seen_by"]  # beside what stands here


def accept(office: Office, work: Work, person: Person, number: int) -> Case | Refusal:
    """接单: whoever says it first has it; saying it twice is harmless. Out of triage it starts the clocks."""
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    if case.status is Status.ACCEPTED and person.id == case.partner and not case.partner_joined_at:
        return helping.join_in(office, work, person, case)
    if case.status is Status.ACCEPTED and person.id in (case.assignee, case.partner):
        return Refusal(code=Why.ALREADY_YOURS, number=number)
    triage = case.status is Status.REPORTED
    facts = office.policies.clocks(case.type, case.priority, work.now) if triage else {}
    return act(office, work, person, number, Action.ACCEPT, facts=facts)


def arrive(office: Office, work: Work, person: Person, number: int) -> Case | Refusal:
    """到场: accepts on the way when nobody had."""
    return act(office, work, person, number, Action.ARRIVE)


def resolve(
    office: Office,
    work: Work,
    person: Person,
    number: int,
    solution: str,
    pictures: tuple[str, ...] = (),
) -> Case | Refusal:
    """办结: needs a sentence that says what was done or a photo (NEEDS_PROOF), by type a photo (NEEDS_PHOTO).

    A photo that was shown before proves nothing (OLD_PHOTO, its detail the number of the case).
    """
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    allowed = permitted(case, Action.RESOLVE, office.part(case, person))
    if isinstance(allowed, Refusal):
        return allowed
    solution = solution or case.partner_did  # the owner confirms what the partner did
    lacking = _lacking(office, work, case, solution, pictures)
    if lacking:
        return lacking
    facts: dict[str, object] = {"proof": _shown(work, number, pictures)}
    if helping.waits_for_the_owner(office, case, person):
        return act(office, work, person, number, Action.HELPED, reason=solution, facts=facts)
    return act(office, work, person, number, Action.RESOLVE, reason=solution, facts=facts)


def _lacking(
    office: Office, work: Work, case: Case, solution: str, pictures: tuple[str, ...]
) -> Refusal | None:
    """What 办结 still needs of a case, or nothing."""
    if old := _old_photo(work, case, pictures):
        return old
    photos = (*case.proof, *pictures)
    if not photos and not tells(solution):
        return Refusal(code=Why.NEEDS_PROOF, number=case.number)
    if not photos and office.policies.of(case.type).photo and not without_photo(solution):
        return Refusal(code=Why.NEEDS_PHOTO, number=case.number)
    return None


def _old_photo(work: Work, case: Case, pictures: tuple[str, ...]) -> Refusal | None:
    """Whether a photo is the reporter's own, or was shown with another case or before this one came back."""
    if not pictures:
        return None
    reported = (Proof(picture=picture, number=case.number) for picture in case.pictures)
    shown = work.proofs.shown(work.now - REMEMBERED, work.now)
    earlier = (*reported, *(proof for proof in shown if proof.picture not in case.proof))
    used = used_before(pictures, earlier)
    return Refusal(code=Why.OLD_PHOTO, number=case.number, detail=str(used.number)) if used else None


def _shown(work: Work, number: int, pictures: tuple[str, ...]) -> list[str]:
    """The photos as facts of a change, remembered so that none is shown again."""
    for picture in pictures:
        work.proofs.add(picture, number, work.now)
    return list(pictures)


def transfer(
    office: Office, work: Work, person: Person, number: int, to: Person, reason: str
) -> Case | Refusal:
    """转办: to a colleague, who is asked anew, or to a partner, beside whom the owner stays (协办)."""
    if to.role is Role.PARTNER:
        return helping.hand_over(office, work, person, number, to, reason)
    return _move(office, work, person, number, Action.TRANSFER, to, reason)


def give_back(office: Office, work: Work, person: Person, number: int, reason: str) -> Case | Refusal:
    """退回: needs a reason; 网格长 gets it, the first taker stays visible (首接负责)."""
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    if not reason:
        return Refusal(code=Why.NEEDS_REASON, number=number)
    head = office.head_of(case.grid)
    if head is None or head.id == person.id:
        return Refusal(code=Why.NOT_ALLOWED, number=number)
    return _move(office, work, person, number, Action.RETURN, head, reason)


def _move(
    office: Office, work: Work, person: Person, number: int, action: Action, to: Person, reason: str
) -> Case | Refusal:
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    leads = office.part(case, person) & (Who.HEAD | Who.SECRETARY)
    if case.moves >= office.follow.moves and not leads:
        return Refusal(code=Why.TOO_MANY_MOVES, number=number)
    facts: dict[str, object] = {
        "assignee": to.id,
        "asked": [to.id],
        "accept_due": office.policies.accept_due(case.type, case.priority, work.now).isoformat(),
    }
    return act(office, work, person, number, action, reason=reason, facts=facts)


def reject(office: Office, work: Work, person: Person, number: int, reason: str) -> Case | Refusal:
    """不是诉求: a doubtful or mistaken case ends here."""
    return act(office, work, person, number, Action.REJECT, reason=reason)


def retype(office: Office, work: Work, person: Person, number: int, type_code: str | None) -> Case | Refusal:
    """改类: another type, with its priority and its clocks, which count from the assignment."""
    if type_code is None:
        return Refusal(code=Why.UNKNOWN_TYPE, number=number)
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    priority = office.policies.of(type_code).priority
    facts: dict[str, object] = {"type": type_code, "priority": priority}
    if case.goal:
        facts |= aims_of(type_code)
    if case.assigned_at:
        facts |= office.policies.clocks(type_code, priority, case.assigned_at)
    return act(office, work, person, number, Action.RETYPE, facts=facts)


def aim(
    office: Office, work: Work, person: Person, number: int, *, goal: str = "", criterion: str = ""
) -> Case | Refusal:
    """目标 or 标准: one of the 三清 in other words (NEEDS_REASON when none are given)."""
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    if not (goal or criterion):
        return Refusal(code=Why.NEEDS_REASON, number=number)
    facts: dict[str, object] = {"goal": goal or case.goal, "criterion": criterion or case.criterion}
    return act(office, work, person, number, Action.AIM, facts=facts)


def remark(office: Office, work: Work, person: Person, number: int, text: str) -> Case | Refusal:
    """备注: a line in the history, for staff."""
    if not text:
        return Refusal(code=Why.NEEDS_REASON, number=number)
    return act(office, work, person, number, Action.REMARK, reason=text)


def attach(
    office: Office, work: Work, person: Person, number: int, pictures: tuple[str, ...], text: str = ""
) -> Case | Refusal:
    """A picture from the handler while the work goes on or right after 办结; OLD_PHOTO as for 办结."""
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    if old := _old_photo(work, case, pictures):
        return old
    facts: dict[str, object] = {"proof": _shown(work, number, pictures)}
    return act(office, work, person, number, Action.DETAIL, reason=text, facts=facts)


def nudge(office: Office, work: Work, person: Person, number: int) -> Case | Refusal:
    """催办 by staff: the holder is reminded."""
    return act(office, work, person, number, Action.NUDGE)


def verify(office: Office, work: Work, person: Person, number: int) -> Case | Refusal:
    """属实 by 网格长 or 书记: what the handler says is done was seen; nobody verifies what they did (NOT_ALLOWED)."""
    case = seen_by(office, work, person, number)
    if isinstance(case, Case) and case.status is Status.RESOLVED and person.id == case.assignee:
        return Refusal(code=Why.NOT_ALLOWED, number=number, detail=Action.VERIFY)
    return act(office, work, person, number, Action.VERIFY)


def refute(office: Office, work: Work, person: Person, number: int, reason: str) -> Case | Refusal:
    """不属实: back to the same handler with a fresh resolve clock; needs a reason."""
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    if not reason:
        return Refusal(code=Why.NEEDS_REASON, number=number)
    facts = {"level": 2, **resumption(office, work, case)}
    return act(office, work, person, number, Action.REOPEN, reason=reason, facts=facts)


def supervise(office: Office, work: Work, person: Person, number: int, reason: str) -> Case | Refusal:
    """督办 by 网格长 or 书记: marked, and the holder and the grid head are told."""
    return act(office, work, person, number, Action.SUPERVISE, reason=reason)


def park(
    office: Office, work: Work, person: Person, number: int, until: datetime | None, reason: str
) -> Case | Refusal:
    """挂账: outside the clocks until a review date; needs the date and a reason."""
    if until is None or until <= work.now:
        return Refusal(code=Why.BAD_DATE, number=number)
    if not reason:
        return Refusal(code=Why.NEEDS_REASON, number=number)
    facts: dict[str, object] = {"review_on": until.isoformat()}
    return act(office, work, person, number, Action.PARK, reason=reason, facts=facts)


def resume(office: Office, work: Work, person: Person, number: int) -> Case | Refusal:
    """恢复: a parked case is taken up before its review date, with a fresh resolve clock."""
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    return act(office, work, person, number, Action.RESUME, facts=resumption(office, work, case))


def extend(
    office: Office, work: Work, person: Person, number: int, until: datetime | None, reason: str
) -> Case | Refusal:
    """延期: once, before the deadline, by 网格长 or 书记, to a later day, with a reason."""
    return _put_off(office, work, person, number, Action.EXTEND, "resolve_due", until, reason)


def wish(
    office: Office, work: Work, person: Person, number: int, until: datetime | None, reason: str
) -> Case | Refusal:
    """申请延期 by who holds the case, as `extend` would be; it waits for 网格长, the clock goes on."""
    return _put_off(office, work, person, number, Action.WISH, "until", until, reason)


def _put_off(
    office: Office,
    work: Work,
    person: Person,
    number: int,
    action: Action,
    fact: str,
    until: datetime | None,
    reason: str,
) -> Case | Refusal:
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    if case.extended:
        return Refusal(code=Why.ONCE_ONLY, number=number)
    if case.resolve_due is None:
        return Refusal(code=Why.NO_CLOCK, number=number)
    if case.resolve_due <= work.now:
        return Refusal(code=Why.TOO_LATE, number=number)
    if until is None or until <= case.resolve_due:
        return Refusal(code=Why.BAD_DATE, number=number)
    if not reason:
        return Refusal(code=Why.NEEDS_REASON, number=number)
    return act(office, work, person, number, action, reason=reason, facts={fact: until.isoformat()})


def approve(office: Office, work: Work, person: Person, number: int) -> Case | Refusal:
    """同意: the extension that the holder asked for in time, also when the deadline has passed since."""
    case = _asking(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    assert case.wished_until is not None
    if case.wished_until <= work.now:
        return Refusal(code=Why.BAD_DATE, number=number)
    facts: dict[str, object] = {"resolve_due": case.wished_until.isoformat()}
    return act(office, work, person, number, Action.EXTEND, reason=case.wish, facts=facts)


def decline(office: Office, work: Work, person: Person, number: int, reason: str) -> Case | Refusal:
    """不同意: the deadline stays as it is; needs a reason for the holder."""
    case = _asking(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    if not reason:
        return Refusal(code=Why.NEEDS_REASON, number=number)
    return act(office, work, person, number, Action.DECLINE, reason=reason)


def _asking(office: Office, work: Work, person: Person, number: int) -> Case | Refusal:
    """The case whose holder waits for an answer (NOTHING_ASKED)."""
    case = seen_by(office, work, person, number)
    if isinstance(case, Case) and case.wished_until is None:
        return Refusal(code=Why.NOTHING_ASKED, number=number)
    return case
