"""The verdict on every requirement, counted by theme and listed (RPT-27, RPT-28)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.kinds import ItemKind, Verdict
from app.reporting.blocks import Block, Text
from app.reporting.kit import NOTHING, Kit
from app.reporting.report_front import VERDICT_ORDER, counted
from app.reporting.shaping import Span
from app.reporting.style import CELL
from app.reporting.tables import Row, Table

if TYPE_CHECKING:
    from app.domain.report import ReportData
    from app.domain.report_parts import VerdictLine


def results(kit: Kit, data: ReportData) -> list[Block]:
    """Return the chapter with a table of counts and one table per theme."""
    if not data.verdicts:
        return []
    story: list[Block] = [
        kit.chapter(kit.t("Results per requirement")),
        kit.section(kit.t("Overview"), listed=True),
        _overview(kit, data),
    ]
    clauses = [one for one in data.verdicts if one.kind is ItemKind.CLAUSE]
    if clauses:
        story += [kit.section(kit.t("Clauses of the management system"), listed=True), _lines(kit, clauses)]
    controls = [one for one in data.verdicts if one.kind is not ItemKind.CLAUSE]
    for theme in dict.fromkeys(one.theme for one in controls):
        story += [kit.section(theme, listed=True), _lines(kit, [one for one in controls if one.theme == theme])]
    return story


def _overview(kit: Kit, data: ReportData) -> Block:
    used = [verdict for verdict in VERDICT_ORDER if verdict in counted(data)]
    found = {(one.theme, one.verdict): one.count for one in data.theme_counts}
    themes = dict.fromkeys(one.theme for one in data.theme_counts)
    rows: list[Row] = []
    for theme in themes:
        counts = [found.get((theme, verdict), 0) for verdict in used]
        rows.append([theme, *(str(count) if count else NOTHING for count in counts), _strong(str(sum(counts)))])
    sums = [str(count) for count in counted(data).values()]
    rows.append([_strong(kit.t("Together")), *(_strong(text) for text in (*sums, str(sum(counted(data).values()))))])
    heads = [kit.t("Theme"), *(kit.name(verdict) for verdict in used), kit.t("All")]
    return Table(heads, rows, [5.2, *([1.9] * len(used)), 1], whole=True)


def _strong(text: str) -> Text:
    return Text((Span(text, strong=True),), CELL)


def _lines(kit: Kit, lines: list[VerdictLine]) -> Block:
    rows: list[Row] = [
        [
            _strong(one.ref),
            one.title,
            kit.marked(one.verdict, CELL.strong() if one.verdict in _LOUD else CELL),
            one.note or NOTHING,
            ", ".join(one.evidence) or NOTHING,
            one.by or NOTHING,
        ]
        for one in lines
    ]
    heads = [kit.t("Ref."), kit.t("Requirement"), kit.t("Verdict"), kit.t("Note"), kit.t("Evidence"), kit.t("By")]
    return Table(heads, rows, [1.5, 4.4, 2.6, 4.6, 2.2, 0.8])


_LOUD = frozenset({Verdict.NONCONFORM})
