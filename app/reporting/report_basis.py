"""What the audit rests on: client, criteria, scope, sites, Statement of Applicability, time (RPT-02 to RPT-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.report_parts import TimePart
from app.domain.words import N_
from app.reporting.blocks import Block, Text
from app.reporting.kit import DOT, NOTHING, Kit
from app.reporting.shaping import Span
from app.reporting.style import CELL, MONO, SMALL
from app.reporting.tables import Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.report import ReportData
    from app.domain.report_parts import Criteria, ReportAudit, SoaPart, TeamLine

PARTS: Final = {
    TimePart.PLANNING: N_("Planning and documents"),
    TimePart.ON_SITE: N_("With the client, on site"),
    TimePart.REMOTE: N_("With the client, remote"),
    TimePart.REPORTING: N_("Report"),
}


def basis(kit: Kit, data: ReportData) -> list[Block]:
    """Return the chapter on client, criteria and scope."""
    audit = data.audit
    story: list[Block] = [
        kit.chapter(kit.t("Basis of the audit")),
        kit.section(kit.t("Client, type and scope")),
        *_fields(kit, data),
        kit.section(kit.t("Criteria")),
        criteria_table(kit, audit),
    ]
    if audit.objectives:
        story += [kit.section(kit.t("Objectives")), objectives(kit, audit)]
    if audit.sites:
        story += [kit.section(kit.t("Sites")), sites(kit, audit)]
    if audit.soa:
        story += _soa(kit, audit.soa)
    if audit.time:
        story += [kit.section(kit.t("Audit time")), _time(kit, audit)]
    return [*story, *team_table(kit, data.team)]


def criteria_table(kit: Kit, audit: ReportAudit) -> Block:
    """Return the criteria with version and fingerprint."""
    heads = [kit.t("Criteria"), kit.t("Version"), kit.t("Fingerprint of the catalogue (SHA-256)")]
    return Table(heads, [[one.title, one.version or NOTHING, _print(one)] for one in audit.criteria], [6, 2, 9.2])


def _print(one: Criteria) -> Text:
    return Text(one.sha256 or NOTHING, MONO)


def _fields(kit: Kit, data: ReportData) -> list[Block]:
    audit = data.audit
    people = "\n".join(
        f"{one.name}, {one.function}" if one.function else one.name for one in data.client.representatives
    )
    facts = [
        (kit.t("Client"), data.client.name),
        (kit.t("Address"), data.client.address),
        (kit.t("Representatives"), people),
        (kit.t("Type of audit"), kit.name(audit.kind)),
        (kit.t("Audit days"), kit.days(audit.days)),
        (kit.t("Scope"), audit.scope),
        (kit.t("Not in scope"), audit.not_in_scope),
        (kit.t("Languages"), ", ".join(audit.languages)),
    ]
    return [kit.field(label, value, "basis") for label, value in facts if value]


def objectives(kit: Kit, audit: ReportAudit, *, results: bool = True) -> Block:
    """Return the objectives as a table, with what came of them unless the audit is still to come."""
    if not results:
        plain: list[Row] = [[str(one.number), one.text] for one in audit.objectives]
        return Table([kit.t("No."), kit.t("Objective")], plain, [1, 14.4])
    rows: list[Row] = [
        [str(one.number), kit.with_note(one.text, one.remark), kit.marked(one.reached)] for one in audit.objectives
    ]
    return Table([kit.t("No."), kit.t("Objective"), kit.t("Result")], rows, [1, 11.2, 3.2])


def sites(kit: Kit, audit: ReportAudit) -> Block:
    """Return the sites as a table."""
    rows: list[Row] = [
        [
            one.code,
            (Text((Span(one.name, strong=True),), CELL), Text(one.address, SMALL)),
            one.activity,
            kit.name(one.mode),
            one.zone,
        ]
        for one in audit.sites
    ]
    heads = [kit.t("Site"), kit.t("Name and address"), kit.t("Activity"), kit.t("Audited"), kit.t("Time zone")]
    return Table(heads, rows, [1.2, 5.6, 4.6, 2, 2.6])


def _soa(kit: Kit, soa: SoaPart) -> list[Block]:
    dated = kit.t("of {day}").format(day=kit.day(soa.dated)) if soa.dated else ""
    version = kit.t("version {version}").format(version=soa.version)
    counts = kit.t("{applicable} of {controls} controls applicable, {excluded} excluded").format(
        applicable=soa.applicable, controls=soa.controls, excluded=soa.controls - soa.applicable
    )
    story: list[Block] = [
        kit.section(kit.t("Statement of Applicability")),
        Text(DOT.join((f"{soa.reference}, {version} {dated}".strip(), counts))),
    ]
    if soa.exclusions:
        rows: list[Row] = [
            [Text((Span(one.ref, strong=True), Span(f"\n{one.title}")), CELL), one.reason, one.judgement or NOTHING]
            for one in soa.exclusions
        ]
        heads = [kit.t("Excluded control"), kit.t("Reason of the client"), kit.t("Judgement of the team")]
        story.append(Table(heads, rows, [3.6, 6.8, 5]))
    return story


def _time(kit: Kit, audit: ReportAudit) -> Block:
    def shown(minutes: int) -> str:
        return kit.part_of_day(minutes, audit.hours_per_day)

    rows: list[Row] = [
        [kit.t(PARTS[one.part]), shown(one.planned_minutes), shown(one.used_minutes)] for one in audit.time
    ]
    planned = sum(one.planned_minutes for one in audit.time)
    used = sum(one.used_minutes for one in audit.time)
    total = [kit.t("Together"), shown(planned), shown(used)]
    rows.append([Text((Span(cell, strong=True),), CELL) for cell in total])
    heads = [kit.t("Part"), kit.t("Days planned"), kit.t("Days used")]
    return Table(heads, rows, [9, 3, 3])


def team_table(kit: Kit, team: Sequence[TeamLine]) -> list[Block]:
    """Return the team and those beside it; nothing when nobody is named."""
    rows: list[Row] = [
        [
            Text((Span(one.name, strong=True),), CELL),
            kit.name(one.role),
            kit.name(one.side),
            one.area or NOTHING,
            one.competence or NOTHING,
        ]
        for one in team
    ]
    if not rows:
        return []
    heads = [kit.t("Name"), kit.t("Role"), kit.t("Sent by"), kit.t("Part of the audit"), kit.t("Competence")]
    return [kit.section(kit.t("Audit team and accompanying persons")), Table(heads, rows, [4.2, 2.6, 2.8, 2.8, 3.6])]
