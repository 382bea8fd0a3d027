"""The catalogue is fresh, its translations fit, every closed list and every code has its words."""

from __future__ import annotations

import ast
import importlib.util
import shutil
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import ModuleType

import pytest

from app.domain import kinds
from app.domain.sentences import ERRORS, sentence
from app.domain.words import NAMES, word
from app.translation import languages, load

ROOT = Path(__file__).resolve().parents[2]
RAISES = {"UserMistake", "EnvironmentProblem", "ForeignFileProblem", "blocking", "hint"}


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "packaging" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_template_is_fresh():
    found = [problem for problem in tool().problems() if "stale" in problem]
    assert not found, "run: python packaging/catalogues.py"


def test_translations_have_the_placeholders_of_their_source():
    assert not [problem for problem in tool().problems() if "placeholders" in problem]


def test_a_translation_with_another_placeholder_is_found():
    catalogues = tool()
    catalogue = catalogues.Catalog(locale="de")
    catalogue.add("{holder} has it", "{inhaber} hat es")
    assert catalogues.wrong(catalogue.get("{holder} has it"))


def test_a_new_text_makes_the_template_stale(tmp_path: Path, monkeypatch):
    catalogues = tool()
    fresh = catalogues.template()
    (tmp_path / "new.py").write_text('t("A text nobody has seen")\ntn("{n} new", "{n} new ones", 2)\nN_("marked")\n')
    files = [*catalogues.sources(), tmp_path / "new.py"]
    monkeypatch.setattr(catalogues, "sources", lambda: files)
    stale = catalogues.template()
    assert "A text nobody has seen" not in fresh
    assert all(text in stale for text in ("A text nobody has seen", 'msgid_plural "{n} new ones"', '"marked"'))


@pytest.mark.parametrize("language", languages()[1:])
def test_a_catalogue_is_read_without_its_compiled_form(tmp_path: Path, language: str):
    place = tmp_path / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    shutil.copy(ROOT / "resources" / "i18n" / language / "LC_MESSAGES" / "onsite.po", place)
    assert load(language, tmp_path).gettext("Lead auditor") != "Lead auditor"
    assert [path.name for path in place.iterdir()] == ["onsite.po"]


ENUMS = [
    kind
    for kind in vars(kinds).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
]


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_every_value_of_a_closed_list_has_a_word_of_its_own(kind: type[StrEnum]):
    assert set(NAMES[kind]) == {value.value for value in kind}
    assert len({word(value) for value in kind}) == len(kind)


def codes() -> Iterator[tuple[str, str]]:
    """Return every code that is raised or found anywhere in the program, with its place."""
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and _name(node.func) in RAISES and node.args):
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_code_has_a_sentence():
    missing = [f"{code} ({place})" for code, place in codes() if code.replace("-", "_") not in ERRORS]
    assert not missing


def test_the_scan_sees_the_codes():
    assert {"audit_unknown", "weak_password"} <= {code for code, _ in codes()}


def test_an_unknown_code_names_itself():
    assert "{code}" in sentence("never_heard_of").what


def test_hyphens_and_underscores_mean_the_same():
    assert sentence("wrong-password") is sentence("wrong_password")


def test_no_two_storage_problems_are_said_alike():
    storage = ("wrong_password", "damaged", "damaged_first_page", "newer_version", "locked_by_other", "read_only",
               "disk_full", "missing_file", "missing_folder", "disk_error", "older_than_saved", "folder_open_to_others",
               "foreign_file")  # fmt: skip
    assert len({ERRORS[code].what for code in storage}) == len(storage)
    assert all(ERRORS[code].next for code in storage)
