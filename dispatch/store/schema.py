"""The schema's version: brought up to date by Alembic, and refused when it does not fit."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine

from dispatch.errors import NewerSchemaError, StoreError
from dispatch.store.engines import in_memory, named, parsed, writing_engine
from dispatch.store.tables import Row


def upgrade(url: str) -> None:
    """Bring the database to this program's schema, creating the file of SQLite; again is harmless.

    Raises StoreError when it cannot be used, NewerSchemaError when a newer program wrote it.
    """
    address = parsed(url)
    engine = writing_engine(address)
    try:
        with named(address), engine.begin() as connection:
            _refuse_newer(connection)
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
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
    return Path(str(address.database)).exists()


def _refuse_older(connection: Connection, address: URL) -> None:
    if _revision(connection) != ScriptDirectory.from_config(_config()).get_current_head():
        raise StoreError(f"{address.database} has no tables of this version yet, run: linli migrate")


def _refuse_newer(connection: Connection) -> None:
    revision = _revision(connection)
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise NewerSchemaError


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
