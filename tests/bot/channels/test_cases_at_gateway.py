"""From a word in a group of the npm gateway to a closed case; what was said stands in the gateway's records."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.channels.status import State
from bot.sender import AWAY
from dispatch.cases import Status
from intents.understand import Understanding
from tests.bot.channels.conftest import ROOM
from tests.bot.channels.gateway import Gateway
from tests.bot.channels.gateway_community import AtGateway, community_at
from tests.bot.channels.wechaty_stage import until

REPORT, ANOTHER = "3栋2单元电梯坏了", "5号路灯不亮了，在1栋门口"


@pytest.fixture
async def linli(gateway: Gateway, tmp_path: Path, understanding: Understanding) -> AsyncIterator[AtGateway]:
    async with community_at(gateway, tmp_path, understanding) as running:
        yield running


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 480), "grey").save(out, format="JPEG")
    return out.getvalue()


async def test_a_residents_word_becomes_a_case_that_the_resident_closes(linli: AtGateway) -> None:
    await linli.say("chen", "早上好，今天天气不错", room=ROOM)
    await linli.say("li", REPORT, room=ROOM)
    assert (await linli.hears(ROOM, "已登记 #1 电梯故障")).startswith("@李阿姨\u2005")
    assert "李阿姨" in await linli.hears("wang", "新工单 #1")
    await linli.say("wang", "接单")
    await linli.hears("wang", "目标：")
    await linli.say("wang", "办结 换了主板")
    await linli.say("wang", content=photo())
    await linli.hears("wang", "照片已存到 #1")
    assert (await linli.hears(ROOM, "解决了吗")).startswith("@李阿姨\u2005")
    await linli.say("li", "满意", room=ROOM)
    await linli.hears("wang", "居民评价：满意")
    (case,) = await linli.cases()
    said = (await linli.gateway.records())["said"]
    assert (case.status, case.closed_how, case.reporter) == (Status.CLOSED, "confirmed", "wechat:li")
    assert [linli.app.shelf.read(name) is not None for name in case.proof] == [True]
    assert {tuple(line["mentions"]) for line in said if line["conversation"] == ROOM} == {("li",)}


async def test_a_message_told_twice_or_under_two_ids_is_one_case(linli: AtGateway) -> None:
    first = await linli.say("li", REPORT, room=ROOM)
    await linli.gateway.do("tell", id=first)
    await linli.say("li", REPORT, room=ROOM)
    await linli.hears(ROOM, "#1")
    await linli.say("chen", ANOTHER, room=ROOM)
    await linli.hears(ROOM, "#2")
    assert [case.number for case in await linli.cases()] == [2, 1]


async def test_a_reporter_takes_the_message_back_and_the_case_with_it(linli: AtGateway) -> None:
    message_id = await linli.say("li", REPORT, room=ROOM)
    await linli.hears(ROOM, "已登记 #1")
    at = int(linli.clock.now().timestamp() * 1000)
    await linli.gateway.do("say", sender="li", room=ROOM, type=13, text=message_id, at=at)
    await linli.hears("wang", "撤")
    (case,) = await linli.cases()
    assert case.status is Status.WITHDRAWN


async def test_a_killed_gateway_costs_no_case_and_doubles_none(linli: AtGateway) -> None:
    await linli.say("li", REPORT, room=ROOM)
    await linli.hears(ROOM, "已登记 #1")
    await linli.gateway.restart()
    await until(lambda: linli.channel.reconnects == 1, seconds=20)
    await linli.becomes(State.SIGNED_IN)
    await linli.say("chen", ANOTHER, room=ROOM)
    await linli.hears(ROOM, "#2")
    assert [case.number for case in await linli.cases()] == [2, 1]


async def test_what_is_due_while_the_gateway_is_away_is_said_once_when_it_is_back(
    linli: AtGateway,
) -> None:
    linli.gateway.kill()
    await linli.becomes(State.LOST)
    linli.console.say("liayi", "console:web", REPORT)
    await until(lambda: len(linli.console.lines("console:web")) == 2)
    await linli.gateway.start()
    await linli.becomes(State.SIGNED_IN)
    linli.clock.move_to(linli.clock.now() + AWAY)
    await linli.hears("wang", "新工单 #1")
    assert sum("新工单 #1" in text for text in await linli.gateway.texts("wang")) == 1


async def test_a_frozen_gateway_holds_up_no_other_channel(linli: AtGateway) -> None:
    await linli.say("li", REPORT, room=ROOM)
    await linli.hears(ROOM, "已登记 #1")
    linli.gateway.freeze()
    await linli.becomes(State.FROZEN)
    linli.console.say("liayi", "console:web", "2栋楼道灯坏了")
    await until(lambda: len(linli.console.lines("console:web")) == 2)
    linli.gateway.thaw()
    await linli.becomes(State.SIGNED_IN)
    assert "已登记 #2" in linli.console.lines("console:web")[-1].text


async def test_a_line_that_the_gateway_refuses_is_said_later(linli: AtGateway) -> None:
    await linli.gateway.do("fail", call="messageSendText", times=1)
    await linli.say("li", "@小格 帮助", room=ROOM)
    await linli.hears(ROOM, "进度")
    records = await linli.gateway.records()
    assert (records["calls"]["messageSendText"], len(records["said"])) == (2, 1)
