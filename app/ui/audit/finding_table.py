"""The table of findings, by grade, with what each still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain import findings as rules
from app.domain.earlier import Earlier, EarlierFinding, history, repeat_offers
from app.domain.finding_rules import Rule, rules_of, surroundings
from app.domain.kinds import FindingState, Grade
from app.domain.readiness import finding_facts
from app.domain.sentences import N_
from app.domain.words import word
from app.ui.widgets.chip import ChipLook, chip_look
from app.ui.widgets.choice_row import Choice
from app.ui.widgets.labels import isolated
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.fieldwork import Finding
    from app.domain.problems import Problem
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

ALL, NONCONFORMITIES, INCOMPLETE, WITHDRAWN = "all", "nc", "incomplete", "withdrawn"
_FILTERS: Final = (
    (ALL, N_("All")),
    (NONCONFORMITIES, N_("Nonconformities")),
    (INCOMPLETE, N_("Incomplete")),
    (WITHDRAWN, N_("Withdrawn")),
)
ORDER: Final = {grade: place for place, grade in enumerate(Grade)}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with what it lacks, what reads oddly in it, rules against it, and what earlier audits found.

    `history` is what it repeats, back to the first; `offers` are earlier findings that it may repeat.
    """

    id: str
    finding: Finding
    problems: tuple[Problem, ...]
    sites: str
    rules: tuple[Rule, ...] = ()
    history: tuple[EarlierFinding, ...] = ()
    offers: tuple[EarlierFinding, ...] = ()

    @property
    def complete(self) -> bool:
        """Tell whether nothing blocking is missing."""
        return not any(one.blocking for one in self.problems)


def finding_rows(record: AuditRecord, earlier: Earlier | None = None) -> tuple[FindingRow, ...]:
    """Return the findings, the gravest first."""
    facts = finding_facts(record)
    before = earlier or Earlier()
    around = surroundings(record.findings, before, record.carried)
    names = {one.id: one.label or one.name for one in record.sites}
    rows = [
        FindingRow(
            one.id, one, rules.problems(one, facts), ", ".join(names.get(key, "") for key in one.site_ids),
            rules_of(one, facts, around), history(one, before), repeat_offers(one, before),
        )
        for one in record.findings
    ]  # fmt: skip
    return tuple(sorted(rows, key=_order))


def filter_choices(t: Callable[[str], str]) -> list[Choice]:
    """Return the filters above the table."""
    return [Choice(value, t(text)) for value, text in _FILTERS]


def fits(value: str, row: FindingRow) -> bool:
    """Tell whether a row belongs to the chosen filter."""
    withdrawn = row.finding.state is FindingState.WITHDRAWN
    if value == WITHDRAWN:
        return withdrawn
    if value == NONCONFORMITIES:
        return not withdrawn and rules.is_nonconformity(row.finding.grade)
    if value == INCOMPLETE:
        return not withdrawn and not row.complete
    return not withdrawn


def finding_table(ctx: UiContext) -> TwoLineTable:
    """Return the table."""
    t = ctx.t
    columns = (
        Column("label", t("No."), _label, chars=7),
        Column("title", t("Finding"), partial(_title, t), sort=_plain_title),
        Column("grade", t("Grade"), partial(_grade, t), sort=_order, chip=partial(_grade_chip, t), chars=15),
    )
    table = TwoLineTable(t("Findings"), columns, _spoken)
    table.use_two_lines()
    return table


def short_grade(t: Callable[[str], str], grade: Grade) -> ChipLook:
    """Return the chip of a grade with the short word people use: `Major`."""
    look = chip_look(grade, t)
    short = {
        Grade.MAJOR: N_("Major"),
        Grade.MINOR: N_("Minor"),
        Grade.OPPORTUNITY: N_("Opportunity"),
        Grade.CONCERN: N_("Concern"),
    }
    return ChipLook(t(short[grade]), look.icon, look.tone) if grade in short else look


def _label(row: FindingRow) -> str:
    return isolated(row.finding.label)


def _order(row: FindingRow) -> tuple[int, str, int]:
    return ORDER[row.finding.grade], row.finding.final_number, row.finding.number


def _title(t: Callable[[str], str], row: FindingRow) -> str:
    """Return the title, and below it requirements, sites and what is missing."""
    one = row.finding
    refs = ", ".join(isolated(f"{link.ref} {link.part}".strip() or link.other) for link in one.links)
    state = "" if row.complete else t("incomplete")
    if one.state is FindingState.WITHDRAWN:
        state = t("withdrawn")
    again = t("found again") if row.history else ""
    parts = (refs, row.sites, again, state)
    return f"{one.title or one.statement or t('No title yet')}\n" + "  ·  ".join(part for part in parts if part)


def _plain_title(row: FindingRow) -> str:
    return (row.finding.title or row.finding.statement).casefold()


def _grade(t: Callable[[str], str], row: FindingRow) -> str:
    return t(word(row.finding.grade))


def _grade_chip(t: Callable[[str], str], row: FindingRow) -> ChipLook:
    return short_grade(t, row.finding.grade)


def _spoken(row: FindingRow) -> str:
    return row.finding.label
