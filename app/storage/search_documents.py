"""Turns rows of the record into documents of the search index, in batches."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from app.domain.kinds import EvidenceState
from app.models.record import Rendition, RenditionKind
from app.storage.search_sources import OF_TABLE, PARTS, WHOLES, Source
from app.storage.tables import metadata

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Place = tuple[str, str]
MOST_TITLE: Final = 300
_FINAL: Final = 3


@dataclass(slots=True)
class Document:
    """What can be found of one row; `text` is the text inside a file, which is kept elsewhere."""

    table: str
    id: str
    cursor: int
    kind: str
    at: datetime
    label: str = ""
    title: str = ""
    body: str = ""
    text: str = ""
    audit_id: str = ""
    client_id: str = ""
    site_id: str = ""
    holder_id: str = ""
    author: str = ""
    confidential: bool = False


class Reader:
    """Reads documents in one snapshot."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._initials: dict[str, str] | None = None
        self._clients: dict[str, str] | None = None

    def by_id(self, table: str, ids: Sequence[str]) -> list[Document]:
        """Return the documents of these rows; what cannot be found (any more) has none."""
        source = OF_TABLE[table]
        return self._documents(source, source.query().where(source.key.in_(ids)))

    def after(self, table: str, cursor: int, most: int) -> tuple[list[Document], int | None]:
        """Return documents entered after `cursor`, and the cursor to go on from; None at the end."""
        source = OF_TABLE[table]
        query = source.query().where(source.cursor > cursor).order_by(source.cursor).limit(most)
        rows = self._session.execute(query).mappings().all()
        found = self._made(source, rows)
        return found, rows[-1]["cursor"] if len(rows) == most else None

    def _documents(self, source: Source, query: Any) -> list[Document]:  # noqa: ANN401 - a select
        return self._made(source, self._session.execute(query).mappings().all())

    def _made(self, source: Source, rows: Sequence[Any]) -> list[Document]:
        documents = [self._document(source, row) for row in rows]
        if source.table == "attachment":
            return self._with_holders(documents)
        more = {"evidence": self._of_evidence, "finding": self._of_finding}.get(source.table)
        if more is not None and documents:
            parts = more([one.id for one in documents])
            for one in documents:
                one.body = "\n".join([one.body, *parts[one.id]]) if parts[one.id] else one.body
        return documents

    def _document(self, source: Source, row: Any) -> Document:  # noqa: ANN401 - a mapping of columns
        texts = {use: _texts(row, use, len(names)) for use, names in _uses(source).items()}
        moments = [row[f"at_{place}"] for place in range(len(source.at))]
        audit_id = row.get("audit_id") or ""
        return Document(
            table=source.table,
            id=row["id"],
            cursor=row["cursor"],
            kind=source.kind.value,
            at=next((moment for moment in moments if moment is not None), row["created_at"]),
            label=_label(source, texts["label"]),
            title=" ".join(texts["title"]),
            body="\n".join(texts["body"]),
            audit_id=audit_id,
            client_id=row.get("client_id") or self._client_of(audit_id),
            site_id=row.get("site_id") or "",
            holder_id=str(row.get("holder_id") or ""),
            author=row.get("author") or self._initials_of(row["created_by"]),
            confidential=bool(row.get("confidential")),
        )

    def _initials_of(self, person_id: str) -> str:
        if self._initials is None:
            person = metadata.tables["person"].c
            rows = self._session.execute(select(person.id, person.initials, person.name))
            self._initials = {row.id: row.initials or row.name for row in rows}
        return self._initials.get(person_id, "")

    def _client_of(self, audit_id: str) -> str:
        if self._clients is None:
            audit = metadata.tables["audit"].c
            self._clients = {row.id: row.client_id for row in self._session.execute(select(audit.id, audit.client_id))}
        return self._clients.get(audit_id, "")

    def _of_evidence(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """Return requirements, rounds and items of samples of evidence."""
        tables = metadata.tables
        link, row = tables["evidence_link"].c, tables["criteria_row"].c
        round_, item = tables["sample_round"].c, tables["sample_item"].c
        links = select(link.evidence_id, row.ref, link.part, link.other).outerjoin_from(
            tables["evidence_link"], tables["criteria_row"], link.item_id == row.id
        )
        rounds = select(round_.evidence_id, round_.how, round_.widened_reason)
        items = select(round_.evidence_id, item.label, item.remark).join_from(
            tables["sample_item"], tables["sample_round"], item.round_id == round_.id
        )
        return self._parts(
            [
                links.where(link.evidence_id.in_(ids)),
                rounds.where(round_.evidence_id.in_(ids)),
                items.where(round_.evidence_id.in_(ids)).order_by(item.position),
            ]
        )

    def _of_finding(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """Return requirements and reasons of grades of findings."""
        tables = metadata.tables
        link, row, grade = (tables[name].c for name in ("finding_link", "criteria_row", "grade_change"))
        links = select(link.finding_id, row.ref, link.part, link.other).outerjoin_from(
            tables["finding_link"], tables["criteria_row"], link.item_id == row.id
        )
        grades = select(grade.finding_id, grade.reason)
        return self._parts([links.where(link.finding_id.in_(ids)), grades.where(grade.finding_id.in_(ids))])

    def _parts(self, queries: Iterable[Any]) -> dict[str, list[str]]:
        parts: dict[str, list[str]] = defaultdict(list)
        for query in queries:
            for owner, *texts in self._session.execute(query):
                line = " ".join(text for text in texts if text)
                if line:
                    parts[owner].append(line)
        return parts

    def _with_holders(self, documents: list[Document]) -> list[Document]:
        """Return the files that evidence in use holds, with its place, and with the text inside them."""
        tables = metadata.tables
        use, evidence, file = (tables[name].c for name in ("evidence_attachment", "evidence", "attachment"))
        query = (
            select(use.attachment_id, use.caption, evidence.id, evidence.site_id, evidence.author,
                   evidence.confidential, evidence.happened_at, evidence.title)
            .join_from(tables["evidence_attachment"], tables["evidence"], use.evidence_id == evidence.id)
            .where(use.attachment_id.in_([one.id for one in documents]), evidence.state != EvidenceState.WITHDRAWN)
            .order_by(evidence.happened_at.desc())
        )  # fmt: skip
        holders = {row.attachment_id: row for row in self._session.execute(query)}
        kept = [one for one in documents if one.id in holders]
        texts = self._texts_of([one.id for one in kept], file)
        for one in kept:
            holder = holders[one.id]
            one.holder_id, one.site_id, one.author = holder.id, holder.site_id or "", holder.author
            one.at, one.confidential = holder.happened_at or one.at, holder.confidential
            one.body, one.text = holder.caption, texts.get(one.id, "")
        return kept

    def _texts_of(self, ids: Sequence[str], file: Any) -> dict[str, str]:  # noqa: ANN401 - columns
        query = (
            select(file.id, Rendition.data)
            .join_from(metadata.tables["attachment"], Rendition, Rendition.blob_id == file.blob_id)
            .where(file.id.in_(ids), Rendition.kind == RenditionKind.TEXT, Rendition.data.is_not(None))
        )
        return {row.id: row.data.decode("utf-8", "replace") for row in self._session.execute(query)}


def _uses(source: Source) -> dict[str, tuple[str, ...]]:
    return {"label": source.label, "title": source.title, "body": source.body}


def _texts(row: Any, use: str, count: int) -> list[str]:  # noqa: ANN401 - a mapping of columns
    return [str(text) for place in range(count) if (text := row[f"{use}_{place}"])]


def _label(source: Source, texts: list[str]) -> str:
    """Return the short name: of a finding its final number, or the one of the draft."""
    if source.table == "finding":
        return texts[_FINAL - 1] if len(texts) == _FINAL else "-F".join(texts)
    return "-".join(texts)


def affected(session: Session, touched: Iterable[Place]) -> dict[str, set[str]]:
    """Return which documents the changed rows belong to, by table: their own, of their wholes, of their parts."""
    found: dict[str, set[str]] = defaultdict(set)
    pending = set(touched)
    done: set[Place] = set()
    while pending:
        by_table: dict[str, set[str]] = defaultdict(set)
        for table, key in pending:
            by_table[table].add(key)
        done |= pending
        pending = set()
        for table, keys in by_table.items():
            if table in OF_TABLE:
                found[table] |= keys
            pending |= _wholes(session, table, keys) | _parts_of(session, table, keys)
        pending -= done
    return found


def _wholes(session: Session, table: str, keys: set[str]) -> set[Place]:
    """Return what these parts belong to; of a part that is gone the trail still knows it."""
    out: set[Place] = set()
    for column, target in PARTS.get(table, ()):
        here = metadata.tables[table].c
        rows = session.execute(select(here.id, here[column]).where(here.id.in_(keys))).all()
        out |= {(target, row[1]) for row in rows if row[1]}
        out |= {(target, key) for key in _told(session, table, keys - {row[0] for row in rows}, column)}
    return out


def _told(session: Session, table: str, gone: set[str], column: str) -> set[str]:
    value = metadata.tables["trail_value"].c
    query = select(value.old_value, value.new_value).where(
        value.table_name == table, value.row_id.in_(gone), value.field == column
    )
    texts = [text for row in session.execute(query) for text in row if text] if gone else []
    return {key for text in texts if isinstance(key := json.loads(text), str)}


def _parts_of(session: Session, table: str, keys: set[str]) -> set[Place]:
    if table not in WHOLES:
        return set()
    between, owner, column, target = WHOLES[table]
    here = metadata.tables[between].c
    return {(target, key) for key in session.scalars(select(here[column]).where(here[owner].in_(keys)))}
