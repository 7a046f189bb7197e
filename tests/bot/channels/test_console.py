"""Facts of the console channel beyond the contract: who may speak where, what it keeps and forgets."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.channels.console import ConsoleChannel, ConsoleError, Group, Line, Member
from bot.channels.console_lines import KEPT_LINES, Album
from dispatch.clock import SHANGHAI, VirtualClock
from dispatch.messages import Inbound, Kind, Outbound, Purpose, Urgency

START = datetime(2026, 3, 2, 19, 0, tzinfo=SHANGHAI)
GROUP, OTHER_GROUP = "console:g1", "console:g2"


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(START)


@pytest.fixture
def console(clock: VirtualClock) -> ConsoleChannel:
    members = [
        Member(id="li", name="李阿姨", alias_in_groups="3-2-501李"),
        Member(id="wangfang", name="王芳", role_label="网格员"),
    ]
    groups = [
        Group(id="g1", name="金辉华府业主群", members=("li", "wangfang")),
        Group(id="g2", name="物业群", members=("wangfang",)),
    ]
    return ConsoleChannel(members, groups, clock)


async def heard(console: ConsoleChannel, count: int) -> list[Inbound]:
    received: list[Inbound] = []
    async for inbound in console.receive():
        received.append(inbound)
        console.heard()
        if len(received) == count:
            break
    return received


def bot_line(conversation: str, **fields: str | tuple[str, ...]) -> Outbound:
    said = {"text": "您好", "purpose": Purpose.REPLY, "urgency": Urgency.REPLY, "due_at": START, **fields}
    return Outbound(conversation=conversation, **said)  # type: ignore[arg-type]  # a literal of fields


async def test_a_group_knows_people_by_alias_and_the_private_chat_by_name(console: ConsoleChannel) -> None:
    console.say("li", GROUP, "在群里")
    console.say("li", "console:li", "私聊")
    assert [inbound.sender_name for inbound in await heard(console, 2)] == ["3-2-501李", "李阿姨"]


async def test_the_time_of_a_line_is_the_clocks(console: ConsoleChannel, clock: VirtualClock) -> None:
    clock.move_to(START + timedelta(minutes=30))
    line = console.say("li", GROUP, "你好")
    assert (START + timedelta(minutes=30), line.at) == (line.at, (await heard(console, 1))[0].at)


async def test_a_quote_carries_the_quoted_text(console: ConsoleChannel) -> None:
    first = console.say("li", GROUP, "电梯坏了")
    second = console.say("wangfang", GROUP, "马上到", quote=first.id)
    _, reply = await heard(console, 2)
    assert (first.id, "电梯坏了") == (second.quote, reply.quote)


async def test_a_quote_of_an_unknown_message_is_no_quote(console: ConsoleChannel) -> None:
    assert console.say("li", GROUP, "同意", quote="gone").quote is None


async def test_mentions_are_found_by_name_and_alias_of_the_groups_members(console: ConsoleChannel) -> None:
    line = console.say("wangfang", GROUP, "@3-2-501李 @小格 看一下")
    assert line.mentions == ("console:linli", "console:li")


async def test_somebody_elses_private_chat_is_closed(console: ConsoleChannel) -> None:
    with pytest.raises(ConsoleError, match="李阿姨 不在会话"):
        console.say("li", "console:wangfang", "偷看")


async def test_an_unknown_sender_is_refused(console: ConsoleChannel) -> None:
    with pytest.raises(ConsoleError, match="没有成员 nobody"):
        console.say("nobody", GROUP, "喂")


async def test_who_speaks_in_a_group_has_joined_it(console: ConsoleChannel) -> None:
    console.say("li", OTHER_GROUP, "路过")
    assert console.members_of(OTHER_GROUP) == ("wangfang", "li")
    assert console.conversations_of("li") == (GROUP, OTHER_GROUP, "console:li")


async def test_a_recalled_line_keeps_its_place_but_not_what_it_said(console: ConsoleChannel) -> None:
    line = console.say("li", GROUP, picture=b"leak")
    console.say("li", GROUP, "下一句")
    console.recall("li", line.id)
    assert [(shown.recalled, shown.text, shown.picture) for shown in console.lines(GROUP)] == [
        (True, "", None),
        (False, "下一句", None),
    ]


@pytest.mark.parametrize("sender", ["wangfang", "li"])
async def test_only_an_own_line_is_recalled_and_only_once(console: ConsoleChannel, sender: str) -> None:
    line = console.say("li", GROUP, "你好")
    console.recall("li", line.id)
    with pytest.raises(ConsoleError, match="不能撤回"):
        console.recall(sender, line.id)


async def test_a_newcomer_is_made_once_with_an_id_from_the_name(console: ConsoleChannel) -> None:
    newcomer = console.ensure_member("何奶奶")
    assert (newcomer, "何奶奶", "居民") == (console.ensure_member("何奶奶"), newcomer.id, newcomer.role_label)


@pytest.mark.parametrize("name", ["王芳", "3-2-501李"])
async def test_a_known_name_or_alias_is_no_newcomer(console: ConsoleChannel, name: str) -> None:
    console.ensure_member(name)
    assert [member.id for member in console.members()] == ["li", "wangfang"]


async def test_a_newcomer_called_like_a_group_gets_another_id(console: ConsoleChannel) -> None:
    assert console.ensure_member("g1").id == "g1_"


def test_ids_of_members_and_groups_must_differ(clock: VirtualClock) -> None:
    with pytest.raises(ConsoleError, match="不能重复：a"):
        ConsoleChannel([Member(id="a", name="甲")], [Group(id="a", name="群")], clock)


async def test_the_last_message_is_delivered_again_with_the_same_id(console: ConsoleChannel) -> None:
    console.say("li", GROUP, "电梯坏了")
    console.redeliver_last()
    first, second = await heard(console, 2)
    assert first == second
    assert len(console.lines(GROUP)) == 1


async def test_joining_and_voice_are_delivered_as_such(console: ConsoleChannel) -> None:
    console.say("li", GROUP, kind=Kind.JOIN)
    console.say("li", GROUP, kind=Kind.VOICE)
    assert [inbound.kind for inbound in await heard(console, 2)] == [Kind.JOIN, Kind.VOICE]


async def test_only_the_last_lines_of_a_conversation_are_kept(console: ConsoleChannel) -> None:
    said = [console.say("li", GROUP, str(number)) for number in range(KEPT_LINES + 3)]
    assert [line.id for line in said[3:]] == [line.id for line in console.lines(GROUP)]
    assert console.line(said[2].id) is None


async def test_lines_since_a_line_are_those_after_it(console: ConsoleChannel) -> None:
    first = console.say("li", GROUP, "一")
    second = console.say("li", GROUP, "二")
    assert [second] == console.lines(GROUP, since=first.seq)


async def test_listeners_hear_lines_of_both_sides_until_they_leave(console: ConsoleChannel) -> None:
    seen: list[Line] = []
    console.subscribe(seen.append)
    console.say("li", GROUP, "一")
    await console.send(bot_line(GROUP, text="二", mentions=("console:li",)))
    console.unsubscribe(seen.append)
    console.say("li", GROUP, "三")
    assert [(line.text, line.mentions) for line in seen] == [("一", ()), ("二", ("console:li",))]


async def test_the_bots_picture_without_words_is_a_picture_line(console: ConsoleChannel) -> None:
    await console.send(bot_line(GROUP, text="", picture="week.png"))
    (line,) = console.lines(GROUP)
    assert (line.kind, line.picture) == (Kind.PICTURE, "week.png")


async def test_idle_waits_until_what_was_said_is_heard(console: ConsoleChannel) -> None:
    console.say("li", GROUP, "你好")
    receiving = aiter(console.receive())
    await anext(receiving)
    waiting = asyncio.create_task(console.idle())
    await asyncio.sleep(0)
    before = waiting.done()
    console.heard()
    await asyncio.wait_for(waiting, 5)
    assert before is False


async def test_what_a_crashed_receiver_left_unfinished_is_given_up(console: ConsoleChannel) -> None:
    console.say("li", GROUP, "丢了")
    await anext(aiter(console.receive()))
    console.say("li", GROUP, "还在")
    assert [inbound.text for inbound in await heard(console, 1)] == ["还在"]
    await asyncio.wait_for(console.idle(), 5)


def test_an_album_forgets_the_oldest_pictures_first() -> None:
    album = Album(capacity=10)
    for name in "abc":
        album.keep(name, name.encode() * 4)
    assert [album.get(name) for name in "abc"] == [None, b"bbbb", b"cccc"]
