"""A crowded audit, built through the services: meetings held, evidence of every kind, findings, verdicts, texts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from app.domain.drafts import AttendeeDraft, EvidenceDraft, FindingDraft, IncomingFile, LinkDraft, SessionDraft
from app.domain.fieldwork import Action
from app.domain.kinds import (
    EvidenceKind,
    Grade,
    Judgement,
    MeetingKind,
    PointState,
    Verdict,
)
from tests.support import START

if TYPE_CHECKING:
    from app.services.container import Services
    from tests.support import World

SUBJECTS: Final = (
    ("Leavers of six months and their accounts", EvidenceKind.RECORD_SAMPLE, "A.5.18", Judgement.NONCONFORMITY),
    ("Procedure for access rights, version 3.1", EvidenceKind.DOCUMENT, "A.5.15", Judgement.CONFORM),
    ("Łucja Gęsicka: how objectives are set and measured", EvidenceKind.INTERVIEW, "6.2", Judgement.OBSERVATION),
    ("Reception: visitor log of the week lies on the desk", EvidenceKind.OBSERVATION, "A.7.2", Judgement.OBSERVATION),
    ("Restore of kx-booking run in the presence of the auditor", EvidenceKind.TEST, "A.8.13", Judgement.CONFORM),
    ("Ngõ Ví Dụ: manifests are captured by two persons", EvidenceKind.NOTE, "8.1", Judgement.CONFORM),
    ("ليلى منصور: register of duties and who keeps it", EvidenceKind.INTERVIEW, "A.5.31", Judgement.STRENGTH),
    ("<b>Notice</b> at the door & badge rule", EvidenceKind.NOTE, "A.7.1", Judgement.NOT_JUDGED),
)  # fmt: skip
LONG: Final = (
    "In 7 of 23 leavers the access rights were not removed in the time the organisation has set itself: TR-4471 "
    "enabled on 2026-03-30, 88 days after the last working day; two of them held rights of administrators."
)


def crowd(world: World, audit_id: str, items: int = 40) -> None:
    """Fill an audit as it would be on its last day, before the closing meeting is over."""
    services = world.services
    _opening(services, audit_id)
    topics = ("P-01 Leadership", "P-02 Access control", "P-03 Service desk", "P-04 Operations")
    sessions = [services.sessions.open(audit_id, SessionDraft(topic=topic, place="Kotwica")).id for topic in topics]
    services.sessions.add_person(sessions[0], "Eva Example", "chief executive")
    made = [_evidence(services, audit_id, number, sessions[number % 4]) for number in range(items)]
    services.evidence.capture(audit_id, EvidenceDraft(title="Bring back the key of the store room"))
    services.evidence.withdraw(made[-1], "seen twice")
    _findings(services, audit_id, made)
    _verdicts(services, audit_id)
    services.texts.write(audit_id, "RPT-08", "Three controls open: A.5.6, A.7.14, A.8.18.")


def _opening(services: Services, audit_id: str) -> None:
    meeting_id = services.meetings.prepare(audit_id, MeetingKind.OPENING).id
    services.meetings.begin(meeting_id)
    services.meetings.add_attendee(
        meeting_id, AttendeeDraft(name="Ελευθερία Παπαγιαννοπούλου", function="technical expert")
    )
    for number, point in enumerate(services.meetings.get(meeting_id).points):
        state = PointState.NOT_USED if number == 10 else PointState.DONE
        services.meetings.tick(point.id, state, at=START + timedelta(minutes=number))
    services.meetings.add_action(
        meeting_id, Action(what="List of leavers of all sites", who="Ivo Isms", due="Friday noon")
    )
    for field, value in (("place", "Room Kotwica"), ("chair", "Anna Berg"), ("language", "en")):
        services.fields.set("meeting", meeting_id, field, value)
    services.meetings.finish(meeting_id)


def _evidence(services: Services, audit_id: str, number: int, session_id: str) -> str:
    title, kind, ref, judgement = SUBJECTS[number % len(SUBJECTS)]
    at: datetime = START + timedelta(minutes=20 * number)
    details: dict[str, str | int | bool | None] = {}
    if kind is EvidenceKind.RECORD_SAMPLE:
        details = {"sample_what": "accounts of leavers", "population": 140, "sample_size": 12, "deviating": 1,
                   "sample_ids": "TR-4471, TR-4480, TR-4502", "selection": "random"}  # fmt: skip
    files = (
        [IncomingFile(name=f"photo-{number}.jpg", data=b"\xff\xd8\xff" + bytes([number]) * 2048)]
        if number % 5 == 0
        else []
    )
    draft = EvidenceDraft(
        title=title, text=LONG if number % 3 == 0 else "", kind=kind, happened_at=at, session_id=session_id,
        judgement=judgement, confidential=number % 11 == 0, details=details,
        links=(LinkDraft(ref=ref), LinkDraft(ref="6.1.3", part="d)"))[: 1 + number % 2],
    )  # fmt: skip
    return services.evidence.capture(audit_id, draft, files).id


def _findings(services: Services, audit_id: str, evidence: list[str]) -> None:
    for grade, title, ref, statement in (
        (Grade.MAJOR, "Access rights of leavers", "A.5.18", LONG),
        (
            Grade.MINOR,
            "Impartiality of the internal audit",
            "9.2.2",
            "The selection of auditors did not ensure objectivity.",
        ),
        (Grade.MINOR, "Restore test", "A.8.13", ""),
        (
            Grade.OBSERVATION,
            "Times of leaving in the visitor log",
            "A.7.2",
            "In 3 of 25 lines the time of leaving is empty.",
        ),
        (Grade.OPPORTUNITY, "News of threats", "A.5.7", "News come from one source; they should be widened."),
        (
            Grade.STRENGTH,
            "Awareness in three languages",
            "7.3",
            "Agents of both shifts show the way of a report without help.",
        ),
    ):
        links = (
            (LinkDraft(ref=ref, leading=True), LinkDraft(ref="6.1.3"))
            if ref.startswith("A.5.18")
            else (LinkDraft(ref=ref),)
        )
        draft = FindingDraft(
            grade=grade, title=title, statement=statement, links=links,
            objective_evidence=statement and "7 of 23 items, see the sample.",
            grade_reason="Found at two sites." if grade is Grade.MAJOR else "",
            evidence_ids=(evidence[0],) if statement else (),
        )  # fmt: skip
        finding_id = services.findings.draft(audit_id, draft).id
    services.findings.withdraw(finding_id, "said by the client only, not seen")


def _verdicts(services: Services, audit_id: str) -> None:
    record = services.audits.record(audit_id)
    refs = [item.ref for criteria in record.criteria for item in criteria.items if item.auditable]
    services.verdicts.decide(audit_id, [ref for ref in refs[:70] if ref not in ("A.5.18", "A.7.2")], Verdict.CONFORM)
    services.verdicts.decide(audit_id, ["A.5.18", "9.2.2"], Verdict.NONCONFORM)
    services.verdicts.decide(audit_id, ["A.7.2"], Verdict.OBSERVATION)
    services.verdicts.decide(audit_id, ["A.5.6"], Verdict.NOT_AUDITED, reason="person in charge ill")
    services.verdicts.decide(audit_id, ["A.7.6"], Verdict.NOT_APPLICABLE, reason="no secure areas")
    services.verdicts.judge(audit_id, "A.5.15", Verdict.CONFORM, note="both shifts")
