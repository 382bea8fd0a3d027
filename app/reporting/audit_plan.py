"""The audit plan (17021-1, 9.2.3): who audits what, where and when; sent to the client and signed by both sides."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from app.domain.kinds import Mode, PaperKind, RowKind
from app.domain.numbers import number_text
from app.domain.paper_data import paper_json
from app.domain.timetable import MINUTES
from app.reporting.audit_report import Built, foot
from app.reporting.blocks import Block, Heading, PageBreak, Space, Text
from app.reporting.document import Paper, render
from app.reporting.finishing import Attachment
from app.reporting.fonts import STRONG
from app.reporting.kit import DASH, DOT, NOTHING, Kit
from app.reporting.layout import Together
from app.reporting.masthead import masthead
from app.reporting.report_basis import objectives, sites
from app.reporting.report_end import signing
from app.reporting.shaping import Span
from app.reporting.signatures import hidden_fields, made_fields
from app.reporting.style import BODY, CELL, INK, LEAD, SMALL, TextStyle
from app.reporting.tables import Row, Table, TableLook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from app.domain.plan_data import PlanData, PlanLine
    from app.translation import Words

PLAN_FILE: Final = "plan.json"
HUNDRED: Final = 100
QUIET: Final = frozenset({RowKind.LUNCH, RowKind.BREAK, RowKind.TRAVEL})
_CLIENT: Final = TextStyle(15, 20, STRONG, INK, after=1)


def build_plan(data: PlanData, words: Words, photos: Mapping[str, bytes] | None = None) -> Built:
    """Return the plan as PDF/A-3a and PDF/UA-1, unsigned; `photos` may hold the body's logo by its SHA-256."""
    kit = Kit(words, data.body)
    title = kit.t("Audit plan {reference}, revision {revision}").format(
        reference=data.audit.reference, revision=data.stamp.revision
    )
    paper = Paper(
        title=title,
        author=data.body.name,
        subject=data.client.name,
        language=words.language.replace("_", "-"),
        composed_at=data.stamp.composed_at,
        head_left=data.client.name,
        head_right=title,
        foot_left=foot(kit, data.body, data.stamp),
        page_words=lambda page, count: kit.t("Page {page} of {count}").format(page=page, count=count),
        attachments=(
            Attachment(
                PLAN_FILE,
                "application/json",
                paper_json(PaperKind.PLAN, data),
                "Data",
                kit.t("What this plan says, for machines"),
            ),
        ),
        hidden_fields=hidden_fields(kit, data.signatures),
    )
    pdf, widgets, pages = render(paper, _story(kit, data, photos or {}))
    return Built(pdf, made_fields(data.signatures, widgets), pages)


def _story(kit: Kit, data: PlanData, photos: Mapping[str, bytes]) -> list[Block]:
    return [
        *_front(kit, data, photos),
        *_basis(kit, data),
        *_team(kit, data),
        *_timetable(kit, data),
        *_time(kit, data),
        *_agreements(kit, data),
        *_calculation(kit, data),
        *signing(kit, data.signatures, data.stamp),
    ]


def _front(kit: Kit, data: PlanData, photos: Mapping[str, bytes]) -> list[Block]:
    standard = next(iter(data.audit.criteria), None)
    words = [kit.name(data.audit.kind), f"{standard.title}:{standard.version}".rstrip(":") if standard else ""]
    facts = [
        (kit.t("Plan"), "\n".join(part for part in (data.audit.reference, data.audit.file_number) if part)),
        (kit.t("Audit days"), "\n".join(kit.day(day) for day in data.audit.days)),
        (kit.t("Sites"), "\n".join(one.name for one in data.audit.sites)),
        (kit.t("Languages"), ", ".join(data.audit.languages)),
    ]
    return [
        *masthead(kit, data.body, photos),
        Heading(kit.t("Audit plan"), kit.theme.title, 1, listed=False),
        Text(DOT.join(word for word in words if word), LEAD.muted()),
        Space(12),
        Text(data.client.name, _CLIENT),
        Text(data.client.address, BODY.muted()),
        Space(12),
        Table(
            [label for label, _ in facts],
            [[value or NOTHING for _, value in facts]],
            [3, 2.4, 4, 2.6],
            row_heads=False,
            look=TableLook(head_rule=0, row_rule=0, above=0, below=1),
            after=4,
        ),
    ]


def _basis(kit: Kit, data: PlanData) -> list[Block]:
    audit = data.audit
    criteria = "\n".join(f"{one.title}:{one.version}".rstrip(":") for one in audit.criteria)
    soa = ""
    if audit.soa:
        version = kit.t("version {version}").format(version=audit.soa.version)
        soa = DOT.join(part for part in (audit.soa.reference, version, kit.day(audit.soa.dated)) if part)
    people = "\n".join(f"{one.label}, {one.value}" if one.value else one.label for one in data.contacts)
    facts = [
        (kit.t("Criteria"), criteria),
        (kit.t("Statement of Applicability"), soa),
        (kit.t("Scope"), audit.scope),
        (kit.t("Contacts of the client"), people),
        *((one.label, one.value) for one in data.further),
        (kit.t("Remarks"), data.note),
    ]
    story: list[Block] = [kit.chapter(kit.t("What is audited"))]
    story += [kit.field(label, value, "basis") for label, value in facts if value]
    if audit.objectives:
        story += [kit.section(kit.t("Objectives")), objectives(kit, audit, results=False)]
    if audit.sites:
        story += [kit.section(kit.t("Sites")), sites(kit, audit)]
    if data.carried:
        rows: list[Row] = [[one.label or NOTHING, one.refs or NOTHING, one.text] for one in data.carried]
        heads = [kit.t("No."), kit.t("Requirement"), kit.t("From the last audit")]
        story += [kit.section(kit.t("Open points of the last audit")), Table(heads, rows, [1.6, 3, 10.6])]
    return story


def _team(kit: Kit, data: PlanData) -> list[Block]:
    rows: list[Row] = [
        [
            Text((Span(one.name, strong=True),), CELL),
            one.initials or NOTHING,
            kit.with_note(kit.name(one.role), _beside(kit, one.accompanies)),
            kit.name(one.side),
            one.area or NOTHING,
            one.days or NOTHING,
        ]
        for one in data.team
    ]
    heads = [
        kit.t("Name"), kit.t("Initials"), kit.t("Role"), kit.t("Sent by"), kit.t("Part of the audit"), kit.t("Days"),
    ]  # fmt: skip
    story: list[Block] = [kit.chapter(kit.t("Audit team"))]
    if not rows:
        return [*story, Text(kit.t("Nobody is named yet."))]
    objection = kit.t("The client may object to members of the team and to the plan, with reasons.")
    return [*story, Table(heads, rows, [4.4, 1.5, 3.4, 2.6, 3.2, 1.2]), Text(objection, SMALL)]


def _beside(kit: Kit, accompanies: str) -> str:
    return kit.t("accompanies {name}").format(name=accompanies) if accompanies else ""


def _timetable(kit: Kit, data: PlanData) -> list[Block]:
    story: list[Block] = [kit.chapter(kit.t("Timetable"))]
    if not data.rows:
        return [*story, Text(kit.t("The timetable is not made yet."))]
    zones = dict.fromkeys(one.zone for one in data.audit.sites if one.zone)
    if len(zones) == 1:
        story.append(kit.note(kit.t("Times are local times ({zone}).").format(zone=next(iter(zones)))))
    elif zones:
        story.append(kit.note(kit.t("Times are local times of the lead auditor's place.")))
    for day, rows in groupby(data.rows, key=lambda row: row.day):
        title = kit.words.long_day(day) if day else kit.t("Day not set")
        table = Table(_heads(kit), [_row(kit, one) for one in rows], [1.9, 6.6, 1.7, 3.6, 2.2], row_heads=True)
        story += [kit.section(title, listed=True), table]
    return story


def _heads(kit: Kit) -> list[str]:
    return [kit.t("Time"), kit.t("Topic and requirements"), kit.t("Auditors"), kit.t("Client"), kit.t("Where")]


def _row(kit: Kit, one: PlanLine) -> Row:
    time = f"{one.starts}{DASH}{one.ends}" if one.ends else one.starts
    quiet = one.kind in QUIET
    style = CELL.muted() if quiet else CELL
    topic = one.topic or ("" if one.kind is RowKind.AUDIT else kit.name(one.kind)) or one.process or NOTHING
    note = DOT.join(part for part in (one.process if one.topic else "", ", ".join(one.refs)) if part)
    cell = (Text((Span(topic, strong=not quiet),), style), *((Text(note, SMALL),) if note else ()))
    mode = "" if one.mode is Mode.ON_SITE or quiet else kit.name(one.mode)
    where = "\n".join(part for part in (one.site, mode, one.language) if part)
    return [Text(time or NOTHING, style), cell, ", ".join(one.auditors), one.people, where]


def _time(kit: Kit, data: PlanData) -> list[Block]:
    hours = data.audit.hours_per_day
    rows: list[Row] = [[one.name, _hours(one.minutes), kit.part_of_day(one.minutes, hours)] for one in data.sums]
    total = [kit.t("Together"), _hours(data.planned_minutes), kit.part_of_day(data.planned_minutes, hours)]
    rows.append([Text((Span(cell, strong=True),), CELL) for cell in total])
    heads = [kit.t("Auditor"), kit.t("Hours in the plan"), kit.t("Days")]
    facts = [
        (kit.t("Calculated for this audit"), _days(kit, data.calculated)),
        (kit.t("Of it with the client"), _days(kit, data.with_client)),
        (kit.t("Remote share"), _share(data.remote_minutes, data.planned_minutes)),
    ]
    fields = [kit.field(label, value, "time") for label, value in facts if value]
    return [Together(kit.chapter(kit.t("Audit time")), Table(heads, rows, [8, 3, 3])), *fields]


def _days(kit: Kit, days: Fraction | None) -> str:
    return "" if days is None else kit.t("{days} days").format(days=number_text(days))


def _share(part: int, whole: int) -> str:
    return f"{part * HUNDRED // whole} %" if part and whole else ""


def _hours(minutes: int) -> str:
    return f"{minutes // MINUTES}:{minutes % MINUTES:02d}"


def _agreements(kit: Kit, data: PlanData) -> list[Block]:
    story: list[Block] = []
    if data.withheld:
        rows: list[Row] = [[kit.with_note(one.what, one.reason), kit.name(one.judgement)] for one in data.withheld]
        heads = [kit.t("Record that may not be shown"), kit.t("Judgement of the certification body")]
        story += [kit.chapter(kit.t("Records that may not be shown")), Table(heads, rows, [9, 6])]
    if data.confidentiality:
        story += [kit.chapter(kit.t("Confidentiality")), *kit.text(data.confidentiality)]
    return story


def _calculation(kit: Kit, data: PlanData) -> list[Block]:
    """Return the page with the calculation of audit time, step by step."""
    if not data.calculation:
        return []
    rows: list[Row] = [[str(number), line] for number, line in enumerate(data.calculation, start=1)]
    table = Table([kit.t("No."), kit.t("Step with its reason")], rows, [1, 14])
    return [PageBreak(), kit.chapter(kit.t("Calculation of the audit time")), table]


__all__ = ["build_plan"]
