"""Undo by name: each undo is a service call of its own, recorded like any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.changes import Changes
from app.domain.errors import UserMistake

DEPTH = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be undone: its name is a code with a value; `back` and `again` are service calls."""

    code: str
    subject: str
    back: Callable[[], Changes]
    again: Callable[[], Changes]


class UndoStack:
    """The steps of this program run; calls made while undoing do not add steps."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._quiet = False

    def add(self, step: Step) -> None:
        """Remember a step that was just carried out."""
        if self._quiet:
            return
        self._done.append(step)
        del self._done[:-DEPTH]
        self._undone.clear()

    @property
    def next_undo(self) -> Step | None:
        """Return the step that `undo` would take back."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Step | None:
        """Return the step that `redo` would carry out again."""
        return self._undone[-1] if self._undone else None

    def undo(self) -> Changes:
        """Take the last step back; raises `UserMistake("nothing_to_undo")`. A refused step stays on the stack."""
        if not self._done:
            raise UserMistake("nothing_to_undo")
        step = self._done[-1]
        changes = self._run(step.back)
        self._undone.append(self._done.pop())
        return changes

    def redo(self) -> Changes:
        """Carry the last undone step out again; raises `UserMistake("nothing_to_redo")`."""
        if not self._undone:
            raise UserMistake("nothing_to_redo")
        step = self._undone[-1]
        changes = self._run(step.again)
        self._done.append(self._undone.pop())
        return changes

    def forget(self) -> None:
        """Drop all steps, for example when the audit was signed."""
        self._done.clear()
        self._undone.clear()

    def _run(self, call: Callable[[], Changes]) -> Changes:
        self._quiet = True
        try:
            return call()
        finally:
            self._quiet = False
