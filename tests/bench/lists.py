"""10,000 evidence items and 1,000 findings: every list of the fieldwork opened, sorted, filtered, and after a change.

The window thread's part of each is measured against a table view over the same rows with the plainest model there is;
reading the record and computing the rows happens beside the window and is told apart. Ours in a process of its own
(`offscreen`), because it needs a window system.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.bench.table import Row, row

ROOT: Final = Path(__file__).resolve().parents[2]
MOST_MS: Final = 100


def measure(rounds: int) -> list[Row]:
    """Return the time of the window thread, list by list, and of reading after one change against reading anew."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.bench.lists_inside", str(rounds)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=ROOT)
    found = json.loads(done.stdout.splitlines()[-1])
    say = sys.stdout.write
    say(f"lists: 10,000 evidence items and 1,000 findings, goal {MOST_MS} ms in the window thread; ")
    say(f"read whole {found['whole']:.0f} ms, rows computed beside the window: ")
    say(", ".join(f"{name} {taken:.0f} ms" for name, taken in found["digests"].items()))
    say(f"; memory {found['memory']} MB\n")
    return [row(name, ours, floor, None) for name, (ours, floor) in found["rows"].items()]
