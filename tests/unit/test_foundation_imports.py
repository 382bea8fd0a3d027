"""The import contracts: a small house that keeps them is passed, and each planted import breaks its contract."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.foundation import ROOT, project

CONTRACTS = project()["tool"]["importlinter"]["contracts"]
SIBLINGS = {"reporting", "signing", "exchange", "storage", "decoding"}

HOUSE = {
    "__main__": "import app.cli",
    "cli": "import app.bootstrap",
    "bootstrap": "import app.ui, app.services",
    "ui/__init__": "import PySide6, app.services, app.domain",
    "demo": "import app.services",
    "services": "import sqlalchemy, app.storage, app.reporting, app.signing, app.exchange, app.models",
    "reporting": "import reportlab, pikepdf",
    "signing": "import pyhanko",
    "exchange": "import xlsxwriter, app.domain",
    "decoding": "import PIL, openpyxl, defusedxml",
    "storage": "import sqlalchemy, alembic, sqlcipher3, argon2, app.models",
    "models": "import sqlalchemy, app.domain",
    "domain": "import app.paths",
    "paths": "import pathlib",
    "preferences": "import json",
    "translation": "import gettext",
}
"""The body of each module of a house in order."""

FAULTS = {
    "layers": {"services": "import app.ui", "reporting": "import app.signing", "surplus": ""},
    "windows-see-services": {"ui/home": "import app.models, app.storage, app.reporting, app.signing, sqlalchemy"},
    "qt": {"services": "import PySide6"},
    "sqlalchemy": {"domain": "import sqlalchemy"},
    "file": {"services": "import alembic"},
    "papers": {"services": "import reportlab"},
    "pdf-files": {"signing": "import pikepdf"},
    "tables": {"services": "import openpyxl"},
    "exchange": {"exchange": "import app.models"},
    "signatures": {"services": "import pyhanko"},
}
"""What is planted to break each contract."""


def lint(folder: Path, planted: dict[str, str], without: str = "") -> str:
    """Build the house with faults in a folder, hold it to our contracts and return what import-linter says."""
    for name in {*HOUSE, *planted} - {without}:
        path = folder / "app" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{HOUSE.get(name, '')}\n{planted.get(name, '')}\n", encoding="utf-8")
    (folder / "app" / "__init__.py").touch()
    run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", run, "--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo"]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_a_house_in_order_keeps_every_contract(tmp_path):
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in lint(tmp_path, {})


def test_a_part_that_disappears_is_missed(tmp_path):
    assert "module app.paths does not exist" in lint(tmp_path, {}, without="paths")


def test_every_contract_has_a_planted_fault():
    assert {contract["id"] for contract in CONTRACTS} == set(FAULTS)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["id"])
def test_a_planted_import_breaks_its_contract(tmp_path, contract):
    said = " ".join(lint(tmp_path, FAULTS[contract["id"]]).split())
    assert f"{contract['name']} BROKEN" in said


def test_the_planted_sibling_import_and_the_surplus_module_are_named(tmp_path):
    said = lint(tmp_path, FAULTS["layers"])
    assert "app.reporting is not allowed to import app.signing" in said
    assert "surplus" in said


def test_each_part_that_a_window_may_not_see_is_named(tmp_path):
    said = lint(tmp_path, FAULTS["windows-see-services"])
    named = {
        part for part in ("app.models", "app.storage", "app.reporting", "app.signing", "sqlalchemy") if part in said
    }
    assert len(named) == 5


def test_windows_are_kept_from_every_part_below_the_services():
    there = {name for name in SIBLINGS if (ROOT / "app" / name).is_dir()} | {"models"}
    contract = next(contract for contract in CONTRACTS if contract["id"] == "windows-see-services")
    assert {f"app.{name}" for name in there} <= set(contract["forbidden_modules"])
