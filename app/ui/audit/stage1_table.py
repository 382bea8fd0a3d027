"""The table of documents of stage 1, and how results and readiness look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain.kinds import Adequacy, Ready
from app.domain.sentences import N_
from app.domain.stage1_documents import newer_edition
from app.domain.words import word
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.choice_row import Choice
from app.ui.widgets.labels import isolated
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from app.domain.preparing import DocumentReview
    from app.domain.problems import Problem
    from app.domain.record import AuditRecord
    from app.domain.stage1 import Stage1Problem
    from app.ui.context import UiContext

ALL, OPEN, WEAK, UNKNOWN = "all", "open", "weak", "unknown"
_FILTERS: Final = (
    (ALL, N_("All")),
    (OPEN, N_("Not reviewed")),
    (WEAK, N_("With a gap")),
    (UNKNOWN, N_("Not registered")),
)
MARKS: Final = (Adequacy.ADEQUATE, Adequacy.PARTLY, Adequacy.NOT_ADEQUATE, Adequacy.NOT_REVIEWED)
"""Results in the order of the keys 1 to 4."""
_LOOKS: Final = {
    Adequacy: {
        "not_reviewed": ("open", "neutral"),
        "adequate": ("done", "ok"),
        "partly": ("half", "warning"),
        "not_adequate": ("cross", "danger"),
    },
    Ready: {
        "open": ("open", "neutral"),
        "ready": ("done", "ok"),
        "partly": ("half", "warning"),
        "not_ready": ("cross", "danger"),
    },
}


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A document to review with what its review lacks; `newer` is the version the register has by now."""

    id: str
    review: DocumentReview
    problems: tuple[Problem, ...]
    newer: str = ""


def review_rows(record: AuditRecord, found: tuple[Stage1Problem, ...]) -> tuple[ReviewRow, ...]:
    """Return the rows in the order of the list."""
    rows = []
    for one in record.reviews:
        newer = newer_edition(one, record)
        mine = tuple(p.problem for p in found if p.row == one.id and p.problem.code != "documents_not_reviewed")
        rows.append(ReviewRow(one.id, one, mine, newer.edition if newer else ""))
    return tuple(rows)


def look_of(value: StrEnum, t: Callable[[str], str]) -> ChipLook:
    """Return the chip of a result or of a readiness."""
    icon, tone = _LOOKS[type(value)][value.value]
    return ChipLook(t(word(value)), icon, tone)


def filter_choices(t: Callable[[str], str]) -> list[Choice]:
    """Return the filters above the table."""
    return [Choice(value, t(text)) for value, text in _FILTERS]


def fits(value: str, row: ReviewRow) -> bool:
    """Tell whether a row belongs to the chosen filter."""
    one = row.review
    if value == OPEN:
        return one.adequacy is Adequacy.NOT_REVIEWED
    if value == WEAK:
        return one.adequacy in (Adequacy.PARTLY, Adequacy.NOT_ADEQUATE) or bool(row.problems)
    return value != UNKNOWN or one.document_id is None


def review_table(ctx: UiContext) -> TwoLineTable:
    """Return the table."""
    t = ctx.t
    columns = (
        Column("title", t("Document"), partial(_title, t), sort=_plain_title),
        Column("edition", t("Version"), _edition, chars=12),
        Column("adequacy", t("Result"), partial(_adequacy, t), sort=_order, chip=partial(_chip, t), chars=14),
    )
    table = TwoLineTable(t("Documents"), columns, _plain_title)
    table.use_two_lines()
    return table


def _title(t: Callable[[str], str], row: ReviewRow) -> str:
    one = row.review
    unknown = "" if one.document_id else t("not in the register")
    newer = t("register: {edition}").format(edition=row.newer) if row.newer else ""
    parts = (isolated(one.reference) if one.reference else "", isolated(one.requirements), unknown, newer, one.remark)
    return f"{one.title}\n" + "  ·  ".join(part for part in parts if part.strip("\u2068\u2069 "))


def _plain_title(row: ReviewRow) -> str:
    return row.review.title


def _edition(row: ReviewRow) -> str:
    return row.review.edition


def _order(row: ReviewRow) -> int:
    return MARKS.index(row.review.adequacy)


def _adequacy(t: Callable[[str], str], row: ReviewRow) -> str:
    return t(word(row.review.adequacy))


def _chip(t: Callable[[str], str], row: ReviewRow) -> ChipLook:
    return look_of(row.review.adequacy, t)
