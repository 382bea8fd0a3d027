"""The rows of the audit report: what each holds, who fills it, and in which type of audit it must not stay empty.

Source: certification-audit facts, section 9 (17021-1, 9.4.8; 27006-1, 9.4.3; RPT-30 IAF MD 4; RPT-42 IAF MD 11;
RPT-44 ISO/IEC 27001:2022/Amd 1:2024). Titles and help are message ids in own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.kinds import AuditType, Duty, TextState
from app.domain.words import N_


class Source(StrEnum):
    """Where the content of a row comes from; a row of the record may carry a text besides."""

    RECORD = "record"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of the report; `duties` are those of stage 1, of stage 2 and recertification, of surveillance."""

    key: str
    title: str
    help: str
    source: Source
    duties: tuple[str, str, str]


# M mandatory, o as needed, o* mandatory with a remote part, - not used. Two letters in the second column: stage 2 / RC.
ROWS: Final = (
    ReportRow(
        "RPT-01",
        N_("Certification body"),
        N_("Name, address, accreditation and the form with its version."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-02",
        N_("Client"),
        N_("Name, address and the client's representative."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-03",
        N_("Type of audit"),
        N_("Which audit of the cycle, and whether it is combined, joint or integrated."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-04",
        N_("Criteria"),
        N_("The standard with its edition and amendment, the client's own documents, the Statement of Applicability."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-05",
        N_("Objectives"),
        N_("Was each objective of the plan reached? Say so for each, with a remark where it was not or only partly."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-06",
        N_("Scope and audit time"),
        N_("The scope sentence, units and processes audited, sites, and the hours on site, remote and in the office."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-07",
        N_("Deviations from the plan"),
        N_("What was done otherwise than planned, and why. Say None if nothing was."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-08",
        N_("Issues for the audit programme"),
        N_(
            "What the people who plan the next audits must know: sites seen only remotely, requirements left open, "
            "changes ahead."
        ),
        Source.AUDITOR,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-09",
        N_("Team"),
        N_("The team with roles, and everybody who accompanied it."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-10",
        N_("Dates and places"),
        N_("Days and places of the audit, as held."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-11",
        N_("Findings"),
        N_("Each finding with requirement, evidence and conclusion."),
        Source.RECORD,
        ("-", "M", "M"),
    ),
    ReportRow(
        "RPT-12",
        N_("Changes since the last audit"),
        N_("What is new in organisation, technology, people, sites and risks since the team last looked."),
        Source.AUDITOR,
        ("o", "o/M", "M"),
    ),
    ReportRow(
        "RPT-13",
        N_("Unresolved points"),
        N_("What was not solved between client and team, with both views in their own words."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-14",
        N_("Sampling statement"),
        N_("That the audit rests on samples, so that something may have been missed."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-15",
        N_("Recommendation"),
        N_("What the team recommends, on which facts. It is not the decision."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-16",
        N_("Use of certificate and marks"),
        N_(
            "How the client uses certificate and marks, where you looked, and on which day. Before the first "
            "certificate: does anything claim it already?"
        ),
        Source.AUDITOR,
        ("-", "o/M", "M"),
    ),
    ReportRow(
        "RPT-17",
        N_("Earlier nonconformities"),
        N_("For each nonconformity of the last audit: was its corrective action carried out, and does it work?"),
        Source.AUDITOR,
        ("-", "o/M", "M"),
    ),
    ReportRow(
        "RPT-18",
        N_("Conformity and effectiveness"),
        N_(
            "Is the system able to meet the requirements that apply and to reach the results it is meant to reach? "
            "This is the sentence the decision rests on."
        ),
        Source.AUDITOR,
        ("-", "M", "M"),
    ),
    ReportRow(
        "RPT-19",
        N_("Internal audit and management review"),
        N_("When they were held, what they covered, whether they work, and how far you trust the internal audits."),
        Source.AUDITOR,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-20",
        N_("Scope of certification"),
        N_("Is the scope right for what you have seen: nothing missing, nothing too much?"),
        Source.AUDITOR,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-21",
        N_("Review of documents"),
        N_("Which documents you read, and what you make of them and of how they are controlled."),
        Source.AUDITOR,
        ("M", "M", "o"),
    ),
    ReportRow(
        "RPT-22",
        N_("Review of the risk analysis"),
        N_(
            "Method, criteria, whether results can be repeated, owners, treatment plan: what you looked at and what "
            "you conclude."
        ),
        Source.AUDITOR,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-23",
        N_("Statement of Applicability"),
        N_(
            "Title, version and date, the exclusions with their reasons and your judgement, and what changed since the "
            "last audit."
        ),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-24",
        N_("Time used"),
        N_("Time used against time planned for each part, with a reason for a difference."),
        Source.AUDITOR,
        ("o", "M", "M"),
    ),
    ReportRow(
        "RPT-25",
        N_("Audit trails and methods"),
        N_("The trails that mattered: where they began, through which places they went, where they ended."),
        Source.AUDITOR,
        ("o", "M", "M"),
    ),
    ReportRow(
        "RPT-26",
        N_("Observations, positive and negative"),
        N_("Strengths, observations and opportunities, as read out in the closing meeting."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-27",
        N_("Comments on each clause"),
        N_("One sentence for each clause from 4 to 10, with every nonconformity named."),
        Source.AUDITOR,
        ("-", "M", "M"),
    ),
    ReportRow(
        "RPT-28",
        N_("Controls"),
        N_("Which controls were looked at, with which result; which were not, and when they will be."),
        Source.RECORD,
        ("o", "M", "M"),
    ),
    ReportRow(
        "RPT-29",
        N_("Comparison with earlier results"),
        N_("What got better and what got worse since earlier audits."),
        Source.AUDITOR,
        ("-", "M(RC)", "M"),
    ),
    ReportRow(
        "RPT-30",
        N_("Remote parts"),
        N_(
            "Which parts were done remotely, their share of the time, with which tools, and whether their aims were "
            "reached."
        ),
        Source.AUDITOR,
        ("o*", "o*", "o*"),
    ),
    ReportRow(
        "RPT-31",
        N_("Samples"),
        N_("What was sampled, out of how many, how many were looked at, how many deviated."),
        Source.RECORD,
        ("o", "M", "M"),
    ),
    ReportRow(
        "RPT-32",
        N_("Legal and contractual duties"),
        N_("How the client finds its duties and keeps them. This is no audit of legal compliance."),
        Source.AUDITOR,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-33",
        N_("Complaints and appeals"),
        N_("Complaints the client received about information security, what came of them, and appeals."),
        Source.AUDITOR,
        ("-", "o", "M"),
    ),
    ReportRow(
        "RPT-34",
        N_("Objectives, improvements, operation"),
        N_(
            "How far the client reached its own objectives, what it plans to improve, and whether operation is under "
            "control."
        ),
        Source.AUDITOR,
        ("-", "M", "M"),
    ),
    ReportRow(
        "RPT-35",
        N_("People, shifts, sites"),
        N_("The head count as confirmed in the opening meeting, shifts, outsourced processes, facts about the sites."),
        Source.AUDITOR,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-36",
        N_("People met and documents"),
        N_("Whom the team met, and which documents the client has."),
        Source.RECORD,
        ("o", "M", "M"),
    ),
    ReportRow(
        "RPT-37",
        N_("Meeting records"),
        N_("Both meetings with attendance, points and times."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-38",
        N_("Next audit"),
        N_("Date, duration, sites and topics of the next audit, and hints for the next team."),
        Source.AUDITOR,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-39",
        N_("Readiness for stage 2"),
        N_("Is the client ready? The areas of concern, and the records to have ready."),
        Source.AUDITOR,
        ("M", "-", "-"),
    ),
    ReportRow(
        "RPT-40",
        N_("Performance over the cycle"),
        N_("How the system did over the whole cycle, with complaints and the reports of the surveillance audits."),
        Source.AUDITOR,
        ("-", "M(RC)", "-"),
    ),
    ReportRow(
        "RPT-41",
        N_("Signatures and distribution"),
        N_("Who signs, who receives the report, that it is confidential, and who owns it."),
        Source.RECORD,
        ("M", "M", "M"),
    ),
    ReportRow(
        "RPT-42",
        N_("Integration"),
        N_("With several standards in one audit: how far their systems are integrated."),
        Source.AUDITOR,
        ("o", "o", "o"),
    ),
    ReportRow(
        "RPT-43",
        N_("Organisation and procedures"),
        N_("Are the client's internal organisation and procedures adequate?"),
        Source.AUDITOR,
        ("o", "M", "M"),
    ),
    ReportRow(
        "RPT-44",
        N_("Climate change"),
        N_("How the client looked at climate change in 4.1 and 4.2, and what it decided."),
        Source.AUDITOR,
        ("M", "M", "M"),
    ),
)
BY_KEY: Final = {row.key: row for row in ROWS}
_COLUMNS: Final = {
    AuditType.STAGE1: 0,
    AuditType.STAGE2: 1,
    AuditType.RECERTIFICATION: 1,
    AuditType.SURVEILLANCE: 2,
    # [choice] Special audits and transfers report like a surveillance.
    AuditType.SPECIAL: 2,
    AuditType.TRANSFER: 2,
}
_SIGNS: Final = {
    "M": (Duty.MANDATORY, Duty.MANDATORY),
    "o": (Duty.AS_NEEDED, Duty.AS_NEEDED),
    "o/M": (Duty.AS_NEEDED, Duty.MANDATORY),
    "M(RC)": (Duty.NOT_USED, Duty.MANDATORY),
    "o*": (Duty.IF_REMOTE, Duty.IF_REMOTE),
    "-": (Duty.NOT_USED, Duty.NOT_USED),
}


def duty(row: ReportRow, audit_type: AuditType, *, remote: bool) -> Duty:
    """Return whether the row must be filled in a report of this type; never `IF_REMOTE`."""
    usual, recertification = _SIGNS[row.duties[_COLUMNS[audit_type]]]
    found = recertification if audit_type is AuditType.RECERTIFICATION else usual
    if found is not Duty.IF_REMOTE:
        return found
    return Duty.MANDATORY if remote else Duty.AS_NEEDED


def rows(audit_type: AuditType) -> tuple[ReportRow, ...]:
    """Return the rows that a report of this type can have, in their order."""
    return tuple(row for row in ROWS if duty(row, audit_type, remote=False) is not Duty.NOT_USED)


def narrative(audit_type: AuditType) -> tuple[ReportRow, ...]:
    """Return the rows that somebody writes, in their order."""
    return tuple(row for row in rows(audit_type) if row.source is Source.AUDITOR)


def required(audit_type: AuditType, *, remote: bool) -> tuple[ReportRow, ...]:
    """Return the written rows that may not stay empty when the report is signed."""
    return tuple(row for row in narrative(audit_type) if duty(row, audit_type, remote=remote) is Duty.MANDATORY)


def answered(text: str, state: TextState) -> bool:
    """Tell whether a row is filled: a confirmed text, or an explicit "none"."""
    return state is TextState.NONE or (state is TextState.CONFIRMED and bool(text.strip()))
