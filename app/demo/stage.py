"""The stage on which the case is played: services, a clock that is set, who is typing, the keys of what was made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from app.demo.case import Case
from app.domain.clock import SetClock
from app.domain.drafts import IncomingFile
from app.services.container import Services

Typed = str | bool | datetime | None

HOME: Final = "Europe/Warsaw"
LEAD: Final = "KŻ"
# The auditor at the service centre types on a laptop that shows the time there.
ZONES: Final = {LEAD: HOME, "ÇI": "Europe/Istanbul"}


@dataclass(slots=True)
class Stage:
    """What every scene needs; the dictionaries go from the keys of the case to the keys of the record."""

    services: Services
    clock: SetClock
    case: Case
    files: dict[str, IncomingFile]
    audit_id: str = ""
    people: dict[str, str] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    findings: dict[str, str] = field(default_factory=dict)
    meetings: dict[str, str] = field(default_factory=dict)
    typing: str = ""

    def at(self, moment: str, author: str = LEAD) -> None:
        """Set the clock to `moment` (ISO 8601 with offset) and hand the keyboard to `author` (initials)."""
        self.clock.set(datetime.fromisoformat(moment), ZONES.get(author, HOME))
        if author != self.typing:
            self.services.body.i_am(self.people[author])
            self.typing = author

    def put(self, kind: str, row_id: str, **fields: Typed) -> None:
        """Type fields into a row; what is empty stays as it is."""
        for name, value in fields.items():
            if value not in ("", None):
                self.services.fields.set(kind, row_id, name, value)


def day(text: str) -> date | None:
    """Return a date of the case, `None` for an empty one."""
    return date.fromisoformat(text) if text else None


def moment(text: str) -> datetime | None:
    """Return a time of the case, `None` for an empty one."""
    return datetime.fromisoformat(text) if text else None
