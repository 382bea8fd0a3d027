"""Errors with a code and values; the sentence is made at the edge (window, command line, paper)."""

from __future__ import annotations

from typing import Final

Value = str | int | float | bool | None


class AuditError(Exception):
    """Something a person can be told about: `code` names the sentence, `values` fill it."""

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code, values)
        self.code: Final = code
        self.values: Final = values

    def __str__(self) -> str:
        """Return code and values for logs of developers; never shown to users."""
        return f"{self.code} {self.values}" if self.values else self.code


class UserMistake(AuditError):
    """Said beside the field named by `field` (empty: about the whole form)."""

    def __init__(self, code: str, *, field: str = "", **values: Value) -> None:
        super().__init__(code, **values)
        self.field: Final = field


class EnvironmentProblem(AuditError):
    """The machine, the disk, the file or the lock is in the way; the data are unchanged."""


class ForeignFileProblem(AuditError):
    """A file from outside is refused: `values` carry the reason and the place in the file."""


class Cancelled(Exception):
    """Raised by a progress callable when the user asked to stop."""
