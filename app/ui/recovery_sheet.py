"""Shows the recovery key once: it is printed or saved, and acknowledged, before the work begins."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout

from app.ui.theme.metrics import Space
from app.ui.widgets import file_dialog
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.compound import Compound
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.widgets.problem_line import Banner

if TYPE_CHECKING:
    from app.translation import Words


class RecoverySheet(Compound):
    """The key in groups, Print, Save, and a box to tick.

    Signals:
        acknowledged: the key is kept; the work can begin.
    """

    acknowledged = Signal()

    def __init__(self, words: Words, key: str, folder: Path) -> None:
        super().__init__()
        t = words.gettext
        self._words, self._key, self._folder = words, key, folder
        self.setWindowTitle(t("Keep this recovery key"))
        card = Card(margin=Space.XL)
        card.add(PlainLabel(t("Keep this recovery key"), "title2", wrap=True))
        why = t("It opens the workspace if the password is forgotten. Without both, nobody can: not even we.")
        card.add(PlainLabel(why, "body", "muted", wrap=True))
        card.add(_key_field(key))
        self._banner = Banner()
        self._banner.hide()
        card.add(self._banner)
        card.add_layout(self._buttons())
        self._box = QCheckBox(t("I have it on paper or on a medium away from this computer"))
        self._box.toggled.connect(self._on_box)
        card.add(self._box)
        self._go = Button(t("Start working"), "primary")
        self._go.setEnabled(False)
        self._go.clicked.connect(self.acknowledged)
        card.add(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def _buttons(self) -> QHBoxLayout:
        t = self._words.gettext
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        self._print = Button(t("Print…"), icon="print")
        save = Button(t("Save as text…"), icon="download")
        self._print.clicked.connect(self._on_print)
        save.clicked.connect(self._on_save)
        row.addWidget(self._print)
        row.addWidget(save)
        row.addStretch(1)
        self.begin_with(self._print)
        return row

    def sheet_text(self) -> str:
        """Return what is printed and saved."""
        t = self._words.gettext
        lines = (
            t("Onsite: recovery key"),
            "",
            self._key,
            "",
            t("Folder: {folder}").format(folder=self._folder),
            t("Made on {day}").format(day=self._words.day(date.today())),  # noqa: DTZ011 - the day on the sheet
            t("Whoever has this key can open the workspace. Keep it locked away, apart from the computer."),
        )
        return "\n".join(lines) + "\n"

    def _on_box(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        self._go.setEnabled(on)

    def _on_save(self) -> None:
        title = self._words.gettext("Save the recovery key")
        file_dialog.choose_target(self, title, "onsite-recovery-key.txt", self._save)

    def _save(self, path: str) -> None:
        try:
            Path(path).write_text(self.sheet_text(), encoding="utf-8")
        except OSError:
            self._banner.show_text(self._words.gettext("The file could not be written there."), "danger")
        else:
            self._banner.show_text(self._words.gettext("Saved. Move the file away from this computer."), "ok")

    def _on_print(self) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._on_print_accepted)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _on_print_accepted(self) -> None:
        painter = QPainter()
        if not painter.begin(self._printer):
            self._banner.show_text(self._words.gettext("The printer did not answer."), "danger")
            return
        area = QRectF(self._printer.pageLayout().paintRectPixels(self._printer.resolution()))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), self.sheet_text())
        painter.end()


def _key_field(key: str) -> QFrame:
    frame = QFrame()
    frame.setObjectName("card")
    frame.setProperty("sunken", "true")
    column = QVBoxLayout(frame)
    column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
    groups = key.split("-") if "-" in key else key.split()
    half = (len(groups) + 1) // 2
    for part in (groups[:half], groups[half:]):
        if part:
            label = PlainLabel(isolated("  ".join(part)), "title2")
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label.selectable())
    return frame
