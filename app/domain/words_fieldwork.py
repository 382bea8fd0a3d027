"""The words for the closed lists of notes, samples and guidance; `words.py` joins them to the others."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from app.domain import kinds
from app.domain.sentences import N_

FIELDWORK_NAMES: Final[dict[type[StrEnum], dict[str, str]]] = {
    kinds.SortedAs: {
        "open": N_("Not sorted yet"),
        "evidence": N_("Became evidence"),
        "question": N_("Became a question"),
        "finding": N_("Became a finding"),
        "nothing": N_("Stays a note"),
    },
    kinds.QuestionState: {
        "open": N_("Open question"),
        "answered": N_("Answered"),
        "dropped": N_("Dropped"),
    },
    kinds.ItemResult: {
        "open": N_("Not looked at yet"),
        "ok": N_("In order"),
        "deviates": N_("Deviates"),
        "not_found": N_("Not found"),
    },
    kinds.Selection: {
        "random": N_("At random"),
        "judgement": N_("By judgement"),
        "all": N_("All of them"),
    },
    kinds.GuidanceKind: {
        "question": N_("Question"),
        "evidence": N_("Typical evidence"),
        "failing": N_("Typical failing"),
    },
}
