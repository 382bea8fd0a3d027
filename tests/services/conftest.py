"""Fixtures of the service tests: a real encrypted workspace in a folder of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import World, new_world, start_audit

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Return an empty workspace with its services."""
    yield from new_world(tmp_path)


@pytest.fixture
def audit_id(world: World) -> str:
    """Return the id of a started stage 2 audit in `world`."""
    return start_audit(world.services)
