"""Forms of a cycle: begun, filled in line by line, signed off."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.domain import forms as rules
from app.domain.errors import UserMistake
from app.domain.forms import FORMS, FormAnswer, FormDraft
from app.domain.kinds import AuditType, FormKind, FormResult
from app.domain.programme_record import ReviewForm
from app.models import audit as audit_tables
from app.models import programme as tables
from app.services.base import Made, Service, get_row
from app.services.cycle_reading import forms_of, in_time
from app.storage.records import to_value

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from app.domain.changes import Changes


class CycleForms(Service):
    """Review of the application, pre-transfer review, go-ahead for stage 2."""

    def forms(self, cycle_id: str) -> tuple[ReviewForm, ...]:
        """Return the forms of a cycle, the latest last."""
        with self._workspace.read() as session:
            return forms_of(session, cycle_id)

    def form(self, form_id: str) -> ReviewForm:
        """Return one form; raises `UserMistake("row_unknown")`."""
        with self._workspace.read() as session:
            return to_value(ReviewForm, get_row(session, tables.ReviewForm, form_id))

    def begin_form(self, cycle_id: str, kind: FormKind) -> Made:
        """Begin a form of this kind, or return the open one; a go-ahead is about the latest stage 1."""
        with self._workspace.write() as uow:
            get_row(uow.session, audit_tables.Cycle, cycle_id)
            audit_id = _stage1(uow.session, cycle_id) if kind is FormKind.STAGE2_GO else None
            query = select(tables.ReviewForm).filter_by(cycle_id=cycle_id, kind=kind, audit_id=audit_id, done_on=None)
            known = uow.session.scalars(query).first()
            if known is not None:
                return Made(known.id, uow.commit())
            answers = rules.to_stored(FormAnswer(line.key) for line in FORMS[kind])
            row = tables.ReviewForm(cycle_id=cycle_id, audit_id=audit_id, kind=kind, answers=answers)
            uow.session.add(row)
            uow.record("form.begun", row, audit=None)
            return Made(row.id, uow.commit("review_form"))

    def answer_form(self, form_id: str, key: str, answer: bool | None, remark: str = "") -> Changes:  # noqa: FBT001 - yes, no or not yet
        """Record the answer to one line with its remark.

        Lines that follow the form (the contract was signed) can be answered after it was signed off.

        Raises:
            UserMistake: `form_signed_off`, `row_unknown`.
        """
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.ReviewForm, form_id)
            line = next((one for one in FORMS[row.kind] if one.key == key), None)
            if line is None:
                raise UserMistake("row_unknown", table="review_form")
            if row.done_on is not None and not line.follows:
                raise UserMistake("form_signed_off", field=key)
            said = {one.key: one for one in rules.from_stored(row.answers)}
            said[key] = FormAnswer(key, answer, remark.strip())
            stored = rules.to_stored(said.get(one.key, FormAnswer(one.key)) for one in FORMS[row.kind])
            if stored == row.answers:
                return uow.commit()
            row.answers = stored
            uow.record("form.answered", row, audit=None)
            return uow.commit("review_form")

    def finish_form(
        self, form_id: str, result: FormResult, by_name: str, done_on: date | None = None, reason: str = ""
    ) -> Changes:
        """Sign a form off with its result, who and when.

        Raises:
            UserMistake: `form_signed_off`, `step_day_ahead`, and the first thing of `forms.form_problems`.
        """
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.ReviewForm, form_id)
            if row.done_on is not None:
                raise UserMistake("form_signed_off")
            today = self._core.now().astimezone(ZoneInfo(self._core.zone())).date()
            if done_on is not None and done_on > today:
                raise UserMistake("step_day_ahead", field="done_on", day=done_on.isoformat())
            draft = FormDraft(
                kind=row.kind, answers=rules.from_stored(row.answers), result=result, reason=reason, by_name=by_name
            )
            for problem in rules.form_problems(draft):
                if problem.blocking:
                    raise UserMistake(problem.code, field=problem.field, **dict(problem.values))
            row.result, row.reason, row.by_name = result, reason.strip(), by_name.strip()
            row.done_on = done_on or today
            uow.record("form.signed_off", row, audit=None, reason=reason.strip())
            return uow.commit("review_form")


def _stage1(session: Session, cycle_id: str) -> str | None:
    """Return the latest stage 1 of the cycle that was held, else the latest one."""
    query = (
        select(audit_tables.Audit)
        .join(audit_tables.Criteria, audit_tables.Criteria.audit_id == audit_tables.Audit.id)
        .where(audit_tables.Criteria.cycle_id == cycle_id, audit_tables.Audit.type == AuditType.STAGE1)
    )
    found = sorted(session.scalars(query), key=in_time)
    held = [one for one in found if one.closed_on is not None]
    return (held or found)[-1].id if found else None
