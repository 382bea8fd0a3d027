"""Who may not audit what a row of the plan is about, by the rules of the team (`team_rules.may_audit`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.domain.record import AuditRecord, TeamMember, TimetableRow
from app.domain.team_facts import bars_of
from app.domain.team_rules import may_audit

CODES: Final = {
    "barred_from_client": "plan_barred_client",
    "barred_from_subject": "plan_barred",
    "declaration_not_clean": "plan_declaration",
    "declaration_refused": "plan_declaration",
    "competence_other_standard": "plan_competence",
    "assignment_declined": "plan_declined",
}
"""What of the rules of the team concerns a row; a declaration that is missing holds the start, not the plan."""


def team_forbids(record: AuditRecord) -> Callable[[TeamMember, TimetableRow], str]:
    """Return the question whether a member may audit a row; answers are remembered, the plan asks at every edit."""
    known: dict[tuple[str, str], str] = {}

    def one(member: TeamMember, what: str) -> str:
        key = (member.id or member.name, what)
        if key not in known:
            codes = (CODES[code] for code in may_audit(member, what, record) if code in CODES)
            known[key] = next(codes, "")
        return known[key]

    barred = {member.id: bool(bars_of(member, record)) for member in record.team}
    several = len(record.criteria) > 1

    def forbids(member: TeamMember, row: TimetableRow) -> str:
        found = one(member, "")
        if not found and (several or barred.get(member.id)):
            found = next((code for what in (*row.refs, row.topic) if (code := one(member, what))), "")
        return found

    return forbids
