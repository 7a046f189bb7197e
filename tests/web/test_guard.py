"""The door: foreign hosts and origins are refused, and every answer carries the safe headers."""

import pytest

from bot.web.guard import known_host
from tests.web.conftest import Client


@pytest.mark.parametrize(
    ("host", "configured", "known"),
    [
        ("127.0.0.1:8080", "127.0.0.1", True),
        ("localhost:8080", "127.0.0.1", True),
        ("[::1]:8080", "127.0.0.1", True),
        ("evil.example:8080", "127.0.0.1", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("192.168.1.20:8080", "127.0.0.1", False),
        ("192.168.1.20:8080", "192.168.1.20", True),
        ("linli.shequ.cn", "Linli.shequ.cn", True),
        ("192.168.1.20:8080", "0.0.0.0", True),
        ("evil.example:8080", "0.0.0.0", False),
        ("", "127.0.0.1", False),
        ("[::1", "127.0.0.1", False),
        ("127.0.0.1:notaport", "127.0.0.1", False),
    ],
)
def test_only_hosts_that_cannot_be_rebound_are_known(host: str, configured: str, known: bool) -> None:
    assert known_host(host, configured) is known


async def test_a_foreign_host_gets_nothing(client: Client) -> None:
    answer = await client.get("/api/cases", headers={"Host": "evil.example"})
    assert (answer.status, "启动时显示的地址" in await answer.text()) == (403, True)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
async def test_a_foreign_origin_cannot_open_the_socket_or_post(client: Client, origin: str) -> None:
    headers = {"Origin": origin}
    socket = await client.get("/ws", headers=headers)
    play = await client.post("/api/play", headers=headers)
    upload = await client.post("/api/pictures", headers=headers, data=b"x")
    assert [socket.status, play.status, upload.status] == [403, 403, 403]


async def test_the_own_origin_may_post(client: Client) -> None:
    own = f"http://{client.host}:{client.port}"
    answer = await client.post("/api/play", headers={"Origin": own})
    assert answer.status == 202


@pytest.mark.parametrize("path", ["/", "/static/app.js", "/healthz", "/nothing", "/api/cases/99"])
async def test_every_answer_carries_the_safe_headers(client: Client, path: str) -> None:
    answer = await client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert ("script-src 'self'" in policy, "unsafe" in policy) == (True, False)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/static/../server.py", "/static/%2e%2e/server.py", "/pictures/..%2fserver.py"]
)
async def test_nothing_outside_the_folders_is_served(client: Client, path: str) -> None:
    assert (await client.get(path)).status in (403, 404)
