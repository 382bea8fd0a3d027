"""A catalogue of requirements (criteria set): strict reading and its content hash.

A catalogue holds facts only: numbers, titles, attributes, which documents are asked for. No wording of a standard.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.kinds import ItemKind
from app.domain.refs import sort_key

ROOT: Final = "$"


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
            UserMistake: `requirement-unknown` if the catalogue has no such row.
        """
        for item in self.items:
            if item.ref == ref:
                return item
        raise UserMistake("requirement-unknown", field="requirement", ref=ref)


def parse(data: bytes) -> CriteriaSet:
    """Read a catalogue from the bytes of its JSON file; anything unknown, missing or double is refused.

    Raises:
        ForeignFileProblem: `criteria-refused` with `path` (place in the file) and `reason`.
    """
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_no_doubles)
    except UnicodeDecodeError:
        raise _refused(ROOT, "not UTF-8") from None
    except json.JSONDecodeError as error:
        raise _refused(f"line {error.lineno}", "not JSON") from None
    fields = _object(document, ROOT, ("key", "edition", "version", "items"))
    version = fields["version"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _refused(f"{ROOT}.version", "not a positive whole number")
    rows = _list(fields["items"], f"{ROOT}.items")
    items = tuple(_item(row, f"{ROOT}.items[{index}]") for index, row in enumerate(rows))
    _check_tree(items)
    return CriteriaSet(_filled(fields["key"], f"{ROOT}.key"), _filled(fields["edition"], f"{ROOT}.edition"), version, items)


def content_hash(criteria: CriteriaSet) -> str:
    """Return the SHA-256 (hex) over the catalogue as canonical JSON (RFC 8785: sorted keys, no blanks, UTF-8)."""
    canonical = json.dumps(asdict(criteria), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _refused(path: str, reason: str) -> ForeignFileProblem:
    return ForeignFileProblem("criteria-refused", path=path, reason=reason)


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen = dict(pairs)
    if len(seen) != len(pairs):
        keys = [key for key, _value in pairs]
        raise _refused(next(key for key in keys if keys.count(key) > 1), "key stands twice")
    return seen


def _object(value: object, path: str, names: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _refused(path, "not an object")
    for name in names:
        if name not in value:
            raise _refused(f"{path}.{name}", "missing")
    for name in value:
        if name not in names:
            raise _refused(f"{path}.{name}", "unknown field")
    return value


def _list(value: object, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise _refused(path, "not a list")
    return value


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise _refused(path, "not a text")
    return value


def _filled(value: object, path: str) -> str:
    if not _text(value, path).strip():
        raise _refused(path, "empty")
    return _text(value, path)


def _texts(value: object, path: str) -> tuple[str, ...]:
    return tuple(_filled(entry, f"{path}[{index}]") for index, entry in enumerate(_list(value, path)))


def _choice(kind: type[StrEnum], value: object, path: str) -> Any:
    try:
        return kind(_text(value, path))
    except ValueError:
        raise _refused(path, "unknown value") from None


def _item(value: object, path: str) -> CriteriaItem:
    row = _object(value, path, tuple(CriteriaItem.__dataclass_fields__))
    inner = f"{path}.attributes"
    attributes = _object(row["attributes"], inner, tuple(Attributes.__dataclass_fields__))
    if not isinstance(row["auditable"], bool):
        raise _refused(f"{path}.auditable", "not true or false")
    if not isinstance(row["order"], int) or isinstance(row["order"], bool):
        raise _refused(f"{path}.order", "not a whole number")
    return CriteriaItem(
        ref=_filled(row["ref"], f"{path}.ref"),
        parent=_text(row["parent"], f"{path}.parent"),
        kind=_choice(ItemKind, row["kind"], f"{path}.kind"),
        title=_filled(row["title"], f"{path}.title"),
        theme=_text(row["theme"], f"{path}.theme"),
        attributes=Attributes(**{name: _texts(attributes[name], f"{inner}.{name}") for name in attributes}),
        auditable=row["auditable"],
        document_duty=_choice(DocumentDuty, row["document_duty"], f"{path}.document_duty"),
        mandatory_document=_text(row["mandatory_document"], f"{path}.mandatory_document"),
        note=_text(row["note"], f"{path}.note"),
        order=row["order"],
    )


def _check_tree(items: tuple[CriteriaItem, ...]) -> None:
    """Refuse double references, parents that come later or never, and rows that are out of order."""
    seen: set[str] = set()
    for index, item in enumerate(items):
        path = f"{ROOT}.items[{index}]"
        if item.ref in seen:
            raise _refused(f"{path}.ref", "reference stands twice")
        if item.parent and item.parent not in seen:
            raise _refused(f"{path}.parent", "parent does not stand before it")
        if index and (item.order <= items[index - 1].order or sort_key(item.ref) <= sort_key(items[index - 1].ref)):
            raise _refused(f"{path}.order", "out of order")
        seen.add(item.ref)
    if not any(item.auditable for item in items):
        raise _refused(f"{ROOT}.items", "no auditable requirement")
