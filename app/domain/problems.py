"""What a rule found: a code and values; the sentence is made at the edge (window, command line, paper)."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Value


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is missing or odd.

    `code` names the sentence and `values` fill it; `field` is the field it belongs to (empty: the whole form).
    A `blocking` problem stops the step, another one is only pointed out.
    """

    code: str
    field: str = ""
    blocking: bool = True
    values: tuple[tuple[str, Value], ...] = ()

    def value(self, name: str) -> Value:
        """Return the value called `name`, `None` if there is none."""
        return dict(self.values).get(name)


def blocking(code: str, field: str = "", /, **values: Value) -> Problem:
    """Return a problem that stops the step."""
    return Problem(code, field, blocking=True, values=tuple(values.items()))


def hint(code: str, field: str = "", /, **values: Value) -> Problem:
    """Return a problem that is pointed out and stops nothing."""
    return Problem(code, field, blocking=False, values=tuple(values.items()))
