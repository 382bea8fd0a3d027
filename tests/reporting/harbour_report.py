"""A whole report of the harbour case, made by hand from the case files: the data the tests of the papers build from.

The tables lie beside this file in `harbour/` (`|` between columns); titles of requirements come from the catalogue.
"""
# ruff: noqa: RUF001 - names and sentences as people write them

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from app.domain import kinds
from app.domain import report_parts as parts
from app.domain.report import MeetingRecordData, PaperStamp, ReportData
from tests.reporting.harbour_findings import AUDITOR, FINDINGS, LEAD, SUMMER

HERE = Path(__file__).parent / "harbour"
CATALOGUE = Path(__file__).parents[2] / "resources" / "criteria" / "iso27001_2022.json"
WINTER = timezone(timedelta(hours=1))
HEAD = "4f1c09ab77d2e6305b18c4aa9e7f02d36c5b81e0d94a3f6672c8d15e0b9af347"
SCOPE = (
    "Development, operation and support of the Keja platform for slot booking, gate passage and manifest capture at "
    "container terminals, in accordance with the Statement of Applicability version 2.1 of 2 March 2026."
)
KINDS = {
    "document": kinds.EvidenceKind.DOCUMENT,
    "record sample": kinds.EvidenceKind.RECORD_SAMPLE,
    "interview": kinds.EvidenceKind.INTERVIEW,
    "observation": kinds.EvidenceKind.OBSERVATION,
    "test": kinds.EvidenceKind.TEST,
}
JUDGEMENTS = {
    "conform": kinds.Judgement.CONFORM,
    "NC": kinds.Judgement.NONCONFORMITY,
    "observation": kinds.Judgement.OBSERVATION,
    "strength": kinds.Judgement.STRENGTH,
}
VERDICTS = {
    "conform": kinds.Verdict.CONFORM,
    "NC": kinds.Verdict.NONCONFORM,
    "observation": kinds.Verdict.OBSERVATION,
    "not applicable": kinds.Verdict.NOT_APPLICABLE,
    "not audited": kinds.Verdict.NOT_AUDITED,
}
SIDES = {
    "client": kinds.Side.CLIENT,
    "certification body": kinds.Side.BODY,
    "accreditation body": kinds.Side.ACCREDITATION,
}


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the case tables."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="|"))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip() not in {"", "-"})


def catalogue() -> dict[str, dict[str, object]]:
    """Return the rows of the criteria catalogue by their reference."""
    return {row["ref"]: row for row in json.loads(CATALOGUE.read_text(encoding="utf-8"))["items"]}


def verdict_lines() -> tuple[parts.VerdictLine, ...]:
    """Return the verdict on each of the 123 requirements."""
    items = catalogue()
    secret = {row["label"] for row in table("evidence") if row["confidential"] == "yes"}
    lines = []
    for row in table("verdicts"):
        item = items[row["requirement"]]
        top = item
        while top["parent"]:
            top = items[str(top["parent"])]
        lines.append(
            parts.VerdictLine(
                row["requirement"],
                str(item["title"]),
                f"{top['ref']} {top['title']}",
                kinds.ItemKind(str(item["kind"])),
                VERDICTS[row["verdict"]],
                row["by"],
                row["note"],
                tuple(label for label in _listed(row["evidence"]) if label not in secret),
            )
        )
    return tuple(lines)


def theme_counts(lines: tuple[parts.VerdictLine, ...]) -> tuple[parts.ThemeCount, ...]:
    """Return how often each verdict stands in each theme."""
    counted = Counter((line.theme, line.verdict) for line in lines)
    return tuple(parts.ThemeCount(theme, verdict, count) for (theme, verdict), count in counted.items())


def evidence_lines() -> tuple[parts.EvidenceLine, ...]:
    """Return the 46 items, six of them confidential."""
    files = {row["id"]: parts.FileLine(row["name"], int(row["size"]), row["sha256"]) for row in table("files")}
    lines = []
    for row in table("evidence"):
        secret = row["confidential"] == "yes"
        local = datetime.fromisoformat(row["happened"])
        zone = WINTER if local.date() < date(2026, 3, 29) else SUMMER
        lines.append(
            parts.EvidenceLine(
                label=row["label"],
                kind=KINDS[row["kind"]],
                result=JUDGEMENTS[row["judgement"]],
                confidential=secret,
                title="" if secret else row["title"],
                reference="" if secret else row["reference"],
                happened=None if secret else local.replace(tzinfo=zone),
                site="" if secret else row["site"],
                by="" if secret else row["by"],
                requirements=() if secret else _listed(row["requirements"]),
                files=() if secret else tuple(files[key] for key in _listed(row["files"])),
            )
        )
    return tuple(lines)


def sample_lines() -> tuple[parts.SampleLine, ...]:
    """Return the samples that may be shown."""
    return tuple(
        parts.SampleLine(
            row["label"],
            row["what"],
            row["period"],
            int(row["population"]),
            int(row["size"]),
            row["selection"],
            row["items"],
            row["expected"],
            int(row["deviating"]),
        )
        for row in table("evidence")
        if row["kind"] == "record sample" and row["confidential"] == "no"
    )


def _points(name: str) -> tuple[parts.PointLine, ...]:
    return tuple(
        parts.PointLine(
            row["id"],
            "",
            time.fromisoformat(row["time"]) if row["time"] != "-" else None,
            kinds.PointState.DONE if row["done"] == "yes" else kinds.PointState.NOT_USED,
            row["remark"],
        )
        for row in table(name)
    )


def meeting(kind: kinds.MeetingKind) -> parts.MeetingPart:
    """Return the opening or the closing meeting."""
    opening = kind is kinds.MeetingKind.OPENING
    day, zone = (27, WINTER) if opening else (31, SUMMER)
    planned = (time(8, 30), time(9, 15)) if opening else (time(16, 0), time(17, 0))
    held = (time(8, 34), time(9, 13)) if opening else (time(16, 3), time(16, 58))

    def at(clock: time) -> datetime:
        return datetime.combine(date(2026, 3, day), clock, zone)

    actions = (
        parts.ActionLine("A-1", "Give the team a working network", "Dionizy Łękawski", "27 March 10:00", "done 09:40"),
        parts.ActionLine(
            "A-2",
            "Lists of leavers since 1 September 2025 of all sites to the team",
            "Kinga Żmijewska-Dąb",
            "27 March 16:00",
            "done 15:20 (S-3: 30 March 08:30)",
        ),
    )
    return parts.MeetingPart(
        kind,
        'S-1, room "Kotwica", video link to S-2 and S-3',
        LEAD,
        at(planned[0]),
        at(planned[1]),
        at(held[0]),
        at(held[1]),
        _points("opening_points" if opening else "closing_points"),
        actions if opening else (),
    )


def attendees() -> tuple[parts.Attendee, ...]:
    """Return the 14 people of the opening meeting and the two newcomers of the closing."""
    lines = [_attendee(row) for row in table("attendees")]
    absent = parts.PresenceAt(kinds.Presence.ABSENT, kinds.Confirmation.NOT_REQUIRED, "")
    new = parts.PresenceAt(kinds.Presence.IN_ROOM, kinds.Confirmation.ON_PAPER, "")
    for name, function in (("Jędrzej Ściślak", "purchasing"), ("Halszka Niedźwiecka-Ruś", "quality assurance")):
        lines.append(parts.Attendee(name, function, kinds.Side.CLIENT, "S-1", (absent, new)))
    return tuple(lines)


def _attendee(row: dict[str, str]) -> parts.Attendee:
    video = "video" in row["place"]
    there = parts.PresenceAt(
        kinds.Presence.REMOTE if video else kinds.Presence.IN_ROOM,
        kinds.Confirmation.REMOTE if video else kinds.Confirmation.ON_PAPER,
        "",
    )
    reason = {"6": "on leave"}.get(row["no"], "left after 30 March as planned")
    absent = parts.PresenceAt(kinds.Presence.ABSENT, kinds.Confirmation.NOT_REQUIRED, reason)
    closing = there if row["closing"] == "yes" else absent
    return parts.Attendee(row["name"], row["function"], SIDES[row["side"]], row["place"], (there, closing))


def stamp() -> PaperStamp:
    """Return language, audience, revision, trail head, time and tools."""
    return PaperStamp(
        "en",
        kinds.Audience.CLIENT,
        1,
        HEAD,
        datetime(2026, 3, 31, 18, 40, tzinfo=SUMMER),
        (parts.Tool("Onsite", "0.1.0"), parts.Tool("reportlab", "5.1.0"), parts.Tool("pikepdf", "10.18.0")),
    )


def body(form: str = "VF-40", revision: str = "9") -> parts.ReportBody:
    """Return the certification body."""
    return parts.ReportBody(
        name="Vettravik Certification Body",
        address="Lyktgatan 0, 999 99 Vettravik",
        accreditation="XX-ACCR 0000, management systems, ISO/IEC 27001",
        logo_sha256="",
        colour="#123c5c",
        accent="#00707a",
        sampling_statement="The audit rests on samples taken from the information at hand. Other "
        "nonconformities may exist "
        "that were not found.",
        complaints="Complaints and appeals are sent in writing to the head of certification and answered within "
        "30 days; "
        "procedure VP-12 v3.",
        form=parts.Form(form, revision, date(2025, 9, 1)),
    )


def client() -> parts.ReportClient:
    """Return the client with its three representatives."""
    return parts.ReportClient(
        "Bryzadok Systemy Sp. z o.o.",
        "ul. Niby-Nabrzeżna 0, 80-000 Gdańsk, Poland",
        (
            parts.Person("Bożydar Wąsikowski", "chief executive, top management"),
            parts.Person("Łucja Gęsicka", "ISMS manager, contact of the audit"),
            parts.Person("ليلى منصور الحدّاد (Layla Mansour Al-Haddad)", "legal counsel, data protection officer"),
        ),
    )


def _soa() -> parts.SoaPart:
    reasons = (
        (
            "A.7.6",
            (
                "There are no secure areas at any of the three sites; the server room of Gdańsk was closed in "
                "November 2024."
            ),
            "accepted, seen at three sites",
        ),
        (
            "A.7.11",
            "No own facilities for processing; in a power cut the service desk works from home (BZD-PR-10).",
            "accepted, exercise of May 2025 seen",
        ),
        (
            "A.7.12",
            "Offices use wireless access only; fixed cables belong to the landlords and carry encrypted traffic.",
            "accepted",
        ),
        (
            "A.7.13",
            "All equipment is leased and exchanged by the lessor; nothing is maintained by us.",
            "accepted, lease contract seen",
        ),
        (
            "A.8.30",
            "No development is given to other firms; individually contracted persons work under our rules.",
            "accepted, three contracts seen",
        ),
        ("A.8.33", "Tests use synthetic data only.", "not justified, see NC-04 on 6.1.3"),
    )
    items = catalogue()
    exclusions = tuple(parts.Exclusion(ref, str(items[ref]["title"]), why, view) for ref, why, view in reasons)
    return parts.SoaPart("BZD-SOA", "2.1", date(2026, 3, 2), 93, 87, exclusions)


def _sites() -> tuple[parts.SiteLine, ...]:
    on_site, remote = kinds.Mode.ON_SITE, kinds.Mode.REMOTE
    return (
        parts.SiteLine(
            "S-1",
            "Gdańsk, head office",
            "ul. Niby-Nabrzeżna 0, 80-000 Gdańsk, Poland",
            "central function, development, operations",
            on_site,
            "Europe/Warsaw",
        ),
        parts.SiteLine(
            "S-2",
            "İzmir, service centre",
            "Örnek Sokağı No. 0, 35000 İzmir, Türkiye",
            "first and second level support",
            on_site,
            "Europe/Istanbul",
        ),
        parts.SiteLine(
            "S-3",
            "Hải Phòng, capture and mobile development",
            "Ngõ Ví Dụ 0, Hải Phòng, Việt Nam",
            "capture of manifests, mobile applications",
            remote,
            "Asia/Ho_Chi_Minh",
        ),
    )


OBJECTIVES = (
    ("Does the ISMS conform to the criteria?", ""),
    (
        (
            "Is it able to meet the legal, regulatory and contractual requirements that apply? (no audit of legal "
            "compliance)"
        ),
        "",
    ),
    ("Is it effective against the client's own objectives?", ""),
    ("Where could it be improved?", ""),
    ("Are the areas of concern AC-01 to AC-04 solved?", "AC-01 led to NC-04"),
)


def audit() -> parts.ReportAudit:
    """Return the audit."""
    part = parts.TimePart
    return parts.ReportAudit(
        reference="VTV-2026-0417-S2",
        file_number="VTV-2025-0417",
        kind=kinds.AuditType.STAGE2,
        criteria=(
            parts.Criteria("ISO/IEC 27001", "2022", "9c2f" * 16),
            parts.Criteria("Amendment 1:2024", "", ""),
            parts.Criteria("Documents of the client", "", ""),
        ),
        days=(date(2026, 3, 27), date(2026, 3, 30), date(2026, 3, 31)),
        scope=SCOPE,
        not_in_scope="Payroll (done by an accountant's office), the canteen of the landlord at S-1.",
        sites=_sites(),
        objectives=tuple(
            parts.Objective(number, text, kinds.Reached.REACHED, remark)
            for number, (text, remark) in enumerate(OBJECTIVES, 1)
        ),
        languages=("English", "Turkish", "Vietnamese with interpreter"),
        soa=_soa(),
        hours_per_day=8,
        time=(
            parts.TimeLine(part.PLANNING, 240, 240),
            parts.TimeLine(part.ON_SITE, 2490, 2490),
            parts.TimeLine(part.REMOTE, 390, 390),
            parts.TimeLine(part.REPORTING, 480, 600),
        ),
    )


def team() -> tuple[parts.TeamLine, ...]:
    """Return the team and those beside it."""
    role, side = kinds.TeamRole, kinds.Side
    return (
        parts.TeamLine(LEAD, role.LEAD_AUDITOR, side.BODY, "S-1, S-3", "ISMS lead since 2014, software, cloud"),
        parts.TeamLine(AUDITOR, role.AUDITOR, side.BODY, "S-2, suppliers", "ISMS auditor since 2019, service desks"),
        parts.TeamLine(
            "Ελευθερία Παπαγιαννοπούλου (Eleftheria Papagiannopoulou)",
            role.TECHNICAL_EXPERT,
            side.BODY,
            "P-02, P-04, P-07, P-14, P-19, P-21, P-25, P-31",
            "port community systems, databases",
        ),
        parts.TeamLine(
            "中村 遥 (Nakamura Haruka)", role.OBSERVER, side.ACCREDITATION, "27 and 30 March, S-1", "witness"
        ),
        parts.TeamLine(
            "Đặng Thị Bích Ngọc", role.INTERPRETER, side.BODY, "P-13 to P-15", "Vietnamese - English, sworn"
        ),
    )


def _texts() -> tuple[parts.ReportText, ...]:
    told = {8, 12, 16, 17, *range(19, 30), 32, 33, 34, 35, 38, 43, 44}
    state = kinds.TextState
    texts = [
        parts.ReportText(row["id"], state.CONFIRMED, row["text or source"])
        for row in table("texts")
        if int(row["id"][4:]) in told
    ]
    return (*texts, parts.ReportText("RPT-42", state.NONE, ""))


def remote() -> parts.RemotePart:
    """Return the account of the remote part."""
    return parts.RemotePart(
        "P-13, P-14, P-15 (S-3) and P-20 (purchasing of S-1 from S-2)",
        390,
        2880,
        "16 March 2026, Katarzyna Żółkiewska-Brzęk: line tried on 12 March with 4 Mbit/s from S-3, low "
        "risk, camera "
        "carried by the site manager; agreed by both sides 17 March 2026; no recording",
        "Video conference of the client with waiting room and end-to-end encryption, screen share, one "
        "telephone as "
        "moving camera",
        "Aims of the four rows reached; picture and sound good; one break of 3 minutes; interpreter clear; "
        "documents "
        "shown in the original. S-3 on site in surveillance 2.",
    )


def report() -> ReportData:
    """Return the whole report."""
    lines = verdict_lines()
    kind, grade, role = parts.DeadlineKind, kinds.Grade, parts.SignerRole
    return ReportData(
        stamp=stamp(),
        body=body(),
        client=client(),
        audit=audit(),
        conclusion="The management system is able to meet requirements and to reach its intended results, save "
        "the removal "
        "of access rights of persons who have left (NC-01), which has to be brought under control first. The "
        "scope is "
        "appropriate, and all five objectives of the audit were reached.",
        recommendation=kinds.Recommendation.RECOMMEND_AFTER_MAJORS_VERIFIED,
        recommendation_facts="It rests on internal audits of 4 December 2025 and 24 February 2026, carried out "
        "and effective "
        "save NC-02, and on the management review of 26 February 2026, carried out and effective.",
        counts=tuple(
            parts.GradeCount(one, count)
            for one, count in (
                (grade.MAJOR, 1),
                (grade.MINOR, 4),
                (grade.OBSERVATION, 4),
                (grade.OPPORTUNITY, 1),
                (grade.STRENGTH, 3),
            )
        ),
        deadlines=(
            parts.Deadline(kind.REPORT, date(2026, 4, 14)),
            parts.Deadline(kind.PLANS, date(2026, 4, 30)),
            parts.Deadline(kind.MAJORS, date(2026, 6, 29)),
            parts.Deadline(kind.MAJORS_LIMIT, date(2026, 9, 30)),
        ),
        team=team(),
        meetings=(meeting(kinds.MeetingKind.OPENING), meeting(kinds.MeetingKind.CLOSING)),
        attendees=attendees(),
        findings=FINDINGS,
        verdicts=lines,
        theme_counts=theme_counts(lines),
        evidence=evidence_lines(),
        photos=(),
        samples=sample_lines(),
        deviations=tuple(
            parts.DeviationLine(row["no"], row["row"], row["planned"], row["done"], row["reason"])
            for row in table("deviations")
        ),
        texts=_texts(),
        remote=remote(),
        confidentiality="Confidential. The report is owned by the certification body.",
        distribution=("Client", "Certification body", "Accreditation body on request"),
        signatures=(
            parts.SignatureWanted("LeadAuditor", role.LEAD_AUDITOR, LEAD, required=True),
            parts.SignatureWanted("CoAuditor1", role.CO_AUDITOR, AUDITOR, required=True),
            parts.SignatureWanted("Client", role.CLIENT, "Bożydar Wąsikowski", required=False),
            parts.SignatureWanted("Reviewer", role.REVIEWER, "", required=False),
            parts.SignatureWanted("Archive1", role.ARCHIVE, "", required=False),
        ),
    )


def meeting_record(kind: kinds.MeetingKind) -> MeetingRecordData:
    """Return the record of the opening or the closing meeting."""
    index = 0 if kind is kinds.MeetingKind.OPENING else 1
    people = tuple(
        parts.Attendee(one.name, one.function, one.side, one.place, (one.at[index],))
        for one in attendees()
        if index or one.at[0].presence is not kinds.Presence.ABSENT
    )
    return MeetingRecordData(
        stamp=stamp(),
        body=body("VF-33", "4"),
        client=client(),
        reference="VTV-2026-0417-S2",
        file_number="VTV-2025-0417",
        audit_kind=kinds.AuditType.STAGE2,
        scope=SCOPE,
        meeting=meeting(kind),
        attendees=people,
        signatures=(
            parts.SignatureWanted("LeadAuditor", parts.SignerRole.LEAD_AUDITOR, LEAD, required=True),
            parts.SignatureWanted("Client", parts.SignerRole.CLIENT, "Bożydar Wąsikowski", required=False),
        ),
    )
