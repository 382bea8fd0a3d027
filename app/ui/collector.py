"""Collects garbage in the main thread only.

Python collects in whatever thread makes the next object. Dead windows are cycles (a widget and its bound methods), and
freeing a widget in a worker thread crashes Qt: seen as a segmentation fault within seconds of work in the pool.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

PAUSE: Final = 1000
"""Milliseconds between two looks at whether there is anything to collect."""


class Collector(QObject):
    """Switches Python's own collection off and does it from a timer of the thread it was made in, while it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, as Python itself would have."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [number for number, (count, limit) in enumerate(zip(counts, limits, strict=True)) if count > limit]
        if due:
            gc.collect(due[-1])
