"""What the actions of the main window do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from app.preferences import ZOOM_STEP
from app.ui.undo_words import step_name

if TYPE_CHECKING:
    from pathlib import Path

    from app.preferences import Preferences
    from app.ui.actions import WindowActions
    from app.ui.main_window import MainWindow
    from app.ui.navigation import Navigator


class Commands(QObject):
    """Ties actions to slots. Where a page has a filter, Ctrl+F goes there."""

    def __init__(self, window: MainWindow, actions: WindowActions, navigator: Navigator) -> None:
        super().__init__(window)
        self._window, self._actions = window, actions
        self._t = window.words.gettext
        self._undone = ""
        for key, slot in (
            ("home", partial(navigator.go, "home")),
            ("new_audit", partial(navigator.go, "new_audit")),
            ("clients", partial(navigator.go, "clients")),
            ("new_client", partial(navigator.go, "clients", item_id="new")),
            ("go_client", self._on_go_client),
            ("settings", partial(navigator.go, "settings")),
            ("backup", self._on_backup),
            ("lock", window.lock),
            ("quit", window.close),
            ("undo", self._on_undo),
            ("redo", self._on_redo),
            ("capture", self._on_capture),
            ("find", self._on_find),
            ("search", partial(navigator.go, "search")),
            ("commands", self._on_commands),
            ("back", navigator.back),
            ("larger", self._on_larger),
            ("smaller", self._on_smaller),
            ("normal", self._on_normal),
            ("keys", self._on_keys),
            ("about", self._on_about),
        ):
            actions.on(key, slot)
        for action in actions.schemes.values():
            action.triggered.connect(self._on_scheme)
        window.around.preferences.changed.connect(self._follow)
        self._mark(window.around.preferences.value)

    def show_open(self, *, is_open: bool) -> None:
        """Switch off what needs an open workspace while none is open."""
        self._actions.show_open(is_open=is_open)

    @property
    def all(self) -> tuple[QAction, ...]:
        """Return all actions, those of the page that is shown first."""
        page = self._window.desk.page if self._window.desk else None
        own = [action for action in page.actions() if action.text()] if page else []
        return (*own, *self._actions.all)

    def _follow(self, preferences: Preferences) -> None:
        self._window.around.theme.follow(preferences)
        self._mark(preferences)

    def _mark(self, preferences: Preferences) -> None:
        self._actions.schemes[preferences.scheme].setChecked(True)

    def _on_scheme(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._window.around.preferences.change(scheme=str(action.data()))

    def _on_larger(self) -> None:
        self._zoom(ZOOM_STEP)

    def _on_smaller(self) -> None:
        self._zoom(-ZOOM_STEP)

    def _on_normal(self) -> None:
        self._window.around.preferences.change(zoom=100)

    def _zoom(self, step: int) -> None:
        store = self._window.around.preferences
        store.change(zoom=store.value.zoom + step)

    def _on_capture(self) -> None:
        if self._window.desk is not None:
            self._window.desk.capturing.quick()

    def _on_find(self) -> None:
        from app.ui.widgets.filter_bar import FilterBar  # noqa: PLC0415 - a page that has one has loaded it

        page = self._window.desk.page if self._window.desk else None
        bars = page.findChildren(FilterBar) if page else []
        for bar in bars:
            if bar.isVisible():
                bar.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _on_commands(self) -> None:
        from app.ui.command_palette import CommandPalette  # noqa: PLC0415 - not for the first window

        CommandPalette(self._window, self._window.words, self.all).open()

    def _on_go_client(self) -> None:
        from app.ui.clients.go_to import ClientChooser  # noqa: PLC0415 - not for the first window

        if self._window.context is not None:
            ClientChooser(self._window, self._window.context).ask()

    def _on_keys(self) -> None:
        from app.ui.help import ShortcutDialog  # noqa: PLC0415 - not for the first window

        ShortcutDialog(self._window, self._window.words, self.all).open()

    def _on_about(self) -> None:
        from app.ui.about import AboutDialog  # noqa: PLC0415 - not for the first window

        AboutDialog(self._window, self._window.words).open()

    def _on_undo(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QWidget) and hasattr(focused, "undo"):
            focused.undo()
        elif self._window.context is not None:
            fields = self._window.context.services.fields
            step = fields.next_undo()
            self._undone = step_name(step, self._window.words) if step else ""
            self._window.jobs.write(fields.undo, self._on_undone)

    def _on_redo(self) -> None:
        if self._window.context is not None:
            self._window.jobs.write(self._window.context.services.fields.redo)

    def _on_undone(self, changes: object) -> None:
        del changes
        said = self._t("Undone: {what}").format(what=self._undone)
        self._window.notices.say(said, action_text=self._t("Redo"), action=self._on_redo)

    def _on_backup(self) -> None:
        from app.ui.widgets import file_dialog  # noqa: PLC0415 - not for the first window

        file_dialog.choose_folder(self._window, self._t("Folder for the backup"), self._backup)

    def _backup(self, folder: str) -> None:
        from pathlib import Path  # noqa: PLC0415 - not for the first window

        if self._window.context is not None:
            call = partial(_back_up, self._window.context.services.workspace.backup, Path(folder))
            self._window.jobs.long(call, self._on_backed_up)
            self._window.notices.say(self._t("The backup is being written and checked…"))

    def _on_backed_up(self, info: object) -> None:
        del info
        self._window.notices.say(self._t("The backup is written and checked."), tone="ok")


def _back_up(backup: object, folder: Path, progress: object) -> object:
    return backup(folder, progress)  # type: ignore[operator]  # WorkspaceService.backup
