"""Small audits for tests of rules: complete by default, so that each test breaks one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from app.domain.agenda import points
from app.domain.client import Body, Client, Soa, SoaControl
from app.domain.fieldwork import Attendee, Evidence, Finding, Meeting, MeetingPoint, RequirementLink, VerdictRow
from app.domain.kinds import (
    Acknowledgement,
    AuditState,
    AuditType,
    EvidenceKind,
    EvidenceState,
    FindingState,
    Grade,
    ItemKind,
    Judgement,
    MeetingKind,
    MeetingState,
    PointState,
    Reached,
    Recommendation,
    Side,
    TeamRole,
    TextState,
    Verdict,
)
from app.domain.record import (
    Audit,
    AuditRecord,
    AuditSite,
    Criteria,
    CriteriaRow,
    Objective,
    ReportText,
    TeamMember,
    TimetableRow,
)
from app.domain.report_texts import required

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)

ITEMS = (
    CriteriaRow(ref="4", kind=ItemKind.CLAUSE, title="Context", auditable=False),
    CriteriaRow(ref="4.1", kind=ItemKind.CLAUSE, title="Issues"),
    CriteriaRow(ref="6.1.3", kind=ItemKind.CLAUSE, title="Treatment"),
    CriteriaRow(ref="A.5.18", kind=ItemKind.CONTROL, title="Access rights", theme="Organizational"),
    CriteriaRow(ref="A.8.33", kind=ItemKind.CONTROL, title="Test information", theme="Technological"),
)
SOA = Soa(
    reference="BZD-SOA",
    edition="2.1",
    dated=date(2026, 3, 2),
    controls=(SoaControl(ref="A.5.18"), SoaControl(ref="A.8.33", applicable=False, reason="synthetic data only")),
)


def evidence(key: str = "e1", **more: Any) -> Evidence:
    """Return a sorted document that shows conformity with 4.1."""
    values: dict[str, Any] = {
        "id": key,
        "author": "KZ",
        "number": int(key.strip("e") or 1),
        "kind": EvidenceKind.DOCUMENT,
        "state": EvidenceState.SORTED,
        "title": "Context",
        "judgement": Judgement.CONFORM,
        "links": (RequirementLink(ref="4.1"),),
    }
    return Evidence(**{**values, **more})


def finding(key: str = "f1", **more: Any) -> Finding:
    """Return a complete, issued, accepted minor nonconformity on A.5.18."""
    values: dict[str, Any] = {
        "id": key,
        "author": "KZ",
        "number": int(key.strip("f") or 1),
        "grade": Grade.MINOR,
        "state": FindingState.ISSUED,
        "final_number": f"NC-0{key.strip('f')}",
        "statement": "Access of leavers is not removed in the time the organisation has set itself.",
        "objective_evidence": "TR-4471 enabled on 2026-03-30, 88 days after the last working day.",
        "grade_reason": "One of ten.",
        "acknowledgement": Acknowledgement.ACCEPTED,
        "links": (RequirementLink(ref="A.5.18", leading=True), RequirementLink(other="SoA 2.1")),
        "evidence_ids": ("e2",),
        "created_at": NOON,
    }
    return Finding(**{**values, **more})


def meeting(kind: MeetingKind = MeetingKind.OPENING, **more: Any) -> Meeting:
    """Return a finished meeting with all points done and both sides there."""
    agenda = points(kind, AuditType.STAGE2, remote=False)
    values: dict[str, Any] = {
        "id": f"m-{kind}",
        "kind": kind,
        "state": MeetingState.FINISHED,
        "started_at": NOON,
        "ended_at": NOON.replace(hour=13),
        "place": "Kotwica",
        "chair": "Katarzyna",
        "language": "en",
        "points": tuple(
            MeetingPoint(code=point.code, position=place, mandatory=point.mandatory, state=PointState.DONE)
            for place, point in enumerate(agenda)
            if point.used
        ),
        "attendees": (
            Attendee(name="Katarzyna", side=Side.BODY, role=TeamRole.LEAD_AUDITOR),
            Attendee(name="Bożydar", side=Side.CLIENT),
        ),
    }
    return Meeting(**{**values, **more})


def audit(**more: Any) -> Audit:
    """Return the head of a closed stage 2 audit."""
    values: dict[str, Any] = {
        "reference": "A-1",
        "type": AuditType.STAGE2,
        "state": AuditState.CLOSED,
        "scope": "Development of Keja",
        "scope_confirmed": True,
        "closed_on": date(2026, 3, 31),
        "conclusion": "Conforms but for NC-01.",
        "recommendation": Recommendation.RECOMMEND_AFTER_PLAN_ACCEPTED,
        "internal_audit_done": True,
        "management_review_done": True,
    }
    return Audit(**{**values, **more})


def record(**more: Any) -> AuditRecord:
    """Return a whole stage 2 audit whose report may be signed."""
    texts = tuple(
        ReportText(key=row.key, text="text", state=TextState.CONFIRMED)
        for row in required(AuditType.STAGE2, remote=True)
    )
    values: dict[str, Any] = {
        "audit": audit(),
        "body": Body(name="Vettravik"),
        "client": Client(name="Bryzadok"),
        "soa": SOA,
        "criteria": (Criteria(key="iso27001", items=ITEMS),),
        "objectives": (Objective(id="o1", text="Conform?", reached=Reached.REACHED),),
        "team": (TeamMember(name="Katarzyna", initials="KZ", role=TeamRole.LEAD_AUDITOR),),
        "sites": (AuditSite(id="s1", label="S-1", name="Gdańsk"),),
        "timetable": (TimetableRow(label="P-01", starts="08:30", ends="09:15", auditors="LA", site_id="s1"),),
        "meetings": (meeting(MeetingKind.OPENING), meeting(MeetingKind.CLOSING)),
        "evidence": (
            evidence(),
            evidence("e2", judgement=Judgement.NONCONFORMITY, links=(RequirementLink(ref="A.5.18"),)),
            evidence("e3", links=(RequirementLink(ref="6.1.3"),)),
        ),
        "verdicts": (
            VerdictRow(ref="4.1", verdict=Verdict.CONFORM),
            VerdictRow(ref="6.1.3", verdict=Verdict.CONFORM),
            VerdictRow(ref="A.5.18", verdict=Verdict.NONCONFORM),
            VerdictRow(ref="A.8.33", verdict=Verdict.NOT_APPLICABLE),
        ),
        "findings": (finding(),),
        "texts": texts,
    }
    return AuditRecord(**{**values, **more})


def with_audit(base: AuditRecord | None = None, **more: Any) -> AuditRecord:
    """Return `base` with other values in the head of the audit."""
    whole = base or record()
    return replace(whole, audit=replace(whole.audit, **more))
