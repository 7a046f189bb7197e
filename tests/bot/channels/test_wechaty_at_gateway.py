"""The WeChat account at the npm gateway; what it did is read from the gateway's own records."""

import asyncio
import hashlib
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.channels import ChannelAwayError, ChannelError, ChannelRefusedError
from bot.channels.happenings import Happening
from bot.channels.status import State
from bot.channels.wechaty import Invited, Joined, Left, Renamed, SignedIn, WechatyChannel
from bot.channels.wechaty.speaking import LARGEST
from dispatch.clock import SystemClock
from dispatch.messages import Kind
from tests.bot.channels.certificates import NAME
from tests.bot.channels.conftest import ROOM, TOPIC
from tests.bot.channels.gateway import BOT, FILE, VOICE, Gateway
from tests.bot.channels.gateway_client import client_at
from tests.bot.channels.wechaty_stage import PATIENT, Listening, create_channel, line, signed_in, until

MEBIBYTE = 1024 * 1024
HERE = f"wechat:{ROOM}"
here = partial(line, conversation=HERE)


@pytest.fixture
async def channel(gateway: Gateway, tmp_path: Path) -> AsyncIterator[WechatyChannel]:
    channel = await signed_in(gateway, timings=PATIENT, pictures=tmp_path)
    yield channel
    await channel.close()


@pytest.fixture
async def listening(channel: WechatyChannel) -> AsyncIterator[Listening]:
    listening = Listening(channel)
    yield listening
    await listening.end()


async def becomes(channel: WechatyChannel, state: State) -> None:
    await until(lambda: channel.status.state is state, seconds=20)


async def happened(channel: WechatyChannel, count: int) -> list[Happening]:
    """What happened after the sign-in."""
    seen: list[Happening] = []
    async with asyncio.timeout(10):
        async for happening in channel.happenings():
            if not isinstance(happening, SignedIn):
                seen.append(happening)
            if len(seen) == count:
                break
    return seen


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


# hearing


@pytest.mark.parametrize(
    ("text", "mentions", "addressed"),
    [
        pytest.param("@小格\u2005进度", [BOT], True, id="by id"),
        pytest.param("@小格\u2005进度", [], True, id="by name, without ids"),
        pytest.param("@群里的小格\u2005进度", [], True, id="by alias, without ids"),
        pytest.param("@陈伯\u2005看看", ["chen"], False, id="somebody else"),
        pytest.param("@所有人 明天停水", [BOT, "li"], False, id="everybody"),
    ],
)
async def test_the_bot_knows_when_it_is_meant(
    gateway: Gateway, listening: Listening, text: str, mentions: list[str], addressed: bool
) -> None:
    await gateway.do("alias", room=ROOM, member=BOT, alias="群里的小格")
    await gateway.say("li", text, room=ROOM, mentions=mentions)
    (said,) = await listening.hears(1)
    assert (said.addressed, said.text) == (addressed, text)


@pytest.mark.parametrize(
    "text",
    [
        "「李阿姨：电梯坏了」\n- - - - - - - - - - - - - - -\n我家也是",
        "<msg><appmsg><title>我家也是</title><type>57</type>"
        "<refermsg><type>1</type><content>电梯坏了</content></refermsg></appmsg></msg>",
    ],
    ids=["in the text", "as a card"],
)
async def test_a_quote_is_apart_from_the_words(gateway: Gateway, listening: Listening, text: str) -> None:
    await gateway.say("chen", text, room=ROOM, type=14 if text.startswith("<") else 7)
    (said,) = await listening.hears(1)
    assert (said.kind, said.text, said.quote) == (Kind.TEXT, "我家也是", "电梯坏了")


async def test_kinds_of_messages(gateway: Gateway, listening: Listening) -> None:
    first = await gateway.say("li", "语音", room=ROOM, type=VOICE)
    await gateway.say("li", "文件", room=ROOM, type=FILE)
    await gateway.say("li", "没有这种", room=ROOM, type=99)
    await gateway.do("recall", sender="li", room=ROOM, id=first)
    heard = await listening.hears(4)
    assert [said.kind for said in heard] == [Kind.VOICE, Kind.OTHER, Kind.OTHER, Kind.RECALL]
    assert heard[-1].recalled == first


@pytest.mark.parametrize("size", [5_000, MEBIBYTE, 8 * MEBIBYTE])
async def test_pictures_come_in(gateway: Gateway, channel: WechatyChannel, size: int) -> None:
    content = noise(size)
    message_id = await gateway.say("li", room=ROOM, content=content)
    assert await channel.picture(message_id, limit=20 * MEBIBYTE) == content


async def test_a_voice_and_a_file_come_in(gateway: Gateway, channel: WechatyChannel) -> None:
    for number in (VOICE, FILE):
        message_id = await gateway.say("li", room=ROOM, content=noise(20_000), type=number)
        assert await channel.picture(message_id, limit=MEBIBYTE) == noise(20_000)


async def test_an_old_message_keeps_its_moment(gateway: Gateway, listening: Listening) -> None:
    then = SystemClock().now() - timedelta(hours=3)
    await gateway.say("li", "昨晚的事", room=ROOM, at=int(then.timestamp() * 1000))
    (said,) = await listening.hears(1)
    assert abs(said.at - then) < timedelta(seconds=1)


async def test_another_alias_shows_with_the_next_message(gateway: Gateway, listening: Listening) -> None:
    await gateway.say("li", "一", room=ROOM)
    await listening.hears(1)
    await gateway.do("alias", room=ROOM, member="li", alias="1-1-101李")
    await gateway.say("li", "二", room=ROOM)
    assert [said.sender_name for said in await listening.hears(2)] == ["李阿姨", "1-1-101李"]


# saying


async def test_people_are_mentioned_by_alias_and_id(gateway: Gateway, channel: WechatyChannel) -> None:
    await channel.send(here("已登记 #1", mentions=("wechat:chen",)))
    (said,) = (await gateway.records())["said"]
    assert (said["text"], said["mentions"]) == ("@3-1-302陈伯\u2005已登记 #1", ["chen"])


async def test_a_picture_of_two_mebibytes_goes_out_before_its_words(
    gateway: Gateway, channel: WechatyChannel, tmp_path: Path
) -> None:
    content = noise(2 * MEBIBYTE)
    (tmp_path / "week.png").write_bytes(content)
    await channel.send(here("本周周报", picture="week.png"))
    picture, words = (await gateway.records())["said"]
    assert (picture["name"], picture["sha256"]) == ("week.png", hashlib.sha256(content).hexdigest())
    assert words["text"] == "本周周报"


async def test_the_largest_picture_passes_and_a_larger_one_is_refused_here(
    gateway: Gateway, channel: WechatyChannel, tmp_path: Path
) -> None:
    (tmp_path / "most.png").write_bytes(noise(LARGEST))
    (tmp_path / "more.png").write_bytes(noise(LARGEST + 1))
    await channel.send(here("最大", picture="most.png"))
    with pytest.raises(ChannelRefusedError, match=r"more\.png"):
        await channel.send(here("过大", picture="more.png"))
    said = (await gateway.records())["said"]
    assert [each.get("bytes") or each["text"] for each in said] == [LARGEST, "最大"]


async def test_a_refused_line_is_a_fault_that_may_pass(gateway: Gateway, channel: WechatyChannel) -> None:
    await gateway.do("fail", call="messageSendText", times=1)
    with pytest.raises(ChannelError, match="fails as ordered"):
        await channel.send(here("一"))
    await channel.send(here("二"))
    assert await gateway.texts(ROOM) == ["二"]


# rooms


async def test_an_invitation_is_accepted(
    gateway: Gateway, channel: WechatyChannel, listening: Listening
) -> None:
    await gateway.do("room", id="20002@chatroom", topic="金辉华府二期", members=["wang"])
    invitation_id = await gateway.do("invite", inviter="wang", room="20002@chatroom")
    assert await happened(channel, 1) == [Invited(invitation=invitation_id)]
    invitation = await channel.invitation(invitation_id)
    assert (invitation.inviter, invitation.topic) == ("wechat:wang", "金辉华府二期")
    await channel.accept(invitation_id)
    (joined,) = await happened(channel, 1)
    assert isinstance(joined, Joined)
    assert (joined.room, joined.members) == ("wechat:20002@chatroom", (f"wechat:{BOT}",))
    assert (await gateway.records())["accepted"] == [invitation_id]


async def test_people_come_and_go_and_rename_the_room(
    gateway: Gateway, channel: WechatyChannel, listening: Listening
) -> None:
    before = (await channel.topic(HERE), await channel.members(HERE))
    await gateway.do("join", room=ROOM, members=["wang"], inviter="li")
    await gateway.do("rename", room=ROOM, topic="金辉华府一期", changer="li")
    await gateway.do("leave", room=ROOM, members=["chen", BOT], remover="li")
    joined, renamed, left = await happened(channel, 3)
    after = (await channel.topic(HERE), await channel.members(HERE))
    assert isinstance(joined, Joined)
    assert isinstance(renamed, Renamed)
    assert isinstance(left, Left)
    assert (joined.members, joined.inviter) == (("wechat:wang",), "wechat:li")
    assert (renamed.before, renamed.topic, renamed.by) == (TOPIC, "金辉华府一期", "wechat:li")
    assert (left.members, left.remover) == (("wechat:chen", f"wechat:{BOT}"), "wechat:li")
    assert before == (TOPIC, (f"wechat:{BOT}", "wechat:li", "wechat:chen"))
    assert after == ("金辉华府一期", ("wechat:li", "wechat:wang"))


async def test_of_ten_thousand_rooms_only_the_one_that_speaks_is_asked_for(gateway: Gateway) -> None:
    await gateway.do("rooms", count=10_000, size=500)
    channel = await signed_in(gateway, timings=PATIENT)
    listening = Listening(channel)
    await gateway.say("member-1", "在吗", room="room-9999")
    (said,) = await listening.hears(1)
    await listening.end()
    await channel.close()
    calls = (await gateway.records())["calls"]
    assert said.group == "小区 9999"
    assert calls == {"start": 1, "messagePayload": 1, "roomPayload": 1, "roomMemberPayload": 1}


# the account


async def test_signed_out_then_a_code_then_signed_in(gateway: Gateway, channel: WechatyChannel) -> None:
    await gateway.do("logout", reason="signed in elsewhere")
    await becomes(channel, State.SIGNED_OUT)
    with pytest.raises(ChannelAwayError):
        await channel.send(here())
    await gateway.do("scan", qrcode="https://login.example/1")
    await becomes(channel, State.QR)
    assert channel.status.qr == "https://login.example/1"
    await gateway.do("login")
    await becomes(channel, State.SIGNED_IN)
    assert (channel.status.contact, len(channel.offline)) == (f"wechat:{BOT}", 1)


async def test_who_comes_while_a_code_waits_is_shown_it(gateway: Gateway, channel: WechatyChannel) -> None:
    await gateway.do("logout", reason="")
    await gateway.do("scan", qrcode="https://login.example/2")
    await becomes(channel, State.QR)
    await channel.close()
    second = create_channel(gateway, timings=PATIENT)
    second.connect()
    await becomes(second, State.QR)
    await second.close()
    assert second.status.qr == "https://login.example/2"


async def test_a_wrong_token_is_told(gateway: Gateway) -> None:
    channel = create_channel(gateway, timings=PATIENT, token="wrong")
    channel.connect()
    await becomes(channel, State.WRONG_TOKEN)
    await channel.close()


async def test_an_account_speaks_through_tls(tls_gateway: Gateway, certificate: tuple[Path, Path]) -> None:
    trust: dict[str, Any] = {"tls": True, "ca": certificate[0], "server_name": NAME}
    channel = await signed_in(tls_gateway, timings=PATIENT, **trust)
    await channel.send(line(conversation=f"wechat:{BOT}"))
    await channel.close()
    stranger = create_channel(tls_gateway, timings=PATIENT, token="wrong", **trust)
    stranger.connect()
    await becomes(stranger, State.WRONG_TOKEN)
    await stranger.close()
    assert await tls_gateway.texts(BOT) == ["已登记 #1"]


# faults


async def test_a_killed_gateway_is_found_again(
    gateway: Gateway, channel: WechatyChannel, listening: Listening
) -> None:
    await gateway.say("li", "之前", room=ROOM)
    await listening.hears(1)
    gateway.kill()
    await becomes(channel, State.LOST)
    await gateway.start()
    await becomes(channel, State.SIGNED_IN)
    await gateway.say("li", "之后", room=ROOM)
    await listening.hears(2)
    assert (listening.texts, channel.reconnects) == (["之前", "之后"], 1)


async def test_a_frozen_gateway_is_noticed_and_found_again(
    gateway: Gateway, channel: WechatyChannel, listening: Listening
) -> None:
    gateway.freeze()
    await becomes(channel, State.FROZEN)
    gateway.thaw()
    await becomes(channel, State.SIGNED_IN)
    await gateway.say("li", "又好了", room=ROOM)
    await listening.hears(1)
    assert listening.texts == ["又好了"]


async def test_a_take_over_is_told_and_not_fought_at_once(gateway: Gateway) -> None:
    channel = await signed_in(gateway, timings=replace(PATIENT, evict_after=60))
    async with client_at(gateway) as other:
        await other.stub.stop()
        await other.attach()
        await becomes(channel, State.TAKEN_OVER)
        assert other.reading
        assert not other.reading.done()
    await becomes(channel, State.SIGNED_IN)
    await channel.close()


async def test_a_take_over_that_lasts_is_ended(gateway: Gateway, channel: WechatyChannel) -> None:
    async with client_at(gateway) as other:
        await other.stub.stop()
        await other.attach()
        await becomes(channel, State.TAKEN_OVER)
        await becomes(channel, State.SIGNED_IN)
        assert other.reading
        await asyncio.wait_for(other.reading, 5)


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("error", {"data": "the phone is off"}),
        ("message", "broken"),
        ("message", None),
        ("message", [1]),
        ("message", {}),
        ("message", {"messageId": "nobody said it"}),
        ("room-join", {"roomId": ROOM, "inviteeIdList": 3}),
        ("login", None),
        ("post", {"postId": "1"}),
        ("dong", {"data": ""}),
    ],
)
async def test_no_event_ends_the_hearing(
    gateway: Gateway, listening: Listening, event: str, payload: object
) -> None:
    await gateway.do("emit", event=event, payload=payload)
    await gateway.say("li", "还在听", room=ROOM)
    await listening.hears(1)
    assert listening.texts == ["还在听"]


async def test_a_message_told_twice_is_heard_once_and_in_the_order_told(
    gateway: Gateway, listening: Listening
) -> None:
    late = await gateway.say("li", "后到", room=ROOM, told=False)
    first = await gateway.say("li", "先到", room=ROOM)
    for message_id in (first, late, first, late):
        await gateway.do("tell", id=message_id)
    await gateway.say("li", "最后", room=ROOM)
    await listening.hears(3)
    assert listening.texts == ["先到", "后到", "最后"]


async def test_a_slow_gateway_is_slow_and_nothing_else(
    gateway: Gateway, channel: WechatyChannel, listening: Listening
) -> None:
    await gateway.do("slow", seconds=PATIENT.call / 3)
    for text in ("一", "二", "三"):
        await gateway.say("li", text, room=ROOM)
    await listening.hears(3)
    assert (listening.texts, channel.status.state) == (["一", "二", "三"], State.SIGNED_IN)


async def test_a_message_that_fails_at_first_is_heard_in_its_place(
    gateway: Gateway, listening: Listening
) -> None:
    await gateway.do("fail", call="messagePayload", times=2)
    for text in ("一", "二", "三"):
        await gateway.say("li", text, room=ROOM)
    await listening.hears(3)
    assert listening.texts == ["一", "二", "三"]


async def test_ten_thousand_events_wait_and_none_is_lost(gateway: Gateway, channel: WechatyChannel) -> None:
    await gateway.do("burst", count=10_000, sender="li", room=ROOM, text="接龙")
    listening = Listening(channel)
    await until(lambda: len(listening.heard) == 10_000, seconds=50)
    await listening.end()
    assert listening.texts == [f"接龙 {number}" for number in range(10_000)]
