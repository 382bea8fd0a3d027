"""Runs the program as a user or a script does: in a process of its own, in a throw-away home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PASSWORD = "fly-filter-monkey-genuine-food"
HEADLESS = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, NoQt())
from app.cli import main
sys.exit(main(sys.argv[1:]))
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Return stdout as one JSON object; fails when there is anything else."""
        document = json.loads(self.out)
        assert isinstance(document, dict)
        return document

    @property
    def reason(self) -> str:
        """Return the one line on stderr; fails when there are more."""
        (line,) = self.err.strip().splitlines()
        return line


def onsite(*arguments: str | Path, qt: bool = True, **environment: str) -> Ended:
    """Run `onsite` with these arguments; `qt=False` makes Qt impossible to import."""
    start = ["-m", "app"] if qt else ["-c", HEADLESS]
    command = [sys.executable, *start, *map(str, arguments)]
    env = {**os.environ, "ONSITE_PASSWORD": PASSWORD, **environment}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=110,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
