"""The first window is painted before the database, report and signing stacks are loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"sqlalchemy", "alembic", "reportlab", "pyhanko", "pikepdf", "PIL", "cryptography", "babel", "fontTools"}

START = """
import json, sys
from pathlib import Path
{planted}
from PySide6.QtCore import QTimer
from app.bootstrap import WorkspaceGate
from app.ui.application import make_application, make_window

class Painted:
    def __init__(self, window, app):
        self.window, self.app = window, app
    def look(self):
        if self.window.isVisible() and not self.window.grab().isNull():
            print(json.dumps(sorted({{name.split(".")[0] for name in sys.modules}})))
            self.window.close()
            self.app.quit()

app = make_application([])
window = make_window(app, WorkspaceGate(), Path(sys.argv[1]) / "settings", Path(sys.argv[1]) / "workspace")
window.show()
painted = Painted(window, app)
QTimer.singleShot(0, painted.look)
app.exec()
"""


def loaded(folder: Path, planted: str = "") -> set[str]:
    """Return the top-level modules loaded when the first window is painted."""
    done = subprocess.run(
        [sys.executable, "-c", START.format(planted=planted), str(folder)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return set(json.loads(done.stdout.splitlines()[0]))


@pytest.mark.parametrize("exists", [True, False])
def test_nothing_heavy_is_loaded_at_the_first_paint(tmp_path: Path, exists: bool):
    (tmp_path / "workspace").mkdir()
    if exists:
        (tmp_path / "workspace" / "workspace.db").touch()
    assert not loaded(tmp_path) & HEAVY


def test_a_heavy_import_is_found(tmp_path: Path):
    assert "sqlalchemy" in loaded(tmp_path, "import sqlalchemy")


def test_names_are_imported_from_pyside_one_by_one():
    wrong = [
        path
        for path in (ROOT / "app").rglob("*.py")
        if any(
            line.startswith("from PySide6") and "import *" in line
            for line in path.read_text(encoding="utf-8").splitlines()
        )
    ]
    assert not wrong
