"""Windows of notes, questions and captures over a crowded morning, for the walks and for pictures."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from app.domain.drafts import SessionDraft
from app.domain.kinds import SortedAs
from app.domain.record import TimetableRow
from app.ui.audit.capture_dialog import CaptureDialog
from app.ui.audit.fieldwork import FieldworkPage
from tests.support import START
from tests.ui.stage import Stage

LINES = (
    "A.8.24 keys are rotated every quarter",
    ">Ivo Isms: the list of keys is kept in the vault, two persons open it",
    ">Łucja Gęsicka: >>Ivo Isms: console shows 12 keys, the oldest from 2024-11-02",
    "Where is the record of the last rotation?",
    "TR-4471 of a leaver still enabled A.5.18 !minor",
    "<b>Badge</b> rule at the door",
    "ليلى منصور: register of keys",
    "One very long line of what was said about the keys and who holds them, again and again, to the very end of it",
)
CAPTURED = "A.8.24 6.1.2c keys rotated @ISMS-manager #POL-007 v3.1 n=12/140:1 !minor ~confidential"
NOTES_DATA = frozenset({
    "P-05 Cryptography and keys", "P-06 Backup and restore", "Ivo Isms", "ISMS manager", "Łucja Gęsicka",
    "Room Kotwica", "key custodian, night shift", "Eva Example", "S-1 Head office", "S-2 Service centre", "AB",
    "A.8.24", "A.5.18",
    "6.1.2 c)", "Use of cryptography", "Information security risk asses…", "POL-007", "3.1", "12", "140",
    "List of leavers of all sites", "Who may open the vault?", "Two of four custodians", "2026-03-27", "AB-Q", "AB-F",
    "Information security risk assessment", "Access rights", *LINES, CAPTURED,
})  # fmt: skip


def fill_notes(stage: Stage) -> str:
    """Hold a session with people of both sides, notes in every state and questions; return its id."""
    services, audit_id = stage.world.services, stage.audit_id
    for label, topic, starts, ends in (
        ("P-05", "Cryptography and keys", "08:00", "09:00"),
        ("P-06", "Backup and restore", "09:00", "10:00"),
    ):
        row = TimetableRow(
            label=label, topic=topic, day=date(2026, 3, 27), starts=starts, ends=ends, auditors="AB",
            people="Eva Example; Ivo Isms",
        )  # fmt: skip
        services.plans.add_row(audit_id, row)
    record = services.audits.record(audit_id)
    draft = SessionDraft(topic="", timetable_row_id=record.timetable[0].id, site_id=record.sites[0].id)
    session_id = services.sessions.open(audit_id, draft).id
    services.sessions.add_person(session_id, "Ivo Isms", "ISMS manager")
    late = services.sessions.add_person(session_id, "Łucja Gęsicka", "key custodian, night shift").id
    stage.world.clock.set(START + timedelta(minutes=12))
    services.sessions.came_now(late)
    services.fields.set("session", session_id, "place", "Room Kotwica")
    ids = []
    for number, line in enumerate(LINES):
        stage.world.clock.set(START + timedelta(minutes=15 + 3 * number))
        ids.append(services.notes.take(audit_id, line, session_id).id)
    for place, kind in enumerate((SortedAs.EVIDENCE, SortedAs.QUESTION, SortedAs.FINDING, SortedAs.NOTHING)):
        services.notes.sort([ids[(0, 3, 4, 5)[place]]], kind)
    services.questions.ask(audit_id, "List of leavers of all sites", "Ivo Isms", session_id, "A.5.18")
    asked = services.questions.ask(audit_id, "Who may open the vault?", "Eva Example", session_id).id
    services.questions.answer(asked, "Two of four custodians", SortedAs.OPEN)
    return session_id


def fieldwork_window(stage: Stage, view: str = "notes", *, sorting: bool = False) -> QWidget:
    """Return the fieldwork with a view shown and the session chosen."""
    session_id = fill_notes(stage)
    page = FieldworkPage(stage.ctx, stage.audit_id)
    page.load()
    stage.settle()
    page.show_view(view)
    page.notes.sessions.show_session(session_id)
    page.evidence.quick.line.setText(CAPTURED)
    page.notes.entry.setText(">Ivo Isms: the log")
    for table in (page.questions.table, page.evidence.table):
        table.select(table.rows.id_at(0))
    if sorting:
        (page.notes if view == "notes" else page.evidence).toggle_sorting()
    return page


def capture_window(stage: Stage) -> QWidget:
    """Return the line in its own window, with a text in it."""
    fill_notes(stage)
    dialog = CaptureDialog(stage.ctx, stage.audit_id)
    stage.settle()
    dialog.quick.line.setText(CAPTURED)
    return dialog
