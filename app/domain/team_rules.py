"""Who may audit what: assignment, declarations, bars, competence, and the team as a whole.

Source: certification-audit facts, section 1 (17021-1, 5.2, 7.1, 7.2, 9.2.2; 27006-1, 7.1: what the team must cover),
deadlines D-01 and D-12. Codes only; the sentences are in `sentences_team.py`. Someone whose assignment was declined
is no longer of the team, but stays on record with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Final

from app.domain import declarations as signing
from app.domain.composing_audit import TITLES
from app.domain.kinds import Assignment, Side, StatementOutcome, TeamRole
from app.domain.preparing import Competence, Declaration
from app.domain.problems import Problem, blocking, hint
from app.domain.record import AuditRecord, TeamMember
from app.domain.sentence import N_
from app.domain.team_facts import (
    AUDITORS,
    about_team,
    accompanied,
    active,
    audit_days,
    bar_code,
    bars_of,
    code_fits,
    competences_of,
    declarations_of,
    objection_due,
    sector_codes,
    standard_of,
    touches,
)

ACCOMPANY: Final = frozenset({TeamRole.TECHNICAL_EXPERT, TeamRole.TRAINEE})
BESIDE: Final = frozenset({TeamRole.OBSERVER, TeamRole.INTERPRETER, TeamRole.GUIDE})


class Area(StrEnum):
    """What the team as a whole must know (27006-1, 7.1, in own words)."""

    INFORMATION_SECURITY = "information_security"
    TECHNICAL_ACTIVITY = "technical_activity"
    MANAGEMENT_SYSTEMS = "management_systems"
    AUDIT_PRINCIPLES = "audit_principles"
    MONITORING = "monitoring"


AREA_WORDS: Final = {
    Area.INFORMATION_SECURITY.value: N_("Information security"),
    Area.TECHNICAL_ACTIVITY.value: N_("Technical activity of the client"),
    Area.MANAGEMENT_SYSTEMS.value: N_("Management systems"),
    Area.AUDIT_PRINCIPLES.value: N_("Principles of auditing"),
    Area.MONITORING.value: N_("Monitoring and measurement of an ISMS"),
}


@dataclass(frozen=True, slots=True)
class TeamProblem:
    """A problem of the team and the member it is about (empty: the team as a whole)."""

    problem: Problem
    member_id: str = ""

    @property
    def blocking(self) -> bool:
        """Tell whether it stops the audit."""
        return self.problem.blocking


def team_problems(record: AuditRecord, today: date | None = None) -> tuple[TeamProblem, ...]:
    """Return what stands against this team, the team as a whole first, then member by member, then the client.

    `today` is needed only to say that the client may still object (D-01).
    """
    team = active(record)
    return tuple(
        chain(
            _lead(team),
            _coverage(record, team),
            chain.from_iterable(member_problems(one, record) for one in team),
            _client(record, today),
        )
    )


def member_problems(member: TeamMember, record: AuditRecord) -> Iterator[TeamProblem]:
    """Yield what stands against one member; nothing once the assignment is declined."""
    if member.assignment is Assignment.DECLINED:
        return
    found = chain(
        _assignment(member), _declared(member, record), _barred(member, record), _alone(member, record),
        _standards(member, record),
    )  # fmt: skip
    yield from (TeamProblem(one, member.id) for one in found)


def may_audit(member: TeamMember, what: str, record: AuditRecord) -> tuple[str, ...]:
    """Return the codes that forbid `member` to audit `what` (a requirement as `A.5.18`, or a topic); none is yes.

    `works_with_auditor`: an expert or trainee may be there, but never alone. `not_an_auditor`: observers, interpreters
    and guides audit nothing.
    """
    if member.assignment is Assignment.DECLINED:
        return ("assignment_declined",)
    codes: list[str] = []
    if member.role in BESIDE or member.side is not Side.BODY:
        codes.append("not_an_auditor")
    elif member.role in ACCOMPANY:
        codes.append("works_with_auditor")
    codes += [one.code for one in _declared(member, record) if one.blocking]
    codes += [bar_code(one, record) for one in bars_of(member, record) if touches(one, what, record)]
    codes += [one.code for one in _standards(member, record, standard_of(what, record)) if one.blocking]
    return tuple(dict.fromkeys(codes))


def declarations_clean(record: AuditRecord) -> bool:
    """Tell whether everybody who must has signed, and every answer is clean or let through by the body."""
    return not any(one.blocking for member in active(record) for one in _declared(member, record))


def _lead(team: tuple[TeamMember, ...]) -> Iterator[TeamProblem]:
    leads = [one for one in team if one.role is TeamRole.LEAD_AUDITOR]
    if not leads:
        yield TeamProblem(blocking("lead_auditor_missing", "role"))
    for one in leads[1:]:
        yield TeamProblem(blocking("lead_auditor_twice", "role", name=one.name), one.id)


def _coverage(record: AuditRecord, team: tuple[TeamMember, ...]) -> Iterator[TeamProblem]:
    """Yield what nobody of the team covers. Nothing entered at all is one hint, because a new body starts empty."""
    known = {one.id: competences_of(one, record) for one in team}
    if not any(known.values()):
        if team:
            yield TeamProblem(hint("competences_not_entered", "competence"))
        return
    for standard in dict.fromkeys(one.key for one in record.criteria):
        for area in Area:
            able = _able(team, area)
            if not any(_covers(one, standard, area, record) for member in able for one in known[member.id]):
                codes = ", ".join(sector_codes(record, standard)) if area is Area.TECHNICAL_ACTIVITY else ""
                title = TITLES.get(standard, standard)
                yield TeamProblem(blocking(f"{area}_not_covered", "competence", standard=title, sectors=codes))


def _able(team: tuple[TeamMember, ...], area: Area) -> Iterator[TeamMember]:
    """Yield who can bring an area: auditors, for the technical activity experts, too (27006-1, 7.1)."""
    roles = AUDITORS | {TeamRole.TECHNICAL_EXPERT} if area is Area.TECHNICAL_ACTIVITY else AUDITORS
    return (one for one in team if one.role in roles and one.side is Side.BODY)


def _covers(one: Competence, standard: str, area: Area, record: AuditRecord) -> bool:
    if one.standard != standard or one.area != area.value:
        return False
    wanted = sector_codes(record, standard)
    return area is not Area.TECHNICAL_ACTIVITY or not wanted or any(code_fits(one.code, code) for code in wanted)


def _assignment(member: TeamMember) -> Iterator[Problem]:
    if member.side is not Side.CLIENT and member.assignment is Assignment.OPEN:
        yield hint("assignment_open", "assignment", name=member.name)
    if member.role in AUDITORS | ACCOMPANY and member.side is not Side.BODY:
        yield blocking("auditor_of_other_side", "side", name=member.name)
    if member.days.strip() and member.role not in AUDITORS:
        yield hint("days_do_not_count", "days", name=member.name)


def _declared(member: TeamMember, record: AuditRecord) -> Iterator[Problem]:
    """Yield what is missing or doubtful in the declarations of a member."""
    known = declarations_of(member, record)
    for kind in signing.required_kinds(member.role, member.side):
        one = known.get(kind)
        if one is None or one.signed_on is None:
            yield blocking(f"{kind}_not_declared", "declarations", name=member.name)
        elif not signing.usable(one):
            refused = signing.decision(one) is not None
            code = "declaration_refused" if refused else "declaration_not_clean"
            yield blocking(code, "declarations", name=member.name)
        elif _signed_late(one, record):
            yield hint("declaration_signed_late", "declarations", name=member.name)


def _signed_late(one: Declaration, record: AuditRecord) -> bool:
    days = audit_days(record)
    return days is not None and one.signed_on is not None and one.signed_on > days[0]


def _barred(member: TeamMember, record: AuditRecord) -> Iterator[Problem]:
    """Yield the bars that hold; one about a subject only is pointed out, the plan checks the rows."""
    if member.role in BESIDE:
        return
    for one in bars_of(member, record):
        code = bar_code(one, record)
        make = blocking if code == "barred_from_client" else hint
        until = one.until.isoformat() if one.until else ""
        yield make(code, "bars", name=member.name, subject=one.subject, reason=one.reason, until=until)


def _alone(member: TeamMember, record: AuditRecord) -> Iterator[Problem]:
    """Yield who would walk about alone: experts and trainees may not, observers and interpreters should not."""
    if member.role in AUDITORS or member.role is TeamRole.GUIDE or accompanied(member, record):
        return
    make = blocking if member.role in ACCOMPANY else hint
    yield make("accompanies_nobody", "accompanies", name=member.name)


def _standards(member: TeamMember, record: AuditRecord, only: str = "") -> Iterator[Problem]:
    """Yield the standards of the audit for which nothing is entered for an auditor who has other areas entered."""
    if member.role not in AUDITORS:
        return
    held = competences_of(member, record)
    if not held:
        if any(record.competences) or not member.competence.strip():
            yield hint("competence_not_entered", "competence", name=member.name)
        return
    for standard in [only] if only else list(dict.fromkeys(one.key for one in record.criteria)):
        if not any(one.standard == standard for one in held):
            yield blocking(
                "competence_other_standard", "competence", name=member.name, standard=TITLES.get(standard, standard)
            )


def _client(record: AuditRecord, today: date | None) -> Iterator[TeamProblem]:
    """Yield what is open with the client: names not sent, an objection without an answer, the time to object."""
    said = about_team(record)
    if not any(one.outcome is StatementOutcome.ASKED for one in said):
        yield TeamProblem(hint("team_not_sent", "sent_on"))
    for one in said:
        objected = one.outcome in (StatementOutcome.OBJECTION, StatementOutcome.CHANGES_WANTED)
        if objected and not one.answer.strip():
            yield TeamProblem(blocking("objection_unanswered", "objections", name=one.by_name), one.member_id or "")
    due = objection_due(record)
    agreed = any(one.outcome is StatementOutcome.ACCEPTED for one in said)
    if due is not None and today is not None and today <= due and not agreed:
        yield TeamProblem(hint("objection_still_possible", "sent_on", due=due.isoformat()))


def holding(found: Iterable[TeamProblem]) -> tuple[TeamProblem, ...]:
    """Return the blocking ones."""
    return tuple(one for one in found if one.blocking)
