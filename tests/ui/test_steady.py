"""Python 3.11 survives PySide6 6.12, which takes references to None away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CALLS = """
{first}
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(200_000):
    thing.parent()
print("alive")
"""


def run(first: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CALLS.format(first=first)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_two_hundred_thousand_calls_that_return_none():
    done = run("import app.ui")
    assert (done.returncode, done.stdout) == (0, "alive\n")


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_without_the_workaround_the_interpreter_ends():
    assert "deallocating None" in run("").stderr
