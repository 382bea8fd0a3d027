"""Every command without Qt: exit codes, one line for a reason, one JSON object for an answer, nothing left behind."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.support import fresh_folder
from tests.whole.commands import PASSWORD, ROOT, Ended, onsite
from tests.whole.conftest import Demo


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    """Make a workspace by the command, once."""
    folder = tmp_path_factory.mktemp("headless") / "workspace"
    return folder, onsite("--data-dir", folder, "init", "--json", qt=False)


def test_init_makes_a_workspace_and_tells_its_recovery_key(made: tuple[Path, Ended]) -> None:
    folder, ended = made
    assert (ended.code, ended.err, set(ended.json)) == (0, "", {"folder", "recovery_key"})
    assert (folder / "workspace.db").read_bytes()[:6] != b"SQLite"


def test_init_refuses_a_second_workspace_and_a_weak_password(made: tuple[Path, Ended], tmp_path: Path) -> None:
    assert onsite("--data-dir", made[0], "init", qt=False).code == 2
    weak = onsite("--data-dir", tmp_path / "new", "init", qt=False, ONSITE_PASSWORD="summer2026")
    assert (weak.code, weak.out) == (2, "")
    assert "guessed" in weak.reason
    assert not (tmp_path / "new").exists()


def test_info_tells_audits_and_trail(made: tuple[Path, Ended]) -> None:
    ended = onsite("--data-dir", made[0], "info", "--json", qt=False)
    assert ended.json["audits"] == []
    assert (ended.code, ended.json["trail"]["count"], len(ended.json["trail"]["head"])) == (0, 1, 64)


def test_the_recovery_key_opens_too(made: tuple[Path, Ended]) -> None:
    key = made[1].json["recovery_key"]
    assert onsite("--data-dir", made[0], "info", qt=False, ONSITE_PASSWORD=key).code == 0


def test_a_wrong_password_is_one_line(made: tuple[Path, Ended]) -> None:
    ended = onsite("--data-dir", made[0], "info", "--json", qt=False, ONSITE_PASSWORD="wrong")
    assert (ended.code, ended.json["error"]) == (2, "wrong_password")
    assert "password" in ended.reason


def test_without_password_and_terminal_it_says_how(made: tuple[Path, Ended]) -> None:
    ended = onsite("--data-dir", made[0], "info", qt=False, ONSITE_PASSWORD="")
    assert (ended.code, "ONSITE_PASSWORD" in ended.reason) == (2, True)


def test_a_missing_workspace_is_not_made(tmp_path: Path) -> None:
    ended = onsite("--data-dir", tmp_path / "nothing", "info", qt=False)
    assert (ended.code, (tmp_path / "nothing").exists()) == (2, False)
    assert ended.reason


@pytest.fixture(scope="module")
def restored(made: tuple[Path, Ended], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    """Back the workspace up and restore it elsewhere, once."""
    folder = tmp_path_factory.mktemp("restored")
    backup = onsite("--data-dir", made[0], "backup", "--to", folder / "backups", "--json", qt=False)
    target = folder / "workspace"
    return target, onsite("restore", backup.json["folder"], "--to", target, "--json", qt=False)


def test_a_backup_is_restored_whole(restored: tuple[Path, Ended]) -> None:
    ended = restored[1]
    assert (ended.code, ended.json["ok"], ended.json["entries"]) == (0, True, 2)


def test_check_finds_damage_and_ends_with_1(restored: tuple[Path, Ended]) -> None:
    assert onsite("--data-dir", restored[0], "check", "--json", qt=False).json["ok"] is True
    database = restored[0] / "workspace.db"
    data = bytearray(database.read_bytes())
    data[len(data) - 5000] ^= 1
    database.write_bytes(data)
    ended = onsite("--data-dir", restored[0], "check", "--json", qt=False)
    assert (ended.code, ended.json["ok"], bool(ended.reason)) == (1, False, True)


def test_an_unknown_audit_is_refused(made: tuple[Path, Ended], tmp_path: Path) -> None:
    ended = onsite("--data-dir", made[0], "export", "NO-1", "report", "--out", tmp_path / "r.pdf", qt=False)
    assert (ended.code, "NO-1" in ended.reason) == (2, True)


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n"])
def test_what_is_no_signed_paper_is_invalid(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(content)
    ended = onsite("verify", tmp_path / "x.pdf", "--json", qt=False)
    assert (ended.code, ended.json["verdict"]) == (1, "invalid")
    assert ended.reason


def test_verify_refuses_missing_files_and_malformed_lists(demo: Demo, tmp_path: Path) -> None:
    assert onsite("verify", tmp_path / "nothing.pdf", qt=False).code == 2
    (tmp_path / "list.json").write_text("{}")
    ended = onsite("verify", demo.report, "--trust", tmp_path / "list.json", qt=False)
    assert (ended.code, ended.out) == (2, "")
    assert "trusted signers" in ended.reason


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no device without an end here")
def test_verify_does_not_read_a_device_without_an_end() -> None:
    ended = onsite("verify", "/dev/zero", qt=False)
    assert (ended.code, ended.out, ended.reason) == (2, "", "/dev/zero is not a file.")


def test_the_window_says_that_there_is_no_qt() -> None:
    ended = onsite(qt=False)
    assert (ended.code, "Qt" in ended.reason) == (2, True)


def test_nothing_is_left_in_the_temporary_folder(demo: Demo) -> None:
    left = [
        one.name for one in Path(os.environ["TMPDIR"]).iterdir() if one.name.startswith(("onsite-demo", "onsite-self"))
    ]
    assert left == []


def test_first_paint_needs_no_database_and_no_report_stack() -> None:
    import subprocess  # noqa: PLC0415 - used here alone

    code = (
        "import sys, app.cli, app.bootstrap; app.bootstrap.WorkspaceGate().exists(__import__('pathlib').Path('.'));"
        "heavy = {'sqlalchemy', 'alembic', 'reportlab', 'pyhanko', 'pikepdf', 'PIL', 'PySide6'};"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_a_signed_report_by_the_command_alone(tmp_path: Path) -> None:
    """A key from a file signs; what still holds the signature is refused in one line, and nothing is written."""
    from app.domain.clock import SystemClock  # noqa: PLC0415 - as above
    from app.signing.identity import make  # noqa: PLC0415 - a key made elsewhere

    folder = tmp_path / "workspace"
    fresh_folder(folder, with_audit=True)
    key = tmp_path / "key.p12"
    key.write_bytes(make("Anna Berg", "", "key-password", SystemClock().now()).pkcs12)
    _give_password(folder)
    arguments = ("--data-dir", folder, "export", "CB-2026-001", "report", "--out", tmp_path / "r.pdf")
    refused = onsite(*arguments, "--sign-with", key, qt=False, ONSITE_SIGN_PASSWORD="key-password")
    assert (refused.code, (tmp_path / "r.pdf").exists()) == (2, False)
    preview = onsite(*arguments, "--json", qt=False)
    assert (preview.code, preview.json["what"]) == (0, "preview")
    again = onsite(*arguments, qt=False)
    assert (again.code, "already" in again.reason) == (2, True)


def test_the_audit_time_by_the_command_alone(tmp_path: Path) -> None:
    """Without a calculation that is used there is no paper, and the reason says so."""
    arguments = ("export", "CB-2026-001", "audit-time", "--out", tmp_path / "time.pdf", "--json")
    for name, code in (("without", 2), ("with", 0)):
        audit_id = fresh_folder(tmp_path / name, with_audit=True)
        if not code:
            _use_a_calculation(tmp_path / name, audit_id)
        _give_password(tmp_path / name)
        ended = onsite("--data-dir", tmp_path / name, *arguments, qt=False)
        assert (ended.code, (tmp_path / "time.pdf").exists()) == (code, not code)
        assert (ended.json.get("error"), ended.json.get("what")) == (("time_not_used", None), (None, "plain"))[not code]


def test_a_stage_1_report_comes_from_a_stage_1_only(tmp_path: Path) -> None:
    """The sample of the tests is a stage 2: nothing is written, and the reason says why."""
    folder, out = tmp_path / "workspace", tmp_path / "stage1.pdf"
    fresh_folder(folder, with_audit=True)
    _give_password(folder)
    ended = onsite("--data-dir", folder, "export", "CB-2026-001", "stage1", "--out", out, qt=False)
    assert (ended.code, out.exists(), "no stage 1" in ended.reason) == (2, False, True)


def _use_a_calculation(folder: Path, audit_id: str) -> None:
    from app.domain.audit_time_values import Factors, HeadGroup, TimeInputs  # noqa: PLC0415 - as above
    from app.domain.time_use import UsedPart  # noqa: PLC0415 - as above
    from tests.support import open_world  # noqa: PLC0415 - as above

    world = open_world(folder)
    inputs = TimeInputs(groups=(HeadGroup(count=60),), factors=Factors())
    made = world.services.times.keep(world.services.clients.list()[0].id, inputs)
    world.services.times.use(audit_id, made.id, UsedPart.STAGE2)
    world.workspace.close()


def _give_password(folder: Path) -> None:
    """Give the prepared workspace, which opens by a raw key, a password."""
    from app.domain.clock import SystemClock  # noqa: PLC0415 - as above
    from app.storage.workspace import RawKey, Workspace  # noqa: PLC0415 - as above
    from tests.support import KEY  # noqa: PLC0415 - as above

    with Workspace.open(folder, RawKey(KEY), clock=SystemClock()) as workspace:
        workspace.change_password(PASSWORD)


@pytest.mark.timeout(240)
def test_the_self_test_passes_without_qt() -> None:
    ended = onsite("self-test", "--json", qt=False)
    assert (ended.code, ended.json["ok"], ended.json["windows"]) == (0, True, None)
    assert ended.json["verdicts"] == ["valid", "untrusted", "invalid"]
