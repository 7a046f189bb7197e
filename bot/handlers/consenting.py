"""同意 and 不同意: to the colleague who wants a swap first, else to the holder who wants more time."""

from bot.handlers import arranging, extending
from bot.turn import Handler, Turn
from dispatch.people import LEADS


def agree(turn: Turn) -> None:
    """同意 [3]."""
    _answer(turn, to_swap=arranging.agree, to_extension=extending.agree)


def disagree(turn: Turn) -> None:
    """不同意 [3] [理由]."""
    _answer(turn, to_swap=arranging.disagree, to_extension=extending.disagree)


def _answer(turn: Turn, *, to_swap: Handler, to_extension: Handler) -> None:
    assert turn.person is not None
    asked = turn.work.overrides.asked_of(turn.person.id)
    if asked or turn.person.role not in LEADS:
        to_swap(turn)
    else:
        to_extension(turn)
