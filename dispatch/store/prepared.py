"""Statements that are compiled once, and the scope of one community in which all statements run."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Dialect, Row, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ClauseElement, Select

from dispatch.errors import StoreError

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
    """SQL of one database, its constants, and in order each name with how its value is told to the driver."""

    sql: str
    constants: Values
    slots: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    positional: bool

    def parameters(self, community: str, values: Values) -> tuple[Any, ...] | dict[str, Any]:
        told = {"community_id": community, **self.constants, **values}
        if self.positional:
            return tuple([process(told[name]) if process else told[name] for name, process in self.slots])
        return {name: process(told[name]) if process else told[name] for name, process in self.slots}


def _compile(statement: ClauseElement, dialect: Dialect) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect)
    binds: Mapping[str, BindParameter[Any]] = compiled.binds
    assert not any(bind.expanding for bind in binds.values()), "a list needs a place for each of its values"
    names = compiled.positiontup if compiled.positional else binds
    return _Compiled(
        sql=compiled.string,
        constants={name: bind.value for name, bind in binds.items() if not bind.required},
        slots=tuple((name, binds[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names),
        positional=compiled.positional,
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
        news = {name: column for name, column in statement.excluded.items() if name not in keys}
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


def places(name: str, count: int) -> list[BindParameter[Any]]:
    """A place for each value of a list, so that the statement can be compiled once; `placed` fills them."""
    return [bindparam(f"{name}_{place}") for place in range(count)]


def placed(name: str, values: Iterable[Any]) -> dict[str, Any]:
    """The values of a list, each in its place."""
    return {f"{name}_{place}": value for place, value in enumerate(values)}


class _Found:
    """A select that is compiled once, with how each column of a row comes back."""

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        self.compiled = _compile(statement, dialect)
        columns = statement.selected_columns
        names = [str(column.key) for column in columns]
        self._row: Any = namedtuple("Found", names, rename=True)  # type: ignore[misc]  # names are known only here
        processors = [c.type.dialect_impl(dialect).result_processor(dialect, None) for c in columns]
        self._processed = [(place, process) for place, process in enumerate(processors) if process]

    def row(self, values: Sequence[Any]) -> Row[Any]:
        """The row as SQLAlchemy would give it: by attribute, by place, as a dict."""
        told = list(values)
        for place, process in self._processed:
            told[place] = process(told[place])
        return cast("Row[Any]", self._row._make(told))


_FOUND: dict[tuple[str, Select[Any]], _Found] = {}


def _found(statement: Select[Any], dialect: Dialect) -> _Found:
    key = dialect.name, statement
    if key not in _FOUND:
        _FOUND[key] = _Found(statement, dialect)
    return _FOUND[key]


class Scope:
    """An open transaction as one community sees it: every statement is told `community_id`.

    A scope that is only `reading` raises StoreError before it would write.
    """

    def __init__(self, connection: Connection, community: str, reading: bool = False) -> None:
        self._reading = reading
        self._dialect = connection.dialect
        self._driver = connection.connection.cursor()
        self.community = community
        self.alone = connection.dialect.name == "sqlite"  # nobody else writes while this unit may

    def run(self, statement: Prepared, values: Values) -> Any:
        """Run it once; the first value that it returns, None when it returns nothing."""
        self._drive(statement, values)
        row = self._driver.fetchone() if self._driver.description else None
        return row[0] if row else None

    def run_each(self, statement: Prepared, values: Iterable[Values]) -> None:
        """Run it for each of the values."""
        for each in values:
            self._drive(statement, each)

    def count(self, statement: Prepared, values: Values) -> int:
        """Run it once; how many rows it changed."""
        self._drive(statement, values)
        return self._driver.rowcount

    def rows(self, statement: Select[Any], values: Values) -> Sequence[Row[Any]]:
        found = _found(statement, self._dialect)
        self._run(found.compiled, values)
        return [found.row(row) for row in self._driver.fetchall()]

    def row(self, statement: Select[Any], values: Values) -> Row[Any] | None:
        found = _found(statement, self._dialect)
        self._run(found.compiled, values)
        row = self._driver.fetchone()
        return found.row(row) if row else None

    def value(self, statement: Select[Any], values: Values) -> Any:
        row = self.row(statement, values)
        return row[0] if row else None

    def _drive(self, statement: Prepared, values: Values) -> None:
        if self._reading:
            raise StoreError("a read-only unit of work was about to write")
        self._run(statement.on(self._dialect), values)

    def _run(self, compiled: _Compiled, values: Values) -> None:
        self._driver.execute(compiled.sql, compiled.parameters(self.community, values))
