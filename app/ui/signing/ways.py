"""The ways to confirm: what each asks for, one part of the dialog per way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.attestations import S
from app.domain.words import N_
from app.ui.signing.pad import SignaturePad
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.buttons import Button
from app.ui.widgets.file_drop import FileDrop
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.domain.drafts import IncomingFile
    from app.domain.kinds import AttestationState
    from app.ui.context import UiContext

WAYS: Final = (
    S.DRAWN, S.TYPED, S.REMOTE, S.ON_PAPER, S.ELECTRONIC, S.REFUSED, S.NOT_REQUIRED, S.NOT_PRESENT,
)  # fmt: skip
SHORT: Final = {
    S.DRAWN: N_("Draw"),
    S.TYPED: N_("Type the name"),
    S.REMOTE: N_("Code read aloud"),
    S.ON_PAPER: N_("On paper"),
    S.ELECTRONIC: N_("With a key"),
    S.REFUSED: N_("Refuses"),
    S.NOT_REQUIRED: N_("Not required"),
    S.NOT_PRESENT: N_("Not present"),
}
HONEST: Final = N_("A drawing shows that somebody signed here; it is no electronic signature. The paper says so too.")


class WayParts(QStackedWidget):
    """One part per way; `show_way` brings it forward with the cursor in it.

    Signals:
        entered: Enter was pressed in a part.
    """

    entered = Signal()

    def __init__(self, ctx: UiContext, name: str, code: str) -> None:
        super().__init__()
        t = self._t = ctx.t
        self.way: AttestationState = S.DRAWN
        self.scan: IncomingFile | None = None
        self.pad = SignaturePad(
            t("Signature of {name}").format(name=name),
            t("Draw with pen, finger or mouse. Whoever cannot draw types the name instead: key 2."),
            t("Sign here"),
        )
        self.typed, self.code, self.words = AutosaveLine(placeholder=name), AutosaveLine(), AutosaveText(lines=3)
        self.drop = FileDrop(ctx.words, t("Drop the scan of the signed sheet here"), "")
        self._scan_name = PlainLabel("", "small", "muted")
        read = PlainLabel(t("{name} reads this code aloud from the shared screen:").format(name=name), wrap=True)
        spelt = PlainLabel(t("Code {code}").format(code=f"{code[:3]} {code[3:]}"), "title1")
        self.fields = {
            "typed_name": FormField(t("Name, typed by the person"), self.typed),
            "code": FormField(t("Code as it was heard"), self.code),
            "words": FormField(t("In these words, or for this reason"), self.words),
        }
        self._parts = {
            S.DRAWN: self._drawing(),
            S.TYPED: _held(self.fields["typed_name"]),
            S.REMOTE: _held(read, spelt, self.fields["code"]),
            S.ON_PAPER: _held(self.drop, self._scan_name),
            S.ELECTRONIC: _held(
                PlainLabel(t("The person has signed the paper with a key of their own. It is looked up."), wrap=True)
            ),
            S.REFUSED: _held(self.fields["words"]),
            S.NOT_PRESENT: _held(PlainLabel(t("The person was not there when it was signed."), wrap=True)),
        }
        for part in self._parts.values():
            self.addWidget(part)
        self.drop.received.connect(self._on_files)
        for line in (self.typed, self.code):
            line.returnPressed.connect(self.entered)
        self.pad.entered.connect(self.entered)

    def _drawing(self) -> QWidget:
        t = self._t
        back, clear = Button(t("Take the stroke back"), "quiet", "undo"), Button(t("Clear"), "quiet", "trash")
        back.clicked.connect(self.pad.take_back)
        clear.clicked.connect(self.pad.clear)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(PlainLabel(t(HONEST), "small", "muted", wrap=True), 1)
        row.addWidget(back)
        row.addWidget(clear)
        part = _held(self.pad)
        layout = part.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertLayout(1, row)
        return part

    def show_way(self, way: AttestationState) -> None:
        """Bring the part of a way forward."""
        self.way = way
        self.setCurrentWidget(self._parts[S.REFUSED if way is S.NOT_REQUIRED else way])
        for field in self.fields.values():
            field.show_problem("")
        begin = {S.DRAWN: self.pad, S.TYPED: self.typed, S.REMOTE: self.code, S.REFUSED: self.words,
                 S.NOT_REQUIRED: self.words, S.ON_PAPER: self.drop}  # fmt: skip
        if way in begin:
            begin[way].setFocus()

    def _on_files(self, files: tuple[IncomingFile, ...]) -> None:
        self.scan = files[0] if files else None
        self._scan_name.setText(self.scan.name if self.scan else "")


def _held(*widgets: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.S)
    for one in widgets:
        column.addWidget(one)
    column.addStretch(1)
    return part
