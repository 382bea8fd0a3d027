"""Fixtures of the storage tests."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.storage.helpers import blank_folder, open_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.storage.workspace import Workspace

MEMORY = "/dev/shm"


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in memory where there is one: these tests are about content, not about the disk."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(prefix="onsite-", dir=MEMORY))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a closed blank workspace."""
    return blank_folder(tmp_path / "workspace")


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    """Return an open workspace; one that a test has closed stays closed."""
    opened = open_at(folder)
    yield opened
    opened.close()
