"""The board's view of duty: what is written and what was arranged, now and for a week."""

from datetime import timedelta

from bot.board import Board
from dispatch.overrides import Override, OverrideKind
from dispatch.roster import at_midnight
from tests.bench.running import bot


async def test_the_board_shows_who_is_on_duty_now_and_this_week() -> None:
    async with bot(1, durable=False) as running:
        app = running.app
        board = Board(app, None)
        (written,) = await board.duty()
        today = at_midnight(app.clock.now().date())
        leave = Override(
            kind=OverrideKind.LEAVE,
            person=app.settings.staff.people[1].id,
            starts_at=today,
            ends_at=today + timedelta(days=1),
            by="secretary",
            made_at=today,
        )
        await app.store.transact(lambda work: work.overrides.add(leave))
        (arranged,) = await board.duty()
    week = written["week"]
    assert isinstance(week, list)
    assert (written["manned"], len(week)) == (True, 7)
    assert written["now"] != arranged["now"]
