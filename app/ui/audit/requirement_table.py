"""The work sheet: one row per requirement, what is missing in it and around it, and what its filters mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain import verdicts as rules
from app.domain.earlier import Earlier
from app.domain.kinds import Implemented, Verdict
from app.domain.refs import sort_key
from app.domain.sentences import N_
from app.domain.words import word
from app.domain.work_sheet import Context, Group, Grouping, Surroundings, groups, is_mine
from app.ui.widgets.chip import ChipLook, chip_look
from app.ui.widgets.choice_row import Choice
from app.ui.widgets.labels import isolated
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.client import SoaControl
    from app.domain.guidance import GuidanceSet
    from app.domain.problems import Problem
    from app.domain.record import AuditRecord
    from app.domain.samples import OwnGuidance
    from app.ui.context import UiContext

ALL, OPEN, MINE, GAPS, DIFFERING, BEFORE, EXCLUDED = "all", "open", "mine", "gaps", "differing", "before", "excluded"
_FILTERS: Final = (
    (ALL, N_("All")),
    (OPEN, N_("Open")),
    (MINE, N_("Mine")),
    (GAPS, N_("With a gap")),
    (DIFFERING, N_("Differing")),
    (BEFORE, N_("From last time")),
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
    """One requirement with its problems (gaps and contradictions; an open verdict is none) and its SoA row.

    `mine`: I am planned for it or judged it; `group` is the group it is shown in.
    """

    id: str
    view: rules.RequirementView
    problems: tuple[Problem, ...]
    proposal: rules.Proposal
    soa: SoaControl | None
    context: Context = field(default_factory=Context)
    mine: bool = False
    group: str = ""

    @property
    def reason_of_soa(self) -> str:
        """Return why the control is excluded, empty if it is not."""
        return self.soa.reason if self.soa is not None and not self.soa.applicable else ""

    @property
    def verdict(self) -> Verdict:
        """Return the verdict."""
        return self.view.row.verdict


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows with everything around them: groups, guidance with the body's own lines, who I am in the team."""

    rows: tuple[SheetRow, ...]
    groups: Mapping[Grouping, tuple[Group, ...]] = field(default_factory=dict)
    guidance: GuidanceSet | None = None
    own: tuple[OwnGuidance, ...] = ()
    me: str = ""


def make_sheet(ctx: UiContext, record: AuditRecord) -> Sheet:
    """Return the sheet of an audit; asks services, so call it beside the window."""
    services = ctx.services
    around = Surroundings(record, services.finding_rules.earlier(record.audit.id))
    me = services.body.me()
    key = record.criteria[0].key if record.criteria else ""
    return Sheet(
        rows=sheet_rows(record, around, me.id if me else ""),
        groups={one: groups(one, around) for one in Grouping},
        guidance=services.own_guidance.guidance(key, ctx.words.language) if key else None,
        own=services.own_guidance.lines(key) if key else (),
        me=next((one.id for one in record.team if me and one.person_id == me.id), ""),
    )


def sheet_rows(record: AuditRecord, around: Surroundings | None = None, person_id: str = "") -> tuple[SheetRow, ...]:
    """Return all requirements of the audit, for the person of the body who looks at them."""
    controls = {one.ref: one for one in record.soa.controls} if record.soa else {}
    here = around or Surroundings(record, Earlier())
    return tuple(
        SheetRow(
            id=view.ref,
            view=view,
            problems=tuple(one for one in rules.problems(view) if one.code != "verdict_open"),
            proposal=rules.propose(view),
            soa=controls.get(view.ref),
            context=here.contexts[view.ref],
            mine=is_mine(here.contexts[view.ref], record.team, person_id),
        )
        for view in here.views
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
    return {
        MINE: row.mine,
        DIFFERING: row.proposal.question,
        BEFORE: row.context.from_last_time,
        EXCLUDED: bool(row.view.excluded),
    }.get(value, True)


def requirement_table(ctx: UiContext) -> TwoLineTable:
    """Return the sheet."""
    t = ctx.t
    columns = (
        Column("ref", t("No."), _ref, sort=_order, chars=8),
        Column("title", t("Requirement"), partial(_title, t), sort=_plain_title),
        Column("verdict", t("Verdict"), partial(_verdict, t), chip=partial(_verdict_chip, t), chars=14),
        Column("gap", t("Gap"), partial(_gap, t), chip=partial(_gap_chip, t), chars=6),
        Column("last", t("Last audit"), partial(_last, t), chip=partial(_last_chip, t), chars=10),
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
    """Return the title, and below it the group, findings, state in the SoA, what was handed on, reason and note."""
    soa = _soa(t, row)
    if row.soa is not None and not row.soa.applicable:
        soa = t("Excluded: {reason}").format(reason=row.soa.reason)
    parts = [
        row.group,
        _findings(row),
        soa,
        _carried(t, row),
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


def _carried(t: Callable[[str], str], row: SheetRow) -> str:
    labels = ", ".join(isolated(one.label) for one in row.context.carried if one.label)
    return t("handed on: {labels}").format(labels=labels) if labels else ""


def _last(t: Callable[[str], str], row: SheetRow) -> str:
    return t(word(row.context.last.verdict)) if row.context.last else ""


def _last_chip(t: Callable[[str], str], row: SheetRow) -> ChipLook | None:
    return chip_look(row.context.last.verdict, t) if row.context.last else None


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
