"""附议人: who has the same problem, what they support, from how many on others must hear, what they say in the end."""

from dispatch.cases import Action, Case, Change, Supporter, permitted
from dispatch.errors import Refusal, Why
from dispatch.office import Office
from dispatch.people import Person
from dispatch.store import Work
from dispatch.timing import resumption, set_timers

SYSTEM = "system"
REMEMBERED = 30  # supported cases of one neighbour, the newest
ENOUGH_VOICES = 2  # supporters who say 没解决 where the reporter says nothing


def support(
    work: Work,
    number: int,
    contact: str,
    name: str,
    reason: str = "",
    conversation: str = "",
    *,
    words: str = "",
) -> Case:
    """Another neighbour has the same problem (附议); twice is once.

    `conversation` is where they said so, `words` are theirs, where they used any of their own.
    """
    said = {"conversation": conversation, "words": words}
    facts: dict[str, object] = {"name": name, **{part: value for part, value in said.items() if value}}
    change = Change(
        number=number, at=work.now, who=contact, action=Action.SUPPORT, reason=reason, facts=facts
    )
    after = work.cases.record(change)
    numbers = [each for each in _numbers(work, contact) if each != number]
    work.marks.set(_mark(contact), " ".join(map(str, [*numbers, number][-REMEMBERED:])))
    return after


def supported(work: Work, contact: str) -> list[Case]:
    """The cases that this neighbour supports, newest first."""
    found = filter(None, map(work.cases.get, sorted(_numbers(work, contact), reverse=True)))
    return [case for case in found if supports(case, contact)]


def supports(case: Case, contact: str) -> bool:
    return any(supporter.contact == contact for supporter in case.supporters)


def newly_many(office: Office, work: Work, case: Case) -> list[Person]:
    """Who hears now, once in the case's life, that many support it: 网格长, then 书记."""
    follow = office.follow
    told: list[Person] = []
    for level, enough, person in (
        ("head", follow.supporters_to_head, office.head_of(case.grid)),
        ("secretary", follow.supporters_to_secretary, office.staff.secretary()),
    ):
        key = f"many:{case.number}:{level}"
        if person and len(case.supporters) >= enough and work.marks.get(key) is None:
            work.marks.set(key, work.now.isoformat())
            told.append(person)
    return list(dict.fromkeys(told))


def judge(
    office: Office, work: Work, contact: str, number: int, evaluation: str, words: str
) -> Case | Refusal:
    """A supporter's word on a solved case. It is noted and reopens nothing by itself.

    Where the reporter has said nothing, ENOUGH_VOICES supporters who say 没解决 reopen it.
    """
    case = work.cases.get(number)
    if case is None or not supports(case, contact):
        return Refusal(code=Why.UNKNOWN_CASE, number=number)
    allowed = permitted(case, Action.OPINE, office.resident_part(case, contact))
    if isinstance(allowed, Refusal):
        return allowed
    if case.closed_at and work.now - case.closed_at > office.follow.reopen_within:
        return Refusal(code=Why.TOO_LATE, number=number)
    facts: dict[str, object] = {"evaluation": evaluation}
    change = Change(number=number, at=work.now, who=contact, action=Action.OPINE, reason=words, facts=facts)
    after = work.cases.record(change)
    voices = unsolved_voices(after)
    if len(voices) < ENOUGH_VOICES or after.evaluation is not None:
        return after
    return _reopen(office, work, after, voices)


def unsolved_voices(case: Case) -> list[Supporter]:
    """The supporters whose last word since 办结 is 没解决."""
    unsolved = {opinion.contact for opinion in case.opinions if opinion.evaluation == "unsolved"}
    return [each for each in case.supporters if each.contact in unsolved]


def _reopen(office: Office, work: Work, case: Case, voices: list[Supporter]) -> Case:
    reason = f"反映人没有回音，附议人{'、'.join(each.name for each in voices)}说没解决"
    change = Change(
        number=case.number,
        at=work.now,
        who=SYSTEM,
        action=Action.REOPEN,
        reason=reason,
        facts=reopening(office, work, case),
    )
    after = work.cases.record(change)
    set_timers(office, work, after)
    return after


def reopening(office: Office, work: Work, case: Case) -> dict[str, object]:
    """What a reopened case comes back with: 网格长 hears of the first time, 书记 from the second on."""
    return {"level": 2 if case.reopened == 0 else 3, **resumption(office, work, case)}


def _numbers(work: Work, contact: str) -> list[int]:
    return [int(number) for number in (work.marks.get(_mark(contact)) or "").split()]


def _mark(contact: str) -> str:
    """The mark with the numbers of the cases that the neighbour supports."""
    return f"supports:{contact}"
