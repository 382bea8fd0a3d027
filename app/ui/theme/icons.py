"""Line icons: SVG files on a 24 grid, drawn in the colour of the palette in force and at the size asked for.

`set_icon` notes the icon on the widget or action, so that the theme can draw it anew after a change.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from app.paths import resource
from app.ui.theme.look import active
from app.ui.theme.metrics import ICON
from app.ui.theme.noted import note

_INK: Final = b"currentColor"
_NAME, _TONE, _SIZE = "onsiteIcon", "onsiteIconTone", "onsiteIconSize"


def colour(tone: str) -> str:
    """Return the colour of `tone` (a name of the palette in force)."""
    value: str = getattr(active().palette, tone)
    return value


@cache
def _source(name: str) -> bytes:
    return resource(f"icons/{name}.svg").read_bytes()


@lru_cache(maxsize=1024)
def _drawn(name: str, ink: str, side: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace(_INK, ink.encode("ascii"))))
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def pixmap(name: str, tone: str = "text", size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """Return icon `name` at `size` logical pixels for a screen with device pixel ratio `ratio`."""
    drawn = QPixmap(_drawn(name, colour(tone), max(1, round(size * ratio))))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(name: str, tone: str = "text", size: int = ICON) -> QIcon:
    """Return icon `name`, sharp on every screen that is there now, and paler when disabled."""
    made = QIcon()
    for ratio in sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()} | {1.0}):
        side = round(size * ratio)
        for ink, mode in ((tone, QIcon.Mode.Normal), ("disabled", QIcon.Mode.Disabled)):
            drawn = QPixmap(_drawn(name, colour(ink), side))
            drawn.setDevicePixelRatio(ratio)
            made.addPixmap(drawn, mode)
    return made


def set_icon(target: QObject, name: str, tone: str = "text", size: int = ICON) -> None:
    """Give a button or an action icon `name`, and note it for later changes of the theme."""
    target.setProperty(_NAME, name)
    target.setProperty(_TONE, tone)
    target.setProperty(_SIZE, size)
    note(target)
    refresh(target)


def refresh(target: QObject) -> None:
    """Draw the noted icon of `target` again; nothing happens if none was noted."""
    name = target.property(_NAME)
    if not name:
        return
    side = active().px(int(target.property(_SIZE)))
    drawn = icon(str(name), str(target.property(_TONE)), side)
    if isinstance(target, QAbstractButton):
        target.setIcon(drawn)
        target.setIconSize(QSize(side, side))
    elif isinstance(target, QAction):
        target.setIcon(drawn)
