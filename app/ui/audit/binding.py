"""Ties editors to fields of one row of the record: drafts while typing, the record when a field is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from app.domain.errors import AuditError
from app.ui.saying import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.context import UiContext

Value = str | int | bool | date | datetime | None


class Recorded(Protocol):
    """Any frozen row of the record."""

    @property
    def id(self) -> str:
        """Return the key of the row."""
        ...


@dataclass(frozen=True, slots=True)
class Editor:
    """How a widget takes part: `show` puts a value in, `read` turns what it tells into a value.

    `recover` puts unfinished typing back and tells whether it differed from what is shown.
    """

    widget: QWidget
    show: Callable[[Any], None]
    read: Callable[[Any], Value]
    recover: Callable[[str], bool] | None = None


class Binding(QObject):
    """One field of the row that is shown.

    Signals:
        problem: a sentence about the field, empty when all is well.
    """

    problem = Signal(str)

    def __init__(self, binder: Binder, field: str, editor: Editor) -> None:
        super().__init__(binder)
        self._binder, self.field, self._editor = binder, field, editor
        self._shown: Value = None
        self._told: object = None
        self._writing = 0
        self._refused = False

    @property
    def widget(self) -> QWidget:
        """Return the editor."""
        return self._editor.widget

    def show(self, value: Value) -> None:
        """Show what the record holds, unless a write is under way or was refused (the typed text stays)."""
        if self._writing or self._refused:
            return
        self._shown = value
        self._editor.show(value)

    def recover(self, text: str) -> bool:
        """Put unfinished typing back into the editor; tells whether there was anything to put back."""
        return self._editor.recover is not None and self._editor.recover(text)

    def forget(self) -> None:
        """Leave the row: a refused text is kept as a draft and no longer shown."""
        self._refused = False
        self._writing = 0
        self.problem.emit("")

    def on_typed(self, text: str) -> None:
        """Keep what is being typed."""
        self._binder.keep_draft(self.field, text)

    def on_value(self, told: object) -> None:
        """Record what the editor tells."""
        self._told = told
        try:
            value = self._editor.read(told)
        except ValueError:
            self._refused = True
            self.problem.emit(self._binder.ctx.t("This is not a number."))
            return
        self._refused = False
        if value == self._shown:
            self.problem.emit("")
            return
        was, self._shown = self._shown, value
        self._writing += 1
        self._binder.record(self, value, was)

    def retry(self) -> None:
        """Try a refused value again, for example once a reason was given."""
        if self._refused:
            self.on_value(self._told)

    def on_recorded(self, row_id: str) -> None:
        """Note that the write of `row_id` is done."""
        if row_id == self._binder.row_id:
            self._writing = max(0, self._writing - 1)
            self.problem.emit("")

    def on_refused(self, row_id: str, was: Value, problem: BaseException) -> None:
        """Say why the write was refused; the text stays in the field."""
        if row_id != self._binder.row_id or not isinstance(problem, AuditError):
            self._binder.ctx.jobs.problem.emit(problem)
            return
        self._writing = max(0, self._writing - 1)
        self._refused, self._shown = True, was
        if problem.code == "changed_meanwhile":
            self._binder.asked_again.emit()
        self.problem.emit(say(self._binder.ctx.words, problem))


class _Write(QObject):
    """One write under way; knows which row it belongs to when it comes back."""

    def __init__(self, binding: Binding, row_id: str, was: Value) -> None:
        super().__init__(binding)
        self._binding, self._row_id, self._was = binding, row_id, was

    def on_done(self, changes: object) -> None:
        """Tell the binding, then go."""
        del changes
        self._binding.on_recorded(self._row_id)
        self.deleteLater()

    def on_failed(self, problem: BaseException) -> None:
        """Tell the binding, then go."""
        self._binding.on_refused(self._row_id, self._was, problem)
        self.deleteLater()


class Binder(QObject):
    """The editors of one row of table `kind`.

    Signals:
        asked_again: the record holds something newer than what is shown.
        restored: names of fields whose unfinished typing was found again.
    """

    asked_again = Signal()
    restored = Signal(object)

    def __init__(self, ctx: UiContext, kind: str, audit_id: str, parent: QObject) -> None:
        super().__init__(parent)
        self.ctx, self.kind, self.row_id, self._audit_id = ctx, kind, "", audit_id
        self.reason = ""
        self._reason_line: QLineEdit | None = None
        self._bindings: dict[str, Binding] = {}

    def bind(self, field: str, editor: Editor) -> Binding:
        """Tie an editor to a field; `editors.py` knows how each widget takes part."""
        self._bindings[field] = Binding(self, field, editor)
        return self._bindings[field]

    def binding(self, field: str) -> Binding:
        """Return the binding of a field."""
        return self._bindings[field]

    def show(self, row: Recorded) -> None:
        """Show a row; on another row the typing so far is handed over first, and unfinished typing is fetched."""
        other = row.id != self.row_id
        if other:
            self.finish()
            self.row_id = row.id
            if self._reason_line is not None:
                self._reason_line.clear()
            for binding in self._bindings.values():
                binding.forget()
        for field, binding in self._bindings.items():
            binding.show(getattr(row, field))
        if other:
            self._fetch_drafts()

    def finish(self) -> None:
        """Hand over what is being typed."""
        for binding in self._bindings.values():
            finish = getattr(binding.widget, "finish", None)
            if finish is not None:
                finish()

    def reason_line(self) -> QLineEdit:
        """Return a line for the reason that changes to something finished need; refused fields are tried again."""
        line = QLineEdit()
        line.textChanged.connect(self._on_reason)
        line.editingFinished.connect(self._on_reason_given)
        self._reason_line = line
        return line

    def _on_reason(self, text: str) -> None:
        self.reason = text.strip()

    def _on_reason_given(self) -> None:
        if self.reason:
            for binding in self._bindings.values():
                binding.retry()

    def keep_draft(self, field: str, text: str) -> None:
        """Keep unfinished typing, durable within the second."""
        if not self.row_id:
            return
        audit_id = self._audit_id or None  # settings belong to no audit
        call = partial(self.ctx.services.fields.keep_draft, self.kind, self.row_id, field, text, audit_id=audit_id)
        self.ctx.jobs.write(call, urgent=True)

    def record(self, binding: Binding, value: Value, was: Value) -> None:
        """Make a value the record."""
        write = _Write(binding, self.row_id, was)
        call = partial(
            self.ctx.services.fields.set, self.kind, self.row_id, binding.field, value, was=was, reason=self.reason
        )
        self.ctx.jobs.write(call, write.on_done, write.on_failed, urgent=True)

    def _fetch_drafts(self) -> None:
        self.ctx.jobs.read(partial(self._drafts, self.row_id), self._on_drafts)

    def _drafts(self, row_id: str) -> tuple[str, dict[str, str]]:
        return row_id, self.ctx.services.fields.draft_of(self.kind, row_id)

    def _on_drafts(self, found: tuple[str, dict[str, str]]) -> None:
        row_id, drafts = found
        if row_id != self.row_id:
            return
        put_back = [
            field for field, text in drafts.items() if field in self._bindings and self._bindings[field].recover(text)
        ]
        if put_back:
            self.restored.emit(tuple(put_back))
