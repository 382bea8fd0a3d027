"""Ending the audit before its time: why, when, and who was told; what was found stays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.errors import AuditError
from app.ui.saying import say
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.dates import DateField
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from app.ui.context import UiContext


class EndEarlyDialog(Dialog):
    """Asks for reason, day and who was told; without a reason nothing ends."""

    def __init__(self, parent: QWidget | None, ctx: UiContext, audit_id: str) -> None:
        super().__init__(parent, ctx.t("End the audit early"), 520)
        self.ctx, self.t, self._audit_id = ctx, ctx.t, audit_id
        self._on: date | None = None
        text = self.t("What was found up to now stays on record and can be read; it can no longer be changed.")
        self.body.addWidget(PlainLabel(text, "body", "muted", wrap=True))
        self._reason, self._told, self._day = AutosaveText(lines=3), AutosaveLine(), DateField(ctx.words)
        self._why = FormField(self.t("&Reason"), self._reason)
        self._day.picked.connect(self._on_day)
        for field in (
            self._why,
            FormField(self.t("&Day it ended (empty: today)"), self._day),
            FormField(self.t("&Who was told, and how"), self._told),
        ):
            self.body.addWidget(field)
        keep, end = self.add_button(self.t("Go on with the audit")), self.add_button(self.t("End it early"), "danger")
        keep.clicked.connect(self.reject)
        end.clicked.connect(self._on_end)
        self._reason.setFocus()

    def _on_day(self, day: object) -> None:
        self._on = day  # type: ignore[assignment]  # the field tells a day or none

    def _on_end(self) -> None:
        call = partial(
            self.ctx.services.audits.end_early, self._audit_id, self._reason.text(), on=self._on, told=self._told.text()
        )
        self.ctx.jobs.write(call, self._on_done, self._on_refused, origin=self)

    def _on_done(self, changes: object) -> None:
        del changes
        self.accept()
        self.ctx.navigator.go("overview", self._audit_id)

    def _on_refused(self, problem: BaseException) -> None:
        if not isinstance(problem, AuditError):
            self.ctx.jobs.problem.emit(problem)
            return
        self._why.show_problem(say(self.ctx.words, problem))
