"""One person confirms one thing: the text in full, the way by a number key, Enter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.attestations import AttestationDraft, S, may_follow
from app.domain.errors import UserMistake
from app.domain.kinds import Acknowledgement, AttestationState, PaperKind, Side
from app.domain.words import word
from app.ui.saying import say
from app.ui.signing.ways import SHORT, WAYS, WayParts
from app.ui.signing.words import told_changes
from app.ui.theme.look import active
from app.ui.widgets.autosave import AutosaveText
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.dialog import Confirm, Dialog
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.page import scrolled
from app.ui.widgets.problem_line import Banner, FieldProblem

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.domain.attested_people import SignLine
    from app.services.attesting import SignSheet
    from app.ui.context import UiContext

ANSWERS: Final = (Acknowledgement.UNDERSTOOD, Acknowledgement.ACCEPTED, Acknowledgement.DISPUTED)
_WIDTH: Final = 620


class AttestationDialog(Dialog):
    """It closes once the confirmation is recorded.

    Signals:
        confirmed: a confirmation was recorded (or a line opened again).
    """

    confirmed = Signal()

    def __init__(self, parent: QWidget | None, ctx: UiContext, audit_id: str, sheet: SignSheet, line: SignLine) -> None:
        t = ctx.t
        super().__init__(parent, t("Signature of {name}").format(name=line.name), width=active().px(_WIDTH))
        self._ctx, self._audit_id, self._sheet, self._line = ctx, audit_id, sheet, line
        ways = [one for one in WAYS if may_follow(line.state if line.latest else S.OPEN, one)]
        self.ways = ChoiceRow([Choice(one.value, t(SHORT[one])) for one in ways], ways[0].value, t("Way"))
        self.parts = WayParts(ctx, line.name, sheet.code(line.name))
        self.problem = FieldProblem()
        self.answer = ChoiceRow([Choice(one.value, t(word(one))) for one in ANSWERS])
        self.view = AutosaveText(lines=2)
        self._view = FormField(t("The client's words"), self.view)
        self._lay_out()
        self.cancel = self.add_button(t("Cancel"))
        self.record = self.add_button(t("Record"), "primary")
        self.ways.chosen.connect(self._on_way)
        self.parts.entered.connect(self.confirm)
        self.answer.chosen.connect(self._on_answer)
        self.cancel.clicked.connect(self.reject)
        self.record.clicked.connect(self.confirm)
        self.parts.show_way(ways[0])
        self.resize(active().px(_WIDTH), active().px(640))

    @property
    def _asks_answer(self) -> bool:
        return self._sheet.matter.paper is PaperKind.NC_NOTE and self._line.side is Side.CLIENT

    def _lay_out(self) -> None:
        t, line = self._ctx.t, self._line
        told = ", ".join(part for part in (line.told(t), t(word(line.side))) if part)
        shown = Card()
        shown.add(PlainLabel(self._sheet.text, wrap=True))
        shown.body.addStretch(1)
        inside = scrolled(shown)
        inside.setAccessibleName(t("What is confirmed"))
        self.body.addWidget(PlainLabel(told, "small", "muted"))
        if line.latest is not None and line.state is not S.OPEN:
            self.body.addWidget(self._before(line.state))
        self.body.addWidget(inside, 1)
        if self._asks_answer:
            self.body.addWidget(FormField(t("The client says"), self.answer))
            self.body.addWidget(self._view)
            self._view.hide()
        self.body.addWidget(FormField(t("Way (number keys)"), self.ways))
        self.body.addWidget(self.parts)
        self.body.addWidget(self.problem)

    def _before(self, state: AttestationState) -> Banner:
        """Tell what is recorded already, and where the text reads differently since."""
        t, reading = self._ctx.t, self._line.reading
        said = t("Recorded: {state}. A new record replaces it; the old one stays in the trail.")
        text = said.format(state=t(word(state)))
        if not reading.current:
            text = told_changes(reading, t)
        banner = Banner(text, "info" if reading.current else "warning", t("Open again…"))
        banner.pressed.connect(self._on_open_again)
        return banner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the way by its number from wherever nothing is typed."""
        if not event.modifiers() and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.ways.keyPressEvent(event)
            return
        super().keyPressEvent(event)

    def draft(self) -> AttestationDraft:
        """Return what was filled in."""
        parts, line = self.parts, self._line
        return AttestationDraft(
            name=line.name, function=line.function, side=line.side, attendee_id=line.attendee_id,
            state=parts.way, words=parts.words.toPlainText() if parts.way in (S.REFUSED, S.NOT_REQUIRED) else "",
            typed_name=parts.typed.text(), code=parts.code.text(), strokes=parts.pad.strokes, scan=parts.scan,
            shown_sha256=self._sheet.shown_sha256,
            acknowledgement=Acknowledgement(self.answer.value) if self.answer.value else None,
            client_view=self.view.toPlainText(),
        )  # fmt: skip

    def confirm(self) -> None:
        """Record it; what is missing is said beside its field."""
        self._say("", "")
        call = partial(self._ctx.services.attesting.confirm, self._audit_id, self._sheet.matter, self.draft())
        self._ctx.jobs.write(call, self._on_recorded, self._on_refused)

    def _on_way(self, value: str) -> None:
        self._say("", "")
        self.parts.show_way(AttestationState(value))

    def _on_answer(self, value: str) -> None:
        self._view.setVisible(value == Acknowledgement.DISPUTED.value)
        if self._view.isVisible():
            self.view.setFocus()

    def _on_recorded(self, made: object) -> None:
        del made
        self.confirmed.emit()
        self.accept()

    def _on_refused(self, problem: BaseException) -> None:
        if isinstance(problem, UserMistake):
            self._say(problem.field, say(self._ctx.words, problem))
        else:
            self._ctx.jobs.problem.emit(problem)

    def _say(self, field: str, text: str) -> None:
        """Say what is missing beside the field, or below the part where it has none."""
        beside = {**self.parts.fields, "client_view": self._view}
        for one in beside.values():
            one.show_problem("")
        found = beside.get(field)
        self.problem.show_text("" if found else text)
        if found:
            found.show_problem(text)
            found.editor.setFocus()

    def _on_open_again(self) -> None:
        t = self._ctx.t
        ask = Confirm(
            self, t("Open the line of {name} again?").format(name=self._line.name),
            t("What was recorded stays in the trail, with your reason."), verb=t("Open again"),
            keep=t("Leave as it was"), reason=t("Reason"), danger=False,
        )  # fmt: skip
        ask.confirmed.connect(self._on_reason)
        ask.open()

    def _on_reason(self, reason: str) -> None:
        attesting = self._ctx.services.attesting
        call = partial(attesting.open_again, self._audit_id, self._sheet.matter, self._line, reason)
        self._ctx.jobs.write(call, self._on_recorded, self._on_refused)
