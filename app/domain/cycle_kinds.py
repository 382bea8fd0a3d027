"""The closed lists of the certification cycle: its steps, who takes them, what they leave, how far it has come."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """One step of the cycle; `cycle_steps.py` says from where to where it leads."""

    APPLY = "apply"
    HAND_IN = "hand_in"
    RETURN_APPLICATION = "return_application"
    QUOTE = "quote"
    DECLINE = "decline"
    CONTRACT = "contract"
    SET_PROGRAMME = "set_programme"
    PLAN_STAGE1 = "plan_stage1"
    HOLD_STAGE1 = "hold_stage1"
    REPEAT_STAGE1 = "repeat_stage1"
    RELEASE_STAGE2 = "release_stage2"
    HOLD_STAGE2 = "hold_stage2"
    ISSUE_NONCONFORMITIES = "issue_nonconformities"
    SEND_TO_REVIEW = "send_to_review"
    STAGE2_AGAIN = "stage2_again"
    ASK_TEAM = "ask_team"
    FINISH_REVIEW = "finish_review"
    RETURN_TO_REVIEW = "return_to_review"
    GRANT = "grant"
    REFUSE = "refuse"
    RENEW = "renew"
    REFUSE_RENEWAL = "refuse_renewal"
    HOLD_SURVEILLANCE = "hold_surveillance"
    KEEP = "keep"
    START_RECERTIFICATION = "start_recertification"
    SUSPEND = "suspend"
    LIFT_SUSPENSION = "lift_suspension"
    WITHDRAW = "withdraw"
    REDUCE_SCOPE = "reduce_scope"
    EXPIRE = "expire"
    RESTORE = "restore"
    STAGE2_AFTER_EXPIRY = "stage2_after_expiry"
    EXTEND_SCOPE = "extend_scope"
    SHORT_NOTICE = "short_notice"
    FOLLOW_UP_VISIT = "follow_up_visit"
    CHANGE_EDITION = "change_edition"
    REQUEST_TRANSFER = "request_transfer"
    JOIN_CYCLE = "join_cycle"
    TREAT_AS_NEW = "treat_as_new"
    BREAK_OFF = "break_off"
    CANCEL = "cancel"
    GIVE_UP = "give_up"


class Actor(StrEnum):
    """In which role somebody takes a step (certification-audit facts, section 1)."""

    PLANNER = "planner"
    CERTIFICATION_MANAGER = "certification_manager"
    LEAD_AUDITOR = "lead_auditor"
    CLIENT = "client"
    REVIEWER = "reviewer"
    DECISION_MAKER = "decision_maker"
    BODY = "body"


class StepRecord(StrEnum):
    """The record that a step leaves."""

    CONTACT = "contact"
    APPLICATION = "application"
    APPLICATION_REVIEW = "application_review"
    CONTRACT = "contract"
    PROGRAMME = "programme"
    PLAN = "plan"
    STAGE1_REPORT = "stage1_report"
    GO = "go"
    REPORT = "report"
    NC_NOTES = "nc_notes"
    VERDICTS = "verdicts"
    QUESTIONS = "questions"
    CHECKLIST = "checklist"
    DECISION = "decision"
    NOTICE = "notice"
    REGISTER = "register"
    TRANSFER_REVIEW = "transfer_review"
    NOTE = "note"


class CyclePhase(StrEnum):
    """Where in the three years a cycle stands; computed from its state and its audits."""

    BEFORE = "before"
    INITIAL = "initial"
    FIRST_SURVEILLANCE = "first_surveillance"
    SECOND_SURVEILLANCE = "second_surveillance"
    RECERTIFICATION = "recertification"
    ENDED = "ended"


class ApplicationItem(StrEnum):
    """What a complete application holds (state table, row `application`)."""

    SCOPE = "scope"
    SITES = "sites"
    HEAD_COUNT = "head_count"
    OUTSOURCING = "outsourcing"
    CONSULTANTS = "consultants"
    DOCUMENTS = "documents"
    SIGNATURE = "signature"


class TransferCheck(StrEnum):
    """What a pre-transfer review clears (IAF MD 2; certification-audit facts, section 14)."""

    REASON = "reason"
    CERTIFICATE = "certificate"
    SCOPE = "scope"
    REPORTS = "reports"
    NONCONFORMITIES = "nonconformities"
    COMPLAINTS = "complaints"
    LEGAL = "legal"
    SUSPENSION = "suspension"
    ACCREDITATION = "accreditation"


class DueState(StrEnum):
    """How near a date is."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
