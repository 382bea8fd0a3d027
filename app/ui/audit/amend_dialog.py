"""A correction of a meeting that is over: what, the new text, and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal

from app.domain.agenda import TEXTS
from app.domain.errors import AuditError
from app.ui.saying import say
from app.ui.widgets.autosave import AutosaveText
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.fieldwork import Meeting
    from app.ui.context import UiContext


class _Target(NamedTuple):
    kind: str
    row_id: str
    field: str
    label: str
    old: str


class AmendDialog(Dialog):
    """Adds a numbered amendment; what stood there before stays in the record.

    Signals:
        amended: the amendment was recorded.
    """

    amended = Signal()

    def __init__(self, parent: QWidget | None, ctx: UiContext, meeting: Meeting) -> None:
        super().__init__(parent, ctx.t("Correct the record of the meeting"), 560)
        self.ctx, self.t = ctx, ctx.t
        self._targets = {f"{one.row_id}.{one.field}": one for one in _targets(ctx, meeting)}
        text = self.t("The meeting is over. A correction gets a number and is printed with its reason.")
        self.body.addWidget(PlainLabel(text, "body", "muted", wrap=True))
        self._what = EnumBox([(key, one.label) for key, one in self._targets.items()])
        self._new, self._why = AutosaveText(lines=3), AutosaveText(lines=2)
        self._fields = {
            "what": FormField(self.t("&What is wrong"), self._what),
            "value": FormField(self.t("&How it was"), self._new),
            "reason": FormField(self.t("&Reason of the correction"), self._why),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self._what.chosen.connect(self._show)
        keep, amend = self.add_button(self.t("Cancel")), self.add_button(self.t("Add the amendment"), "primary")
        keep.clicked.connect(self.reject)
        amend.clicked.connect(self._on_amend)
        first = next(iter(self._targets))
        self._what.show_value(first)
        self._show(first)

    def _show(self, key: str) -> None:
        self._new.show_text(self._targets[key].old)

    def _on_amend(self) -> None:
        one = self._targets[self._what.value]
        amend = self.ctx.services.amendments.amend
        call = partial(amend, one.kind, one.row_id, one.field, self._new.text().strip(), self._why.text())
        self.ctx.jobs.write(call, self._on_done, self._on_refused, origin=self)

    def _on_done(self, made: object) -> None:
        del made
        self.amended.emit()
        self.accept()

    def _on_refused(self, problem: BaseException) -> None:
        if not isinstance(problem, AuditError):
            self.ctx.jobs.problem.emit(problem)
            return
        named = getattr(problem, "field", "")
        for name, field in self._fields.items():
            field.show_problem(say(self.ctx.words, problem) if name == (named or "value") else "")


def _targets(ctx: UiContext, meeting: Meeting) -> list[_Target]:
    t = ctx.t
    titles = {code: title for code, title, _say in TEXTS[meeting.kind]}
    found = [
        _Target("meeting", meeting.id, "place", t("Place"), meeting.place),
        _Target("meeting", meeting.id, "chair", t("Chair"), meeting.chair),
    ]
    found += [
        _Target("meeting_point", one.id, "remark", f"{one.code}  {t(titles.get(one.code, ''))}", one.remark)
        for one in meeting.points
    ]
    for one in meeting.attendees:
        found.append(_Target("attendee", one.id, "name", t("Name of {name}").format(name=one.name), one.name))
        label = t("Function of {name}").format(name=one.name)
        found.append(_Target("attendee", one.id, "function", label, one.function))
    found += [
        _Target("action", one.id, "what", t("What of {label}").format(label=one.label), one.what)
        for one in meeting.actions
    ]
    return found
