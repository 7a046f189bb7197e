"""催: the holder hears that a resident urges, once in a while; the resident hears how it stands."""

from bot.handlers.owning import meant, nothing, refuse
from bot.handlers.telling import handler_name, tell_holders
from bot.replies import to_residents, to_staff
from bot.turn import Turn
from dispatch import closing
from dispatch.cases import UNSOLVED
from dispatch.closing import Urging
from dispatch.errors import Refusal
from dispatch.messages import Purpose
from intents.model import Order

ANSWERED = 3  # urgings of one case within `urge_every`; more are counted in silence


def urge(turn: Turn) -> None:
    """催 [3] by who reported or supports it."""
    assert isinstance(turn.reading, Order)
    case = meant(turn, turn.reading)
    if case is None or case.status not in UNSOLVED:
        nothing(turn)
    else:
        urge_case(turn, case.number)


def urge_case(turn: Turn, number: int) -> None:
    """What urging does to one case: 催 3, and 没解决 3 of one that is still being worked on."""
    urging = closing.urge(turn.office, turn.work, turn.contact, number)
    if isinstance(urging, Refusal):
        refuse(turn, urging)
        return
    turn.number = number
    _answer(turn, urging)
    if urging.passed_on:
        text = to_staff.urged_by_resident(urging.case, turn.name, turn.work.now)
        tell_holders(turn, urging.case, text)


def _answer(turn: Turn, urging: Urging) -> None:
    """Who has it, since when and what is next; whoever goes on urging is not answered each time."""
    case = urging.case
    handler = handler_name(turn.office, case)
    if urging.passed_on:
        turn.reply(to_residents.urged(turn.name, case, handler), Purpose.NOTICE, case)
    elif urging.times <= ANSWERED:
        text = to_residents.already_urged(
            turn.name, case, handler, urging.told_at, urging.again_at, turn.work.now
        )
        turn.reply(text, Purpose.NOTICE, case)
