"""`linli run` with a WeChat account, as a process of its own: what it prints, and what /healthz says."""

import argparse
import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.commands.checking import migrate
from tests.bot.channels.wechaty_double import WechatyDouble
from tests.bot.channels.wechaty_stage import create_double
from tests.bot.test_config import SMALL

TOKEN = "puppet_service_1a2b"
QR = "https://login.weixin.qq.com/l/abc"


@pytest.fixture
async def double() -> AsyncIterator[WechatyDouble]:
    double = create_double(token=TOKEN)
    double.signed_in = False
    await double.start()
    yield double
    await double.kill()


@pytest.fixture
def config(tmp_path: Path, double: WechatyDouble) -> Path:
    file = tmp_path / "config.yaml"
    account = f"{{id: wechat, endpoint: '127.0.0.1:{double.port}', token_env: LINLI_TEST_TOKEN}}"
    file.write_text(f"{SMALL}wechaty: [{account}]\nweb: {{port: 0}}\n", encoding="utf-8")
    return file


async def run(config: Path, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "run", "--config", str(config)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
    )


async def read_until(stream: asyncio.StreamReader, part: str) -> str:
    read = ""
    async with asyncio.timeout(30):
        while part not in read:
            line = await stream.readline()
            assert line, f"it ended without saying {part}: {read}"
            read += line.decode()
    return read


async def becomes(address: str, state: str) -> dict[str, object]:
    """The health once the account has this state."""
    async with ClientSession() as client, asyncio.timeout(20):
        while True:
            health = await (await client.get(f"{address}healthz")).json()
            if health["accounts"]["wechat"]["state"] == state:
                found: dict[str, object] = health
                return found
            await asyncio.sleep(0.05)


async def test_an_account_is_signed_in_by_scanning_what_the_terminal_shows(
    config: Path, double: WechatyDouble
) -> None:
    assert migrate(_options(config)) == 0
    process = await run(config, LINLI_TEST_TOKEN=TOKEN)
    assert process.stdout is not None
    ready = re.search(r"http://127\.0\.0\.1:\d+/", await read_until(process.stdout, "is ready"))
    assert ready
    async with asyncio.timeout(20):
        while not double.attached:
            await asyncio.sleep(0.01)
    double.scan(QR)
    await becomes(ready[0], "qr")
    shown = await read_until(process.stdout, "▀▀▀▀▀▀▀")
    double.sign_in()
    health = await becomes(ready[0], "signed_in")
    process.send_signal(signal.SIGINT)
    _, logged = await asyncio.wait_for(process.communicate(), 20)
    assert ("wechat: 请用微信扫码登录" in shown, QR in logged.decode()) == (True, True)
    assert (health["account_signed_in"], process.returncode) == ({"wechat": 1}, 0)
    assert sorted(path.name for path in config.parent.iterdir()) == ["config.yaml", "var"]


async def test_without_its_token_nothing_is_started(config: Path) -> None:
    process = await run(config)
    _, said = await asyncio.wait_for(process.communicate(), 30)
    assert (process.returncode, "LINLI_TEST_TOKEN is not set" in said.decode()) == (1, True)


def _options(config: Path) -> argparse.Namespace:
    return argparse.Namespace(config=config)
