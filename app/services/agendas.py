"""The body's own wording and order of the agenda points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain import agenda, agenda_wording
from app.domain.errors import UserMistake
from app.models import confirming
from app.services.base import Made, Service
from app.services.body import BodyService
from app.storage.records import load_body

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.domain.kinds import MeetingKind
    from app.storage.unit_of_work import UnitOfWork

ORDER = ""
"""The language of the rows that hold only an order: it is the same in every language."""


class AgendaService(Service):
    """Settings of the body; meetings that were prepared already keep their order."""

    def set_words(self, kind: MeetingKind, code: str, language: str, *, title: str = "", words: str = "") -> Made:
        """Set the body's own title and words of a point; empty ones bring ours back.

        Raises:
            UserMistake: `point_unknown`.
        """
        _check(kind, code)
        body_id = BodyService(self._core).ensure().id
        with self._workspace.write() as uow:
            row = _row(uow, body_id, kind, code, language)
            row.title, row.words = title.strip(), words.strip()
            uow.record("agenda.worded", row, audit=None)
            return Made(row.id, uow.commit("agenda_text"))

    def move(self, kind: MeetingKind, code: str, step: int) -> Changes:
        """Move a point up (-1) or down (1) in the order of the body; at the end nothing changes."""
        _check(kind, code)
        body_id = BodyService(self._core).ensure().id
        with self._workspace.write() as uow:
            codes = list(agenda_wording.order(kind, load_body(uow.session).agenda))
            here = codes.index(code)
            there = here + step
            if not 0 <= there < len(codes):
                return uow.commit()
            codes[here], codes[there] = codes[there], codes[here]
            rows = [_row(uow, body_id, kind, one, ORDER) for one in codes]
            for place, row in enumerate(rows, 1):
                row.position = place
            uow.record("agenda.ordered", *rows, audit=None)
            return uow.commit("agenda_text")

    def reset(self, kind: MeetingKind) -> Changes:
        """Bring our wording and order of a meeting back."""
        with self._workspace.write() as uow:
            rows = list(uow.session.scalars(select(confirming.AgendaText).filter_by(meeting=kind)))
            for row in rows:
                uow.session.delete(row)
            if rows:
                uow.record("agenda.reset", *rows, audit=None)
            return uow.commit("agenda_text")


def _check(kind: MeetingKind, code: str) -> None:
    if code not in {one for one, _title, _say in agenda.TEXTS[kind]}:
        raise UserMistake("point_unknown", field="code", point=code)


def _row(uow: UnitOfWork, body_id: str, kind: MeetingKind, code: str, language: str) -> confirming.AgendaText:
    keys = {"body_id": body_id, "meeting": kind, "code": code, "language": language}
    found = uow.session.scalars(select(confirming.AgendaText).filter_by(**keys)).first()
    if found is None:
        found = confirming.AgendaText(**keys)
        uow.session.add(found)
    return found
