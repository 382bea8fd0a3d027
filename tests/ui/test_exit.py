"""The program ends with exit code 0 and without a word, its window closed as a user closes it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import KEY, fresh_folder

ROOT = Path(__file__).resolve().parents[2]

# The whole way from the command line; only the hand that closes the window is put in.
START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app.bootstrap import open_services
from app.cli import main
from app.storage.vault import RawKey
from app.ui import application

folder, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
make_window = application.make_window

class Hand:
    def __init__(self, window):
        self.window = window
        QTimer.singleShot(200, self.open if key else window.close)
    def open(self):
        self.window.open_workspace(open_services(folder, RawKey(key)), folder)
        QTimer.singleShot(300, self.window.close)

def with_hand(*around):
    global hand
    hand = Hand(make_window(*around))
    return hand.window

application.make_window = with_hand
{planted}
sys.exit(main(["--data-dir", sys.argv[1]]))
"""


def ended(folder: Path, *, opened: bool, planted: str = "") -> tuple[int, str, str]:
    """Start the program over `folder`, close its window, and return exit code, stdout and stderr."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "ONSITE_SETTINGS": str(folder.parent / "settings")}
    done = subprocess.run(
        [sys.executable, "-c", START.format(planted=planted), str(folder), KEY.hex() if opened else ""],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_closing_the_first_window_ends_cleanly(tmp_path: Path):
    assert ended(tmp_path / "workspace", opened=False) == (0, "", "")


def test_closing_an_open_workspace_ends_cleanly(tmp_path: Path):
    fresh_folder(tmp_path / "workspace", with_audit=True)
    assert ended(tmp_path / "workspace", opened=True) == (0, "", "")


@pytest.mark.parametrize(
    "planted",
    ["import atexit; atexit.register(sys.stderr.write, 'late')", "import atexit, os; atexit.register(os.abort)"],
)
def test_an_end_that_is_not_clean_is_found(tmp_path: Path, planted: str):
    assert ended(tmp_path / "workspace", opened=False, planted=planted) != (0, "", "")
