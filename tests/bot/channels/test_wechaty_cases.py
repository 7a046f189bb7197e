"""From a word in a WeChat group to a closed case, with whatever the gateway does in between."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.board import Board
from bot.channels.status import State
from bot.presence import MISSED, SETTLED
from bot.qr import as_svg
from bot.sender import AWAY
from dispatch.cases import Status
from intents.understand import Understanding
from tests.bot.channels.wechaty_community import ROOM, Community, community
from tests.bot.channels.wechaty_double import BOT, PICTURE, Room
from tests.bot.channels.wechaty_stage import until

REPORT = "3栋2单元电梯坏了"


@pytest.fixture
async def linli(tmp_path: Path, understanding: Understanding) -> AsyncIterator[Community]:
    async with community(tmp_path, understanding) as running:
        yield running


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 64), "grey").save(out, format="JPEG")
    return out.getvalue()


async def test_a_residents_word_becomes_a_case_that_the_resident_closes(linli: Community) -> None:
    double = linli.double
    double.say("chenbo", "早上好，今天天气不错", room=ROOM)
    double.say("li", REPORT, room=ROOM)
    receipt = await linli.hears(ROOM, "已登记 #1 电梯故障")
    task = await linli.hears("wang", "新工单 #1")
    double.say("wang", "接单")
    await linli.hears("wang", "#1")
    double.say("wang", "办结 换了主板")
    double.say("wang", type=PICTURE, content=photo())
    await linli.hears("wang", "照片已存到 #1")
    question = await linli.hears(ROOM, "解决了吗")
    double.say("li", "满意", room=ROOM)
    await linli.hears("wang", "居民评价：满意")
    (case,) = await linli.cases()
    assert [receipt.partition("\u2005")[0], "李阿姨" in task, question[:5]] == [
        "@李阿姨",
        True,
        "@李阿姨\u2005",
    ]
    assert (case.status, case.closed_how, case.reporter) == (Status.CLOSED, "confirmed", "wechat:li")
    assert [linli.app.shelf.read(name) is not None for name in case.proof] == [True]
    assert next(said.mentions for said in double.said if said.conversation == ROOM) == ("li",)


async def test_a_message_named_twice_or_under_two_ids_is_one_case(linli: Community) -> None:
    first = linli.double.say("li", REPORT, room=ROOM)
    linli.double.tell(first)
    linli.double.say("li", REPORT, room=ROOM)
    await linli.hears(ROOM, "#1")
    linli.double.say("chenbo", "5号路灯不亮了，在1栋门口", room=ROOM)
    await linli.hears(ROOM, "#2")
    assert [case.number for case in await linli.cases()] == [2, 1]


async def test_a_gateway_that_dies_in_between_costs_no_case_and_doubles_none(linli: Community) -> None:
    linli.double.say("li", REPORT, room=ROOM)
    await linli.hears(ROOM, "已登记 #1")
    await linli.double.kill()
    await until(lambda: linli.channel.status.state is State.LOST)
    await linli.double.start()
    await until(lambda: linli.channel.status.state is State.SIGNED_IN)
    linli.double.say("chenbo", "5号路灯不亮了，在1栋门口", room=ROOM)
    await linli.hears(ROOM, "#2")
    assert [case.number for case in await linli.cases()] == [2, 1]


async def test_what_is_to_be_said_while_the_gateway_is_away_is_said_once_when_it_is_back(
    linli: Community,
) -> None:
    await linli.double.kill()
    await until(lambda: linli.channel.status.state is State.LOST)
    linli.console.say("liayi", "console:web", REPORT)
    await until(lambda: len(linli.console.lines("console:web")) == 2)
    await linli.double.start()
    await until(lambda: linli.channel.status.state is State.SIGNED_IN)
    linli.clock.move_to(linli.clock.now() + AWAY)
    await linli.hears("wang", "新工单 #1")
    assert sum("新工单 #1" in text for text in linli.said("wang")) == 1


async def test_a_frozen_gateway_holds_up_no_other_channel(linli: Community) -> None:
    linli.double.say("li", REPORT, room=ROOM)
    await linli.hears(ROOM, "已登记 #1")
    linli.double.freeze()
    linli.console.say("liayi", "console:web", "2栋楼道灯坏了")
    await until(lambda: len(linli.console.lines("console:web")) == 2)
    await until(lambda: linli.channel.status.state is State.FROZEN)
    assert "已登记 #2" in linli.console.lines("console:web")[-1].text


async def test_a_line_that_the_gateway_refuses_is_said_later(linli: Community) -> None:
    linli.double.refusals.update({"MessageSendText": 1})
    linli.double.say("li", "@小格 帮助", room=ROOM)
    await until(lambda: bool(linli.double.said))
    assert linli.double.calls["MessageSendText"] == 2


async def test_staff_and_groups_hear_of_an_outage_that_the_account_could_not_tell(linli: Community) -> None:
    linli.double.say("li", REPORT, room=ROOM)
    await linli.hears(ROOM, "已登记 #1")
    linli.clock.move_to(linli.clock.now() + SETTLED)
    await linli.double.kill()
    await until(lambda: linli.channel.status.state is State.LOST)
    linli.clock.move_to(linli.clock.now() + MISSED)
    await until(lambda: len(linli.console.lines("console:lin")) == 1)
    await linli.double.start()
    await until(lambda: linli.channel.status.state is State.SIGNED_IN)
    linli.clock.move_to(linli.clock.now() + SETTLED)
    await linli.hears(ROOM, "期间的诉求请再发一次")
    await until(lambda: len(linli.console.lines("console:lin")) == 2)
    away, back = (line.text for line in linli.console.lines("console:lin"))
    assert ("连不上网关" in away, "wechat 恢复了" in back) == (True, True)
    assert sum("期间的诉求" in text for text in linli.said(ROOM)) == 1


async def test_health_and_metrics_tell_how_the_account_is_doing(linli: Community) -> None:
    await until(lambda: linli.channel.status.state is State.SIGNED_IN)
    linli.double.sign_out("手机上退出了")
    linli.double.scan("https://login.weixin.qq.com/l/abc")
    await until(lambda: linli.channel.status.state is State.QR)
    health = linli.health()
    accounts = health["accounts"]
    assert isinstance(accounts, dict)
    assert (accounts["wechat"]["state"], health["account_signed_in"]) == ("qr", {"wechat": 0})
    assert "login.weixin" not in str(health)


async def test_staff_ask_the_bot_into_a_group_and_bind_it(linli: Community) -> None:
    double = linli.double
    invitation = double.invite("wang", "邻里一家亲")
    await until(lambda: double.accepted == [invitation])
    double.rooms["r2@chatroom"] = Room(topic="邻里一家亲", members={BOT: "", "wang": "", "li": ""})
    double.join("r2@chatroom", BOT, inviter="wang")
    await linli.hears("wang", "我进了群“邻里一家亲”，还不知道是哪个小区")
    double.say("li", REPORT, room="r2@chatroom")
    double.say("wang", "绑定小区 金辉华府", room="r2@chatroom")
    await linli.hears("r2@chatroom", "本群已绑定金辉华府")
    await linli.hears("r2@chatroom", "大家好，我是小格")
    double.say("li", "2栋1单元门禁刷不开", room="r2@chatroom")
    await linli.hears("r2@chatroom", "已登记 #1 门禁道闸")
    assert len(await linli.cases()) == 1  # what was said before the group was bound is nobody's


async def test_a_stranger_s_invitation_is_the_secretary_s_decision(linli: Community) -> None:
    linli.double.invite("li", "同学群")
    await until(lambda: any("进群 1" in line.text for line in linli.console.lines("console:lin")))
    assert linli.double.accepted == []
    linli.console.say("lin", "console:lin", "进群 1")
    await until(lambda: len(linli.double.accepted) == 1)


async def test_the_board_shows_an_account_with_its_code_and_tells_when_it_changes(linli: Community) -> None:
    await until(lambda: linli.channel.status.state is State.SIGNED_IN)
    board, changes = Board(linli.app), list[str]()
    board.subscribe(lambda: changes.append("again"))
    linli.double.sign_out()
    linli.double.scan("https://login.weixin.qq.com/l/abc")
    await until(lambda: linli.channel.status.state is State.QR)
    (account,) = board.accounts()
    drawn = board.login_code("wechat")
    assert (account["state_name"], len(changes) >= 2) == ("等待扫码登录", True)
    assert (drawn, board.login_code("other")) == (as_svg("https://login.weixin.qq.com/l/abc"), None)
    assert "login.weixin" not in str(account)
    linli.double.sign_in()
    await until(lambda: linli.channel.status.state is State.SIGNED_IN)
    assert (board.login_code("wechat"), board.accounts()[0]["code"]) == (None, None)


async def test_messages_that_come_out_of_order_are_each_a_case_in_the_order_heard(linli: Community) -> None:
    now = linli.clock.now().timestamp() * 1000
    linli.double.say("chenbo", "5号路灯不亮了，在1栋门口", room=ROOM, at=now)
    linli.double.say("li", REPORT, room=ROOM, at=now - 90_000)
    linli.double.say("wang", "接单 1", at=now - 60_000)
    await linli.hears("wang", "已接单 #1")
    await until(lambda: any("#2" in text for text in linli.said(ROOM)))
    assert [case.type for case in await linli.cases()] == ["lift", "light"]


async def test_nothing_is_written_where_the_bot_is_started(
    tmp_path: Path, understanding: Understanding, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, data = tmp_path / "started", tmp_path / "data"
    started.mkdir()
    data.mkdir()
    monkeypatch.chdir(started)
    monkeypatch.setenv("HOME", str(started))
    async with community(data, understanding) as linli:
        linli.double.say("li", REPORT, room=ROOM)
        linli.double.say("li", type=PICTURE, content=photo(), room=ROOM)
        await linli.hears("wang", "李阿姨补充：发来照片")
    assert list(started.iterdir()) == []
