"""并案 and 拆: two cases become one; what was put together by mistake comes apart again."""

from dispatch.acting import act, seen_by
from dispatch.cases import UNSOLVED, Action, Case, Change, Supporter, permitted
from dispatch.errors import Refusal, Why
from dispatch.intake import Draft, assignment, first_asked, open_case
from dispatch.office import Office
from dispatch.people import Person
from dispatch.places import Place
from dispatch.store import Work
from dispatch.supporting import support


def merge(office: Office, work: Work, person: Person, number: int, into: int) -> Case | Refusal:
    """并案: the case lives on in another one; its reporter and supporters become supporters there."""
    target = seen_by(office, work, person, into)
    if isinstance(target, Refusal):
        return target
    if into == number or target.status not in UNSOLVED:
        return Refusal(code=Why.WRONG_STATUS, number=into, detail=target.status)
    merged = act(office, work, person, number, Action.MERGE, facts={"into": into})
    if isinstance(merged, Case):
        bring_along(work, merged, target)
    return merged


def bring_along(work: Work, merged: Case, target: Case) -> Case:
    """The reporter and the supporters of a merged case support the target; the target with them."""
    first = Supporter(contact=merged.reporter, name=merged.reporter_name, conversation=merged.conversation)
    for each in (first, *merged.supporters):
        if each.contact != target.reporter:
            reason = f"#{merged.number}"
            target = support(work, target.number, each.contact, each.name, reason, each.conversation)
    return target


def unmerge(office: Office, work: Work, person: Person, number: int) -> Case | Refusal:
    """拆 5: a merged case comes back with a fresh clock, and takes along whom it had brought.

    What a meeting decided on stays merged (DECIDED, its detail the number of the follow-up).
    """
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    if case.tabled_at and case.merged_into:
        return Refusal(code=Why.DECIDED, number=number, detail=str(case.merged_into))
    facts = assignment(office, work, case, first_asked(office, work, case))
    after = act(office, work, person, number, Action.UNMERGE, facts=facts)
    if isinstance(after, Case) and case.merged_into:
        brought = _brought_by(work, number, case.merged_into)
        _part(office, work, person, case.merged_into, brought)
    return after


def split(office: Office, work: Work, person: Person, number: int, name: str) -> Case | Refusal:
    """拆 3 李阿姨: a supporter had another problem, which becomes a case of their own in their own words.

    UNKNOWN_SUPPORTER names those that there are.
    """
    case = seen_by(office, work, person, number)
    if isinstance(case, Refusal):
        return case
    allowed = permitted(case, Action.PART, office.part(case, person))
    if isinstance(allowed, Refusal):
        return allowed
    meant = [supporter for supporter in case.supporters if name in supporter.name]
    if len(meant) != 1:
        known = "、".join(supporter.name for supporter in case.supporters)
        return Refusal(code=Why.UNKNOWN_SUPPORTER, number=number, detail=known)
    words = _words_of(work, number, meant[0])
    _part(office, work, person, number, [meant[0].contact])
    return open_case(office, work, _own(case, meant[0], words))


def _own(case: Case, supporter: Supporter, words: str) -> Draft:
    fallback = supporter.contact if case.conversation == case.reporter else case.conversation
    return Draft(
        type=case.type,
        place=Place(compound=case.place.compound, building=case.place.building, spot=case.place.spot),
        text=words or f"与 #{case.number} 一起报的：{case.text}",
        reporter=supporter.contact,
        reporter_name=supporter.name,
        conversation=supporter.conversation or fallback,
    )


def _words_of(work: Work, number: int, supporter: Supporter) -> str:
    """What the supporter said when they joined; empty after a bare +1."""
    joined = (
        change
        for change in work.cases.history(number)
        if change.action is Action.SUPPORT and change.who == supporter.contact
    )
    return next((str(change.facts.get("words") or "") for change in joined), "")


def _brought_by(work: Work, number: int, into: int) -> list[str]:
    """Whom a merged case brought along: they had not supported the other one before."""
    first: dict[str, Change] = {}
    for change in work.cases.history(into):
        if change.action is Action.SUPPORT:
            first.setdefault(change.who, change)
    return [contact for contact, change in first.items() if change.reason == f"#{number}"]


def _part(office: Office, work: Work, person: Person, number: int, contacts: list[str]) -> None:
    if contacts:
        act(office, work, person, number, Action.PART, facts={"contacts": contacts})
