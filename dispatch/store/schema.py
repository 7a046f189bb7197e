"""The schema's version: brought up to date by Alembic, and refused when it does not fit."""

from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, text

from dispatch.errors import NewerSchemaError, StoreError
from dispatch.store.engines import in_memory, named, parsed, writing_engine
from dispatch.store.tables import Row

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
)  # of dispatch/store/migrations, the newest last
_VERSIONS = "alembic_version"  # Alembic's own table


def upgrade(url: str) -> None:
    """Bring the database to this program's schema, creating the file of SQLite; again is harmless.

    Raises StoreError when it cannot be used, NewerSchemaError when a newer program wrote it.
    """
    from dispatch.store.migrating import to_head

    address = parsed(url)
    engine = writing_engine(address)
    try:
        with named(address), engine.begin() as connection:
            _refuse_newer(connection)
            to_head(connection)
    finally:
        engine.dispose()


def create(url: str) -> None:
    """Make a new database as the migrations would, only faster; an existing one is brought up to date."""
    address = parsed(url)
    if _exists(address):
        upgrade(url)
        return
    engine = writing_engine(address)
    try:
        with named(address), engine.begin() as connection:
            Row.metadata.create_all(connection)
            connection.execute(
                text(f"CREATE TABLE {_VERSIONS} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
            )
            connection.execute(text(f"INSERT INTO {_VERSIONS} VALUES ('{REVISIONS[-1]}')"))
    finally:
        engine.dispose()


def ready(address: URL, engine: Engine) -> None:
    """See that the database can be written and has exactly this program's schema, or raise StoreError.

    A database in memory is new and gets its tables here.
    """
    if address.get_backend_name() == "sqlite" and not in_memory(address) and not _exists(address):
        raise StoreError(f"{address.database} does not exist yet, run: linli migrate")
    with named(address), engine.begin() as connection:
        if in_memory(address):
            Row.metadata.create_all(connection)
        else:
            _refuse_newer(connection)
            _refuse_older(connection, address)


def _exists(address: URL) -> bool:
    """Whether there is such a file; a server's database is always taken to be there."""
    return address.get_backend_name() != "sqlite" or Path(str(address.database)).exists()


def _refuse_older(connection: Connection, address: URL) -> None:
    if _revision(connection) != REVISIONS[-1]:
        raise StoreError(f"{address.database} has no tables of this version yet, run: linli migrate")


def _refuse_newer(connection: Connection) -> None:
    revision = _revision(connection)
    if revision is not None and revision not in REVISIONS:
        raise NewerSchemaError


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSIONS):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {_VERSIONS}")).scalar()
    return found
