"""The table of running notes: what was said, by whom and when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QAbstractItemView

from app.domain.kinds import SortedAs
from app.domain.sentences import N_
from app.ui.audit.sorting_keys import SortingKey
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.choice_row import Choice
from app.ui.widgets.labels import isolated
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.capture_facts import CaptureFacts
    from app.domain.fieldwork import Note
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

ALL, OPEN = "all", "open"
LOOKS: Final = {
    SortedAs.OPEN: ("open", "neutral"),
    SortedAs.EVIDENCE: ("evidence", "ok"),
    SortedAs.QUESTION: ("help", "info"),
    SortedAs.FINDING: ("finding", "warning"),
    SortedAs.NOTHING: ("note", "neutral"),
}
_SHORT: Final = {
    SortedAs.OPEN: N_("Not sorted"),
    SortedAs.EVIDENCE: N_("Evidence"),
    SortedAs.QUESTION: N_("Question"),
    SortedAs.FINDING: N_("Finding"),
    SortedAs.NOTHING: N_("Note"),
}
_LETTERS: Final = (
    ("E", SortedAs.EVIDENCE, N_("Evidence")),
    ("Q", SortedAs.QUESTION, N_("Question")),
    ("F", SortedAs.FINDING, N_("Draft finding")),
    ("N", SortedAs.NOTHING, N_("Stays a note")),
)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One line of notes with the number of what became of it and the requirements it names."""

    id: str
    note: Note
    day: str
    target: str = ""
    refs: tuple[str, ...] = ()
    topic: str = ""


def note_rows(record: AuditRecord, facts: CaptureFacts, *, with_topic: bool = True) -> tuple[NoteRow, ...]:
    """Return the lines of the audit by time, with the topic of their session where several are shown."""
    labels = {one.id: one.label for one in record.evidence} | {one.id: one.label for one in record.findings}
    labels |= {one.id: f"{one.author}-Q{one.number}" for one in record.questions}
    topics = {one.id: one.topic for one in record.sessions if with_topic}
    return tuple(
        NoteRow(
            one.id,
            one,
            _local(one, "%Y-%m-%d"),
            labels.get(one.sorted_id, ""),
            tuple(dict.fromkeys(mark.value for mark in facts.read(one.text).marks if mark.kind == "requirement")),
            topics.get(one.session_id or "", ""),
        )
        for one in record.notes
    )


def filter_choices(t: Callable[[str], str]) -> list[Choice]:
    """Return the filters above the table."""
    return [Choice(ALL, t("All lines")), Choice(OPEN, t("Not sorted"))]


def fits(value: str, session_id: str, row: NoteRow) -> bool:
    """Tell whether a line belongs to the chosen session and filter; what is not sorted is shown for every session."""
    if value == OPEN:
        return row.note.sorted_as is SortedAs.OPEN and (not session_id or row.note.session_id == session_id)
    return not session_id or row.note.session_id == session_id


def sorting_keys(t: Callable[[str], str]) -> tuple[SortingKey, ...]:
    """Return the keys of the sorting mode."""
    return tuple(SortingKey(letter, kind.value, ChipLook(t(text), *LOOKS[kind])) for letter, kind, text in _LETTERS)


def note_table(ctx: UiContext) -> TwoLineTable:
    """Return the table; several lines can be chosen."""
    t = ctx.t
    columns = (
        Column("time", t("Time"), _time, sort=_moment, chars=5),
        Column("text", t("Note"), partial(_text, t), sort=_moment),
        Column("state", t("Became"), partial(_state, t), chip=partial(_chip, t), chars=10),
    )
    table = TwoLineTable(t("Running notes"), columns, _spoken)
    table.use_two_lines()
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    return table


def _local(note: Note, pattern: str) -> str:
    if note.happened_at is None:
        return ""
    return note.happened_at.astimezone(ZoneInfo(note.happened_zone or "UTC")).strftime(pattern)


def _time(row: NoteRow) -> str:
    return isolated(_local(row.note, "%H:%M"))


def _moment(row: NoteRow) -> tuple[float, int]:
    return (row.note.happened_at.timestamp() if row.note.happened_at else 0.0, row.note.number)


def _text(t: Callable[[str], str], row: NoteRow) -> str:
    """Return the line, and below it who said it, who operated the screen and the requirements it names."""
    note = row.note
    said = t("{name} said").format(name=isolated(note.said_by)) if note.said_by else ""
    operated = t("{name} at the screen").format(name=isolated(note.operated_by)) if note.operated_by else ""
    below = (said, operated, ", ".join(isolated(ref) for ref in row.refs), row.topic)
    return f"{note.text.replace(chr(10), '  ')}\n" + "  ·  ".join(part for part in below if part)


def _state(t: Callable[[str], str], row: NoteRow) -> str:
    return (row.target and isolated(row.target)) or t(_SHORT[row.note.sorted_as])


def _chip(t: Callable[[str], str], row: NoteRow) -> ChipLook:
    return ChipLook(_state(t, row), *LOOKS[row.note.sorted_as])


def _spoken(row: NoteRow) -> str:
    return row.note.text
