"""The letters that sort the inbox: kinds, judgements, and the ways to links, finding and withdrawal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain.kinds import EvidenceKind, Judgement
from app.domain.sentences import N_
from app.domain.words import word
from app.ui.audit.evidence_table import judgement_look
from app.ui.audit.sorting_keys import SortingKey
from app.ui.widgets.chip import ChipLook

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.changes import Changes
    from app.services.container import Services

LINK, FINDING, WITHDRAW = "link", "finding", "withdraw"
_KINDS: Final = (
    ("D", EvidenceKind.DOCUMENT, "file"),
    ("S", EvidenceKind.RECORD_SAMPLE, "table"),
    ("I", EvidenceKind.INTERVIEW, "person"),
    ("O", EvidenceKind.OBSERVATION, "eye"),
    ("T", EvidenceKind.TEST, "remote"),
)
_JUDGED: Final = (
    ("1", Judgement.CONFORM),
    ("2", Judgement.NONCONFORMITY),
    ("3", Judgement.OBSERVATION),
    ("4", Judgement.STRENGTH),
)
_WAYS: Final = (
    ("R", LINK, N_("Requirement"), "link"),
    ("F", FINDING, N_("Finding"), "finding"),
    ("W", WITHDRAW, N_("Withdraw"), "slash"),
)


def inbox_keys(t: Callable[[str], str]) -> tuple[SortingKey, ...]:
    """Return the keys of the sorting mode."""
    kinds = [SortingKey(letter, f"kind:{kind.value}", ChipLook(t(word(kind)), icon)) for letter, kind, icon in _KINDS]
    judged = [SortingKey(letter, f"judged:{one.value}", judgement_look(t, one)) for letter, one in _JUDGED]
    ways = [SortingKey(letter, value, ChipLook(t(text), icon)) for letter, value, text, icon in _WAYS]
    return (*kinds, *judged, *ways)


def sorting_call(services: Services, evidence_id: str, value: str) -> Callable[[], Changes]:
    """Return the service call of a kind or judgement key."""
    what, _colon, text = value.partition(":")
    if what == "kind":
        return partial(services.evidence.set_kind, evidence_id, EvidenceKind(text))
    return partial(services.evidence.judge, evidence_id, Judgement(text))
