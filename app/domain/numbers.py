"""Exact numbers as people type and read them: whole numbers, decimals and fractions, never binary floats."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from app.domain.errors import UserMistake

_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_DECIMAL: Final = re.compile(r"(?P<sign>[+-]?)(?P<number>[0-9]{1,6}(?:\.[0-9]{1,2})?|[0-9]{1,6}/[0-9]{1,4})")
_PLACES: Final = 100


def whole(text: str, field: str = "") -> int:
    """Return the whole number typed as `text`; no sign, no separators: what "1,000" means depends on the country.

    Raises:
        UserMistake: `time_not_whole` with the text.
    """
    if _WHOLE.fullmatch(text.strip()) is None:
        raise UserMistake("time_not_whole", field=field, text=text)
    return int(text.strip())


def exact(text: str, field: str = "") -> Fraction:
    """Return the number typed as `text`, for example `8.5`, `8,5`, `17/2`, `-17 %`, exactly.

    At most two places, so that a thousands separator is refused and not taken for a decimal point.

    Raises:
        UserMistake: `time_not_a_number` with the text.
    """
    plain = text.strip().removesuffix("%").rstrip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
    found = _DECIMAL.fullmatch(plain)
    if found is None:
        raise UserMistake("time_not_a_number", field=field, text=text)
    try:
        number = Fraction(found["number"])
    except ZeroDivisionError:
        raise UserMistake("time_not_a_number", field=field, text=text) from None
    return -number if found["sign"] == "-" else number


def number_text(number: Fraction) -> str:
    """Return a number for people, `8.5` or `-17`; what does not end after two places is rounded (half up)."""
    hundredths = (abs(number) * _PLACES * 2 + 1) // 2
    whole_part, rest = divmod(hundredths, _PLACES)
    places = f".{rest:02d}".rstrip("0") if rest else ""
    return f"{'-' if number < 0 and hundredths else ''}{whole_part}{places}"


def ends(number: Fraction) -> bool:
    """Tell whether `number_text` shows the number whole, or only its first two places."""
    return (number * _PLACES).denominator == 1
