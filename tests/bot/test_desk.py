"""From the inbox to the outbox: order, bursts, and what happens when a handler fails."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.configuration.safety import SAFETY_TEXTS
from bot.desk import TRY_AGAIN_AFTER
from dispatch.cases import Case
from dispatch.messages import Awaiting, Inbound, Outbound
from tests.bot.stage import FAR, GROUP, NEXT_DOOR, START, Stage

LIFT, LAMP, FIRE = "3栋2单元电梯坏了", "1栋楼道灯坏了", "2栋着火了"


async def handle(stage: Stage, *messages: Inbound) -> None:
    await stage.hear(*messages)
    await stage.desk.drain()


async def cases(stage: Stage) -> list[Case]:
    """All cases, by number."""
    return sorted(await stage.store.read(lambda work: work.cases.find()), key=lambda case: case.number)


async def said(stage: Stage) -> list[Outbound]:
    return await stage.store.transact(lambda work: work.outbox.claim(work.now + FAR))


async def text_kept_of(stage: Stage, message: Inbound) -> str:
    found = await stage.store.read(lambda work: work.inbox.of_message("console", message.message_id))
    assert found is not None
    return found[0].inbound.text


async def test_a_report_becomes_a_case_and_is_done(stage: Stage) -> None:
    await handle(stage, stage.message(LIFT))

    assert [case.type for case in await cases(stage)] == ["lift"]
    assert sorted(line.conversation for line in await said(stage)) == [GROUP, "console:wangfang"]
    assert await stage.kept() == []


async def test_messages_of_one_group_are_handled_in_order(stage: Stage) -> None:
    neighbours = [f"n{count}" for count in range(5)]
    await handle(stage, *(stage.message(LIFT, by=neighbour) for neighbour in neighbours))
    (case,) = await cases(stage)

    assert [f"console:{neighbour}" for neighbour in neighbours] == [
        case.reporter,
        *(supporter.contact for supporter in case.supporters),
    ]


async def test_a_message_is_handled_once_however_often_the_desk_is_called(stage: Stage) -> None:
    await stage.hear(stage.message(LIFT))
    await asyncio.gather(stage.desk.drain(), stage.desk.drain())
    await stage.desk.drain()

    assert [case.number for case in await cases(stage)] == [1]


async def test_a_message_is_not_handled_before_it_is_ready(stage: Stage) -> None:
    await handle(stage, stage.message("电梯又坏了"))
    early = await said(stage)
    stage.later(seconds=20)
    await stage.desk.drain()

    assert (
        early,
        [line.text for line in await said(stage)],
    ) == ([], ["@李阿姨 电梯故障在几栋几单元，或者哪个位置？"])


async def test_the_fragments_of_one_speaker_are_one_message(stage: Stage) -> None:
    await stage.hear(stage.message("电梯又坏了"))
    stage.later(seconds=5)
    await handle(stage, stage.message("3栋2单元"))
    (case,) = await cases(stage)

    assert (case.place.building, case.place.unit, case.text) == ("3", "2", "电梯又坏了，3栋2单元")


async def test_fragments_that_are_ready_together_are_handled_once(stage: Stage) -> None:
    fragments = [stage.message("电梯又坏了"), stage.message("3栋2单元")]
    await stage.hear(*fragments)
    stage.later(seconds=20)
    await stage.desk.drain()

    assert len(await cases(stage)) == 1
    assert [await text_kept_of(stage, fragment) for fragment in fragments] == ["电梯又坏了", "3栋2单元"]


async def test_the_fragments_of_two_neighbours_are_never_mixed(stage: Stage) -> None:
    await stage.hear(stage.message("电梯又坏了"))
    await handle(stage, stage.message(LAMP, by="chenbo"))
    (case,) = await cases(stage)

    assert (case.reporter, case.text) == ("console:chenbo", LAMP)


async def test_a_command_between_fragments_stands_for_itself(stage: Stage) -> None:
    await stage.hear(stage.message("电梯又坏了"))
    await handle(stage, stage.message("值班", addressed=True))

    assert [kept.inbound.text for kept in await stage.kept()] == ["电梯又坏了"]
    assert [line.text for line in await said(stage)] == ["玉融一网格现在值班：A岗 王芳，B岗 李强。"]


async def test_small_talk_that_was_kept_is_erased(stage: Stage) -> None:
    chatter = stage.message("谁家转让婴儿车")
    await handle(stage, stage.message(LIFT))
    await handle(stage, chatter)

    assert await text_kept_of(stage, chatter) == ""


async def test_a_question_that_was_asked_is_remembered_and_forgotten_with_its_answer(stage: Stage) -> None:
    speaker = (GROUP, "console:liayi")
    await handle(stage, stage.message("电梯又坏了"))
    now = stage.later(seconds=20)
    await stage.desk.drain()
    asked = stage.memory.question(speaker, now)
    await handle(stage, stage.message("3栋2单元"))

    assert (asked and asked.awaiting, stage.memory.question(speaker, now)) == (Awaiting.PLACE, None)


async def test_a_case_that_was_opened_is_remembered_for_its_group(stage: Stage) -> None:
    await handle(stage, stage.message(LIFT))

    assert [stage.memory.open_case(where, START) for where in (GROUP, NEXT_DOOR)] == [True, False]


# a handler that fails


def break_handler(stage: Stage) -> None:
    """Without any safety text the handler of a fire raises KeyError."""
    stage.desk.house = replace(stage.desk.house, safety={})


def repair(stage: Stage) -> None:
    stage.desk.house = replace(stage.desk.house, safety=SAFETY_TEXTS)


async def test_a_message_whose_handler_fails_is_put_off_and_nothing_of_it_stays(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    break_handler(stage)
    fire = stage.message(FIRE)
    await handle(stage, fire)

    assert (await cases(stage), await said(stage)) == ([], [])
    assert [kept.ready_at for kept in await stage.kept()] == [START + TRY_AGAIN_AFTER]
    assert [f"message {fire.message_id} could not be handled"] == caplog.messages


async def test_it_is_handled_as_soon_as_the_fault_is_gone(stage: Stage) -> None:
    break_handler(stage)
    await handle(stage, stage.message(FIRE))
    repair(stage)
    stage.later(minutes=1)
    await stage.desk.drain()

    assert [case.type for case in await cases(stage)] == ["fire"]
    assert await stage.kept() == []


async def test_it_is_given_up_after_three_tries_and_its_text_kept_for_the_operator(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    break_handler(stage)
    fire = stage.message(FIRE)
    await stage.hear(fire)
    tries = []
    while kept := await stage.kept():
        stage.clock.move_to(kept[0].ready_at)
        tries.append(stage.clock.now() - START)
        await stage.desk.drain()

    assert [timedelta(minutes=minute) for minute in (0, 1, 2)] == tries
    assert await text_kept_of(stage, fire) == FIRE
    assert [
        record.getMessage()
        for record in caplog.records
        if record.exc_info is None and record.levelno == logging.ERROR
    ] == ["inbox rows [1] are given up after 3 tries"]


async def test_a_message_whose_handler_fails_holds_up_no_other(stage: Stage) -> None:
    break_handler(stage)
    await handle(
        stage,
        stage.message(FIRE),
        stage.message(LIFT, by="chenbo"),
        stage.message(LAMP, by="zhujie", conversation=NEXT_DOOR),
    )

    assert sorted(case.type for case in await cases(stage)) == ["lift", "light"]
