"""What grid head and secretary ask for: 周报, 待办, 超期, 挂账, 值班表, 查岗."""

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
from dispatch.roster import gaps, sheet
from dispatch.store import Work
from dispatch.summaries import NEEDED, weekly
from dispatch.week import Week
from intents.model import Order


def weekly_summary(turn: Turn) -> None:
    """周报 [上周|本周|2026-03-02]."""
    assert isinstance(turn.reading, Order)
    said = turn.reading.on or turn.reading.argument or "本周"
    week = Week.parse(said, turn.work.now) or Week.of(turn.work.now)
    turn.reply(weekly_text(week_figures(turn.office, turn.work, week), turn.office.community.name))


def week_figures(office: Office, work: Work, week: Week) -> WeeklyFigures:
    """The figures of one week, from the store's cases and changes that touch it or the week before."""
    start, end = week.before().start, max(week.end, work.now)  # what ended since was open in that week
    return weekly(
        work.cases.touching(start, end),
        work.cases.changes_between(start, end, NEEDED),
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
    _list(turn, "超期", [case for case in _unsolved(turn) if _late(case, now)])


def parked(turn: Turn) -> None:
    """挂账: what waits for a review date."""
    _list(turn, "挂账", [case for case in _unsolved(turn) if case.status is Status.PARKED])


def roster(turn: Turn) -> None:
    """值班表 [下周]: A岗 and B岗 day by day."""
    assert isinstance(turn.reading, Order)
    next_week = "下周" in (turn.reading.on or "") + turn.reading.argument
    today = turn.work.now.date()
    start = today + timedelta(days=7 - today.weekday()) if next_week else today
    lines = ["值班表"]
    for grid in _grids(turn):
        lines.append(grid)
        lines.extend(
            answers.roster_line(day) for day in sheet(turn.office.staff, turn.office.rosters, grid, start, 7)
        )
    turn.reply("\n".join(lines))


def roster_check(turn: Turn) -> None:
    """查岗: the next 14 days, gaps first."""
    office = turn.office
    found = gaps(
        office.staff, office.rosters, [g.name for g in office.community.grids], turn.work.now.date(), 14
    )
    turn.reply(answers.roster_checked(found))


def _unsolved(turn: Turn) -> list[Case]:
    cases = turn.work.cases.find(statuses=UNSOLVED, grids=_grids(turn), limit=500)
    return sorted(cases, key=lambda case: (case.resolve_due is None, case.resolve_due, case.number))


def _late(case: Case, now: datetime) -> bool:
    due = case.accept_due if case.status is Status.ASSIGNED else case.resolve_due
    return due is not None and due < now and case.status in (Status.ASSIGNED, Status.ACCEPTED)


def _grids(turn: Turn) -> Sequence[str]:
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
