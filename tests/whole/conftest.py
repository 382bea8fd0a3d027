"""The sample audit, played once by the command and looked at by many tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.whole.commands import Ended, onsite


@dataclass(frozen=True, slots=True)
class Demo:
    """What `onsite demo` left, and how it ended."""

    folder: Path
    ended: Ended

    @property
    def report(self) -> Path:
        """Return the signed report."""
        return self.folder / "report.pdf"

    @property
    def trust(self) -> Path:
        """Return the list of trusted signers."""
        return self.folder / "trusted-signers.json"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Run `onsite demo` once, without Qt."""
    folder = tmp_path_factory.mktemp("demo") / "papers"
    return Demo(folder, onsite("demo", "--out", folder, qt=False))
