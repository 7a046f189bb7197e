"""How a change makes the next case from the last one; a whole history replays to the case."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from dispatch.cases import LIFECYCLE, Action, Case, Change, Opinion, Status, Supporter
from dispatch.clock import aware
from dispatch.places import Place

PLACE_PARTS = ("compound", "building", "unit", "room", "spot")


def evolve(case: Case | None, change: Change) -> Case:
    """The case after the change; who may act was asked before (`cases.permitted`).

    Raises ValueError when the lifecycle has no such step: a history that cannot have happened.
    """
    if change.action is Action.REPORT:
        if case is not None:
            raise ValueError(f"case {change.number} was reported twice")
        return _reported(change)
    after = LIFECYCLE[change.action].moves.get(case.status) if case else None
    if case is None or after is None:
        status = case.status if case else "nothing"
        raise ValueError(f"case {change.number}: no {change.action} from {status}")
    return _aimed(_EFFECTS[change.action](replace(case, status=after), change), change)


def replay(changes: Iterable[Change]) -> Case:
    """The case that a whole history (oldest first, beginning with REPORT) leads to."""
    case: Case | None = None
    for change in changes:
        case = evolve(case, change)
    if case is None:
        raise ValueError("an empty history has no case")
    return case


def _reported(change: Change) -> Case:
    facts: Mapping[str, Any] = change.facts
    return Case(
        number=change.number,
        type=facts["type"],
        status=Status.REPORTED,
        priority=facts["priority"],
        grid=facts["grid"],
        place=_place(facts),
        text=facts["text"],
        reporter=change.who,
        reporter_name=facts["reporter_name"],
        conversation=facts["conversation"],
        pictures=tuple(facts.get("pictures", ())),
        doubtful=facts.get("doubtful", False),
        opened_at=change.at,
        origin=facts.get("origin"),
        tabled_at=_moment(change, "tabled_at"),
        tabled_why=facts.get("tabled_why", ""),
    )


def _place(facts: Mapping[str, Any]) -> Place:
    """The place among the facts of a change; the compound is always there."""
    parts = {part: facts.get(part) for part in PLACE_PARTS[1:]}
    return Place(compound=facts["compound"], **parts)


def _assigned(case: Case, change: Change) -> Case:
    return replace(
        case,
        doubtful=False,
        assignee=_text(change, "assignee"),
        asked=_texts(change, "asked"),
        assigned_at=change.at,
        accept_due=_moment(change, "accept_due"),
        first_due=_moment(change, "first_due") or case.first_due,
        resolve_due=_moment(change, "resolve_due") or case.resolve_due,
    )


def _accepted(case: Case, change: Change) -> Case:
    return replace(
        case,
        doubtful=False,
        assignee=change.who,
        first_taker=case.first_taker or change.who,
        accepted_at=case.accepted_at or change.at,
        first_due=_moment(change, "first_due") or case.first_due,
        resolve_due=_moment(change, "resolve_due") or case.resolve_due,
    )


def _arrived(case: Case, change: Change) -> Case:
    taken = case if case.accepted_at and case.assignee else _accepted(case, change)
    if change.who == case.partner:
        taken = replace(taken, partner_due=None, partner_joined_at=case.partner_joined_at or change.at)
    return replace(taken, arrived_at=case.arrived_at or change.at)


def _handed_over(case: Case, change: Change) -> Case:
    taken = case if case.accepted_at and case.assignee else _accepted(case, change)
    return replace(
        taken,
        partner=_text(change, "partner"),
        partner_due=_moment(change, "partner_due"),
        partner_joined_at=None,
        partner_did="",
    )


def _joined_in(case: Case, change: Change) -> Case:
    return replace(case, partner_joined_at=change.at, partner_due=_moment(change, "partner_due"))


def _helped(case: Case, change: Change) -> Case:
    proof = (*case.proof, *_texts(change, "proof"))
    return replace(_joined_in(case, change), partner_did=change.reason or "见照片", proof=proof)


def _moved(case: Case, change: Change) -> Case:
    return replace(
        case,
        assignee=_text(change, "assignee"),
        asked=_texts(change, "asked"),
        assigned_at=change.at,
        accepted_at=None,  # whoever takes it next is its assignee
        wished_until=None,
        wish="",
        accept_due=_moment(change, "accept_due"),
        moves=case.moves + 1,
        returned=case.returned + (change.action is Action.RETURN),
    )


def _resolved(case: Case, change: Change) -> Case:
    taken = case if case.accepted_at and case.assignee else _accepted(case, change)
    proof = (*case.proof, *_texts(change, "proof"))
    return replace(
        taken,
        resolved_at=change.at,
        solution=change.reason,
        verified_by=None,
        opinions=(),
        partner_due=None,
        partner_did="",
        proof=proof,
        evaluation=None,
    )


def _evaluated(case: Case, change: Change) -> Case:
    return replace(
        case,
        evaluation=_text(change, "evaluation"),
        closed_at=case.closed_at or change.at,
        closed_how="confirmed",
    )


def _ended(how: str) -> Callable[[Case, Change], Case]:
    def end(case: Case, change: Change) -> Case:
        return replace(case, closed_at=change.at, closed_how=how, doubtful=False)

    return end


def _reopened(case: Case, change: Change) -> Case:
    return replace(
        case,
        reopened=case.reopened + 1,
        resolved_at=None,
        closed_at=None,
        closed_how=None,
        evaluation=None,
        proof=(),
        level=max(case.level, int(str(change.facts.get("level", 0)))),
        resolve_due=_moment(change, "resolve_due") or case.resolve_due,
    )


def _merged(case: Case, change: Change) -> Case:
    into = int(str(change.facts["into"]))
    return replace(case, closed_at=change.at, closed_how="merged", merged_into=into)


def _unmerged(case: Case, change: Change) -> Case:
    return replace(_assigned(case, change), closed_at=None, closed_how=None, merged_into=None)


def _tabled(case: Case, change: Change) -> Case:
    return replace(case, tabled_at=change.at, tabled_why=str(change.facts["why"]))


def _untabled(case: Case, _: Change) -> Case:
    return replace(case, tabled_at=None, tabled_why="", off_agenda=True)


def _parked(case: Case, change: Change) -> Case:
    return replace(case, review_on=_moment(change, "review_on"))


def _resumed(case: Case, change: Change) -> Case:
    due = _moment(change, "resolve_due") or case.resolve_due
    return replace(case, review_on=None, resolve_due=due)


def _extended(case: Case, change: Change) -> Case:
    return replace(_answered(case, change), extended=True, resolve_due=_moment(change, "resolve_due"))


def _wished(case: Case, change: Change) -> Case:
    return replace(case, wished_until=_moment(change, "until"), wish=change.reason)


def _answered(case: Case, _: Change) -> Case:
    return replace(case, wished_until=None, wish="")


def _aimed(case: Case, change: Change) -> Case:
    """三清 are fixed by whatever change carries them: mostly the one that takes the case."""
    goal, criterion = _text(change, "goal"), _text(change, "criterion")
    return replace(case, goal=goal, criterion=criterion or "") if goal else case


def _retyped(case: Case, change: Change) -> Case:
    retyped = replace(case, type=str(change.facts["type"]), priority=int(str(change.facts["priority"])))
    if "accept_due" not in change.facts:  # still waiting for triage: no clock runs
        return retyped
    return replace(
        retyped,
        accept_due=_moment(change, "accept_due"),
        first_due=_moment(change, "first_due"),
        resolve_due=_moment(change, "resolve_due"),
    )


def _supported(case: Case, change: Change) -> Case:
    supporter = Supporter(
        contact=change.who,
        name=str(change.facts["name"]),
        conversation=str(change.facts.get("conversation", "")),
    )
    if change.who == case.reporter or supporter.contact in {s.contact for s in case.supporters}:
        return case
    return replace(case, supporters=(*case.supporters, supporter))


def _parted(case: Case, change: Change) -> Case:
    gone = _texts(change, "contacts")
    return replace(case, supporters=tuple(s for s in case.supporters if s.contact not in gone))


def _opined(case: Case, change: Change) -> Case:
    opinion = Opinion(contact=change.who, evaluation=str(change.facts["evaluation"]))
    others = (other for other in case.opinions if other.contact != change.who)
    return replace(case, opinions=(*others, opinion))


def _detailed(case: Case, change: Change) -> Case:
    said = {part: _text(change, part) for part in PLACE_PARTS}
    place = replace(case.place, **{part: value for part, value in said.items() if value})
    return replace(
        case,
        pictures=(*case.pictures, *_texts(change, "pictures")),
        proof=(*case.proof, *_texts(change, "proof")),
        place=place,
    )


def _nudged(case: Case, _: Change) -> Case:
    return replace(case, nudged=case.nudged + 1)


def _supervised(case: Case, _: Change) -> Case:
    return replace(case, supervised=True)


def _verified(case: Case, change: Change) -> Case:
    return replace(case, verified_by=change.who)


def _escalated(case: Case, change: Change) -> Case:
    asked = dict.fromkeys((*case.asked, *_texts(change, "asked")))
    return replace(case, level=max(case.level, int(str(change.facts["level"]))), asked=tuple(asked))


def _unchanged(case: Case, _: Change) -> Case:
    return case


_EFFECTS: Mapping[Action, Callable[[Case, Change], Case]] = {
    Action.ASSIGN: _assigned,
    Action.ACCEPT: _accepted,
    Action.ARRIVE: _arrived,
    Action.TRANSFER: _moved,
    Action.HAND_OVER: _handed_over,
    Action.JOIN_IN: _joined_in,
    Action.HELPED: _helped,
    Action.RETURN: _moved,
    Action.RESOLVE: _resolved,
    Action.EVALUATE: _evaluated,
    Action.CLOSE: _ended("silent"),
    Action.REOPEN: _reopened,
    Action.WITHDRAW: _ended("withdrawn"),
    Action.REJECT: _ended("rejected"),
    Action.MERGE: _merged,
    Action.UNMERGE: _unmerged,
    Action.TABLE: _tabled,
    Action.UNTABLE: _untabled,
    Action.DECIDE: _merged,
    Action.PARK: _parked,
    Action.RESUME: _resumed,
    Action.WISH: _wished,
    Action.EXTEND: _extended,
    Action.AIM: _unchanged,
    Action.DECLINE: _answered,
    Action.RETYPE: _retyped,
    Action.SUPPORT: _supported,
    Action.PART: _parted,
    Action.OPINE: _opined,
    Action.DETAIL: _detailed,
    Action.REMARK: _unchanged,
    Action.NUDGE: _nudged,
    Action.SUPERVISE: _supervised,
    Action.VERIFY: _verified,
    Action.ESCALATE: _escalated,
}


def _text(change: Change, key: str) -> str | None:
    value = change.facts.get(key)
    return None if value is None else str(value)


def _texts(change: Change, key: str) -> tuple[str, ...]:
    value = change.facts.get(key, ())
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()


def _moment(change: Change, key: str) -> datetime | None:
    value = change.facts.get(key)
    return None if value is None else aware(datetime.fromisoformat(str(value)))
