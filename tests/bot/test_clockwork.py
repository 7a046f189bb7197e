"""What a tick does after a pause: by night only what is urgent, by day as things stand then."""

from datetime import datetime, timedelta

from bot.clockwork import Clockwork
from bot.manners import Manners
from dispatch import handling, intake
from dispatch.intake import Draft
from dispatch.messages import Purpose
from dispatch.people import Person
from dispatch.places import Place
from dispatch.store import Work
from tests.bot.stage import GROUP, OFFICE, SECRETARY, WANG, Stage
from tests.dispatch.builders import at


def clockwork(stage: Stage) -> Clockwork:
    return Clockwork(
        store=stage.store,
        clock=stage.clock,
        office=OFFICE,
        memory=stage.memory,
        manners=Manners(),
        answer_within=timedelta(minutes=10),
    )


async def accepted(stage: Stage, type_code: str) -> None:
    """A case of Monday evening in the hands of Wang, who has not come yet."""

    def unit(work: Work) -> None:
        draft = Draft(
            type=type_code,
            place=Place(compound="金辉华府", building="3"),
            text="坏了",
            reporter="console:liayi",
            reporter_name="李阿姨",
            conversation=GROUP,
        )
        handling.accept(OFFICE, work, WANG, intake.open_case(OFFICE, work, draft).number)

    await stage.do(unit)


async def said(stage: Stage, moment: datetime, person: Person = WANG) -> list[Purpose]:
    """Tick at the moment; why the lines to this person are said that are waiting then."""
    stage.clock.move_to(moment)
    await clockwork(stage).tick()
    lines = await stage.store.read(lambda work: work.outbox.waiting_in(person.contact))
    return [line.purpose for line in lines]


async def test_a_late_reminder_of_a_routine_case_is_not_even_thought_of_at_night(stage: Stage) -> None:
    await accepted(stage, "noise")

    assert await said(stage, at("2026-03-04 03:00")) == []
    assert await said(stage, at("2026-03-04 07:00")) == [Purpose.REMINDER]


async def test_a_late_reminder_is_dropped_when_the_night_made_it_pointless(stage: Stage) -> None:
    await accepted(stage, "noise")
    await said(stage, at("2026-03-04 03:00"))
    await stage.do(lambda work: handling.arrive(OFFICE, work, WANG, 1))

    assert await said(stage, at("2026-03-04 07:00")) == []


async def test_a_late_reminder_of_an_outage_is_said_at_night(stage: Stage) -> None:
    await accepted(stage, "power")

    assert Purpose.REMINDER in await said(stage, at("2026-03-04 03:00"))


async def test_a_late_weekly_summary_waits_for_the_morning(stage: Stage) -> None:
    await clockwork(stage).tick()

    assert await said(stage, at("2026-03-10 03:00"), SECRETARY) == []  # Tuesday: the bot was down on Monday
    assert await said(stage, at("2026-03-10 07:00"), SECRETARY) == [Purpose.NOTICE]
