"""Whether what the bot said was said at its time: not at night, not for nothing, not too often."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from bot.channels.console import Line
from bot.configuration.settings import Settings
from bot.simulation.ledger import UNSOLVED, Ledger, Stood
from dispatch.messages import REMINDERS, Purpose

SPOKEN_OF = REMINDERS | {Purpose.NUDGE}
UNASKED = SPOKEN_OF | {Purpose.TASK, Purpose.NOTICE, Purpose.EVALUATION}
RUNNING = frozenset({"assigned", "accepted"})
MOST_AT_ONCE = 2
MOMENT = timedelta(microseconds=1)
URGENT = 2  # priorities up to this one may be spoken of at night
_NUMBER = re.compile(r"(?<![\w#])#(\d+)")

MEANINGFUL: Mapping[
    str, Callable[[Stood, datetime], bool]
] = {  # words of a reminder, and when they mean something
    "还没有人接": lambda case, now: case.status == "assigned",
    "首次答复时限": lambda case, now: case.status == "accepted" and not case.arrived,
    "还没确认": lambda case, now: case.status == "reported",
    "超办结时限": lambda case, now: case.status in RUNNING and case.due is not None and case.due <= now,
    "还没办结": lambda case, now: case.status in RUNNING,
    "催办": lambda case, now: case.status in UNSOLVED,
}


def pointless(ledger: Ledger, heard: Sequence[Line]) -> Iterator[str]:
    """Reminders of what was no longer so when they were said; what changed at that very moment may come after."""
    for line in heard:
        if line.purpose not in SPOKEN_OF:
            continue
        for said in line.text.splitlines():
            for case in _named(ledger, line, said):
                means = next((means for words, means in MEANINGFUL.items() if words in said), None)
                just_before = ledger.at(case.number, line.at - MOMENT) or case
                if means and not means(case, line.at) and not means(just_before, line.at):
                    yield f"{line.at:%m-%d %H:%M} “{said}”, but it was {case.status}"


def too_many(ledger: Ledger, settings: Settings, heard: Sequence[Line]) -> Iterator[str]:
    """Days on which somebody was reminded of routine matters more often than the configuration allows."""
    most = settings.conversation.reminders_per_day
    routine = (
        (line.conversation, line.at.date())
        for line in heard
        if line.purpose in REMINDERS and not _urgent(ledger, line)
    )
    for (conversation, day), times in Counter(routine).items():
        if times > most:
            yield f"{conversation} was reminded {times} times on {day}"


def scattered(heard: Sequence[Line]) -> Iterator[str]:
    """Moments at which one person heard many reminders that were not one line: a storm after a pause.

    Two may be: what was on its way when the bot died is said once more, then what became due meanwhile.
    """
    moments = Counter((line.conversation, line.at) for line in heard if line.purpose in REMINDERS)
    for (conversation, at), times in moments.items():
        if times > MOST_AT_ONCE:
            yield f"{conversation} was reminded {times} times at {at:%m-%d %H:%M:%S}"


def disturbing(ledger: Ledger, settings: Settings, heard: Sequence[Line]) -> Iterator[str]:
    """Lines on routine matters in the quiet hours, but for answers to who speaks at that hour."""
    begins, ends = settings.conversation.quiet_from, settings.conversation.quiet_to
    staff = {person.contact for person in settings.staff.people}
    groups = {group.conversation for group in settings.console.groups}
    for line in heard:
        quiet = line.at.time() >= begins or line.at.time() < ends
        answer = line.purpose is Purpose.NOTICE and line.conversation not in staff | groups
        if quiet and line.purpose in UNASKED and not answer and not _urgent(ledger, line):
            yield f"{line.at:%m-%d %H:%M} {line.conversation} heard at night: “{line.text.splitlines()[0]}”"


def _urgent(ledger: Ledger, line: Line) -> bool:
    """Whether some case that the line names was an emergency or an outage at that time."""
    return any(case.priority <= URGENT for case in _named(ledger, line, line.text))


def _named(ledger: Ledger, line: Line, said: str) -> list[Stood]:
    numbers = map(int, _NUMBER.findall(said))
    return [case for number in numbers if (case := ledger.at(number, line.at))]
