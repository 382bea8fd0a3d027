"""The actions of the main window and its menus, each made once: menus, keys and palette show the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.domain.sentence import N_
from app.ui.theme.icons import set_icon

if TYPE_CHECKING:
    from app.translation import Words


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """Name in code, text, icon and keys of an action."""

    key: str
    text: str
    icon: str = ""
    keys: str = ""
    menu: str = ""


SCHEME_TEXTS = {
    "system": N_("As the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
    "contrast": N_("High contrast"),
}

SPECS = (
    ActionSpec("home", N_("&Audits"), "home", "Alt+Home", "workspace"),
    ActionSpec("new_audit", N_("&New audit…"), "plus", "Ctrl+N", "workspace"),
    ActionSpec("clients", N_("&Clients"), "building", "Alt+Shift+C", "workspace"),
    ActionSpec("new_client", N_("New clien&t…"), "plus", "", "workspace"),
    ActionSpec("go_client", N_("&Go to client…"), "building", "Ctrl+G", "workspace"),
    ActionSpec("settings", N_("&Settings"), "settings", "Ctrl+,", "workspace"),
    ActionSpec("backup", N_("&Back up…"), "shield", "", "workspace"),
    ActionSpec("lock", N_("&Lock the workspace"), "lock", "Ctrl+L", "workspace"),
    ActionSpec("quit", N_("&Quit"), "", "Ctrl+Q", "workspace"),
    ActionSpec("undo", N_("&Undo"), "undo", "Ctrl+Z", "edit"),
    ActionSpec("redo", N_("&Redo"), "redo", "Ctrl+Shift+Z", "edit"),
    ActionSpec("capture", N_("&Capture evidence in one line"), "evidence", "Ctrl+E", "edit"),
    ActionSpec("find", N_("&Filter this page"), "search", "Ctrl+F", "edit"),
    ActionSpec("search", N_("&Search everything"), "search", "Ctrl+Shift+F", "edit"),
    ActionSpec("commands", N_("&Commands…"), "command", "Ctrl+K", "view"),
    ActionSpec("back", N_("Go &back"), "chevron-left", "Alt+Left", "view"),
    ActionSpec("larger", N_("&Larger text"), "plus", "Ctrl++", "view"),
    ActionSpec("smaller", N_("&Smaller text"), "minus", "Ctrl+-", "view"),
    ActionSpec("normal", N_("&Normal text"), "", "Ctrl+0", "view"),
    ActionSpec("keys", N_("&Keys"), "help", "F1", "help"),
    ActionSpec("about", N_("&About Onsite"), "info", "", "help"),
)
NEEDS_WORKSPACE = frozenset({
    "capture",
    "home", "new_audit", "clients", "new_client", "go_client", "settings", "backup", "lock", "undo", "redo", "find",
    "search",
    "back",
})  # fmt: skip


class WindowActions:
    """Makes the actions of `window` and fills its `menus`; `on` ties an action to a slot."""

    def __init__(self, window: QMainWindow, words: Words, menus: Mapping[str, QMenu]) -> None:
        self._window, self._words, self._menus = window, words, menus
        self._made: dict[str, QAction] = {}
        for spec in SPECS:
            self._menus[spec.menu].addAction(self._make(spec))
        self.schemes = self._scheme_menu()

    def __getitem__(self, key: str) -> QAction:
        """Return an action by its name in code."""
        return self._made[key]

    @property
    def all(self) -> tuple[QAction, ...]:
        """Return all actions, for the palette and the list of keys."""
        return (*self._made.values(), *self.schemes.values())

    def on(self, key: str, slot: Callable[[], object]) -> None:
        """Call `slot` when the action is triggered."""
        self._made[key].triggered.connect(slot)

    def show_open(self, *, is_open: bool) -> None:
        """Switch off what needs an open workspace while none is open."""
        for key in NEEDS_WORKSPACE:
            self._made[key].setEnabled(is_open)

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(self._words.gettext(spec.text), self._window)
        action.setObjectName(spec.key)
        if spec.icon:
            set_icon(action, spec.icon)
        if spec.keys:
            action.setShortcut(QKeySequence(spec.keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._made[spec.key] = action
        return action

    def _scheme_menu(self) -> dict[str, QAction]:
        menu = self._menus["view"].addMenu(self._words.gettext(N_("&Colours")))
        group = QActionGroup(self._window)
        made = {}
        for scheme, text in SCHEME_TEXTS.items():
            action = menu.addAction(self._words.gettext(text))
            action.setObjectName(f"scheme:{scheme}")
            action.setCheckable(True)
            action.setData(scheme)
            group.addAction(action)
            made[scheme] = action
        return made
