"""Stage 1: the documents that are reviewed and how they were found, and the readiness of each clause for stage 2."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.domain import stage1 as rules
from app.domain.drafts import FindingDraft, LinkDraft
from app.domain.errors import UserMistake
from app.domain.kinds import Adequacy, AuditType, Grade, Ready
from app.domain.preparing import DocumentReview
from app.domain.stage1_documents import proposals
from app.domain.stage1_ratings import PROBABLE
from app.models import audit as audit_tables
from app.models import preparing as tables
from app.models.client import ClientDocument
from app.services.base import Made, Service, get_row, open_audit, required
from app.services.findings import FindingService
from app.services.undo import Step
from app.storage.records import from_value, load_audit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from app.domain.changes import Changes
    from app.storage.unit_of_work import UnitOfWork

Reviewed = tuple[Adequacy, str, "date | None"]


class Stage1Service(Service):
    """The work of stage 1. Remarks, site conditions and the focus of stage 2 are typed through `fields`."""

    def propose(self, audit_id: str) -> Changes:
        """Add a row for every document of the client's register that is not listed, and for what the criteria want.

        Title, reference and version are copied, so that the register can move on. Called again it adds only what is
        new.

        Raises:
            UserMistake: `not_a_stage1`, `audit_frozen`.
        """
        with self._workspace.write() as uow:
            _open(uow, audit_id)
            place = _next_place(uow.session, audit_id)
            record = load_audit(uow.session, audit_id)
            rows = [
                from_value(one, tables.DocumentReview, audit_id=audit_id, position=place + step)
                for step, one in enumerate(proposals(record))
            ]
            if not rows:
                return uow.commit()
            uow.session.add_all(rows)
            uow.record("reviews.proposed", *rows, audit=audit_id)
            changes = uow.commit("document_review")
            keys = tuple(row.id for row in rows)
        back = partial(self._remove_all, audit_id, keys)
        self._core.undo.add(Step("undo_documents", str(len(keys)), back, partial(self.propose, audit_id)))
        return changes

    def add_review(self, audit_id: str, review: DocumentReview) -> Made:
        """List a document for review that the register does not know; raises `UserMistake("title_missing")`."""
        required(review.title, "title_missing", "title")
        with self._workspace.write() as uow:
            _open(uow, audit_id)
            place = _next_place(uow.session, audit_id)
            row = from_value(review, tables.DocumentReview, audit_id=audit_id, position=place)
            uow.session.add(row)
            uow.record("review.listed", row, audit=audit_id)
            return Made(row.id, uow.commit("document_review"))

    def remove_review(self, review_id: str) -> Changes:
        """Take a document off the list; the trail keeps what was said about it."""
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.DocumentReview, review_id)
            open_audit(uow.session, row.audit_id)
            uow.session.delete(row)
            uow.record("review.removed", row, audit=row.audit_id)
            return uow.commit("document_review")

    def take_newer(self, review_id: str) -> Changes:
        """Copy reference and version from the register again; the document is then to be reviewed anew."""
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.DocumentReview, review_id)
            open_audit(uow.session, row.audit_id)
            source = get_row(uow.session, ClientDocument, row.document_id or "")
            for name in ("title", "reference", "edition", "dated"):
                setattr(row, name, getattr(source, name))
            row.adequacy, row.reviewed_by, row.reviewed_on = Adequacy.NOT_REVIEWED, "", None
            uow.record("review.renewed", row, audit=row.audit_id)
            return uow.commit("document_review")

    def review(self, audit_id: str, review_ids: Sequence[str], adequacy: Adequacy) -> Changes:
        """Say how one or several documents were found, in one step; who and when is noted with it."""
        who, on = self._workspace.me.name, self._today()
        after: Reviewed = (adequacy, who, on) if adequacy is not Adequacy.NOT_REVIEWED else (adequacy, "", None)
        wanted = dict.fromkeys(review_ids, after)
        before, changes = self._set(audit_id, wanted)
        back, again = partial(self._restore, audit_id, before), partial(self._restore, audit_id, wanted)
        self._core.undo.add(Step("undo_review", str(len(wanted)), back, again))
        return changes

    def judge(self, audit_id: str, ref: str, state: Ready) -> Changes:
        """Judge whether a clause (`4` to `10`) or theme (`A.5`) is ready for stage 2; raises `requirement_unknown`."""
        with self._workspace.write() as uow:
            _open(uow, audit_id)
            lines = [one.ref for one in rules.readiness_lines(load_audit(uow.session, audit_id))]
            if ref not in lines:
                raise UserMistake("requirement_unknown", field="ref", ref=ref)
            row = uow.session.scalars(select(tables.Readiness).filter_by(audit_id=audit_id, ref=ref)).first()
            before = row.state if row else Ready.OPEN
            if row is None:
                row = tables.Readiness(audit_id=audit_id, ref=ref, position=lines.index(ref))
                uow.session.add(row)
            row.state = state
            uow.record("readiness.judged", row, audit=audit_id)
            changes = uow.commit("readiness")
        back, again = partial(self.judge, audit_id, ref, before), partial(self.judge, audit_id, ref, state)
        self._core.undo.add(Step("undo_readiness", ref, back, again))
        return changes

    def raise_concern(self, audit_id: str, statement: str, ref: str = "", rating: int | None = None) -> Made:
        """Write an area of concern down as a draft; raises `UserMistake("text_missing")`, `requirement_unknown`."""
        clean = required(statement, "text_missing", "statement")
        links = (LinkDraft(ref=ref, leading=True),) if ref else ()
        draft = FindingDraft(
            grade=Grade.CONCERN, statement=clean, links=links, concern_rating=rating,
            could_become=Grade.MINOR if rating == PROBABLE else None,
        )  # fmt: skip
        return FindingService(self._core).draft(audit_id, draft)

    def _restore(self, audit_id: str, values: Mapping[str, Reviewed]) -> Changes:
        return self._set(audit_id, values)[1]

    def _set(self, audit_id: str, values: Mapping[str, Reviewed]) -> tuple[dict[str, Reviewed], Changes]:
        """Set results of reviews and return what they were, with what changed."""
        before: dict[str, Reviewed] = {}
        with self._workspace.write() as uow:
            _open(uow, audit_id)
            rows: list[Any] = []
            for key, (adequacy, who, on) in values.items():
                row = get_row(uow.session, tables.DocumentReview, key)
                before[key] = (row.adequacy, row.reviewed_by, row.reviewed_on)
                row.adequacy, row.reviewed_by, row.reviewed_on = adequacy, who, on
                rows.append(row)
            uow.record("documents.reviewed", *rows, audit=audit_id)
            return before, uow.commit("document_review")

    def _remove_all(self, audit_id: str, keys: tuple[str, ...]) -> Changes:
        with self._workspace.write() as uow:
            _open(uow, audit_id)
            rows = [row for row in (uow.session.get(tables.DocumentReview, key) for key in keys) if row is not None]
            for row in rows:
                uow.session.delete(row)
            if rows:
                uow.record("reviews.removed", *rows, audit=audit_id)
            return uow.commit("document_review")

    def _today(self) -> date:
        return self._core.now().astimezone(ZoneInfo(self._core.zone())).date()


def _open(uow: UnitOfWork, audit_id: str) -> audit_tables.Audit:
    audit = open_audit(uow.session, audit_id)
    if audit.type is not AuditType.STAGE1:
        raise UserMistake("not_a_stage1")
    return audit


def _next_place(session: Session, audit_id: str) -> int:
    places = session.scalars(select(tables.DocumentReview.position).filter_by(audit_id=audit_id))
    return max(places, default=-1) + 1
