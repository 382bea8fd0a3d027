"""How kinds of things and states of files are called in the search."""

from __future__ import annotations

from typing import Final

from app.domain.search import SearchKind, TextRead
from app.domain.sentence import N_

NAMES: Final = {
    SearchKind.FINDING: N_("Findings"),
    SearchKind.EVIDENCE: N_("Evidence"),
    SearchKind.NOTE: N_("Notes"),
    SearchKind.FILE: N_("Files"),
    SearchKind.QUESTION: N_("Questions"),
    SearchKind.SESSION: N_("Sessions"),
    SearchKind.MEETING: N_("Meetings"),
    SearchKind.REQUIREMENT: N_("Requirements"),
    SearchKind.DOCUMENT: N_("Documents of the client"),
    SearchKind.PERSON: N_("People"),
    SearchKind.TEXT: N_("Texts of the report"),
    SearchKind.AUDIT: N_("Audit and plan"),
    SearchKind.CLIENT: N_("Client file"),
}
ICONS: Final = {
    SearchKind.FINDING: "finding",
    SearchKind.EVIDENCE: "evidence",
    SearchKind.NOTE: "note",
    SearchKind.FILE: "paperclip",
    SearchKind.QUESTION: "help",
    SearchKind.SESSION: "clock",
    SearchKind.MEETING: "meeting",
    SearchKind.REQUIREMENT: "coverage",
    SearchKind.DOCUMENT: "file",
    SearchKind.PERSON: "person",
    SearchKind.TEXT: "report",
    SearchKind.AUDIT: "plan",
    SearchKind.CLIENT: "building",
}
TEXT_STATES: Final = {
    TextRead.DONE: N_("The text inside can be found."),
    TextRead.CUT: N_("Only the first million characters of the text inside can be found."),
    TextRead.NONE: N_("There is no text inside that could be found."),
    TextRead.ENCRYPTED: N_("The file is encrypted: the text inside cannot be found."),
    TextRead.TOO_LARGE: N_("The file is too large: the text inside cannot be found."),
    TextRead.UNREADABLE: N_("The file is damaged: the text inside cannot be found."),
    TextRead.BOMB: N_("The file unpacks to far too much: the text inside was not read."),
    TextRead.SLOW: N_("Reading the text inside took too long; it cannot be found."),
    TextRead.OTHER: N_("The text inside files of this kind cannot be read."),
}
"""What a list of files may say beside a file (`services.search.text_states`)."""
