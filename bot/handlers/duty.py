"""Questions about duty: 值班, 值班表, 查岗."""

from datetime import timedelta

from bot.handlers.overview import grids_of
from bot.replies import duty as said
from bot.roster_picture import roster_picture
from bot.turn import Turn
from dispatch.coverage import DAYS, covered
from dispatch.duty import sheet
from dispatch.manning import duty_now, plan_from
from dispatch.roster import at_midnight
from intents.model import Order

WEEK = 7


def duty(turn: Turn) -> None:
    """值班: who is on duty now, in the group's grid or in all of one's own."""
    office = turn.office
    compound = turn.compound
    grids = [compound.grid] if compound else [grid.name for grid in office.community.grids]
    if turn.person and turn.person.grids and not compound:
        grids = list(turn.person.grids)
    lines = [said.on_duty(grid, duty_now(office, turn.work, grid)) for grid in grids]
    turn.reply("\n".join(lines))


def roster(turn: Turn) -> None:
    """值班表 [下周]: who is on duty day by day, in words and, where there is a font for it, as a picture."""
    assert isinstance(turn.reading, Order)
    next_week = "下周" in (turn.reading.on or "") + turn.reading.argument
    today = turn.work.now.date()
    start = today + timedelta(days=WEEK - today.weekday()) if next_week else today
    plan = plan_from(turn.office, turn.work, at_midnight(start))
    sheets = {grid: sheet(plan, grid, start, WEEK) for grid in grids_of(turn)}
    lines = [line for grid, rows in sheets.items() for line in (grid, *said.sheet_days(rows))]
    drawn = roster_picture(turn.office.community.name, sheets)
    turn.reply("\n".join(("值班表", *lines)), picture=turn.house.shelf.keep(drawn) if drawn else None)


def roster_check(turn: Turn) -> None:
    """查岗: the next 14 days: gaps, overloaded people, leaves."""
    office, today = turn.office, turn.work.now.date()
    plan = plan_from(office, turn.work, turn.work.now)
    found = covered(plan, grids_of(turn), today)
    names = {person.id: person.name for person in office.staff.people}
    turn.reply(said.checked(found, DAYS, names, turn.work.now))
