"""What is said about sessions, running notes, questions and what arrives by itself."""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence

NOTES: Final = {
    "note_sorted": Sentence(
        N_("Something was made of this line already."), N_("Change what it became, or undo first.")
    ),
    "answer_missing": Sentence(N_("The answer is missing.")),
    "person_there": Sentence(N_("{name} is in this session already.")),
    "notes_unsorted": Sentence(N_("{count} lines of notes are not sorted yet."), N_("They hold nothing up.")),
    "questions_open": Sentence(N_("{count} questions are still open."), N_("They hold nothing up.")),
}
