"""What staff do to a case by chat: one function a command; the words are in replies, the rules in dispatch."""

from functools import partial

from bot.dates import day_said
from bot.facts import people
from bot.handlers import correcting, overview
from bot.handlers.choosing import on_case, on_each
from bot.handlers.following import ask_reporter, is_crisis
from bot.handlers.meaning import in_hands_of
from bot.handlers.telling import tell_when_many
from bot.replies import answers, to_staff
from bot.turn import Turn
from dispatch import handling, merging
from dispatch.cases import Case, Status
from dispatch.errors import Refusal, Why
from dispatch.messages import Awaiting, Dialogue, Purpose
from dispatch.people import Person, Role
from dispatch.timing import holders
from intents.model import Order


def accept(turn: Turn) -> None:
    on_case(turn, _accept)


def arrive(turn: Turn) -> None:
    on_case(turn, _arrive)


def resolve(turn: Turn) -> None:
    on_case(turn, _resolve)


def transfer(turn: Turn) -> None:
    on_case(turn, _transfer)


def give_back(turn: Turn) -> None:
    on_case(turn, _give_back)


def retype(turn: Turn) -> None:
    on_case(turn, _retype)


def reject(turn: Turn) -> None:
    on_case(turn, _reject)


def goal(turn: Turn) -> None:
    on_case(turn, _goal)


def criterion(turn: Turn) -> None:
    on_case(turn, _criterion)


def remark(turn: Turn) -> None:
    on_case(turn, _remark)


def park(turn: Turn) -> None:
    """挂账 3 2026-04-01 …; the bare word lists what is parked."""
    assert isinstance(turn.reading, Order)
    if turn.reading.numbers or turn.reading.argument or turn.reading.on:
        on_case(turn, _park)
    else:
        overview.parked(turn)


def resume(turn: Turn) -> None:
    on_case(turn, _resume)


def nudge(turn: Turn) -> None:
    on_case(turn, _nudge)


def supervise(turn: Turn) -> None:
    on_case(turn, _supervise)


def detail(turn: Turn) -> None:
    on_case(turn, _detail)


def merge(turn: Turn) -> None:
    """并 5 到 3: all but the last go into the last."""
    assert isinstance(turn.reading, Order)
    assert turn.person is not None
    if len(turn.reading.numbers) < 2:
        turn.refuse(Refusal(code=Why.UNKNOWN_CASE))
        return
    *numbers, into = turn.reading.numbers
    on_each(turn, partial(_merge, into=into), turn.reading, tuple(numbers))


def _merge(turn: Turn, person: Person, order: Order, number: int, into: int) -> None:
    after = merging.merge(turn.office, turn.work, person, number, into)
    target = None if isinstance(after, Refusal) else turn.work.cases.get(into)
    if target:
        tell_when_many(turn, target)
    turn.answer(after, to_staff.merged)


def _accept(turn: Turn, person: Person, order: Order, number: int) -> None:
    before = turn.work.cases.get(number)
    after = handling.accept(turn.office, turn.work, person, number)
    if isinstance(after, Refusal):
        taken = before and before.status is Status.ACCEPTED and after.code is Why.WRONG_STATUS
        holder = turn.office.staff.by_id(before.assignee or "") if before and taken else None
        if before and holder:
            turn.refuse(after, to_staff.taken_by(before, holder.shown))
        else:
            turn.refuse(after)
        return
    if person.id == after.partner:
        turn.done(after, to_staff.joined_in(after, turn.work.now))
        _tell_holder_before(turn, before, after, to_staff.partner_joined(after, person.shown))
        return
    turn.done(after, to_staff.accepted(after, turn.work.now))
    # whoever was asked, and the first taker, whose 首接负责 ends with the new one
    waiting = dict.fromkeys((*after.asked, after.first_taker or person.id))
    for other in filter(None, map(turn.office.staff.by_id, waiting)):
        if other.id != person.id:
            turn.voice.tell(other, to_staff.taken_by(after, person.shown), Purpose.NOTICE, after)


def _arrive(turn: Turn, person: Person, order: Order, number: int) -> None:
    after = handling.arrive(turn.office, turn.work, person, number)
    turn.answer(after, to_staff.arrived)


def _resolve(turn: Turn, person: Person, order: Order, number: int) -> None:
    before = turn.work.cases.get(number)
    after = handling.resolve(turn.office, turn.work, person, number, order.argument, turn.pictures)
    if isinstance(after, Refusal) and after.code in ASKED_FOR:
        _ask_proof(turn, number, order.argument, ASKED_FOR[after.code](number))
        return
    if isinstance(after, Refusal):
        turn.refuse(after)
        return
    if after.status is Status.ACCEPTED:
        _wait_for_owner(turn, person, after)
        return
    turn.done(after, to_staff.resolved_unasked(after) if is_crisis(after) else to_staff.resolved(after))
    _tell_holder_before(turn, before, after, to_staff.resolved_by(after, person.shown))
    ask_reporter(turn.voice, turn.office, after)


def _wait_for_owner(turn: Turn, partner: Person, case: Case) -> None:
    """What the partner did is the owner's to confirm."""
    owner = turn.office.staff.by_id(case.assignee or "")
    turn.done(case, to_staff.helped(case, owner.shown if owner else "承办人"))
    _tell_holder_before(turn, case, case, to_staff.partner_helped(case, partner.name))


ASKED_FOR = {Why.NEEDS_PROOF: to_staff.ask_proof, Why.NEEDS_PHOTO: to_staff.ask_photo}


def _ask_proof(turn: Turn, number: int, said: str, question: str) -> None:
    """Ask for what 办结 lacks; what was said already is not to be said again."""
    turn.refuse(Refusal(code=Why.NEEDS_PROOF, number=number), question)
    asked = [dialogue for dialogue in turn.voice.asked if dialogue.awaiting is Awaiting.PROOF]
    before = _numbers_of(asked[-1]) if asked else []  # 办结 3 5 lacks the same of both
    draft: dict[str, object] = {"said": said, "numbers": [*before, number]}
    turn.voice.ask(
        turn.conversation, turn.contact, Awaiting.PROOF, due=turn.work.now, number=number, draft=draft
    )


def _tell_holder_before(turn: Turn, before: Case | None, case: Case, text: str) -> None:
    """Whoever had the case in hand hears what somebody else did with it."""
    holder = turn.office.staff.by_id(before.assignee or "") if before else None
    if holder and holder != turn.person:
        turn.voice.tell(holder, text, Purpose.NOTICE, case)


def prove(turn: Turn, number: int, words: str) -> None:
    """The sentence or the photo that 办结 was asked for."""
    said = str(((turn.dialogue.draft if turn.dialogue else None) or {}).get("said") or "")
    numbers = (_numbers_of(turn.dialogue) if turn.dialogue else []) or [number]
    turn.voice.close(turn.conversation, turn.contact)
    argument = "，".join(filter(None, (said, words)))
    turn.reading = Order(verb="resolve", numbers=tuple(numbers), argument=argument)
    resolve(turn)


def _numbers_of(dialogue: Dialogue) -> list[int]:
    """The cases that a question for proof is about."""
    numbers = (dialogue.draft or {}).get("numbers")
    return [int(number) for number in numbers] if isinstance(numbers, list) else []


def photographed(turn: Turn) -> None:
    """A photo from a handler without words: the proof that was asked for, or one for the case in hand."""
    assert turn.person is not None
    if turn.dialogue and turn.dialogue.awaiting is Awaiting.PROOF and turn.dialogue.number:
        prove(turn, turn.dialogue.number, "")
        return
    recent = turn.recent_numbers
    mine = [case.number for case in in_hands_of(turn, turn.person)]
    number = recent[-1] if recent else mine[0] if len(mine) == 1 else None
    if number is None:
        turn.refuse(Refusal(code=Why.NOTHING_OPEN))
        return
    after = handling.attach(turn.office, turn.work, turn.person, number, turn.pictures)
    turn.answer(after, to_staff.attached)


def _transfer(turn: Turn, person: Person, order: Order, number: int) -> None:
    to = turn.office.staff.by_name(order.person or "")
    if to is None or to.id == person.id:
        turn.refuse(Refusal(code=Why.UNKNOWN_PERSON, number=number))
        return
    before = turn.work.cases.get(number)
    after = handling.transfer(turn.office, turn.work, person, number, to, order.argument)
    if isinstance(after, Refusal):
        turn.refuse(after)
    elif to.role is Role.PARTNER:
        turn.done(after, to_staff.hand_over_done(after, to.shown))
        turn.voice.tell(
            to,
            to_staff.handed_over(after, person.shown, order.argument, turn.work.now),
            Purpose.NOTICE,
            after,
        )
    else:
        holder = turn.office.staff.by_id((before and before.assignee) or "") or person
        turn.done(after, to_staff.transfer_done(after, to.shown, "您" if holder == person else holder.shown))
        _tell_holder_before(turn, before, after, to_staff.moved_by(after, person.shown, to.shown))
        text = to_staff.transferred(after, person.shown, order.argument, turn.work.now)
        turn.voice.tell(to, text, Purpose.TASK, after)


def _give_back(turn: Turn, person: Person, order: Order, number: int) -> None:
    after = handling.give_back(turn.office, turn.work, person, number, order.argument)
    if isinstance(after, Refusal):
        turn.refuse(after)
        return
    to = turn.office.staff.by_id(after.assignee or "")
    if to:
        turn.done(after, to_staff.return_done(after, to.shown))
        turn.voice.tell(to, to_staff.returned(after, person.shown, order.argument), Purpose.TASK, after)


def _retype(turn: Turn, person: Person, order: Order, number: int) -> None:
    code = correcting.type_said(order.argument)
    before = turn.work.cases.get(number)
    after = handling.retype(turn.office, turn.work, person, number, code)
    turn.answer(after, to_staff.retyped)
    if before and isinstance(after, Case):
        correcting.note(turn, person, before, after.type)


def _reject(turn: Turn, person: Person, order: Order, number: int) -> None:
    before = turn.work.cases.get(number)
    after = handling.reject(turn.office, turn.work, person, number, order.argument)
    turn.answer(after, to_staff.rejected)
    if before and isinstance(after, Case):
        correcting.note(turn, person, before, "")


def _goal(turn: Turn, person: Person, order: Order, number: int) -> None:
    after = handling.aim(turn.office, turn.work, person, number, goal=order.argument)
    turn.answer(after, lambda case: to_staff.aimed(case, turn.work.now))


def _criterion(turn: Turn, person: Person, order: Order, number: int) -> None:
    after = handling.aim(turn.office, turn.work, person, number, criterion=order.argument)
    turn.answer(after, lambda case: to_staff.aimed(case, turn.work.now))


def _remark(turn: Turn, person: Person, order: Order, number: int) -> None:
    after = handling.remark(turn.office, turn.work, person, number, order.argument)
    turn.answer(after, to_staff.remarked)


def _park(turn: Turn, person: Person, order: Order, number: int) -> None:
    until = day_said(order.on, turn.work.now)
    after = handling.park(turn.office, turn.work, person, number, until, order.argument)
    turn.answer(after, to_staff.parked)


def _resume(turn: Turn, person: Person, order: Order, number: int) -> None:
    after = handling.resume(turn.office, turn.work, person, number)
    turn.answer(after, lambda case: to_staff.resumed(case, turn.work.now))


def _nudge(turn: Turn, person: Person, order: Order, number: int) -> None:
    after = handling.nudge(turn.office, turn.work, person, number)
    if isinstance(after, Refusal):
        turn.refuse(after)
        return
    others = [p for p in holders(turn.office, turn.work, after) if p != person]
    for holder in others:
        turn.voice.tell(holder, to_staff.nudge(after, person.shown, turn.work.now), Purpose.NUDGE, after)
    turn.done(after, to_staff.nudged(after, "、".join(p.shown for p in others) or "承办人"))


def _supervise(turn: Turn, person: Person, order: Order, number: int) -> None:
    after = handling.supervise(turn.office, turn.work, person, number, order.argument)
    if isinstance(after, Refusal):
        turn.refuse(after)
        return
    head = turn.office.head_of(after.grid)
    concerned = dict.fromkeys((*holders(turn.office, turn.work, after), *([head] if head else [])))
    text = to_staff.supervision(after, person.shown, order.argument, turn.work.now)
    told = [other for other in concerned if other != person]
    for other in told:
        turn.voice.tell(other, text, Purpose.NOTICE, after)
    turn.done(after, to_staff.supervised(after, [other.shown for other in told]))


def _detail(turn: Turn, person: Person, order: Order, number: int) -> None:
    case = handling.seen_by(turn.office, turn.work, person, number)
    if isinstance(case, Refusal):
        turn.refuse(case)
        return
    history = turn.work.cases.history(number)
    turn.reply(answers.detail(case, history, turn.work.now, people(case, history, turn.office)))
