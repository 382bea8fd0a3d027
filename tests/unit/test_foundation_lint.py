"""Lint and types: the rules that we rely on are seen failing on a planted fault, under our own settings."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.unit.foundation import ROOT, project

HEAD = '"""A planted file."""\n\n'
BRANCHES = "    if x == {0}:\n        x = -{0}\n"
FUNCTION = 'def f(x: int) -> int:\n    """Do."""\n{body}    return x\n'

FAULTS = {
    "settings": ("app/ui/home.py", "from PySide6.QtCore import QSettings\n\nQSettings()\n", "TID251"),
    "pumping": (
        "app/ui/home.py",
        "from PySide6.QtWidgets import QApplication\n\nQApplication.processEvents()\n",
        "TID251",
    ),
    "complexity": ("app/x.py", FUNCTION.format(body="".join(BRANCHES.format(n) for n in range(10))), "C901"),
    "length": ("app/x.py", FUNCTION.format(body="    x = 1\n" * 50), "PLR0915"),
    "positions": (
        "app/x.py",
        'def f(a: int, b: int, c: int, d: int, e: int, g: int) -> None:\n    """Do."""\n',
        "PLR0917",
    ),
    "silence": ("app/x.py", "def f() -> None:\n    pass\n", "D103"),
    "blindness": ("app/x.py", "try:\n    X = 1\nexcept Exception:\n    X = 2\n", "BLE001"),
    "camels": ("app/services/x.py", 'def getThing() -> None:\n    """Do."""\n', "N802"),
    "leftovers": ("app/x.py", "print(1)\n", "T201"),
    "width": ("app/x.py", f"X = '{'x' * 120}'\n", "E501"),
}

LOOSE = "def f(x):\n    return x\n"
WRONG = "def f(x):\n    y: int = 'no'\n    return y\n"


def lint(path: str, text: str) -> set[str]:
    """Return the codes of what ruff finds in a text at a path."""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--output-format=concise",
        "--no-cache",
        "--stdin-filename",
        path,
        "-",
    ]
    done = subprocess.run(command, cwd=ROOT, input=HEAD + text, capture_output=True, text=True, check=False)
    return set(re.findall(r": ([A-Z]+\d+) ", done.stdout))


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_by_lint(name):
    path, text, code = FAULTS[name]
    assert code in lint(path, text)


@pytest.mark.parametrize(
    ("path", "name"),
    [("app/ui/window_state.py", "settings"), ("app/ui/home.py", "camels")],
)
def test_the_file_that_is_excepted_may(path, name):
    _, text, code = FAULTS[name]
    assert code not in lint(path, text)


def test_every_exception_of_lint_has_its_reason():
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    section = settings[settings.index("[tool.ruff.lint]") : settings.index("[tool.ruff.lint.flake8")]
    exceptions = re.findall(r'^    "[A-Z0-9]+",.*$', section, re.MULTILINE)
    assert len(exceptions) > 10
    assert [line for line in exceptions if " # " not in line] == []


def test_types_are_strict_in_the_program_and_checked_in_the_tests(tmp_path):
    planted = {"app/planted.py": LOOSE, "tests/planted.py": LOOSE, "tests/wrong.py": WRONG}
    for name, text in planted.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file",
        str(ROOT / "pyproject.toml"),
        "--cache-dir",
        str(ROOT / ".mypy_cache"),
    ]
    done = subprocess.run([*command, *planted], cwd=tmp_path, capture_output=True, text=True, check=False)
    found = sorted(re.findall(r"^(\S+?):\d+: error: .*\[(.+)\]$", done.stdout, re.MULTILINE))
    assert found == [("app/planted.py", "no-untyped-def"), ("tests/wrong.py", "assignment")]


def test_strictness_is_not_switched_off_for_any_part_of_the_program():
    parts = [part for override in project()["tool"]["mypy"]["overrides"] for part in override["module"]]
    assert [part for part in parts if part.startswith("app")] == []
