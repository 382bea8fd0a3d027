"""requirements.lock: hashes, no address, agreement with pyproject.toml."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from tests.unit.foundation import ROOT, project, script

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
HASH = "--hash=sha256:" + "0" * 64
GOOD = f"alembic==1.20.1 \\\n    {HASH}\ncolorama==0.4.6 ; sys_platform == 'win32' \\\n    {HASH}\n"

lock = script("lock")


def test_our_lock_is_in_order():
    assert lock.form_problems(LOCK) == []
    assert lock.agreement_problems(project(), LOCK) == []


def test_a_lock_with_markers_is_in_order():
    assert lock.form_problems(GOOD) == []
    assert lock.pins(GOOD) == {"alembic": "1.20.1", "colorama": "0.4.6"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("--index-url https" + "://mirror.example/simple\n", "an address or an option"),
        ("--find-links /opt/wheels\n", "an address or an option"),
        ("-r other.txt\n", "an address or an option"),
        ("six @ file" + f":///tmp/six.whl {HASH}\n", "an address or an option"),
        (f"six>=1.0 {HASH}\n", "no pinned package"),
        ("six==1.0\n", "no hash: six==1.0"),
    ],
)
def test_a_planted_fault_in_the_lock_is_named(line, reason):
    assert any(reason in problem for problem in lock.form_problems(GOOD + line))


def test_a_package_that_is_not_locked_is_named():
    planted = {"project": {"dependencies": ["alembic", "never-heard-of>=1"]}}
    assert lock.agreement_problems(planted, GOOD) == ["not in the lock: never-heard-of>=1"]


def test_a_locked_version_outside_the_bounds_is_named():
    planted = {"project": {"dependencies": ["Alembic<1.20"]}, "dependency-groups": {"test": ["colorama>=1"]}}
    assert lock.agreement_problems(planted, GOOD) == [
        "the lock has 0.4.6, not colorama>=1",
        "the lock has 1.20.1, not Alembic<1.20",
    ]


def test_the_browser_engine_is_not_locked():
    names = set(lock.pins(LOCK))
    assert names & {"pyside6", "pyside6-addons", "pyside6-webengine"} == set()


def test_both_parts_of_qt_are_of_one_release():
    parts = [version(name).split(".")[:3] for name in ("PySide6-Essentials", "PySide6-Pdf", "shiboken6")]
    assert parts[0] == parts[1] == parts[2]
