"""Serving: a free port when none is asked for, one sentence when the port is taken, a clean end."""

import asyncio
import re

import pytest
from aiohttp import ClientSession

from bot.channels.console import ConsoleChannel
from bot.web.server import WebError, create_web, serve
from tests.web.fakes import FakeOffice


async def test_the_page_is_served_on_a_free_port(console: ConsoleChannel, office: FakeOffice) -> None:
    app = create_web(console=console, office=office, title="金辉社区", data=None)
    runner, port = await serve(app)
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}/") as answer:
        page = await answer.text()
    await runner.cleanup()
    assert (answer.status, "<title>邻里</title>" in page) == (200, True)


async def test_a_taken_port_is_named_with_the_way_out(console: ConsoleChannel, office: FakeOffice) -> None:
    runner, port = await serve(create_web(console=console, office=office, title="一", data=None))
    second = create_web(console=console, office=office, title="二", data=None)
    with pytest.raises(WebError, match=re.compile(rf"端口 {port} 已被占用.*--port N")):
        await serve(second, port=port)
    await runner.cleanup()


async def test_an_address_of_another_machine_is_named(console: ConsoleChannel, office: FakeOffice) -> None:
    app = create_web(console=console, office=office, title="金辉社区", data=None)
    with pytest.raises(WebError, match=r"无法在 192\.0\.2\.1:0 提供网页"):
        await serve(app, host="192.0.2.1")


async def test_open_pages_are_told_when_the_server_ends(console: ConsoleChannel, office: FakeOffice) -> None:
    runner, port = await serve(create_web(console=console, office=office, title="金辉社区", data=None))
    async with ClientSession() as session, session.ws_connect(f"http://127.0.0.1:{port}/ws") as socket:
        ending = asyncio.create_task(runner.cleanup())
        async with asyncio.timeout(5):
            async for _ in socket:
                pass
            await ending
    assert socket.close_code == 1001
