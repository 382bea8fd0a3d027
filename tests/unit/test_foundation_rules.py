"""Each house rule is seen failing on a planted fault, and silent on what is right."""

from __future__ import annotations

import pytest

from tests.unit.foundation import ROOT, script

rules = script("house_rules")

FAULTS = {
    "blocking_dialogs": ("app/ui/x.py", "dialog.exec()", "dialog.open(); application.exec(); exec('')"),
    "pumped_events": ("app/ui/x.py", "QApplication.instance().processEvents()", "processed = 1"),
    "stray_commits": ("app/services/x.py", "session.commit()", "uow.commit('note')"),
    "unexplained_flushes": ("app/services/x.py", "uow.session.flush()", "uow.session.flush()  # needs the key"),
    "rich_labels": ("app/ui/x.py", "label = QtWidgets.QLabel(text)", "label = PlainLabel(text)"),
    "swallowed_errors": (
        "app/storage/x.py",
        "try:\n    f()\nexcept (OSError, Exception):\n    pass",
        "try:\n    f()\nexcept BaseException:\n    clean()\n    raise\nexcept OSError:\n    pass",
    ),
    "lambda_slots": (
        "app/ui/x.py",
        "button.clicked.connect(partial(lambda: self.go()))",
        "button.clicked.connect(self._on_clicked); sorted(rows, key=lambda row: row.id)",
    ),
    "hidden_imports": ("app/cli/x.py", "importlib.import_module('reportlab')", "def f():\n    import reportlab"),
    "foreign_rules": ("app/domain/x.py", "from app import paths", "import re\nfrom app.domain.kinds import Grade"),
    "living_migrations": ("migrations/versions/0001_x.py", "from app.models import base", "import sqlalchemy"),
    "long_files": ("tests/x.py", "x = 1\n" * 601, "x = 1\n" * 600),
    "long_functions": ("app/x.py", "def f():\n" + "    x = 1\n" * 60, "def f():\n" + "    x = 1\n" * 59),
}


def broken(path: str, text: str) -> set[str]:
    """Return the names of the rules that a text breaks at a path."""
    source = rules.Source.of(path, text)
    return {rule.check.__name__ for rule in rules.RULES if rule.covers(path) and list(rule.check(source))}


def test_every_rule_has_a_planted_fault():
    assert {rule.check.__name__ for rule in rules.RULES} == set(FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_breaks_its_rule_and_no_other(name):
    path, bad, good = FAULTS[name]
    assert broken(path, bad) == {name}
    assert broken(path, good) == set()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app/ui/y.py", "try:\n    f()\nexcept:\n    pass"),
        ("app/ui/y.py", "class Title(QLabel):\n    pass"),
        ("app/ui/y.py", "menu.exec_()"),
        ("app/domain/y.py", "import sqlalchemy"),
        ("app/storage/y.py", "connection.commit()"),
    ],
)
def test_other_ways_to_break_a_rule_are_seen_too(path, text):
    assert broken(path, text)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app/ui/widgets/labels.py", "class PlainLabel(QLabel):\n    pass"),
        ("app/ui/jobs.py", "try:\n    f()\nexcept Exception:\n    tell()"),
        ("app/storage/unit_of_work.py", "session.commit()"),
        ("tests/ui/test_x.py", "dialog.exec(); connection.commit()"),
    ],
)
def test_the_files_that_are_excepted_may(path, text):
    assert broken(path, text) == set()


def test_a_problem_names_its_file_and_line():
    source = rules.Source.of("app/ui/x.py", "\ndialog.exec()")
    assert rules.problems(source)[0].startswith("app/ui/x.py:2: no blocking exec()")


def test_every_file_of_ours_is_looked_at():
    seen = set(rules.files(ROOT))
    assert {"app/__init__.py", "packaging/house_rules.py", "tests/unit/test_foundation_rules.py"} <= seen


def test_a_file_that_is_no_python_is_named(tmp_path):
    (tmp_path / "x.py").write_text("x = 1\n  y = 2\n", encoding="utf-8")
    assert rules.file_problems(tmp_path, "x.py") == ["x.py:2: unexpected indent"]
