"""Findings: register, each nonconformity in full, observations and strengths, withdrawn ones (RPT-11, RPT-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.finding_rules import NAMES
from app.domain.kinds import Acknowledgement, FindingState, Grade, Side
from app.domain.report_parts import FindingLine, GradeEvent
from app.domain.words import N_
from app.reporting.blocks import Block, Space, Text
from app.reporting.fonts import STRONG
from app.reporting.kit import DASH, DOT, Kit, muted
from app.reporting.layout import Panel, Together
from app.reporting.shaping import Span
from app.reporting.style import BODY, CELL, HAIRLINE, SMALL, WHITE, TextStyle
from app.reporting.tables import Row, Table

if TYPE_CHECKING:
    from app.domain.report import ReportData
    from app.domain.report_parts import GradeStep, Opinion, RequirementRef, RuleLine
    from app.domain.stage1_data import Stage1Data

FULL: Final = frozenset({Grade.MAJOR, Grade.MINOR, Grade.CONCERN})
EVENTS: Final = {
    GradeEvent.DRAFTED: N_("Drafted as {grade}"),
    GradeEvent.WARNED: N_("Early warning given"),
    GradeEvent.REGRADED: N_("Regraded to {grade}"),
    GradeEvent.ISSUED: N_("Issued as {grade}"),
    GradeEvent.WITHDRAWN: N_("Withdrawn"),
}
STATEMENT: Final = TextStyle(10.5, 15, STRONG, after=4)


def findings(kit: Kit, data: ReportData | Stage1Data) -> list[Block]:
    """Return the chapter of findings."""
    told = [one for one in data.findings if one.state is not FindingState.WITHDRAWN]
    story: list[Block] = [kit.chapter(kit.t("Findings"))]
    if told:
        story += [kit.section(kit.t("Register"), listed=True), _register(kit, told)]
    else:
        story.append(Text(kit.t("No findings.")))
    for one in told:
        if one.grade in FULL:
            story += _in_full(kit, one)
    return story + _withdrawn(kit, data)


def _refs(one: FindingLine) -> str:
    return ", ".join(ref.ref for ref in one.requirements)


def _register(kit: Kit, told: list[FindingLine]) -> Block:
    rows: list[Row] = [
        [
            Text((Span(one.number, strong=True),), CELL),
            kit.marked(one.grade),
            _refs(one),
            (Text(one.statement, CELL), *(() if one.grade in FULL else _more(kit, one))),
            _due(kit, one),
        ]
        for one in told
    ]
    heads = [kit.t("No."), kit.t("Grade"), kit.t("Requirement"), kit.t("Statement"), kit.t("Due")]
    return Table(heads, rows, [1.3, 2.9, 1.9, 7.4, 1.9])


def _more(kit: Kit, one: FindingLine) -> list[Block]:
    """Return what else is told of a finding that has no section of its own."""
    answer = "" if one.acknowledgement is Acknowledgement.OPEN else _answer(kit, one)
    evidence = kit.t("Evidence: {labels}").format(labels=", ".join(one.evidence)) if one.evidence else ""
    place = DOT.join(part for part in (_where(one), _found(kit, one)) if part)
    repeats = kit.t("Found again: {numbers}").format(numbers=", ".join(one.repeats)) if one.repeats else ""
    decided = [_decided(kit, each) for each in one.decisions]
    lines: list[str] = [
        one.objective_evidence, one.grade_reason, repeats, *decided, one.client_rule, evidence, place, answer,
    ]  # fmt: skip
    told: list[Block] = [Text(line, SMALL) for line in lines if line]
    if len(one.history) > 1:
        told += [_step(kit, step) for step in one.history]
    return [*told, *opinions(kit, one)]


def _due(kit: Kit, one: FindingLine) -> str:
    dates = [day for day in (one.plan_due, one.action_due) if day]
    return "\n".join(kit.day(day) for day in dates) or DASH


def _in_full(kit: Kit, one: FindingLine) -> list[Block]:
    leading = next((ref for ref in one.requirements if ref.leading), None) or next(iter(one.requirements), None)
    title = f"{one.number}{DOT}{leading.ref} {leading.title}".strip() if leading else one.number
    fields = finding_fields(kit, one)
    head = 4 if one.client_rule else 3  # down to the statement they stand together
    return [Together(kit.section(title, listed=True), *fields[:head]), *fields[head:], *opinions(kit, one), Space(6)]


def finding_fields(kit: Kit, one: FindingLine) -> list[Block]:
    """Return all that is told of one finding, label by label; the statement is the third, or behind the own rule."""
    group = one.number
    fields: list[Block] = [
        kit.field(kit.t("Grade"), [kit.marked(one.grade, BODY.strong())], group),
        kit.field(
            kit.t("Requirement"),
            [_requirement(kit, ref, alone=len(one.requirements) == 1) for ref in one.requirements] or [Text(DASH)],
            group,
        ),
    ]
    if one.client_rule:
        fields.append(kit.field(kit.t("Client's own rule"), one.client_rule, group))
    fields += [
        kit.field(kit.t("Statement"), kit.text(one.statement, STATEMENT), group),
        kit.field(kit.t("Objective evidence"), one.objective_evidence, group),
        kit.field(kit.t("Why this grade"), _grade_reason(kit, one), group),
        kit.field(kit.t("Where"), _where(one), group),
        kit.field(kit.t("Found by"), _found(kit, one), group),
        kit.field(kit.t("Time limits"), _limits(kit, one), group),
        kit.field(kit.t("Answer of the client"), _answer(kit, one), group),
    ]
    if one.evidence:
        fields.append(kit.field(kit.t("Evidence"), ", ".join(one.evidence), group))
    if len(one.history) > 1:
        fields.append(kit.field(kit.t("History"), [_step(kit, step) for step in one.history], group))
    return fields


def _grade_reason(kit: Kit, one: FindingLine) -> str | list[Block]:
    """Return why the grade is what it is: the reason, what is found again, and rules that were decided against."""
    if not one.repeats and not one.decisions:
        return one.grade_reason
    style = TextStyle(BODY.size, BODY.leading)
    told: list[Block] = [Text(one.grade_reason or DASH, style)]
    if one.repeats:
        told.append(Text((muted(kit.t("Found again") + "  "), Span(", ".join(one.repeats))), style))
    return [*told, *(Text(_decided(kit, each), SMALL) for each in one.decisions)]


def _decided(kit: Kit, one: RuleLine) -> str:
    said = kit.t("Rule: {rule}. Decided otherwise by {name}: {reason}")
    return said.format(rule=kit.t(NAMES[one.code]) if one.code in NAMES else one.code, name=one.by, reason=one.reason)


def _requirement(kit: Kit, ref: RequirementRef, *, alone: bool) -> Text:
    place = f"{ref.ref} {ref.part}".strip()
    spans = [Span(place, strong=True), Span(f"  {ref.title}" if ref.title else "")]
    if ref.leading and not alone:
        spans.append(muted("  " + kit.t("leading")))
    return Text(tuple(spans), TextStyle(BODY.size, BODY.leading))


def _where(one: FindingLine) -> str:
    return DOT.join(part for part in (", ".join(one.sites), one.process) if part)


def _found(kit: Kit, one: FindingLine) -> str:
    return DOT.join(part for part in (", ".join(one.auditors), kit.day(one.raised) if one.raised else "") if part)


def _limits(kit: Kit, one: FindingLine) -> list[Block]:
    limits = [(kit.t("Action plan"), one.plan_due), (kit.t("Corrected and verified"), one.action_due)]
    style = TextStyle(BODY.size, BODY.leading)
    shown: list[Block] = [
        Text((Span(kit.day(day), strong=True), muted(f"  {label}")), style) for label, day in limits if day
    ]
    return shown or [Text(DASH)]


def _answer(kit: Kit, one: FindingLine) -> str:
    words = {
        Acknowledgement.OPEN: kit.t("Not given yet"),
        Acknowledgement.ACCEPTED: kit.t("Understood and accepted"),
        Acknowledgement.UNDERSTOOD: kit.t("Understood, not accepted"),
        Acknowledgement.DISPUTED: kit.t("Disputed"),
    }
    by = one.acknowledged_by
    on = kit.day(one.acknowledged_on) if one.acknowledged_on else ""
    return DOT.join(part for part in (words[one.acknowledgement], by, on) if part)


def _step(kit: Kit, step: GradeStep) -> Block:
    what = kit.t(EVENTS[step.event]).format(grade=kit.name(step.grade))
    who = f"{kit.moment(step.when)}{DOT}{step.who}"
    text = (Span(what, strong=True), muted(f"  {who}"), Span(f"\n{step.reason}" if step.reason else ""))
    return Text(text, TextStyle(CELL.size, 12, after=3))


def opinions(kit: Kit, one: FindingLine) -> list[Block]:
    """Return what both sides say where they differ, nothing otherwise."""
    if not one.opinions:
        return []
    inside: list[Block] = [kit.subsection(kit.t("Diverging opinion on {number}").format(number=one.number))]
    for opinion in one.opinions:
        inside += [Text(_speaker(kit, opinion), SMALL), *kit.text(opinion.text, BODY)]
    if one.opinions_outcome:
        inside += [Text(kit.t("Outcome"), SMALL), *kit.text(one.opinions_outcome, BODY)]
    panel = Panel(*inside, ground=WHITE, strip=HAIRLINE, padding=8)
    return [Space(4), Together(panel)]


def _speaker(kit: Kit, opinion: Opinion) -> str:
    side = kit.t("Audit team") if opinion.side is Side.BODY else kit.name(opinion.side)
    return DOT.join(part for part in (side, opinion.person) if part)


def _withdrawn(kit: Kit, data: ReportData | Stage1Data) -> list[Block]:
    rows: list[Row] = [
        [Text((Span(one.number, strong=True),), CELL), one.withdrawn_reason]
        for one in data.findings
        if one.state is FindingState.WITHDRAWN
    ]
    if not rows:
        return []
    return [
        kit.section(kit.t("Withdrawn findings"), listed=True),
        Table([kit.t("No."), kit.t("Reason")], rows, [1.3, 14.1]),
    ]
