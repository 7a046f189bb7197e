"""Which case a resident means, and what they hear when it is none of theirs."""

from bot.replies import answers
from bot.turn import Turn
from dispatch import closing
from dispatch.cases import Case
from dispatch.errors import Refusal, Why
from intents.model import Order


def meant(turn: Turn, order: Order, *, own: bool = False) -> Case | None:
    """The case whose number was said, or the newest open one; `own` leaves out what they only support."""
    if order.numbers:
        found = closing.own(turn.work, turn.contact, order.numbers[0])
        return found if isinstance(found, Case) else None
    open_ones = closing.open_cases_of(turn.work, turn.contact)
    return next((case for case in open_ones if not own or case.reporter == turn.contact), None)


def nothing(turn: Turn) -> None:
    """A word that would need a case, without one: an answer when addressed, silence in the group."""
    if turn.in_group and not turn.last.addressed:
        turn.forget()
    else:
        turn.reply(answers.no_case_of_yours())


def refuse(turn: Turn, refusal: Refusal) -> None:
    if refusal.code is Why.UNKNOWN_CASE and refusal.number is not None:
        turn.reply(answers.unknown_to_resident(refusal.number))
    else:
        turn.refuse(refusal)
