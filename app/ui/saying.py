"""Sentences for the codes that rules and services raise, in the language of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.open_typing import said
from app.domain.sentences import sentence

if TYPE_CHECKING:
    from app.domain.errors import AuditError
    from app.domain.plan_problem import PlanProblem
    from app.domain.problems import Problem
    from app.translation import Words


class _Values(dict[str, object]):
    """Values of a sentence; a missing one is left out instead of failing in front of the user."""

    def __missing__(self, key: str) -> str:
        return ""


def say(words: Words, what: AuditError | Problem | PlanProblem) -> str:
    """Return what happened and what to do next as one text."""
    found = sentence(what.code)
    values = _Values(said(dict(what.values), words.gettext))
    values.setdefault("code", what.code)
    parts = [words.gettext(part).format_map(values) for part in (found.what, found.next) if part]
    return " ".join(parts)
