"""Facts of a WeChat account beyond the contract: who is meant, what is quoted, what is never asked for."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels import ChannelAwayError, ChannelError, ChannelRefusedError
from bot.channels.happenings import Happening
from bot.channels.status import State
from bot.channels.wechaty import Invited, Joined, Left, Renamed, SignedIn, SignedOut, WechatyChannel
from bot.channels.wechaty.events import EventType
from bot.channels.wechaty.speaking import BLANK, LARGEST
from dispatch.clock import SystemClock
from dispatch.messages import Kind
from tests.bot.channels.wechaty_double import BOT, FILE, PICTURE, POST, VOICE, WechatyDouble
from tests.bot.channels.wechaty_stage import ROOM, TOPIC, Listening, create_double, line, signed_in, until


@pytest.fixture
async def double() -> AsyncIterator[WechatyDouble]:
    double = create_double()
    await double.start()
    yield double
    await double.kill()


@pytest.fixture
async def channel(double: WechatyDouble, tmp_path: Path) -> AsyncIterator[WechatyChannel]:
    channel = await signed_in(double, pictures=tmp_path)
    yield channel
    await channel.close()


@pytest.fixture
async def listening(channel: WechatyChannel) -> AsyncIterator[Listening]:
    listening = Listening(channel)
    yield listening
    await listening.end()


# who speaks, and to whom


async def test_a_group_knows_people_by_alias_and_the_private_chat_by_name(
    double: WechatyDouble, listening: Listening
) -> None:
    double.say("chen", "在群里", room=ROOM)
    double.say("chen", "私聊")
    assert [said.sender_name for said in await listening.hears(2)] == ["3-1-302陈伯", "陈伯"]


@pytest.mark.parametrize(
    ("text", "mentions", "addressed"),
    [
        pytest.param("@邻里助手\u2005进度", (BOT,), True, id="by id"),
        pytest.param("@小格 进度", (), True, id="by the bot's name"),
        pytest.param("@邻里助手\u2005进度", (), True, id="by the account's name, without ids"),
        pytest.param("@群里的小格\u2005进度", (), True, id="by the alias, without ids"),
        pytest.param("@小格子 吃了吗", (), False, id="a longer name"),
        pytest.param("@陈伯 @王芳 看看", ("chen", "wang"), False, id="others"),
        pytest.param("@所有人 明天停水", (BOT, "chen"), False, id="everybody"),
        pytest.param("找小格", (), False, id="no mention"),
    ],
)
async def test_the_bot_is_addressed_by_id_or_by_any_of_its_names(
    double: WechatyDouble, listening: Listening, text: str, mentions: tuple[str, ...], addressed: bool
) -> None:
    double.contacts[BOT] = "邻里助手"
    double.rooms[ROOM].members[BOT] = "群里的小格"
    double.say("li", text, room=ROOM, mentions=mentions)
    (said,) = await listening.hears(1)
    assert (addressed, text) == (said.addressed, said.text)


async def test_a_call_in_the_quoted_head_is_not_one_of_the_speaker(
    double: WechatyDouble, listening: Listening
) -> None:
    double.say("li", "「陈伯：@小格 进度」\n- - - - - -\n哈哈", room=ROOM)
    (said,) = await listening.hears(1)
    assert (said.text, said.quote, said.addressed) == ("哈哈", "@小格 进度", False)


async def test_own_messages_are_not_heard(double: WechatyDouble, listening: Listening) -> None:
    double.say(BOT, "从手机上说的", room=ROOM)
    double.say("li", "邻居的话", room=ROOM)
    assert [said.text for said in await listening.hears(1)] == ["邻居的话"]


async def test_a_message_is_as_old_as_it_says(double: WechatyDouble, listening: Listening) -> None:
    now = SystemClock().now()
    for at in (now - timedelta(hours=2), now + timedelta(hours=2)):
        double.say("li", "楼道灯坏了", room=ROOM, at=at.timestamp() * 1000)
    double.say("li", "楼道灯坏了", room=ROOM, at=(now - timedelta(hours=2)).timestamp())
    double.say("li", "楼道灯坏了", room=ROOM, at=0)
    old, ahead, in_seconds, unknown = [
        (now - said.at) / timedelta(hours=1) for said in await listening.hears(4)
    ]
    assert [round(old, 1), round(ahead), round(in_seconds, 1), round(unknown)] == [2, 0, 2, 0]


# kinds of messages


@pytest.mark.parametrize(
    ("type_number", "kind"),
    [
        (PICTURE, Kind.PICTURE),
        (VOICE, Kind.VOICE),
        (FILE, Kind.OTHER),
        (5, Kind.OTHER),
        (POST, Kind.OTHER),
        (0, Kind.OTHER),
        (4711, Kind.OTHER),
    ],
)
async def test_every_kind_of_message_is_heard_without_its_xml(
    double: WechatyDouble, listening: Listening, type_number: int, kind: Kind
) -> None:
    double.say("li", "<msg><img aeskey='1'/></msg>", room=ROOM, type=type_number)
    (said,) = await listening.hears(1)
    assert (kind, "") == (said.kind, said.text)


async def test_a_quoting_card_is_a_text_with_a_quote(double: WechatyDouble, listening: Listening) -> None:
    card = "<msg><appmsg><title>我也是</title><type>57</type><refermsg><content>电梯坏了</content></refermsg></appmsg></msg>"
    double.say("li", card, room=ROOM, type=14)
    (said,) = await listening.hears(1)
    assert (said.kind, said.text, said.quote) == (Kind.TEXT, "我也是", "电梯坏了")


@pytest.mark.parametrize("size", [5_000, 8_000_000])
async def test_pictures_of_any_size_come_in(
    double: WechatyDouble, channel: WechatyChannel, listening: Listening, size: int
) -> None:
    message_id = double.say("li", room=ROOM, type=PICTURE, content=b"x" * size)
    await listening.hears(1)
    assert size == len(await channel.picture(message_id, limit=20_000_000))


# names


async def test_nothing_is_asked_for_before_it_is_needed_and_nothing_twice(
    double: WechatyDouble, listening: Listening
) -> None:
    for _ in range(20):
        double.say("li", "你好", room=ROOM)
    await listening.hears(20)
    asked = {name: double.calls[name] for name in ("RoomPayload", "RoomMemberPayload", "RoomMemberList")}
    assert asked == {"RoomPayload": 1, "RoomMemberPayload": 1, "RoomMemberList": 0}


async def test_a_renamed_room_is_known_by_its_new_name(double: WechatyDouble, listening: Listening) -> None:
    double.say("li", "一", room=ROOM)
    await listening.hears(1)
    double.rename(ROOM, "金辉华府业主2群")
    double.say("li", "二", room=ROOM)
    assert [said.group for said in await listening.hears(2)] == [TOPIC, "金辉华府业主2群"]


async def test_who_came_back_is_known_by_the_new_alias(double: WechatyDouble, listening: Listening) -> None:
    double.say("chen", "一", room=ROOM)
    await listening.hears(1)
    double.leave(ROOM, "chen")
    double.join(ROOM, "chen")
    double.say("chen", "二", room=ROOM)
    assert [said.sender_name for said in await listening.hears(2)] == ["3-1-302陈伯", "陈伯"]


async def test_another_alias_is_known_when_the_gateway_says_that_the_room_changed(
    double: WechatyDouble, listening: Listening
) -> None:
    double.say("chen", "一", room=ROOM)
    await listening.hears(1)
    double.rooms[ROOM].members["chen"] = "3-1-303陈伯"
    double.emit(EventType.DIRTY, {"payloadType": 4, "payloadId": ROOM})
    double.say("chen", "二", room=ROOM)
    assert [said.sender_name for said in await listening.hears(2)] == ["3-1-302陈伯", "3-1-303陈伯"]


async def test_a_name_that_the_gateway_does_not_tell_loses_no_message(
    double: WechatyDouble, listening: Listening
) -> None:
    double.refusals.update({"RoomMemberPayload": 1})
    double.say("li", "一", room=ROOM)
    await listening.hears(1)
    double.say("li", "二", room=ROOM)
    assert [said.sender_name for said in await listening.hears(2)] == ["li", "李阿姨"]


# speaking


async def test_people_are_mentioned_as_the_group_knows_them(
    double: WechatyDouble, channel: WechatyChannel
) -> None:
    await channel.send(line("@陈伯 已登记 #1 噪声", mentions=("wechat:chen",)))
    (said,) = double.said
    assert (said.text, said.mentions) == (f"@3-1-302陈伯{BLANK}已登记 #1 噪声", ("chen",))


async def test_who_is_mentioned_but_not_named_is_named_in_front(
    double: WechatyDouble, channel: WechatyChannel
) -> None:
    await channel.send(line("已登记 #1", mentions=("wechat:li", "wechat:chen")))
    assert [f"@李阿姨{BLANK}@3-1-302陈伯{BLANK}已登记 #1"] == [said.text for said in double.said]


async def test_a_picture_is_shown_before_its_words(
    double: WechatyDouble, channel: WechatyChannel, tmp_path: Path
) -> None:
    (tmp_path / "week.png").write_bytes(b"p" * 2_000_000)
    await channel.send(line("周报", "wechat:wang", picture="week.png"))
    picture, words = double.said
    assert (picture.name, len(picture.content), words.text) == ("week.png", 2_000_000, "周报")


@pytest.mark.parametrize("size", [pytest.param(None, id="missing"), LARGEST + 1])
async def test_a_picture_that_cannot_be_sent_is_refused_once_and_logged(
    double: WechatyDouble,
    channel: WechatyChannel,
    tmp_path: Path,
    size: int | None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    if size:
        (tmp_path / "week.png").write_bytes(b"p" * size)
    with pytest.raises(ChannelRefusedError, match=r"the picture week\.png"):
        await channel.send(line("周报", picture="week.png"))
    assert (double.said, any("week.png" in message for message in caplog.messages)) == ([], True)


async def test_a_line_is_not_even_tried_while_signed_out(
    double: WechatyDouble, channel: WechatyChannel
) -> None:
    double.sign_out("手机上退出了")
    await until(lambda: channel.status.state is State.SIGNED_OUT)
    with pytest.raises(ChannelAwayError, match="signed_out"):
        await channel.send(line())
    assert double.calls["MessageSendText"] == 0


# beside messages


async def happenings(channel: WechatyChannel, count: int) -> list[Happening]:
    happened: list[Happening] = []
    async for each in channel.happenings():
        happened.append(each)
        if len(happened) == count:
            break
    return happened


async def test_what_happens_around_messages_is_told_in_order(
    double: WechatyDouble, channel: WechatyChannel, listening: Listening
) -> None:
    invitation = double.invite("wang", "融景嘉园业主群")
    double.join(ROOM, "wang", inviter="li")
    double.rename(ROOM, "新群名", changer="li")
    double.leave(ROOM, "wang", remover="li")
    double.sign_out("手机上退出了")
    signed, invited, joined, renamed, left, out = await happenings(channel, 6)
    assert [SignedIn(contact=f"wechat:{BOT}"), Invited(invitation=invitation)] == [signed, invited]
    assert isinstance(joined, Joined)
    assert (joined.room, joined.members, joined.inviter) == ("wechat:g1", ("wechat:wang",), "wechat:li")
    assert isinstance(renamed, Renamed)
    assert (renamed.before, renamed.topic, renamed.by) == (TOPIC, "新群名", "wechat:li")
    assert isinstance(left, Left)
    assert (left.room, left.members, left.remover) == ("wechat:g1", ("wechat:wang",), "wechat:li")
    assert out == SignedOut(contact=f"wechat:{BOT}")


async def test_an_invitation_tells_who_invites_where_and_is_accepted(
    double: WechatyDouble, channel: WechatyChannel
) -> None:
    invitation = double.invite("wang", "融景嘉园业主群")
    found = await channel.invitation(invitation)
    await channel.accept(invitation)
    assert (found.inviter, found.topic, double.accepted) == ("wechat:wang", "融景嘉园业主群", [invitation])


async def test_a_room_tells_its_members_and_its_name(double: WechatyDouble, channel: WechatyChannel) -> None:
    members = await channel.members("wechat:g1")
    assert ({"wechat:li", "wechat:chen", f"wechat:{BOT}"}, TOPIC) == (
        set(members),
        await channel.topic("wechat:g1"),
    )


async def test_the_members_of_an_unknown_room_cannot_be_told(channel: WechatyChannel) -> None:
    with pytest.raises(ChannelError):
        await channel.members("wechat:nowhere")
