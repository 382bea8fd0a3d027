"""What both forms of the first page share: the folder, the secret field, the banner for failures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import AuditError
from app.ui.theme.icons import set_icon
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.card import Card
from app.ui.widgets.compound import Compound
from app.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel, isolated, set_shown

if TYPE_CHECKING:
    from app.translation import Words
    from app.ui.widgets.problem_line import Banner


class SecretField(Compound):
    """A line whose text is hidden until asked for."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = IconButton("eye", words.gettext("Show the text"))
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._on_eye)
        row.addWidget(self.line, 1)
        row.addWidget(self._eye)
        self.begin_with(self.line)

    def set_title(self, title: str) -> None:
        """Give the field a spoken name."""
        self.line.setAccessibleName(title)
        self._eye.rename(self._words.gettext("{field}: show the text").format(field=title))

    def _on_eye(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        set_icon(self._eye, "eye", "accent" if on else "muted")
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)


class GateForm(QWidget):
    """A card with title, folder, banner and a body that the two forms fill.

    Signals:
        folder_chosen: another folder.
        sample_asked: the sample audit is wanted.
    """

    folder_chosen = Signal(str)
    sample_asked = Signal()

    def __init__(self, words: Words, title: str, text: str, *, sample: bool) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self._words = words
        t = words.gettext
        self._card = Card(margin=Space.XL)
        self._card.add(PlainLabel(title, "title2", wrap=True))
        if text:
            self._card.add(PlainLabel(text, "body", "muted", wrap=True))
        self._folder = ElidedLabel("", "small", "muted")
        self._banner: Banner | None = None
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.M)
        self._card.add_layout(self._folder_row())
        self._card.add_layout(self.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._card)
        look = Button(t("Look at the sample audit first"), "quiet")
        look.clicked.connect(self.sample_asked)
        set_shown(look, sample)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(look)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        if not sample:
            look.hide()

    def _folder_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        choose = Button(self._words.gettext("Another folder…"), "quiet")
        choose.clicked.connect(self._on_choose)
        row.addWidget(IconLabel("folder", "muted"))
        row.addWidget(self._folder, 1)
        row.addWidget(choose)
        return row

    def begin(self) -> None:
        """Put the cursor where the user begins."""

    def show_folder(self, folder: Path) -> None:
        """Name the folder."""
        self._folder.setText(isolated(str(folder)))
        self._say("")

    def show_failure(self, problem: BaseException) -> None:
        """Say why it did not work; what is no known failure goes on to the bug dialog."""
        self.set_busy(busy=False)
        if not isinstance(problem, AuditError):
            raise problem
        from app.ui.saying import say  # noqa: PLC0415 - the sentences are not needed for the first paint

        self._say(say(self._words, problem))

    def _say(self, text: str) -> None:
        """Say what went wrong above the fields; the empty text takes it away. The banner is made when it is needed."""
        if text and self._banner is None:
            from app.ui.widgets.problem_line import Banner  # noqa: PLC0415 - not for the first paint

            self._banner = Banner()
            self._card.body.insertWidget(self._card.body.indexOf(self.body), self._banner)
        if self._banner is not None:
            self._banner.show_text(text, "danger")

    def set_busy(self, *, busy: bool) -> None:
        """Switch the form off while a key is made (about a second)."""
        if busy:
            self._say("")
        self._card.setEnabled(not busy)

    def _on_choose(self) -> None:
        from app.ui.widgets import file_dialog  # noqa: PLC0415 - not for the first paint

        title = self._words.gettext("Folder of the workspace")
        file_dialog.choose_folder(self, title, self.folder_chosen.emit)
