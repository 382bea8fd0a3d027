"""Tables of Statements of Applicability: versions, controls of one, what differs between two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain.client import SoaControl
from app.domain.kinds import Implemented
from app.domain.problems import Problem
from app.domain.refs import SortKey, sort_key
from app.domain.sentences import N_
from app.domain.soa import SoaChange, SoaDifference
from app.domain.words import word
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.choice_row import Choice
from app.ui.widgets.labels import isolated
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from app.services.soas import SoaSheet, SoaVersion
    from app.ui.context import UiContext

ALL, APPLICABLE, EXCLUDED, OPEN, DOUBTS = "", "applicable", "excluded", "open", "doubts"
_FILTERS: Final = (
    (ALL, N_("All")),
    (APPLICABLE, N_("Applicable")),
    (EXCLUDED, N_("Excluded")),
    (OPEN, N_("Unfinished")),
    (DOUBTS, N_("In doubt")),
)
_STATES: Final = {
    Implemented.YES: ("done", "ok"),
    Implemented.PARTLY: ("half", "warning"),
    Implemented.NO: ("open", "neutral"),
}
_CHANGES: Final = {
    SoaChange.ADDED: (N_("Added"), "plus", "ok"),
    SoaChange.REMOVED: (N_("Removed"), "minus", "danger"),
    SoaChange.APPLICABILITY: (N_("Applicability"), "slash", "warning"),
    SoaChange.REASON: (N_("Reason"), "edit", "info"),
    SoaChange.IMPLEMENTATION: (N_("Implementation"), "half", "info"),
}


@dataclass(frozen=True, slots=True)
class ControlRow:
    """One control of a version with its short title and what is doubtful about it, said in words."""

    id: str
    control: SoaControl
    title: str
    doubt: str


def control_rows(sheet: SoaSheet, said: Callable[[Problem], str]) -> tuple[ControlRow, ...]:
    """Return the controls of a version in the order of the standard."""
    doubts: dict[str, list[str]] = {}
    for problem in sheet.problems:
        doubts.setdefault(str(problem.value("ref")), []).append(said(problem))
    rows = [
        ControlRow(one.ref, one, sheet.titles.get(one.ref, ""), " ".join(doubts.get(one.ref, ())))
        for one in sheet.soa.controls
    ]
    return tuple(sorted(rows, key=_row_order))


def filter_choices(t: Callable[[str], str]) -> list[Choice]:
    """Return the filters above the table of controls."""
    return [Choice(value, t(text)) for value, text in _FILTERS]


def fits(value: str, row: ControlRow) -> bool:
    """Tell whether a row belongs to the chosen filter."""
    one = row.control
    return {
        APPLICABLE: one.applicable,
        EXCLUDED: not one.applicable,
        OPEN: one.applicable and one.implemented is not Implemented.YES,
        DOUBTS: bool(row.doubt),
    }.get(value, True)


def state_look(t: Callable[[str], str], control: SoaControl) -> ChipLook:
    """Return the one chip of a control: excluded, or how far it is implemented."""
    if not control.applicable:
        return ChipLook(t("Excluded"), "slash", "plum")
    icon, tone = _STATES[control.implemented]
    return ChipLook(t(word(control.implemented)), icon, tone)


def control_table(ctx: UiContext) -> TwoLineTable:
    """Return the table of the controls of one version."""
    t = ctx.t
    columns = (
        Column("ref", t("Control"), _ref, sort=_row_order, chars=9),
        Column("text", t("Title and reason"), partial(_text, t), sort=_title),
        Column("state", t("State"), partial(_state, t), chip=partial(_state_chip, t), chars=22),
    )
    table = TwoLineTable(t("Controls"), columns, _ref)
    table.use_two_lines()
    return table


def difference_table(ctx: UiContext) -> TwoLineTable:
    """Return the table of what differs between two versions."""
    t = ctx.t
    columns = (
        Column("ref", t("Control"), _ref_of_difference, sort=_difference_order, chars=9),
        Column("what", t("What changed"), partial(_what, t), chip=partial(_what_chip, t), chars=18),
        Column("old", t("Before"), partial(_side, t, False)),  # noqa: FBT003 - bound by place
        Column("new", t("Now"), partial(_side, t, True)),  # noqa: FBT003 - as above
    )
    table = TwoLineTable(t("Differences"), columns, _ref_of_difference, _id_of_difference)
    table.use_two_lines()
    return table


def version_table(ctx: UiContext) -> Table:
    """Return the table of the versions of one client."""
    t = ctx.t
    columns = (
        Column("edition", t("Version"), _edition, chars=10),
        Column("dated", t("Date"), partial(_dated, ctx), sort=_age, chars=13),
        Column("approved", t("Approved by"), _approved),
        Column("applicable", t("Applicable"), _applicable, sort=_count_applicable, chars=10, right=True),
        Column("excluded", t("Excluded"), _excluded, sort=_count_excluded, chars=9, right=True),
        Column("implemented", t("Implemented"), _implemented, sort=_count_implemented, chars=11, right=True),
        Column("audits", t("Used in"), _audits, chars=16),
    )
    return Table(t("Versions"), columns, _edition)


def _row_order(row: ControlRow) -> SortKey:
    return sort_key(row.control.ref)


def _ref(row: ControlRow) -> str:
    return isolated(row.control.ref)


def _title(row: ControlRow) -> str:
    return row.title.casefold()


def _text(t: Callable[[str], str], row: ControlRow) -> str:
    """Return the title, below it the reason and what is doubtful."""
    reason = " ".join(row.control.reason.split())
    below = "  ·  ".join(part for part in (reason, row.doubt) if part)
    return f"{row.title or t('Own control')}\n{below or '–'}"


def _state(t: Callable[[str], str], row: ControlRow) -> str:
    return state_look(t, row.control).text


def _state_chip(t: Callable[[str], str], row: ControlRow) -> ChipLook:
    return state_look(t, row.control)


def _id_of_difference(row: SoaDifference) -> str:
    return row.ref


def _ref_of_difference(row: SoaDifference) -> str:
    return isolated(row.ref)


def _difference_order(row: SoaDifference) -> SortKey:
    return sort_key(row.ref)


def _what(t: Callable[[str], str], row: SoaDifference) -> str:
    return ", ".join(t(_CHANGES[one][0]) for one in row.changes)


def _what_chip(t: Callable[[str], str], row: SoaDifference) -> ChipLook:
    """Return the gravest change; further ones are counted."""
    text, icon, tone = _CHANGES[row.changes[0]]
    more = f" +{len(row.changes) - 1}" if len(row.changes) > 1 else ""
    return ChipLook(t(text) + more, icon, tone)


def _side(t: Callable[[str], str], new: bool, row: SoaDifference) -> str:  # noqa: FBT001 - bound by `partial`
    control = row.new if new else row.old
    if control is None:
        return "–"
    return f"{state_look(t, control).text}\n{' '.join(control.reason.split())}"


def _edition(row: SoaVersion) -> str:
    return row.soa.edition


def _dated(ctx: UiContext, row: SoaVersion) -> str:
    return ctx.words.day(row.soa.dated) if row.soa.dated else "–"


def _age(row: SoaVersion) -> str:
    return row.soa.dated.isoformat() if row.soa.dated else ""


def _approved(row: SoaVersion) -> str:
    return row.soa.approved_by or "–"


def _count_applicable(row: SoaVersion) -> int:
    return row.sums.applicable


def _count_excluded(row: SoaVersion) -> int:
    return row.sums.excluded


def _count_implemented(row: SoaVersion) -> int:
    return row.sums.implemented


def _applicable(row: SoaVersion) -> str:
    return str(row.sums.applicable)


def _excluded(row: SoaVersion) -> str:
    return str(row.sums.excluded)


def _implemented(row: SoaVersion) -> str:
    return str(row.sums.implemented)


def _audits(row: SoaVersion) -> str:
    return ", ".join(row.audits) or "–"
