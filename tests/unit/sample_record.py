"""A hand-made audit with everything that must and must not leave the body; canaries mark what must not."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.domain import kinds as k
from app.domain.client import Body, BodyPaper, BodyText, Client, Contact, Soa, SoaControl
from app.domain.fieldwork import (
    Action,
    Attachment,
    Attendee,
    Evidence,
    Finding,
    GradeChange,
    JudgementRow,
    Meeting,
    MeetingPoint,
    Note,
    RequirementLink,
    Session,
    SessionPerson,
    VerdictRow,
)
from app.domain.record import (
    Audit,
    AuditRecord,
    AuditSite,
    Criteria,
    CriteriaRow,
    Deviation,
    Objective,
    ReportText,
    TeamMember,
    TimetableRow,
)

CANARY = "CANARYBIRD"
HEAD = "ab" * 32
NOON = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)

ROWS = (
    CriteriaRow(id="c6", ref="6", title="Planning", auditable=False, position=0),
    CriteriaRow(id="c61", ref="6.1", parent="6", title="Actions to address risks", auditable=False, position=1),
    CriteriaRow(id="c612", ref="6.1.2", parent="6.1", title="Risk assessment", position=2),
    CriteriaRow(id="a5", ref="A.5", kind=k.ItemKind.THEME, title="Organizational controls", auditable=False),
    CriteriaRow(id="a518", ref="A.5.18", parent="A.5", kind=k.ItemKind.CONTROL, title="Access rights", position=4),
    CriteriaRow(id="a56", ref="A.5.6", parent="A.5", kind=k.ItemKind.CONTROL, title="Special groups", position=5),
)

PHOTO = Attachment(
    id="f1", name="door.jpg", media_type="image/jpeg", size=900, sha256="1" * 64, caption="The rear door"
)
SECRET_FILE = Attachment(
    id="f2", name=f"{CANARY}.png", media_type="image/png", size=70, sha256="2" * 64, caption=CANARY
)
TAPE = Attachment(id="f3", name=f"{CANARY} speaks.M4A", media_type="audio/mp4", size=5, sha256="3" * 64)


def link(ref: str, part: str = "", **more: object) -> RequirementLink:
    """Return a link to one of the rows above."""
    item = next((row.id for row in ROWS if row.ref == ref), None)
    return RequirementLink(item_id=item, ref=ref, part=part, **more)  # type: ignore[arg-type]


EVIDENCE = (
    Evidence(
        id="e1", author="KZ", number=1, kind=k.EvidenceKind.OBSERVATION, state=k.EvidenceState.SORTED,
        title="Rear door",
        judgement=k.Judgement.CONFORM, happened_at=NOON, happened_zone="Europe/Warsaw", observed_by_id="t2",
        site_id="s1", links=(link("A.5.18"),), attachments=(PHOTO,),
    ),
    Evidence(
        id="e2", author="KZ", number=2, kind=k.EvidenceKind.DOCUMENT, state=k.EvidenceState.SORTED, confidential=True,
        title=CANARY, text=CANARY, document_reference=CANARY, judgement=k.Judgement.NONCONFORMITY, happened_at=NOON,
        links=(link("6.1.2"),), attachments=(SECRET_FILE,), seen_where=CANARY,
    ),
    Evidence(
        id="e3", author="KZ", number=3, kind=k.EvidenceKind.INTERVIEW, state=k.EvidenceState.SORTED,
        title=f"Talk with {CANARY}", text=CANARY, role="shift lead", unit="service desk", topics=CANARY,
        guide_present=CANARY, judgement=k.Judgement.CONFORM, happened_at=NOON, attachments=(TAPE,),
        links=(link("6.1.2", "c) 1)"),),
    ),
    Evidence(
        id="e4", author="KZ", number=4, kind=k.EvidenceKind.INTERVIEW, state=k.EvidenceState.SORTED,
        title="Bożydar Wąsikowski", role="chief executive", name_in_report=True, happened_at=NOON,
    ),
    Evidence(
        id="e5", author="KZ", number=5, kind=k.EvidenceKind.RECORD_SAMPLE, state=k.EvidenceState.SORTED,
        title="Leavers", sample_what="leavers of S-1", population=21, sample_size=10, deviating=5, happened_at=NOON,
        links=(link("A.5.18"),),
    ),
    Evidence(
        id="e6", author="KZ", number=6, kind=k.EvidenceKind.RECORD_SAMPLE, state=k.EvidenceState.SORTED,
        confidential=True, title=CANARY, sample_what=CANARY, sample_ids=CANARY, links=(link("A.5.18"),),
    ),
    Evidence(id="e7", author="KZ", number=7, state=k.EvidenceState.WITHDRAWN, title=CANARY, withdrawn_reason=CANARY),
    Evidence(id="e8", author="KZ", number=8, state=k.EvidenceState.INBOX, title=CANARY, text=CANARY),
)  # fmt: skip

FINDINGS = (
    Finding(
        id="n2", author="CI", number=1, final_number="NC-02", grade=k.Grade.MINOR, state=k.FindingState.ISSUED,
        statement="Not reviewed.", objective_evidence="2 of 7.", happened_at=NOON, happened_zone="Europe/Warsaw",
        issued_at=NOON, links=(link("A.5.6"), RequirementLink(other="BZD-PR-11, section 6.2")), found_by="CI",
        acknowledgement=k.Acknowledgement.DISPUTED, acknowledged_by="Client Person", client_view="We think not.",
        team_view="We think so.",
    ),
    Finding(
        id="n1", author="KZ", number=2, final_number="NC-01", grade=k.Grade.MAJOR, state=k.FindingState.ISSUED,
        statement="Rights stay.", objective_evidence="5 of 10.", issued_at=NOON, found_by="CI, KZ",
        links=(link("6.1.2"), link("A.5.18", leading=True)), evidence_ids=("e5", "e2", "e7"), site_ids=("s1",),
        happened_at=NOON, due_plan=date(2026, 4, 30), due_verified=date(2026, 6, 29),
        history=(
            GradeChange(new=k.Grade.MINOR, decided_by="CI", decided_at=datetime(2026, 3, 30, 10, 25, tzinfo=UTC)),
            GradeChange(
                old=k.Grade.MINOR, new=k.Grade.MAJOR, reason="again at S-1", decided_by="KZ",
                decided_at=datetime(2026, 3, 31, 9, 40, tzinfo=UTC),
            ),
        ),
    ),
    Finding(
        id="n3", author="KZ", number=3, state=k.FindingState.WITHDRAWN, title=CANARY, statement=CANARY,
        objective_evidence=CANARY, withdrawn_reason=CANARY,
    ),
    Finding(
        id="n4", author="KZ", number=4, final_number="NC-03", state=k.FindingState.WITHDRAWN, issued_at=NOON,
        statement=CANARY, objective_evidence=CANARY, withdrawn_reason="seen again, in order",
    ),
    Finding(id="n5", author="KZ", number=5, state=k.FindingState.DRAFT, statement=f"{CANARY} not yet issued"),
)  # fmt: skip

OPENING = Meeting(
    id="m1", kind=k.MeetingKind.OPENING, state=k.MeetingState.FINISHED, zone="Europe/Warsaw", chair="Katarzyna Ż",
    started_at=datetime(2026, 3, 27, 7, 34, tzinfo=UTC), ended_at=datetime(2026, 3, 27, 8, 13, tzinfo=UTC),
    place="Kotwica",
    points=(
        MeetingPoint(
            code="OM-01", state=k.PointState.DONE, remark="list round",
            treated_at=datetime(2026, 3, 27, 7, 34, 50, tzinfo=UTC),
        ),
        MeetingPoint(code="OM-24", state=k.PointState.NOT_USED, reason="first certification"),
    ),
    attendees=(
        Attendee(name="Bożydar Wąsikowski", function="chief executive", place="S-1"),
        Attendee(name="中村 遥", latin_name="Nakamura Haruka", side=k.Side.ACCREDITATION, role=k.TeamRole.OBSERVER),
        Attendee(name="Kinga", function="HR"),
    ),
    actions=(Action(label="A-1", what="network", who="Dionizy", due="10:00", done="done 09:40"),),
)  # fmt: skip
CLOSING = Meeting(
    id="m2", kind=k.MeetingKind.CLOSING, state=k.MeetingState.FINISHED, zone="Europe/Warsaw",
    started_at=datetime(2026, 3, 31, 14, 3, tzinfo=UTC), ended_at=datetime(2026, 3, 31, 14, 58, tzinfo=UTC),
    attendees=(
        Attendee(name="Jędrzej", function="purchasing", since=datetime(2026, 3, 31, 14, 10, tzinfo=UTC)),
        Attendee(name="Bożydar Wąsikowski", function="chief executive", confirmation=k.Confirmation.TYPED),
    ),
)  # fmt: skip
BODY = Body(
    name="Vettravik", papers=(BodyPaper(paper="report", form_number="VF-40", form_revision="9"),),
    texts=(
        BodyText(key="sampling", language="en", text="Rests on samples."),
        BodyText(key="sampling", language="pl", text="Próbki."),
        BodyText(key="confidentiality", language="en", text="Confidential."),
    ),
)  # fmt: skip
TIMETABLE = (
    TimetableRow(
        label="P-01", day=date(2026, 3, 27), starts="08:30", ends="09:30", site_id="s1", auditors="KZ,CI",
    ),
    TimetableRow(label="P-06", day=date(2026, 3, 27), starts="12:30", ends="13:00", auditors="KZ,CI"),
    TimetableRow(
        label="P-13", day=date(2026, 3, 30), starts="08:30", ends="09:00", site_id="s3", auditors="KZ",
        mode=k.Mode.REMOTE, language="Vietnamese (interpreter)",
    ),
)  # fmt: skip


def record() -> AuditRecord:
    """Return the audit."""
    return AuditRecord(
        audit=Audit(
            id="a", reference="VCB-26-014", language="en", report_language="en", zone="Europe/Warsaw",
            closed_on=date(2026, 3, 31), scope="Bookings", conclusion="Able.", distribution="client; body",
            recommendation=k.Recommendation.RECOMMEND_AFTER_MAJORS_VERIFIED, criteria_note="Documents of the client",
        ),
        body=BODY,
        client=Client(
            name="Bryzadok", legal_form="Sp. z o.o.",
            contacts=(Contact(name="Łucja", representative=True), Contact(name=CANARY)),
        ),
        soa=Soa(
            reference="BZD-SOA", edition="2.1",
            controls=(
                SoaControl(ref="A.5.18"),
                SoaControl(ref="A.5.6", applicable=False, reason="none", judgement="accepted"),
            ),
        ),
        criteria=(Criteria(id="cr", key="iso27001", edition="2022", sha256="9" * 64, items=ROWS),),
        objectives=(Objective(text="Conforms?", reached=k.Reached.REACHED),),
        team=(
            TeamMember(id="t1", name="Katarzyna Ż", initials="KZ", role=k.TeamRole.LEAD_AUDITOR),
            TeamMember(id="t2", name="Ågoston I", initials="CI"),
            TeamMember(id="t3", name="Nakamura", role=k.TeamRole.OBSERVER, side=k.Side.ACCREDITATION),
        ),
        sites=(
            AuditSite(id="s1", label="S-1", name="Gdańsk"),
            AuditSite(id="s3", label="S-3", name="H", mode=k.Mode.REMOTE),
        ),
        timetable=TIMETABLE,
        deviations=(Deviation(label="DV-1", subject="P-01", planned="08:30", done="08:34", reason="link late"),),
        meetings=(CLOSING, OPENING, Meeting(id="m3", kind=k.MeetingKind.WRAP_UP, chair=CANARY)),
        sessions=(Session(topic=CANARY, remote_tool="video tool", people=(SessionPerson(name=CANARY),)),),
        notes=(Note(text=CANARY, said_by=CANARY),),
        evidence=EVIDENCE,
        judgements=(JudgementRow(item_id="a518", auditor_id="t2", verdict=k.Verdict.NONCONFORM, note=CANARY),),
        verdicts=(
            VerdictRow(item_id="c612", verdict=k.Verdict.CONFORM, note="sound"),
            VerdictRow(item_id="a518", verdict=k.Verdict.NONCONFORM),
            VerdictRow(item_id="a56", verdict=k.Verdict.NOT_AUDITED, reason="person ill"),
        ),
        findings=FINDINGS,
        texts=(
            ReportText(key="RPT-18", text="Able to meet.", state=k.TextState.CONFIRMED),
            ReportText(key="RPT-08", text=CANARY, state=k.TextState.NONE),
            ReportText(key="RPT-29", text=CANARY, state=k.TextState.EMPTY),
        ),
    )  # fmt: skip
