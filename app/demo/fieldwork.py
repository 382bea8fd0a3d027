"""Scenes at the client: sessions, evidence, findings with their history, deviations, verdicts."""

from __future__ import annotations

import re
from typing import Final

from app.demo.case import Row
from app.demo.stage import LEAD, Stage, moment
from app.domain.drafts import EvidenceDraft, FindingDraft, LinkDraft, SessionDraft
from app.domain.kinds import EvidenceKind, Grade, Judgement, Mode, Verdict
from app.domain.record import Deviation

_PERSON: Final = re.compile(r"(.+) \((.+)\)")
WITH_REASON: Final = frozenset({Verdict.NOT_AUDITED, Verdict.NOT_APPLICABLE})


def open_session(stage: Stage, row: Row) -> None:
    """Open the session of a row of the timetable at its time."""
    plan = stage.case.part("audit")
    author = LEAD if LEAD in row["auditors"] else row["auditors"]
    stage.at(row["start"], author)
    people = tuple(_met(one) for one in row["people"].split(";") if one.strip())
    draft = SessionDraft(topic="", timetable_row_id=stage.rows[row["label"]], people=people)
    session_id = stage.services.sessions.open(stage.audit_id, draft).id
    stage.sessions[row["label"]] = session_id
    stage.put("session", session_id, guide=plan["guides"][row["site"]])
    if row["mode"] == Mode.REMOTE:
        stage.put("session", session_id, remote_tool=plan["remote"]["tool"])
    if row["interpreter"]:
        stage.put("session", session_id, interpreter=plan["team"][-1]["name"])


def close_session(stage: Stage, row: Row) -> None:
    """Close the session at the end of its row."""
    stage.at(row["end"], LEAD if LEAD in row["auditors"] else row["auditors"])
    stage.services.sessions.close(stage.sessions[row["label"]])


def _met(text: str) -> tuple[str, str]:
    found = _PERSON.fullmatch(text.strip())
    return (found.group(1), found.group(2)) if found else (text.strip(), "")


def capture(stage: Stage, row: Row) -> None:
    """Type an item of evidence, some minutes after it happened, with its files."""
    stage.at(row["entered"], row["by"])
    draft = EvidenceDraft(
        title=row["title"],
        text=stage.case.text(row["text"]),
        kind=EvidenceKind(row["kind"]),
        happened_at=moment(row["happened"]),
        happened_zone=stage.zones[row["site"]],
        session_id=stage.sessions.get(row["row"]),
        site_id=stage.sites[row["site"]],
        judgement=Judgement(row["judgement"]),
        confidential=row["confidential"],
        links=tuple(LinkDraft(ref=ref) for ref in row["requirements"]),
        details=row["details"],
    )
    files = [stage.files[key] for key in row["files"]]
    stage.evidence[row["key"]] = stage.services.evidence.capture(stage.audit_id, draft, files).id


def write_down(stage: Stage, row: Row) -> None:
    """Write a finding down as it was first seen."""
    stage.at(row["drafted"], row["author"])
    first = row | row.get("first", {})
    draft = FindingDraft(
        grade=Grade(row["grade"]),
        title=row["title"],
        statement=stage.case.text(first["statement"]),
        objective_evidence=stage.case.text(first["objective_evidence"]),
        grade_reason=stage.case.text(first["grade_reason"]),
        process=row["process"],
        found_by=first["found_by"],
        links=tuple(LinkDraft(**link) for link in row["links"]),
        evidence_ids=tuple(stage.evidence[key] for key in first["evidence"]),
        site_ids=tuple(stage.sites[label] for label in first["sites"]),
    )
    stage.findings[row["key"]] = stage.services.findings.draft(stage.audit_id, draft).id


def rewrite(stage: Stage, row: Row) -> None:
    """Complete a finding with what was seen later: texts, evidence, sites."""
    stage.at(row["rewritten"])
    finding_id, first = stage.findings[row["key"]], row["first"]
    for name in ("statement", "objective_evidence", "grade_reason", "found_by"):
        if row[name] != first[name]:
            stage.put("finding", finding_id, **{name: stage.case.text(row[name])})
    for key in row["evidence"]:
        stage.services.findings.use_evidence(finding_id, stage.evidence[key])
    for label in row["sites"]:
        stage.services.findings.at_site(finding_id, stage.sites[label])


def take_step(stage: Stage, row: Row, step: Row) -> None:
    """Warn, regrade or withdraw; an early warning is a step that keeps the grade."""
    stage.at(step["at"], step["by"])
    finding_id, reason = stage.findings[row["key"]], stage.case.text(step["reason"])
    if step["kind"] == "withdrawn":
        stage.services.findings.withdraw(finding_id, reason)
    else:
        stage.services.findings.regrade(finding_id, Grade(step["grade"]), reason)


def deviate(stage: Stage, row: Row) -> None:
    """Record a departure from the plan when it was known."""
    stage.at(row["entered"])
    names = ("label", "subject", "planned", "done", "reason")
    stage.services.audits.add_deviation(stage.audit_id, Deviation(**{name: row[name] for name in names}))


def judge(stage: Stage) -> None:
    """Let each auditor judge, and the lead decide on every requirement."""
    rows, start = stage.case.rows("verdicts"), stage.case.part("decided")["verdicts"]
    for author in sorted({row["by"] for row in rows}):
        stage.at(start, author)
        for row in rows:
            if row["by"] == author:
                verdict, note = Verdict(row["verdict"]), stage.case.text(row["note"])
                stage.services.verdicts.judge(stage.audit_id, row["ref"], verdict, note=note)
    stage.at(start)
    for row in rows:
        verdict, note = Verdict(row["verdict"]), stage.case.text(row["note"])
        said = {"reason": note} if verdict in WITH_REASON else {"note": note}
        stage.services.verdicts.decide(stage.audit_id, [row["ref"]], verdict, **said)
