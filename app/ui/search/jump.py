"""Where in the window a hit is."""

from __future__ import annotations

from typing import Final

from app.domain.search import Hit, SearchKind
from app.ui.navigation import Place

_OF_CLIENT: Final = {
    "contact": "people",
    "client_document": "documents",
    "site": "sites",
    "process": "processes",
    "legal_duty": "duties",
    "scope_statement": "scope",
    "client": "organisation",
}
_OF_AUDIT: Final = {
    "evidence": "fieldwork",
    "note": "fieldwork",
    "question": "fieldwork",
    "session": "fieldwork",
    "session_person": "fieldwork",
    "thread": "fieldwork",
    "finding": "findings",
    "team_member": "team",
    "timetable_row": "plan",
    "document_review": "stage1",
    "report_text": "report",
}
_OF_MEETING: Final = frozenset({"attendee", "meeting_point", "action"})


def place_of(hit: Hit) -> Place:
    """Return the page of a hit and the row it brings into view; the overview where no page has the row."""
    if hit.table in _OF_CLIENT:
        return Place("client", item_id=f"{hit.client_id}#{_OF_CLIENT[hit.table]}#{hit.row_id}")
    if hit.table == "person":
        return Place("settings")
    if hit.table == "soa_control":
        return Place("soa", item_id=hit.holder_id)
    if hit.table in _OF_MEETING:
        return Place("opening" if hit.holder_id == "opening" else "closing", hit.audit_id)
    key = "fieldwork" if hit.kind in {SearchKind.FILE, SearchKind.REQUIREMENT} else _OF_AUDIT.get(hit.table, "overview")
    return Place(key, hit.audit_id, _item(hit))


_BY_HOLDER: Final = {
    "attachment": "",
    "report_text": "",
    "verdict": "requirement:",
    "judgement": "requirement:",
    "session_person": "session:",
}
_BY_ROW: Final = {
    "evidence": "",
    "finding": "",
    "team_member": "",
    "timetable_row": "",
    "document_review": "documents:",
    "note": "note:",
    "question": "question:",
    "session": "session:",
    "thread": "thread:",
}


def _item(hit: Hit) -> str:
    """Return how the page names the row."""
    if hit.table in _BY_HOLDER:
        return _BY_HOLDER[hit.table] + hit.holder_id
    return _BY_ROW[hit.table] + hit.row_id if hit.table in _BY_ROW else ""
