"""绑定 and 解绑: who speaks for one of the staff."""

from bot.replies import binding as replies
from bot.turn import Turn
from dispatch import binding
from dispatch.errors import Refusal
from intents.model import Order


def bind(turn: Turn) -> None:
    """绑定 123456, in private; a code that was said in a group is void."""
    assert isinstance(turn.reading, Order)
    code = "".join(turn.reading.argument.split())
    if turn.last.group is not None:
        binding.shown(turn.work, turn.office.staff, turn.contact, code)
        turn.forget()
        if turn.compound:
            turn.reply(replies.only_in_private())
        return
    turn.forget()  # the code is not to be read in the inbox later
    person = binding.redeem(turn.work, turn.office.staff, turn.contact, code)
    if isinstance(person, Refusal):
        turn.refuse(person)
        return
    turn.rebound = True
    turn.reply(replies.bound(person.shown))


def unbind(turn: Turn) -> None:
    """解绑: this contact speaks for nobody any more."""
    if turn.last.group is not None:
        turn.reply(replies.only_in_private())
    elif binding.unbind(turn.work, turn.contact, by=turn.contact):
        turn.rebound = True
        turn.reply(replies.unbound())
    else:
        turn.reply(replies.nothing_bound())
