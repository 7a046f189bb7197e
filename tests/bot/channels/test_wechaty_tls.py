"""A gateway behind TLS: trusted certificates, another name, the token in the metadata."""

import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.status import State
from tests.bot.channels.certificates import NAME
from tests.bot.channels.wechaty_double import WechatyDouble
from tests.bot.channels.wechaty_stage import create_channel, create_double, line, signed_in, until


@pytest.fixture
async def double(certificate: tuple[Path, Path]) -> AsyncIterator[WechatyDouble]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    context.set_alpn_protocols(["h2"])
    double = create_double(tls=context)
    await double.start()
    yield double
    await double.kill()


async def test_an_account_speaks_through_tls(double: WechatyDouble, certificate: tuple[Path, Path]) -> None:
    channel = await signed_in(double, tls=True, ca=certificate[0], server_name=NAME)
    await channel.send(line("你好"))
    await channel.close()
    assert [said.text for said in double.said] == ["你好"]


@pytest.mark.parametrize("parts", [{"ca": None, "server_name": NAME}, {"server_name": None}])
async def test_a_gateway_that_is_not_the_one_expected_is_not_trusted(
    double: WechatyDouble, certificate: tuple[Path, Path], parts: dict[str, Any]
) -> None:
    channel = create_channel(double, tls=True, **{"ca": certificate[0], **parts})
    channel.connect()
    await until(lambda: channel.status.state is State.LOST)
    await channel.close()
    assert ("certificate" in channel.status.detail, double.calls["Start"]) == (True, 0)
