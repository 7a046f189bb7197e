"""A request comes in: it joins a case that is open already, or opens one and finds who is on duty."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from dispatch.cases import UNSOLVED, Action, Case, Change
from dispatch.manning import duty_now
from dispatch.office import Office
from dispatch.people import Person
from dispatch.places import Place
from dispatch.policy import same_problem
from dispatch.store import Work
from dispatch.supporting import support
from dispatch.timing import set_timers

SYSTEM = "system"


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A request as it was understood, before it is a case. Contacts and conversations are "account:id"."""

    type: str
    place: Place
    text: str
    reporter: str
    reporter_name: str
    conversation: str
    pictures: tuple[str, ...] = ()
    urgent: bool = False
    doubtful: bool = False
    again: int | None = None  # the number of the ended case that this is about once more


def open_case(office: Office, work: Work, draft: Draft) -> Case:
    """A new case, assigned at once to who is on duty; a doubtful one waits for triage in the grid's list."""
    case = work.cases.record(_reported(office, work, draft))
    if not draft.doubtful:
        return assign(office, work, case)
    set_timers(office, work, case)
    return case


def assign(office: Office, work: Work, case: Case) -> Case:
    """Ask A岗 to take it; an emergency asks A岗 and 网格长 in parallel. Starts the clocks."""
    facts = assignment(office, work, case, first_asked(office, work, case))
    case = work.cases.record(
        Change(number=case.number, at=work.now, who=SYSTEM, action=Action.ASSIGN, facts=facts)
    )
    set_timers(office, work, case)
    return case


def assignment(office: Office, work: Work, case: Case, asked: Sequence[Person]) -> dict[str, object]:
    """Who is asked to take it, the first of them its assignee, and the clocks from now on, as facts of a change."""
    return {
        "assignee": asked[0].id,
        "asked": [person.id for person in asked],
        **office.policies.clocks(case.type, case.priority, work.now),
    }


def first_asked(office: Office, work: Work, case: Case) -> tuple[Person, ...]:
    """A岗 of the grid now; with 网格长 beside for an emergency."""
    rungs = duty_now(office, work, case.grid).ladder()
    people = (*rungs[0], *rungs[2]) if case.priority == 1 else rungs[0]
    return tuple(dict.fromkeys(people))


def find_same(
    office: Office, work: Work, draft: Draft, same_spot: Callable[[str, str], bool]
) -> tuple[Case, str] | None:
    """The newest unsolved case that this request is about, with the reason; None when it is a new problem.

    A clear request does not join one that waits for triage: nobody was told of that one yet.
    """
    policy = office.policies.of(draft.type)
    candidates = work.cases.find(
        statuses=UNSOLVED,
        compound=draft.place.compound,
        types=[draft.type],
        opened_since=work.now - policy.window,
    )
    for case in candidates:
        reason = same_problem(
            policy, case, draft.place, draft.text, work.now, same_spot, reporter=draft.reporter
        )
        if reason and (draft.doubtful or not case.doubtful):
            return case, reason
    return None


def join(work: Work, case: Case, draft: Draft, reason: str) -> Case:
    """The same problem again: the reporter's own words are a detail, another neighbour's an 附议."""
    if draft.reporter == case.reporter:
        return add_detail(work, case.number, draft.reporter, draft.text, draft.pictures)
    return support(
        work,
        case.number,
        draft.reporter,
        draft.reporter_name,
        reason or draft.text,
        draft.conversation,
        words=draft.text,
    )


def add_detail(
    work: Work,
    number: int,
    who: str,
    text: str,
    pictures: tuple[str, ...] = (),
    place: Place | None = None,
) -> Case:
    """More words, a picture or a missing part of the place for an open case (补充)."""
    known = {part: value for part, value in asdict(place).items() if value} if place else {}
    facts: dict[str, object] = {**known, "pictures": list(pictures)}
    return work.cases.record(
        Change(number=number, at=work.now, who=who, action=Action.DETAIL, reason=text, facts=facts)
    )


def _reported(office: Office, work: Work, draft: Draft) -> Change:
    facts: dict[str, object] = {
        **asdict(draft.place),
        "type": draft.type,
        "priority": priority_of(office, draft.type, urgent=draft.urgent),
        "grid": office.grid_of(draft.place.compound),
        "text": draft.text,
        "reporter_name": draft.reporter_name,
        "conversation": draft.conversation,
        "pictures": list(draft.pictures),
        "doubtful": draft.doubtful,
        **({"again": draft.again} if draft.again else {}),
    }
    return Change(
        number=work.cases.next_number(),
        at=work.now,
        who=draft.reporter,
        action=Action.REPORT,
        reason=f"#{draft.again} 结案后再次反映" if draft.again else "",
        facts=facts,
    )


RAISED_BY_URGENCY = frozenset({"security", "flood", "care"})  # taxonomy: P "1-2" and "1-3"


def priority_of(office: Office, type_code: str, *, urgent: bool) -> int:
    """The type's priority; urgent words raise the types whose band begins at 1."""
    return 1 if urgent and type_code in RAISED_BY_URGENCY else office.policies.of(type_code).priority
