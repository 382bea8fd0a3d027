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
import time
window.resize(1180, 760)
window.show()
app.processEvents()
print(time.clock_gettime(time.CLOCK_MONOTONIC), time.process_time())
import os
os._exit(0)
"""


def measure(rounds: int) -> list[Row]:
    """Return wall and CPU time of both, `rounds` times in turn after one warm-up."""
    found: dict[str, list[tuple[float, float]]] = {"ours": [], "floor": []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            for name, code in (("floor", BARE), ("ours", OURS)):
                taken = _start(code, folder)
                if number:
                    found[name].append(taken)
    walls = {name: [wall for wall, _cpu in pairs] for name, pairs in found.items()}
    cpus = {name: [cpu for _wall, cpu in pairs] for name, pairs in found.items()}
    return [
        row("first paint, CPU / bare Qt window", cpus["ours"], cpus["floor"], 1.8),
        row("first paint, wall / bare Qt window", walls["ours"], walls["floor"], 1.8),
    ]


def _start(code: str, folder: str) -> tuple[float, float]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    begin = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run(
        [sys.executable, "-c", code + END, folder], env=environment, capture_output=True, text=True, check=True
    )
    at, cpu = (float(part) for part in done.stdout.split()[-2:])
    return at - begin, cpu
