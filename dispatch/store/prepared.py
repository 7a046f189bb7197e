"""Statements that are compiled once, and the scope of one community in which all statements run."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Dialect, Row, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ClauseElement, Executable, Select

Values = Mapping[str, Any]

_INSERTS: Mapping[str, Callable[[Table], Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


class Prepared:
    """A Core statement that is compiled once per database and then handed to the driver as it is.

    `Connection.execute` looks its cache up and unpacks its parameters anew each time, which costs more
    than SQLite needs for the row itself. Values are bound by name; only integers and text come back.
    Where the databases differ there is one statement for each, by dialect name.
    """

    def __init__(self, statement: ClauseElement | Mapping[str, ClauseElement]) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def on(self, dialect: Dialect) -> "_Compiled":
        """The statement in the SQL of one database."""
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _compile(self._for(dialect), dialect)
        return compiled

    def _for(self, dialect: Dialect) -> ClauseElement:
        statement = self._statement
        return statement if isinstance(statement, ClauseElement) else statement[dialect.name]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Compiled:
    """SQL of one database, the constants inside it, and how each value is told to the driver."""

    sql: str
    names: tuple[str, ...]
    positional: bool
    constants: Values
    processors: Mapping[str, Callable[[Any], Any]]

    def parameters(self, values: Values) -> tuple[Any, ...] | dict[str, Any]:
        told = {**self.constants, **values}
        for name, process in self.processors.items():
            told[name] = process(told[name])
        if self.positional:
            return tuple([told[name] for name in self.names])
        return {name: told[name] for name in self.names}


def _compile(statement: ClauseElement, dialect: Dialect) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect)
    binds = compiled.binds
    processors = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
    return _Compiled(
        sql=compiled.string,
        names=tuple(compiled.positiontup if compiled.positional else binds),
        positional=compiled.positional,
        constants={name: bind.value for name, bind in binds.items() if not bind.required},
        processors={name: process for name, process in processors.items() if process},
    )


def addition(table: Table, *, once_on: Sequence[str] = ()) -> Prepared:
    """A new row, returning the `id` it is given; None when one with the same `once_on` is there already."""

    def build(insert: Callable[[Table], Any]) -> ClauseElement:
        statement = insert(table).values(bound(table, but=("id",)))
        if once_on:
            statement = statement.on_conflict_do_nothing(index_elements=once_on)
        added: ClauseElement = statement.returning(table.c.id)
        return added

    return Prepared({name: build(insert) for name, insert in _INSERTS.items()})


def upsert(table: Table) -> Prepared:
    """A row with all columns, in place of one with the same primary key."""
    keys = table.primary_key.columns.keys()

    def build(insert: Callable[[Table], Any]) -> ClauseElement:
        statement = insert(table).values(bound(table))
        news = {name: statement.excluded[name] for name in table.c.keys() if name not in keys}
        put: ClauseElement = statement.on_conflict_do_update(index_elements=keys, set_=news)
        return put

    return Prepared({name: build(insert) for name, insert in _INSERTS.items()})


def counter(table: Table, column: str) -> Prepared:
    """A row whose column begins at 1 and grows by one each time, returning the new value."""

    def build(insert: Callable[[Table], Any]) -> ClauseElement:
        statement = insert(table).values({**bound(table, but=(column,)), column: 1})
        counted: ClauseElement = statement.on_conflict_do_update(
            index_elements=table.primary_key.columns.keys(), set_={column: table.c[column] + 1}
        ).returning(table.c[column])
        return counted

    return Prepared({name: build(insert) for name, insert in _INSERTS.items()})


def bound(table: Table, but: Sequence[str] = ()) -> dict[str, BindParameter[Any]]:
    """Each column `but` those named, to be told under its own name."""
    return {name: bindparam(name, type_=column.type) for name, column in table.c.items() if name not in but}


class Scope:
    """An open transaction as one community sees it: every statement is told `community_id`."""

    def __init__(self, connection: Connection, community: str) -> None:
        self._connection = connection
        self._dialect = connection.dialect
        self.community = community

    def run(self, statement: Prepared, values: Values) -> Any:
        """Run it once; the first value that it returns, None when it returns nothing."""
        compiled = statement.on(self._dialect)
        parameters = compiled.parameters({"community_id": self.community, **values})
        result = self._connection.exec_driver_sql(compiled.sql, parameters)
        return result.scalar() if result.returns_rows else None

    def run_each(self, statement: Prepared, values: Iterable[Values]) -> None:
        """Run it for each of the values; nothing when there are none."""
        compiled = statement.on(self._dialect)
        parameters: Any = [compiled.parameters({"community_id": self.community, **each}) for each in values]
        if parameters:
            self._connection.exec_driver_sql(compiled.sql, parameters)

    def change(self, statement: Executable, values: Values) -> int:
        """Run a write that is not on the hot path; the number of rows it touched."""
        return self._connection.execute(statement, {"community_id": self.community, **values}).rowcount

    def rows(self, statement: Select[Any], values: Values) -> Sequence[Row[Any]]:
        return self._connection.execute(statement, {"community_id": self.community, **values}).all()

    def row(self, statement: Select[Any], values: Values) -> Row[Any] | None:
        return self._connection.execute(statement, {"community_id": self.community, **values}).first()

    def value(self, statement: Select[Any], values: Values) -> Any:
        return self._connection.execute(statement, {"community_id": self.community, **values}).scalar()
