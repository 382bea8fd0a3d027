"""The plan and the client: sending it, the client's answers, records that may not be shown, and the start."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.domain.errors import UserMistake
from app.domain.kinds import StatementKind, StatementOutcome, WithheldJudgement
from app.domain.plan_start import start_problems
from app.domain.preparing import ClientStatement, WithheldRecord
from app.models import audit as audit_tables
from app.models import preparing as tables
from app.models.client import Person
from app.services.base import Made, Service, get_row, open_audit, required
from app.storage.records import from_value

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from app.domain.changes import Changes
    from app.domain.plan_checks import PlanProblem
    from app.domain.record import AuditRecord
    from app.storage.unit_of_work import UnitOfWork


class PlanAnswers(Service):
    """What is asked of the client before the audit, what is answered, and what it means for the start."""

    def send(self, audit_id: str, on: date) -> Changes:
        """Record that the plan went to the client on this day: from now on an answer is waited for (D-01).

        The question which records may not be shown goes with it (27006-1, 8.4.2), once.

        Raises:
            UserMistake: `plan_empty`, `audit_frozen`.
        """
        with self._workspace.write() as uow:
            audit = open_audit(uow.session, audit_id)
            if not uow.session.scalars(select(audit_tables.TimetableRow.id).filter_by(audit_id=audit_id)).first():
                raise UserMistake("plan_empty")
            audit.plan_sent_on = on
            asked = [_ask(uow.session, audit_id, StatementKind.PLAN)]
            if not _said(uow.session, audit_id, StatementKind.WITHHELD):
                asked.append(_ask(uow.session, audit_id, StatementKind.WITHHELD, place=1))
            uow.session.add_all(asked)
            uow.record("plan.sent", audit, *asked, audit=audit_id)
            return uow.commit("audit", "client_statement")

    def answer_plan(
        self, audit_id: str, outcome: StatementOutcome, by_name: str, said_on: date, text: str = ""
    ) -> Made:
        """Record what the client said to the plan; changes that are wanted need a text.

        Raises:
            UserMistake: `answer_missing`, `name_missing`, `text_missing`, `answered_before_sent`, `audit_frozen`.
        """
        return self._answer(audit_id, StatementKind.PLAN, outcome, (by_name, said_on, text))

    def answer_withheld(self, audit_id: str, by_name: str, said_on: date, text: str = "") -> Made:
        """Record that the client named the records it may not show, or said that there are none."""
        return self._answer(audit_id, StatementKind.WITHHELD, StatementOutcome.ACCEPTED, (by_name, said_on, text))

    def answer_request(self, statement_id: str, answer: str) -> Changes:
        """Record what the body answers to the client; raises `UserMistake("answer_missing")`."""
        clean = required(answer, "answer_missing", "answer")
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.ClientStatement, statement_id)
            open_audit(uow.session, row.audit_id)
            row.answer, row.answered_by = clean, _me(uow.session, self._workspace.me.person_id)
            row.answered_on = self._today()
            uow.record("client.answered", row, audit=row.audit_id)
            return uow.commit("client_statement")

    def add_withheld(self, audit_id: str, record: WithheldRecord) -> Made:
        """Enter a record that the client may not show; raises `UserMistake("text_missing")`."""
        required(record.what, "text_missing", "what")
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            taken = uow.session.scalars(select(tables.WithheldRecord.position).filter_by(audit_id=audit_id))
            place = max(taken, default=-1) + 1
            row = from_value(record, tables.WithheldRecord, audit_id=audit_id, position=place)
            uow.session.add(row)
            uow.record("withheld.entered", row, audit=audit_id)
            return Made(row.id, uow.commit("withheld_record"))

    def judge_withheld(self, row_id: str, judgement: WithheldJudgement, reason: str = "") -> Changes:
        """Record the body's judgement on a record that may not be shown (27006-1, 8.4.2).

        Raises:
            UserMistake: `reason_missing` for "can be audited without it", `audit_frozen`.
        """
        if judgement is WithheldJudgement.CAN_BE_AUDITED:
            required(reason, "reason_missing", "judgement_reason")
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.WithheldRecord, row_id)
            open_audit(uow.session, row.audit_id)
            row.judgement, row.judgement_reason = judgement, reason.strip()
            judged = judgement is not WithheldJudgement.OPEN
            row.judged_by = _me(uow.session, self._workspace.me.person_id) if judged else ""
            row.judged_on = self._today() if judged else None
            uow.record("withheld.judged", row, audit=row.audit_id, reason=reason.strip())
            return uow.commit("withheld_record")

    def remove_withheld(self, row_id: str) -> Changes:
        """Take a record that may not be shown out again; the trail keeps it."""
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.WithheldRecord, row_id)
            open_audit(uow.session, row.audit_id)
            uow.session.delete(row)
            uow.record("withheld.removed", row, audit=row.audit_id)
            return uow.commit("withheld_record")

    def start_problems(self, record: AuditRecord) -> tuple[PlanProblem, ...]:
        """Return what stands against the start of the audit; blocking ones can be left with a reason."""
        return start_problems(record)

    def _answer(
        self, audit_id: str, kind: StatementKind, outcome: StatementOutcome, said: tuple[str, date, str]
    ) -> Made:
        name, on, text = required(said[0], "name_missing", "by_name"), said[1], said[2].strip()
        if outcome is StatementOutcome.ASKED:
            raise UserMistake("answer_missing", field="outcome")
        if outcome is not StatementOutcome.ACCEPTED:
            required(text, "text_missing", "text")
        with self._workspace.write() as uow:
            audit = open_audit(uow.session, audit_id)
            if audit.plan_sent_on is not None and on < audit.plan_sent_on:
                raise UserMistake("answered_before_sent", field="said_on", sent=audit.plan_sent_on.isoformat())
            row = _open_question(uow, audit_id, kind)
            row.outcome, row.by_name, row.said_on, row.text = outcome, name, on, text
            uow.record("client.said", row, audit=audit_id)
            return Made(row.id, uow.commit("client_statement"))

    def _today(self) -> date:
        return self._core.now().astimezone(ZoneInfo(self._core.zone())).date()


def _said(session: Session, audit_id: str, kind: StatementKind) -> list[tables.ClientStatement]:
    query = select(tables.ClientStatement).filter_by(audit_id=audit_id, kind=kind)
    return list(session.scalars(query.order_by(tables.ClientStatement.position)))


def _ask(session: Session, audit_id: str, kind: StatementKind, place: int = 0) -> tables.ClientStatement:
    taken = session.scalars(select(tables.ClientStatement.position).filter_by(audit_id=audit_id))
    position = max(taken, default=-1) + 1 + place
    row: tables.ClientStatement = from_value(
        ClientStatement(kind=kind), tables.ClientStatement, audit_id=audit_id, position=position
    )
    return row


def _open_question(uow: UnitOfWork, audit_id: str, kind: StatementKind) -> tables.ClientStatement:
    """Return the question that waits for an answer, a new one if none does."""
    said = _said(uow.session, audit_id, kind)
    if said and said[-1].outcome == StatementOutcome.ASKED:
        return said[-1]
    row = _ask(uow.session, audit_id, kind)
    uow.session.add(row)
    return row


def _me(session: Session, person_id: str | None) -> str:
    row = session.get(Person, person_id) if person_id else None
    return "" if row is None else row.name
