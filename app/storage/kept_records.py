"""The whole audits that were read last, brought up to date by reading anew only what was written since.

With 10,000 evidence items a whole audit takes about a second to read, and a window asks for it after every change.
What changed is known exactly: each commit names its rows, because the fence lets no other row through.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.record import AuditRecord
from app.models import fieldwork as tables
from app.models import samples
from app.storage.fence import Place
from app.storage.records import evidence_order, finding_order, load_audit, load_evidence, load_findings, shown_refs

MOST: Final = 2
"""Audits that are kept; somebody works in one and looks into another."""
MANY: Final = 200
"""More rows than that are read as a whole; that is as fast."""
CRITERIA: Final = frozenset({"criteria", "criteria_row"})
PARTS: Final = {
    "evidence": CRITERIA
    | {"evidence", "evidence_link", "evidence_attachment", "attachment", "sample_round", "sample_item"},
    "findings": CRITERIA
    | {"finding", "finding_link", "finding_evidence", "finding_site", "grade_change", "rule_decision"},
    "notes": frozenset({"note"}),
    "client": frozenset({
        "client", "contact", "site", "head_count", "client_document", "document_edition", "soa", "soa_control",
        "sector", "process", "legal_duty", "other_certificate", "scope_statement", "further_data",
    }),
    "criteria": CRITERIA,
}  # fmt: skip
"""The parts that are large, and the tables each is read from; everything else is small and read anew each time."""
_OWNERS: Final[dict[str, dict[str, tuple[Any, str]]]] = {
    "evidence": {
        "evidence": (tables.Evidence, "id"),
        "evidence_link": (tables.EvidenceLink, "evidence_id"),
        "evidence_attachment": (tables.EvidenceAttachment, "evidence_id"),
    },
    "findings": {
        "finding": (tables.Finding, "id"),
        "finding_link": (tables.FindingLink, "finding_id"),
        "finding_evidence": (tables.FindingEvidence, "finding_id"),
        "finding_site": (tables.FindingSite, "finding_id"),
        "grade_change": (tables.GradeChange, "finding_id"),
        "rule_decision": (samples.RuleDecision, "finding_id"),
    },
}
Read = Callable[[], AbstractContextManager[Session]]


class KeptRecords:
    """Safe to use from several threads; a reader never waits for a writer."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, AuditRecord] = OrderedDict()
        self._moved: dict[str, set[Place]] = {}
        self._turns: dict[str, int] = {}

    def moved(self, places: Iterable[Place]) -> None:
        """Note the rows of a commit."""
        with self._lock:
            for waiting in self._moved.values():
                waiting.update(places)

    def load(self, read: Read, audit_id: str) -> AuditRecord:
        """Return the audit as it is in a snapshot taken now; raises `UserMistake("audit_unknown")`."""
        old, places, turn = self._take(audit_id)
        if old is not None and not places:
            record = old
        else:
            with read() as session:
                record = load_audit(session, audit_id, **_unmoved(session, old, places))
        self._keep(audit_id, record, turn)
        return record

    def _take(self, audit_id: str) -> tuple[AuditRecord | None, set[Place], int]:
        """Return what is kept and what moved since; a commit from now on is noted for the next time."""
        with self._lock:
            turn = self._turns[audit_id] = self._turns.get(audit_id, 0) + 1
            old, places = self._kept.pop(audit_id, None), self._moved.get(audit_id, set())
            self._moved[audit_id] = set()
        return old, places, turn

    def _keep(self, audit_id: str, record: AuditRecord, turn: int) -> None:
        """Keep a record unless somebody began to read after us: the commits in between were noted for them."""
        with self._lock:
            if self._turns[audit_id] != turn:
                return
            self._kept[audit_id] = record
            while len(self._kept) > MOST:
                gone, _ = self._kept.popitem(last=False)
                self._moved.pop(gone, None)


def _unmoved(session: Session, old: AuditRecord | None, places: set[Place]) -> dict[str, Any]:
    """Return the large parts of `old` that still hold, by field; changed items are put in their place."""
    if old is None:
        return {}
    moved = {table for table, _ in places}
    parts: dict[str, Any] = {name: getattr(old, name) for name, read_from in PARTS.items() if not moved & read_from}
    refs = shown_refs(old.criteria)
    for name, load, order in (
        ("evidence", load_evidence, evidence_order),
        ("findings", load_findings, finding_order),
    ):
        if name not in parts:
            ids = _owners(session, name, places)
            if ids is not None:
                kept = [one for one in getattr(old, name) if one.id not in ids]
                fresh = load(session, old.audit.id, refs, sorted(ids))
                parts[name] = tuple(sorted((*kept, *fresh), key=order))
    return parts


def _owners(session: Session, part: str, places: set[Place]) -> set[str] | None:
    """Return the items whose rows moved, `None` where that cannot be told: a row that is gone names nobody."""
    found: set[str] = set()
    known = _OWNERS[part]
    for table in {name for name, _ in places} & PARTS[part]:
        if table not in known:
            return None
        model, column = known[table]
        ids = [key for name, key in places if name == table]
        if len(ids) > MANY:
            return None
        rows: Sequence[Any] = session.scalars(select(getattr(model, column)).where(model.id.in_(ids))).all()
        if len(rows) < len(ids):
            return None
        found.update(rows)
    return found if len(found) <= MANY else None
