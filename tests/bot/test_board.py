"""The board's view of duty and of the agenda."""

from datetime import timedelta

from bot.board import Board
from dispatch import tabling
from dispatch.cases import Case
from dispatch.intake import Draft, open_case
from dispatch.overrides import Override, OverrideKind
from dispatch.people import Role
from dispatch.places import Place
from dispatch.roster import at_midnight
from dispatch.store import Work
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


async def test_the_board_shows_an_agenda_item_before_and_after_its_decision() -> None:
    async with bot(1, durable=False) as running:
        app, office = running.app, running.app.settings.office
        board = Board(app, None)
        secretary = next(person for person in office.staff.people if person.role is Role.SECRETARY)
        compound = office.community.compounds()[0].name
        draft = Draft(
            type="light",
            place=Place(compound=compound, building="3"),
            text="楼道灯不亮",
            reporter="console:resident",
            reporter_name="李阿姨",
            conversation="console:resident",
        )

        def table(work: Work) -> None:
            tabling.table(office, work, secretary, open_case(office, work, draft).number, "")

        def decide(work: Work) -> None:
            deadline = work.now + timedelta(days=9)
            decision = tabling.Decision(goal="换LED", deadline=deadline, criterion="", holder=secretary)
            assert not isinstance(tabling.decide(office, work, secretary, 1, decision), Case)

        await app.store.transact(table)
        (waiting,) = await board.agenda()
        await app.store.transact(decide)
        (decided,) = await board.agenda()
    assert (waiting["title"], waiting["decision"], waiting["follow_up"]) == ("#1 公共照明", "", None)
    assert [step["done"] for step in waiting["steps"]] == [True, False, False, False, False]  # type: ignore[attr-defined]
    assert (decided["number"], decided["follow_up"], decided["voices"]) == (1, 2, "0/1")
    assert [step["done"] for step in decided["steps"]] == [True, True, True, False, False]  # type: ignore[attr-defined]
