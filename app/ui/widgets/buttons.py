"""Buttons: primary (one per page), secondary, quiet and danger; icon buttons with a spoken name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from app.ui.theme.icons import set_icon
from app.ui.theme.theme import set_font
from app.ui.widgets.labels import plain_tooltip


class Button(QPushButton):
    """A button with a verb. `kind` is `primary`, `secondary`, `quiet`, `danger` or `nav`."""

    def __init__(self, text: str, kind: str = "secondary", icon: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_font(self, "label")
        if icon:
            set_icon(self, icon, {"primary": "on_accent", "quiet": "accent", "danger": "danger"}.get(kind, "text"))


class IconButton(QToolButton):
    """A button that shows only an icon; its name is its tooltip and what a screen reader says."""

    def __init__(self, icon: str, name: str, tone: str = "muted") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoRaise(True)
        set_icon(self, icon, tone)
        self.rename(name)

    def rename(self, name: str) -> None:
        """Give the button another name."""
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(name))


class NavButton(Button):
    """One entry of a navigation: a checkable line with an icon."""

    def __init__(self, text: str, icon: str = "") -> None:
        super().__init__(text, "nav")
        self.setCheckable(True)
        if icon:
            self.show_icon(icon, "muted")

    def show_icon(self, icon: str, tone: str) -> None:
        """Show another icon."""
        set_icon(self, icon, tone, 18)
