"""Whether the rosters 值班表 in config.yaml name people who serve the grid, and can be meant as they are written."""

from collections.abc import Iterator
from typing import Any

from bot.configuration.build import rosters_of, staff_of
from bot.configuration.model import ConfigFile, NightSection, RosterSection, RotaSection
from dispatch.calendar import WorkingCalendar
from dispatch.coverage import GapKind, misnamed
from dispatch.duty import DutyPlan
from intents.yaml_file import Document, Fault, KeyPath

_SENTENCES = {
    GapKind.UNKNOWN: (
        "`{person}` is on the roster of `{grid}`, but not on the staff.",
        "Add them to `staff:`.",
    ),
    GapKind.OUTSIDER: (
        "`{person}` is on the roster of `{grid}` without serving that grid.",
        "Add the grid to their `grids:`, or name a grid member of this grid.",
    ),
}


def roster_faults(config: ConfigFile, document: Document) -> Iterator[Fault]:
    """Rosters of unknown grids, grids without a roster, people who cannot serve, spans that never hold."""
    grids = [grid.name for grid in config.community.grids]
    for grid in grids:
        if grid not in config.roster:
            what = f"The grid `{grid}` has no roster 值班表."
            yield document.fault(("roster", grid), what, "Add it under `roster:` with A岗 `a:`.")
    for grid in config.roster:
        if grid not in grids:
            what = f"There is a roster 值班表 for `{grid}`, but no such grid."
            yield document.fault(("roster", grid), what, f"Use one of: {', '.join(grids)}.")
    yield from _misnamed(config, document, grids)
    for grid, said in config.roster.items():
        for path, what, way_out in _impossible(said):
            yield document.fault(("roster", grid, *path), what, way_out)


def _misnamed(config: ConfigFile, document: Document, grids: list[str]) -> Iterator[Fault]:
    rosters = rosters_of(config)
    plan = DutyPlan(staff=staff_of(config), rosters=rosters, calendar=WorkingCalendar())
    for grid, roster in rosters.items():
        for kind, person in misnamed(plan, roster) if grid in grids else ():
            if kind is GapKind.UNREACHABLE:  # until a code binds a contact: `linli check` warns of it
                continue
            what, way_out = _SENTENCES[kind]
            path = _path_of(person, document.data["roster"][grid], ("roster", grid))
            yield document.fault(path or ("roster", grid), what.format(grid=grid, person=person), way_out)


def _impossible(said: RosterSection) -> Iterator[tuple[KeyPath, str, str]]:
    """What no roster can mean: its place below the grid, what is wrong, the way out."""
    if said.rota:
        yield from _rota(("rota",), said.rota)
    if said.night:
        yield from _night(said.night)
    for index, days in enumerate(said.holidays):
        if days.last < days.first:
            what = f"The holiday roster 节假日班 ends on {days.last}, before it begins on {days.first}."
            yield ("holidays", index), what, "Exchange `first:` and `last:`."
    for index, emergency in enumerate(said.emergency):
        if emergency.end <= emergency.start:
            what = f"The emergency roster 应急班 ends at {emergency.end:%Y-%m-%d %H:%M}, before it begins."
            yield ("emergency", index), what, "Exchange `start:` and `end:`."


def _night(said: NightSection) -> Iterator[tuple[KeyPath, str, str]]:
    if bool(said.a) == bool(said.rota):
        what = "The night roster 夜班 needs either A岗 `a:` or people who take turns."
        yield ("night",), what, "Write `a:` or `rota:`."
    if said.start == said.end:
        yield ("night",), "The night roster 夜班 ends when it starts.", "Write for example 22:00 and 07:00."
    if said.rota:
        yield from _rota(("night", "rota"), said.rota)


def _rota(path: KeyPath, said: RotaSection) -> Iterator[tuple[KeyPath, str, str]]:
    if said.since and said.since.weekday():
        yield (*path, "since"), f"{said.since} is no Monday.", "Turns are counted in weeks from a Monday on."


def _path_of(person: str, data: Any, path: KeyPath) -> KeyPath | None:
    """Where the person is named first."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in parts:
        if value == person:
            return (*path, key)
        if found := _path_of(person, value, (*path, key)):
            return found
    return None
