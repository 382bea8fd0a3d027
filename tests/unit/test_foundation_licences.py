"""docs/licences.md lists every library of the running program, and none that is gone."""

from __future__ import annotations

import re
from importlib.metadata import distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.unit.foundation import ROOT, project


def running() -> set[str]:
    """Return the libraries that the program declares, with all extras, and those that they need in turn."""
    declared = project()["project"]
    extras = [text for texts in declared["optional-dependencies"].values() for text in texts]
    waiting = [Requirement(text) for text in [*declared["dependencies"], *extras]]
    found: set[str] = set()
    while waiting:
        one = waiting.pop()
        if canonicalize_name(one.name) in found:
            continue
        found.add(canonicalize_name(one.name))
        wishes: list[str] = [*one.extras, ""]
        needed = [Requirement(text) for text in distribution(one.name).requires or []]
        waiting += [
            each for each in needed if not each.marker or any(each.marker.evaluate({"extra": wish}) for wish in wishes)
        ]
    return found


def test_every_library_of_the_program_is_listed_with_its_licence():
    text = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| ([a-z0-9-]+) \| (\S.*) \|$", text, re.MULTILINE))
    listed.pop("package")
    newer_python_only = {"typing-extensions"}  # some versions of Python need it and some do not
    assert set(listed) - newer_python_only == running() - newer_python_only


def test_no_library_of_the_program_is_under_the_gpl_alone():
    text = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| [a-z0-9-]+ \| (.*) \|$", text, re.MULTILINE)
    assert [row for row in rows if "GPL" in row and "LGPL" not in row] == []


def test_the_licence_that_is_declared_is_the_one_that_is_there():
    assert project()["project"]["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
