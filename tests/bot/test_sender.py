"""From the outbox to the channel: order, pacing, merging, dropping, retrying."""

import asyncio
import logging
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.channels import ChannelAwayError, ChannelRefusedError
from bot.pacing import Pace
from bot.sender import AWAY, LONGEST_WAIT, TRIES, Sender
from dispatch import handling, intake
from dispatch.cases import Status
from dispatch.intake import Draft
from dispatch.messages import Outbound, Purpose, Urgency
from dispatch.places import Place
from dispatch.store import Work
from tests.bot.fakes import FakeChannel
from tests.bot.stage import GROUP, NEXT_DOOR, OFFICE, START, WANG, Stage, line

GAP = timedelta(seconds=2)


async def next_due(stage: Stage) -> datetime | None:
    return await stage.store.read(lambda work: work.upcoming().outbox)


async def drain_until_quiet(stage: Stage) -> list[datetime]:
    """Say everything, moving the clock to each line that is due later; the moments of the drains."""
    moments = []
    while due := await next_due(stage):
        stage.clock.move_to(due)
        moments.append(stage.clock.now())
        await stage.sender.drain()
    return moments


async def test_lines_are_said_in_the_order_put_in(stage: Stage) -> None:
    await stage.put(line("one"), line("two"), line("three"))
    await stage.sender.drain()

    assert (stage.channel.texts, stage.sender.said) == (["one", "two", "three"], 3)


async def test_an_alarm_goes_before_everything_else(stage: Stage) -> None:
    await stage.put(line("reply"), line("alarm", Purpose.ALARM, urgency=Urgency.ALARM))
    await stage.sender.drain()

    assert stage.channel.texts == ["alarm", "reply"]


async def test_a_line_is_not_said_before_its_time(stage: Stage) -> None:
    await stage.put(line("later", due_at=START + timedelta(seconds=1)))
    await stage.sender.drain()
    early = list(stage.channel.texts)
    stage.later(seconds=1)
    await stage.sender.drain()

    assert (early, stage.channel.texts) == ([], ["later"])


async def test_a_line_is_said_once(stage: Stage) -> None:
    await stage.put(line("one"))
    await asyncio.gather(stage.sender.drain(), stage.sender.drain())
    stage.later(days=1)
    await stage.sender.drain()

    assert stage.channel.texts == ["one"]


async def test_a_line_found_on_its_way_after_a_crash_is_said_once_more(stage: Stage) -> None:
    await stage.put(line("one"))
    await stage.do(lambda work: work.outbox.claim(work.now))
    await stage.sender.drain()
    before = list(stage.channel.texts)
    await stage.do(lambda work: work.outbox.recover())
    await stage.sender.drain()

    assert (before, stage.channel.texts) == ([], ["one"])


# pacing


async def test_lines_of_one_conversation_keep_the_gap(stage: Stage) -> None:
    stage.sender.gap = GAP
    await stage.put(line("one"), line("two"), line("three"))

    assert await drain_until_quiet(stage) == [START, START + GAP, START + 2 * GAP]
    assert stage.channel.texts == ["one", "two", "three"]


async def test_another_conversation_does_not_wait_for_the_gap(stage: Stage) -> None:
    stage.sender.gap = GAP
    await stage.put(line("one"), line("other", conversation=NEXT_DOOR))
    await stage.sender.drain()

    assert stage.channel.texts == ["one", "other"]


@pytest.mark.parametrize("purpose", [Purpose.ALARM, Purpose.SAFETY])
async def test_an_emergency_does_not_wait_for_the_gap(stage: Stage, purpose: Purpose) -> None:
    stage.sender.gap = GAP
    await stage.put(line("one"))
    await stage.sender.drain()
    await stage.put(line("119", purpose, urgency=Urgency.ALARM))
    await stage.sender.drain()

    assert stage.channel.texts == ["one", "119"]


# merging


async def test_receipts_of_one_group_become_one_line(stage: Stage) -> None:
    li = line("@李阿姨 已登记 #1 …", Purpose.RECEIPT, brief="#1 噪声", mentions=("console:liayi",))
    chen = line("@陈伯 已登记 #2 …", Purpose.RECEIPT, brief="#2", mentions=("console:chenbo",))
    await stage.put(li, line("between"), chen)
    await stage.sender.drain()

    assert stage.channel.texts == ["已登记 #1 噪声、#2，都已转给值班网格员。", "between"]
    assert (stage.channel.said[0].mentions, await next_due(stage)) == ((), None)


async def test_every_receipt_that_was_merged_counts_as_said(stage: Stage) -> None:
    await stage.put(*(line("…", Purpose.RECEIPT, brief=f"#{number}") for number in (1, 2, 3)))
    await stage.sender.drain()

    assert await stage.store.transact(lambda work: work.outbox.recover()) == 0


async def test_one_receipt_stays_as_it_is(stage: Stage) -> None:
    await stage.put(
        line("@李阿姨 已登记 #1 …", Purpose.RECEIPT, brief="#1 噪声"),
        line("@珠姐 已登记 #2 …", Purpose.RECEIPT, brief="#2 噪声", conversation=NEXT_DOOR),
    )
    await stage.sender.drain()

    assert stage.channel.texts == ["@李阿姨 已登记 #1 …", "@珠姐 已登记 #2 …"]


async def test_a_receipt_without_a_brief_is_never_merged(stage: Stage) -> None:
    await stage.put(
        line("这件事已有人报", Purpose.RECEIPT), line("已登记 #2 …", Purpose.RECEIPT, brief="#2 噪声")
    )
    await stage.sender.drain()

    assert stage.channel.texts == ["这件事已有人报", "已登记 #2 …"]


async def test_merged_receipts_that_could_not_be_said_are_said_merged_later(stage: Stage) -> None:
    stage.channel.break_down(1)
    await stage.put(line("…", Purpose.RECEIPT, brief="#1 噪声"), line("…", Purpose.RECEIPT, brief="#2 停车"))
    await drain_until_quiet(stage)

    assert stage.channel.texts == ["已登记 #1 噪声、#2 停车，都已转给值班网格员。"]


# what is late


@pytest.mark.parametrize(
    ("purpose", "hour"),
    [
        (Purpose.RECEIPT, 7),
        (Purpose.EVALUATION, 7),
        (Purpose.REMINDER, 7),
        (Purpose.NOTICE, 7),
        (Purpose.REPLY, 2),
        (Purpose.SAFETY, 2),
    ],
)
async def test_what_was_meant_for_the_day_is_not_said_in_the_night_after_a_pause(
    stage: Stage, purpose: Purpose, hour: int
) -> None:
    await stage.put(line("line", purpose))
    stage.later(hours=7)  # nobody was there to say it until two in the morning
    await stage.sender.drain()
    await drain_until_quiet(stage)

    assert (stage.clock.now().hour, stage.channel.texts) == (hour, ["line"])


# what became pointless


def case_in(status: Status, work: Work, type_code: str = "noise") -> int:
    """A case of the stage's grid, taken as far as this status."""
    draft = Draft(
        type=type_code,
        place=Place(compound="金辉华府", building="3"),
        text="太吵了",
        reporter="console:liayi",
        reporter_name="李阿姨",
        conversation=GROUP,
    )
    number = intake.open_case(OFFICE, work, draft).number
    if status in (Status.ACCEPTED, Status.RESOLVED):
        handling.accept(OFFICE, work, WANG, number)
    if status is Status.RESOLVED:
        handling.resolve(OFFICE, work, WANG, number, "已劝停", ())
    return number


@pytest.mark.parametrize(
    ("purpose", "status", "said"),
    [
        (Purpose.TASK, Status.ASSIGNED, True),
        (Purpose.TASK, Status.ACCEPTED, False),
        (Purpose.REMINDER, Status.ACCEPTED, True),
        (Purpose.REMINDER, Status.RESOLVED, False),
        (Purpose.AGAIN, Status.ASSIGNED, True),
        (Purpose.AGAIN, Status.ACCEPTED, False),
        (Purpose.NUDGE, Status.ACCEPTED, True),
        (Purpose.NUDGE, Status.RESOLVED, False),
        (Purpose.EVALUATION, Status.RESOLVED, True),
        (Purpose.EVALUATION, Status.ACCEPTED, False),
        (Purpose.ALARM, Status.RESOLVED, True),
        (Purpose.SAFETY, Status.RESOLVED, True),
        (Purpose.NOTICE, Status.RESOLVED, True),
    ],
)
async def test_a_line_whose_purpose_has_passed_is_dropped(
    stage: Stage, purpose: Purpose, status: Status, said: bool
) -> None:
    number = await stage.store.transact(lambda work: case_in(status, work))
    assert status is await stage.store.read(lambda work: (found := work.cases.get(number)) and found.status)
    await stage.put(line("line", purpose, number=number))
    await stage.sender.drain()

    assert (["line"] if said else [], None) == (stage.channel.texts, await next_due(stage))


# reminders


def reminder(number: int | None, brief: str, purpose: Purpose = Purpose.REMINDER) -> Outbound:
    return line(f"{brief}。", purpose, conversation=WANG.contact, number=number, brief=brief)


async def test_reminders_that_are_due_together_are_one_line(stage: Stage) -> None:
    await stage.put(
        reminder(None, "#1 已超"), reminder(None, "#2 没人接", Purpose.AGAIN), reminder(None, "#3 已超")
    )
    await stage.sender.drain()

    assert stage.channel.texts == ["3件要跟进：\n#1 已超\n#2 没人接\n#3 已超\n回：接单 / 到场 / 办结 加单号"]


async def test_a_single_reminder_is_said_as_it_is(stage: Stage) -> None:
    await stage.put(reminder(None, "#1 已超"))
    await stage.sender.drain()

    assert stage.channel.texts == ["#1 已超。"]


async def remind_often(stage: Stage, type_code: str) -> int:
    """Fifteen reminders of one case, ten minutes apart; how many were said."""
    number = await stage.store.transact(lambda work: case_in(Status.ACCEPTED, work, type_code))
    for _ in range(15):
        await stage.put(reminder(number, "#1 已超"))
        await stage.sender.drain()
        stage.later(minutes=10)
    return len(stage.channel.texts)


async def test_a_person_is_reminded_of_routine_cases_twelve_times_a_day(stage: Stage) -> None:
    assert await remind_often(stage, "noise") == 12


async def test_a_person_is_reminded_of_urgent_cases_however_often(stage: Stage) -> None:
    assert await remind_often(stage, "lift") == 15


async def test_a_new_day_has_room_for_reminders_again(stage: Stage) -> None:
    await remind_often(stage, "noise")
    stage.later(hours=12)
    await stage.put(reminder(1, "#1 已超"))
    await stage.sender.drain()

    assert len(stage.channel.texts) == 13


# retrying


async def test_a_line_that_was_not_said_is_tried_again_with_growing_patience(stage: Stage) -> None:
    stage.channel.break_down(4)
    await stage.put(line("one"))
    moments = await drain_until_quiet(stage)

    assert [(moment - START).total_seconds() for moment in moments] == [0, 1, 3, 7, 15]
    assert stage.channel.texts == ["one"]


async def test_a_line_is_given_up_after_an_hour_of_tries(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.channel.lose(GROUP)
    (number,) = await stage.put(line("one"))
    moments = await drain_until_quiet(stage)
    waits = [later - sooner for sooner, later in pairwise(moments)]

    assert (stage.channel.attempts, max(waits)) == (TRIES, LONGEST_WAIT)
    assert timedelta(minutes=50) < moments[-1] - START < timedelta(minutes=70)
    assert f"line {number} to {GROUP} is given up" in caplog.messages


async def test_a_conversation_that_is_lost_holds_up_no_other(stage: Stage) -> None:
    stage.channel.lose(GROUP)
    await stage.put(line("one"), line("other", conversation=NEXT_DOOR))
    await stage.sender.drain()

    assert stage.channel.texts == ["other"]


async def test_a_fault_of_the_channel_itself_loses_no_line(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.channel.break_down(1, RuntimeError("a bug"))
    await stage.put(line("one"), line("two"))
    await drain_until_quiet(stage)

    assert sorted(stage.channel.texts) == ["one", "two"]
    assert [
        record.exc_info[0].__name__ for record in caplog.records if record.exc_info and record.exc_info[0]
    ] == ["RuntimeError"]


async def test_a_line_for_an_unknown_account_is_given_up_at_once(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.put(line("one", conversation="wechat:room"))
    await stage.sender.drain()

    assert (
        await next_due(stage),
        [record.levelno for record in caplog.records],
    ) == (None, [logging.ERROR])


# accounts


def paced(stage: Stage, account: str = "wechat", pace: Pace | None = None) -> FakeChannel:
    """A second account beside the stage's own."""
    channel = FakeChannel(account)
    stage.sender.channels = {**stage.sender.channels, account: channel}
    stage.sender.paces = {account: pace} if pace else {}
    return channel


async def test_an_account_keeps_its_own_pace(stage: Stage) -> None:
    channel = paced(stage, pace=Pace(account_per_minute=2))
    await stage.put(*(line(str(number), conversation=f"wechat:{number}") for number in range(5)))
    await stage.put(line("console"))
    moments = [(moment - START).total_seconds() for moment in await drain_until_quiet(stage)]

    assert (moments, channel.texts) == ([0, 60, 120], ["0", "1", "2", "3", "4"])
    assert stage.channel.texts == ["console"]


async def test_an_emergency_does_not_wait_for_the_pace(stage: Stage) -> None:
    channel = paced(stage, pace=Pace(gap_from=GAP, gap_to=GAP, account_per_minute=1, per_day=1))
    await stage.put(line("one", conversation="wechat:a"), line("two", conversation="wechat:a"))
    await stage.put(line("fire", Purpose.ALARM, urgency=Urgency.ALARM, conversation="wechat:b"))
    await stage.sender.drain()

    assert channel.texts == ["fire"]


async def test_what_was_said_before_the_start_counts_for_the_pace(stage: Stage) -> None:
    channel = paced(stage, pace=Pace(per_day=1))
    await stage.put(line("before", conversation="wechat:a"))
    await stage.sender.drain()
    again = Sender(
        store=stage.store,
        clock=stage.clock,
        channels=stage.sender.channels,
        gap=timedelta(),
        manners=stage.sender.manners,
        paces=stage.sender.paces,
    )
    await again.remember()
    await stage.put(line("after", conversation="wechat:a"))
    await again.drain()

    assert channel.texts == ["before"]


async def test_a_channel_that_never_ends_a_line_holds_up_no_other(stage: Stage) -> None:
    channel = paced(stage)
    channel.stall()
    await stage.put(line("slow", conversation="wechat:a"), line("quick"))
    draining = asyncio.create_task(stage.sender.drain())
    async with asyncio.timeout(5):
        while not stage.channel.texts:
            await asyncio.sleep(0)
        channel.go_on()
        await draining

    assert (stage.channel.texts, channel.texts) == (["quick"], ["slow"])


async def test_an_account_that_is_away_loses_no_line_however_long(stage: Stage) -> None:
    channel = paced(stage, pace=Pace(per_day=3))
    channel.break_down(1000, ChannelAwayError())
    await stage.put(line("late", conversation="wechat:a"))
    for _ in range(1000):
        stage.clock.move_to(await next_due(stage) or START)
        await stage.sender.drain()
    await drain_until_quiet(stage)

    assert (channel.texts, stage.clock.now() - START) == (["late"], 1000 * AWAY)


async def test_a_line_that_can_never_be_said_is_given_up_at_once(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.channel.break_down(1, ChannelRefusedError("too large"))
    (number,) = await stage.put(line("huge"))
    await stage.sender.drain()

    assert (await next_due(stage), stage.channel.attempts) == (None, 1)
    assert caplog.messages == [f"line {number} to {GROUP} is given up: too large"]
