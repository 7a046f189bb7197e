"""The schema's version: brought up to date by Alembic, and refused when it does not fit."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from dispatch.errors import NewerSchemaError, StoreError
from dispatch.store.engines import named, parsed, writing


def upgrade(url: str) -> None:
    """Bring the database to this program's schema, creating the file of SQLite; again is harmless.

    Raises StoreError when it cannot be used, NewerSchemaError when a newer program wrote it.
    """
    address = parsed(url)
    engine = writing(address)
    try:
        with named(address), engine.begin() as connection:
            _refuse_newer(connection)
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def require_current(connection: Connection) -> None:
    """Raise StoreError unless the database has exactly this program's schema."""
    _refuse_newer(connection)
    if _revision(connection) != ScriptDirectory.from_config(_config()).get_current_head():
        raise StoreError("the database has no tables of this version yet, run: linli migrate")


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
