"""A pasted list or table: what was understood, row by row, before anything is taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.domain.errors import AuditError
from app.ui.saying import say
from app.ui.widgets.autosave import AutosaveText
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, set_shown
from app.ui.widgets.tab_order import follow_layout
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.problems import Problem
    from app.ui.context import UiContext
    from app.ui.widgets.table_model import Column

PAUSE = 250
"""Milliseconds after the last key until the text is read again."""


class PreviewDialog(Dialog):
    """Subclasses read the text beside the window, say what the rows are and take them over."""

    def __init__(
        self, parent: QWidget | None, ctx: UiContext, title: str, columns: Sequence[Column], example: str
    ) -> None:
        super().__init__(parent, title, 760)
        self.ctx, self.t = ctx, ctx.words.gettext
        self.text = AutosaveText(lines=5, placeholder=example)
        self.source = FormField(self.t("Paste here"), self.text)
        self.table = TwoLineTable(self.t("What was understood"), columns, self.name_of)
        self.table.use_two_lines()
        self.table.show_lines(6)
        self.remark = PlainLabel("", "small", wrap=True)
        self.said = PlainLabel("", "small", "muted", wrap=True)
        self._cancel = self.add_button(self.t("Close"))
        self.take = self.add_button(self.t("Take over"), "primary")
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._cancel.clicked.connect(self.reject)
        self.take.clicked.connect(self._on_take)
        self.take.setEnabled(False)
        self.text.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self._on_pause)
        self.table.row_selected.connect(self._on_selected)

    def fill_body(self, *above: QWidget) -> None:
        """Lay the parts out; call once, last."""
        for widget in (*above, self.source, self.table, self.remark, self.said):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._on_selected(None)
        follow_layout(self)
        self.text.setFocus()

    def begin(self, text: str) -> None:
        """Begin with a text that was pasted already."""
        if text:
            self.text.setPlainText(text)
            self._timer.stop()
            self._on_pause()

    def read(self, text: str) -> None:
        """Read the text beside the window."""
        raise NotImplementedError

    def write(self) -> None:
        """Take over what is shown."""
        raise NotImplementedError

    def name_of(self, row: Any) -> str:  # noqa: ANN401 - rows of any frozen type
        """Return what a row is called."""
        return str(row.id)

    def doubts(self, found: Sequence[Problem]) -> str:
        """Return the doubts about a row in words."""
        return " ".join(say(self.ctx.words, one) for one in found)

    def show_found(self, rows: Sequence[Any], count: int, said: str) -> None:
        """Show the rows, of which `count` would be taken over."""
        self.source.show_problem("")
        self.table.set_rows(rows)
        self.said.setText(said)
        self.take.setEnabled(count > 0)
        self.take.setText(self.t("Take over {n}").format(n=count) if count else self.t("Take over"))

    def show_problem(self, problem: BaseException) -> None:
        """Say why nothing could be read or taken over."""
        if isinstance(problem, AuditError):
            self.show_found((), 0, "")
            self.source.show_problem(say(self.ctx.words, problem))
        else:
            self.ctx.jobs.problem.emit(problem)

    def on_taken(self, value: object) -> None:
        """Close once it is written."""
        del value
        self.accept()

    def _on_selected(self, row: Any) -> None:  # noqa: ANN401 - rows of any frozen type
        """Say the remarks on the chosen row whole; the table may cut them."""
        text = self.doubts(row.doubts) if row is not None else ""
        self.remark.setText(text)
        set_shown(self.remark, bool(text))

    def _on_pause(self) -> None:
        if self.text.text().strip():
            self.read(self.text.text())
        else:
            self.show_found((), 0, "")

    def _on_take(self) -> None:
        self.take.setEnabled(False)
        self.write()
