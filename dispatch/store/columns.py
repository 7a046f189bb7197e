"""Column types that mean the same on SQLite and PostgreSQL: moments and plain JSON values."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from dispatch.clock import SHANGHAI

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def _micros(value: datetime | None) -> int | None:
    return None if value is None else (value - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=4096)  # a case that is open is read again and again
def _moment(value: int | None) -> datetime | None:
    return None if value is None else (_EPOCH + value * _MICROSECOND).astimezone(SHANGHAI)


def _json(value: Any) -> str | None:
    return None if value is None else to_json(value).decode()


def _plain(value: str | None) -> Any:
    return None if value is None else from_json(value)


class Moment(TypeDecorator[datetime]):
    """An aware datetime as microseconds since 1970 UTC: sorts as stored, comes back in Asia/Shanghai."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], int | None]:
        return _micros

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        return _moment


class Plain(TypeDecorator[Any]):
    """Plain JSON values as text; Chinese stays readable, None is NULL."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        return _json

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return _plain


class Serial(TypeDecorator[int]):
    """A 64-bit number that the database gives; SQLite does so only for a column called INTEGER."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())
