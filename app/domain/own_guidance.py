"""The lines a body added to the guidance, as a layer below ours (`guidance.merged`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from app.domain.guidance import Guidance, GuidanceSet, Source, merged, same_text
from app.domain.kinds import GuidanceKind
from app.domain.samples import OwnGuidance

FIELDS: Final = {
    GuidanceKind.QUESTION: "questions",
    GuidanceKind.EVIDENCE: "evidence",
    GuidanceKind.FAILING: "failings",
}


def own_set(catalogue: str, language: str, lines: Iterable[OwnGuidance]) -> GuidanceSet:
    """Return the lines of one catalogue as a set; lines of every language are shown, a body writes in its own."""
    texts: dict[str, dict[str, list[str]]] = {}
    for one in lines:
        if one.catalogue == catalogue and one.text.strip():
            texts.setdefault(one.ref, {}).setdefault(FIELDS[one.kind], []).append(one.text.strip())
    items = {
        ref: (
            Guidance(
                questions=tuple(found.get("questions", ())),
                evidence=tuple(found.get("evidence", ())),
                failings=tuple(found.get("failings", ())),
                related=(),
                source=Source.BODY,
            ),
        )
        for ref, found in texts.items()
    }
    return GuidanceSet(catalogue, 1, language, items)


def with_own(base: GuidanceSet, lines: Iterable[OwnGuidance]) -> GuidanceSet:
    """Return the guidance with the body's lines below ours."""
    return merged(base, own_set(base.catalogue, base.language, lines))


def said_already(text: str, ref: str, base: GuidanceSet) -> bool:
    """Tell whether a text stands in the guidance of a requirement, whatever its case and punctuation."""
    return same_text(text) in {same_text(one) for layer in base.of(ref) for one in layer.texts()}
