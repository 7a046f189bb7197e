"""Whether 周报 says what happened: the program's figures, and those that were read by people, beside a second count."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from bot.channels.console import Line
from bot.configuration.settings import Settings
from bot.handlers.overview import week_figures
from bot.simulation.ledger import Ledger
from bot.simulation.recount import counted, told
from dispatch.store import Work
from dispatch.week import Week

WEEK = timedelta(days=7)
MOMENT = timedelta(microseconds=1)
_HEAD = re.compile(r"【(.+?) 周报】(\d\d)-(\d\d) 至")
_IN_TEXT: Mapping[str, re.Pattern[str]] = {
    "received": re.compile(r"受理(\d+)"),
    "resolved": re.compile(r"(?<!未)办结(\d+)（"),
    "reopened": re.compile(r"重开(\d+)"),
    "returned": re.compile(r"退回(\d+)"),
    "open": re.compile(r"未办结(\d+)"),
    "overdue": re.compile(r"超期(\d+)"),
    "parked": re.compile(r"挂账(\d+)"),
    "joined": re.compile(r"附议(\d+)"),
    "confirmed": re.compile(r"居民确认(\d+)"),
    "silent": re.compile(r"静默(\d+)"),
    "answered": re.compile(r"评议(\d+)"),
}


def miscounted(work: Work, settings: Settings, ledger: Ledger, start: datetime) -> Iterator[str]:
    """Weeks whose figures are not what the histories say, each as it is known now."""
    monday = start
    while monday < work.now:
        said = told(week_figures(settings.office, work, Week.of(monday)))
        right = counted(ledger, monday, work.now)
        for name, number in said.items():
            if number != right[name]:
                yield f"week of {monday:%m-%d}: {name} is {right[name]}, not {number}"
        monday += WEEK


def mistold(settings: Settings, ledger: Ledger, heard: Sequence[Line], start: datetime) -> Iterator[str]:
    """Every 周报 that somebody read, beside the histories as they were just before and after that moment.

    After a restart much happens at one moment; a figure may lie between the two.
    """
    for line in heard:
        head = _HEAD.match(line.text)
        if head is None:
            continue
        monday = start.replace(month=int(head[2]), day=int(head[3]))
        ours = ledger if head[1] == settings.community.name else ledger.of_grid(head[1])
        after = counted(ours.until(line.at), monday, line.at)
        before = counted(ours.until(line.at - MOMENT), monday, line.at)
        for name, pattern in _IN_TEXT.items():
            found = pattern.search(line.text)
            read, bounds = int(found[1]) if found else None, sorted((before[name], after[name]))
            if read is None or not bounds[0] <= read <= bounds[1]:
                yield f"周报 read at {line.at:%m-%d %H:%M}: {name} is {after[name]}, not {read}"
