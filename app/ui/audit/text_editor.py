"""Writes one text of the report: what belongs there, a first draft from the record, or an explicit "none"."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.kinds import TextState
from app.domain.report_proposals import proposal
from app.translation import load
from app.ui.audit.text_list import TextRow
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveText
from app.ui.widgets.buttons import Button
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class TextEditor(QWidget):
    """The text is saved when the field is left."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id = ctx, audit_id
        self._record: AuditRecord | None = None
        self._row: TextRow | None = None
        t = ctx.t
        self._title, self._help = PlainLabel("", "title3", wrap=True), PlainLabel("", "body", "muted", wrap=True)
        self.text = AutosaveText(lines=8)
        self._none = Button(t("None: say so in the report"), icon="slash")
        self._propose = Button(t("Take the proposal"), icon="bulb")
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self._propose)
        buttons.addWidget(self._none)
        buttons.addStretch(1)
        self._said = PlainLabel("", "small", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self._title)
        column.addWidget(self._help)
        column.addWidget(FormField(t("Text"), self.text))
        column.addLayout(buttons)
        column.addWidget(self._said)
        column.addStretch(1)
        self.text.typed.connect(self._on_typed)
        self.text.left.connect(self._on_left)
        self._none.clicked.connect(self._on_none)
        self._propose.clicked.connect(self._on_propose)

    def show_row(self, row: TextRow, record: AuditRecord) -> None:
        """Show a text; on another one the typing so far is handed over first."""
        other = self._row is None or self._row.id != row.id
        if other:
            self.text.finish()
        self._row, self._record = row, record
        self._title.setText(row.title)
        self._help.setText(row.help)
        self.text.show_text(row.text)
        self.text.setAccessibleName(row.title)
        self._none.setEnabled(row.state != "none" and not row.text)
        self._said.setText(self._ctx.t("The report will say: none.") if row.state == "none" else "")
        self._propose.setVisible(bool(not row.text and self._proposal()))
        if other and row.text_id:
            self._ctx.jobs.read(partial(self._draft, row), self._on_draft)

    def _proposal(self) -> str:
        if self._row is None or self._record is None:
            return ""
        return proposal(self._row.id, self._record, load(self._record.audit.report_language))

    def _draft(self, row: TextRow) -> tuple[str, str | None]:
        return row.id, self._ctx.services.fields.draft_of("report_text", row.text_id).get("text")

    def _on_draft(self, found: tuple[str, str | None]) -> None:
        key, text = found
        if self._row is not None and key == self._row.id and text is not None and not self.text.changed:
            self.text.setPlainText(text)

    def _on_typed(self, text: str) -> None:
        if self._row is not None:
            self._ctx.jobs.write(partial(self._keep, self._row.id, text), urgent=True)

    def _keep(self, key: str, text: str) -> None:
        services = self._ctx.services
        row_id = services.texts.ensure(self._audit_id, key)
        services.fields.keep_draft("report_text", row_id, "text", text, audit_id=self._audit_id)

    def _on_left(self, text: str) -> None:
        if self._row is not None:
            call = partial(self._ctx.services.texts.write, self._audit_id, self._row.id, text)
            self._ctx.jobs.write(call, urgent=True)

    def _on_none(self) -> None:
        if self._row is not None:
            call = partial(self._ctx.services.texts.write, self._audit_id, self._row.id, "", TextState.NONE)
            self._ctx.jobs.write(call, urgent=True)

    def _on_propose(self) -> None:
        self.text.setPlainText(self._proposal())
        self.text.setFocus()
