"""The closed lists of the record; each value is stored as its text and named in `words.py`."""

from __future__ import annotations

from enum import StrEnum


class AuditType(StrEnum):
    """Which audit of the cycle (certification-audit facts, section 2)."""

    STAGE1 = "stage1"
    STAGE2 = "stage2"
    SURVEILLANCE = "surveillance"
    RECERTIFICATION = "recertification"
    SPECIAL = "special"
    TRANSFER = "transfer"


class AuditState(StrEnum):
    """How far one audit has come. `closed` = closing meeting held; `reported` = report signed."""

    PREPARED = "prepared"
    OPENED = "opened"
    CLOSED = "closed"
    REPORTED = "reported"
    ABORTED = "aborted"


class CycleState(StrEnum):
    """States of the certification cycle (certification-audit facts, section 2); `domain/cycle.py` has the ways."""

    ENQUIRY = "enquiry"
    APPLICATION = "application"
    APPLICATION_REVIEW = "application_review"
    DECLINED = "declined"
    QUOTED = "quoted"
    CONTRACTED = "contracted"
    PROGRAMME_SET = "programme_set"
    STAGE1_PLANNED = "stage1_planned"
    STAGE1_DONE = "stage1_done"
    STAGE1_REPEAT = "stage1_repeat"
    STAGE2_READY = "stage2_ready"
    STAGE2_DONE = "stage2_done"
    STAGE2_AGAIN = "stage2_again"
    NC_OPEN = "nc_open"
    REVIEW = "review"
    DECISION = "decision"
    CERTIFIED = "certified"
    SUSPENDED = "suspended"
    RECERTIFICATION = "recertification"
    EXPIRED = "expired"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TRANSFER_REVIEW = "transfer_review"
    CANCELLED = "cancelled"


class ProgrammeStep(StrEnum):
    """A column of the three-year programme."""

    STAGE1 = "stage1"
    STAGE2 = "stage2"
    SURVEILLANCE1 = "surveillance1"
    SURVEILLANCE2 = "surveillance2"
    RECERTIFICATION = "recertification"
    SPECIAL = "special"


class ProgrammeLine(StrEnum):
    """What a row of the programme is about."""

    REQUIREMENT = "requirement"
    SITE = "site"
    PROCESS = "process"


class DataRole(StrEnum):
    """The client's role for personal data within the scope."""

    UNKNOWN = "unknown"
    NONE = "none"
    CONTROLLER = "controller"
    PROCESSOR = "processor"
    BOTH = "both"


class SiteKind(StrEnum):
    """What a place of the client is; work at customers' premises is a text of the client file."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    VIRTUAL = "virtual"


class ScopeState(StrEnum):
    """How far a scope sentence has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    CERTIFIED = "certified"
    REPLACED = "replaced"


class RowKind(StrEnum):
    """What happens in a row of the audit plan."""

    AUDIT = "audit"
    OPENING = "opening"
    CLOSING = "closing"
    TEAM_MEETING = "team_meeting"
    WRAP_UP = "wrap_up"
    LUNCH = "lunch"
    BREAK = "break"
    TRAVEL = "travel"
    OFFICE = "office"


class Assignment(StrEnum):
    """Whether a person took the assignment."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class DeclarationKind(StrEnum):
    """What a person declares before the audit."""

    IMPARTIALITY = "impartiality"
    CONFIDENTIALITY = "confidentiality"


class StatementKind(StrEnum):
    """What the client was asked before the audit."""

    TEAM = "team"
    PLAN = "plan"
    WITHHELD = "withheld"


class StatementOutcome(StrEnum):
    """What the client answered."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    CHANGES_WANTED = "changes_wanted"
    OBJECTION = "objection"


class WithheldJudgement(StrEnum):
    """What the body says to a record that the client may not show (27006-1, 8.4.2)."""

    OPEN = "open"
    CAN_BE_AUDITED = "can_be_audited"
    NOT_UNTIL_ACCESS = "not_until_access"


class Adequacy(StrEnum):
    """Result of the review of one document in stage 1; `not_reviewed` is not `adequate`."""

    NOT_REVIEWED = "not_reviewed"
    ADEQUATE = "adequate"
    PARTLY = "partly"
    NOT_ADEQUATE = "not_adequate"


class Ready(StrEnum):
    """Readiness of one clause for stage 2; `open` is not `ready`."""

    OPEN = "open"
    READY = "ready"
    PARTLY = "partly"
    NOT_READY = "not_ready"


class CarriedKind(StrEnum):
    """What an earlier audit hands on to the next."""

    NONCONFORMITY = "nonconformity"
    CONCERN = "concern"
    POINT = "point"


class CarriedState(StrEnum):
    """What the next audit found about it."""

    OPEN = "open"
    VERIFIED = "verified"
    NOT_EFFECTIVE = "not_effective"
    NOTED = "noted"


class FormKind(StrEnum):
    """A form of the body with answers: review of the application, pre-transfer review, go for stage 2."""

    APPLICATION = "application"
    TRANSFER = "transfer"
    STAGE2_GO = "stage2_go"


class FormResult(StrEnum):
    """What a form ended with."""

    OPEN = "open"
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Side(StrEnum):
    """Whom a person at the audit belongs to."""

    BODY = "body"
    CLIENT = "client"
    ACCREDITATION = "accreditation"
    OTHER = "other"


class TeamRole(StrEnum):
    """Role in the audit team and beside it (17021-1, 9.2.2)."""

    LEAD_AUDITOR = "lead_auditor"
    AUDITOR = "auditor"
    TECHNICAL_EXPERT = "technical_expert"
    TRAINEE = "trainee"
    OBSERVER = "observer"
    INTERPRETER = "interpreter"
    GUIDE = "guide"


class Mode(StrEnum):
    """How a part of the audit is carried out."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    HYBRID = "hybrid"
    OFFICE = "office"


class MeetingKind(StrEnum):
    """Which meeting."""

    OPENING = "opening"
    CLOSING = "closing"
    WRAP_UP = "wrap_up"
    INTERIM = "interim"


class MeetingState(StrEnum):
    """How far a meeting has come."""

    PREPARED = "prepared"
    RUNNING = "running"
    FINISHED = "finished"


class Duty(StrEnum):
    """Whether an agenda point must be treated in this type of audit (M, o, o*, -)."""

    MANDATORY = "mandatory"
    AS_NEEDED = "as_needed"
    IF_REMOTE = "if_remote"
    NOT_USED = "not_used"


class PointState(StrEnum):
    """Whether a point of the agenda was treated."""

    OPEN = "open"
    DONE = "done"
    NOT_USED = "not_used"


class Presence(StrEnum):
    """How a person took part in a meeting."""

    IN_ROOM = "in_room"
    REMOTE = "remote"
    ABSENT = "absent"


class Confirmation(StrEnum):
    """How attendance was confirmed; drawings and codes come with the meetings issue."""

    RECORDED_BY_LEAD = "recorded_by_lead"
    TYPED = "typed"
    REMOTE = "remote"
    ON_PAPER = "on_paper"
    REFUSED = "refused"
    NOT_REQUIRED = "not_required"


class EvidenceKind(StrEnum):
    """How the evidence was obtained (certification-audit facts, section 5)."""

    NOTE = "note"
    DOCUMENT = "document"
    RECORD_SAMPLE = "record_sample"
    INTERVIEW = "interview"
    OBSERVATION = "observation"
    TEST = "test"


class EvidenceState(StrEnum):
    """`inbox`: captured, not yet sorted; `sorted`: kind and links are set; `withdrawn`: kept, no longer used."""

    INBOX = "inbox"
    SORTED = "sorted"
    WITHDRAWN = "withdrawn"


class Judgement(StrEnum):
    """What the auditor thinks one evidence item shows."""

    NOT_JUDGED = "not_judged"
    CONFORM = "conform"
    NONCONFORMITY = "nonconformity"
    OBSERVATION = "observation"
    STRENGTH = "strength"


class Verdict(StrEnum):
    """The result for one requirement. `open` = not looked at yet, which is not `conform`."""

    OPEN = "open"
    CONFORM = "conform"
    NONCONFORM = "nonconform"
    OBSERVATION = "observation"
    NOT_APPLICABLE = "not_applicable"
    NOT_AUDITED = "not_audited"


class Grade(StrEnum):
    """Kind and weight of a finding (certification-audit facts, section 6)."""

    MAJOR = "major"
    MINOR = "minor"
    OBSERVATION = "observation"
    OPPORTUNITY = "opportunity"
    STRENGTH = "strength"
    CONCERN = "concern"


class FindingState(StrEnum):
    """`issued` = presented in the closing meeting with its final number."""

    DRAFT = "draft"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


class Acknowledgement(StrEnum):
    """What the client said to a nonconformity: understood is not accepted."""

    OPEN = "open"
    ACCEPTED = "accepted"
    UNDERSTOOD = "understood"
    DISPUTED = "disputed"


class Implemented(StrEnum):
    """State of a control in the Statement of Applicability."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class ItemKind(StrEnum):
    """What a row of a criteria catalogue is."""

    CLAUSE = "clause"
    THEME = "theme"
    CONTROL = "control"


class Recommendation(StrEnum):
    """What the audit team proposes; never the decision (certification-audit facts, section 8)."""

    PROCEED = "proceed"
    PROCEED_AFTER_CONCERNS = "proceed_after_concerns"
    NOT_READY = "not_ready"
    REPEAT_STAGE1 = "repeat_stage1"
    RECOMMEND = "recommend"
    RECOMMEND_AFTER_PLAN_ACCEPTED = "recommend_after_plan_accepted"
    RECOMMEND_AFTER_MAJORS_VERIFIED = "recommend_after_majors_verified"
    DO_NOT_RECOMMEND = "do_not_recommend"
    CONTINUE = "continue"
    CONTINUE_AFTER_PLAN = "continue_after_plan"
    CONTINUE_AFTER_MAJORS_VERIFIED = "continue_after_majors_verified"
    SUSPEND = "suspend"
    WITHDRAW = "withdraw"
    EXTEND = "extend"
    REDUCE = "reduce"
    LIFT_SUSPENSION = "lift_suspension"


class Reached(StrEnum):
    """Whether an objective of the audit was reached."""

    OPEN = "open"
    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"


class TextState(StrEnum):
    """State of a narrative text of the report; `none` is an explicit answer, `empty` is not."""

    EMPTY = "empty"
    DRAFT = "draft"
    CONFIRMED = "confirmed"
    NONE = "none"


class PaperKind(StrEnum):
    """The papers the body issues."""

    PLAN = "plan"
    OPENING_RECORD = "opening_record"
    CLOSING_RECORD = "closing_record"
    STAGE1_REPORT = "stage1_report"
    REPORT = "report"
    NC_NOTE = "nc_note"
    FOLLOW_UP = "follow_up"
    CERTIFICATE = "certificate"
    AUDIT_TIME = "audit_time"
    PROGRAMME = "programme"
    DECLARATION = "declaration"
    COVER_LETTER = "cover_letter"


class PaperState(StrEnum):
    """A frozen paper is made but not signed; a signed one never changes again."""

    FROZEN = "frozen"
    SIGNED = "signed"


class Audience(StrEnum):
    """For whom a paper, export or package is meant."""

    CLIENT = "client"
    BODY_ONLY = "body_only"
    ONE_PERSON = "one_person"


class IdentityKind(StrEnum):
    """Where a signing key comes from."""

    SELF_MADE = "self_made"
    PKCS12 = "pkcs12"


class SortedAs(StrEnum):
    """What became of a running note."""

    OPEN = "open"
    EVIDENCE = "evidence"
    QUESTION = "question"
    FINDING = "finding"
    NOTHING = "nothing"


class QuestionState(StrEnum):
    """Whether a question to the client was answered."""

    OPEN = "open"
    ANSWERED = "answered"
    DROPPED = "dropped"


class ItemResult(StrEnum):
    """What one item of a sample showed; `open` was drawn and not looked at yet."""

    OPEN = "open"
    OK = "ok"
    DEVIATES = "deviates"
    NOT_FOUND = "not_found"


class Selection(StrEnum):
    """How the items of a sample were chosen."""

    RANDOM = "random"
    JUDGEMENT = "judgement"
    ALL = "all"


class GuidanceKind(StrEnum):
    """Part of the guidance for one requirement."""

    QUESTION = "question"
    EVIDENCE = "evidence"
    FAILING = "failing"


class AttestationState(StrEnum):
    """How somebody confirmed a paper or a part of it, or why not."""

    OPEN = "open"
    DRAWN = "drawn"
    TYPED = "typed"
    ELECTRONIC = "electronic"
    REMOTE = "remote"
    ON_PAPER = "on_paper"
    REFUSED = "refused"
    NOT_REQUIRED = "not_required"
    NOT_PRESENT = "not_present"


class TakenOver(StrEnum):
    """What was done with an answer in a meeting that changes data."""

    OPEN = "open"
    DEVIATION = "deviation"
    NEW_VERSION = "new_version"
    CHANGED = "changed"
    NOTHING = "nothing"
