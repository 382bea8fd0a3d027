"""What captures, notes and questions share: the facts for their marks, and taking back what was made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.capture_facts import CaptureFacts, make_facts
from app.domain.errors import UserMistake
from app.domain.kinds import EvidenceKind, EvidenceState, FindingState, QuestionState, SortedAs
from app.models import fieldwork as tables
from app.models.audit import Audit
from app.models.samples import Question
from app.services.base import get_row
from app.storage.records import load_client, load_criteria, load_sessions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from app.domain.fieldwork import Session as SessionValue
    from app.storage.unit_of_work import UnitOfWork

UNDONE = "undo"


def facts_for(session: Session, audit_id: str, session_id: str | None) -> tuple[CaptureFacts, SessionValue | None]:
    """Return what marks can point at in the audit, and the session they were typed in."""
    sessions = load_sessions(session, audit_id)
    here = next((one for one in sessions if one.id == session_id), None)
    items = (item for criteria in load_criteria(session, audit_id) for item in criteria.items)
    client = load_client(session, get_row(session, Audit, audit_id).client_id)
    return make_facts(items, client, sessions, here), here


def take_back(uow: UnitOfWork, made: Sequence[tuple[SortedAs, str]]) -> list[Any]:
    """Withdraw or drop what was made of lines; returns the changed rows, to be recorded by the caller.

    Raises:
        UserMistake: `finding_issued` for a finding that has its final number by now.
    """
    rows: list[Any] = []
    for kind, row_id in made:
        row = _target(uow.session, kind, row_id)
        if isinstance(row, tables.Finding) and row.state is FindingState.ISSUED:
            raise UserMistake("finding_issued", number=row.final_number)
        if isinstance(row, Question):
            row.state = QuestionState.DROPPED
        elif isinstance(row, tables.Finding):
            row.state, row.withdrawn_reason = FindingState.WITHDRAWN, UNDONE
        else:
            row.state, row.withdrawn_reason = EvidenceState.WITHDRAWN, UNDONE
        rows.append(row)
    return rows


def bring_back(uow: UnitOfWork, made: Sequence[tuple[SortedAs, str]]) -> list[Any]:
    """Use again what `take_back` took; returns the changed rows."""
    rows: list[Any] = []
    for kind, row_id in made:
        row = _target(uow.session, kind, row_id)
        if isinstance(row, Question):
            row.state = QuestionState.ANSWERED if row.answer else QuestionState.OPEN
        elif isinstance(row, tables.Finding):
            row.state, row.withdrawn_reason = FindingState.DRAFT, ""
        else:
            linked = uow.session.scalars(select(tables.EvidenceLink.id).filter_by(evidence_id=row.id)).first()
            inbox = row.kind == EvidenceKind.NOTE and linked is None
            row.state, row.withdrawn_reason = (EvidenceState.INBOX if inbox else EvidenceState.SORTED), ""
        rows.append(row)
    return rows


def _target(session: Session, kind: SortedAs, row_id: str) -> Any:  # noqa: ANN401 - one of three tables
    table = {SortedAs.EVIDENCE: tables.Evidence, SortedAs.FINDING: tables.Finding, SortedAs.QUESTION: Question}[kind]
    return get_row(session, table, row_id)
