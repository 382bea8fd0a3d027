"""The account of the audit: the narrative texts by their row of the list (certification-audit facts, section 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.kinds import TextState
from app.domain.report import ReportData
from app.domain.report_texts import ROWS
from app.domain.words import N_
from app.reporting.blocks import Text
from app.reporting.kit import DASH, Kit, muted
from app.reporting.shaping import Span
from app.reporting.style import CELL, SMALL
from app.reporting.tables import Row, Table

if TYPE_CHECKING:
    from app.domain.report_parts import ReportText, TrailLine
    from app.domain.stage1_data import Stage1Data
    from app.reporting.blocks import Block

TRAILS: Final = "RPT-25"
TITLES: Final = {row.key: row.title for row in ROWS}


def _keys(*numbers: int) -> tuple[str, ...]:
    return tuple(f"RPT-{number:02d}" for number in numbers)


GROUPS: Final = (
    (N_("Conformity and effectiveness"), _keys(18, 27, 43, 34, 44, 20, 26)),
    (N_("Risks and controls"), _keys(22, 23, 28, 32)),
    (N_("Documents, internal audit and management review"), _keys(21, 19, 33)),
    (N_("Method and samples"), _keys(25, 31, 36, 24)),
    (N_("Changes and earlier results"), _keys(12, 17, 29, 39, 40, 13, 16)),
    (N_("Organisation, programme and next audit"), _keys(35, 42, 8, 38)),
)


def account(kit: Kit, data: ReportData | Stage1Data) -> list[Block]:
    """Return the chapter of narrative texts, grouped by subject; every text that was handed over is printed."""
    left = {one.key: one for one in data.texts}
    trails = data.trails if isinstance(data, ReportData) else ()
    if not left and not trails:
        return []
    story: list[Block] = [kit.chapter(kit.t("Account of the audit"))]
    for title, keys in GROUPS:
        story += _group(kit, kit.t(title), [left.pop(key) for key in keys if key in left])
        if TRAILS in keys:
            story += _trails(kit, trails)
    return story + _group(kit, kit.t("Further statements"), list(left.values()))


def _trails(kit: Kit, trails: tuple[TrailLine, ...]) -> list[Block]:
    """Return the list of audit trails: what was followed, through what, and what came of it."""
    if not trails:
        return []
    heads = [kit.t("Audit trail"), kit.t("Through"), kit.t("Result")]
    rows: list[Row] = [
        [
            (Text((Span(one.name, strong=True),), CELL), *([Text(one.purpose, SMALL)] if one.purpose else [])),
            tuple(_through(kit, one)) or DASH,
            one.result or DASH,
        ]
        for one in trails
    ]
    return [kit.section(kit.t("Audit trails")), Table(heads, rows, [4.6, 5.0, 5.8])]


def _through(kit: Kit, one: TrailLine) -> list[Block]:
    parts = (
        (kit.t("Requirements"), one.requirements),
        (kit.t("Evidence"), one.evidence),
        (kit.t("Findings"), one.findings),
    )
    return [
        Text((Span(f"{label}: ", strong=True), Span(", ".join(labels))), SMALL) for label, labels in parts if labels
    ]


def _group(kit: Kit, title: str, texts: list[ReportText]) -> list[Block]:
    if not texts:
        return []
    return [kit.section(title), *(_field(kit, one) for one in texts)]


def _field(kit: Kit, one: ReportText) -> Block:
    label = kit.t(TITLES[one.key]) if one.key in TITLES else one.key
    if one.state is TextState.NONE:
        return kit.field(label, kit.t("None."), "account")
    if one.state is TextState.DRAFT:
        return kit.field(label, (muted(kit.t("Draft") + "  "), Span(one.text)), "account")
    return kit.field(label, one.text, "account")
