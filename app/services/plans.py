"""The audit plan: its rows are made, moved, proposed and sent; every verb is one unit of work and can be undone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from app.domain import plan_rows as rules
from app.domain.changes import Changes
from app.domain.errors import UserMistake
from app.domain.kinds import Mode, RowKind
from app.domain.plan_checks import PlanProblem, plan_problems
from app.domain.plan_company import auditors_of
from app.domain.plan_proposal import DaySettings, propose
from app.domain.plan_slots import audit_days
from app.domain.record import TimetableRow
from app.domain.timetable import span
from app.models.audit import Audit, AuditSite
from app.models.audit import TimetableRow as RowTable
from app.models.base import new_id
from app.services.base import Made, get_row, open_audit
from app.services.plan_answers import PlanAnswers
from app.services.plan_writing import RowChange, drop_deviations, rows_of, write_rows
from app.services.programmes import programme_of
from app.services.undo import Step
from app.storage.records import load_audit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from app.domain.programme import Matrix
    from app.storage.unit_of_work import UnitOfWork

FIELDS: Final = frozenset({
    "day", "starts", "ends", "auditors", "people", "site_id", "mode", "topic", "kind", "process_id", "language",
    "label",
})  # fmt: skip
_MADE: Final = "plan.row_added"
_CHANGED: Final = "plan.changed"
_REMOVED: Final = "plan.rows_removed"


class PlanService(PlanAnswers):
    """The plan of an audit.

    Once the client has accepted it, every change needs a `reason` (`plan_reason_missing`) and is kept as a deviation
    (17021-1, 9.4.8); undoing the change takes its deviation back, too.
    """

    def programme(self, audit_id: str) -> Matrix | None:
        """Return the programme of the cycle this audit belongs to; `None` if it belongs to none."""
        with self._workspace.read() as session:
            return programme_of(session, audit_id)

    def problems(self, audit_id: str) -> tuple[PlanProblem, ...]:
        """Return what does not hold together in the plan."""
        with self._workspace.read() as session:
            return plan_problems(load_audit(session, audit_id), programme=programme_of(session, audit_id))

    def add_row(self, audit_id: str, row: TimetableRow, reason: str = "") -> Made:
        """Add a row with its requirements; it gets the next label `P-nn` if it has none.

        Raises:
            UserMistake: `time_unreadable`, `plan_site_unknown`, `requirement_unknown`, `plan_reason_missing`,
                `audit_frozen`.
        """
        return self._add(audit_id, row, reason)

    def remove_rows(self, ids: Sequence[str], reason: str = "") -> Changes:
        """Take rows out of the plan; raises `plan_row_used` where a session was held by one of them."""
        return self._change(ids, {}, _REMOVED, reason, gone=True)

    def change_row(self, row_id: str, reason: str = "", **fields: Any) -> Changes:  # noqa: ANN401 - values of columns
        """Change several fields of a row in one step (day, starts, ends, auditors, people, site_id, mode, topic ...).

        Raises:
            UserMistake: `field_not_editable`, `time_unreadable`, `plan_site_unknown`, `plan_reason_missing`,
                `row_unknown`, `audit_frozen`.
        """
        return self._change((row_id,), fields, _CHANGED, reason)

    def change_rows(self, ids: Sequence[str], reason: str = "", **fields: Any) -> Changes:  # noqa: ANN401 - as above
        """Give several rows of one audit the same values in one step; raises as `change_row`."""
        return self._change(ids, fields, _CHANGED, reason)

    def change_each(self, fields: Mapping[str, Mapping[str, Any]], reason: str = "") -> Changes:
        """Give several rows of one audit each its own values in one step (row id -> fields); raises as `change_row`."""
        values = {one: _checked(found) for one, found in fields.items()}
        with self._workspace.write() as uow:
            if not values:
                return uow.commit()
            audit = open_audit(uow.session, get_row(uow.session, RowTable, next(iter(values))).audit_id)
            there = rows_of(uow.session, audit.id)
            if not values.keys() <= there.keys():
                raise UserMistake("row_unknown", table="timetable_row")
            for found in values.values():
                _check_site(uow.session, audit.id, found.get("site_id"))
            changes = [RowChange(there[one], replace(there[one], **found)) for one, found in values.items()]
            return self._commit(uow, audit, changes, _CHANGED, reason)

    def set_refs(self, row_id: str, refs: Sequence[str], reason: str = "") -> Changes:
        """Set the requirements of a row, in this order; raises `requirement_unknown` and as `change_row`."""
        return self._change((row_id,), {"refs": tuple(dict.fromkeys(refs))}, _CHANGED, reason)

    def duplicate(self, row_id: str, reason: str = "", **fields: Any) -> Made:  # noqa: ANN401 - values of columns
        """Add a copy of a row with other values in some fields; it gets a label of its own."""
        with self._workspace.read() as session:
            row = get_row(session, RowTable, row_id)
            audit_id, value = row.audit_id, rows_of(session, row.audit_id)[row_id]
        return self._add(audit_id, replace(value, **({"label": ""} | _checked(fields))), reason)

    def shift_day(self, audit_id: str, day: date, minutes: int, reason: str = "") -> Changes:
        """Move all rows of a day by `minutes`; raises `plan_shift_outside` when one would leave the day."""
        with self._workspace.write() as uow:
            audit = open_audit(uow.session, audit_id)
            rows = [row for row in rows_of(uow.session, audit_id).values() if row.day == day and span(row)]
            changes = [RowChange(row, _shifted(row, minutes)) for row in rows]
            return self._commit(uow, audit, changes, _CHANGED, reason)

    def propose(self, audit_id: str, settings: DaySettings | None = None) -> tuple[TimetableRow, ...]:
        """Return a first draft of the plan from the programme; nothing is written.

        Raises:
            UserMistake: `plan_dates_missing`, `plan_auditor_missing`, `plan_sites_missing`, `audit_unknown`.
        """
        with self._workspace.read() as session:
            record, matrix = load_audit(session, audit_id), programme_of(session, audit_id)
        for there, code in (
            (audit_days(record), "plan_dates_missing"),
            (auditors_of(record), "plan_auditor_missing"),
            (record.sites, "plan_sites_missing"),
        ):
            if not there:
                raise UserMistake(code)
        return propose(record, matrix, settings)

    def take(self, audit_id: str, rows: Sequence[TimetableRow], *, replace: bool = False, reason: str = "") -> Changes:
        """Put proposed rows into the plan in one step; with `replace` they take the place of all that is there."""
        with self._workspace.write() as uow:
            audit = open_audit(uow.session, audit_id)
            there = rows_of(uow.session, audit_id)
            gone = [RowChange(row, None) for row in there.values()] if replace else []
            kept = [] if replace else list(there.values())
            first = max((row.position for row in kept), default=-1) + 1
            for place, row in enumerate(rules.in_order(rows), start=first):
                kept.append(_new(uow.session, audit_id, row, kept, place))
            made = [RowChange(None, row) for row in kept[-len(rows) :]] if rows else []
            return self._commit(uow, audit, [*gone, *made], "plan.proposal_taken", reason)

    def _add(self, audit_id: str, row: TimetableRow, reason: str) -> Made:
        with self._workspace.write() as uow:
            audit = open_audit(uow.session, audit_id)
            there = list(rows_of(uow.session, audit_id).values())
            place = max((one.position for one in there), default=-1) + 1
            new = _new(uow.session, audit_id, row, there, place)
            return Made(new.id, self._commit(uow, audit, [RowChange(None, new)], _MADE, reason))

    def _change(
        self, ids: Sequence[str], fields: Mapping[str, Any], kind: str, reason: str, *, gone: bool = False
    ) -> Changes:
        values = _checked(fields)
        with self._workspace.write() as uow:
            if not ids:
                return uow.commit()
            audit = open_audit(uow.session, get_row(uow.session, RowTable, ids[0]).audit_id)
            _check_site(uow.session, audit.id, values.get("site_id"))
            there = rows_of(uow.session, audit.id)
            changes = []
            for one in dict.fromkeys(ids):
                if one not in there:
                    raise UserMistake("row_unknown", table="timetable_row")
                changes.append(RowChange(there[one], None if gone else replace(there[one], **values)))
            return self._commit(uow, audit, changes, kind, reason)

    def _commit(self, uow: UnitOfWork, audit: Audit, changes: Sequence[RowChange], kind: str, reason: str) -> Changes:
        """Write what really changes, and remember how to take it back."""
        wanted = [one for one in changes if one.before != one.after]
        if not wanted:
            return uow.commit()
        deviations = write_rows(uow, audit, wanted, kind, reason)
        done = uow.commit("timetable_row")
        first = wanted[0].before or wanted[0].after
        subject = first.label if first and len(wanted) == 1 else str(len(wanted))
        back = partial(self._back, audit.id, tuple(one.turned() for one in wanted), deviations, reason)
        again = partial(self._again, audit.id, tuple(wanted), kind, reason)
        self._core.undo.add(Step("undo_plan", subject, back, again))
        return done

    def _back(self, audit_id: str, changes: Sequence[RowChange], deviations: Sequence[str], reason: str) -> Changes:
        """Take a change back; what was changed before the client accepted the plan belongs to what it accepted."""
        with self._workspace.write() as uow:
            audit = open_audit(uow.session, audit_id)
            made = write_rows(uow, audit, changes, "plan.change_undone", "undo" if reason.strip() else "")
            drop_deviations(uow, audit_id, (*deviations, *made))
            return uow.commit("timetable_row", "deviation")

    def _again(self, audit_id: str, changes: Sequence[RowChange], kind: str, reason: str) -> Changes:
        with self._workspace.write() as uow:
            write_rows(uow, open_audit(uow.session, audit_id), changes, kind, reason)
            return uow.commit("timetable_row", "deviation")


def _checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with their enums; raises for fields that no plan has and for times that are none."""
    values = dict(fields)
    for name in values:
        if name not in FIELDS | {"refs"}:
            raise UserMistake("field_not_editable", field=name, kind="timetable_row")
    for name, kind in (("mode", Mode), ("kind", RowKind)):
        if name in values:
            values[name] = kind(values[name])
    for name in ("starts", "ends"):
        if name in values:
            values[name] = _time(str(values[name] or ""), name)
    return values


def _time(text: str, field: str) -> str:
    """Return a time as `HH:MM`, empty for none; `8:30` is read, too."""
    clean = text.strip()
    padded = clean.rjust(len("08:30"), "0") if ":" in clean else clean
    if clean and span(TimetableRow(starts=padded, ends=padded)) is None:
        raise UserMistake("time_unreadable", field=field, text=text)
    return padded


def _check_site(session: Session, audit_id: str, site_id: str | None) -> None:
    if site_id and getattr(session.get(AuditSite, site_id), "audit_id", None) != audit_id:
        raise UserMistake("plan_site_unknown", field="site_id")


def _new(session: Session, audit_id: str, row: TimetableRow, there: Sequence[TimetableRow], place: int) -> TimetableRow:
    """Return a row that is ready to be written: with a key, a label and times that can be read."""
    _check_site(session, audit_id, row.site_id)
    starts, ends = _time(row.starts, "starts"), _time(row.ends, "ends")
    taken = {one.label for one in there}
    label = row.label if row.label and row.label not in taken else rules.next_label(there)
    return replace(row, id=new_id(), label=label, position=place, starts=starts, ends=ends)


def _shifted(row: TimetableRow, minutes: int) -> TimetableRow:
    found = span(row)
    if found is None:
        return row
    try:
        starts, ends = (rules.clock(one + minutes) for one in found)
    except ValueError:
        raise UserMistake("plan_shift_outside", field="minutes", label=row.label) from None
    return replace(row, starts=starts, ends=ends)
