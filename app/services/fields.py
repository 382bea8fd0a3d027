"""Typing: one field of one row becomes the record when it is left; what is being typed waits in a draft."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import delete, select

from app.domain.changes import Changes
from app.domain.errors import UserMistake
from app.domain.open_typing import LOOSE
from app.models.record import Draft
from app.services.base import Service, check_open, get_row
from app.services.editable import audit_of, check_follows, check_state, check_value, parent_of, table_of
from app.services.undo import Step
from app.storage import drafts

Value = str | int | bool | date | datetime | None


class _Unknown:
    """The caller does not say what the field held before."""


UNKNOWN: Final = _Unknown()


class FieldService(Service):
    """Changes of single fields, with drafts and undo."""

    def set(
        self, kind: str, row_id: str, field: str, value: Value, *, was: Value | _Unknown = UNKNOWN, reason: str = ""
    ) -> Changes:
        """Record `value` as the new content of `field` in the row `row_id` of table `kind`; drop its draft.

        Raises:
            UserMistake: `field_not_editable`, `audit_frozen`, `changed_meanwhile` (the field no longer holds `was`),
                and those of `editable.check_state` and `editable.check_value`.
        """
        table = table_of(kind, field)
        check_value(kind, field, value)
        with self._workspace.write() as uow:
            row = get_row(uow.session, table, row_id)
            audit_id = audit_of(uow.session, row)
            if audit_id is not None:
                check_open(uow.session, audit_id)
            check_state(parent_of(uow.session, row), field, reason)
            check_follows(uow.session, row, field)
            old = getattr(row, field)
            if not isinstance(was, _Unknown) and was != old:
                raise UserMistake("changed_meanwhile", field=field, theirs=str(old))
            drop_draft_row(uow.session, self._workspace.me.person_id, kind, row_id, field)
            if old == value:
                return uow.commit()
            setattr(row, field, value)
            uow.record(f"{kind}.changed", row, audit=audit_id, reason=reason)
            changes = uow.commit(kind)
        self._remember(kind, row_id, field, (old, value), reason)
        return changes

    def _remember(self, kind: str, row_id: str, field: str, values: tuple[Any, Any], reason: str) -> None:
        old, new = values
        back = partial(self.set, kind, row_id, field, old, was=new, reason=reason)
        again = partial(self.set, kind, row_id, field, new, was=old, reason=reason)
        self._core.undo.add(Step("undo_field", f"{kind}.{field}", back, again))

    def keep_draft(self, kind: str, row_id: str, field: str, text: str, *, audit_id: str | None = None) -> None:
        """Keep what is being typed; durable when this returns; no trail entry."""
        table = table_of(kind, field)
        with self._workspace.read() as session:
            base = getattr(get_row(session, table, row_id), field)
        drafts.put(
            self._workspace, self._workspace.me.person_id, kind, row_id, field, text,
            base_hash=drafts.text_hash(str(base)), audit_id=audit_id,
        )  # fmt: skip

    def draft_of(self, kind: str, row_id: str) -> dict[str, str]:
        """Return field -> text of my unfinished typing in the row."""
        with self._workspace.read() as session:
            mine = select(Draft).where(
                Draft.author == self._workspace.me.person_id, Draft.target_kind == kind, Draft.target_id == row_id
            )
            return {row.field: row.text for row in session.scalars(mine)}

    def drop_draft(self, kind: str, row_id: str, field: str) -> None:
        """Forget unfinished typing."""
        with self._workspace.write() as uow:
            drop_draft_row(uow.session, self._workspace.me.person_id, kind, row_id, field)
            uow.commit()

    def keep_loose(self, key: str, text: str, *, audit_id: str | None = None) -> None:
        """Keep typing that belongs to nothing recorded yet, under a `key` of the caller; durable when this returns."""
        drafts.put(self._workspace, self._workspace.me.person_id, LOOSE, key, "text", text, audit_id=audit_id)

    def loose(self, key: str) -> str:
        """Return what was kept under `key`, empty if nothing was."""
        return self.draft_of(LOOSE, key).get("text", "")

    def drop_loose(self, key: str) -> None:
        """Forget what was kept under `key`."""
        drafts.drop(self._workspace, self._workspace.me.person_id, LOOSE, key, "text")

    def open_drafts(self, audit_id: str) -> tuple[tuple[str, str, str], ...]:
        """Return (kind, row id, field) of all unfinished typing in the audit.

        Papers wait for that in fields of the record (`app.domain.open_typing`).
        """
        with self._workspace.read() as session:
            rows = session.scalars(select(Draft).where(Draft.audit_id == audit_id).order_by(Draft.changed_at))
            return tuple((row.target_kind, row.target_id, row.field) for row in rows)

    def undo(self) -> Changes:
        """Take back the last step; raises what the step's call raises, or `nothing_to_undo`."""
        return self._core.undo.undo()

    def redo(self) -> Changes:
        """Carry out again what was undone; raises as `undo`."""
        return self._core.undo.redo()

    def next_undo(self) -> Step | None:
        """Return the step that would be undone, for the menu."""
        return self._core.undo.next_undo

    def next_redo(self) -> Step | None:
        """Return the step that would be redone, for the menu."""
        return self._core.undo.next_redo


def drop_draft_row(session: Any, author: str, kind: str, row_id: str, field: str) -> None:  # noqa: ANN401 - a Session
    """Delete one draft inside the transaction that makes its text the record."""
    session.execute(
        delete(Draft).where(
            Draft.author == author, Draft.target_kind == kind, Draft.target_id == row_id, Draft.field == field
        )
    )
