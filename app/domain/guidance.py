"""What an auditor asks and looks at, per requirement: strict reading, languages, and a body's own texts below ours.

Guidance is a help to think, never a checklist to tick: all texts are our own words (`Source.OWN`), none is wording of
a standard. The form of the files is told in `docs/formats/guidance.md`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from app.domain.criteria import CriteriaSet
from app.domain.errors import ForeignFileProblem
from app.domain.plain import from_plain
from app.domain.refs import sort_key

FALLBACK: Final = "en"
_HEAD: Final = {"catalogue": str, "version": int, "language": str, "items": dict}
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Source(StrEnum):
    """Whose words a text is in."""

    OWN = "own"
    """Ours, from general professional knowledge."""
    BODY = "body"
    """The certification body's own, taken in by the user."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """Help for one requirement; `related` are references of the same catalogue."""

    questions: tuple[str, ...]
    evidence: tuple[str, ...]
    failings: tuple[str, ...]
    related: tuple[str, ...]
    source: Source

    def texts(self) -> tuple[str, ...]:
        """Return everything there is to read, for searching."""
        return self.questions + self.evidence + self.failings


@dataclass(frozen=True, slots=True)
class GuidanceSet:
    """The guidance for one catalogue in one language.

    `items` gives for a reference its layers in the order in which they are shown: ours first, the body's below.
    """

    catalogue: str
    version: int
    language: str
    items: Mapping[str, tuple[Guidance, ...]]

    def of(self, ref: str) -> tuple[Guidance, ...]:
        """Return the layers for the requirement `ref`; none if there is no guidance for it."""
        return self.items.get(ref, ())


def parse(data: bytes) -> GuidanceSet:
    """Read one guidance file (JSON, UTF-8); anything unknown, missing, empty or double is refused.

    Raises:
        ForeignFileProblem: `guidance_refused` with `path` (place in the file) and `reason`.
    """
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_no_doubles)
    except UnicodeDecodeError:
        raise _refused("file", "not UTF-8") from None
    except json.JSONDecodeError as error:
        raise _refused(f"line {error.lineno}", "not JSON") from None
    _check_head(document)
    items: dict[str, tuple[Guidance, ...]] = {ref: (_entry(ref, value),) for ref, value in document["items"].items()}
    return GuidanceSet(document["catalogue"], document["version"], document["language"], _ordered(items))


def joined(parts: Iterable[GuidanceSet]) -> GuidanceSet:
    """Return the files of one guidance as one; at least one part, all with the same head.

    Raises:
        ForeignFileProblem: `guidance_refused` when heads differ or a requirement stands in two parts.
    """
    first, *rest = parts
    items = dict(first.items)
    for part in rest:
        if (part.catalogue, part.version, part.language) != (first.catalogue, first.version, first.language):
            raise _refused("head", "parts have different heads")
        for ref, layers in part.items.items():
            if ref in items:
                raise _refused(ref, "stands in two parts")
            items[ref] = layers
    return replace(first, items=_ordered(items))


def check(guidance: GuidanceSet, criteria: CriteriaSet) -> None:
    """Refuse guidance for another catalogue, for rows that get no verdict, and links that lead nowhere.

    Raises:
        ForeignFileProblem: `guidance_refused` with `path` and `reason`.
    """
    if guidance.catalogue != criteria.key:
        raise _refused("catalogue", f"made for {guidance.catalogue}, not for {criteria.key}")
    known = {item.ref for item in criteria.auditable()}
    for ref, layers in guidance.items.items():
        if ref not in known:
            raise _refused(ref, "no requirement of this catalogue")
        for target in (target for layer in layers for target in layer.related):
            if target not in known or target == ref:
                raise _refused(f"{ref}.related", f"{target} cannot be linked from here")


def spoken(sets: Mapping[str, GuidanceSet], language: str) -> GuidanceSet:
    """Return the guidance in `language` (`de`, `de-AT`, `de_AT`), each missing entry in English.

    `sets` holds guidance by language code and must hold English.
    """
    english = sets[FALLBACK]
    code = language.replace("_", "-")
    wanted = sets.get(code) or sets.get(code.split("-")[0], english)
    return replace(wanted, items=_ordered({**english.items, **wanted.items}))


def merged(base: GuidanceSet, own: GuidanceSet) -> GuidanceSet:
    """Return `base` with the user's `own` texts added below it; nothing of `base` is changed or hidden.

    A text that stands in `base` already is not said twice.

    Raises:
        ForeignFileProblem: `guidance_refused` when `own` is for another catalogue.
    """
    if own.catalogue != base.catalogue:
        raise _refused("catalogue", f"made for {own.catalogue}, not for {base.catalogue}")
    items = dict(base.items)
    for ref, layers in own.items.items():
        items[ref] = _below(items.get(ref, ()), layers)
    return replace(base, items=_ordered(items))


def same_text(text: str) -> str:
    """Return the form in which two texts count as equal: case, white space and punctuation left out."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _below(above: tuple[Guidance, ...], layers: tuple[Guidance, ...]) -> tuple[Guidance, ...]:
    """Return `above` and below it the layers, each without what was said before."""
    for layer in layers:
        said = {same_text(text) for upper in above for text in upper.texts()}
        linked = {ref for upper in above for ref in upper.related}
        rest = replace(
            layer,
            questions=_without(layer.questions, said),
            evidence=_without(layer.evidence, said),
            failings=_without(layer.failings, said),
            related=tuple(ref for ref in layer.related if ref not in linked),
        )
        above += (rest,) if rest.texts() or rest.related else ()
    return above


def _without(texts: tuple[str, ...], said: set[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if same_text(text) not in said)


def _ordered(items: dict[str, tuple[Guidance, ...]]) -> Mapping[str, tuple[Guidance, ...]]:
    """Return the items in the order of the standard, read-only."""
    return MappingProxyType({ref: items[ref] for ref in sorted(items, key=sort_key)})


def _refused(path: str, reason: str) -> ForeignFileProblem:
    return ForeignFileProblem("guidance_refused", path=path, reason=reason)


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen = dict(pairs)
    if len(seen) != len(pairs):
        keys = [key for key, _value in pairs]
        raise _refused(next(key for key in keys if keys.count(key) > 1), "key stands twice")
    return seen


def _check_head(document: object) -> None:
    if not isinstance(document, dict):
        raise _refused("file", "an object is expected")
    if set(document) != set(_HEAD):
        raise _refused("head", f"keys differ: {sorted(set(document) ^ set(_HEAD))}")
    for name, kind in _HEAD.items():
        if type(document[name]) is not kind:
            raise _refused(name, f"{kind.__name__} is expected")
    if not document["catalogue"].strip():
        raise _refused("catalogue", "empty")
    if document["version"] < 1:
        raise _refused("version", "not a positive number")
    if not _LANGUAGE.fullmatch(document["language"]):
        raise _refused("language", "not a language code")
    if not document["items"]:
        raise _refused("items", "empty")


def _entry(ref: str, value: object) -> Guidance:
    """Return one entry; every text must say something, and only once."""
    try:
        guidance = from_plain(Guidance, value)
    except ValueError as error:
        path, _colon, reason = str(error).partition(": ")
        raise _refused(path.replace("Guidance", ref, 1), reason) from None
    if not ref.strip() or not guidance.texts():
        raise _refused(ref, "says nothing")
    lines = (*guidance.texts(), *guidance.related)
    if any(not text.strip() or text != text.strip() for text in lines):
        raise _refused(ref, "a text is empty or begins or ends with a blank")
    if len({same_text(text) for text in lines}) != len(lines):
        raise _refused(ref, "a text stands twice")
    return guidance
