"""Deviations from the plan, each with its reason (17021-1, 9.4.8)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.kinds import TextState
from app.domain.record import Deviation
from app.ui.audit.row_list import RowLine, RowList
from app.ui.audit.text_list import DEVIATION_ROW
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import PlainLabel, isolated

if TYPE_CHECKING:
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class DeviationList(RowList):
    """The deviations; a new one begins with its reason."""

    def make_line(self, row: Deviation) -> RowLine:
        """Return label, what was planned, what was done, and why."""
        t, line = self.ctx.t, RowLine(self.ctx, "deviation", self.audit_id)
        said = {"label": row.label}
        line.row.addWidget(PlainLabel(isolated(row.label), "label"))
        for field, name, placeholder in (
            ("planned", t("Planned, {label}"), t("Planned")),
            ("done", t("Done, {label}"), t("Done")),
            ("reason", t("Reason, {label}"), t("Reason")),
        ):
            editor = line.form.bare_line(field)
            editor.setPlaceholderText(placeholder)
            line.add(field, name.format(**said), editor, 2 if field == "reason" else 1)
        line.close_with(t("Remove {label}").format(**said))
        return line


class DeviationEditor(QWidget):
    """The list, and an explicit "none"."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id = ctx, audit_id
        t = ctx.t
        self.rows = DeviationList(ctx, audit_id, t("What was otherwise, and why"), t("New deviation"))
        self._none = Button(t("None: say so in the report"), icon="slash")
        self._said = PlainLabel("", "small", "muted")
        buttons = QHBoxLayout()
        buttons.addWidget(self._none)
        buttons.addWidget(self._said)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(PlainLabel(t("Deviations from the plan"), "title3"))
        column.addWidget(self.rows)
        column.addLayout(buttons)
        column.addStretch(1)
        self.rows.wanted.connect(self._on_wanted)
        self.rows.removed.connect(self._on_removed)
        self._none.clicked.connect(self._on_none)

    def show_record(self, record: AuditRecord) -> None:
        """Show the deviations of the record."""
        self.rows.keep_under(f"deviation:{self._audit_id}")
        self.rows.show_rows(record.deviations)
        none = any(one.key == DEVIATION_ROW and one.state is TextState.NONE for one in record.texts)
        self._none.setVisible(not record.deviations and not none)
        self._said.setText(self._ctx.t("The report will say: none.") if none and not record.deviations else "")

    def _on_wanted(self, text: str) -> None:
        add = self._ctx.services.audits.add_deviation
        self.rows.add(partial(add, self._audit_id, Deviation(reason=text)))

    def _on_removed(self, row_id: str) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.audits.remove, "deviation", row_id))

    def _on_none(self) -> None:
        write = self._ctx.services.texts.write
        self._ctx.jobs.write(partial(write, self._audit_id, DEVIATION_ROW, "", TextState.NONE))
