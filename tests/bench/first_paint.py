"""From the start of the process to the first painted window, against a bare window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.table import Row, row

ROOT = Path(__file__).resolve().parents[2]
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
"""
OURS = """
import sys
from pathlib import Path
from app.bootstrap import WorkspaceGate
from app.ui.application import make_application, make_window
app = make_application([])
window = make_window(app, WorkspaceGate(), Path(sys.argv[1]), Path(sys.argv[1]) / "workspace")
"""
END = """
import os, time
from PySide6.QtCore import QObject, QEvent, QTimer

class Painted(QObject):
    # The paint event of a window comes before those of its parts, all within one turn of the loop; what is posted at
    # its begin is delivered at its end.
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        self.at = self.stamp()
        QTimer.singleShot(0, self.last)
    def last(self):
        # Whatever the program put off until after the paint was posted before this.
        for values in (self.at, self.stamp()):
            print(*values, flush=True)
        os._exit(0)
    def stamp(self):
        return time.clock_gettime(time.CLOCK_MONOTONIC), time.process_time()

window.resize(1180, 760)
painted = Painted()
window.installEventFilter(painted)
window.show()
app.exec()
"""
FOUND = ("painted", "whole")


def measure(rounds: int) -> list[Row]:
    """Return CPU and wall time of both, `rounds` times in turn after one warm-up that also writes the bytecode.

    `painted` ends with the first paint; `whole` when what was put off (menus, keys, notices) is built as well.
    """
    found: dict[str, list[dict[str, tuple[float, float]]]] = {"ours": [], "floor": []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            for name, code in (("floor", BARE), ("ours", OURS)):
                taken = _start(code, folder)
                if number:
                    found[name].append(taken)
    return [
        _row("first paint, CPU / bare Qt window", found, "painted", 1, 1.8),
        _row("first paint, wall / bare Qt window", found, "painted", 0, 1.8),
        _row("first window with menus and keys, CPU / bare Qt window", found, "whole", 1, None),
    ]


def _row(
    what: str, found: dict[str, list[dict[str, tuple[float, float]]]], end: str, which: int, budget: float | None
) -> Row:
    ours, floor = ([taken[end][which] for taken in found[name]] for name in ("ours", "floor"))
    return row(what, ours, floor, budget)


def _start(code: str, folder: str) -> dict[str, tuple[float, float]]:
    """Return wall and CPU time from the start of a process to each end; its bytecode lies in `folder`."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": f"{folder}/bytecode",
    }
    begin = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run(
        [sys.executable, "-c", code + END, folder], env=environment, capture_output=True, text=True, check=True
    )
    ends = [tuple(float(part) for part in line.split()) for line in done.stdout.splitlines()[-2:]]
    return {name: (wall - begin, cpu) for name, (wall, cpu) in zip(FOUND, ends, strict=True)}
