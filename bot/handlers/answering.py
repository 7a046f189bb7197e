"""An answer to what the bot asked: one literal table by question."""

from collections.abc import Mapping
from dataclasses import replace

from bot.handlers import agenda, casework, evaluating, extending, judging, splitting, verifying
from bot.handlers.choosing import chosen, chosen_by_words, has_choice, positions_offered
from bot.handlers.reporting import FALLBACK_TYPE, answer_place, register, register_or_ask
from bot.handlers.told import Telling
from bot.replies import several, to_residents
from bot.turn import Handler, Turn
from intents.model import Answer, Order, Question


def answer(turn: Turn) -> None:
    """Hand the answer to whom it concerns; one that comes after its question is gone is forgotten."""
    assert isinstance(turn.reading, Answer)
    dialogue = turn.dialogue
    if dialogue is None or dialogue.awaiting.value != turn.reading.to.value:
        turn.forget()
        return
    ANSWERS[turn.reading.to](turn)


def _place(turn: Turn) -> None:
    assert isinstance(turn.reading, Answer)
    answer_place(turn, turn.reading.place)


def _problem(turn: Turn) -> None:
    """What it is: by its type when the words name one, else for the grid member to find out."""
    assert isinstance(turn.reading, Answer)
    assert turn.dialogue is not None
    telling = Telling.of(turn.dialogue).with_words(turn, turn.reading.place)
    turn.voice.close(turn.conversation, turn.contact)
    if turn.reading.types:
        register_or_ask(turn, replace(telling, types=turn.reading.types), rounds=turn.dialogue.rounds)
    else:
        register(turn, replace(telling, types=telling.types or (FALLBACK_TYPE,)), doubtful=True)


def _register(turn: Turn) -> None:
    assert isinstance(turn.reading, Answer)
    assert turn.dialogue is not None
    telling = Telling.of(turn.dialogue)
    turn.voice.close(turn.conversation, turn.contact)
    if turn.reading.value == "yes":
        register_or_ask(turn, telling, rounds=1)
    else:
        turn.reply(to_residents.not_registered())


def _choice(turn: Turn) -> None:
    assert isinstance(turn.reading, Answer)
    order = chosen(turn, turn.reading.value)
    if order is None:
        turn.reply(several.not_on_the_list(positions_offered(turn)))
        return
    _run(turn, order)


def picks_by_words(turn: Turn) -> bool:
    """Whether the words name one case of the list that waits, and it is done: 门禁那个, 3栋的."""
    order = chosen_by_words(turn) if has_choice(turn) else None
    if order:
        _run(turn, order)
    return order is not None


def _run(turn: Turn, order: Order) -> None:
    turn.voice.close(turn.conversation, turn.contact)
    turn.reading = order
    CHOSEN[order.verb](turn)


def _proof(turn: Turn) -> None:
    assert turn.dialogue is not None
    assert turn.dialogue.number is not None
    casework.prove(turn, turn.dialogue.number, turn.text)


ANSWERS: Mapping[Question, Handler] = {
    Question.PLACE: _place,
    Question.PROBLEM: _problem,
    Question.REGISTER: _register,
    Question.EVALUATION: evaluating.answered,
    Question.CHOICE: _choice,
    Question.PROOF: _proof,
    Question.REASON: judging.reason,
}

CHOSEN: Mapping[str, Handler] = {
    "accept": casework.accept,
    "arrive": casework.arrive,
    "resolve": casework.resolve,
    "transfer": casework.transfer,
    "return": casework.give_back,
    "extend": extending.extend,
    "agree": extending.agree,
    "disagree": extending.disagree,
    "park": casework.park,
    "resume": casework.resume,
    "goal": casework.goal,
    "criterion": casework.criterion,
    "retype": casework.retype,
    "nudge": casework.nudge,
    "remark": casework.remark,
    "detail": casework.detail,
    "reject": casework.reject,
    "supervise": casework.supervise,
    "verify": verifying.verify,
    "refute": verifying.refute,
    "split": splitting.split,
    "untable": agenda.untable,
    "decide": agenda.decide,
}
