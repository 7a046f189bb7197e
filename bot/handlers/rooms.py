"""绑定小区 in a group; 进群 and 不进群, the secretary's answer to an invitation."""

from bot.replies import rooms as replies
from bot.turn import Turn
from dispatch import admission
from dispatch.errors import Refusal, Why
from dispatch.messages import Purpose
from intents.model import Order


def bind(turn: Turn) -> None:
    """绑定小区 金辉华府, said in the group that is to belong to it."""
    assert isinstance(turn.reading, Order)
    assert turn.person is not None
    last = turn.last
    if last.group is None:
        turn.reply(replies.only_in_a_group())
        return
    name = turn.reading.argument
    room = admission.bind(turn.office, turn.work, turn.person, last.conversation, last.group, name)
    if isinstance(room, Refusal):
        turn.refuse(room)
        return
    turn.rebound = True
    turn.reply(replies.bound(room.compound))
    if admission.introduces(turn.work, room.conversation):
        turn.reply(replies.introduction(turn.house.bot_name), Purpose.NOTICE)


def admit(turn: Turn) -> None:
    _answer(turn, yes=True)


def decline(turn: Turn) -> None:
    _answer(turn, yes=False)


def _answer(turn: Turn, *, yes: bool) -> None:
    assert isinstance(turn.reading, Order)
    number = turn.reading.numbers[0] if turn.reading.numbers else 0
    asked = admission.answer(turn.work, number, yes)
    if isinstance(asked, Refusal):
        turn.refuse(asked if number else Refusal(code=Why.NO_INVITATION))
        return
    turn.rebound = True
    turn.reply(replies.admitted(asked.topic) if yes else replies.declined(asked.topic))
