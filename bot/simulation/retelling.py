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
        figures = told(week_figures(settings.office, work, Week.of(monday)))
        yield from _differences(f"week of {monday:%m-%d}", figures, counted(ledger, monday, work.now))
        monday += WEEK


def mistold(settings: Settings, ledger: Ledger, heard: Sequence[Line], start: datetime) -> Iterator[str]:
    """Every 周报 that somebody read, beside the histories as they were at that moment."""
    for line in heard:
        head = _HEAD.match(line.text)
        if head is None:
            continue
        monday = start.replace(month=int(head[2]), day=int(head[3]))
        known = ledger.until(line.at)
        if head[1] != settings.community.name:
            known = known.of_grid(head[1])
        right = counted(known, monday, line.at)
        read = {name: int(found[1]) for name, p in _IN_TEXT.items() if (found := p.search(line.text))}
        yield from _differences(f"周报 read at {line.at:%m-%d %H:%M}", read, right)


def _differences(what: str, said: Mapping[str, int], right: Mapping[str, int]) -> Iterator[str]:
    for name, number in said.items():
        if number != right[name]:
            yield f"{what}: {name} is {right[name]}, not {number}"
