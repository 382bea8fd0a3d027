"""Every reason of a verdict has its sentence, and every sentence can be filled."""

from __future__ import annotations

import string

import pytest

from app.domain.sentences import ERRORS
from app.domain.sentences_papers import PAPERS
from app.domain.verification import Why


@pytest.mark.parametrize("why", list(Why))
def test_each_reason_of_a_verdict_has_a_sentence(why: Why) -> None:
    assert ERRORS[why.value].what.endswith(".")


@pytest.mark.parametrize("code", sorted(PAPERS))
def test_placeholders_have_names(code: str) -> None:
    found = PAPERS[code]
    fields = [field for text in (found.what, found.next) for _, field, _, _ in string.Formatter().parse(text)]
    assert "" not in fields
