"""After 办结: the reporter is asked whether it is solved, every supporter is told where they spoke."""

from collections import defaultdict
from datetime import datetime

from bot.masking import call_name
from bot.replies import to_residents
from bot.turn import in_group, is_private, to_reporter
from bot.voice import Voice
from dispatch.cases import Case, Status, Supporter
from dispatch.messages import Awaiting, Purpose
from dispatch.office import Office

SUPPORTERS_NAMED = 5  # in one line; the others are counted


def ask_reporter(voice: Voice, office: Office, case: Case) -> None:
    """Is it solved? Supporters hear it in the same line, or where they spoke.

    Whoever was in despair or in danger at home is not asked for a mark: people look after them.
    """
    if is_crisis(case):
        return
    rooms = _rooms(case)
    here = rooms.pop(case.conversation, []) if in_group(case) and not is_private(case) else []
    name = call_name(case.reporter_name)
    said_at = _ask(voice, case, name, here)
    for where in asked_in(case):
        await_verdict(voice, office, case, where, case.reporter, said_at)
    for where, supporters in rooms.items():
        _tell(voice, case, where, supporters)
    for where, supporters in {**rooms, case.conversation: here}.items():
        for supporter in supporters:
            if voice.work.dialogues.of(where, supporter.contact) is None:
                await_verdict(voice, office, case, where, supporter.contact, said_at)


def is_crisis(case: Case) -> bool:
    """Self-harm, violence in the family and the like: care that is as urgent as a fire."""
    return case.type == "care" and case.priority == 1


def remind_reporter(voice: Voice, case: Case) -> None:
    """Once more, and the last time; bare words count again right after it."""
    if is_crisis(case):
        return
    name = call_name(case.reporter_name)
    said_at = to_reporter(voice, case, to_residents.remind_evaluation(name, case), Purpose.EVALUATION)
    for where in asked_in(case):
        asked = voice.work.dialogues.of(where, case.reporter)
        if asked and asked.number == case.number and asked.awaiting is Awaiting.EVALUATION:
            voice.ask(
                where,
                case.reporter,
                Awaiting.EVALUATION,
                due=said_at,
                within=asked.expires_at - said_at,
                number=case.number,
                rounds=asked.rounds,
            )


def close_questions(voice: Voice, case: Case) -> None:
    """Nobody is waited for any more on this case."""
    people = [(where, case.reporter) for where in asked_in(case)]
    people += [(where, each.contact) for where, those in _rooms(case).items() for each in those]
    for where, contact in people:
        dialogue = voice.work.dialogues.of(where, contact)
        if dialogue and dialogue.number == case.number and dialogue.awaiting is Awaiting.EVALUATION:
            voice.close(where, contact)


def wait_for_others(voice: Voice, office: Office, conversation: str, contact: str) -> None:
    """A second case of the same reporter whose question came to lie under this one is waited for again."""
    if voice.work.dialogues.of(conversation, contact) is not None:
        return
    waiting = voice.work.cases.find(reporter=contact, statuses=[Status.RESOLVED], limit=20)
    for case in waiting:
        if conversation in asked_in(case) and case.resolved_at:
            await_verdict(voice, office, case, conversation, contact, case.resolved_at)
            return


def asked_in(case: Case) -> tuple[str, ...]:
    """Where the reporter's answer is heard: on a private matter also in the group, where nothing is asked."""
    return (
        tuple(dict.fromkeys((case.conversation, case.reporter))) if is_private(case) else (case.conversation,)
    )


def await_verdict(
    voice: Voice,
    office: Office,
    case: Case,
    where: str,
    contact: str,
    said_at: datetime,
    *,
    rounds: int = 1,
) -> None:
    """What this person says there from now on may be the answer, until the case would be closed silently."""
    voice.ask(
        where,
        contact,
        Awaiting.EVALUATION,
        due=said_at,
        within=office.follow.silent_after,
        number=case.number,
        rounds=rounds,
    )


def _ask(voice: Voice, case: Case, name: str, here: list[Supporter]) -> datetime:
    """The question itself; of a private matter the group hears only that it is spoken of elsewhere."""
    named = here[:SUPPORTERS_NAMED]
    names = [call_name(each.name) for each in named]
    text = to_residents.ask_evaluation(name, case, names, len(here) - len(named))
    if in_group(case) and not is_private(case):
        mentions = (case.reporter, *(each.contact for each in named))
        return voice.say_in(
            case.conversation, text, Purpose.EVALUATION, group=True, case=case, mentions=mentions
        )
    if in_group(case):
        voice.say_in(
            case.conversation,
            to_residents.privately(name, case),
            Purpose.EVALUATION,
            group=True,
            case=case,
            mentions=(case.reporter,),
        )
    plain = text.removeprefix(f"@{name} ")
    return voice.say_in(case.reporter, plain, Purpose.EVALUATION, group=False, case=case)


def _tell(voice: Voice, case: Case, where: str, supporters: list[Supporter]) -> None:
    """One line to who spoke in private, one to all who spoke in another group."""
    group = any(each.contact != where for each in supporters)
    named = supporters[:SUPPORTERS_NAMED]
    names = " @".join(call_name(each.name) for each in named)
    text = to_residents.tell_supporter(names, case, len(supporters) - len(named))
    mentions = tuple(each.contact for each in named) if group else ()
    plain = text if group else text.removeprefix(f"@{names} ")
    voice.say_in(where, plain, Purpose.EVALUATION, group=group, case=case, mentions=mentions)


def _rooms(case: Case) -> dict[str, list[Supporter]]:
    """The supporters by where they spoke; on a private matter, and where nobody knows, to each alone."""
    rooms: dict[str, list[Supporter]] = defaultdict(list)
    for each in case.supporters:
        unknown = case.conversation if in_group(case) else each.contact
        rooms[each.contact if is_private(case) else each.conversation or unknown].append(each)
    return rooms
