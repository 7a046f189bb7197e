"""Which case a staff command means: the number said, the only one that fits, or one numbered question."""

from collections.abc import Callable, Sequence

from bot.handlers.arranging import remind
from bot.handlers.naming import narrowed
from bot.handlers.overview import grids_of
from bot.replies import several as said_together
from bot.replies.words import label
from bot.turn import Said, Turn
from dispatch.cases import UNSOLVED, Case, Status
from dispatch.errors import Refusal, Why
from dispatch.messages import Awaiting, Purpose
from dispatch.people import LEADS, Person, Role
from dispatch.tabling import items
from intents.model import Order

Act = Callable[[Turn, Person, Order, int], None]

LISTED = 12  # cases in a question: which one?
_LONGEST_CHOICE = 16  # characters that pick from a list by place or type

VERB_NAMES = {
    "accept": "接单",
    "arrive": "到场",
    "resolve": "办结",
    "transfer": "转办",
    "return": "退回",
    "extend": "延期",
    "agree": "同意",
    "disagree": "不同意",
    "park": "挂账",
    "resume": "恢复",
    "retype": "改类",
    "merge": "并案",
    "split": "拆",
    "untable": "撤议题",
    "decide": "定",
    "nudge": "催办",
    "remark": "备注",
    "goal": "目标",
    "criterion": "标准",
    "detail": "详情",
    "reject": "不是诉求",
    "supervise": "督办",
    "verify": "属实",
    "refute": "不属实",
}
_PICKED = VERB_NAMES.keys() - {"merge"}  # of two numbers it is not plain which was wrong


def on_case(turn: Turn, act: Act) -> None:
    """Run `act` on each case the command means; ask, refuse or stay silent when there is none."""
    assert isinstance(turn.reading, Order)
    assert turn.person is not None
    order, person = turn.reading, turn.person
    if order.numbers:
        on_each(turn, act, order, order.numbers)
        return
    fitting = candidates(turn, person, order.verb)
    if not order.everything:
        fitting = narrowed(turn.text, fitting)
    if len(fitting) == 1 or (fitting and order.everything):
        on_each(turn, act, order, tuple(case.number for case in fitting))
    elif fitting:
        ask_which(turn, order, fitting)
    elif order.doubtful:
        if not remind(turn):
            turn.forget()
    else:
        turn.refuse(Refusal(code=Why.NOTHING_OPEN))


def on_each(turn: Turn, act: Act, order: Order, numbers: tuple[int, ...]) -> None:
    """Every case in turn, one answer for all; a single wrong number is met with the cases that it may mean."""
    assert turn.person is not None
    person = turn.person
    with turn.together() as answers:
        for number in numbers:
            act(turn, person, order, number)
    said = [one for one in answers if not one.picture]
    _say(turn, person, order, said)
    turn.show(answers)


def _say(turn: Turn, person: Person, order: Order, said: Sequence[Said]) -> None:
    if len(said) == 1 and (refusal := said[0].refusal):
        _refused(turn, person, order, said[0], refusal)
        return
    taken = [one.case for one in said if one.case and _taken(person, order, one.case)]
    if len(taken) > 1:
        several_taken = (said_together.all_accepted(taken, turn.work.now),)
        rest = [one for one in said if one.case not in taken]
        turn.reply("\n".join((*several_taken, *_as_one(turn, rest))), case=taken[-1])
    elif said:
        last = next((one.case for one in reversed(said) if one.case), None)
        turn.reply("\n".join(_as_one(turn, said)), case=last)


def _taken(person: Person, order: Order, case: Case) -> bool:
    return order.verb in ("accept", "confirm") and case.assignee == person.id


def _as_one(turn: Turn, said: Sequence[Said]) -> list[str]:
    """Answers that say the same are said once."""
    if len(said) < 2:
        return [one.text for one in said]
    return [said_together.as_one([(_called(turn, one), one.text) for one in said])]


def _called(turn: Turn, said: Said) -> str:
    """How the case is called in its answer: #3 电梯故障 or #3; empty when it is not."""
    number = said.case.number if said.case else said.refusal.number if said.refusal else None
    if number is None:
        return ""
    case = turn.work.cases.get(number)
    long = label(case) if case else ""
    return long if long and long in said.text else f"#{number}"


def _refused(turn: Turn, person: Person, order: Order, said: Said, refusal: Refusal) -> None:
    """A wrong number or somebody else's case: what is wrong, and the asker's own cases to pick from."""
    wrong = refusal.code in (Why.UNKNOWN_CASE, Why.WRONG_STATUS, Why.NOT_ALLOWED)
    own = candidates(turn, person, order.verb) if wrong and order.verb in _PICKED else []
    others = [case for case in own if case.number != refusal.number]
    text = _in_words(turn, person, said, refusal, listed=bool(others))
    if not others:
        turn.refuse(refusal, text)
        return
    placed = has_positions(others)
    turn.reply(said_together.pick_instead(text, others, placed))
    _await_choice(turn, order, others)


def _in_words(turn: Turn, person: Person, said: Said, refusal: Refusal, *, listed: bool) -> str:
    number = refusal.number or 0
    if refusal.code is Why.UNKNOWN_CASE and listed:
        return said_together.not_yours(number)
    case = turn.work.cases.get(number) if refusal.code is Why.NOT_ALLOWED else None
    holder = turn.office.staff.by_id(case.assignee or "") if case else None
    if case and holder and holder.id != person.id:
        return said_together.in_other_hands(case, holder.shown)
    return said.text


def candidates(turn: Turn, person: Person, verb: str) -> list[Case]:
    """The open cases that this person can mean by the verb, oldest first."""
    waiting, mine = waiting_for(turn, person), in_hands_of(turn, person)
    if verb in ("accept", "reject"):
        asked_to_help = [case for case in mine if case.partner == person.id and not case.partner_joined_at]
        found = waiting or (asked_to_help if verb == "accept" else []) or in_triage(turn, person)
    elif verb in ("nudge", "supervise") and person.role in (*LEADS, Role.STREET):
        found = turn.work.cases.find(statuses=UNSOLVED, grids=person.grids or None, limit=LISTED)
    elif verb in ("verify", "refute"):
        resolved = turn.work.cases.find(statuses=[Status.RESOLVED], grids=person.grids or None, limit=LISTED)
        found = [case for case in resolved if case.assignee != person.id]
    elif verb == "resume":
        parked = turn.work.cases.find(statuses=[Status.PARKED], grids=person.grids or None, limit=LISTED)
        found = [case for case in parked if person.role in LEADS or case.assignee == person.id]
    elif verb == "split":
        merged = turn.work.cases.find(statuses=[Status.MERGED], grids=person.grids or None, limit=LISTED)
        found = [case for case in merged if not case.tabled_at]
    elif verb in ("untable", "decide"):
        found = [item.case for item in items(turn.work, grids_of(turn)) if not item.decided]
    elif verb in ("agree", "disagree"):
        found = waiting_for_an_answer(turn, person)
    elif verb in ("nudge", "detail"):
        found = [*mine, *waiting]
    else:
        found = mine or waiting
    return sorted(found, key=lambda case: case.number)


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


def has_positions(cases: Sequence[Case]) -> bool:
    """Whether no position on the list is the number of another case on it."""
    numbers = [case.number for case in cases]
    return all(number > len(numbers) or numbers[number - 1] == number for number in numbers)


def ask_which(turn: Turn, order: Order, cases: list[Case]) -> None:
    """A numbered list; the answer is a position, a case number, a place, a type, or all of it."""
    verb = VERB_NAMES.get(order.verb, "")
    turn.reply(said_together.ask_which(verb, cases, has_positions(cases)), Purpose.REPLY)
    _await_choice(turn, order, cases)


def _await_choice(turn: Turn, order: Order, cases: Sequence[Case]) -> None:
    draft: dict[str, object] = {
        "verb": order.verb,
        "argument": order.argument,
        "person": order.person,
        "on": order.on,
        "numbers": [case.number for case in cases],
        "positions": has_positions(cases),
        "pictures": list(turn.pictures),
    }
    turn.voice.ask(turn.conversation, turn.contact, Awaiting.CHOICE, due=turn.work.now, draft=draft)


def has_choice(turn: Turn) -> bool:
    """Whether a list waits for this speaker's answer."""
    return turn.dialogue is not None and turn.dialogue.awaiting is Awaiting.CHOICE


def chosen(turn: Turn, said: str) -> Order | None:
    """The command that waited for a choice, now with its numbers; None when they are not on the list.

    `said` is "all" or numbers: "2" a position, "#5" a case.
    """
    offered, placed = _offered(turn)
    picked = [_picked(one, offered, placed=placed) for one in said.split()]
    numbers = offered if said == "all" else [number for number in picked if number]
    if not numbers or (said != "all" and len(numbers) < len(picked)):
        return None
    return _waiting_order(turn, tuple(dict.fromkeys(numbers)))


def chosen_by_words(turn: Turn) -> Order | None:
    """The command that waited, with the one case on the list that the words name: 门禁那个, 3栋的."""
    offered, _ = _offered(turn)
    cases = [case for case in map(turn.work.cases.get, offered) if case]
    fitting = narrowed(turn.text, cases)
    if len(turn.text) > _LONGEST_CHOICE or len(fitting) != 1 or len(cases) < 2:
        return None
    return _waiting_order(turn, (fitting[0].number,))


def positions_offered(turn: Turn) -> bool:
    """Whether the list that waits has positions."""
    return _offered(turn)[1]


def _offered(turn: Turn) -> tuple[list[int], bool]:
    draft = (turn.dialogue.draft if turn.dialogue else None) or {}
    numbers = draft.get("numbers")
    return list(numbers) if isinstance(numbers, list) else [], bool(draft.get("positions"))


def _picked(said: str, offered: Sequence[int], *, placed: bool) -> int | None:
    digits = said.removeprefix("#")
    number = int(digits) if digits.isdecimal() else 0
    at_position = offered[number - 1] if placed and 1 <= number <= len(offered) else None
    as_number = number if number in offered else None
    return (as_number or at_position) if said.startswith("#") else (at_position or as_number)


def _waiting_order(turn: Turn, numbers: tuple[int, ...]) -> Order:
    draft = (turn.dialogue.draft if turn.dialogue else None) or {}
    return Order(
        verb=str(draft.get("verb")),
        numbers=numbers,
        argument=str(draft.get("argument") or ""),
        person=str(draft["person"]) if draft.get("person") else None,
        on=str(draft["on"]) if draft.get("on") else None,
    )
