"""The deadlines of the certification body: a preset, single numbers that differ from it, and its holidays.

What is proposed and what is due is counted from them anew each time; no date that stands in a record is touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.body_deadlines import changed, preset_of, rules_of
from app.domain.deadline_settings import FIELDS, of_preset, setting_problems, span_of
from app.domain.deadlines import PRESETS, DeadlineRules, Span
from app.domain.errors import UserMistake
from app.models import client as client_tables
from app.models import programme as tables
from app.services.base import Made, Service, get_row
from app.services.body import BodyService
from app.services.undo import Step
from app.storage.records import load_body

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from app.domain.changes import Changes
    from app.domain.problems import Problem
    from app.domain.programme_record import Holiday

_OLD = {
    "D-03": ("report_days", 10),
    "D-04": ("plan_days", 30),
    "D-05": ("major_days", 90),
    "D-05-limit": ("major_months", 6),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """One number: its code, how it is, how the preset has it, what is odd about it."""

    id: str
    span: Span
    preset: Span
    problems: tuple[Problem, ...] = ()

    @property
    def differs(self) -> bool:
        """Tell whether somebody set it."""
        return self.span != self.preset


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineSheet:
    """The settings as their card shows them."""

    body_id: str
    preset: str
    day_before: bool
    rows: tuple[DeadlineRow, ...]
    holidays: tuple[Holiday, ...]


class DeadlineService(Service):
    """Settings of the deadlines D-01 to D-13."""

    def rules(self) -> DeadlineRules:
        """Return the deadlines in force."""
        with self._workspace.read() as session:
            return rules_of(load_body(session))

    def sheet(self) -> DeadlineSheet:
        """Return preset, numbers and holidays; the row of the body is made if there is none."""
        body_id = BodyService(self._core).ensure().id
        with self._workspace.read() as session:
            body = load_body(session)
        rules, plain = rules_of(body), of_preset(preset_of(body), {})
        odd = setting_problems(rules)
        rows = tuple(
            DeadlineRow(
                id=code,
                span=span_of(rules, code),
                preset=span_of(plain, code),
                problems=tuple(one for one in odd if one.field == code),
            )
            for code in FIELDS
        )
        return DeadlineSheet(
            body_id=body_id,
            preset=preset_of(body),
            day_before=body.expiry_day_before,
            rows=rows,
            holidays=tuple(sorted(body.holidays, key=lambda one: one.day)),
        )

    def set_preset(self, name: str) -> Changes:
        """Take another preset; single numbers that somebody set stay. Raises `UserMistake("deadline_code_unknown")`."""
        if name not in PRESETS:
            raise UserMistake("deadline_code_unknown", field="deadline_preset", rule=name)
        body_id = BodyService(self._core).ensure().id
        with self._workspace.write() as uow:
            row = get_row(uow.session, client_tables.Body, body_id)
            before = row.deadline_preset
            if before == name:
                return uow.commit()
            row.deadline_preset = name
            uow.record("body.deadlines_set", row, audit=None)
            changes = uow.commit("body")
        self._remember("deadline_preset", partial(self.set_preset, before), partial(self.set_preset, name))
        return changes

    def set_span(self, code: str, span: Span | None) -> Changes:
        """Set one number, or let it follow the preset again (`None`).

        Raises:
            UserMistake: `deadline_code_unknown`.
        """
        if code not in FIELDS:
            raise UserMistake("deadline_code_unknown", field="code", rule=code)
        body_id = BodyService(self._core).ensure().id
        with self._workspace.write() as uow:
            body = load_body(uow.session)
            before = changed(body).get(code)
            plain = span_of(of_preset(preset_of(body), {}), code)
            wanted = None if span == plain else span
            if wanted == before:
                return uow.commit()
            rows = [_set(uow.session, body_id, code, wanted), _forget_old(uow.session, body_id, code)]
            uow.record("body.deadlines_set", *(one for one in rows if one is not None), audit=None)
            changes = uow.commit("deadline_setting", "body")
        self._remember(code, partial(self.set_span, code, before), partial(self.set_span, code, span))
        return changes

    def add_holiday(self, day: date, name: str = "") -> Made:
        """Enter a day on which the body does not work; raises `UserMistake("holiday_known")`."""
        body_id = BodyService(self._core).ensure().id
        with self._workspace.write() as uow:
            known = uow.session.scalars(select(tables.Holiday).filter_by(body_id=body_id, day=day)).first()
            if known is not None:
                raise UserMistake("holiday_known", field="day", day=day.isoformat())
            row = tables.Holiday(body_id=body_id, day=day, name=name.strip())
            uow.session.add(row)
            uow.record("holiday.entered", row, audit=None)
            return Made(row.id, uow.commit("holiday"))

    def remove_holiday(self, holiday_id: str) -> Changes:
        """Take a holiday out again."""
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.Holiday, holiday_id)
            uow.session.delete(row)
            uow.record("holiday.removed", row, audit=None)
            return uow.commit("holiday")

    def _remember(self, subject: str, back: partial[Changes], again: partial[Changes]) -> None:
        self._core.undo.add(Step("undo_field", f"body.{subject}", back, again))


def _set(session: Session, body_id: str, code: str, span: Span | None) -> tables.DeadlineSetting | None:
    row = session.scalars(select(tables.DeadlineSetting).filter_by(body_id=body_id, code=code)).first()
    if span is None:
        if row is not None:
            session.delete(row)
        return row
    if row is None:
        row = tables.DeadlineSetting(body_id=body_id, code=code)
        session.add(row)
    row.amount, row.unit = span.amount, span.unit.value
    return row


def _forget_old(session: Session, body_id: str, code: str) -> client_tables.Body | None:
    """Put a number that older settings kept beside the preset back to its default, so that one place speaks."""
    if code not in _OLD:
        return None
    name, default = _OLD[code]
    body = get_row(session, client_tables.Body, body_id)
    setattr(body, name, default)
    return body
