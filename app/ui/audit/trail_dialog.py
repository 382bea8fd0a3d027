"""Puts something on an audit trail: a trail that is there, or a new one by its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from app.services.threads import Target
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.pick_line import PickLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

_NEW: Final = "\x00new"


class TrailDialog(Dialog):
    """One line: Down shows the trails, Enter takes one or begins a new one."""

    def __init__(
        self, parent: QWidget | None, ctx: UiContext, record: AuditRecord, targets: tuple[Target, ...]
    ) -> None:
        t = ctx.t
        super().__init__(parent, t("Put on an audit trail"), 460)
        self._ctx, self._record, self._targets = ctx, record, targets
        self.line = PickLine(t("Name of the trail"), self._offers)
        said = ctx.tn("{n} item is put on it.", "{n} items are put on it.", len(targets)).format(n=len(targets))
        self.body.addWidget(PlainLabel(said, "body", "muted", wrap=True))
        help_text = t("For example: joiner, mover, leaver. Down shows the trails there are; Enter takes one.")
        self.field = FormField(t("Audit trail"), self.line, help_text)
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        cancel, take = self.add_button(t("Close")), self.add_button(t("Put on the trail"), "primary")
        for button in (cancel, take):
            button.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        take.clicked.connect(self._on_take)
        self.line.picked.connect(self._on_picked)
        self.line.setFocus()

    def _offers(self, typed: str) -> list[tuple[str, str]]:
        words = typed.casefold().split()
        there = [(one.id, one.name) for one in self._record.threads]
        found = [(key, name) for key, name in there if all(word in name.casefold() for word in words)]
        if typed.strip() and typed.strip().casefold() not in {name.casefold() for _, name in there}:
            found.append((_NEW, self._t_new(typed.strip())))
        return found

    def _t_new(self, name: str) -> str:
        return self._ctx.t("New trail: {name}").format(name=name)

    def _on_take(self) -> None:
        typed = self.line.text().strip()
        key = next((key for key, _ in self._offers(typed)), "") if typed else ""
        if key:
            self._on_picked(key, typed)
        else:
            self.line.setFocus()

    def _on_picked(self, key: str, typed: str) -> None:
        threads = self._ctx.services.threads
        if key == _NEW:
            self._ctx.jobs.write(partial(threads.begin, self._record.audit.id, typed, *self._targets))
        else:
            self._ctx.jobs.write(partial(threads.add, key, *self._targets))
        self.accept()


def put_on_trail(parent: QWidget, ctx: UiContext, record: AuditRecord, targets: tuple[Target, ...]) -> None:
    """Ask on which trail these things are put; without any nothing is asked."""
    if targets:
        TrailDialog(parent, ctx, record, targets).open()
