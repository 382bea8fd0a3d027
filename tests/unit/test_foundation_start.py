"""The way in: the set-up on a bare machine, with a broken environment, without a screen; the Makefile; the gate."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.foundation import ROOT, script

bootstrap = script("bootstrap")
check = script("check")

TARGETS = {
    *("run", "demo", "test", "check", "fmt", "bench", "soak", "fuzz", "lock", "migrate"),
    *("package", "selftest", "pictures", "gallery", "setup", "help"),
}


@pytest.fixture
def finished(tmp_path: Path) -> tuple[Path, Path]:
    """Return a small environment as a finished set-up leaves it, and its lock."""
    environment, lock = tmp_path / "env", tmp_path / "lock"
    lock.write_text("six==1.0\n", encoding="utf-8")
    python = bootstrap.environment_python(environment)
    python.parent.mkdir(parents=True)
    python.touch()
    (environment / "lib/python3/site-packages/six-1.0.dist-info").mkdir(parents=True)
    bootstrap.write_stamp(environment, lock)
    return environment, lock


def test_a_finished_environment_is_ready(finished):
    assert bootstrap.is_ready(*finished)


def test_packages_installed_by_hand_do_not_spoil_an_environment(finished):
    (finished[0] / "lib/python3/site-packages/extra-2.0.dist-info").mkdir()
    assert bootstrap.is_ready(*finished)


def _other_lock(environment: Path, lock: Path) -> None:
    lock.write_text("six==1.1\n", encoding="utf-8")


def _no_python(environment: Path, lock: Path) -> None:
    bootstrap.environment_python(environment).unlink()


def _no_package(environment: Path, lock: Path) -> None:
    (environment / "lib/python3/site-packages/six-1.0.dist-info").rmdir()


def _no_stamp(environment: Path, lock: Path) -> None:
    (environment / ".stamp.json").unlink()


def _cut_stamp(environment: Path, lock: Path) -> None:
    (environment / ".stamp.json").write_text('{"lock": ', encoding="utf-8")


def _other_python(environment: Path, lock: Path) -> None:
    stamp = environment / ".stamp.json"
    stamp.write_text(json.dumps({**json.loads(stamp.read_text()), "python": "3.10"}), encoding="utf-8")


@pytest.mark.parametrize("breaking", [_other_lock, _no_python, _no_package, _no_stamp, _cut_stamp, _other_python])
def test_a_broken_or_stale_environment_is_not_ready(finished, breaking):
    breaking(*finished)
    assert not bootstrap.is_ready(*finished)


def test_an_install_that_fails_leaves_no_stamp(finished, monkeypatch):
    environment, lock = finished
    _other_lock(environment, lock)
    monkeypatch.setattr(bootstrap.venv, "create", lambda *_, **__: None)
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1))
    with pytest.raises(bootstrap.SetupError, match="pip could not install"):
        bootstrap.make_environment(environment, lock)
    assert not (environment / ".stamp.json").exists()


def test_missing_libraries_and_programs_are_named_by_their_packages_once(monkeypatch):
    monkeypatch.setattr(bootstrap.ctypes.util, "find_library", lambda name: None if name == "EGL" else name)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _: None)
    missing = bootstrap.missing_packages(bootstrap.QT_LIBRARIES, bootstrap.TEST_PROGRAMS)
    assert missing == ["libegl1", "poppler-utils", "xvfb", "openbox", "xdotool", "strace"]


def test_somebody_who_is_not_root_is_told_the_exact_line(monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(bootstrap.SetupError, match=r"sudo apt-get install -y --no-install-recommends libegl1 xvfb\n"):
        bootstrap.install_packages(["libegl1", "xvfb"])


def test_root_installs_after_an_update(monkeypatch):
    calls: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 0)
    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    bootstrap.install_packages(["libegl1"])
    assert [call[1] for call in calls] == ["update", "install"]
    assert calls[1][-1] == "libegl1"


@pytest.mark.parametrize(
    ("platform", "variables", "screen"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_screen_is_known_by_the_display_variables(platform, variables, screen):
    assert bootstrap.has_screen(platform, variables) is screen


def test_without_a_screen_the_sample_audit_is_made_and_its_report_named(monkeypatch, tmp_path, capsys):
    report = tmp_path / "build" / "demo" / "report.pdf"
    called = []

    def call(*arguments: str, **variables: str) -> int:
        called.append(arguments)
        report.parent.mkdir(parents=True)
        report.touch()
        return 0

    monkeypatch.setattr(bootstrap, "has_screen", lambda: False)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "call", call)
    assert bootstrap.run([]) == 0
    assert called == [("-m", "app", "demo", "--out", str(report.parent))]
    said = capsys.readouterr()
    assert "no screen" in said.err
    assert said.out.endswith(f": {report}\n")


def test_without_a_screen_a_failure_of_the_sample_audit_is_not_called_done(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "has_screen", lambda: False)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "call", lambda *_, **__: 7)
    assert bootstrap.run([]) == 7
    monkeypatch.setattr(bootstrap, "call", lambda *_, **__: 0)
    with pytest.raises(bootstrap.SetupError, match="without its report"):
        bootstrap.run([])


def test_a_command_that_dies_is_named_with_its_signal(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "environment_python", lambda: sys.executable)
    assert bootstrap.call("-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)") == 137
    assert "Ended by signal 9 (Killed): -c" in capsys.readouterr().err


def test_the_set_up_needs_the_standard_library_only():
    text = (ROOT / "packaging/bootstrap.py").read_text(encoding="utf-8")
    used = set(re.findall(r"^\s*(?:import|from) ([a-z_]+)", text, re.MULTILINE))
    assert used <= sys.stdlib_module_names


def test_an_unknown_command_is_refused():
    done = subprocess.run(
        [sys.executable, "packaging/bootstrap.py", "dance"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Unknown command 'dance'. Known: run, setup" in done.stderr


def test_every_target_of_the_makefile_is_one_line_and_stands_in_its_help():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.findall(r"^([a-z]+):.*## .+\n((?:\t.*\n?)+)", text, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert {name for name, _ in found} == TARGETS == set(phony[1].split() if phony else [])
    assert [name for name, body in found if len(body.splitlines()) != 1] == []


def test_every_target_can_be_made():
    done = subprocess.run(
        ["make", "--dry-run", *sorted(TARGETS)], cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ
    )
    assert done.returncode == 0, done.stderr


def test_all_checks_run_even_if_one_fails_and_the_failed_one_is_named(capsys, monkeypatch):
    steps = {"first": ["-c", "raise SystemExit('broken here')"], "second": ["-c", "pass"]}
    monkeypatch.setattr(check, "CHECKS", steps)
    assert check.main([]) == 1
    said = capsys.readouterr().out
    assert "broken here" in said
    assert re.search(r"FAILED first .*\nok     second .*\nFailed: first\n", said)


def test_the_gate_runs_checks_and_tests_and_fails_if_either_fails(tmp_path):
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci/run").write_bytes((ROOT / ".ci/run").read_bytes())
    for failing in ("check", "test"):
        codes = {"check": "true", "test": "true", failing: "false"}
        body = "".join(f"{name}:\n\t@echo did {name}\n\t@{code}\n" for name, code in codes.items())
        (tmp_path / "Makefile").write_text(body, encoding="utf-8")
        alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # not a sub-make
        done = subprocess.run(["bash", ".ci/run"], cwd=tmp_path, env=alone, capture_output=True, text=True, check=False)
        assert done.returncode != 0
        assert done.stdout.split() == ["did", "check", "did", "test"]
