"""What the pseudo-locales show: text that is cut when it is longer, text nobody translated, what does not mirror."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

LETTERS: Final = re.compile(r"[A-Za-z]{3}")
NEVER_TRANSLATED: Final = frozenset({"Onsite", "English", "Deutsch", "Qt", "Python"})


def texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Return every text of ours that is seen or spoken in `root`, with its widget."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root):
            continue
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget, widget.text()
        if isinstance(widget, (QLineEdit, QPlainTextEdit)):
            yield widget, widget.placeholderText()
        if not isinstance(widget, QCheckBox):
            yield widget, widget.accessibleName()
        yield widget, widget.toolTip()


def untranslated(root: QWidget, known: frozenset[str] = frozenset()) -> list[str]:
    """Text without the brackets of the pseudo-locale never went through translation.

    `known` are pieces of data (names, references) that the window shows; what is left after taking them out counts.
    """
    wrong = []
    for widget, text in texts(root):
        bare = text
        for piece in sorted(known | NEVER_TRANSLATED, key=len, reverse=True):
            bare = bare.replace(piece, "")
        if "[" not in bare and LETTERS.search(bare):
            wrong.append(f"not translated: {type(widget).__name__} “{text}”")
    return sorted(set(wrong))


def places(root: QWidget, parts: dict[str, QWidget]) -> dict[str, tuple[int, int]]:
    """Return where the named parts lie in `root`: left edge and width."""
    return {name: (part.mapTo(root, QPoint(0, 0)).x(), part.width()) for name, part in parts.items()}


def not_mirrored(width: int, left: dict[str, tuple[int, int]], right: dict[str, tuple[int, int]]) -> list[str]:
    """Each part lies at mirrored places in two windows of one width, left-to-right and right-to-left."""
    wrong = []
    for name, (x, _) in left.items():
        other, wide = right[name]
        mirrored = width - other - wide
        if abs(x - mirrored) > max(4, width // 50):
            wrong.append(f"{name} lies at {x}, mirrored at {mirrored}")
    return wrong
