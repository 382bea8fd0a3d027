"""The high-water mark: a loss that neither SQLite nor SQLCipher reports."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import EnvironmentProblem
from app.storage import vault
from app.storage.mark import SLOT, MarkFile
from tests.storage.helpers import KEY, add_client, codes, entries, fingerprints, open_at

MARK = "workspace.mark"


def older_copy(folder: Path, aside: Path) -> None:
    """Put an older copy of the database in place of the present one, as a sync service or a person would."""
    with open_at(folder) as workspace:
        add_client(workspace)
    shutil.copy(folder / "workspace.db", aside)
    with open_at(folder) as workspace:
        for number in range(3):
            add_client(workspace, f"lost {number}")
    with aside.open("rb") as source, (folder / "workspace.db").open("r+b") as file:
        file.write(source.read())
        file.truncate()


def test_an_older_file_is_refused_with_the_number_of_missing_entries(folder: Path, tmp_path: Path) -> None:
    """Nothing is written to it."""
    older_copy(folder, tmp_path / "old.db")
    before = fingerprints(folder)
    with pytest.raises(EnvironmentProblem) as caught:
        open_at(folder)
    assert (caught.value.code, caught.value.values["missing"]) == ("older_than_saved", 3)
    assert fingerprints(folder) == before


def test_going_on_with_an_older_file_is_recorded_under_a_new_replica(folder: Path, tmp_path: Path) -> None:
    """Entries that went out may be missing here: the old chain must not be written on."""
    older_copy(folder, tmp_path / "old.db")
    with open_at(folder, accept_older=True) as workspace:
        last = json.loads(entries(workspace)[-1].entry)
        assert last["kind"] == "workspace.older_accepted"
        assert last["chain"].endswith(workspace.replica_id)
        assert last["seq"] == 1
        assert codes(workspace) == []
    open_at(folder).close()


def test_a_damaged_log_is_noticed(folder: Path, tmp_path: Path) -> None:
    """One flipped bit ends the log without a word; the mark tells how many entries went with it."""
    with open_at(folder) as workspace:
        workspace.checkpoint()
        for number in range(20):
            add_client(workspace, f"C{number}")
        crashed = tmp_path / "crashed"
        shutil.copytree(folder, crashed)
    log = crashed / "workspace.db-wal"
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 1
    log.write_bytes(content)
    with pytest.raises(EnvironmentProblem) as caught:
        open_at(crashed)
    assert caught.value.code == "older_than_saved"
    assert 1 <= int(caught.value.values["missing"] or 0) <= 20


def test_a_mark_behind_the_trail_is_normal(folder: Path) -> None:
    """The crash came between the commit and the mark."""
    with open_at(folder) as workspace:
        add_client(workspace)
        behind = (folder / MARK).read_bytes()
        add_client(workspace)
    (folder / MARK).write_bytes(behind)
    with open_at(folder) as workspace:
        assert workspace.warnings == ()
        assert codes(workspace) == []


def test_a_missing_mark_is_a_warning_and_a_fault(folder: Path) -> None:
    """It keeps nobody out, and the next commit writes it anew."""
    with open_at(folder) as workspace:
        add_client(workspace)
    (folder / MARK).unlink()
    with open_at(folder) as workspace:
        assert workspace.warnings == ("mark_missing",)
        assert codes(workspace) == ["mark_missing"]
        add_client(workspace)
        assert codes(workspace) == []


def test_a_mark_that_cannot_be_written_only_lags(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record is committed already: saying "not saved" would be wrong."""

    def full(*_: object) -> None:
        raise OSError(28, "full")

    with open_at(folder) as workspace:
        monkeypatch.setattr(MarkFile, "write", full)
        add_client(workspace)
        monkeypatch.undo()
        assert workspace.warnings == ("mark_not_written",)
        assert codes(workspace) == []


def test_flipped_bits_in_the_mark_are_harmless(folder: Path, size: Callable[[str], int]) -> None:
    """One slot may go; what is read is always a mark that was written."""
    with open_at(folder) as workspace:
        for number in range(3):
            add_client(workspace, f"C{number}")
    path, chance = folder / MARK, random.Random(5)
    whole = path.read_bytes()
    key = vault.derived_key(KEY, "mark")
    slots = set()
    for at in (0, SLOT):
        path.write_bytes(whole[:at] + bytes(SLOT) + whole[at + SLOT :])
        slots.add(MarkFile(path, key).read())
    for _ in range(size("mark_flips")):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        assert MarkFile(path, key).read() in slots
    open_at(folder).close()


def test_a_forged_mark_is_not_believed(folder: Path) -> None:
    """It carries a MAC under a key derived from the data key."""
    with open_at(folder) as workspace:
        add_client(workspace)
    content = (folder / MARK).read_bytes()
    (folder / MARK).write_bytes(content.replace(b'"count": ', b'"count":9'))
    with open_at(folder) as workspace:
        assert workspace.warnings == ("mark_missing",)
