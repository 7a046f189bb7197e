"""The npm gateway, running; one process for many tests, as it takes seconds to start."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.bot.channels.certificates import self_signed
from tests.bot.channels.gateway import BOT, Gateway, Room, skip_without_gateway

ROOM, TOPIC = "20001@chatroom", "金辉华府业主群"


@pytest.fixture(scope="session")
def gateway_process() -> Iterator[Gateway]:
    """Not started yet: with one room in which 李阿姨 and 陈伯 are with the bot; 王芳 is known in private."""
    skip_without_gateway()
    gateway = Gateway(
        contacts={"li": "李阿姨", "chen": "陈伯", "wang": "王芳"},
        rooms={ROOM: Room(topic=TOPIC, members={BOT: "", "li": "", "chen": "3-1-302陈伯"})},
    )
    yield gateway
    gateway.remove()


@pytest.fixture
async def gateway(gateway_process: Gateway) -> Gateway:
    """As if it had just been started."""
    await gateway_process.reset()
    return gateway_process


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-signed certificate and its key."""
    return self_signed(tmp_path_factory.mktemp("tls"))


@pytest.fixture
async def tls_gateway(certificate: tuple[Path, Path]) -> AsyncIterator[Gateway]:
    """Another one, behind TLS."""
    skip_without_gateway()
    gateway = Gateway(certificate=certificate)
    await gateway.start()
    yield gateway
    gateway.remove()
