"""A question that nobody answered: the report is not lost, the grid member rings or visits."""

from bot.handlers.following import wait_for_others
from bot.handlers.reporting import FALLBACK_TYPE
from bot.handlers.telling import tell_asked
from bot.handlers.told import Telling, placed
from bot.voice import Voice
from dispatch import intake
from dispatch.intake import Draft
from dispatch.messages import Awaiting, Dialogue
from dispatch.office import Office
from dispatch.places import Place

OF_A_REPORT = frozenset({Awaiting.PLACE, Awaiting.PROBLEM, Awaiting.REGISTER})


def expired(voice: Voice, office: Office, dialogue: Dialogue) -> None:
    """Close the question; a report that hung on it becomes a case, doubtful unless its type was clear."""
    voice.close(dialogue.conversation, dialogue.contact)
    if dialogue.awaiting is not Awaiting.EVALUATION:
        wait_for_others(voice, office, dialogue.conversation, dialogue.contact)
    if dialogue.awaiting not in OF_A_REPORT or dialogue.number is not None:
        return
    telling = Telling.of(dialogue)
    clear = dialogue.awaiting is Awaiting.PLACE
    for code in telling.types or (FALLBACK_TYPE,):
        case = intake.open_case(office, voice.work, _draft(office, dialogue, telling, code, not clear))
        if clear:
            tell_asked(voice, office, case)


def _draft(office: Office, dialogue: Dialogue, telling: Telling, code: str, doubtful: bool) -> Draft:
    nowhere = Place(compound=office.community.compounds()[0].name)
    return Draft(
        type=code,
        place=placed(telling) or nowhere,
        text=telling.text,
        reporter=dialogue.contact,
        reporter_name=telling.name,
        conversation=dialogue.conversation,
        pictures=telling.pictures,
        urgent=telling.urgent,
        doubtful=doubtful,
        again=telling.again,
    )
