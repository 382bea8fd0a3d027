"""Who stands in the rows of a plan: initials or names of the column "auditors" as members of the team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.domain.counted_time import counts_as_audit_time, people
from app.domain.kinds import TeamRole
from app.domain.record import TeamMember, TimetableRow


@dataclass(frozen=True, slots=True)
class Present:
    """The people of one row: members of the team, and names that nobody in the team has."""

    members: tuple[TeamMember, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def auditors(self) -> tuple[TeamMember, ...]:
        """Return those whose time counts as audit time."""
        return tuple(one for one in self.members if counts_as_audit_time(one.role))


@dataclass(frozen=True)
class Roll:
    """The team as it can be named in a plan; texts that were read once are remembered."""

    team: tuple[TeamMember, ...]

    @cached_property
    def _names(self) -> dict[str, TeamMember]:
        found: dict[str, TeamMember] = {}
        for one in self.team:
            for name in (one.initials, one.name, one.latin_name):
                if name.strip():
                    found.setdefault(name.strip().casefold(), one)
        return found

    @cached_property
    def _read(self) -> dict[str, Present]:
        return {}

    def of(self, row: TimetableRow) -> Present:
        """Return who stands in `row`; a remark in brackets is no person."""
        found = self._read.get(row.auditors)
        if found is None:
            found = self._read[row.auditors] = self._present(row.auditors)
        return found

    def has(self, role: TeamRole) -> bool:
        """Tell whether anybody of the team has this role."""
        return any(one.role is role for one in self.team)

    def _present(self, text: str) -> Present:
        members: dict[int, TeamMember] = {}
        unknown: dict[str, None] = {}
        for name in people(text):
            member = self._names.get(name.casefold())
            if member is None:
                unknown[name] = None
            else:
                members[id(member)] = member
        return Present(tuple(members.values()), tuple(unknown))


def called(member: TeamMember) -> str:
    """Return how a member is named in a plan: by initials, or by name where there are none."""
    return member.initials.strip() or member.name


def named(members: Iterable[TeamMember]) -> str:
    """Return the column "auditors" for these members."""
    return ", ".join(called(one) for one in members)
