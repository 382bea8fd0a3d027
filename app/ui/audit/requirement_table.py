"""The work sheet: one row per requirement, what is missing in it, and what its filters mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain import verdicts as rules
from app.domain.kinds import Implemented, Verdict
from app.domain.refs import sort_key
from app.domain.sentences import N_
from app.domain.words import word
from app.ui.widgets.chip import ChipLook, chip_look
from app.ui.widgets.choice_row import Choice
from app.ui.widgets.labels import isolated
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.client import SoaControl
    from app.domain.problems import Problem
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

ALL, OPEN, GAPS, EXCLUDED = "all", "open", "gaps", "excluded"
_FILTERS: Final = (
    (ALL, N_("All")),
    (OPEN, N_("Open")),
    (GAPS, N_("With a gap")),
    (EXCLUDED, N_("Excluded")),
)
MARKS: Final = (
    Verdict.CONFORM,
    Verdict.NONCONFORM,
    Verdict.OBSERVATION,
    Verdict.NOT_APPLICABLE,
    Verdict.NOT_AUDITED,
    Verdict.OPEN,
)
"""Verdicts in the order of the keys 1 to 6."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One requirement with its problems (gaps and contradictions; an open verdict is none) and its SoA row."""

    id: str
    view: rules.RequirementView
    problems: tuple[Problem, ...]
    proposal: rules.Proposal
    soa: SoaControl | None

    @property
    def reason_of_soa(self) -> str:
        """Return why the control is excluded, empty if it is not."""
        return self.soa.reason if self.soa is not None and not self.soa.applicable else ""

    @property
    def verdict(self) -> Verdict:
        """Return the verdict."""
        return self.view.row.verdict


def sheet_rows(record: AuditRecord) -> tuple[SheetRow, ...]:
    """Return all requirements of the audit."""
    controls = {one.ref: one for one in record.soa.controls} if record.soa else {}
    return tuple(
        SheetRow(
            id=view.item.ref,
            view=view,
            problems=tuple(one for one in rules.problems(view) if one.code != "verdict_open"),
            proposal=rules.propose(view),
            soa=controls.get(view.item.ref),
        )
        for view in rules.views(record)
    )


def filter_choices(t: Callable[[str], str]) -> list[Choice]:
    """Return the filters above the sheet."""
    return [Choice(value, t(text)) for value, text in _FILTERS]


def fits(value: str, row: SheetRow) -> bool:
    """Tell whether a row belongs to the chosen filter."""
    if value == OPEN:
        return row.verdict is Verdict.OPEN
    if value == GAPS:
        return bool(row.problems)
    if value == EXCLUDED:
        return bool(row.view.excluded)
    return True


def requirement_table(ctx: UiContext) -> TwoLineTable:
    """Return the sheet."""
    t = ctx.t
    columns = (
        Column("ref", t("No."), _ref, sort=_order, chars=8),
        Column("title", t("Requirement"), partial(_title, t), sort=_plain_title),
        Column("verdict", t("Verdict"), partial(_verdict, t), chip=partial(_verdict_chip, t), chars=14),
        Column("gap", t("Gap"), partial(_gap, t), chip=partial(_gap_chip, t), chars=6),
        Column("evidence", t("Items"), _evidence, sort=_evidence_count, chars=4, right=True),
    )
    table = TwoLineTable(t("Requirements"), columns, _spoken)
    table.use_two_lines()
    return table


def _ref(row: SheetRow) -> str:
    return isolated(row.id)


def _order(row: SheetRow) -> object:
    return sort_key(row.id)


def _title(t: Callable[[str], str], row: SheetRow) -> str:
    """Return the title, and below it findings, state in the SoA, reason and note."""
    soa = _soa(t, row)
    if row.soa is not None and not row.soa.applicable:
        soa = t("Excluded: {reason}").format(reason=row.soa.reason)
    parts = [
        _findings(row),
        soa,
        row.view.row.reason if row.view.row.reason != row.reason_of_soa else "",
        row.view.row.note,
    ]
    return f"{row.view.item.title}\n" + "  ·  ".join(part.strip() for part in parts if part.strip())


def _plain_title(row: SheetRow) -> str:
    return row.view.item.title.casefold()


def _spoken(row: SheetRow) -> str:
    return f"{row.id} {row.view.item.title}"


def _verdict(t: Callable[[str], str], row: SheetRow) -> str:
    return t(word(row.verdict))


def _verdict_chip(t: Callable[[str], str], row: SheetRow) -> ChipLook:
    return chip_look(row.verdict, t)


def _gap(t: Callable[[str], str], row: SheetRow) -> str:
    if not row.problems:
        return ""
    return t("Gap") if any(one.blocking for one in row.problems) else t("Hint")


def _gap_chip(t: Callable[[str], str], row: SheetRow) -> ChipLook | None:
    if not row.problems:
        return None
    holds = any(one.blocking for one in row.problems)
    return ChipLook(_gap(t, row), "warning" if holds else "info", "warning" if holds else "info")


def _evidence(row: SheetRow) -> str:
    return str(len(row.view.evidence)) if row.view.evidence else ""


def _evidence_count(row: SheetRow) -> int:
    return len(row.view.evidence)


def _findings(row: SheetRow) -> str:
    return ", ".join(isolated(one.label) for one in row.view.findings)


def _soa(t: Callable[[str], str], row: SheetRow) -> str:
    if row.soa is None:
        return ""
    if not row.soa.applicable:
        return t("Excluded")
    return t(word(row.soa.implemented)) if row.soa.implemented is not Implemented.YES else t("Applicable")
