"""Flipped bits in every file of a workspace: detected, or proven harmless because the content is the same."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from app.domain.errors import EnvironmentProblem
from app.models.client import Client
from app.models.record import Blob
from app.storage.workspace import Workspace
from tests.storage.helpers import add_attachment, add_client, blank_folder, open_at

DATABASE, LOG = "workspace.db", "workspace.db-wal"


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the files of a workspace as a crash would leave them: content in the database and in the log."""
    base = tmp_path_factory.mktemp("flips")
    with open_at(blank_folder(base / "workspace")) as workspace:
        for number in range(6):
            add_client(workspace, f"in the database {number}")
        add_attachment(workspace, random.Random(1).randbytes(300_000))
        workspace.checkpoint()
        for number in range(6):
            add_client(workspace, f"in the log {number}")
        shutil.copytree(base / "workspace", base / "crashed")
    return base / "crashed"


def content(workspace: Workspace) -> tuple[list[str], list[str | None]]:
    """Return everything a reader would see; raises when a page does not authenticate."""
    with workspace.read() as session:
        names = list(session.scalars(select(Client.name).order_by(Client.name)))
        blobs = list(session.scalars(select(Blob.sha256).order_by(Blob.sha256)))
    for blob_id in _ids(workspace):
        workspace.blobs.open(blob_id).read()
    return names, blobs


def _ids(workspace: Workspace) -> list[str]:
    with workspace.read() as session:
        return list(session.scalars(select(Blob.id)))


def outcome(folder: Path, wanted: tuple[list[str], list[str | None]]) -> str:
    """Open a spoiled workspace: "refused" with a code, "found" by the check or on reading, "harmless", or "unseen"."""
    try:
        workspace = open_at(folder)
    except EnvironmentProblem:
        return "refused"
    try:
        report = workspace.check()
        if not report.ok or workspace.warnings:
            return "found"
        return "harmless" if content(workspace) == wanted else "unseen"
    except EnvironmentProblem:
        return "found"
    finally:
        workspace.close()


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", [DATABASE, LOG, "workspace.key", "workspace.key.copy", "workspace.mark"])
def test_every_flipped_bit_is_found_or_harmless(
    victim: Path, tmp_path: Path, size: Callable[[str], int], name: str
) -> None:
    """Never wrong content without a word, never a crash, whatever file it is in."""
    shutil.copytree(victim, tmp_path / "whole")
    with open_at(tmp_path / "whole") as workspace:
        wanted = content(workspace)
    assert len(wanted[0]) == 12
    whole, chance = (victim / name).read_bytes(), random.Random(name)
    counted: dict[str, int] = {}
    share = 1 if name in {DATABASE, LOG} else 5  # the small files have quick tests of their own
    for number in range(size("bit_flips") // share):
        folder = tmp_path / str(number)
        shutil.copytree(victim, folder)
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        (folder / name).write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        (folder / name).chmod(0o600)
        result = outcome(folder, wanted)
        counted[result] = counted.get(result, 0) + 1
        assert result != "unseen", f"byte {at} of {name}"
        shutil.rmtree(folder)
    print(f"{name}: {counted}")
