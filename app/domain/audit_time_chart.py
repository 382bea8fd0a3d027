"""The chart of initial audit time by number of persons: strict reading, look-up and content hash.

The numbers are facts that certification bodies republish from ISO/IEC 27006-1, Annex C. Each row says how many
independent sources gave its value and its band, because a body compares it with its own licensed copy before it
relies on it. The chart is passed to the calculation as a value, and its hash is kept with every result.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.plain import canonical_bytes, from_plain, to_plain

ROOT: Final = "Chart"
PROVEN: Final = 2
"""So many independent sources make a value count as confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """One band of persons (both ends belong to it) and the auditor days of an initial audit, stage 1 and 2 together."""

    min_persons: int
    max_persons: int
    days: Fraction
    value_sources: int
    band_sources: int

    @property
    def confirmed(self) -> bool:
        """Tell whether at least two independent sources give this value."""
        return self.value_sources >= PROVEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A whole chart; `version` counts our own corrections of the file."""

    key: str
    edition: str
    version: int
    rows: tuple[ChartRow, ...]

    @property
    def last(self) -> ChartRow:
        """Return the highest band; above it the chart has no value."""
        return self.rows[-1]


def parse(data: bytes) -> Chart:
    """Read a chart from the bytes of its JSON file; gaps, overlaps, falling days and anything unknown are refused.

    Raises:
        ForeignFileProblem: `chart_refused` with `path` (place in the file) and `reason`.
    """
    try:
        chart = from_plain(Chart, json.loads(data.decode("utf-8"), object_pairs_hook=_no_doubles))
    except UnicodeDecodeError:
        raise _refused(ROOT, "not UTF-8") from None
    except json.JSONDecodeError as error:
        raise _refused(f"{ROOT} line {error.lineno}", "not JSON") from None
    except ValueError as error:
        path, _colon, reason = str(error).partition(": ")
        raise _refused(path, reason) from None
    _check_head(chart)
    _check_rows(chart.rows)
    return chart


def content_hash(chart: Chart) -> str:
    """Return the SHA-256 (hex) over the chart as canonical JSON (sorted keys, no blanks, UTF-8; RFC 8785)."""
    return hashlib.sha256(canonical_bytes(to_plain(chart))).hexdigest()


def row_for(chart: Chart, persons: int) -> ChartRow:
    """Return the band that holds `persons`.

    Raises:
        UserMistake: `time_count_wrong` below one, `time_above_chart` above the last band: nothing is guessed there.
    """
    if persons < chart.rows[0].min_persons:
        raise UserMistake("time_count_wrong", field="groups", count=persons)
    for row in chart.rows:
        if persons <= row.max_persons:
            return row
    raise UserMistake("time_above_chart", field="base_days", persons=persons, last=chart.last.max_persons)


def _refused(path: str, reason: str) -> ForeignFileProblem:
    return ForeignFileProblem("chart_refused", path=path, reason=reason)


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen = dict(pairs)
    if len(seen) != len(pairs):
        raise ValueError(f"{ROOT}: a key stands twice")
    return seen


def _check_head(chart: Chart) -> None:
    for name in ("key", "edition"):
        if not getattr(chart, name).strip():
            raise _refused(f"{ROOT}.{name}", "empty")
    if chart.version < 1:
        raise _refused(f"{ROOT}.version", "not a positive number")
    if not chart.rows:
        raise _refused(f"{ROOT}.rows", "empty")


def _check_rows(rows: tuple[ChartRow, ...]) -> None:
    """Refuse bands that do not follow each other from 1 on, days that do not grow, and rows without a source."""
    persons, days = 0, Fraction(0)
    for index, row in enumerate(rows):
        path = f"{ROOT}.rows[{index}]"
        if row.min_persons != persons + 1 or row.max_persons < row.min_persons:
            raise _refused(path, "the bands do not follow each other")
        if row.days <= days or (2 * row.days).denominator != 1:
            raise _refused(f"{path}.days", "the days do not grow by half days")
        if min(row.value_sources, row.band_sources) < 1:
            raise _refused(path, "without a source")
        persons, days = row.max_persons, row.days
