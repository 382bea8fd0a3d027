"""Who goes along in a proposed plan: experts, trainees, observers, interpreters; and whom of the client to meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from app.domain.client import Contact
from app.domain.counted_time import counts_as_audit_time
from app.domain.kinds import Assignment, TeamRole
from app.domain.plan_places import Run
from app.domain.plan_sharing import Topic
from app.domain.record import AuditRecord, AuditSite, TeamMember
from app.domain.requirement_groups import fits

ALONG: Final = (TeamRole.TECHNICAL_EXPERT, TeamRole.TRAINEE, TeamRole.OBSERVER)
_LEAST: Final = 4
"""Letters of a word of an expert's area that is worth comparing."""
_LEADERSHIP: Final = "leadership"
_COMMON: Final = frozenset({"head", "office", "site", "main", "central"})


def auditors_of(record: AuditRecord) -> tuple[TeamMember, ...]:
    """Return those who audit, the lead auditor first; who declined the assignment is not among them."""
    there = [one for one in record.team if counts_as_audit_time(one.role) and one.assignment is not Assignment.DECLINED]
    return tuple(sorted(there, key=lambda one: one.role is not TeamRole.LEAD_AUDITOR))


def companions(record: AuditRecord, auditors: Sequence[TeamMember]) -> dict[str, list[TeamMember]]:
    """Return who goes along with which auditor (by id): whom `accompanies` names, else with the lead."""
    found: dict[str, list[TeamMember]] = {one.id: [] for one in auditors}
    for one in record.team:
        if one.role in ALONG and one.assignment is not Assignment.DECLINED:
            found[_with(one, auditors).id].append(one)
    return found


def goes_along(one: TeamMember, topics: Sequence[Topic]) -> bool:
    """Tell whether a companion is there for these topics: an expert for technical ones and those of his area."""
    if one.role is not TeamRole.TECHNICAL_EXPERT:
        return True
    words = _words(f"{one.area} {one.competence}")
    return any(topic.group.technical or fits(words, topic.title) for topic in topics)


def interpreters(record: AuditRecord, runs: Sequence[Run]) -> dict[str, list[TeamMember]]:
    """Return which interpreters are with which auditor (by id), each with one: whom they accompany, or who is there.

    They come along at the sites that their area names (`interprets_at`).
    """
    found: dict[str, list[TeamMember]] = {run.auditor.id: [] for run in runs}
    for one in record.team:
        if one.role is not TeamRole.INTERPRETER or one.assignment is Assignment.DECLINED:
            continue
        here = [run.auditor for run in runs if interprets_at(one, run.site)]
        if here:
            found[_with(one, here).id].append(one)
    return found


def interprets_at(one: TeamMember, site: AuditSite) -> bool:
    """Tell whether the area of an interpreter names the site."""
    return fits((site.label.casefold(), site.name.casefold()), one.area) > 0


def people_for(record: AuditRecord, topics: Sequence[Topic], site: AuditSite) -> str:
    """Return whom of the client to meet: by function, leadership by rank, else the management representative."""
    if not topics:
        return ""
    contacts = record.client.contacts
    here = _words(site.name)
    found: list[Contact] = []
    for topic in topics:
        if topic.group.key == _LEADERSHIP:
            found += [one for one in contacts if one.top_management]
        words = topic.group.words
        local = [one for one in contacts if topic.group.anywhere and fits(here, one.function)]
        ranked = sorted(contacts, key=lambda one: (-fits(words, one.function), one.position))
        found += local[:1]
        found += [one for one in ranked[: 1 if local else 2] if fits(words, one.function)]
    representatives = sorted((one for one in contacts if one.representative), key=lambda one: one.top_management)
    return named(found or representatives[:1] or list(contacts[:1]))


def hosts(record: AuditRecord) -> str:
    """Return whom to meet in opening, closing and wrap-up: top management and the management representative."""
    contacts = record.client.contacts
    return named([one for one in contacts if one.top_management or one.representative] or contacts[:1])


def named(contacts: Sequence[Contact]) -> str:
    """Return people of the client with their functions, each once."""
    once = {one.name: one for one in contacts}
    return "; ".join(f"{one.name} ({one.function})" if one.function else one.name for one in once.values())


def _with(one: TeamMember, auditors: Sequence[TeamMember]) -> TeamMember:
    text = one.accompanies.casefold()
    for auditor in auditors:
        names = [name.casefold() for name in (auditor.initials, auditor.name, auditor.latin_name) if name.strip()]
        if any(fits((name,), text) for name in names):
            return auditor
    return auditors[0]


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text that are worth comparing."""
    plain = text.casefold().replace(",", " ").replace(";", " ")
    return tuple(word for word in plain.split() if len(word) >= _LEAST and word not in _COMMON)
