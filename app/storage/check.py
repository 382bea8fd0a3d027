"""The full check of a workspace: pages, references, triggers, trail, rows, attachments, mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlcipher3 import dbapi2

from app.domain.errors import EnvironmentProblem
from app.models.record import Blob, BlobState
from app.storage.opening import entries_missing
from app.storage.triggers import trigger_faults
from app.storage.verify import Fault, TrailReader, fault, row_faults

if TYPE_CHECKING:
    from app.storage.blobs import Progress
    from app.storage.workspace import Workspace

MOST_FAULTS = 1000


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at and what is not in order (at most 1,000 faults are listed)."""

    faults: tuple[Fault, ...]
    entries: int
    attachments: int

    @property
    def ok(self) -> bool:
        """Tell whether everything is in order."""
        return not self.faults


class _Check:
    def __init__(self, workspace: Workspace, progress: Progress) -> None:
        self._workspace = workspace
        self._progress = progress
        self.entries = 0
        self.attachments = 0

    def faults(self) -> Iterator[Fault]:
        """Yield every fault; a damaged page ends a part, not the check."""
        parts = (("pages", self._pages), ("trail", self._trail), ("attachments", self._blobs))
        for at, (name, part) in enumerate(parts):
            self._progress(at * 100 // len(parts), name)
            try:
                yield from part()
            except EnvironmentProblem as problem:
                yield fault(problem.code, part=name, **{k: v for k, v in problem.values.items() if k != "part"})
        self._progress(100, "")

    def _pages(self) -> Iterator[Fault]:
        """HMAC of every page (`cipher_integrity_check`), structure and references."""
        raw = self._workspace.driver_connection()
        try:
            for pragma in ("cipher_integrity_check", "quick_check", "foreign_key_check"):
                for row in raw.execute(f"PRAGMA {pragma}").fetchall():
                    if row[0] != "ok":
                        yield fault("page_damaged", check=pragma, detail=" ".join(map(str, row)))
        except dbapi2.DatabaseError as error:
            yield fault("page_damaged", check="read", detail=str(error))
        finally:
            raw.close()

    def _trail(self) -> Iterator[Fault]:
        with self._workspace.read() as session:
            connection = session.connection()
            names = trigger_faults(connection)
            if names:
                yield fault("triggers_differ", names=", ".join(names))
            reader = TrailReader(connection)
            yield from reader.faults()
            self.entries = reader.count
            yield from row_faults(connection, reader)
            mark = self._workspace.mark_file().read()
            missing = 0 if mark is None else entries_missing(connection, mark)
        if mark is None:
            yield fault("mark_missing")
        elif missing:
            yield fault("older_than_saved", missing=missing)

    def _blobs(self) -> Iterator[Fault]:
        with self._workspace.read() as session:
            ids = session.scalars(select(Blob.id).where(Blob.state == BlobState.WHOLE)).all()
        for done, blob_id in enumerate(ids):
            self._progress(67 + done * 33 // len(ids), "attachments")
            self.attachments += 1
            if not self._workspace.blobs.verify(blob_id):
                yield fault("attachment_damaged", blob=blob_id)


def check(workspace: Workspace, progress: Progress) -> CheckReport:
    """Check everything and return the report; nothing is changed. `progress(percent, part)` may raise `Cancelled`."""
    run = _Check(workspace, progress)
    found: list[Fault] = []
    for one in run.faults():
        found.append(one)
        if len(found) >= MOST_FAULTS:
            break
    return CheckReport(tuple(found), run.entries, run.attachments)
