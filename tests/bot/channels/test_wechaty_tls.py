"""A gateway behind TLS: trusted certificates, another name, the token in the metadata."""

import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.channels.status import State
from tests.bot.channels.wechaty_double import WechatyDouble
from tests.bot.channels.wechaty_stage import create_channel, create_double, line, signed_in, until

NAME = "gateway.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-signed certificate for NAME and its key."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "ca.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return public, private


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
