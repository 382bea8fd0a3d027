"""Column types that SQLite and PostgreSQL share, each with its one check at the door."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Date, DateTime, Dialect, Float, Integer, String, Text, Uuid
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.domain.errors import UserMistake

KEY_DIGITS: Final = 32
INSTANT_LENGTH: Final = 27  # 2026-01-31T09:15:00.123456Z
NO_SURROGATE_BELOW, NO_SURROGATE_ABOVE = "\ud800", "\udfff"


class Unstorable(UserMistake, DontWrapMixin):
    """A value that one of the two databases would refuse or silently change; SQLAlchemy passes it on unwrapped."""


def clean_text(value: str) -> str:
    """Return `value`, or raise `Unstorable("text_not_storable")`.

    NUL breaks PostgreSQL, a lone surrogate has no UTF-8.
    """
    if "\0" in value:
        raise Unstorable("text_not_storable", reason="nul")
    if not value.isascii() and any(NO_SURROGATE_BELOW <= letter <= NO_SURROGATE_ABOVE for letter in value):
        raise Unstorable("text_not_storable", reason="surrogate")
    return str(value)


def clean_number(value: float) -> float:
    """Return `value`, or raise `Unstorable("number_not_storable")`: SQLite would turn NaN into NULL without a word."""
    if not math.isfinite(value):
        raise Unstorable("number_not_storable")
    return value


def clean_json(value: object) -> object:
    """Return a JSON value with every text and number in it checked.

    Taken are None, bool, int, float, str, list and dict with text keys; anything else is a TypeError.
    """
    match value:
        case None | bool() | int():
            return value
        case str():
            return clean_text(value)
        case float():
            return clean_number(value)
        case list() | tuple():
            return [clean_json(part) for part in value]
        case dict():
            return {clean_text(key): clean_json(part) for key, part in value.items()}
        case _:
            raise TypeError(f"not JSON: {type(value).__name__}")


class CleanText(TypeDecorator[str]):
    """Text of any length without NUL and lone surrogates."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Check on the way in; a `StrEnum` goes in as its value."""
        del dialect
        return None if value is None else clean_text(value)


class CleanJson(TypeDecorator[Any]):
    """A JSON value without NUL, surrogates, NaN; assign a new value to change it (changes inside are not seen)."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> object:
        """Check on the way in."""
        del dialect
        return clean_json(value)


class Real(TypeDecorator[float]):
    """A finite floating-point number; prefer whole numbers of a smaller unit."""

    impl = Float
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> float | None:
        """Check on the way in."""
        del dialect
        return None if value is None else clean_number(value)


class Instant(TypeDecorator[datetime]):
    """An aware moment in UTC.

    Fixed-width `YYYY-MM-DDTHH:MM:SS.ffffffZ` on SQLite (sorts as text), TIMESTAMPTZ on PostgreSQL.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose text on SQLite: its `DateTime` drops the zone silently."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(INSTANT_LENGTH))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401 - text or datetime by dialect
        """Refuse naive times (ValueError: a bug of ours), convert to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive time")
        moment = value.astimezone(UTC)
        return instant_text(moment) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401 - text or datetime by dialect
        """Return an aware datetime in UTC."""
        del dialect
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)


class Day(TypeDecorator[date]):
    """A calendar date: ISO text on SQLite, DATE on PostgreSQL.

    A datetime is refused, because its day depends on a zone.
    """

    impl = Date
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> date | None:
        """Refuse datetimes (TypeError: a bug of ours)."""
        del dialect
        if isinstance(value, datetime):
            raise TypeError("a day is wanted, not a moment")
        return value


class Key(Uuid[str]):
    """A UUID as text with dashes; the same column as `Uuid(as_uuid=False)`, read without making a `UUID` of each key.

    An audit has some thousand keys, and making objects of them took a sixth of the time to load it.
    """

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(as_uuid=False)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], str | None] | None:
        """Put the dashes in where the database keeps 32 hexadecimal digits; a native UUID is left to SQLAlchemy."""
        given = super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]
        return given if given is None or dialect.supports_native_uuid else _with_dashes


def _with_dashes(value: str | None) -> str | None:
    if value is None:
        return None
    if len(value) != KEY_DIGITS:
        return str(UUID(value))
    low = value.lower()
    return f"{low[:8]}-{low[8:12]}-{low[12:16]}-{low[16:20]}-{low[20:]}"


ID: Final = Key()
WHOLE: Final = BigInteger().with_variant(Integer(), "sqlite")


def instant_text(moment: datetime) -> str:
    """Return the fixed-width text of an aware `moment`, in UTC (RFC 3339 with six decimals)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").zfill(INSTANT_LENGTH)
