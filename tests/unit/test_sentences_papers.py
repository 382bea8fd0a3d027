"""Every reason of a verdict has its sentence, and every sentence can be filled."""

from __future__ import annotations

import string

import pytest

from app.domain.errors import Value
from app.domain.open_typing import said
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


def test_what_holds_a_paper_is_said_as_its_sentence() -> None:
    held: dict[str, Value] = {"held": 2, "held_by": "verdicts_open", "count": 123, "first": "4.1"}
    assert said(held, str)["held_by"] == "123 requirements have no verdict yet, the first is 4.1."
