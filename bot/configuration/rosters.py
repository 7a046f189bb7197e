"""Whether the rosters 值班表 in config.yaml cover every day with people who serve the grid."""

from collections.abc import Iterator

from bot.configuration.build import WEEKDAYS, rosters_of, staff_of
from bot.configuration.model import ConfigFile
from dispatch.roster import A_MONDAY, Gap, GapKind, gaps
from intents.yaml_file import Document, Fault, KeyPath

REPEATS_AFTER = 14  # days: a weekly plan whose people may alternate

_SENTENCES = {
    GapKind.NO_ROSTER: ("The grid `{grid}` has no roster 值班表.", "Add it under `roster:` with A岗 `a:`."),
    GapKind.NOBODY: ("Nobody is A岗 of `{grid}` on {day}.", "Name a person under `a:`."),
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
    """Rosters of unknown grids, and what `dispatch` finds uncovered in one round of the weekly plan."""
    grids = [grid.name for grid in config.community.grids]
    for grid in config.roster:
        if grid not in grids:
            what = f"There is a roster 值班表 for `{grid}`, but no such grid."
            yield document.fault(("roster", grid), what, f"Use one of: {', '.join(grids)}.")
    for gap in gaps(staff_of(config), rosters_of(config), grids, A_MONDAY, REPEATS_AFTER):
        what, way_out = _SENTENCES[gap.kind]
        day = WEEKDAYS[gap.days[0].weekday()]
        sentence = what.format(grid=gap.grid, person=gap.person, day=day)
        yield document.fault(_path_of(document, gap), sentence, way_out)


def _path_of(document: Document, gap: Gap) -> KeyPath:
    """Where the roster of the grid names the person, or the nearest that stands in the file."""
    root: KeyPath = ("roster", gap.grid)
    roster = document.data["roster"].get(gap.grid, {})
    shifts = [(root, roster), *(((*root, "week", day), s) for day, s in roster.get("week", {}).items())]
    named = ((*path, post) for path, shift in shifts for post in ("a", "b") if shift.get(post) == gap.person)
    return next(named, root)
