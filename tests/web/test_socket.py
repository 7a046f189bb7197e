"""The websocket of a page: who sees what, and that no frame can harm it."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse

from bot.channels.console import ConsoleChannel, Member
from bot.web.hub import MOST_WAITING, Hub, Session
from tests.web.conftest import Client
from tests.web.fakes import GROUP, FakeOffice

Socket = ClientWebSocketResponse[Any]


@pytest.fixture
async def socket(client: Client) -> AsyncIterator[Socket]:
    """Connected as 李阿姨, with the first frames (hello to playing) already taken."""
    async with client.ws_connect("/ws?me=li") as socket:
        await until(socket, "playing")
        yield socket


async def until(socket: Socket, kind: str) -> dict[str, Any]:
    async with asyncio.timeout(5):
        while (frame := await socket.receive_json())["type"] != kind:
            pass
    found: dict[str, Any] = frame
    return found


async def test_a_page_is_greeted_with_everybody_who_chats(client: Client) -> None:
    async with client.ws_connect("/ws") as socket:
        hello = await until(socket, "hello")
    assert (hello["me"], hello["title"], hello["bot"]) == ("li", "金辉社区", "小格")
    assert [m["id"] for m in hello["members"] if m["staff"]] == [
        "wangfang",
        "liqiang",
        "zhaomin",
        "lin",
        "wu",
    ]


async def test_a_new_page_is_the_first_resident_wherever_they_stand(office: FakeOffice) -> None:
    members = [Member(id="wangfang", name="王芳", role_label="网格员"), Member(id="li", name="李阿姨")]
    hub = Hub(console=ConsoleChannel(members, [], office.clock), office=office, title="金辉社区")
    assert [hub.join(None).member, hub.join("gone").member, hub.join("wangfang").member] == [
        "li",
        "li",
        "wangfang",
    ]


async def test_a_page_of_a_console_without_members_still_has_the_board(office: FakeOffice) -> None:
    hub = Hub(console=ConsoleChannel([], [], office.clock), office=office, title="金辉社区")
    frames = hub.join(None).frames
    kinds = [json.loads(frames.get_nowait())["type"] for _ in range(frames.qsize())]
    assert kinds == ["hello", "chats", "unread", "board", "playing"]


async def test_a_page_that_comes_back_is_who_it_was(client: Client) -> None:
    async with client.ws_connect("/ws?me=wangfang") as socket:
        assert (await until(socket, "hello"))["me"] == "wangfang"


async def test_what_is_said_comes_back_as_a_line_and_reaches_the_bot(
    socket: Socket, console: ConsoleChannel
) -> None:
    await socket.send_json({"type": "say", "conversation": GROUP, "text": "3栋电梯坏了"})
    line = (await until(socket, "line"))["line"]
    heard = await anext(aiter(console.receive()))
    assert (line["text"], line["sender"], line["id"]) == ("3栋电梯坏了", "console:li", heard.message_id)


async def test_lone_surrogates_in_a_message_do_no_harm(socket: Socket) -> None:
    await socket.send_str(r'{"type": "say", "conversation": "console:g1", "text": "灯\ud83d坏\u0000了"}')
    assert (await until(socket, "line"))["line"]["text"] == "灯\ufffd坏\ufffd了"


@pytest.mark.parametrize(
    "bad",
    [
        "no json",
        '{"type": "say", "conversation": "console:wangfang", "text": "偷看"}',
        '{"type": "lines", "conversation": "console:wangfang"}',
        '{"type": "say", "conversation": "console:g1", "text": "  \\n"}',
        '{"type": "be", "member": "nobody"}',
        '{"type": "recall", "id": "nothing"}',
    ],
)
async def test_a_bad_frame_gets_an_error_and_the_page_goes_on(socket: Socket, bad: str) -> None:
    await socket.send_str(bad)
    error = await until(socket, "error")
    await socket.send_json({"type": "lines", "conversation": GROUP})
    assert (bool(error["message"]), (await until(socket, "lines"))["lines"]) == (True, [])


async def test_a_binary_frame_gets_an_error(socket: Socket) -> None:
    await socket.send_bytes(b"\x00")
    assert (await until(socket, "error"))["message"] == "看不懂这条消息：只收文字帧。"


async def test_a_line_of_a_group_that_one_is_not_in_is_not_seen(
    client: Client, console: ConsoleChannel
) -> None:
    async with client.ws_connect("/ws?me=wangfang") as socket:
        await until(socket, "playing")
        console.say("li", "console:g2", "楼里的事")
        console.say("li", GROUP, "小区的事")
        assert (await until(socket, "line"))["line"]["text"] == "小区的事"


async def test_another_identity_sees_its_own_chats_and_counts(
    socket: Socket, console: ConsoleChannel
) -> None:
    console.say("li", GROUP, "@王芳 电梯坏了")
    await socket.send_json({"type": "be", "member": "wangfang"})
    chats = await until(socket, "chats")
    unread = await until(socket, "unread")
    assert [chat["conversation"] for chat in chats["chats"]] == [GROUP, "console:wangfang"]
    assert unread["mine"] == {GROUP: {"count": 1, "mentioned": True}}


async def test_everybody_but_the_sender_has_the_line_unread_until_it_is_read(
    socket: Socket, console: ConsoleChannel
) -> None:
    console.say("chen", GROUP, "早")
    before = await until(socket, "unread")
    await socket.send_json({"type": "read", "conversation": GROUP})
    after = await until(socket, "unread")
    assert [before["totals"], after["totals"]] == [
        {"li": 1, "wangfang": 1, "wu": 1},
        {"wangfang": 1, "wu": 1},
    ]


async def test_a_recalled_line_is_sent_again_without_its_words(
    socket: Socket, console: ConsoleChannel
) -> None:
    line = console.say("li", GROUP, "发错了")
    await until(socket, "line")
    await socket.send_json({"type": "recall", "id": line.id})
    again = (await until(socket, "line"))["line"]
    assert (again["id"], again["recalled"], again["text"]) == (line.id, True, "")


async def test_a_newcomer_is_introduced_to_open_pages(socket: Socket, console: ConsoleChannel) -> None:
    newcomer: Member = console.ensure_member("何奶奶")
    console.say(newcomer.id, GROUP, "大家好")
    assert (await until(socket, "hello"))["members"][-1]["name"] == "何奶奶"


async def test_the_board_is_sent_when_cases_change(socket: Socket, office: FakeOffice) -> None:
    office.open("电梯故障", "金辉华府3栋")
    board = await until(socket, "board")
    while not board["cases"]:
        board = await until(socket, "board")
    assert [case["type_name"] for case in board["cases"]] == ["电梯故障"]


async def test_the_played_day_is_shown_as_it_goes_and_ends(socket: Socket, office: FakeOffice) -> None:
    await office.play_day()
    during = await until(socket, "playing")
    office.day = None
    after = await until(socket, "playing")
    assert (during["playing"]["progress"], after["playing"]) == (0.25, None)


def test_a_page_that_cannot_keep_up_is_given_up() -> None:
    session = Session("li")
    for _ in range(MOST_WAITING):
        session.put({"type": "line"})
    kept_up = not session.lost
    session.put({"type": "line"})
    assert (kept_up, session.lost) == (True, True)
