"""SECURITY.md promises nothing that no test holds."""

from __future__ import annotations

import re

from tests.unit.foundation import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PROMISES = TEXT[TEXT.index("## What is promised") : TEXT.index("## What is not promised")]


def test_every_promise_names_a_test():
    sentences = re.split(r"^\d+\. ", PROMISES, flags=re.MULTILINE)[1:]
    assert len(sentences) >= 16
    assert [sentence for sentence in sentences if "`test_" not in sentence] == []


def test_every_named_test_is_there():
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"^\s*def (test_\w+)", written, re.MULTILINE))
    named = set(re.findall(r"`(test_\w+)`", PROMISES))
    assert named - there == set()
