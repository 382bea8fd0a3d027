"""The words for the values of the closed lists (`kinds.py`); message ids of the one catalogue.

`word(value)` gives the message id, and whoever shows it translates: `t(word(Grade.MAJOR))`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from app.domain import kinds
from app.domain.sentences import ERRORS, N_, Sentence
from app.domain.words_cycle import CYCLE_NAMES
from app.domain.words_fieldwork import FIELDWORK_NAMES
from app.domain.words_meetings import MEETING_NAMES
from app.domain.words_plan import PLAN_NAMES
from app.domain.words_programme import PROGRAMME_NAMES
from app.domain.words_time import TIME_NAMES

__all__ = ["ERRORS", "NAMES", "N_", "Sentence", "word"]

AUDIT_TYPE: Final[dict[str, str]] = {
    "stage1": N_("Stage 1"),
    "stage2": N_("Stage 2"),
    "surveillance": N_("Surveillance audit"),
    "recertification": N_("Recertification audit"),
    "special": N_("Special audit"),
    "transfer": N_("Transfer review"),
}
AUDIT_STATE: Final[dict[str, str]] = {
    "prepared": N_("Being prepared"),
    "opened": N_("Fieldwork"),
    "closed": N_("Closing meeting held"),
    "reported": N_("Report signed"),
    "aborted": N_("Broken off"),
}
CYCLE_STATE: Final[dict[str, str]] = {
    "enquiry": N_("Enquiry"),
    "application": N_("Application"),
    "application_review": N_("Application review"),
    "declined": N_("Application declined"),
    "quoted": N_("Offer made"),
    "contracted": N_("Under contract"),
    "programme_set": N_("Programme set"),
    "stage1_planned": N_("Stage 1 planned"),
    "stage1_done": N_("Stage 1 done"),
    "stage1_repeat": N_("Stage 1 to be repeated"),
    "stage2_ready": N_("Ready for stage 2"),
    "stage2_done": N_("Stage 2 done"),
    "stage2_again": N_("Stage 2 to be repeated"),
    "nc_open": N_("Nonconformities open"),
    "review": N_("Technical review"),
    "decision": N_("Decision"),
    "certified": N_("Certified"),
    "suspended": N_("Suspended"),
    "recertification": N_("Recertification under way"),
    "expired": N_("Expired"),
    "refused": N_("Refused"),
    "withdrawn": N_("Certificate withdrawn"),
    "transfer_review": N_("Transfer under review"),
    "cancelled": N_("Cancelled"),
}
SIDE: Final[dict[str, str]] = {
    "body": N_("Certification body"),
    "client": N_("Client"),
    "accreditation": N_("Accreditation body"),
    "other": N_("Other"),
}
TEAM_ROLE: Final[dict[str, str]] = {
    "lead_auditor": N_("Lead auditor"),
    "auditor": N_("Auditor"),
    "technical_expert": N_("Technical expert"),
    "trainee": N_("Auditor in training"),
    "observer": N_("Observer"),
    "interpreter": N_("Interpreter"),
    "guide": N_("Guide"),
}
MODE: Final[dict[str, str]] = {
    "on_site": N_("On site"),
    "remote": N_("Remote"),
    "hybrid": N_("On site and remote"),
    "office": N_("At the office"),
}
MEETING_KIND: Final[dict[str, str]] = {
    "opening": N_("Opening meeting"),
    "closing": N_("Closing meeting"),
    "wrap_up": N_("Daily wrap-up"),
    "interim": N_("Interim meeting"),
}
MEETING_STATE: Final[dict[str, str]] = {
    "prepared": N_("Prepared"),
    "running": N_("Running"),
    "finished": N_("Finished"),
}
DUTY: Final[dict[str, str]] = {
    "mandatory": N_("Mandatory"),
    "as_needed": N_("As needed"),
    "if_remote": N_("If parts are remote"),
    "not_used": N_("Not used"),
}
POINT_STATE: Final[dict[str, str]] = {
    "open": N_("Open"),
    "done": N_("Treated"),
    "not_used": N_("Not used"),
}
PRESENCE: Final[dict[str, str]] = {
    "in_room": N_("In the room"),
    "remote": N_("Remote"),
    "absent": N_("Absent"),
}
CONFIRMATION: Final[dict[str, str]] = {
    "recorded_by_lead": N_("Recorded by the lead auditor"),
    "typed": N_("Name typed"),
    "remote": N_("Confirmed remotely"),
    "on_paper": N_("Signed on paper"),
    "refused": N_("Refused to confirm"),
    "not_required": N_("Not required"),
}
EVIDENCE_KIND: Final[dict[str, str]] = {
    "note": N_("Note"),
    "document": N_("Document"),
    "record_sample": N_("Sample of records"),
    "interview": N_("Interview"),
    "observation": N_("Observation on site"),
    "test": N_("Test or demonstration"),
}
EVIDENCE_STATE: Final[dict[str, str]] = {
    "inbox": N_("Inbox"),
    "sorted": N_("Sorted"),
    "withdrawn": N_("Withdrawn"),
}
JUDGEMENT: Final[dict[str, str]] = {
    "not_judged": N_("Not judged"),
    "conform": N_("Conform"),
    "nonconformity": N_("Nonconformity"),
    "observation": N_("Observation"),
    "strength": N_("Strength"),
}
VERDICT: Final[dict[str, str]] = {
    "open": N_("Open"),
    "conform": N_("Conform"),
    "nonconform": N_("Nonconform"),
    "observation": N_("Observation"),
    "not_applicable": N_("Not applicable"),
    "not_audited": N_("Not audited"),
}
GRADE: Final[dict[str, str]] = {
    "major": N_("Major nonconformity"),
    "minor": N_("Minor nonconformity"),
    "observation": N_("Observation"),
    "opportunity": N_("Opportunity for improvement"),
    "strength": N_("Strength"),
    "concern": N_("Area of concern"),
}
FINDING_STATE: Final[dict[str, str]] = {
    "draft": N_("Draft"),
    "issued": N_("Issued"),
    "withdrawn": N_("Withdrawn"),
}
ACKNOWLEDGEMENT: Final[dict[str, str]] = {
    "open": N_("Open"),
    "accepted": N_("Accepted"),
    "understood": N_("Understood"),
    "disputed": N_("Disputed"),
}
IMPLEMENTED: Final[dict[str, str]] = {
    "yes": N_("Implemented"),
    "partly": N_("Partly implemented"),
    "no": N_("Not implemented"),
}
ITEM_KIND: Final[dict[str, str]] = {
    "clause": N_("Clause"),
    "theme": N_("Theme"),
    "control": N_("Control"),
}
RECOMMENDATION: Final[dict[str, str]] = {
    "proceed": N_("Proceed to stage 2"),
    "proceed_after_concerns": N_("Proceed once the areas of concern are resolved"),
    "not_ready": N_("Not ready for stage 2"),
    "repeat_stage1": N_("Repeat stage 1"),
    "recommend": N_("Recommend certification"),
    "recommend_after_plan_accepted": N_("Recommend once the action plan is accepted"),
    "recommend_after_majors_verified": N_("Recommend once the majors are verified as closed"),
    "do_not_recommend": N_("Do not recommend certification"),
    "continue": N_("Continue certification"),
    "continue_after_plan": N_("Continue once the action plan is accepted"),
    "continue_after_majors_verified": N_("Continue once the majors are verified as closed"),
    "suspend": N_("Suspend the certificate"),
    "withdraw": N_("Withdraw the certificate"),
    "extend": N_("Extend the scope"),
    "reduce": N_("Reduce the scope"),
    "lift_suspension": N_("Lift the suspension"),
}
REACHED: Final[dict[str, str]] = {
    "open": N_("Open"),
    "reached": N_("Reached"),
    "partly": N_("Partly reached"),
    "not_reached": N_("Not reached"),
}
TEXT_STATE: Final[dict[str, str]] = {
    "empty": N_("Empty"),
    "draft": N_("Draft"),
    "confirmed": N_("Confirmed"),
    "none": N_("None"),
}
PAPER_KIND: Final[dict[str, str]] = {
    "plan": N_("Audit plan"),
    "opening_record": N_("Record of the opening meeting"),
    "closing_record": N_("Record of the closing meeting"),
    "stage1_report": N_("Stage 1 report"),
    "report": N_("Audit report"),
    "nc_note": N_("Nonconformity note"),
    "follow_up": N_("Follow-up report"),
    "certificate": N_("Certificate"),
    "audit_time": N_("Calculation of audit time"),
    "programme": N_("Audit programme"),
    "declaration": N_("Declaration"),
    "cover_letter": N_("Cover letter"),
}
PAPER_STATE: Final[dict[str, str]] = {
    "frozen": N_("Frozen, not signed"),
    "signed": N_("Signed"),
}
AUDIENCE: Final[dict[str, str]] = {
    "client": N_("For the client"),
    "body_only": N_("Certification body only"),
    "one_person": N_("For one person"),
}
IDENTITY_KIND: Final[dict[str, str]] = {
    "self_made": N_("Made by Onsite"),
    "pkcs12": N_("From a file (PKCS#12)"),
}

NAMES: Final[dict[type[StrEnum], dict[str, str]]] = {
    kinds.AuditType: AUDIT_TYPE,
    kinds.AuditState: AUDIT_STATE,
    kinds.CycleState: CYCLE_STATE,
    kinds.Side: SIDE,
    kinds.TeamRole: TEAM_ROLE,
    kinds.Mode: MODE,
    kinds.MeetingKind: MEETING_KIND,
    kinds.MeetingState: MEETING_STATE,
    kinds.Duty: DUTY,
    kinds.PointState: POINT_STATE,
    kinds.Presence: PRESENCE,
    kinds.Confirmation: CONFIRMATION,
    kinds.EvidenceKind: EVIDENCE_KIND,
    kinds.EvidenceState: EVIDENCE_STATE,
    kinds.Judgement: JUDGEMENT,
    kinds.Verdict: VERDICT,
    kinds.Grade: GRADE,
    kinds.FindingState: FINDING_STATE,
    kinds.Acknowledgement: ACKNOWLEDGEMENT,
    kinds.Implemented: IMPLEMENTED,
    kinds.ItemKind: ITEM_KIND,
    kinds.Recommendation: RECOMMENDATION,
    kinds.Reached: REACHED,
    kinds.TextState: TEXT_STATE,
    kinds.PaperKind: PAPER_KIND,
    kinds.PaperState: PAPER_STATE,
    kinds.Audience: AUDIENCE,
    kinds.IdentityKind: IDENTITY_KIND,
    **CYCLE_NAMES,
    **PROGRAMME_NAMES,
    **FIELDWORK_NAMES,
    **MEETING_NAMES,
    **PLAN_NAMES,
    **TIME_NAMES,
}


def word(value: StrEnum) -> str:
    """Return the message id that names `value`, for example `Major nonconformity`."""
    return NAMES[type(value)][value.value]
