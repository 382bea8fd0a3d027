"""The menu bar with its empty menus: its height belongs to the first paint, what is in the menus does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.sentence import N_

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QMenu

    from app.translation import Words

MENUS: Final = {"workspace": N_("&Workspace"), "edit": N_("&Edit"), "view": N_("&View"), "help": N_("&Help")}


def make_menus(window: QMainWindow, words: Words) -> dict[str, QMenu]:
    """Return the new menus of `window` by their names in code; `WindowActions` fills them."""
    bar = window.menuBar()
    return {key: bar.addMenu(words.gettext(title)) for key, title in MENUS.items()}
