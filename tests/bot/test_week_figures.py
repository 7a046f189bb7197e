"""周报 from the store: what the figures are counted from."""

from bot.handlers.overview import week_figures
from dispatch import handling
from dispatch.figures import WeeklyFigures
from dispatch.office import Office
from dispatch.store import Work
from dispatch.striking import strike
from dispatch.week import Week
from tests.dispatch.builders import WANG, at
from tests.dispatch.stage import OFFICE, Stage


def _strike_and_count(office: Office, work: Work) -> WeeklyFigures:
    for deadline in work.deadlines.due(work.now):
        strike(office, work, deadline)
    return week_figures(office, work, Week.of(at("2026-03-02 00:00")))


def test_what_the_tick_of_the_summary_itself_changes_was_otherwise_at_the_end_of_the_week() -> None:
    stage = Stage(OFFICE)
    stage.accepted("light")
    stage.do(handling.park, WANG, 1, at("2026-03-09 07:00"), "等配件")
    stage.move_to("2026-03-09 08:30")  # the bot was down at seven

    figures = stage.do(_strike_and_count)
    stage.close()

    assert (figures.parked.now, figures.open.now) == (1, 1)
