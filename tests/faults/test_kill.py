"""kill -9 at random instants while captures go on: nothing acknowledged is lost, nothing is half visible."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.models.record import Attachment, Blob, BlobState
from tests.storage.helpers import blank_folder, codes, entries, open_at

ROOT = Path(__file__).parents[2]
CHECK_EVERY = 20

# Captures items until it is killed: bytes, row and entry, then a line in a file of its own, written after the commit.
CHILD = """
import os, random, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tests.storage.helpers import add_attachment, open_at
workspace = open_at(Path(sys.argv[1]))
said = os.open(sys.argv[2], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
chance = random.Random(os.getpid())
print("ready", flush=True)
while True:
    content = os.urandom(chance.choice([100, 30_000, 800_000, 800_000, 3_000_000, 12_000_000]))
    name = add_attachment(workspace, content)
    os.write(said, name.encode() + b"\\n")
"""


def kill_once(folder: Path, said: Path, wait: float) -> None:
    """Start the child, let it capture for `wait` seconds, kill it."""
    command = [sys.executable, "-c", CHILD, str(folder), str(said), str(ROOT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n", "the child did not open the workspace"
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)


def look(folder: Path, said: Path, *, thorough: bool) -> tuple[int, int]:
    """Reopen and compare with what was acknowledged; return (acknowledged, shown)."""
    acknowledged = set(said.read_text().split()) if said.exists() else set()
    with open_at(folder) as workspace:
        with workspace.read() as session:
            rows = session.execute(select(Attachment.id, Attachment.blob_id, Attachment.sha256)).all()
            half = session.scalar(select(func.count()).select_from(Blob).where(Blob.state == BlobState.INCOMING))
        shown = {row.id for row in rows}
        assert acknowledged <= shown, f"lost: {acknowledged - shown}"
        assert half == 0, "half-taken bytes were not swept"
        captured = sum('"kind":"evidence.captured"' in one.entry for one in entries(workspace))
        assert captured == len(rows), "a row without its entry, or an entry without its row"
        for row in rows if thorough else rows[-3:]:
            digest = hashlib.sha256(workspace.blobs.open(row.blob_id).read()).hexdigest()
            assert digest == row.sha256
        if thorough:
            assert codes(workspace) == []
    return len(acknowledged), len(shown)


@pytest.mark.timeout(3600)
def test_killed_captures_lose_nothing_acknowledged_and_show_nothing_half(
    tmp_path: Path, size: Callable[[str], int]
) -> None:
    """Reopens by itself each time; every row has its entry and its bytes."""
    kills = size("kill_captures")
    folder, said, chance = blank_folder(tmp_path / "workspace"), tmp_path / "said", random.Random(1)
    acknowledged = shown = 0
    for number in range(1, kills + 1):
        kill_once(folder, said, chance.uniform(0.0, 0.35))
        acknowledged, shown = look(folder, said, thorough=number % CHECK_EVERY == 0 or number == kills)
    print(f"kills {kills}, acknowledged {acknowledged}, shown {shown}, lost 0, half visible 0")
    assert acknowledged > 0
