"""Which case a staff command means: the number said, the only one that fits, or one numbered question."""

from collections.abc import Callable

from bot.handlers.arranging import remind
from bot.handlers.overview import grids_of
from bot.replies import answers
from bot.turn import Turn
from dispatch.cases import UNSOLVED, Case, Status
from dispatch.errors import Refusal, Why
from dispatch.messages import Awaiting, Purpose
from dispatch.people import LEADS, Person, Role
from dispatch.tabling import items
from intents.model import Order

Act = Callable[[Turn, Person, Order, int], None]

LISTED = 12  # cases in a question: which one?

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


def on_case(turn: Turn, act: Act) -> None:
    """Run `act` on each case the command means; ask, refuse or stay silent when there is none."""
    assert isinstance(turn.reading, Order)
    assert turn.person is not None
    order, person = turn.reading, turn.person
    if order.numbers:
        for number in order.numbers:
            act(turn, person, order, number)
        return
    fitting = candidates(turn, person, order.verb)
    if len(fitting) == 1:
        act(turn, person, order, fitting[0].number)
    elif fitting:
        ask_which(turn, order, fitting)
    elif order.doubtful:
        if not remind(turn):
            turn.forget()
    else:
        turn.refuse(Refusal(code=Why.NOTHING_OPEN))


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
    accepted = turn.work.cases.find(statuses=[Status.ACCEPTED], grids=person.grids or None, limit=1000)
    return [case for case in accepted if person.id in (case.assignee, case.partner)]


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


def ask_which(turn: Turn, order: Order, cases: list[Case]) -> None:
    """A numbered list; the answer is one of its numbers."""
    verb = VERB_NAMES.get(order.verb, "")
    turn.reply(answers.ask_which(verb, cases), Purpose.REPLY)
    draft: dict[str, object] = {
        "verb": order.verb,
        "argument": order.argument,
        "person": order.person,
        "on": order.on,
        "numbers": [case.number for case in cases],
        "pictures": list(turn.pictures),
    }
    turn.voice.ask(turn.conversation, turn.contact, Awaiting.CHOICE, due=turn.work.now, draft=draft)


def chosen(turn: Turn, digits: str) -> Order | None:
    """The command that waited for a choice, now with its number; None when the number was not on the list."""
    draft = (turn.dialogue.draft if turn.dialogue else None) or {}
    offered = draft.get("numbers")
    number = int(digits) if digits.isdecimal() else 0
    if not isinstance(offered, list) or number not in offered:
        return None
    return Order(
        verb=str(draft.get("verb")),
        numbers=(number,),
        argument=str(draft.get("argument") or ""),
        person=str(draft["person"]) if draft.get("person") else None,
        on=str(draft["on"]) if draft.get("on") else None,
    )
