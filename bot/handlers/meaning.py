"""Which open cases a command may mean when no number is said: one literal table by verb."""

from collections.abc import Callable, Collection, Mapping

from bot.handlers.overview import grids_of
from bot.turn import Turn
from dispatch.cases import UNSOLVED, Case, Status
from dispatch.people import LEADS, Person, Role
from dispatch.tabling import items

Find = Callable[[Turn, Person], list[Case]]

LISTED = 12  # cases in a question: which one?


def candidates(turn: Turn, person: Person, verb: str) -> list[Case]:
    """The open cases that this person can mean by the verb, oldest first."""
    found = _MEANT.get(verb, _mine_or_waiting)(turn, person)
    return sorted(found, key=lambda case: case.number)


def _mine_or_waiting(turn: Turn, person: Person) -> list[Case]:
    return in_hands_of(turn, person) or waiting_for(turn, person)


def _mine_and_waiting(turn: Turn, person: Person) -> list[Case]:
    return [*in_hands_of(turn, person), *waiting_for(turn, person)]


def _to_accept(turn: Turn, person: Person) -> list[Case]:
    return waiting_for(turn, person) or _to_join(turn, person) or in_triage(turn, person)


def _to_join(turn: Turn, person: Person) -> list[Case]:
    """What a partner was asked to help with and has not taken up."""
    mine = in_hands_of(turn, person)
    return [case for case in mine if case.partner == person.id and not case.partner_joined_at]


def _to_reject(turn: Turn, person: Person) -> list[Case]:
    return waiting_for(turn, person) or in_triage(turn, person)


def _to_press(turn: Turn, person: Person, others: Find = _mine_or_waiting) -> list[Case]:
    """What is unsolved, for who looks on from above; `others` have only what is theirs."""
    if person.role not in (*LEADS, Role.STREET):
        return others(turn, person)
    return _of_grids(turn, person, UNSOLVED)


def _to_nudge(turn: Turn, person: Person) -> list[Case]:
    return _to_press(turn, person, _mine_and_waiting)


def _to_verify(turn: Turn, person: Person) -> list[Case]:
    return [case for case in _of_grids(turn, person, [Status.RESOLVED]) if case.assignee != person.id]


def _to_resume(turn: Turn, person: Person) -> list[Case]:
    parked = _of_grids(turn, person, [Status.PARKED])
    return [case for case in parked if person.role in LEADS or case.assignee == person.id]


def _to_split(turn: Turn, person: Person) -> list[Case]:
    return [case for case in _of_grids(turn, person, [Status.MERGED]) if not case.tabled_at]


def _to_decide(turn: Turn, person: Person) -> list[Case]:
    return [item.case for item in items(turn.work, grids_of(turn)) if not item.decided]


def _of_grids(turn: Turn, person: Person, statuses: Collection[Status]) -> list[Case]:
    return turn.work.cases.find(statuses=statuses, grids=person.grids or None, limit=LISTED)


def waiting_for(turn: Turn, person: Person) -> list[Case]:
    """What this person is asked to take."""
    return turn.work.cases.find(statuses=[Status.ASSIGNED], asked=person.id)


def in_hands_of(turn: Turn, person: Person) -> list[Case]:
    """What this person has accepted, or helps with as a partner."""
    accepted = [Status.ACCEPTED]
    if person.role is not Role.PARTNER:
        return turn.work.cases.find(statuses=accepted, assignee=person.id, limit=1000)
    found = turn.work.cases.find(statuses=accepted, grids=person.grids or None, limit=1000)
    return [case for case in found if person.id in (case.assignee, case.partner)]


def in_triage(turn: Turn, person: Person) -> list[Case]:
    """疑似 cases of this person's grids; partners have no part in triage."""
    if person.role is Role.PARTNER:
        return []
    reported = turn.work.cases.find(statuses=[Status.REPORTED], grids=person.grids or None)
    return [case for case in reported if case.doubtful]


def waiting_for_an_answer(turn: Turn, person: Person) -> list[Case]:
    """Cases of this person's grids whose holder asked for more time."""
    taken = [Status.ASSIGNED, Status.ACCEPTED]
    open_cases = turn.work.cases.find(statuses=taken, grids=person.grids or None, limit=1000)
    return [case for case in open_cases if case.wished_until]


_MEANT: Mapping[str, Find] = {  # any other verb means what is in hand, else what waits
    "accept": _to_accept,
    "reject": _to_reject,
    "detail": _mine_and_waiting,
    "nudge": _to_nudge,
    "supervise": _to_press,
    "verify": _to_verify,
    "refute": _to_verify,
    "resume": _to_resume,
    "split": _to_split,
    "untable": _to_decide,
    "decide": _to_decide,
    "agree": waiting_for_an_answer,
    "disagree": waiting_for_an_answer,
}
