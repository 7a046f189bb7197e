"""What is kept of what is heard: chatter ends here, requests get a row, bursts wait, pictures are fetched."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.receiver import LONGEST_KEPT, Counts
from dispatch.clock import VirtualClock
from dispatch.messages import Awaiting, Dialogue, Inbound, Kind
from dispatch.store import Store, upgrade
from intents.understand import Understanding
from tests.bot.stage import GROUP, START, Stage, build

REPORT = "3栋2单元电梯坏了"  # complete: a type and a place
INCOMPLETE = "电梯又坏了"
FIRE = "3栋2单元着火了，快来人"
CHATTER = "今天的鱼丸真好吃"
BURST = timedelta(seconds=20)


def photo(colour: str = "red") -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, format="PNG")
    return out.getvalue()


async def texts(stage: Stage) -> list[str]:
    return [kept.inbound.text for kept in await stage.kept()]


async def ready(stage: Stage) -> list[datetime]:
    return [kept.ready_at for kept in await stage.kept()]


@contextlib.asynccontextmanager
async def hearing(stage: Stage) -> AsyncIterator[None]:
    """The receiver hears the channel meanwhile."""
    task = asyncio.create_task(stage.receiver.run(stage.channel))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def until_kept(stage: Stage, text: str) -> None:
    while text not in await texts(stage):
        await asyncio.sleep(0)


# chatter


async def test_chatter_is_counted_and_not_kept(stage: Stage) -> None:
    await stage.hear(stage.message(CHATTER), stage.message("哈哈哈", by="chenbo"), stage.message(REPORT))

    assert (Counts(heard=3, ignored=2), [REPORT]) == (stage.receiver.counts, await texts(stage))


async def test_chatter_leaves_no_trace_in_the_database(
    tmp_path: Path, clock: VirtualClock, understanding: Understanding
) -> None:
    url = f"sqlite:///{tmp_path / 'linli.db'}"
    upgrade(url)
    store = Store.open(url, community="demo", clock=clock)
    stage = build(store, clock, understanding, tmp_path / "pictures")
    await stage.hear(stage.message(CHATTER), stage.picture(photo()), stage.message(REPORT, by="chenbo"))
    store.close()
    written = b"".join(path.read_bytes() for path in tmp_path.glob("linli.db*"))

    assert [text.encode() in written for text in (CHATTER, REPORT)] == [False, True]
    assert list((tmp_path / "pictures").iterdir()) == []


@pytest.mark.parametrize("kind", [Kind.JOIN, Kind.OTHER, Kind.VOICE, Kind.PICTURE])
async def test_what_is_no_text_is_nothing_for_us_in_a_group(stage: Stage, kind: Kind) -> None:
    await stage.hear(stage.message(kind=kind))

    assert (Counts(heard=1, ignored=1), []) == (stage.receiver.counts, await texts(stage))


@pytest.mark.parametrize(
    ("conversation", "parts"),
    [
        pytest.param("console:liayi", {}, id="said in private"),
        pytest.param(GROUP, {"addressed": True}, id="said to the bot"),
        pytest.param(GROUP, {"kind": Kind.RECALL, "recalled": "m0"}, id="taken back"),
    ],
)
async def test_what_is_meant_for_the_bot_is_kept_whatever_it_says(
    stage: Stage, conversation: str, parts: dict[str, object]
) -> None:
    said = replace(stage.message(CHATTER, conversation=conversation), **parts)  # type: ignore[arg-type]
    await stage.hear(said)

    assert [replace(kept.inbound, heard=None) for kept in await stage.kept()] == [said]


async def test_small_talk_of_somebody_who_just_reported_is_kept_for_ten_minutes(stage: Stage) -> None:
    await stage.hear(stage.message(REPORT))
    stage.later(minutes=5)
    await stage.hear(stage.message(CHATTER), stage.message("2单元左边那台"))
    stage.later(minutes=5)
    await stage.hear(stage.message("谢谢大家"))

    assert await texts(stage) == [REPORT, CHATTER, "2单元左边那台"]


async def test_small_talk_of_a_neighbour_is_not_kept_beside_a_report(stage: Stage) -> None:
    await stage.hear(stage.message(REPORT), stage.message(CHATTER, by="chenbo"))

    assert await texts(stage) == [REPORT]


async def test_an_answer_to_the_bots_question_is_kept(stage: Stage) -> None:
    question = Dialogue(
        conversation=GROUP,
        contact="console:liayi",
        awaiting=Awaiting.PLACE,
        asked_at=START,
        expires_at=START + timedelta(minutes=10),
    )
    stage.memory.follow([question], ())
    await stage.hear(stage.message("3栋"), stage.message("3栋", by="chenbo"))

    assert [kept.inbound.sender for kept in await stage.kept()] == ["console:liayi"]


# bursts


async def test_a_complete_report_is_handled_at_once(stage: Stage) -> None:
    await stage.hear(stage.message(REPORT))

    assert await ready(stage) == [START]


async def test_an_incomplete_report_waits_for_its_other_half(stage: Stage) -> None:
    await stage.hear(stage.message(INCOMPLETE))

    assert await ready(stage) == [START + BURST]


async def test_the_missing_place_ends_the_wait(stage: Stage) -> None:
    await stage.hear(stage.message(INCOMPLETE))
    now = stage.later(seconds=5)
    await stage.hear(stage.message("3栋2单元"))

    assert [START + BURST, now] == await ready(stage)
    assert stage.memory.waiting_since((GROUP, "console:liayi")) is None


async def test_another_half_that_does_not_complete_it_waits_no_longer_than_the_first(stage: Stage) -> None:
    await stage.hear(stage.message(INCOMPLETE))
    stage.later(seconds=5)
    await stage.hear(stage.message("真是的"))

    assert await ready(stage) == [START + BURST] * 2


async def test_the_place_that_a_neighbour_says_completes_nothing(stage: Stage) -> None:
    await stage.hear(stage.message(INCOMPLETE), stage.message("3栋2单元", by="chenbo"))

    assert await texts(stage) == [INCOMPLETE]
    assert await ready(stage) == [START + BURST]


@pytest.mark.parametrize("text", ["着火了快来人", "有人被困在电梯里了"])
async def test_an_emergency_waits_for_nothing(stage: Stage, text: str) -> None:
    await stage.hear(stage.message(text))

    assert await ready(stage) == [START]


async def test_an_emergency_waits_neither_for_its_pictures_nor_for_those_of_others(stage: Stage) -> None:
    others = (stage.message(REPORT, by="chenbo"), stage.picture(photo(), by="chenbo"))
    await stage.hear(others[0])
    stage.channel.stall()
    async with hearing(stage):
        stage.channel.deliver(others[1], stage.picture(photo("blue")), stage.message(FIRE))
        await asyncio.wait_for(until_kept(stage, FIRE), timeout=5)
        before = await texts(stage)
        stage.channel.go_on()
        await asyncio.wait_for(stage.channel.idle(), timeout=5)
    kept = [(each.inbound.text, each.inbound.picture is not None) for each in await stage.kept()]

    assert before == [REPORT, FIRE]
    assert kept[:2] == [(REPORT, False), (FIRE, False)]
    assert kept[2:] == [("", True), ("", True)]


async def test_a_command_waits_for_nothing(stage: Stage) -> None:
    await stage.hear(stage.message("接单 3", by="wangfang", conversation="console:wangfang"))

    assert await ready(stage) == [START]


# pictures


async def test_a_picture_just_before_a_report_is_kept_with_it(stage: Stage) -> None:
    shown = stage.picture(photo())
    await stage.hear(shown)
    stage.later(seconds=30)
    await stage.hear(stage.message(REPORT))
    picture, report = await stage.kept()

    assert [shown.message_id, REPORT] == [picture.inbound.message_id, report.inbound.text]
    assert stage.receiver.shelf.read(picture.inbound.picture or "") is not None


async def test_a_picture_long_before_a_report_is_not_kept(stage: Stage) -> None:
    await stage.hear(stage.picture(photo()))
    stage.later(minutes=5)
    await stage.hear(stage.message(REPORT))

    assert await texts(stage) == [REPORT]


async def test_a_picture_of_a_neighbour_is_not_kept_with_a_report(stage: Stage) -> None:
    await stage.hear(stage.picture(photo(), by="chenbo"), stage.message(REPORT))

    assert await texts(stage) == [REPORT]


async def test_words_just_before_a_report_are_not_kept_with_it(stage: Stage) -> None:
    await stage.hear(stage.message(CHATTER), stage.message(REPORT))

    assert await texts(stage) == [REPORT]


@pytest.mark.parametrize(
    "data", [pytest.param(b"no picture", id="broken"), pytest.param(None, id="not to be fetched")]
)
async def test_a_picture_that_cannot_be_shown_is_kept_without_it(stage: Stage, data: bytes | None) -> None:
    await stage.hear(stage.message(REPORT))
    shown = stage.message(kind=Kind.PICTURE) if data is None else stage.picture(data)
    await stage.hear(shown)

    assert [(kept.inbound.kind, kept.inbound.picture) for kept in await stage.kept()] == [
        (Kind.TEXT, None),
        (Kind.PICTURE, None),
    ]


# what a channel may do to us


async def test_a_text_of_a_hundred_kilobytes_is_cut(stage: Stage) -> None:
    await stage.hear(stage.message(REPORT + "啊" * 100_000))

    assert [(REPORT + "啊" * LONGEST_KEPT)[:LONGEST_KEPT]] == await texts(stage)


async def test_a_message_delivered_twice_is_kept_once(stage: Stage) -> None:
    said = stage.message(REPORT)
    await stage.hear(said)
    stage.later(hours=1)
    await stage.hear(said)

    assert await texts(stage) == [REPORT]


@pytest.mark.parametrize(("seconds", "expected"), [(10, 1), (11, 2)])
async def test_the_same_words_under_another_id_are_one_message_for_ten_seconds(
    stage: Stage, seconds: int, expected: int
) -> None:
    await stage.hear(stage.message(REPORT))
    stage.later(seconds=seconds)
    await stage.hear(stage.message(REPORT))

    assert expected == len(await stage.kept())


async def run(stage: Stage, *messages: Inbound) -> None:
    """Deliver the messages and let the receiver hear them."""
    async with hearing(stage):
        stage.channel.deliver(*messages)
        await asyncio.wait_for(stage.channel.idle(), timeout=5)


async def test_messages_are_kept_in_the_order_heard(stage: Stage) -> None:
    others = [stage.message(text, by="chenbo") for text in ("1栋停电了", "2栋停电了")]
    await run(stage, stage.message(REPORT), stage.message(CHATTER, by="zhujie"), *others)

    assert await texts(stage) == [REPORT, "1栋停电了", "2栋停电了"]


async def test_whatever_is_kept_wakes_the_desk(stage: Stage) -> None:
    woken: list[str] = []
    stage.receiver.wake = lambda: woken.append("up")
    await stage.hear(stage.message(CHATTER), stage.message(REPORT))

    assert woken == ["up"]


async def test_a_message_that_cannot_be_kept_does_not_end_the_hearing(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    unkeepable = stage.message(REPORT, at=datetime(2026, 3, 2, 19))  # noqa: DTZ001  the fault of a channel
    await run(stage, unkeepable, stage.message("1栋停电了"))

    assert await texts(stage) == ["1栋停电了"]
    assert [f"message {unkeepable.message_id} of console could not be kept"] == caplog.messages


# late messages


@pytest.mark.parametrize(
    ("hours", "counts"),
    [(0.1, Counts(heard=1)), (2, Counts(heard=1, late=1)), (25, Counts(heard=1, ignored=1, late=1))],
)
async def test_a_report_that_comes_late_is_kept_for_a_day(stage: Stage, hours: float, counts: Counts) -> None:
    said = stage.message(INCOMPLETE)
    stage.later(hours=hours)
    await stage.hear(said)

    assert (counts, [] if hours > 24 else [INCOMPLETE]) == (stage.receiver.counts, await texts(stage))


async def test_a_late_report_waits_for_no_other_half(stage: Stage) -> None:
    said = stage.message(INCOMPLETE)
    now = stage.later(hours=1)
    await stage.hear(said)

    assert await ready(stage) == [now]


async def test_late_small_talk_belongs_to_no_case_of_now(stage: Stage) -> None:
    said = stage.message(CHATTER)
    stage.later(minutes=30)
    await stage.hear(stage.message(REPORT), said)

    assert await texts(stage) == [REPORT]


# quotes


@pytest.mark.parametrize("quoted", [0, 1])
async def test_who_quotes_a_problem_speaks_of_that_one(stage: Stage, quoted: int) -> None:
    problems = [stage.message("3栋2单元电梯坏了"), stage.message("1栋门口垃圾桶满出来了", by="zhujie")]
    await stage.hear(*problems)
    await stage.hear(stage.message("我家也是", by="chenbo", quote=problems[quoted].text))
    support = (await stage.kept())[-1].inbound

    assert (support.text, support.heard and support.heard.about) == ("我家也是", problems[quoted].message_id)
