"""What a signed paper says about itself: who has to sign it, and the trail head; read from the JSON inside it.

The JSON is the machine-readable copy (`app/domain/report.py`): an associated file of the document, covered by the
signatures. It is read leniently in what it holds besides, so that papers of all versions stay verifiable, and
strictly in the parts used here.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pyhanko.pdf_utils import generic

from app.signing.engine import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyhanko.pdf_utils.reader import PdfFileReader

FORMAT_PREFIX: Final = "onsite."
_HEAD: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A signature the paper foresees: name of the field, role, expected person (may be empty), must it be there."""

    field: str
    role: str
    person: str
    required: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """What the paper states: its signature fields and its trail head (64 hex digits or None)."""

    wanted: tuple[Wanted, ...]
    trail_head: str | None

    def field(self, name: str) -> Wanted | None:
        """Return what the paper says about one field."""
        return next((one for one in self.wanted if one.field == name), None)


def statement(reader: PdfFileReader) -> Statement | None:
    """Return what the paper states, None if it holds no JSON of ours.

    Raises ValueError for two such files or for one that is malformed.
    """
    found = [document for document in map(_document, _associated(reader)) if document is not None]
    if not found:
        return None
    if len(found) > 1:
        raise ValueError("two statements")
    return _statement(found[0])


def _associated(reader: PdfFileReader) -> Iterator[bytes]:
    """Yield the bytes of the document's associated JSON files (ISO 19005-3, annex E; catalog /AF)."""
    for specification in entry(reader.root, "/AF") or ():
        name = str(entry(specification, "/UF") or entry(specification, "/F"))
        stream = entry(entry(specification, "/EF"), "/F")
        if name.endswith(".json") and isinstance(stream, generic.StreamObject):
            yield stream.data


def _document(content: bytes) -> dict[str, Any] | None:
    document = json.loads(content.decode("utf-8"), object_pairs_hook=_once)
    if isinstance(document, dict) and str(document.get("format", "")).startswith(FORMAT_PREFIX):
        return document
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)


def _statement(document: dict[str, Any]) -> Statement:
    """Read the one part of the document beside its format: `report`, `record`, `plan` ...; it may also lie open."""
    inner = [value for key, value in document.items() if key != "format"]
    body = inner[0] if len(inner) == 1 and isinstance(inner[0], dict) else document
    stamp = body.get("stamp", body)
    head = stamp.get("trail_head") if isinstance(stamp, dict) else None
    if head is not None and not (isinstance(head, str) and _HEAD.fullmatch(head)):
        raise ValueError("trail head")
    entries = body.get("signatures", body.get("signature_fields"))
    if not isinstance(entries, list):
        raise ValueError("no list of signatures")  # noqa: TRY004 - one error for all bad input
    wanted = tuple(_wanted(one) for one in entries)
    if len({one.field for one in wanted}) != len(wanted):
        raise ValueError("a field twice")
    return Statement(wanted, head)


def _wanted(value: object) -> Wanted:
    if not isinstance(value, dict):
        raise ValueError("signature entry")  # noqa: TRY004
    field = value.get("field", value.get("name"))
    role, person, required = value.get("role", ""), value.get("person", ""), value.get("required", True)
    texts = isinstance(field, str) and isinstance(role, str) and isinstance(person, str)
    if not texts or not field or not isinstance(required, bool):
        raise ValueError("signature entry")
    return Wanted(field, role, person, required)
