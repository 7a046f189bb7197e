"""Engines for the two databases: how they connect, begin, and say that they cannot."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from dispatch.errors import StoreError

READERS = 4  # read connections, and the threads that use them
_PATIENCE = 5  # seconds to wait for another writer, or for a server to answer

_SQLITE = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_PATIENCE * 1000}")


def parsed(url: str) -> URL:
    """The database's address; StoreError when it is none that Linli can use."""
    try:
        address = make_url(url)
    except ArgumentError as fault:
        raise StoreError("the database's address cannot be read: write sqlite:///linli.db") from fault
    if address.drivername not in ("sqlite", "postgresql+psycopg"):
        raise StoreError(
            f"{address.drivername} is no database that Linli knows: write sqlite:///… or postgresql+psycopg://…"
        )
    return address


def in_memory(address: URL) -> bool:
    return address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:")


def writing_engine(address: URL) -> Engine:
    """One connection that writes; on SQLite it takes the write lock when it begins."""
    if address.get_backend_name() == "sqlite":
        begin = "BEGIN" if in_memory(address) else "BEGIN IMMEDIATE"
        return _sqlite(address, begin=begin, pragmas=_SQLITE)
    return _postgresql(address)


def reading_engine(address: URL) -> Engine:
    """Connections that see one moment per transaction and cannot write."""
    if address.get_backend_name() == "sqlite":
        return _sqlite(address, begin="BEGIN", pragmas=(*_SQLITE[1:], "query_only=ON"))
    engine = _postgresql(address)
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


@contextmanager
def named(address: URL) -> Iterator[None]:
    """Faults of the database become one sentence that names it and the way out (StoreError)."""
    try:
        yield
    except DBAPIError as fault:
        raise StoreError(_sentence(address, fault)) from fault


def _sqlite(address: URL, *, begin: str, pragmas: tuple[str, ...]) -> Engine:
    pool: dict[str, Any] = {"poolclass": StaticPool} if in_memory(address) else {"pool_size": READERS}
    engine = create_engine(address, connect_args={"check_same_thread": False}, **pool)
    event.listen(engine, "connect", _prepare(pragmas))
    event.listen(engine, "begin", _begin(begin))
    return engine


def _begin(begin: str) -> Callable[[Any], None]:
    def begin_unless_begun(connection: Any) -> None:
        if not connection.connection.in_transaction:
            connection.connection.cursor().execute(begin)

    return begin_unless_begun


def _prepare(pragmas: tuple[str, ...]) -> Callable[[Any, Any], None]:
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late: the engine begins
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    return prepare


def _postgresql(address: URL) -> Engine:
    try:
        return create_engine(
            address,
            pool_size=READERS,
            pool_pre_ping=True,  # after a restart of the server the next unit connects anew
            connect_args={"connect_timeout": _PATIENCE},
        )
    except (ModuleNotFoundError, NoSuchModuleError) as fault:
        raise StoreError("PostgreSQL needs its driver: pip install 'linli[postgresql]'") from fault


def _sentence(address: URL, fault: DBAPIError) -> str:
    why = str(fault.orig).strip().splitlines()[0]
    if address.get_backend_name() == "sqlite":
        return f"{address.database} cannot be used ({why}): name a file in a folder that Linli can write"
    server = address.render_as_string(hide_password=True)
    return f"{server} cannot be used ({why}): start the server or correct the address"
