"""Fixtures of the service tests: a real encrypted workspace in a folder of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import World, new_world

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """Return a workspace with its services; empty, unless the test also asks for `audit_id`."""
    yield from new_world(tmp_path / "workspace", with_audit="audit_id" in request.fixturenames)


@pytest.fixture
def audit_id(world: World) -> str:
    """Return the id of the stage 2 audit that was started in `world`."""
    return world.services.audits.list()[0].id
