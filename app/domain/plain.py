"""Frozen dataclasses to plain JSON values and back, driven by their type hints; no floats, nothing unknown.

Used for documents whose bytes must be the same on every machine: keys sorted, UTF-8, no white space,
dates and times in ISO 8601, enums by value, fractions in lowest terms ("41/8", "6"). For our data (ASCII keys,
integers) the bytes equal RFC 8785.
"""

from __future__ import annotations

import json
from dataclasses import Field, field, fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")
_LATER: Final = "later"

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]
"""What JSON can hold here; floats are left out on purpose."""


def to_plain(value: object) -> Plain:
    """Return `value` (dataclass, tuple, enum, date, text, integer, fraction, None) as a plain JSON value.

    Raises TypeError for anything else, floats and sets among them.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str | Fraction):
        return str(value)
    if isinstance(value, date | time):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if is_dataclass(value):
        return {one.name: to_plain(getattr(value, one.name)) for one in fields(value) if not _left_out(value, one)}
    raise TypeError(type(value).__name__)


def canonical_bytes(value: Plain) -> bytes:
    """Return the one byte form of a plain value: sorted keys, no white space, UTF-8."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def from_plain(kind: type[T], value: object) -> T:
    """Build a `kind` (a frozen dataclass) from plain JSON values.

    Raises ValueError for a missing or unknown key, a wrong type, an unknown enum value or a malformed date.
    """
    built: T = _build(kind, value, kind.__name__)
    return built


def later() -> Any:  # noqa: ANN401 - the type of the field decides, as with `dataclasses.field`
    """Return a field (a tuple) that joined a document after papers of it were frozen.

    While it is empty it is left out, so that an old document is read, and gives the very bytes it had.
    """
    return field(default=(), metadata={_LATER: True})


def _left_out(value: object, one: Field[Any]) -> bool:
    return bool(one.metadata.get(_LATER)) and getattr(value, one.name) == ()


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, value: object, where: str) -> Any:  # noqa: ANN401 - driven by type hints
    origin = get_origin(kind)
    if origin in (UnionType, Union):
        return _build_optional(kind, value, where)
    if origin is tuple:
        return _build_tuple(kind, value, where)
    if is_dataclass(kind):
        return _build_dataclass(kind, value, where)
    return _build_scalar(kind, value, where)


def _build_optional(kind: Any, value: object, where: str) -> Any:  # noqa: ANN401 - as above
    if value is None:
        return None
    (inner,) = [part for part in get_args(kind) if part is not NoneType]
    return _build(inner, value, where)


def _build_tuple(kind: Any, value: object, where: str) -> tuple[Any, ...]:  # noqa: ANN401 - as above
    if not isinstance(value, list):
        raise ValueError(f"{where}: a list is expected")  # noqa: TRY004 - one error for all bad input
    inner = get_args(kind)[0]
    return tuple(_build(inner, item, f"{where}[{number}]") for number, item in enumerate(value))


def _build_dataclass(kind: Any, value: object, where: str) -> Any:  # noqa: ANN401
    if not isinstance(value, dict):
        raise ValueError(f"{where}: an object is expected")  # noqa: TRY004
    names = {one.name for one in fields(kind)}
    late = {one.name for one in fields(kind) if one.metadata.get(_LATER)}
    if not names - late <= set(value) <= names or any(value.get(name) == [] for name in late):
        raise ValueError(f"{where}: keys differ: {sorted(names ^ set(value))}")
    hints = _hints(kind)
    return kind(**{name: _build(hints[name], value[name], f"{where}.{name}") for name in names & set(value)})


def _build_scalar(kind: Any, value: object, where: str) -> Any:  # noqa: ANN401 - as above
    if kind is Fraction:
        return _build_fraction(value, where)
    if kind in (date, datetime, time) or issubclass(kind, StrEnum):
        if not isinstance(value, str):
            raise ValueError(f"{where}: text is expected")
        try:
            return kind(value) if issubclass(kind, StrEnum) else kind.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"{where}: {error}") from error
    if type(value) is not kind:  # a bool is an int for isinstance
        raise ValueError(f"{where}: {kind.__name__} is expected")
    return value


def _build_fraction(value: object, where: str) -> Fraction:
    """Return the fraction of its one form, lowest terms in ASCII digits; every other spelling is refused."""
    try:
        built = Fraction(value) if isinstance(value, str) else None
    except (ValueError, ZeroDivisionError):
        built = None
    if built is None or str(built) != value:
        raise ValueError(f"{where}: a fraction in lowest terms is expected")
    return built
