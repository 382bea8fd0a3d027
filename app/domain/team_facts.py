"""Look-ups of the team: who takes part, who declared what, what bars them, how they are called, what a bar touches."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from app.domain.body_deadlines import rules_of
from app.domain.deadlines_cycle import objection_until
from app.domain.kinds import Assignment, DeclarationKind, StatementKind, StatementOutcome, TeamRole
from app.domain.preparing import Bar, ClientStatement, Competence, Declaration
from app.domain.record import AuditRecord, TeamMember
from app.domain.refs import sort_key

AUDITORS: Final = frozenset({TeamRole.LEAD_AUDITOR, TeamRole.AUDITOR})
_TOKEN: Final = re.compile(r"\w+", re.UNICODE)
_REQUIREMENT: Final = re.compile(r"(?:[^\W\d_]\w*:)?[A-Z]?\.?\d+(?:\.\d+)*")
_NAMES: Final = re.compile(r"[,;/&+\n]+")


def active(record: AuditRecord) -> tuple[TeamMember, ...]:
    """Return the team and those beside it, without those who do not take part any more."""
    return tuple(one for one in record.team if one.assignment is not Assignment.DECLINED)


def audit_days(record: AuditRecord) -> tuple[date, date] | None:
    """Return the first and the last day of the audit, planned or in the timetable."""
    days = [row.day for row in record.timetable if row.day is not None]
    days += [one for one in (record.audit.planned_start, record.audit.planned_end) if one is not None]
    return (min(days), max(days)) if days else None


def bars_of(member: TeamMember, record: AuditRecord) -> tuple[Bar, ...]:
    """Return the bars that hold on a day of the audit and are about this client, or about a subject (D-12).

    A bar without an end holds for ever; `until` is its last day. Without dates of the audit every bar counts.
    """
    if member.person_id is None:
        return ()
    days = audit_days(record)
    return tuple(
        one
        for one in record.bars
        if one.person_id == member.person_id
        and one.client_id in (None, record.client.id)
        and (one.until is None or days is None or one.until >= days[0])
    )


def bar_code(bar: Bar, record: AuditRecord) -> str:
    """Return the code of a bar: about this client as a whole (by key, or named in words), or about a subject only."""
    subject = _fold(bar.subject.strip())
    whole = bool(bar.client_id) and not subject
    return "barred_from_client" if whole or subject == _fold(record.client.name) else "barred_from_subject"


def competences_of(member: TeamMember, record: AuditRecord) -> tuple[Competence, ...]:
    """Return the areas entered for the person behind a member."""
    if member.person_id is None:
        return ()
    return tuple(one for one in record.competences if one.person_id == member.person_id)


def accompanied(member: TeamMember, record: AuditRecord) -> tuple[TeamMember, ...]:
    """Return the auditors a member works with, named in `accompanies` by initials, name or role word `lead auditor`."""
    wanted = {one.strip().casefold() for one in _NAMES.split(member.accompanies) if one.strip()}
    return tuple(
        one for one in active(record) if one.role in AUDITORS and one.id != member.id and wanted & _called(one, record)
    )


def sent_on(record: AuditRecord) -> date | None:
    """Return the day the names of the team were last sent to the client."""
    days = [one.said_on for one in about_team(record) if one.outcome is StatementOutcome.ASKED and one.said_on]
    return max(days, default=None)


def objection_due(record: AuditRecord) -> date | None:
    """Return D-01: until when the client may object to the team; None before the names were sent."""
    day = sent_on(record)
    return None if day is None else objection_until(day, rules_of(record.body))


def declarations_of(member: TeamMember, record: AuditRecord) -> dict[DeclarationKind, Declaration]:
    """Return what a member declared, by kind."""
    return {one.kind: one for one in record.declarations if one.member_id == member.id}


def about_team(record: AuditRecord) -> list[ClientStatement]:
    """Return what the client said to the team, in its order."""
    return [one for one in record.statements if one.kind is StatementKind.TEAM]


def _called(one: TeamMember, record: AuditRecord) -> set[str]:
    """Return the ways a member is called in a list of names."""
    names = {one.initials, one.name, one.latin_name}
    if one.role is TeamRole.LEAD_AUDITOR:
        names |= {"lead auditor", "la", TeamRole.LEAD_AUDITOR.value}
    elif sum(other.role is TeamRole.AUDITOR for other in active(record)) == 1:
        names |= {"auditor", "au"}
    return {name.casefold() for name in names if name}


def standard_of(what: str, record: AuditRecord) -> str:
    """Return the criteria set of a reference: the named one (`key:9.2`), the first otherwise, none for topics."""
    if not _REQUIREMENT.fullmatch(what.strip()):
        return ""
    key, colon, _ref = what.rpartition(":")
    return key if colon else next((one.key for one in record.criteria), "")


def touches(bar: Bar, what: str, record: AuditRecord) -> bool:
    """Tell whether a bar is about `what`: a bar for the client touches all, one for a subject its words or its refs."""
    if bar_code(bar, record) == "barred_from_client":
        return True
    subject, target = _fold(bar.subject), _fold(what)
    if not target.strip():
        return False
    if _REQUIREMENT.fullmatch(what.strip()):
        return any(_within(what.strip(), ref) for ref in _REQUIREMENT.findall(bar.subject)) or _titled(
            what, subject, record
        )
    words = [one for one in _TOKEN.findall(subject) if len(one) > 2]  # noqa: PLR2004 - "of" and "in" say nothing
    return bool(words) and all(one in _TOKEN.findall(target) for one in words)


def _within(ref: str, wider: str) -> bool:
    """Tell whether `ref` is `wider` or lies below it: A.8.13 lies in A.8."""
    inner, outer = sort_key(ref), sort_key(wider)
    return bool(outer) and inner[: len(outer)] == outer


def _titled(ref: str, subject: str, record: AuditRecord) -> bool:
    """Tell whether the subject of a bar is named in the title of a requirement."""
    titles = (item.title for one in record.criteria for item in one.items if item.ref == ref.rpartition(":")[2])
    return bool(subject.strip()) and any(subject.strip() in _fold(one) for one in titles)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def sector_codes(record: AuditRecord, standard: str) -> tuple[str, ...]:
    """Return the sector and technical codes of the client for a standard."""
    return tuple(one.code.strip() for one in record.client.sectors if one.standard == standard and one.code.strip())


def code_fits(held: str, wanted: str) -> bool:
    """Tell whether a held code covers the client's: the same one, or a group the client's code lies in (33 - 33.2)."""
    ours, theirs = (tuple(_TOKEN.findall(_fold(one))) for one in (held, wanted))
    return bool(ours) and theirs[: len(ours)] == ours
