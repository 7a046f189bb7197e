"""What the bot says at a shift change 交接班, and when a case finds nobody on duty."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.replies import duty as said
from bot.voice import Voice
from dispatch.cases import Case
from dispatch.manning import duty_now
from dispatch.messages import Purpose
from dispatch.office import Office
from dispatch.people import Person
from dispatch.shifts import ShiftChange

ALARM_AGAIN = timedelta(hours=2)  # one gap is not reported for each of its cases


def shift_changed(voice: Voice, office: Office, change: ShiftChange) -> None:
    """Both sides get the list of what nobody has accepted; without such cases a shift changes in silence."""
    cases = (*change.moved, *change.staying)
    if not cases:
        return
    most_urgent = min(cases, key=lambda case: (case.priority, case.number))
    for person, text in _lists(change):
        voice.tell(person, text, Purpose.NOTICE, most_urgent)
    if not change.duty.manned:
        alarm_when_unmanned(voice, office, most_urgent)


def _lists(change: ShiftChange) -> Iterator[tuple[Person, str]]:
    leaving = change.leaving.name if change.leaving else "前一班"
    if change.leaving:
        text = said.shift_left(change.grid, change.coming.name, change.moved, change.staying)
        yield change.leaving, text
    yield change.coming, said.shift_begun(change.grid, leaving, change.moved, change.staying)


def alarm_when_unmanned(voice: Voice, office: Office, case: Case) -> None:
    """A case found nobody of the roster: 书记 hears of it at once, by day and by night."""
    secretary = office.staff.secretary()
    duty = duty_now(office, voice.work, case.grid)
    if secretary is None or duty.manned or _told_lately(voice, case.grid):
        return
    voice.work.marks.set(_mark(case.grid), voice.work.now.isoformat())
    text = said.nobody_on_duty(case.grid, case, duty.a.shown)
    voice.tell(secretary, text, Purpose.ALARM)


def _told_lately(voice: Voice, grid: str) -> bool:
    told = voice.work.marks.get(_mark(grid))
    return told is not None and datetime.fromisoformat(told) + ALARM_AGAIN > voice.work.now


def _mark(grid: str) -> str:
    """The mark with the moment of the last such alarm."""
    return f"unmanned:{grid}"
