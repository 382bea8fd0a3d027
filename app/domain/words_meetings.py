"""The words for the closed lists of meetings and confirmations; `words.py` joins them to the others."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from app.domain import kinds
from app.domain.sentences import N_

MEETING_NAMES: Final[dict[type[StrEnum], dict[str, str]]] = {
    kinds.AttestationState: {
        "open": N_("Not confirmed yet"),
        "drawn": N_("Signed by hand on the screen"),
        "typed": N_("Name typed and confirmed"),
        "electronic": N_("Signed electronically"),
        "remote": N_("Confirmed remotely by a code read aloud"),
        "on_paper": N_("Signed on paper, scan attached"),
        "refused": N_("Refused to sign"),
        "not_required": N_("Signature not required"),
        "not_present": N_("Not present"),
    },
    kinds.TakenOver: {
        "open": N_("Not taken over yet"),
        "deviation": N_("Recorded as a deviation"),
        "new_version": N_("Taken over as a new version"),
        "changed": N_("Taken over into the record"),
        "nothing": N_("Nothing to take over"),
    },
}
