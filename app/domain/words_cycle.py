"""The words for the lists of the certification cycle (`cycle_kinds.py`); message ids like those of `words.py`."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from app.domain import cycle_kinds as kinds
from app.domain.sentence import N_

EVENT: Final[dict[str, str]] = {
    "apply": N_("Application begun"),
    "hand_in": N_("Application handed in"),
    "return_application": N_("Back to the client with questions"),
    "quote": N_("Application accepted, offer made"),
    "decline": N_("Decline the application"),
    "contract": N_("Contract signed"),
    "set_programme": N_("Programme approved"),
    "plan_stage1": N_("Stage 1 planned"),
    "hold_stage1": N_("Stage 1 held"),
    "repeat_stage1": N_("Repeat stage 1"),
    "release_stage2": N_("Go for stage 2"),
    "hold_stage2": N_("Stage 2 held"),
    "issue_nonconformities": N_("Nonconformities handed to the client"),
    "send_to_review": N_("File handed to the technical reviewer"),
    "stage2_again": N_("Stage 2 has to be held again"),
    "ask_team": N_("Back to the team with questions"),
    "finish_review": N_("Technical review finished"),
    "return_to_review": N_("Back to the technical reviewer"),
    "grant": N_("Certification granted"),
    "refuse": N_("Certification refused"),
    "renew": N_("Certification renewed"),
    "refuse_renewal": N_("Renewal refused"),
    "hold_surveillance": N_("Surveillance audit held"),
    "keep": N_("Certification kept"),
    "start_recertification": N_("Recertification begun"),
    "suspend": N_("Certificate suspended"),
    "lift_suspension": N_("Suspension lifted"),
    "withdraw": N_("Certificate withdrawn"),
    "reduce_scope": N_("Scope reduced"),
    "expire": N_("Certificate expired"),
    "restore": N_("Certification restored"),
    "stage2_after_expiry": N_("Stage 2 after expiry"),
    "extend_scope": N_("Scope extended"),
    "short_notice": N_("Audit at short notice"),
    "follow_up_visit": N_("Follow-up visit"),
    "change_edition": N_("Change to a new edition"),
    "request_transfer": N_("Transfer requested"),
    "join_cycle": N_("Transfer accepted"),
    "treat_as_new": N_("Treated as a new client"),
    "break_off": N_("Audit ended early"),
    "cancel": N_("Procedure cancelled"),
    "give_up": N_("Certificate given up by the client"),
}
ACTOR: Final[dict[str, str]] = {
    "planner": N_("Programme planner"),
    "certification_manager": N_("Certification manager"),
    "lead_auditor": N_("Lead auditor"),
    "client": N_("Client"),
    "reviewer": N_("Technical reviewer"),
    "decision_maker": N_("Decision maker"),
    "body": N_("Certification body"),
}
STEP_RECORD: Final[dict[str, str]] = {
    "contact": N_("Note of the contact"),
    "application": N_("Signed application"),
    "application_review": N_("Review of the application with audit time"),
    "contract": N_("Offer and contract"),
    "programme": N_("Audit programme"),
    "plan": N_("Audit plan"),
    "stage1_report": N_("Stage 1 report"),
    "go": N_("Go or no go with reasons"),
    "report": N_("Audit report"),
    "nc_notes": N_("Nonconformity notes"),
    "verdicts": N_("Action plans, proof and verdicts"),
    "questions": N_("Questions and answers"),
    "checklist": N_("Checklist of the review"),
    "decision": N_("Decision with date"),
    "notice": N_("Notice to the client"),
    "register": N_("Entry in the register"),
    "transfer_review": N_("Pre-transfer review"),
    "note": N_("Note with the reason"),
}
PHASE: Final[dict[str, str]] = {
    "before": N_("Before the first audit"),
    "initial": N_("Initial certification"),
    "first_surveillance": N_("Up to the first surveillance"),
    "second_surveillance": N_("Up to the second surveillance"),
    "recertification": N_("Up to the recertification"),
    "ended": N_("Ended"),
}
APPLICATION_ITEM: Final[dict[str, str]] = {
    "scope": N_("Scope"),
    "sites": N_("Sites"),
    "head_count": N_("Head count"),
    "outsourcing": N_("Outsourced processes"),
    "consultants": N_("Consultants used"),
    "documents": N_("Documents"),
    "signature": N_("Signature"),
}
TRANSFER_CHECK: Final[dict[str, str]] = {
    "reason": N_("Reason for the transfer"),
    "certificate": N_("Certificate and cycle"),
    "scope": N_("Scope"),
    "reports": N_("Last reports"),
    "nonconformities": N_("Open nonconformities"),
    "complaints": N_("Complaints"),
    "legal": N_("Trouble with the law"),
    "suspension": N_("Suspension or the threat of it"),
    "accreditation": N_("Covered by the accreditation"),
}
DUE_STATE: Final[dict[str, str]] = {
    "overdue": N_("Overdue"),
    "today": N_("Today"),
    "soon": N_("Soon"),
    "later": N_("Later"),
}
CYCLE_NAMES: Final[dict[type[StrEnum], dict[str, str]]] = {
    kinds.Event: EVENT,
    kinds.Actor: ACTOR,
    kinds.StepRecord: STEP_RECORD,
    kinds.CyclePhase: PHASE,
    kinds.ApplicationItem: APPLICATION_ITEM,
    kinds.TransferCheck: TRANSFER_CHECK,
    kinds.DueState: DUE_STATE,
}
