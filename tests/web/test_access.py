"""Who may read the cases over HTTP."""

from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.console import ConsoleChannel
from bot.web.access import COOKIE, Access
from bot.web.server import create_web
from tests.web.fakes import FakeOffice


def served(
    console: ConsoleChannel, office: FakeOffice, access: Access
) -> TestClient[web.Request, web.Application]:
    app = create_web(console=console, office=office, title="金辉社区", data=Path("none"), access=access)
    return TestClient(TestServer(app))


async def test_with_a_token_set_a_program_needs_it(console: ConsoleChannel, office: FakeOffice) -> None:
    async with served(console, office, Access(token="right")) as client:
        bare = await client.get("/api/cases")
        wrong = await client.get("/api/cases/1", headers={"Authorization": "Bearer wrong"})
        right = await client.get("/api/cases", headers={"Authorization": "Bearer right"})
        assert (bare.status, wrong.status, right.status) == (401, 401, 200)
        assert "LINLI_API_TOKEN" in await bare.text()


async def test_the_page_itself_may_read_by_the_cookie_that_it_was_given(
    console: ConsoleChannel, office: FakeOffice
) -> None:
    async with served(console, office, Access(token="right")) as client:
        page = await client.get("/")
        assert page.cookies[COOKIE]["httponly"]
        assert page.cookies[COOKIE]["samesite"] == "Strict"
        answer = await client.get("/api/cases", cookies={COOKIE: page.cookies[COOKIE].value})
        assert answer.status == 200


async def test_without_a_token_the_programs_of_this_machine_may_read(
    console: ConsoleChannel, office: FakeOffice
) -> None:
    async with served(console, office, Access(token=None)) as client:
        assert (await client.get("/api/cases")).status == 200


async def test_the_code_to_sign_in_with_is_for_the_operator_only(
    console: ConsoleChannel, office: FakeOffice
) -> None:
    office.account("qr", "等待扫码登录", b"<svg/>")
    token = {"Authorization": "Bearer right"}
    async with served(console, office, Access(token="right")) as client:
        bare = await client.get("/api/accounts/wechat/code.svg")
        code = await client.get("/api/accounts/wechat/code.svg", headers=token)
        none = await client.get("/api/accounts/other/code.svg", headers=token)
        assert (bare.status, code.status, none.status) == (401, 200, 404)
        assert (code.content_type, code.headers["Cache-Control"]) == ("image/svg+xml", "no-store")
        assert await code.read() == b"<svg/>"
