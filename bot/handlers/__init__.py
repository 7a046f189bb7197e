"""Who handles what: two literal tables, by reading and by command."""

from collections.abc import Mapping

from bot.handlers import (
    agenda,
    answering,
    arranging,
    asking,
    binding,
    casework,
    choosing,
    consenting,
    correcting,
    counting,
    duty,
    evaluating,
    extending,
    losing,
    overview,
    repeating,
    reporting,
    rooms,
    splitting,
    urging,
    verifying,
    withdrawing,
)
from bot.handlers.following import wait_for_others
from bot.replies import answers, several, to_residents
from bot.turn import Handler, Turn
from dispatch.errors import Refusal, Why
from dispatch.messages import Awaiting, Kind
from dispatch.people import LEADS, Role
from intents.model import Answer, Chatter, Order, Reading, Report, Support, Unclear

STAFF = frozenset(Role)
ABOVE = LEADS | {Role.STREET}  # who looks on from above
GRID = frozenset({Role.GRID_MEMBER, Role.GRID_HEAD, Role.SECRETARY})

STAFF_ORDERS: Mapping[str, tuple[Handler, frozenset[Role]]] = {
    "accept": (casework.accept, STAFF),
    "arrive": (casework.arrive, STAFF),
    "resolve": (casework.resolve, STAFF),
    "transfer": (casework.transfer, GRID),
    "return": (casework.give_back, GRID),
    "retype": (casework.retype, GRID),
    "reject": (casework.reject, GRID),
    "missed": (correcting.missed, GRID),
    "merge": (casework.merge, GRID),
    "split": (splitting.split, GRID),
    "agenda": (agenda.agenda, GRID),
    "untable": (agenda.untable, LEADS),
    "decide": (agenda.decide, LEADS),
    "remark": (casework.remark, STAFF),
    "goal": (casework.goal, GRID),
    "criterion": (casework.criterion, GRID),
    "nudge": (casework.nudge, GRID),
    "detail": (casework.detail, STAFF),
    "confirm": (casework.accept, GRID),
    "park": (casework.park, GRID),
    "resume": (casework.resume, GRID),
    "extend": (extending.extend, GRID),
    "verify": (verifying.verify, LEADS),
    "refute": (verifying.refute, LEADS),
    "supervise": (casework.supervise, ABOVE),
    "daily": (counting.daily, ABOVE),
    "stats": (counting.counted, ABOVE),
    "hot": (counting.hot, ABOVE),
    "weekly": (overview.weekly_summary, ABOVE),
    "todo": (overview.todo, GRID | ABOVE),
    "overdue": (overview.overdue, GRID | ABOVE),
    "parked": (overview.parked, GRID | ABOVE),
    "roster": (duty.roster, GRID),
    "bind_room": (rooms.bind, GRID),
    "admit": (rooms.admit, LEADS),
    "decline": (rooms.decline, LEADS),
    "roster_check": (duty.roster_check, LEADS),
    "swap": (arranging.swap, GRID),
    "leave": (arranging.leave, GRID),
    "cover": (arranging.cover, GRID),
    "agree": (consenting.agree, GRID),
    "disagree": (consenting.disagree, GRID),
}

OPEN_ORDERS: Mapping[str, Handler] = {
    "help": asking.help_,
    "bind": binding.bind,
    "unbind": binding.unbind,
    "privacy": asking.privacy,
    "progress": asking.progress,
    "mine": asking.mine,
    "my_records": asking.mine,
    "duty": duty.duty,
    "evaluate": evaluating.ordered,
    "reopen": evaluating.reopen,
    "withdraw": withdrawing.withdraw,
    "urge": urging.urge,
    "supplement": reporting.supplement,
}


FOR_ALL_EARS = frozenset(OPEN_ORDERS) - {"mine", "my_records"}  # answers that name nothing private
FOR_EVERYBODY = frozenset({"services", "guide", "forget_me", "mute"})  # understood, not there yet


def order(turn: Turn) -> None:
    """A command: open to all, or to a role; a stranger's staff command is refused without a word on why."""
    assert isinstance(turn.reading, Order)
    said = turn.reading
    if not said.then:
        _one_order(turn, said)
        return
    with turn.together() as answered:
        for one in (said, *said.then):
            turn.reading = one
            _one_order(turn, one)
    turn.reply("\n".join(one.text for one in answered if not one.picture))
    turn.show(answered)


def _one_order(turn: Turn, said: Order) -> None:
    verb = said.verb
    turn.aside = turn.person is not None and verb not in FOR_ALL_EARS and among_residents(turn)
    if verb in OPEN_ORDERS:
        OPEN_ORDERS[verb](turn)
    elif turn.person is None and said.doubtful:
        turn.forget()
    elif verb not in STAFF_ORDERS and (turn.person or verb in FOR_EVERYBODY):
        turn.reply(answers.not_yet(turn.text))
    elif turn.person is None:
        turn.refuse(Refusal(code=Why.NOT_STAFF))
    elif verb == "todo" and turn.person.role is Role.PARTNER:
        asking.mine(turn)
    elif turn.person.role not in STAFF_ORDERS[verb][1]:
        turn.refuse(Refusal(code=Why.NOT_STAFF))
    else:
        STAFF_ORDERS[verb][0](turn)


def among_residents(turn: Turn) -> bool:
    """Whether it was said in a residents' group, where no room or private matter may be answered."""
    return turn.compound is not None


def chatter(turn: Turn) -> None:
    """Small talk that was kept: a handler's photo, a fragment of a report, or nothing."""
    if turn.person is None:
        reporting.fragment(turn)
    elif turn.pictures:
        casework.photographed(turn)
    elif turn.in_group:
        turn.forget()
    elif turn.picture_failed:
        turn.reply(to_residents.picture_refused(turn.name))
    elif turn.dialogue and turn.dialogue.awaiting is Awaiting.CHOICE:
        turn.reply(several.not_on_the_list(choosing.positions_offered(turn)))
    elif not arranging.remind(turn):
        losing.lost(turn)


CLEAR = 0.9  # score from which on words of staff in private are a report though they name no place


def report(turn: Turn) -> None:
    """A request; of staff in private one that says where, or is clear: most of their talk there is for the bot."""
    assert isinstance(turn.reading, Report)
    said = turn.reading
    vague = not (said.place or said.urgent or said.crisis) and said.score < CLEAR
    if turn.person and vague and not turn.in_group:
        losing.lost(turn)
    elif not repeating.still_wrong(turn):
        reporting.report(turn)


def unclear(turn: Turn) -> None:
    """Perhaps a request of a resident; of staff only something that was not understood."""
    if turn.person is None:
        reporting.unclear(turn)
    else:
        chatter(turn)


def handle(turn: Turn) -> None:
    """Hand one turn to whom it concerns."""
    if turn.last.kind is Kind.RECALL:
        withdrawing.recalled(turn)
    elif turn.last.kind is Kind.VOICE:
        turn.reply(to_residents.voice_not_heard(turn.name))
    else:
        if turn.person and isinstance(turn.reading, Order | Answer):
            losing.found(turn)
        elif turn.person and not _is_news(turn) and answering.picks_by_words(turn):
            losing.found(turn)
            return
        READINGS[type(turn.reading)](turn)
        if turn.dialogue and turn.person is None:
            wait_for_others(turn.voice, turn.office, turn.last.conversation, turn.contact)


def support(turn: Turn) -> None:
    """+1, or more about a known problem; a solved one that is told again is not solved."""
    if not repeating.still_wrong(turn):
        reporting.support(turn)


def _is_news(turn: Turn) -> bool:
    """Whether it is a report of its own, rather than words for a case on a list (门禁坏了那个)."""
    said = turn.reading
    if not isinstance(said, Report):
        return False
    return said.urgent or said.crisis is not None or not turn.text.rstrip("。，,. ").endswith(_POINTING)


_POINTING = ("那个", "那件", "那单", "这个", "的")


READINGS: Mapping[type[Reading], Handler] = {
    Report: report,
    Unclear: unclear,
    Support: support,
    Answer: answering.answer,
    Order: order,
    Chatter: chatter,
}
