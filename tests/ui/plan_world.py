"""A plan of three days and two auditors, made through the services, with things that do not hold together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.kinds import Mode, RowKind
from app.domain.preparing import WithheldRecord
from app.domain.record import TimetableRow

if TYPE_CHECKING:
    from app.services.container import Services

FRIDAY, MONDAY, TUESDAY = date(2026, 3, 27), date(2026, 3, 30), date(2026, 3, 31)
_BOTH: Final = "AB, CC"
_ROWS: Final = (
    (FRIDAY, "09:00", "09:45", RowKind.OPENING, "", _BOTH, (), "Eva Example"),
    (FRIDAY, "09:45", "11:00", RowKind.AUDIT, "Leadership and context", "AB", ("4.1", "4.2", "5.1"), "Eva Example"),
    (FRIDAY, "09:45", "12:30", RowKind.AUDIT, "Access control", "CC", ("A.5.15", "A.5.18"), "Ivo Isms"),
    (FRIDAY, "11:00", "12:30", RowKind.AUDIT, "Risk assessment and treatment", "AB", ("6.1.2", "6.1.3"), "Ivo Isms"),
    (FRIDAY, "12:30", "13:15", RowKind.LUNCH, "", _BOTH, (), ""),
    (FRIDAY, "13:15", "15:00", RowKind.AUDIT, "Suppliers", "AB", ("A.5.19", "A.5.20"), "Ivo Isms"),
    (FRIDAY, "14:30", "16:30", RowKind.AUDIT, "Internal audit", "AB", ("9.2.1", "9.2.2"), "Ivo Isms"),
    (FRIDAY, "13:15", "16:30", RowKind.AUDIT, "Operations of the platform", "CC", ("8.1", "A.8.13"), "Ivo Isms"),
    (FRIDAY, "16:30", "17:00", RowKind.WRAP_UP, "", _BOTH, (), ""),
    (MONDAY, "09:00", "12:00", RowKind.AUDIT, "Service desk", "AB", ("A.5.24", "A.6.8"), "Eva Example"),
    (MONDAY, "09:00", "12:00", RowKind.AUDIT, "Rooms and entry", "CC", ("A.7.1", "A.7.2"), "Eva Example"),
    (MONDAY, "12:00", "12:45", RowKind.LUNCH, "", _BOTH, (), ""),
    (MONDAY, "12:45", "14:00", RowKind.TRAVEL, "To the head office", _BOTH, (), ""),
    (MONDAY, "14:00", "16:30", RowKind.AUDIT, "Development and <b>changes</b>", _BOTH, ("A.8.25",), "Ivo Isms"),
    (MONDAY, "16:30", "17:00", RowKind.WRAP_UP, "", _BOTH, (), ""),
    (TUESDAY, "09:00", "11:30", RowKind.AUDIT, "Measures of people", "CC", ("A.6.1", "A.6.3"), "Ivo Isms"),
    (TUESDAY, "09:00", "11:30", RowKind.AUDIT, "Management review", "AB", ("9.3.1",), "Eva Example"),
    (TUESDAY, "11:30", "12:30", RowKind.TEAM_MEETING, "Results of the team", _BOTH, (), ""),
    (TUESDAY, "12:30", "13:15", RowKind.LUNCH, "", _BOTH, (), ""),
    (TUESDAY, "15:00", "16:00", RowKind.CLOSING, "", _BOTH, (), "Eva Example"),
)  # fmt: skip


def fill_plan(services: Services, audit_id: str) -> None:
    """Put the rows into the plan of an audit; the second auditor is remote on Tuesday."""
    sites = services.audits.record(audit_id).sites
    rows = tuple(
        TimetableRow(
            day=day, starts=starts, ends=ends, kind=kind, topic=topic, auditors=auditors, refs=refs, people=people,
            site_id=sites[int(day == MONDAY and starts < "13:00")].id if kind is RowKind.AUDIT else None,
            mode=Mode.REMOTE if day == TUESDAY and auditors == "CC" else Mode.ON_SITE, language="en",
        )
        for day, starts, ends, kind, topic, auditors, refs, people in _ROWS
    )  # fmt: skip
    services.plans.take(audit_id, (*rows, TimetableRow(topic="A row without a time", auditors="AB")))
    services.plans.add_withheld(audit_id, WithheldRecord(what="Files of the works council", reason="by law"))
