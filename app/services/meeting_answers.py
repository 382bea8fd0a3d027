"""Answers in a meeting that change data: recorded, and taken over in the same unit of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from app.domain import meeting_answers as rules
from app.domain.errors import UserMistake
from app.domain.kinds import ScopeState, TakenOver
from app.models import audit as audit_tables
from app.models import client as client_tables
from app.models import client_file, confirming, preparing
from app.services.attendance import meeting_for_writing
from app.services.base import Made, Service, get_row, required
from app.storage.records import load_audit

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.domain.meeting_answers import Asked
    from app.models.fieldwork import Meeting
    from app.storage.unit_of_work import UnitOfWork

_KINDS: Final = ("meeting", "audit", "deviation", "withheld_record", "scope_statement")


class AnswerService(Service):
    """What people say in a meeting about scope, heads, plan, languages, SoA, closed records and tools."""

    def give(
        self, meeting_id: str, code: str, subject: str, new: str, *, way: TakenOver | None = None, reason: str = ""
    ) -> Made:
        """Record an answer and take it over: by the usual way of its subject, or by `way`.

        A deviation names old, new and the reason; a new version of the scope or SoA becomes that of the audit.

        Raises:
            UserMistake: `text_missing`, `answer_unknown`, `heads_wrong`, `soa_unknown` (no such version in the client
                file: take the answer over as a deviation), `meeting_finished`.
        """
        text = required(new, "text_missing", "new")
        with self._workspace.write() as uow:
            meeting = meeting_for_writing(uow, meeting_id)
            one = _asked(uow, meeting, code, subject)
            taken = way or one.ways[0]
            if taken not in one.ways and taken is not TakenOver.OPEN:
                raise UserMistake("answer_unknown", field="taken")
            place = len(uow.session.scalars(_answers(meeting_id)).all())
            row = confirming.MeetingAnswer(
                meeting_id=meeting_id, code=code, subject=subject, old=one.old, new=text, taken=taken, position=place
            )
            row.taken_id = self._take(uow, meeting, one, (text, taken, reason))
            uow.session.add(row)
            uow.record("answer.taken", row, audit=meeting.audit_id, reason=reason.strip())
            return Made(row.id, uow.commit(*_KINDS))

    def remove(self, answer_id: str) -> Changes:
        """Take an answer off the list; what was taken over stays and is changed where it stands."""
        with self._workspace.write() as uow:
            row = get_row(uow.session, confirming.MeetingAnswer, answer_id)
            meeting = meeting_for_writing(uow, row.meeting_id)
            uow.session.delete(row)
            uow.record("answer.removed", row, audit=meeting.audit_id)
            return uow.commit("meeting")

    def _take(self, uow: UnitOfWork, meeting: Meeting, one: Asked, said: tuple[str, TakenOver, str]) -> str:
        """Carry the answer (text, way, reason) into the record; return the id of the row that holds it now."""
        text, way, reason = said
        if way is TakenOver.DEVIATION:
            return _deviation(uow, meeting.audit_id, one, text, reason)
        if way in (TakenOver.NOTHING, TakenOver.OPEN):
            return ""
        if one.subject in ("tools", "consent"):
            setattr(meeting, one.subject, text)
            uow.record("meeting.changed", meeting, audit=meeting.audit_id)
            return meeting.id
        if one.subject == "withheld":
            return _withheld(uow, meeting.audit_id, text)
        if one.subject.startswith(rules.HEADS):
            return _heads(uow, meeting.audit_id, one.subject.removeprefix(rules.HEADS), text)
        audit = uow.session.get_one(audit_tables.Audit, meeting.audit_id)
        if one.subject == "soa":
            audit.soa_id = _soa(uow, audit.client_id, text)
        else:
            setattr(audit, one.subject, text)
        made = _scope(uow, audit, text) if one.subject in ("scope", "scope_final") else ""
        audit.scope_confirmed = audit.scope_confirmed or bool(made)
        uow.record("audit.changed", audit, audit=audit.id, reason=reason.strip())
        return made or audit.id


def _asked(uow: UnitOfWork, meeting: Meeting, code: str, subject: str) -> Asked:
    record = load_audit(uow.session, meeting.audit_id)
    value = next(one for one in record.meetings if one.id == meeting.id)
    found = next((one for one in rules.asked(record, value) if (one.code, one.subject) == (code, subject)), None)
    if found is None:
        raise UserMistake("answer_unknown", field="subject")
    return found


def _answers(meeting_id: str) -> Any:  # noqa: ANN401 - a Select
    return select(confirming.MeetingAnswer.id).filter_by(meeting_id=meeting_id)


def _deviation(uow: UnitOfWork, audit_id: str, one: Asked, text: str, reason: str) -> str:
    taken = uow.session.scalars(select(audit_tables.Deviation.position).filter_by(audit_id=audit_id))
    place = max(taken, default=-1) + 1
    row = audit_tables.Deviation(
        audit_id=audit_id, position=place, label=f"DV-{place + 1}", subject=one.code, planned=one.old, done=text,
        reason=reason.strip() or one.code,
    )  # fmt: skip
    uow.session.add(row)
    uow.record("deviation.recorded", row, audit=audit_id)
    return row.id


def _withheld(uow: UnitOfWork, audit_id: str, text: str) -> str:
    taken = uow.session.scalars(select(preparing.WithheldRecord.position).filter_by(audit_id=audit_id))
    what, _, reason = text.partition(";")
    row = preparing.WithheldRecord(
        audit_id=audit_id, what=what.strip(), reason=reason.strip(), position=max(taken, default=-1) + 1
    )
    uow.session.add(row)
    uow.record("withheld.entered", row, audit=audit_id)
    return row.id


def _heads(uow: UnitOfWork, audit_id: str, site_id: str, text: str) -> str:
    row = get_row(uow.session, audit_tables.AuditSite, site_id)
    if row.audit_id != audit_id or not text.isdecimal():
        raise UserMistake("heads_wrong", field="new")
    row.heads = int(text)
    uow.record("audit_site.changed", row, audit=audit_id)
    return row.id


def _soa(uow: UnitOfWork, client_id: str, edition: str) -> str:
    query = select(client_tables.Soa.id).filter_by(client_id=client_id, edition=edition)
    found = uow.session.scalars(query).first()
    if found is None:
        raise UserMistake("soa_unknown", field="new", edition=edition)
    return found


def _scope(uow: UnitOfWork, audit: audit_tables.Audit, text: str) -> str:
    """Enter the sentence as a proposed version of the client's scope, named after the audit; return its id."""
    query = select(client_file.ScopeStatement).filter_by(client_id=audit.client_id)
    known = uow.session.scalars(query).all()
    editions, number, edition = {one.edition for one in known}, 1, audit.reference
    while edition in editions:
        number += 1
        edition = f"{audit.reference}/{number}"
    row = client_file.ScopeStatement(
        client_id=audit.client_id, edition=edition, language=audit.report_language, text=text,
        state=ScopeState.PROPOSED, position=max((one.position for one in known), default=-1) + 1,
    )  # fmt: skip
    uow.session.add(row)
    uow.record("scope_statement.entered", row, audit=None)
    return row.id
