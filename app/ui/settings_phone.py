"""The folder into which a phone drops its pictures: chosen here, watched while an audit is open; off by default."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from app.ui.theme.metrics import Space
from app.ui.widgets import file_dialog
from app.ui.widgets.buttons import Button
from app.ui.widgets.compound import Compound
from app.ui.widgets.labels import ElidedLabel, isolated

if TYPE_CHECKING:
    from app.preferences import Preferences
    from app.ui.context import UiContext


class PhoneFolder(Compound):
    """Which folder is watched, a button to choose one and one to stop."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        t = self._t = ctx.t
        self._store = ctx.preferences
        self._path = ElidedLabel("", "body", "muted")
        self._choose = Button(t("Choose a folder…"), icon="folder")
        self._stop = Button(t("Stop watching"), "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._choose)
        row.addWidget(self._stop)
        row.addWidget(self._path, 1)
        self.begin_with(self._choose)
        self._choose.clicked.connect(self._on_choose)
        self._stop.clicked.connect(self._on_stop)
        self._store.changed.connect(self._show)
        self._show(self._store.value)

    def set_title(self, title: str) -> None:
        """Give the buttons a spoken name."""
        self._choose.setAccessibleName(f"{title}: {self._choose.text()}")

    def _show(self, preferences: Preferences) -> None:
        folder = preferences.phone_folder
        self._path.setText(isolated(folder) if folder else self._t("No folder is watched."))
        self._stop.setVisible(bool(folder))

    def _on_choose(self) -> None:
        file_dialog.choose_folder(self, self._t("Folder of the phone"), self._on_folder)

    def _on_folder(self, folder: str) -> None:
        """Watch from now on: what lies in the folder already is not of this audit."""
        self._store.change(phone_folder=folder, phone_since=int(time.time()))

    def _on_stop(self) -> None:
        self._store.change(phone_folder="")
