"""Staff whom the bot does not understand again and again get a short help, then silence until a known word."""

from bot.handlers import asking
from bot.replies import answers
from bot.turn import Turn

PATIENCE = 5  # misunderstandings in a row


def lost(turn: Turn) -> None:
    """Something of staff in private that is nothing known."""
    times = int(turn.work.marks.get(_key(turn)) or 0) + 1
    turn.work.marks.set(_key(turn), str(min(times, PATIENCE + 1)))
    if times < PATIENCE:
        turn.reply(answers.not_understood_of_staff())
    elif times == PATIENCE:
        asking.help_(turn)
    else:
        turn.forget()


def found(turn: Turn) -> None:
    """A known word: the bot speaks again."""
    if turn.work.marks.get(_key(turn)) not in (None, "0"):
        turn.work.marks.set(_key(turn), "0")


def _key(turn: Turn) -> str:
    return f"lost:{turn.contact}"
