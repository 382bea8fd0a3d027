"""Puts a look in force: style, palette, font and style sheet of the application, then fonts and icons of widgets."""

from __future__ import annotations

from collections.abc import Sequence
from string import Template
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.paths import resource
from app.ui.theme import icons
from app.ui.theme.fonts import load_families
from app.ui.theme.look import Look, active, put_in_force
from app.ui.theme.noted import note, noted
from app.ui.theme.palette import CONTRAST, DARK, LIGHT, PALETTES, Palette

if TYPE_CHECKING:
    from app.preferences import Preferences

_ROLE: Final = "onsiteFont"
_STYLED: Final = "onsiteStyled"
_COLOURS: Final = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "window"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Light, "surface"),
    (QPalette.ColorRole.Midlight, "hover"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Dark, "field"),
    (QPalette.ColorRole.Shadow, "line"),
)
_INKS: Final = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class Theme(QObject):
    """The look of the whole program.

    Signals:
        changed: a new look is in force.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._families = load_families()
        self._scheme = "system"
        self._zoom = 100

    @property
    def look(self) -> Look:
        """Return the look in force."""
        return active()

    def follow(self, preferences: Preferences) -> None:
        """Put the look in force that the preferences ask for."""
        self.apply(preferences.scheme, preferences.zoom)

    def apply(self, scheme: str, zoom: int) -> None:
        """Put `scheme` (`system`, `light`, `dark`, `contrast`) and `zoom` (percent) in force."""
        self._scheme, self._zoom = scheme, zoom
        palette = _palette_for(scheme)
        screen = QGuiApplication.primaryScreen()
        look = Look(palette, zoom, screen.logicalDotsPerInch(), self._families)
        put_in_force(look)
        app = _application()
        _use_fusion(app)
        wanted = Qt.ColorScheme.Dark if palette.dark else Qt.ColorScheme.Light
        app.styleHints().setColorScheme(wanted)  # darkens the frames of windows where the system draws them
        app.setPalette(qt_palette(palette))
        app.setFont(look.font())
        app.setStyleSheet(style_sheet(look))
        self._refresh()

    def _refresh(self) -> None:
        for target in noted():
            role = target.property(_ROLE)
            if role and isinstance(target, QWidget):
                target.setFont(active().font(str(role)))
            icons.refresh(target)
        self.changed.emit()


def set_font(widget: QWidget, role: str) -> None:
    """Give `widget` the font of a type role and keep it through later changes of zoom."""
    widget.setProperty(_ROLE, role)
    note(widget)
    widget.setFont(active().font(role))


def set_tone(widget: QWidget, name: str, value: str) -> None:
    """Set property `name` that the style sheet looks at, and let the widget be styled anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it will be styled when it is first shown
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def style_sheet(look: Look) -> str:
    """Return the style sheet for `look`: the one template with colours and lengths filled in."""
    values: dict[str, str] = {name: str(value) for name, value in look.palette._asdict().items()}
    values["images"] = resource(f"theme/{look.palette.name}").as_posix()
    for pixels in range(1, 49):
        values[f"px{pixels}"] = f"{look.px(pixels)}px"
    values["round_mark"] = f"{(look.px(16) + 2) // 2}px"  # Qt draws a square when the radius is over the half
    for tone in ("danger", "warning", "ok", "info", "plum", "neutral"):
        outlined = look.palette.chip_line != "transparent"
        values[f"{tone}_line"] = str(getattr(look.palette, tone if outlined else f"{tone}_soft"))
    return Template(resource("theme/onsite.qss").read_text(encoding="utf-8")).substitute(values)


def qt_palette(palette: Palette) -> QPalette:
    """Return Qt's palette for ours."""
    made = QPalette()
    for role, name in _COLOURS:
        made.setColor(role, QColor(getattr(palette, name)))
    for role in _INKS:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.disabled))
    return made


def _palette_for(scheme: str) -> Palette:
    if scheme in PALETTES:
        return PALETTES[scheme]
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def begin(program: str, arguments: Sequence[str]) -> QApplication:
    """Return the new application, in our style from its beginning.

    By an argument, because `setStyle` returns a `QStyle`: making the Python class of that with all its enums costs
    more than any part of the first window.
    """
    app = QApplication([program, "-style", "fusion", *arguments])
    app.setProperty(_STYLED, True)  # noqa: FBT003 - Qt's way
    return app


def _use_fusion(app: QApplication) -> None:
    if not app.property(_STYLED):
        app.setStyle("Fusion")
        app.setProperty(_STYLED, True)  # noqa: FBT003 - as above


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("no QApplication")
    return app
