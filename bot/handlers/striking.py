"""What a struck deadline makes the bot say: one literal table by kind."""

from collections.abc import Callable, Mapping

from bot.handlers.following import close_questions, remind_reporter
from bot.replies import to_staff
from bot.voice import Voice
from dispatch.cases import Case
from dispatch.messages import Due, Purpose
from dispatch.people import Person, Role
from dispatch.striking import Struck

Say = Callable[[Voice, Struck], None]


def struck(voice: Voice, event: Struck) -> None:
    """Tell whom it concerns."""
    SAYINGS[event.kind](voice, event)


def _climbed(voice: Voice, event: Struck) -> None:
    case = event.case
    for person in event.people:
        if person.role is Role.STREET:
            _tell_street(voice, person, case)
        elif person.id == case.assignee:
            text, brief = to_staff.task_again(case, voice.work.now), to_staff.brief_task(case)
            voice.tell(person, text, Purpose.AGAIN, case, brief=brief)
        else:
            voice.tell(person, to_staff.climbed(case, voice.work.now, case.level), Purpose.TASK, case)


def _alarmed(voice: Voice, event: Struck) -> None:
    for person in event.people:
        voice.tell(person, to_staff.alarm(event.case, again=True), Purpose.ALARM, event.case)


def _first(voice: Voice, event: Struck) -> None:
    case = event.case
    if case.doubtful:
        _remind(voice, event, to_staff.triage_waits(case), to_staff.brief_triage(case))
    else:
        _remind(voice, event, to_staff.not_first_answered(case), to_staff.brief_first(case))


def _partner(voice: Voice, event: Struck) -> None:
    """The partner in its own words, the others with its name."""
    case = event.case
    silent = next((person for person in event.people if person.id == case.partner), None)
    for person in event.people:
        text = (
            to_staff.partner_waited_for(case)
            if person == silent
            else to_staff.partner_silent(case, silent.shown if silent else "协办")
        )
        voice.tell(person, text, Purpose.REMINDER, case, brief=to_staff.brief_partner(case))


def _overdue(voice: Voice, event: Struck) -> None:
    _remind(voice, event, to_staff.overdue(event.case), to_staff.brief_overdue(event.case))


def _tell_street(voice: Voice, person: Person, case: Case) -> None:
    """街道 hears in one line what the community could not do."""
    voice.tell(person, to_staff.told_to_the_street(case), Purpose.NOTICE, case)


def _verify(voice: Voice, event: Struck) -> None:
    for person in event.people:
        voice.tell(person, to_staff.to_verify(event.case), Purpose.NOTICE, event.case, quietly=True)


def _still_open(voice: Voice, event: Struck) -> None:
    _remind(voice, event, to_staff.still_open(event.case), to_staff.brief_open(event.case))


def _review(voice: Voice, event: Struck) -> None:
    for person in event.people:
        voice.tell(person, to_staff.review(event.case), Purpose.NOTICE, event.case)


def _remind(voice: Voice, event: Struck, text: str, brief: str) -> None:
    for person in event.people:
        if person.role is Role.STREET:
            _tell_street(voice, person, event.case)
        else:
            voice.tell(person, text, Purpose.REMINDER, event.case, brief=brief)


def _remind_reporter(voice: Voice, event: Struck) -> None:
    remind_reporter(voice, event.case)


def _silently_closed(voice: Voice, event: Struck) -> None:
    case = event.case
    close_questions(voice, case)
    for person in event.people:
        voice.tell(person, to_staff.silently_closed(case), Purpose.NOTICE, case)


SAYINGS: Mapping[Due, Say] = {
    Due.CLIMB: _climbed,
    Due.ALARM: _alarmed,
    Due.FIRST: _first,
    Due.PARTNER: _partner,
    Due.OVERDUE: _overdue,
    Due.CHECK: _still_open,
    Due.REMIND: _remind_reporter,
    Due.VERIFY: _verify,
    Due.SILENT: _silently_closed,
    Due.REVIEW: _review,
}
