"""Which case a staff command means: the number said, the only one that fits, or one numbered question."""

from collections.abc import Callable, Sequence

from bot.handlers.arranging import remind
from bot.handlers.meaning import candidates
from bot.handlers.naming import narrowed
from bot.replies import several as said_together
from bot.replies.words import label
from bot.turn import Said, Turn
from dispatch.cases import Case
from dispatch.errors import Refusal, Why
from dispatch.messages import Awaiting, Purpose
from dispatch.people import Person
from intents.model import Order

Act = Callable[[Turn, Person, Order, int], None]

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
    turn.reply(said_together.pick_instead(text, others, _has_positions(_numbers(others))))
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


def _numbers(cases: Sequence[Case]) -> list[int]:
    return [case.number for case in cases]


def _has_positions(numbers: Sequence[int]) -> bool:
    """Whether no position on the list is the number of another case on it."""
    return all(number > len(numbers) or numbers[number - 1] == number for number in numbers)


def ask_which(turn: Turn, order: Order, cases: list[Case]) -> None:
    """A numbered list; the answer is a position, a case number, a place, a type, or all of it."""
    verb = VERB_NAMES.get(order.verb, "")
    turn.reply(said_together.ask_which(verb, cases, _has_positions(_numbers(cases))), Purpose.REPLY)
    _await_choice(turn, order, cases)


def _await_choice(turn: Turn, order: Order, cases: Sequence[Case]) -> None:
    draft: dict[str, object] = {
        "verb": order.verb,
        "argument": order.argument,
        "person": order.person,
        "on": order.on,
        "numbers": _numbers(cases),
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
    offered = _offered(turn)
    picked = [_picked(one, offered) for one in said.split()]
    numbers = offered if said == "all" else [number for number in picked if number]
    if not numbers or (said != "all" and len(numbers) < len(picked)):
        return None
    return _waiting_order(turn, tuple(dict.fromkeys(numbers)))


def chosen_by_words(turn: Turn) -> Order | None:
    """The command that waited, with the one case on the list that the words name: 门禁那个, 3栋的."""
    cases = [case for case in map(turn.work.cases.get, _offered(turn)) if case]
    fitting = narrowed(turn.text, cases)
    if len(turn.text) > _LONGEST_CHOICE or len(fitting) != 1 or len(cases) < 2:
        return None
    return _waiting_order(turn, (fitting[0].number,))


def positions_offered(turn: Turn) -> bool:
    """Whether the list that waits has positions."""
    return _has_positions(_offered(turn))


def _offered(turn: Turn) -> list[int]:
    draft = (turn.dialogue.draft if turn.dialogue else None) or {}
    numbers = draft.get("numbers")
    return list(numbers) if isinstance(numbers, list) else []


def _picked(said: str, offered: Sequence[int]) -> int | None:
    digits = said.removeprefix("#")
    number = int(digits) if digits.isdecimal() else 0
    placed = _has_positions(offered) and 1 <= number <= len(offered)
    at_position = offered[number - 1] if placed else None
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
