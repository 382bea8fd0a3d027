"""Last scenes: the result, what the client says to it, the texts of the report, the signatures."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from app.demo.case import Row
from app.demo.stage import LEAD, Stage
from app.domain.kinds import Acknowledgement, Reached, Recommendation
from app.domain.report_parts import SignerRole

SECOND: Final = "ÇI"


def conclude(stage: Stage) -> None:
    """Type the result of the team meeting: objectives, conclusion, recommendation and the facts it rests on."""
    stage.at(stage.case.part("decided")["result"])
    plan = stage.case.part("audit")
    result = plan["recommendation"]
    record = stage.services.audits.record(stage.audit_id)
    for objective, row in zip(record.objectives, plan["objectives"], strict=True):
        stage.put("objective", objective.id, reached=Reached(row["reached"]), remark=row["remark"])
    stage.put(
        "audit",
        stage.audit_id,
        conclusion=result["conclusion"],
        recommendation=Recommendation(result["value"]),
        recommendation_reason=result["reason"],
        internal_audit_done=result["internal_audit_done"],
        management_review_done=result["management_review_done"],
        remote_note=plan["remote"]["effectiveness"],
    )


def confirm_scope(stage: Stage, moment: str) -> None:
    """Record that the scope sentence was read aloud and confirmed."""
    stage.at(moment)
    stage.put("audit", stage.audit_id, scope_confirmed=stage.case.part("audit")["scope_confirmed"])


def acknowledge(stage: Stage, row: Row) -> None:
    """Record what the client says to a finding; where the views differ, both are kept."""
    said = row["acknowledgement"]
    stage.at(said["at"])
    finding_id = stage.findings[row["key"]]
    stage.services.findings.acknowledge(finding_id, Acknowledgement(said["how"]), said["by"], said["words"])
    stage.put("finding", finding_id, team_view=said["team"])


def write_texts(stage: Stage) -> None:
    """Type the texts of the report that the record does not give by itself."""
    stage.at(stage.case.part("decided")["texts"])
    for row in stage.case.rows("texts"):
        if not row["by_record"]:
            stage.services.texts.write(stage.audit_id, row["key"], stage.case.text(row["text"]))


def sign(stage: Stage) -> str:
    """Freeze the report and sign it: the lead auditor certifies, the auditor approves. Returns the id of the paper.

    The keys are made here and pinned in this workspace; their password is drawn and forgotten.
    """
    password = secrets.token_urlsafe(24)
    moment = stage.case.part("signatures")["signed_at"]
    stage.at(moment)
    keys = {author: _key(stage, author, role, password) for author, role in _SIGNERS.items()}
    paper = stage.services.reports.freeze(stage.audit_id)
    stage.services.reports.sign(paper.id, keys[LEAD], password, "LeadAuditor")
    later = datetime.fromisoformat(moment) + timedelta(minutes=4)
    stage.at(later.isoformat(), SECOND)
    stage.services.reports.sign(paper.id, keys[SECOND], password, "CoAuditor1")
    stage.at(later.isoformat())
    return paper.id


_SIGNERS: Final = {LEAD: SignerRole.LEAD_AUDITOR, SECOND: SignerRole.CO_AUDITOR}


def _key(stage: Stage, author: str, role: SignerRole, password: str) -> str:
    name = next(row["name"] for row in stage.case.rows("people") if row["initials"] == author)
    made = stage.services.identities.make(name, stage.case.part("body")["name"], password)
    stage.services.identities.trust(made.fingerprint, name, role.value)
    return made.id
