"""What grid head and secretary ask for: 周报, 待办, 超期, 挂账."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.handlers.telling import handler_name
from bot.replies import answers
from bot.turn import Turn
from bot.weekly import weekly_text
from dispatch.cases import UNSOLVED, Case, Status
from dispatch.figures import WeeklyFigures
from dispatch.office import Office
from dispatch.people import Person
from dispatch.store import Work
from dispatch.summaries import NEEDED, weekly
from dispatch.tallies import late
from dispatch.week import Week
from intents.model import Order

MOMENT = timedelta(microseconds=1)  # the least that moments of the store differ by


def weekly_summary(turn: Turn) -> None:
    """周报 [上周|本周|2026-03-02] [网格|小区]; a grid head's is that of the own grid."""
    assert isinstance(turn.reading, Order)
    said = f"{turn.reading.on or ''} {turn.reading.argument}"
    week = _week_in(said, turn.work.now)
    scope = _scope_in(said, turn)
    name = scope or turn.office.community.name
    turn.reply(weekly_text(week_figures(turn.office, turn.work, week, scope), name))


def _week_in(said: str, now: datetime) -> Week:
    """The week that is named among the words; this one when none is."""
    if re.search(r"上个?(?:周|星期|礼拜)", said):
        return Week.of(now).before()
    found = (Week.parse(word, now) for word in said.split())
    return next((week for week in found if week), Week.of(now))


def _scope_in(said: str, turn: Turn) -> str | None:
    """The grid or compound that is named; a grid head's own grid otherwise; None for the whole community."""
    community = turn.office.community
    for compound in community.compounds():
        if any(name in said for name in (compound.name, *compound.aliases)):
            return compound.name
    for grid in community.grids:
        if any(word and word in grid.name for word in said.split()):
            return grid.name
    own = turn.person.grids if turn.person else ()
    return own[0] if len(own) == 1 else None


def week_figures(office: Office, work: Work, week: Week, scope: str | None = None) -> WeeklyFigures:
    """The figures of one week, of the whole community or of one grid or compound by name."""
    start = week.before().start
    end = max(week.end, work.now + MOMENT)  # what ended since, at this very moment too, was open in that week
    cases = work.cases.touching(start, end)
    if scope:
        cases = [case for case in cases if scope in (case.grid, case.place.compound)]
    numbers = {case.number for case in cases}
    changes = work.cases.changes_between(start, end, NEEDED)
    return weekly(
        cases,
        [change for change in changes if change.number in numbers],
        week,
        work.now,
        office.policies,
        lambda person: _name(office, person),
    )


def todo(turn: Turn) -> None:
    """待办: everything unsolved, the oldest deadline first."""
    _list(turn, "待办", _unsolved(turn))


def overdue(turn: Turn) -> None:
    """超期: past the accept or the resolve clock."""
    now = turn.work.now
    _list(turn, "超期", [case for case in _unsolved(turn) if late(case, now)])


def parked(turn: Turn) -> None:
    """挂账: what waits for a review date."""
    _list(turn, "挂账", [case for case in _unsolved(turn) if case.status is Status.PARKED])


def _unsolved(turn: Turn) -> list[Case]:
    cases = turn.work.cases.find(statuses=UNSOLVED, grids=grids_of(turn), limit=500)
    return sorted(cases, key=lambda case: (case.resolve_due is None, case.resolve_due, case.number))


def grids_of(turn: Turn) -> Sequence[str]:
    """The grids that this person serves; all, for whoever serves none in particular."""
    person: Person | None = turn.person
    if person is None or not person.grids:
        return [grid.name for grid in turn.office.community.grids]
    return person.grids


def _list(turn: Turn, title: str, cases: list[Case]) -> None:
    holder = {case.number: handler_name(turn.office, case) for case in cases}
    turn.reply(answers.listed(title, cases, turn.work.now, holder))


def _name(office: Office, person_id: str) -> str:
    person = office.staff.by_id(person_id)
    return person.shown if person else person_id
