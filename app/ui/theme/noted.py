"""Widgets and actions that asked for a font or an icon, to be dressed anew when the look changes.

They are noted one by one: walking over `QApplication.allWidgets()` wraps widgets that Qt is just taking down, and
crashed in the tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QObject

_NOTED: Final[WeakSet[QObject]] = WeakSet()


def note(target: QObject) -> None:
    """Note a widget or an action; it is not kept alive."""
    _NOTED.add(target)


def noted() -> Iterator[QObject]:
    """Return what was noted and is still there."""
    for target in list(_NOTED):
        if shiboken6.isValid(target):
            yield target
