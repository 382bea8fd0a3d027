"""The report of stage 1 (17021-1, 9.3.1.2.3; 27006-1, 9.3.2): is the client ready, and what has to be solved before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.kinds import PaperKind, TeamRole
from app.domain.paper_data import paper_json
from app.domain.words import N_
from app.reporting.audit_report import Built, foot
from app.reporting.blocks import Block, Heading, PageBreak, Space, Text
from app.reporting.contents import Contents
from app.reporting.document import Paper, render
from app.reporting.finishing import Attachment
from app.reporting.kit import DOT, NOTHING, Kit
from app.reporting.masthead import masthead
from app.reporting.report_account import account
from app.reporting.report_basis import criteria_table, sites, team_table
from app.reporting.report_end import signing
from app.reporting.report_evidence import evidence_list
from app.reporting.report_findings import findings
from app.reporting.report_front import CLIENT_NAME, conclusion, due_dates, panel, recommendation, tile
from app.reporting.report_meetings import conduct
from app.reporting.shaping import Span
from app.reporting.signatures import hidden_fields, made_fields
from app.reporting.style import BODY, CELL, LEAD, SMALL
from app.reporting.tables import Row, Table, TableLook
from app.reporting.tiles import Tiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.stage1_data import ReviewLine, Stage1Data
    from app.translation import Words

STAGE1_FILE: Final = "stage1-report.json"
RATINGS: Final = {1: N_("improvement"), 2: N_("probable nonconformity"), 3: N_("not ready")}


def build_stage1(data: Stage1Data, words: Words, photos: Mapping[str, bytes] | None = None) -> Built:
    """Return the report as PDF/A-3a and PDF/UA-1, unsigned; `photos` may hold the body's logo by its SHA-256."""
    kit = Kit(words, data.body)
    title = kit.t("Stage 1 report {reference}, revision {revision}").format(
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
                STAGE1_FILE,
                "application/json",
                paper_json(PaperKind.STAGE1_REPORT, data),
                "Data",
                kit.t("What this report says, for machines"),
            ),
        ),
        hidden_fields=hidden_fields(kit, data.signatures),
    )
    pdf, widgets, pages = render(paper, _story(kit, data, photos or {}))
    return Built(pdf, made_fields(data.signatures, widgets), pages)


def _story(kit: Kit, data: Stage1Data, photos: Mapping[str, bytes]) -> list[Block]:
    return [
        *_front(kit, data, photos),
        PageBreak(),
        Heading(kit.t("Contents"), kit.theme.chapter, 2, listed=False),
        Contents(kit.t("{title}, page {page}")),
        PageBreak(),
        *findings(kit, data),
        *_ratings(kit, data),
        *_readiness(kit, data),
        *_documents(kit, data),
        *_sites(kit, data),
        *_basis(kit, data),
        *account(kit, data),
        *conduct(kit, data),
        *evidence_list(kit, data.evidence),
        *_terms(kit, data),
        *signing(kit, data.signatures, data.stamp),
    ]


def _front(kit: Kit, data: Stage1Data, photos: Mapping[str, bytes]) -> list[Block]:
    """Return page 1: who, what, when; conclusion, recommendation, counts, dates."""
    standard = next(iter(data.audit.criteria), None)
    words = [kit.name(data.audit.kind), f"{standard.title}:{standard.version}".rstrip(":") if standard else ""]
    leads = [one.name for one in data.team if one.role is TeamRole.LEAD_AUDITOR]
    number = kit.t("Revision {revision}").format(revision=data.stamp.revision)
    facts = [
        (kit.t("Report"), "\n".join(part for part in (data.audit.reference, number, data.audit.file_number) if part)),
        (kit.t("Audit days"), "\n".join(kit.day(day) for day in data.audit.days)),
        (kit.t("Sites"), "\n".join(one.name for one in data.audit.sites)),
        (kit.t("Lead auditor"), "\n".join(leads)),
    ]
    look = TableLook(head_rule=0, row_rule=0, above=0, below=1)
    shown = Table(
        [label for label, _ in facts], [[value or NOTHING for _, value in facts]], [3, 2, 4, 3],
        row_heads=False, look=look, after=0,
    )  # fmt: skip
    return [
        *masthead(kit, data.body, photos),
        Heading(kit.t("Stage 1 report"), kit.theme.title, 1, listed=False),
        Text(DOT.join(word for word in words if word), LEAD.muted()),
        Space(12),
        Text(data.client.name, CLIENT_NAME),
        Text(data.client.address, BODY.muted()),
        Space(14),
        shown,
        Space(16),
        panel(kit, [*conclusion(kit, data), *recommendation(kit, data)]),
        Space(16),
        Tiles([tile(kit, one.grade, one.count) for one in data.counts]),
        Space(14),
        *due_dates(kit, data),
    ]


def _ratings(kit: Kit, data: Stage1Data) -> list[Block]:
    """Return what each area of concern could become."""
    if not data.concerns:
        return []
    rows: list[Row] = [
        [
            Text((Span(one.number, strong=True),), CELL),
            kit.name(one.could_become) if one.could_become else NOTHING,
            f"{one.rating}  {kit.t(RATINGS[one.rating])}" if one.rating in RATINGS else NOTHING,
        ]
        for one in data.concerns
    ]
    heads = [kit.t("No."), kit.t("Could become in stage 2"), kit.t("Rating")]
    return [kit.section(kit.t("What the areas of concern could become"), listed=True), Table(heads, rows, [1.5, 6, 6])]


def _readiness(kit: Kit, data: Stage1Data) -> list[Block]:
    """Return the readiness per clause and theme, and the focus of stage 2."""
    rows: list[Row] = [
        [
            Text((Span(one.ref, strong=True),), CELL),
            kit.with_note(one.title, one.remark),
            kit.marked(one.state),
        ]
        for one in data.readiness
    ]
    proven = [
        (kit.t("Internal audit planned and carried out"), data.internal_audit),
        (kit.t("Management review planned and carried out"), data.management_review),
    ]
    answers = {True: kit.t("Yes"), False: kit.t("No"), None: kit.t("Not answered")}
    return [
        kit.chapter(kit.t("Readiness for stage 2")),
        *([Table([kit.t("Part"), kit.t("Subject"), kit.t("Readiness")], rows, [1.4, 10.6, 3.2])] if rows else []),
        *(kit.field(label, answers[answer], "proven") for label, answer in proven),
        kit.field(kit.t("Focus of stage 2"), data.focus, "proven"),
    ]


def _documents(kit: Kit, data: Stage1Data) -> list[Block]:
    if not data.documents:
        return []
    rows: list[Row] = [
        [_document(kit, one), ", ".join(one.requirements) or NOTHING, kit.marked(one.adequacy)]
        for one in data.documents
    ]
    heads = [kit.t("Document"), kit.t("Requirements"), kit.t("Result")]
    return [kit.chapter(kit.t("Documents reviewed")), Table(heads, rows, [9.6, 2.8, 3])]


def _document(kit: Kit, one: ReviewLine) -> tuple[Block, ...]:
    version = kit.t("version {version}").format(version=one.edition) if one.edition else ""
    about = DOT.join(part for part in (one.reference, version, kit.day(one.dated) if one.dated else "") if part)
    seen = DOT.join(part for part in (one.reviewed_by, kit.day(one.reviewed_on) if one.reviewed_on else "") if part)
    lines = [about, one.remark, kit.t("Reviewed: {who}").format(who=seen) if seen else ""]
    return (Text((Span(one.title, strong=True),), CELL), *(Text(line, SMALL) for line in lines if line))


def _sites(kit: Kit, data: Stage1Data) -> list[Block]:
    rows: list[Row] = [
        [
            Text((Span(one.code, strong=True),), CELL),
            kit.with_note(one.name, kit.name(one.mode)),
            str(one.heads) if one.heads is not None else NOTHING,
            one.conditions or NOTHING,
        ]
        for one in data.sites
    ]
    heads = [kit.t("Site"), kit.t("Name"), kit.t("Heads"), kit.t("Conditions found")]
    return [kit.chapter(kit.t("Conditions at the sites")), Table(heads, rows, [1.2, 4.4, 1.4, 8.4])] if rows else []


def _basis(kit: Kit, data: Stage1Data) -> list[Block]:
    facts = [
        (kit.t("Scope"), data.audit.scope),
        (kit.t("Languages"), ", ".join(data.audit.languages)),
        (kit.t("Statement of Applicability"), _soa(kit, data)),
    ]
    return [
        kit.chapter(kit.t("Basis of the audit")),
        *(kit.field(label, value, "basis") for label, value in facts if value),
        kit.section(kit.t("Criteria")),
        criteria_table(kit, data.audit),
        *([kit.section(kit.t("Sites")), sites(kit, data.audit)] if data.audit.sites else []),
        *team_table(kit, data.team),
    ]


def _soa(kit: Kit, data: Stage1Data) -> str:
    soa = data.audit.soa
    if soa is None:
        return ""
    version = kit.t("version {version}").format(version=soa.version)
    return DOT.join(part for part in (soa.reference, version, kit.day(soa.dated)) if part)


def _terms(kit: Kit, data: Stage1Data) -> list[Block]:
    facts = [
        (kit.t("Samples"), data.body.sampling_statement),
        (kit.t("Complaints and appeals"), data.body.complaints),
        (kit.t("Confidentiality"), data.confidentiality),
        (kit.t("Distribution"), "\n".join(data.distribution)),
    ]
    told = [kit.field(label, value, "terms") for label, value in facts if value]
    return [kit.chapter(kit.t("Terms")), *told] if told else []
