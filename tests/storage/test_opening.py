"""Each thing that can go wrong at opening has its own code, and changes nothing."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.errors import EnvironmentProblem
from app.domain.sentences import sentence
from app.storage.vault import Password, RawKey
from app.storage.workspace import Workspace
from tests.storage.helpers import (
    KEY,
    RAW,
    add_attachment,
    add_client,
    behind,
    clock,
    codes,
    entries,
    fingerprints,
    open_at,
)


@pytest.fixture
def filled(folder: Path) -> Iterator[Path]:
    """Return a closed workspace with content; its modes are given back at the end."""
    with open_at(folder) as workspace:
        for number in range(8):
            add_client(workspace, f"C{number}")
        add_attachment(workspace, random.Random(3).randbytes(700_000))
    yield folder
    if folder.exists():
        folder.chmod(0o700)


def refusal(folder: Path, secret: RawKey | Password = RAW) -> EnvironmentProblem:
    """Return the problem that opening raises, after looking that nothing was changed."""
    before = fingerprints(folder) if folder.is_dir() else {}
    with pytest.raises(EnvironmentProblem) as caught:
        Workspace.open(folder, secret, clock=clock(), holder="Second")
    assert (fingerprints(folder) if folder.is_dir() else {}) == before
    return caught.value


def overwrite(path: Path, at: int, content: bytes) -> None:
    """Write `content` at `at` into a file."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def newer(folder: Path) -> None:
    behind(folder, "UPDATE alembic_version SET version_num = '9999_later'")


def foreign(folder: Path) -> None:
    from app.storage.engine import connect, create_file  # noqa: PLC0415 - a file of somebody else, made by hand

    (folder / "workspace.db").unlink()
    (folder / "workspace.db").touch()
    create_file(folder / "workspace.db", KEY)
    raw = connect(folder / "workspace.db", KEY)
    raw.execute("CREATE TABLE songs (title TEXT)")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def text_file(folder: Path) -> None:
    (folder / "workspace.db").write_bytes(b"Dear reader, this is no database. " * 300)


def file_to_folder(folder: Path) -> None:
    (folder / "workspace.db").unlink()
    (folder / "workspace.db").mkdir()


def no_header(folder: Path) -> None:
    for name in ("workspace.key", "workspace.key.copy"):
        (folder / name).unlink()


def zeroed_middle(folder: Path) -> None:
    """Zero the page that holds the root of the version table, found through the schema."""
    found = behind(folder, "SELECT rootpage FROM sqlite_master WHERE name = 'alembic_version'")
    overwrite(folder / "workspace.db", (found[0][0][0] - 1) * 4096, bytes(4096))


WRONG: dict[str, tuple[str, Callable[[Path], object]]] = {
    "folder gone": ("missing_folder", shutil.rmtree),
    "file gone": ("missing_file", lambda folder: (folder / "workspace.db").unlink()),
    "a folder in place of the file": (
        "missing_file", file_to_folder,
    ),
    "header gone": (
        "missing_file", no_header,
    ),
    "folder writable by the group": ("folder_open_to_others", lambda folder: folder.chmod(0o770)),
    "folder writable by everybody": ("folder_open_to_others", lambda folder: folder.chmod(0o707)),
    "folder read-only": ("read_only", lambda folder: folder.chmod(0o500)),
    "file read-only": ("read_only", lambda folder: (folder / "workspace.db").chmod(0o400)),
    "first page damaged": (
        "damaged_first_page", lambda folder: overwrite(folder / "workspace.db", 1000, b"\xff" * 64),
    ),
    "salt damaged": ("damaged_first_page", lambda folder: overwrite(folder / "workspace.db", 3, b"\xff" * 4)),
    "a text file": ("damaged_first_page", text_file),
    "an empty file": ("damaged", lambda folder: (folder / "workspace.db").write_bytes(b"")),
    "a later page damaged": ("damaged", zeroed_middle),
    "newer version": ("newer_version", newer),
    "another program's tables": ("foreign_file", foreign),
}  # fmt: skip


@pytest.mark.parametrize("how", WRONG)
def test_each_fault_has_its_own_code_and_changes_nothing(filled: Path, how: str) -> None:
    """The code names the sentence, and there is one for it."""
    code, spoil = WRONG[how]
    spoil(filled)
    problem = refusal(filled)
    assert problem.code == code
    assert sentence(problem.code) is not sentence("no such code")


def test_a_wrong_key_is_a_wrong_password(filled: Path) -> None:
    """The MAC of the header tells it from damage."""
    assert refusal(filled, RawKey(bytes(32))).code == "wrong_password"
    assert refusal(filled, Password("anything")).code == "wrong_password"


def test_a_newer_version_says_which(filled: Path) -> None:
    """So that the user knows what to install."""
    newer(filled)
    values = refusal(filled).values
    assert values["found"] == "9999_later"
    assert values["known"]


def test_a_cut_file_is_found(filled: Path) -> None:
    """The end is missing: the database says so at once, or the check does."""
    path = filled / "workspace.db"
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 // 4096 * 4096)
    try:
        with open_at(filled) as workspace:
            found = codes(workspace)
    except EnvironmentProblem as problem:
        found = [problem.code]
    assert found
    assert found[0] in {"damaged", "damaged_first_page", "page_damaged"}


def test_a_second_instance_is_told_who_and_since_when(filled: Path) -> None:
    """Both in this process and, by the lock file, for any other."""
    with open_at(filled, holder="Anna Berg"):
        problem = refusal(filled)
    assert problem.code == "locked_by_other"
    assert problem.values["holder"] == "Anna Berg"
    assert str(problem.values["since"]).startswith("2026-03-27T07:30")
    assert problem.values["pid"] == os.getpid()
    assert problem.values["host"]
    open_at(filled).close()


HOLD = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.storage.helpers import open_at
workspace = open_at(Path(sys.argv[1]), holder="Other program")
print("open", flush=True)
time.sleep(60)
"""


def test_the_lock_of_a_killed_program_is_free(filled: Path) -> None:
    """While it lives nobody gets in; after kill -9 the next one does, at once."""
    command = [sys.executable, "-c", HOLD, str(filled), str(Path(__file__).parents[2])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(EnvironmentProblem) as caught:
            open_at(filled)
        assert (caught.value.values["holder"], caught.value.values["pid"]) == ("Other program", child.pid)
        child.send_signal(signal.SIGKILL)
    began = time.monotonic()
    open_at(filled).close()
    assert time.monotonic() - began < 5


def test_a_foreign_lock_file_does_not_break_the_message(filled: Path) -> None:
    """What stands in it may be anything."""
    with open_at(filled):
        (filled / "workspace.lock").write_text(json.dumps(["not", "ours"]))
        problem = refusal(filled)
    assert problem.code == "locked_by_other"


def test_a_file_removed_or_replaced_while_open_is_noticed(filled: Path, tmp_path: Path) -> None:
    """Linux would let us write into nowhere without any error."""
    with open_at(filled) as workspace:
        (filled / "workspace.db").rename(tmp_path / "moved.db")
        with pytest.raises(EnvironmentProblem) as caught:
            add_client(workspace)
        shutil.copy(tmp_path / "moved.db", filled / "workspace.db")
        with pytest.raises(EnvironmentProblem):
            add_client(workspace)
        (filled / "workspace.db").unlink()
        (tmp_path / "moved.db").rename(filled / "workspace.db")
        add_client(workspace)
    assert caught.value.code == "missing_file"


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda folder: (folder / "notes.txt").write_text("mine"), "folder_not_empty"),
        (lambda folder: (folder / "workspace.db").write_bytes(b""), "workspace_exists"),
    ],
)
def test_a_new_workspace_overwrites_nothing(tmp_path: Path, prepare: Callable[[Path], object], code: str) -> None:
    """Neither another workspace nor anything else."""
    folder = tmp_path / "new"
    folder.mkdir()
    prepare(folder)
    before = fingerprints(folder)
    with pytest.raises(EnvironmentProblem) as caught:
        Workspace.create(folder, RAW, clock=clock())
    assert caught.value.code == code
    assert fingerprints(folder) == before


def test_a_copied_workspace_becomes_a_replica_of_its_own(folder: Path, tmp_path: Path) -> None:
    """Two laptops must never write one chain; the same folder opened again stays the same replica."""
    with open_at(folder) as workspace:
        first = workspace.replica_id
    with open_at(folder) as workspace:
        assert workspace.replica_id == first
    shutil.copytree(folder, tmp_path / "copy")
    with open_at(tmp_path / "copy") as workspace:
        assert workspace.replica_id != first
        assert codes(workspace) == []
    with open_at(folder) as workspace:
        assert workspace.replica_id == first


def test_everything_written_is_for_this_user_only(tmp_path: Path) -> None:
    """Files 0600, folders 0700, whatever the umask."""
    old = os.umask(0)
    try:
        workspace, _ = Workspace.create(tmp_path / "w", RAW, clock=clock())
        add_attachment(workspace, b"x" * 100_000)
        (tmp_path / "medium").mkdir(mode=0o700)
        workspace.backup(tmp_path / "medium")
        made = [tmp_path / "w", *(tmp_path / "w").rglob("*"), *(tmp_path / "medium").rglob("*")]
        modes = {path.name: path.stat().st_mode & 0o777 for path in made}
        workspace.close()
    finally:
        os.umask(old)
    assert len(modes) >= 9
    assert all(mode == (0o700 if "." not in name or name.endswith("new") else 0o600) for name, mode in modes.items()), (
        modes
    )


def test_every_connection_has_its_pragmas(folder: Path) -> None:
    """A pragma that does not take stops the opening; here they are asked once more, on writer and readers."""
    wanted = {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "recursive_triggers": 1}
    with open_at(folder) as workspace, workspace.read() as session:
        for connection in (workspace.writer, session.connection()):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
            assert found == wanted
        assert session.connection().exec_driver_sql("PRAGMA query_only").scalar_one() == 1
        workspace.writer.rollback()


def test_closing_leaves_no_log(folder: Path) -> None:
    """The log is emptied into the database, so that one file holds everything; closing twice is fine."""
    workspace = open_at(folder)
    add_client(workspace)
    assert (folder / "workspace.db-wal").stat().st_size > 0
    assert workspace.checkpoint()
    assert (folder / "workspace.db-wal").stat().st_size == 0
    workspace.close()
    workspace.close()
    assert not (folder / "workspace.db-wal").exists()


def test_a_damaged_page_met_by_the_sweep_is_a_warning(filled: Path) -> None:
    """What can be read must stay readable, and the lock must not stay behind."""
    found = behind(filled, "SELECT rootpage FROM sqlite_master WHERE name = 'blob'")
    overwrite(filled / "workspace.db", (found[0][0][0] - 1) * 4096 + 100, b"\xff" * 16)
    for _ in range(2):
        with open_at(filled) as workspace:
            assert workspace.warnings == ("not_swept_damaged",)
            assert len(entries(workspace)) > 8
            assert "page_damaged" in codes(workspace)


def test_an_opening_that_fails_late_gives_the_lock_back(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it was."""

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("app.storage.blobs.BlobStore.sweep", fails)
    with pytest.raises(ZeroDivisionError):
        open_at(filled)
    monkeypatch.undo()
    open_at(filled).close()


def test_a_workspace_killed_right_after_its_making_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between migration and first entry nothing was in it yet: the origin is recorded at the next opening."""
    monkeypatch.setattr("app.storage.opening.record_origin", lambda *_: None)
    workspace, _ = Workspace.create(tmp_path / "w", RAW, clock=clock())
    workspace.close()
    monkeypatch.undo()
    with open_at(tmp_path / "w") as opened:
        assert codes(opened) == []
        assert opened.head().count == 1
