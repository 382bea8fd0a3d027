"""A client's register of documents and its people, read from a table or a pasted list and taken over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from app.decoding.table_client import read_table
from app.domain.changes import Changes
from app.domain.client import ClientDocument
from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.people_import import PersonLine, read_people
from app.domain.register_import import RegisterPreview, RegisterStep
from app.exchange import register_table
from app.models import client as tables
from app.services import client_rows
from app.services.base import Progress, Service, get_row
from app.services.client_file import renew
from app.storage.records import from_value, load_client

if TYPE_CHECKING:
    from app.domain.client import Client
    from app.storage.unit_of_work import UnitOfWork

LONGEST: Final = 32 * 1024 * 1024
PASTED: Final = ""
"""The name of a table that was pasted."""
_COPIED: Final = ("title", "reference", "edition", "dated", "owner", "classification")


class RegisterService(Service):
    """Nothing is written before `take`; a preview says row by row what was understood."""

    def preview(self, client_id: str, path: Path, progress: Progress | None = None) -> RegisterPreview:
        """Return what a file (XLSX, ODS, CSV) would do to the register. `progress` may raise `Cancelled`.

        Raises:
            ForeignFileProblem: `table_...` when the file cannot be opened or is refused, `register_empty`.
        """
        try:
            with path.open("rb") as stream:
                content = stream.read(LONGEST + 1)
        except OSError as error:
            raise ForeignFileProblem("table_not_readable", name=path.name) from error
        return self._read(client_id, path.name, content, progress)

    def preview_text(self, client_id: str, text: str, progress: Progress | None = None) -> RegisterPreview:
        """Return what pasted cells would do to the register, as `preview`."""
        return self._read(client_id, PASTED, text.encode("utf-8", "replace"), progress)

    def preview_people(self, client_id: str, text: str) -> tuple[PersonLine, ...]:
        """Return what a pasted list of people was understood as, line by line."""
        return read_people(text, self._client(client_id).contacts)

    def take(self, client_id: str, preview: RegisterPreview) -> Changes:
        """Take the rows of a preview over in one unit of work: new documents, and new editions of known ones.

        Raises:
            UserMistake: `register_nothing_to_take`, `row_unknown` when a document is gone by now.
        """
        if not preview.useful:
            raise UserMistake("register_nothing_to_take")
        with self._workspace.write() as uow:
            get_row(uow.session, tables.Client, client_id)
            for row in preview.rows:
                if row.step is RegisterStep.NEW:
                    _enter(uow, client_id, row.document)
                elif row.step is RegisterStep.NEW_EDITION and row.replaces is not None:
                    self._renew(uow, row.replaces.id, row.document)
            return uow.commit("client_document", "document_edition")

    def _renew(self, uow: UnitOfWork, document_id: str, new: ClientDocument) -> None:
        """Put the old edition into the history; what the table leaves open stays as it is."""
        row = get_row(uow.session, tables.ClientDocument, document_id)
        today = self._core.now().astimezone(ZoneInfo(self._core.zone())).date()
        old = renew(uow.session, row, today)
        for name in _COPIED:
            value = getattr(new, name)
            if value or name in ("edition", "dated"):
                setattr(row, name, value)
        uow.record("client_document.renewed", row, old, audit=None)

    def _read(self, client_id: str, name: str, content: bytes, progress: Progress | None) -> RegisterPreview:
        known = self._client(client_id).documents
        return register_table.read(read_table(name, content, progress), known)

    def _client(self, client_id: str) -> Client:
        with self._workspace.read() as session:
            get_row(session, tables.Client, client_id)
            return load_client(session, client_id)


def _enter(uow: UnitOfWork, client_id: str, document: ClientDocument) -> None:
    row = from_value(document, tables.ClientDocument, client_id=client_id)
    client_rows.place_last(uow.session, row)
    uow.session.add(row)
    uow.record("client_document.entered", row, audit=None)
