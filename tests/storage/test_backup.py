"""Backups: verified, shared bytes, restored as a new replica; what is damaged is refused and nothing good is lost."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.errors import Cancelled, EnvironmentProblem
from app.storage.backup import BackupInfo
from app.storage.workspace import RawKey, Workspace
from tests.storage.helpers import (
    KEY,
    RAW,
    START,
    add_attachment,
    add_client,
    clock,
    codes,
    entries,
    fingerprints,
    open_at,
)


@pytest.fixture
def medium(tmp_path: Path) -> Path:
    """Return the second medium."""
    path = tmp_path / "medium"
    path.mkdir()
    return path


@pytest.fixture
def busy(folder: Path) -> Iterator[Workspace]:
    """Return an open workspace with rows and two attachments, on a clock that can be moved."""
    workspace = open_at(folder)
    add_client(workspace)
    add_attachment(workspace, b"a" * 900_000)
    add_attachment(workspace, b"b" * 10)
    yield workspace
    workspace.close()


def later(workspace: Workspace, minutes: int) -> None:
    """Move the clock, so that the next generation has a name of its own."""
    workspace.clock.set(START + timedelta(minutes=minutes))  # type: ignore[attr-defined]


def restored(info: BackupInfo, folder: Path) -> Workspace:
    """Restore a generation."""
    return Workspace.restore(info.folder, folder, RAW, clock=clock())


def test_a_restored_backup_is_the_same_record(busy: Workspace, medium: Path, tmp_path: Path) -> None:
    """Every entry, every byte; one entry more says that it was restored, in a chain of its own."""
    info = busy.backup(medium)
    assert (info.entries, info.attachments, info.new_attachments) == (len(entries(busy)), 2, 2)
    with restored(info, tmp_path / "back") as back:
        assert [one.entry for one in entries(back)[:-1]] == [one.entry for one in entries(busy)]
        assert back.check().attachments == 2
        assert codes(back) == []
        assert back.replica_id != busy.replica_id
        last = json.loads(entries(back)[-1].entry)
        assert (last["kind"], last["seq"]) == ("workspace.restored", 1)
        add_client(back, "goes on")
    open_at(tmp_path / "back").close()


def test_the_second_backup_writes_only_new_bytes(busy: Workspace, medium: Path, tmp_path: Path) -> None:
    """Generations share the pool; each can be restored, the older one without what came later."""
    first = busy.backup(medium)
    later(busy, 30)
    add_attachment(busy, b"c" * 700_000)
    second = busy.backup(medium)
    assert (second.attachments, second.new_attachments) == (3, 1)
    assert first.folder != second.folder
    with restored(first, tmp_path / "one") as one, restored(second, tmp_path / "two") as two:
        assert (one.check().attachments, two.check().attachments) == (2, 3)


def test_a_backup_while_others_write_is_of_one_moment(busy: Workspace, medium: Path, tmp_path: Path) -> None:
    """Captures go on meanwhile; the copy is whole all the same."""
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            add_attachment(busy, str(len(entries(busy))).encode() * 1000)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        info = busy.backup(medium)
    finally:
        stop.set()
        thread.join()
    with restored(info, tmp_path / "back") as back:
        assert codes(back) == []


def damage(path: Path, at: int = 20_000) -> None:
    """Change 16 bytes."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xaa" * 16)


def replace_in(path: Path, old: bytes, new: bytes) -> None:
    """Replace bytes in a file."""
    path.write_bytes(path.read_bytes().replace(old, new))


SPOILED: dict[str, tuple[Callable[[Path], object], str]] = {
    "record": (lambda made: damage(made / "workspace.db"), "damaged"),
    "manifest": (lambda made: damage(made / "manifest.json", 30), "damaged"),
    "manifest forged": (
        lambda made: replace_in(made / "manifest.json", b'"entries":', b'"entries":1'),
        "foreign_file",
    ),
    "manifest gone": (lambda made: (made / "manifest.json").unlink(), "missing_file"),
    "key file": (lambda made: damage(made / "workspace.key", 30), "damaged_header"),
    "pool": (lambda made: damage(made.parent / "chunks.db", 100_000), "damaged"),
    "pool gone": (lambda made: (made.parent / "chunks.db").unlink(), "missing_file"),
    "record of another day": (
        lambda made: shutil.copy(made.parent / "other.db", made / "workspace.db"), "damaged",
    ),
}  # fmt: skip


@pytest.mark.parametrize("part", SPOILED)
def test_a_damaged_backup_is_refused(busy: Workspace, medium: Path, tmp_path: Path, part: str) -> None:
    """And leaves no workspace behind that looks whole."""
    info = busy.backup(medium)
    shutil.copy(busy.file, info.folder.parent / "other.db")
    spoil, code = SPOILED[part]
    spoil(info.folder)
    with pytest.raises(EnvironmentProblem) as caught:
        restored(info, tmp_path / "back")
    assert caught.value.code == code
    assert not (tmp_path / "back" / "workspace.key").exists()


def test_a_wrong_key_is_told_before_anything_is_written(busy: Workspace, medium: Path, tmp_path: Path) -> None:
    """As at opening."""
    info = busy.backup(medium)
    with pytest.raises(EnvironmentProblem) as caught:
        Workspace.restore(info.folder, tmp_path / "back", RawKey(bytes(32)), clock=clock())
    assert caught.value.code == "wrong_password"
    assert not (tmp_path / "back").exists()


def test_a_restore_overwrites_nothing(busy: Workspace, medium: Path, folder: Path) -> None:
    """Not even the workspace it came from."""
    info = busy.backup(medium)
    busy.close()
    before = fingerprints(folder)
    with pytest.raises(EnvironmentProblem) as caught:
        restored(info, folder)
    assert caught.value.code == "folder_not_empty"
    assert fingerprints(folder) == before


def test_a_missing_medium_is_said(busy: Workspace, tmp_path: Path) -> None:
    """Nothing is made in its place."""
    with pytest.raises(EnvironmentProblem) as caught:
        busy.backup(tmp_path / "unplugged")
    assert caught.value.code == "missing_folder"
    assert not (tmp_path / "unplugged").exists()


def test_a_cancelled_backup_leaves_the_older_one(busy: Workspace, medium: Path, tmp_path: Path) -> None:
    """What has its final name is whole; what was begun is taken up by the next."""
    good = busy.backup(medium)
    later(busy, 30)
    add_attachment(busy, b"d" * 100_000)

    def stop(percent: int, part: str) -> None:
        if part == "attachments":
            raise Cancelled(str(percent))

    with pytest.raises(Cancelled):
        busy.backup(medium, stop)
    whole = [path for path in good.folder.parent.iterdir() if path.is_dir() and not path.name.startswith(".")]
    assert whole == [good.folder]
    restored(good, tmp_path / "back").close()
    assert busy.backup(medium).new_attachments == 1


def test_a_workspace_damaged_in_the_record_is_not_backed_up(folder: Path, medium: Path) -> None:
    """A copy that does not verify never gets its name."""
    from tests.storage.helpers import behind  # noqa: PLC0415 - beside its only use

    with open_at(folder) as workspace:
        add_client(workspace)
    behind(folder, "UPDATE trail SET entry = replace(entry, 'client', 'klient')", without=("trail_no_update",))
    with open_at(folder) as workspace, pytest.raises(EnvironmentProblem) as caught:
        workspace.backup(medium)
    assert (caught.value.code, caught.value.values["part"]) == ("damaged", "trail")
    assert KEY
