"""The first page: opens a workspace or makes a new one. Nothing heavy is loaded before it is painted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.labels import IconLabel, PlainLabel
from app.ui.widgets.page import scrolled

if TYPE_CHECKING:
    from app.services.container import Services
    from app.translation import Words
    from app.ui.gate import WorkspaceGate
    from app.ui.jobs import Jobs
    from app.ui.recovery_sheet import RecoverySheet
    from app.ui.unlock_create import CreateForm
    from app.ui.unlock_open import OpenForm
    from app.ui.unlock_parts import GateForm

_WIDTH = 500


class UnlockPage(QWidget):
    """Asks for the password of a workspace, or makes one and shows its recovery key.

    Without `folder` it stays empty until `show_folder`: a page filled in its place is styled once, not twice.

    Signals:
        opened: the services over the open workspace and its folder.
        sample_wanted: the user wants to look at the sample audit.
    """

    opened = Signal(object, object)
    sample_wanted = Signal()

    def __init__(
        self, gate: WorkspaceGate, jobs: Jobs, words: Words, folder: Path | None = None, *, sample: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self._gate, self._jobs, self._words, self._sample = gate, jobs, words, sample
        self._folder = folder or Path()
        self._open: OpenForm | None = None
        self._create: CreateForm | None = None
        self._form: GateForm | None = None
        self._services: Services | None = None
        self._sheet: RecoverySheet | None = None
        self._stack = QStackedWidget()
        self._stack.currentChanged.connect(self._follow_title)
        self._lay_out()
        if folder is not None:
            self.show_folder(folder)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout()
        column.setSpacing(Space.L)
        column.addStretch(2)
        column.addLayout(_brand(self._words))
        column.addWidget(self._stack)
        column.addStretch(3)
        holder = QWidget()
        holder.setLayout(column)
        holder.setMaximumWidth(_WIDTH)
        row = QHBoxLayout(inside)
        row.addStretch(1)
        row.addWidget(holder, 100)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def _open_form(self) -> OpenForm:
        """Return the form that opens a workspace, built when it is first shown."""
        if self._open is None:
            from app.ui.unlock_open import OpenForm  # noqa: PLC0415 - one of the two is enough for the first paint

            self._open = OpenForm(self._words, sample=self._sample)
            self._open.unlock_asked.connect(self._on_unlock)
            self._take_in(self._open)
        return self._open

    def _create_form(self) -> CreateForm:
        """Return the form that makes a workspace, built when it is first shown."""
        if self._create is None:
            from app.ui.unlock_create import CreateForm  # noqa: PLC0415 - as above

            self._create = CreateForm(self._words, self._gate, self._jobs, sample=self._sample)
            self._create.create_asked.connect(self._on_create)
            self._take_in(self._create)
        return self._create

    def _take_in(self, form: GateForm) -> None:
        form.folder_chosen.connect(self._on_folder)
        form.sample_asked.connect(self.sample_wanted)
        self._stack.addWidget(form)

    def show_folder(self, folder: Path) -> None:
        """Ask for the password of the workspace in `folder`, or offer to make one there."""
        self._folder = folder
        form = self._form = self._open_form() if self._gate.exists(folder) else self._create_form()
        form.show_folder(folder)
        self._stack.setCurrentWidget(form)
        form.begin()

    def _follow_title(self) -> None:
        form = self._stack.currentWidget()
        self.setWindowTitle(form.windowTitle() if form is not None else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor where the user begins; a hidden page could not take it."""
        super().showEvent(event)
        if self._form is not None and self._stack.currentWidget() is self._form:
            self._form.begin()

    def _on_folder(self, folder: str) -> None:
        self.show_folder(Path(folder))

    def _on_unlock(self, secret: str) -> None:
        self._run(partial(self._gate.unlock, self._folder, secret), self._on_unlocked, self._open_form().show_failure)

    def _on_unlocked(self, services: Services) -> None:
        self._open_form().forget()
        self.opened.emit(services, self._folder)

    def _on_create(self, password: str) -> None:
        self._run(
            partial(self._gate.create, self._folder, password), self._on_created, self._create_form().show_failure
        )

    def _run(
        self,
        call: Callable[[], object],
        done: Callable[[object], None] | Callable[[Services], None] | Callable[[tuple[Services, str]], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._jobs.write(call, done, failed)

    def _on_created(self, made: tuple[Services, str]) -> None:
        from app.ui.recovery_sheet import RecoverySheet  # noqa: PLC0415 - only after a workspace was made

        self._services, key = made
        self._create_form().forget()
        self._sheet = RecoverySheet(self._words, key, self._folder)
        self._sheet.acknowledged.connect(self._on_acknowledged)
        self._stack.addWidget(self._sheet)
        self._stack.setCurrentWidget(self._sheet)
        self._sheet.setFocus()

    def _on_acknowledged(self) -> None:
        services, self._services = self._services, None
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            self._stack.removeWidget(sheet)
            sheet.deleteLater()
        if services is not None:
            self.opened.emit(services, self._folder)


def _brand(words: Words) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(Space.XXS)
    row = QHBoxLayout()
    row.setSpacing(Space.S + 2)
    row.addStretch(1)
    row.addWidget(IconLabel("logo", "accent", 34))
    row.addWidget(PlainLabel("Onsite", "title1"))
    row.addStretch(1)
    column.addLayout(row)
    claim = PlainLabel(words.gettext("The audit, from the assignment to the signed report. Offline."), "body", "muted")
    claim.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    claim.setWordWrap(True)
    column.addWidget(claim)
    return column
