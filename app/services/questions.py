"""Questions to the client: asked, answered, dropped; an answer becomes a note or evidence by one step."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app.domain.capture_facts import draft_of
from app.domain.drafts import LinkDraft
from app.domain.kinds import EvidenceKind, QuestionState, SortedAs
from app.models import fieldwork as tables
from app.models.audit import CriteriaRow
from app.models.samples import Question
from app.services.base import Core, Made, Service, check_open, get_row, item_of, next_number, required
from app.services.evidence import add_evidence, titled
from app.services.sorting import bring_back, facts_for, take_back
from app.services.undo import Step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.domain.changes import Changes
    from app.storage.unit_of_work import UnitOfWork

About = tuple[str, str | None, str, "datetime | None"]
"""To whom a question goes, its session, the requirement it is about, when it arose."""


class QuestionService(Service):
    """What is still to be asked or shown."""

    def ask(self, audit_id: str, text: str, to_whom: str = "", session_id: str | None = None, ref: str = "") -> Made:
        """Write a question down; raises `UserMistake`: `text_missing`, `requirement_unknown`, `audit_frozen`."""
        with self._workspace.write() as uow:
            row = add_question(uow, self._core, audit_id, text, (to_whom, session_id, ref, None))
            made = Made(row.id, uow.commit("question"))
        back, again = partial(self.drop, made.id), partial(self.reopen, made.id)
        self._core.undo.add(Step("undo_question", text.strip()[:60], back, again))
        return made

    def about(self, question_id: str, ref: str) -> Changes:
        """Say which requirement a question is about, none if `ref` is empty; raises `requirement_unknown`."""
        with self._workspace.write() as uow:
            row = self._open(uow, question_id)
            row.item_id = item_of(uow.session, row.audit_id, ref).id if ref else None
            uow.record("question.linked", row, audit=row.audit_id)
            return uow.commit("question")

    def answer(self, question_id: str, text: str, kind: SortedAs = SortedAs.NOTHING) -> Made:
        """Answer a question; by `kind` the answer becomes evidence, a note (`nothing`) or neither (`open`).

        Raises:
            UserMistake: `answer_missing`, `audit_frozen`.
        """
        clean = required(text, "answer_missing", "answer")
        with self._workspace.write() as uow:
            row = self._open(uow, question_id)
            before = (row.state, row.answer)
            row.answer, row.state = clean, QuestionState.ANSWERED
            uow.record("question.answered", row, audit=row.audit_id)
            made = self._make(uow, row, kind)
            changes = uow.commit("question", "note", "evidence")
        back = partial(self._unanswer, question_id, before, made)
        again = partial(self._answer_again, question_id, clean, made)
        self._core.undo.add(Step("undo_answer", row.text[:60], back, again))
        return Made(made[-1][1] if made else "", changes)

    def drop(self, question_id: str) -> Changes:
        """Drop a question that need not be asked any more."""
        return self._set_state(question_id, QuestionState.DROPPED)

    def reopen(self, question_id: str) -> Changes:
        """Ask a question again."""
        return self._set_state(question_id, QuestionState.OPEN)

    def _set_state(self, question_id: str, state: QuestionState) -> Changes:
        with self._workspace.write() as uow:
            row = self._open(uow, question_id)
            before = row.state
            if before is state:
                return uow.commit()
            row.state = state
            uow.record(f"question.{state.value}", row, audit=row.audit_id)
            changes = uow.commit("question")
        back, again = partial(self._set_state, question_id, before), partial(self._set_state, question_id, state)
        self._core.undo.add(Step("undo_question", row.text[:60], back, again))
        return changes

    def _make(self, uow: UnitOfWork, row: Question, kind: SortedAs) -> tuple[tuple[SortedAs, str], ...]:
        """Make a note or evidence of the answer; only evidence can be withdrawn again, a note stays in the record."""
        if kind is SortedAs.NOTHING:
            note = tables.Note(
                audit_id=row.audit_id, session_id=row.session_id, author=self._workspace.me.initials,
                text=f"{row.text}\n{row.answer}", said_by=row.to_whom, happened_at=uow.now,
                happened_zone=self._core.zone(),
                number=next_number(uow.session, tables.Note, row.audit_id, self._workspace.me.initials),
            )  # fmt: skip
            uow.session.add(note)
            uow.record("note.taken", note, audit=row.audit_id)
        if kind is not SortedAs.EVIDENCE:
            return ()
        return ((SortedAs.EVIDENCE, self._evidence(uow, row)),)

    def _evidence(self, uow: UnitOfWork, row: Question) -> str:
        """Make evidence of an answer: its marks count, the requirement of the question is linked, too."""
        facts, _here = facts_for(uow.session, row.audit_id, row.session_id)
        draft = draft_of(facts.read(row.answer), facts, row.session_id)
        asked = get_row(uow.session, CriteriaRow, row.item_id).ref if row.item_id else ""
        links = (LinkDraft(ref=asked),) if asked and asked not in {one.ref for one in draft.links} else ()
        person = facts.person_called(row.to_whom)
        role = (person.function or person.name) if person else row.to_whom
        whole = replace(
            draft,
            text=row.text,
            kind=EvidenceKind.INTERVIEW if draft.kind is EvidenceKind.NOTE else draft.kind,
            links=(*links, *draft.links),
            details={"role": role, **draft.details},
        )
        return add_evidence(uow, self._core, row.audit_id, titled(whole)).id

    def _unanswer(
        self, question_id: str, before: tuple[QuestionState, str], made: Sequence[tuple[SortedAs, str]]
    ) -> Changes:
        with self._workspace.write() as uow:
            row = self._open(uow, question_id)
            row.state, row.answer = before
            uow.record("question.taken_back", row, *take_back(uow, made), audit=row.audit_id, reason="undo")
            return uow.commit("question", "evidence")

    def _answer_again(self, question_id: str, text: str, made: Sequence[tuple[SortedAs, str]]) -> Changes:
        with self._workspace.write() as uow:
            row = self._open(uow, question_id)
            row.state, row.answer = QuestionState.ANSWERED, text
            uow.record("question.answered", row, *bring_back(uow, made), audit=row.audit_id)
            return uow.commit("question", "evidence")

    def _open(self, uow: UnitOfWork, question_id: str) -> Question:
        row = get_row(uow.session, Question, question_id)
        check_open(uow.session, row.audit_id)
        return row


def add_question(uow: UnitOfWork, core: Core, audit_id: str, text: str, about: About) -> Question:
    """Write a question inside a unit of work; raises as `QuestionService.ask`."""
    clean = required(text, "text_missing", "text")
    check_open(uow.session, audit_id)
    to_whom, session_id, ref, at = about
    author = core.workspace.me.initials
    row = Question(
        audit_id=audit_id, session_id=session_id, author=author, text=clean, to_whom=to_whom,
        number=next_number(uow.session, Question, audit_id, author),
        item_id=item_of(uow.session, audit_id, ref).id if ref else None,
        happened_at=at or uow.now, happened_zone=core.zone(),
    )  # fmt: skip
    uow.session.add(row)
    uow.record("question.asked", row, audit=audit_id, happened=row.happened_at)
    return row
