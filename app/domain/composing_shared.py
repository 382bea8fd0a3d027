"""Helpers of composing: local times, lists typed as text, look-ups of one record, what comes from outside of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain.kinds import EvidenceState, Side, TeamRole
from app.domain.team_facts import active

if TYPE_CHECKING:
    from app.domain.fieldwork import Evidence
    from app.domain.record import AuditRecord, CriteriaRow, TeamMember

_SEPARATORS = re.compile(r"[;\n]+")
_NAME_SEPARATORS = re.compile(r"[,;/&+\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What a paper shows that is not in the record.

    `logo_sha256` names the logo among the pictures given to the builder (empty: none); `pictures` are the SHA-256 of
    the attachments that can be printed; `roles` and `languages` are words in the language of the paper; with `drafts`
    findings that are not issued yet are shown too (preview); `calculation` is the calculation of audit time line by
    line in that language; `places` tells by SHA-256 where a photograph says it was taken; `repeats` tells by finding id
    what it repeats of earlier audits, the last one first.
    """

    logo_sha256: str = ""
    pictures: frozenset[str] = frozenset()
    roles: Mapping[TeamRole, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    drafts: bool = False
    calculation: tuple[str, ...] = ()
    repeats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


def local(moment: datetime | None, zone: str) -> datetime | None:
    """Return `moment` with the offset of the IANA `zone`, so that it prints as the clock there showed it."""
    return None if moment is None else moment.astimezone(zone_of(zone))


def clock(moment: datetime | None, zone: str) -> time | None:
    """Return hours and minutes of `moment` at the place."""
    at = local(moment, zone)
    return None if at is None else time(at.hour, at.minute)


def zone_of(name: str) -> ZoneInfo:
    """Return the zone called `name`; UTC for a name this machine does not know, because a paper must come out."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def listed(text: str) -> tuple[str, ...]:
    """Return the entries of a list typed in one field, one a line or parted by semicolons."""
    return tuple(entry.strip() for entry in _SEPARATORS.split(text) if entry.strip())


def named(text: str) -> tuple[str, ...]:
    """Return the names typed in one field, parted by commas, semicolons, slashes, plus signs or lines."""
    return tuple(entry.strip() for entry in _NAME_SEPARATORS.split(text) if entry.strip())


def joined(*pieces: str, by: str = ", ") -> str:
    """Return the pieces that are not empty in one text."""
    return by.join(piece.strip() for piece in pieces if piece.strip())


class Index:
    """Look-ups of one record by key."""

    def __init__(self, record: AuditRecord) -> None:
        self.items: Mapping[str, CriteriaRow] = {row.id: row for one in record.criteria for row in one.items}
        self.titles: Mapping[str, str] = _titles(record)
        self.sites: Mapping[str, str] = {site.id: site.label or site.name for site in record.sites}
        self.team: Mapping[str, TeamMember] = {member.id: member for member in record.team}
        self.evidence: Mapping[str, Evidence] = {
            item.id: item for item in record.evidence if item.state is not EvidenceState.WITHDRAWN
        }
        self.lead: str = next((one.name for one in auditors(record) if one.role is TeamRole.LEAD_AUDITOR), "")

    def person(self, name: str) -> str:
        """Return the full name of a team member given by initials, or `name` itself."""
        return next((one.name for one in self.team.values() if one.initials and one.initials == name), name)


def auditors(record: AuditRecord) -> tuple[TeamMember, ...]:
    """Return the lead auditor(s) and auditors of the body's team, in their order."""
    wanted = (TeamRole.LEAD_AUDITOR, TeamRole.AUDITOR)
    return tuple(one for one in active(record) if one.role in wanted and one.side is Side.BODY)


def shown_ref(place: int, key: str, ref: str) -> str:
    """Return a reference as the record shows it: those of a further criteria set carry its key."""
    return ref if place == 0 else f"{key}:{ref}"


def _titles(record: AuditRecord) -> dict[str, str]:
    return {
        shown_ref(place, one.key, row.ref): row.title for place, one in enumerate(record.criteria) for row in one.items
    }
