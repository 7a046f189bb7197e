"""拆: a case that was merged by mistake, or a supporter who had another problem, becomes a case again."""

from bot.handlers.choosing import on_case
from bot.handlers.telling import handler_name, tell_asked
from bot.masking import call_name
from bot.replies import agenda as replies
from bot.replies import to_residents
from bot.turn import Turn, to_reporter
from dispatch import handling, merging
from dispatch.cases import Case, Status
from dispatch.errors import Refusal
from dispatch.messages import Purpose
from dispatch.people import Person
from intents.model import Order


def split(turn: Turn) -> None:
    """拆 5: out of the case that it was merged into; 拆 3 李阿姨: a supporter."""
    on_case(turn, _split)


def _split(turn: Turn, person: Person, order: Order, number: int) -> None:
    case = handling.seen_by(turn.office, turn.work, person, number)
    if isinstance(case, Case) and case.supporters and case.status is not Status.MERGED:
        _split_supporter(turn, person, case, order.argument)
        return
    into = case.merged_into if isinstance(case, Case) else None
    before = turn.work.cases.get(into) if into else None
    after = merging.unmerge(turn.office, turn.work, person, number)
    if isinstance(after, Refusal):
        turn.refuse(after)
        return
    assert before is not None
    target = turn.work.cases.get(before.number) or before
    gone = len(before.supporters) - len(target.supporters)
    turn.done(after, replies.unmerged(after, target.number, handler_name(turn.office, after), gone))
    _tell(turn, after)


def _split_supporter(turn: Turn, person: Person, case: Case, name: str) -> None:
    if not name:
        turn.reply(replies.whom_to_split(case.number, [each.name for each in case.supporters]))
        return
    own = merging.split(turn.office, turn.work, person, case.number, name)
    if isinstance(own, Refusal):
        turn.refuse(own)
        return
    asked = handler_name(turn.office, own)
    turn.done(own, replies.split_off(own, case.number, call_name(own.reporter_name), asked))
    _tell(turn, own)


def _tell(turn: Turn, case: Case) -> None:
    """Who is asked to take it, and who reported it."""
    tell_asked(turn.voice, turn.office, case)
    name = call_name(case.reporter_name)
    receipt = to_residents.receipt(name, [case], handler_name(turn.office, case), turn.work.now)
    to_reporter(turn.voice, case, receipt, Purpose.RECEIPT)
