"""Fixtures of the storage tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.storage.helpers import blank_folder, open_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.storage.workspace import Workspace


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
