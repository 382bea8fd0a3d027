"""What reading a register of documents from a client's table gives: rows to take over, and every doubt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.client import ClientDocument
from app.domain.problems import Problem


class RegisterColumn(StrEnum):
    """What a column of the client's table means."""

    TITLE = "title"
    REFERENCE = "reference"
    EDITION = "edition"
    DATED = "dated"
    OWNER = "owner"
    CLASSIFICATION = "classification"


class RegisterStep(StrEnum):
    """What taking a row over does: enter, put a new edition in place of the old one, leave it, or refuse it."""

    NEW = "new"
    NEW_EDITION = "new_edition"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row of the table; `replaces` is the document of the register whose edition it renews."""

    id: str
    row: int
    document: ClientDocument
    step: RegisterStep
    replaces: ClientDocument | None = None
    doubts: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterPreview:
    """A table read as a register of documents, nothing written yet. `columns` are those that were understood."""

    name: str
    rows: tuple[RegisterRow, ...] = ()
    columns: tuple[RegisterColumn, ...] = ()

    def count(self, step: RegisterStep) -> int:
        """Return how many rows end in `step`."""
        return sum(row.step is step for row in self.rows)

    @property
    def useful(self) -> bool:
        """Tell whether taking it over would change anything."""
        return any(row.step in (RegisterStep.NEW, RegisterStep.NEW_EDITION) for row in self.rows)


def matched(document: ClientDocument, known: tuple[ClientDocument, ...]) -> ClientDocument | None:
    """Return the document of the register that is meant: by its reference, without one by its title."""
    reference, title = _folded(document.reference), _folded(document.title)
    for one in known:
        if reference and _folded(one.reference):
            if reference == _folded(one.reference):
                return one
        elif title == _folded(one.title):
            return one
    return None


def step_for(document: ClientDocument, old: ClientDocument | None) -> RegisterStep:
    """Return what taking the document over does to a register that holds `old` in its place."""
    if old is None:
        return RegisterStep.NEW
    same = (_folded(document.edition), document.dated) == (_folded(old.edition), old.dated)
    empty = not document.edition and document.dated is None
    return RegisterStep.KNOWN if same or empty else RegisterStep.NEW_EDITION


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
