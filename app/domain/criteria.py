"""A catalogue of requirements (criteria set): strict reading and its content hash.

A catalogue holds facts only: numbers, titles, attributes, which documents are asked for. No wording of a standard.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.kinds import ItemKind
from app.domain.plain import canonical_bytes, from_plain, to_plain
from app.domain.refs import SortKey, sort_key

ROOT: Final = "CriteriaSet"


class DocumentDuty(StrEnum):
    """Whether the requirement asks for documented information."""

    YES = "yes"
    IF_APPLICABLE = "if_applicable"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of a control (ISO/IEC 27002:2022, clause 4.2): type, information properties, concepts."""

    control_type: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaItem:
    """One row of a catalogue; `mandatory_document` names what must be documented, empty if nothing."""

    ref: str
    parent: str
    kind: ItemKind
    title: str
    theme: str
    attributes: Attributes
    auditable: bool
    document_duty: DocumentDuty
    mandatory_document: str
    note: str
    order: int


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A whole catalogue; `version` counts our own corrections of the catalogue file."""

    key: str
    edition: str
    version: int
    items: tuple[CriteriaItem, ...]

    def auditable(self) -> tuple[CriteriaItem, ...]:
        """Return the requirements that get a verdict, in the order of the catalogue."""
        return tuple(item for item in self.items if item.auditable)

    def item(self, ref: str) -> CriteriaItem:
        """Return the row `ref`.

        Raises:
            UserMistake: `requirement_unknown` if the catalogue has no such row.
        """
        for item in self.items:
            if item.ref == ref:
                return item
        raise UserMistake("requirement_unknown", field="requirement", ref=ref)


def parse(data: bytes) -> CriteriaSet:
    """Read a catalogue from the bytes of its JSON file; anything unknown, missing or double is refused.

    Raises:
        ForeignFileProblem: `criteria_refused` with `path` (place in the file) and `reason`.
    """
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_no_doubles)
        criteria = from_plain(CriteriaSet, document)
    except UnicodeDecodeError:
        raise _refused(ROOT, "not UTF-8") from None
    except json.JSONDecodeError as error:
        raise _refused(f"{ROOT} line {error.lineno}", "not JSON") from None
    except ValueError as error:
        path, _colon, reason = str(error).partition(": ")
        raise _refused(path, reason) from None
    _check_head(criteria)
    _check_rows(criteria.items)
    return criteria


def content_hash(criteria: CriteriaSet) -> str:
    """Return the SHA-256 (hex) over the catalogue as canonical JSON (sorted keys, no blanks, UTF-8; RFC 8785)."""
    return hashlib.sha256(canonical_bytes(to_plain(criteria))).hexdigest()


def _refused(path: str, reason: str) -> ForeignFileProblem:
    return ForeignFileProblem("criteria_refused", path=path, reason=reason)


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen = dict(pairs)
    if len(seen) != len(pairs):
        keys = [key for key, _value in pairs]
        raise _refused(next(key for key in keys if keys.count(key) > 1), "key stands twice")
    return seen


def _check_head(criteria: CriteriaSet) -> None:
    for name in ("key", "edition"):
        if not getattr(criteria, name).strip():
            raise _refused(f"{ROOT}.{name}", "empty")
    if criteria.version < 1:
        raise _refused(f"{ROOT}.version", "not a positive number")
    if not criteria.auditable():
        raise _refused(f"{ROOT}.items", "no auditable requirement")


def _check_rows(items: tuple[CriteriaItem, ...]) -> None:
    """Refuse empty and double references, parents that come later or never, and rows out of order."""
    seen: set[str] = set()
    last: tuple[int, SortKey] = (-1, ())
    for index, item in enumerate(items):
        path = f"{ROOT}.items[{index}]"
        if not item.ref.strip() or not item.title.strip():
            raise _refused(path, "reference or title is empty")
        if item.ref in seen:
            raise _refused(f"{path}.ref", "reference stands twice")
        if item.parent and item.parent not in seen:
            raise _refused(f"{path}.parent", "parent does not stand before it")
        if item.order <= last[0] or sort_key(item.ref) <= last[1]:
            raise _refused(f"{path}.order", "out of order")
        seen.add(item.ref)
        last = (item.order, sort_key(item.ref))
