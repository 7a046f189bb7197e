"""Who of the staff hears of a case, and in which words."""

from collections.abc import Sequence

from bot.handlers.changing import alarm_when_unmanned
from bot.replies import to_staff
from bot.turn import Turn
from bot.voice import Voice
from dispatch import supporting
from dispatch.cases import Case
from dispatch.messages import Purpose
from dispatch.office import Office
from dispatch.timing import holders


def tell_asked(voice: Voice, office: Office, case: Case) -> None:
    """The task, or the alarm, to everybody who is asked to take the case; word to 书记 when nobody is on duty."""
    picture = case.pictures[0] if case.pictures else None
    for person in filter(None, map(office.staff.by_id, case.asked)):
        if case.priority == 1:
            voice.tell(person, to_staff.alarm(case, again=False), Purpose.ALARM, case, picture=picture)
        else:
            voice.tell(person, to_staff.task(case, voice.work.now), Purpose.TASK, case, picture=picture)
    alarm_when_unmanned(voice, office, case)


def tell_holders(turn: Turn, case: Case, text: str, pictures: Sequence[str] = ()) -> None:
    """News on a case to who answers for it now, and to its partner."""
    people = dict.fromkeys(holders(turn.office, turn.work, case))
    partner = turn.office.staff.by_id(case.partner or "")
    if partner:
        people[partner] = None
    for person in people:
        if person != turn.person:
            picture = pictures[0] if pictures else None
            turn.voice.tell(person, text, Purpose.NOTICE, case, picture=picture)


def tell_when_many(turn: Turn, case: Case) -> None:
    """With the third supporter it is 网格长's concern, with the tenth 书记's: each hears of it once."""
    for person in supporting.newly_many(turn.office, turn.work, case):
        turn.voice.tell(person, to_staff.many_supporters(case), Purpose.NOTICE, case)


def handler_name(office: Office, case: Case) -> str:
    """The assignee as residents hear it: 王芳(网格员)."""
    person = office.staff.by_id(case.assignee or "")
    return person.shown if person else "值班网格员"
