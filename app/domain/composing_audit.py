"""The head of a report: body, client, audit with criteria and sites, team, remote part, deadlines, signatures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from app.domain import deadlines as dates
from app.domain import report_parts as parts
from app.domain.body_deadlines import rules_of
from app.domain.composing_shared import Outside, auditors, joined, listed
from app.domain.kinds import AuditType, FindingState, Grade, Mode, PaperKind, TeamRole
from app.domain.team_facts import active
from app.domain.timetable import remote_share

if TYPE_CHECKING:
    from app.domain.client import Body
    from app.domain.record import AuditRecord

HOURS_PER_DAY: Final = 8
TITLES: Final = {"iso27001": "ISO/IEC 27001"}
KINDS: Final = {
    "D-03": parts.DeadlineKind.REPORT,
    "D-04": parts.DeadlineKind.PLANS,
    "D-05": parts.DeadlineKind.MAJORS,
    "D-05-limit": parts.DeadlineKind.MAJORS_LIMIT,
}


def body_part(body: Body, language: str, paper: PaperKind, outside: Outside) -> parts.ReportBody:
    """Return the certification body with its form number for this kind of paper and its texts in `language`."""
    form = next((one for one in body.papers if one.paper == paper.value), None)
    return parts.ReportBody(
        name=body.name,
        address=body.address,
        accreditation=body.accreditation,
        logo_sha256=outside.logo_sha256,
        colour=body.colour,
        accent=body.second_colour,
        sampling_statement=body_text(body, "sampling", language),
        complaints=body_text(body, "complaints", language),
        form=parts.Form("", "", None)
        if form is None
        else parts.Form(form.form_number, form.form_revision, form.issued_on),
    )


def body_text(body: Body, key: str, language: str) -> str:
    """Return a text of the body in `language`, or else in the body's own language, or empty."""
    found = {one.language: one.text for one in body.texts if one.key == key and one.text.strip()}
    return found.get(language) or found.get(body.report_language, "")


def client_part(record: AuditRecord) -> parts.ReportClient:
    """Return the audited organisation with its representatives."""
    people = tuple(parts.Person(one.name, one.function) for one in record.client.contacts if one.representative)
    return parts.ReportClient(record.client.name, record.client.address, people)


def audit_part(record: AuditRecord, outside: Outside) -> parts.ReportAudit:
    """Return the audit: what was audited against what, where, when and in which languages."""
    audit = record.audit
    return parts.ReportAudit(
        reference=audit.reference,
        file_number=audit.file_number,
        kind=audit.type,
        criteria=_criteria(record),
        days=_days(record),
        scope=audit.scope,
        not_in_scope="",
        sites=tuple(
            parts.SiteLine(one.label, one.name, one.address, one.activities, one.mode, one.zone) for one in record.sites
        ),
        objectives=tuple(
            parts.Objective(number, one.text, one.reached, one.remark)
            for number, one in enumerate(record.objectives, start=1)
        ),
        languages=_languages(record, outside),
        soa=_soa(record),
        hours_per_day=HOURS_PER_DAY,
        time=(),  # the record holds no time used yet; RPT-24 is a text of the lead auditor
    )


def _criteria(record: AuditRecord) -> tuple[parts.Criteria, ...]:
    pinned = tuple(parts.Criteria(TITLES.get(one.key, one.key), one.edition, one.sha256) for one in record.criteria)
    return pinned + tuple(parts.Criteria(one, "", "") for one in listed(record.audit.criteria_note))


def _days(record: AuditRecord) -> tuple[date, ...]:
    """Return the days of the audit: those of the timetable, or else all from the planned start to the planned end."""
    planned = sorted({row.day for row in record.timetable if row.day is not None})
    first, last = record.audit.planned_start, record.audit.planned_end or record.audit.planned_start
    if planned or first is None or last is None:
        return tuple(planned)
    return tuple(first + timedelta(days=step) for step in range((last - first).days + 1))


def _languages(record: AuditRecord, outside: Outside) -> tuple[str, ...]:
    used = dict.fromkeys([record.audit.language, *(row.language.strip() for row in record.timetable)])
    return tuple(dict.fromkeys(outside.languages.get(one, one) for one in used if one))


def _soa(record: AuditRecord) -> parts.SoaPart | None:
    if record.soa is None:
        return None
    titles = {row.ref: row.title for one in record.criteria for row in one.items}
    controls = record.soa.controls
    return parts.SoaPart(
        reference=record.soa.reference,
        version=record.soa.edition,
        dated=record.soa.dated,
        controls=len(controls),
        applicable=sum(one.applicable for one in controls),
        exclusions=tuple(
            parts.Exclusion(one.ref, titles.get(one.ref, ""), one.reason, one.judgement)
            for one in controls
            if not one.applicable
        ),
    )


def team_part(record: AuditRecord) -> tuple[parts.TeamLine, ...]:
    """Return the team and those beside it."""
    return tuple(parts.TeamLine(one.name, one.role, one.side, one.area, one.competence) for one in active(record))


def deadline_part(record: AuditRecord) -> tuple[parts.Deadline, ...]:
    """Return the dates page 1 names; those for plans and majors only where a finding asks for them.

    Nothing before the closing day is known, because the time limits count from it.
    """
    if record.audit.closed_on is None:
        return ()
    rules = rules_of(record.body)
    grades = {one.grade for one in record.findings if one.state is FindingState.ISSUED}
    asked = {"D-03"}
    if grades & {Grade.MAJOR, Grade.MINOR}:
        asked.add("D-04")
    if Grade.MAJOR in grades:
        asked |= {"D-05", "D-05-limit"}
    found = dates.deadlines(record.audit.closed_on, record.audit.type, rules)
    return tuple(parts.Deadline(KINDS[one.code], one.due) for one in found if one.code in asked)


def remote_part(record: AuditRecord) -> parts.RemotePart | None:
    """Return what was planned remotely with its share of the auditors' time, or None if nothing was (IAF MD 4)."""
    rows = [row for row in record.timetable if row.mode is Mode.REMOTE]
    tools = dict.fromkeys(one.remote_tool.strip() for one in record.sessions if one.remote_tool.strip())
    at_distance = any(site.mode in (Mode.REMOTE, Mode.HYBRID) for site in record.sites)
    if not (rows or tools or at_distance):
        return None
    remote, whole = remote_share(record.timetable)
    return parts.RemotePart(
        parts=joined(*(row.label or row.topic for row in rows)),
        minutes=remote,
        of_minutes=whole,
        assessed="",
        tools=joined(*tools, by="; "),
        effectiveness=record.audit.remote_note,
    )


def report_kind(record: AuditRecord) -> PaperKind:
    """Return which paper is the report of this audit: stage 1 has one of its own."""
    return PaperKind.STAGE1_REPORT if record.audit.type is AuditType.STAGE1 else PaperKind.REPORT


def signature_fields(record: AuditRecord, kind: PaperKind) -> tuple[parts.SignatureWanted, ...]:
    """Return the fields of any paper of this audit, the certifying one first."""
    if kind in (PaperKind.REPORT, PaperKind.STAGE1_REPORT):
        return signature_part(record)
    lead = next((one.name for one in auditors(record) if one.role is TeamRole.LEAD_AUDITOR), "")
    return (
        parts.SignatureWanted("LeadAuditor", parts.SignerRole.LEAD_AUDITOR, lead, required=True),
        parts.SignatureWanted("Client", parts.SignerRole.CLIENT, "", required=False),
    )


def signature_part(record: AuditRecord) -> tuple[parts.SignatureWanted, ...]:
    """Return the fields to be made: the lead auditor must sign and certifies, everybody else may sign later.

    All fields are made before the first signature, because a field added later breaks it (notes/pdf.md, section 5).
    """
    team = auditors(record)
    lead = next((one.name for one in team if one.role is TeamRole.LEAD_AUDITOR), "")
    others = [one for one in team if one.role is not TeamRole.LEAD_AUDITOR]
    return (
        parts.SignatureWanted("LeadAuditor", parts.SignerRole.LEAD_AUDITOR, lead, required=True),
        *(
            parts.SignatureWanted(f"CoAuditor{place}", parts.SignerRole.CO_AUDITOR, one.name, required=False)
            for place, one in enumerate(others, start=1)
        ),
        parts.SignatureWanted("Client", parts.SignerRole.CLIENT, "", required=False),
        parts.SignatureWanted("Reviewer", parts.SignerRole.REVIEWER, "", required=False),
        parts.SignatureWanted("Archive1", parts.SignerRole.ARCHIVE, "", required=False),
    )
