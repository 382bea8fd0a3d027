"""Coverage by clause and theme: bars for the picture, computed from the views of the requirements."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from app.domain.kinds import Verdict
from app.domain.verdicts import views
from app.ui.widgets.coverage_picture import CoverageBar

if TYPE_CHECKING:
    from app.domain.record import AuditRecord

TONES: Final = (
    (Verdict.CONFORM, "ok"),
    (Verdict.OBSERVATION, "info"),
    (Verdict.NONCONFORM, "danger"),
    (Verdict.NOT_AUDITED, "plum"),
    (Verdict.NOT_APPLICABLE, "neutral"),
)
"""Verdicts in the order of the parts of a bar; an open one leaves the bar empty."""


def group_of(ref: str) -> str:
    """Return clause or theme of a requirement: `6` for 6.1.2, `A.5` for A.5.18."""
    parts = ref.split(".")
    return ".".join(parts[:2]) if parts[0].isalpha() else parts[0]


def coverage_bars(record: AuditRecord) -> tuple[CoverageBar, ...]:
    """Return a bar per clause and theme: how many requirements were answered, and how."""
    titles = {item.ref: item.title for criteria in record.criteria for item in criteria.items}
    groups: dict[str, Counter[Verdict]] = {}
    for view in views(record):
        groups.setdefault(group_of(view.item.ref), Counter())[view.row.verdict] += 1
    return tuple(_bar(f"{ref}  {titles.get(ref, '')}".strip(), counts) for ref, counts in groups.items())


def _bar(label: str, counts: Counter[Verdict]) -> CoverageBar:
    total = counts.total()
    answered = total - counts[Verdict.OPEN]
    parts = tuple((tone, counts[verdict]) for verdict, tone in TONES if counts[verdict])
    return CoverageBar(label, f"{answered} / {total}", total, parts)
