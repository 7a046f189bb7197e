"""The schema: what the migrations make is what the tables say, and any other is refused."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from dispatch.clock import VirtualClock
from dispatch.errors import NewerSchemaError, StoreError
from dispatch.store import Store, create, upgrade
from dispatch.store.engines import parsed, writing_engine
from dispatch.store.migrating import revisions
from dispatch.store.schema import REVISIONS
from dispatch.store.tables import Row


@pytest.fixture
def engine(durable_url: str) -> Iterator[Engine]:
    engine = writing_engine(parsed(durable_url))
    yield engine
    engine.dispose()


def test_the_migrations_make_the_tables_as_declared(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []


def test_every_index_begins_with_the_community(engine: Engine) -> None:
    inspector = inspect(engine)
    firsts = {
        (table, index["name"]): index["column_names"][0]
        for table in Row.metadata.tables
        for index in inspector.get_indexes(table)
    }
    assert dict.fromkeys(firsts, "community_id") == firsts


def test_a_database_that_is_made_at_once_is_as_the_migrations_make_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'linli.db'}"
    create(url)
    engine = writing_engine(parsed(url))
    with engine.connect() as connection:
        migrations = MigrationContext.configure(connection)
        assert compare_metadata(migrations, Row.metadata) == []
        assert migrations.get_current_revision() == revisions()[0]
    engine.dispose()


def test_the_revisions_that_the_program_names_are_those_of_its_migrations() -> None:
    assert list(reversed(REVISIONS)) == revisions()


async def test_upgrading_again_changes_nothing(durable_url: str, community: str, clock: VirtualClock) -> None:
    store = Store.open(durable_url, community=community, clock=clock)
    await store.transact(lambda work: work.marks.set("kept", "yes"))
    upgrade(durable_url)
    assert await store.read(lambda work: work.marks.get("kept")) == "yes"
    store.close()


def test_a_file_that_is_missing_is_refused_and_not_made(tmp_path: Path, clock: VirtualClock) -> None:
    path = tmp_path / "linli.db"
    refused(f"sqlite:///{path}", clock, f"{path} does not exist yet, run: linli migrate")
    assert not path.exists()


def test_a_database_without_tables_is_refused(tmp_path: Path, clock: VirtualClock) -> None:
    path = tmp_path / "linli.db"
    path.touch()
    refused(f"sqlite:///{path}", clock, f"{path} has no tables of this version yet, run: linli migrate")


def test_a_database_of_a_newer_program_is_refused(file_url: str, clock: VirtualClock) -> None:
    engine = writing_engine(parsed(file_url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    sentence = "The database was written by a newer Linli; upgrade the program or restore a backup."
    refused(file_url, clock, sentence)
    with pytest.raises(NewerSchemaError, match=re.escape(sentence)):
        upgrade(file_url)


def test_an_unwritable_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a-file" / "linli.db"  # permissions would not stop root
    path.parent.touch()
    sentence = (
        f"{path} cannot be used (unable to open database file): name a file in a folder that Linli can write"
    )
    with pytest.raises(StoreError, match=f"^{re.escape(sentence)}$"):
        upgrade(f"sqlite:///{path}")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path, clock: VirtualClock) -> None:
    path = tmp_path / "linli.db"
    path.write_text("报修登记表\n" * 100)
    why = "cannot be used (file is not a database): name a file in a folder that Linli can write"
    refused(f"sqlite:///{path}", clock, f"{path} {why}")


def test_a_server_that_does_not_answer_is_named_without_its_password(clock: VirtualClock) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError) as fault:
        Store.open("postgresql+psycopg://linli:geheim@127.0.0.1:1/linli", community="c", clock=clock)
    assert re.fullmatch(
        r"postgresql\+psycopg://linli:\*\*\*@127\.0\.0\.1:1/linli cannot be used \(.*\): "
        "start the server or correct the address",
        str(fault.value),
    )


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("linli.db", "the database's address cannot be read: write sqlite:///linli.db"),
        (
            "mysql://host/linli",
            "mysql is no database that Linli knows: write sqlite:///… or postgresql+psycopg://…",
        ),
    ],
)
def test_an_address_of_another_kind_is_refused(url: str, sentence: str, clock: VirtualClock) -> None:
    refused(url, clock, sentence)


def refused(url: str, clock: VirtualClock, sentence: str) -> None:
    with pytest.raises(StoreError, match=f"^{re.escape(sentence)}$"):
        Store.open(url, community="c", clock=clock)
