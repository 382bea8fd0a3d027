"""Which fields a person may change by typing, and to which audit a row belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from zoneinfo import available_timezones

from sqlalchemy import select

from app.domain.audit_time_values import body_rules
from app.domain.errors import UserMistake
from app.domain.head_counts import share_of
from app.domain.kinds import EvidenceState, FindingState, MeetingState, ScopeState
from app.models import audit, client, client_file, confirming, fieldwork, papers, preparing, programme, samples
from app.services.plan_writing import plan_fixed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TABLES: Final[dict[str, type[Any]]] = {
    table.__tablename__: table
    for table in (
        client.Person, client.Body, client.BodyPaper, client.BodyText, client.Client, client.Contact, client.Site,
        client.ClientDocument, client.Soa, client.SoaControl, audit.Cycle, audit.Audit, audit.Objective,
        audit.TeamMember, audit.AuditSite, audit.TimetableRow, audit.Deviation, fieldwork.Meeting,
        fieldwork.MeetingPoint, fieldwork.Attendee, fieldwork.Action, fieldwork.Session, fieldwork.SessionPerson,
        fieldwork.Note, fieldwork.Evidence, fieldwork.EvidenceLink, fieldwork.EvidenceAttachment, fieldwork.Finding,
        fieldwork.FindingLink, fieldwork.Verdict, papers.ReportText, client_file.Sector, client_file.Process,
        client_file.LegalDuty, client_file.OtherCertificate, client_file.ScopeStatement, client_file.HeadCount,
        client_file.FurtherData, programme.ProgrammeCell, programme.Holiday, programme.DeadlineSetting,
        preparing.Competence, preparing.Bar, preparing.ClientStatement, preparing.WithheldRecord,
        preparing.DocumentReview, preparing.Readiness, preparing.CarriedItem, preparing.NextPoint,
        samples.SampleRound, samples.Question, samples.Thread, samples.OwnGuidance,
        confirming.AgendaText,
    )
}  # fmt: skip

_NEVER: Final = frozenset({
    "id", "created_at", "created_zone", "created_by", "version", "audit_id", "client_id", "body_id", "meeting_id",
    "session_id", "evidence_id", "finding_id", "soa_id", "person_id", "attachment_id", "item_id", "criteria_id",
    "cycle_id", "author", "number", "final_number", "code", "key", "paper", "mandatory", "position",
})  # fmt: skip
_BY_VERB: Final = {
    "audit": frozenset({"state", "closed_on", "aborted_reason", "aborted_on", "type"}),
    "cycle": frozenset({
        "state", "standard", "number", "decided_on", "expires_on", "old_expires_on", "suspended_on",
    }),
    "carried_item": frozenset({"state", "kind", "grade", "source_audit_id", "source_finding_id"}),
    "meeting": frozenset({"state", "kind"}),
    "note": frozenset({"text", "said_by", "operated_by", "sorted_as", "sorted_id"}),
    "question": frozenset({"state", "answer"}),
    "session": frozenset({"timetable_row_id", "started_at", "ended_at"}),
    "sample_round": frozenset({
        "site_id", "population", "size", "selection", "widened_reason", "seed", "method", "listed",
    }),
    "session_person": frozenset({"side", "arrived_at"}),
    "finding": frozenset({"state", "grade", "issued_at", "withdrawn_reason", "acknowledgement", "acknowledged_at",
                          "acknowledged_sha256", "repeats_id"}),
    "own_guidance": frozenset({"ref", "catalogue", "language"}),
    "evidence": frozenset({"state", "withdrawn_reason"}),
    "verdict": frozenset({"verdict", "decided_by"}),
    "scope_statement": frozenset({"state", "valid_from"}),
    "team_member": frozenset({"assignment", "assignment_reason", "assigned_on", "declared_on"}),
    "document_review": frozenset({"document_id", "adequacy", "reviewed_by", "reviewed_on"}),
    "readiness": frozenset({"ref", "state"}),
}  # fmt: skip
_ALSO: Final = {
    "audit": frozenset({"soa_id"}),
    "evidence": frozenset({"session_id"}),
    "note": frozenset({"session_id"}),
    "competence": frozenset({"code"}),
    "sector": frozenset({"code"}),
}
_FROM_ROUNDS: Final = frozenset({"population", "sample_size", "deviating", "sample_ids"})
_NEVER_EMPTY: Final = {
    ("client", "name"): "name_missing",
    ("contact", "name"): "name_missing",
    ("site", "name"): "name_missing",
    ("process", "name"): "name_missing",
    ("client_document", "title"): "title_missing",
    ("legal_duty", "title"): "title_missing",
    ("other_certificate", "standard"): "name_missing",
    ("further_data", "label"): "name_missing",
    ("thread", "name"): "thread_name_missing",
    ("own_guidance", "text"): "guidance_text_missing",
    ("scope_statement", "edition"): "edition_missing",
}
_FREE_WHEN_ISSUED: Final = frozenset({"acknowledged_by", "client_view", "team_view", "due_plan", "due_verified"})
_PARENTS: Final[dict[str, tuple[str, type[Any]]]] = {
    "meeting_point": ("meeting_id", fieldwork.Meeting),
    "attendee": ("meeting_id", fieldwork.Meeting),
    "action": ("meeting_id", fieldwork.Meeting),
    "session_person": ("session_id", fieldwork.Session),
    "evidence_link": ("evidence_id", fieldwork.Evidence),
    "evidence_attachment": ("evidence_id", fieldwork.Evidence),
    "finding_link": ("finding_id", fieldwork.Finding),
    "sample_round": ("evidence_id", fieldwork.Evidence),
}


def table_of(kind: str, field: str) -> type[Any]:
    """Return the table of `kind`; raises `UserMistake("field_not_editable")` for what no typing may change."""
    table = TABLES.get(kind)
    locked = (_NEVER - _ALSO.get(kind, frozenset())) | _BY_VERB.get(kind, frozenset())
    if table is None or field in locked or field not in table.__mapper__.column_attrs:
        raise UserMistake("field_not_editable", field=field, kind=kind)
    return table


def parent_of(session: Session, row: Any) -> Any:  # noqa: ANN401 - any row of the tables above
    """Return the row that owns `row` (the meeting of a point), or `row` itself."""
    link = _PARENTS.get(row.__tablename__)
    return row if link is None else session.get_one(link[1], getattr(row, link[0]))


def audit_of(session: Session, row: Any) -> str | None:  # noqa: ANN401 - any row of the tables above
    """Return the id of the audit that `row` belongs to, `None` for the body, its people and clients."""
    if row.__tablename__ == "audit":
        return str(row.id)
    owner = parent_of(session, row)
    found: str | None = getattr(owner, "audit_id", None)
    return found


def check_state(owner: Any, field: str, reason: str) -> None:  # noqa: ANN401 - any row of the tables above
    """Refuse a change to something finished unless a reason is given, and to something withdrawn always.

    Raises:
        UserMistake: `evidence_withdrawn`, `finding_withdrawn`, `finding_issued`, `meeting_finished`, `scope_fixed`.
    """
    state = getattr(owner, "state", None)
    if state in (EvidenceState.WITHDRAWN, FindingState.WITHDRAWN):
        raise UserMistake(f"{owner.__tablename__}_withdrawn", field=field)
    if isinstance(state, ScopeState) and state is not ScopeState.PROPOSED:
        raise UserMistake("scope_fixed", field=field)
    if isinstance(owner, audit.TimetableRow) and plan_fixed(owner):
        raise UserMistake("plan_reason_missing", field="reason")
    if state == MeetingState.FINISHED and field != "done":
        raise UserMistake("meeting_finished", field=field)  # `services.amendments` corrects it
    if reason:
        return
    if state == FindingState.ISSUED and field not in _FREE_WHEN_ISSUED:
        raise UserMistake("finding_issued", field=field, number=owner.final_number)
    if state == MeetingState.FINISHED:
        raise UserMistake("meeting_finished", field=field)


_TIME_RULES: Final[dict[str, Any]] = {
    "time_rounding": "nearest_half", "stage1_share": 30, "client_share": 70, "remote_warning": 30,
}  # fmt: skip
"""The body's rules of audit time, each with a value that is in order."""


def check_follows(session: Session, row: Any, field: str) -> None:  # noqa: ANN401 - any row of the tables above
    """Refuse to type what follows the rounds of a sample; raises `UserMistake("sample_follows_rounds")`."""
    if isinstance(row, fieldwork.Evidence) and field in _FROM_ROUNDS:
        held = select(samples.SampleRound.id).where(samples.SampleRound.evidence_id == row.id)
        if session.scalar(held.limit(1)) is not None:
            raise UserMistake("sample_follows_rounds", field=field)


def check_value(kind: str, field: str, value: Any) -> None:  # noqa: ANN401 - any value of a field
    """Refuse what a field of the client file cannot hold; other fields are bound by their type only.

    Raises:
        UserMistake: `name_missing` or `title_missing`, `heads_wrong`, `share_unreadable`, `zone_unknown`,
            `time_rule_wrong`.
    """
    code = _NEVER_EMPTY.get((kind, field))
    if code is not None and not str(value or "").strip():
        raise UserMistake(code, field=field)
    if field == "heads" and kind in ("head_count", "site") and value is not None and not _is_count(value):
        raise UserMistake("heads_wrong", field=field)
    if (kind, field) == ("head_count", "part_time"):
        share_of(str(value))
    if kind == "body" and field in _TIME_RULES:
        _check_time_rule(field, value)
    if (kind, field) == ("site", "zone") and value not in available_timezones():
        raise UserMistake("zone_unknown", field=field, zone=str(value))


def _check_time_rule(field: str, value: Any) -> None:  # noqa: ANN401 - as above
    """Refuse a rule of audit time that nobody can mean: no calculation could be made by it."""
    if isinstance(value, bool) or not isinstance(value, type(_TIME_RULES[field])):
        raise UserMistake("time_rule_wrong", field=field)
    try:
        body_rules(**(_TIME_RULES | {field: value}))
    except UserMistake as mistake:
        raise UserMistake(mistake.code, field=field) from None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
