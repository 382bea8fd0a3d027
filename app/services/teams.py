"""The team of an audit: assignment, declarations, and what the client says to the names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.domain import declarations as rules
from app.domain.errors import UserMistake
from app.domain.kinds import Assignment, Confirmation, StatementKind, StatementOutcome
from app.domain.preparing import ClientStatement, Declaration
from app.models import client as client_tables
from app.models import preparing as tables
from app.models.audit import TeamMember
from app.services.base import Made, get_row, open_audit, required
from app.services.person_files import PersonFiles
from app.storage.records import from_value, to_value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from app.domain.changes import Changes
    from app.domain.declarations import DeclarationDraft
    from app.storage.unit_of_work import UnitOfWork


class TeamService(PersonFiles):
    """Who takes part, what they signed, and whether the client agrees (17021-1, 9.2.2 and 9.2.3)."""

    def assign(self, member_id: str, on: date | None = None) -> Changes:
        """Ask a member to take part; an earlier answer is open again."""
        return self._answer(member_id, Assignment.OPEN, "", on, "member.assigned")

    def accept(self, member_id: str, on: date | None = None) -> Changes:
        """Record that a member took the assignment."""
        return self._answer(member_id, Assignment.ACCEPTED, "", on, "member.accepted")

    def decline(self, member_id: str, reason: str, on: date | None = None) -> Changes:
        """Record that a member does not take part, with the reason; raises `UserMistake("reason_missing")`.

        Declarations and objections stay with the name, so that the file shows who was meant and why it came otherwise.
        """
        clean = required(reason, "reason_missing", "assignment_reason")
        return self._answer(member_id, Assignment.DECLINED, clean, on, "member.declined")

    def is_person(self, member_id: str, person_id: str) -> Changes:
        """Say which person of the body a member is, so that competence and bars count."""
        with self._workspace.write() as uow:
            row = _member(uow, member_id)
            person = get_row(uow.session, client_tables.Person, person_id)
            row.person_id, row.name, row.latin_name = person.id, person.name, person.latin_name
            row.initials = person.initials or row.initials
            uow.record("member.identified", row, audit=row.audit_id)
            return uow.commit("team_member")

    def declare(
        self,
        member_id: str,
        drafts: Sequence[DeclarationDraft],
        signed_name: str,
        on: date | None = None,
        how: Confirmation = Confirmation.TYPED,
    ) -> Changes:
        """Record what a member declared, with the text that was shown and its SHA-256; a new one replaces the old.

        Raises:
            UserMistake: `declared_nothing`, `declaration_answer_missing`, `declaration_remark_missing`,
                `signed_name_missing`, `signed_name_differs`, `member_takes_no_part`.
        """
        with self._workspace.write() as uow:
            member = _member(uow, member_id)
            signed_on = on or self._today()
            _check(member, drafts, signed_name, signed_on)
            known = {one.kind: one for one in uow.session.scalars(_declarations(member_id))}
            rows: list[Any] = [_declared(uow, member, draft, known.get(draft.kind)) for draft in drafts]
            for row in rows:
                row.signed_on, row.signed_name, row.how = signed_on, " ".join(signed_name.split()), how
            member.declared_on = signed_on
            uow.record("member.declared", member, *rows, audit=member.audit_id)
            return uow.commit("declaration", "team_member")

    def decide(self, declaration_id: str, *, allowed: bool, reason: str) -> Changes:
        """Record what the body decided about an answer that raises a doubt; the answer itself stays as it was given.

        Raises:
            UserMistake: `reason_missing`, `declaration_is_clean`.
        """
        clean = required(reason, "reason_missing", "reason")
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.Declaration, declaration_id)
            open_audit(uow.session, row.audit_id)
            if not rules.doubtful(to_value(Declaration, row)):
                raise UserMistake("declaration_is_clean")
            said = {
                "key": rules.DECISION, "answer": allowed, "remark": clean,
                "by": self._workspace.me.name, "on": self._today().isoformat(),
            }  # fmt: skip
            row.answers = [one for one in row.answers if one.get("key") != rules.DECISION] + [said]
            uow.record("declaration.decided", row, audit=row.audit_id, reason=clean)
            return uow.commit("declaration")

    def send_to_client(self, audit_id: str, on: date | None = None) -> Made:
        """Record that the names of the team went to the client; the time to object counts from this day (D-01)."""
        return self._say(audit_id, ClientStatement(kind=StatementKind.TEAM, said_on=on or self._today()))

    def client_accepts(self, audit_id: str, by_name: str, on: date | None = None, text: str = "") -> Made:
        """Record that the client accepts the team and declares to have no business with its people.

        `text` is the client's own declaration as it was shown; raises `UserMistake("name_missing")`.
        """
        name = required(by_name, "name_missing", "by_name")
        accepted = StatementOutcome.ACCEPTED
        said = ClientStatement(
            kind=StatementKind.TEAM, outcome=accepted, by_name=name, text=text, said_on=on or self._today()
        )
        return self._say(audit_id, said)

    def client_objects(
        self, audit_id: str, by_name: str, text: str, on: date | None = None, member_id: str | None = None
    ) -> Made:
        """Record an objection to one member, or to the team as a whole.

        Raises:
            UserMistake: `name_missing`, `objection_missing`.
        """
        name = required(by_name, "name_missing", "by_name")
        words = required(text, "objection_missing", "text")
        said = ClientStatement(
            kind=StatementKind.TEAM, outcome=StatementOutcome.OBJECTION, by_name=name, text=words,
            said_on=on or self._today(), member_id=member_id,
        )  # fmt: skip
        return self._say(audit_id, said)

    def answer_objection(self, statement_id: str, answer: str, on: date | None = None) -> Changes:
        """Record what the body answers to an objection; raises `UserMistake("answer_missing")`."""
        clean = required(answer, "answer_missing", "answer")
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.ClientStatement, statement_id)
            open_audit(uow.session, row.audit_id)
            row.answer, row.answered_by = clean, self._workspace.me.name
            row.answered_on = on or self._today()
            uow.record("client.answered", row, audit=row.audit_id)
            return uow.commit("client_statement")

    def _answer(self, member_id: str, value: Assignment, reason: str, on: date | None, kind: str) -> Changes:
        with self._workspace.write() as uow:
            row = _member(uow, member_id)
            row.assignment, row.assignment_reason, row.assigned_on = value, reason, on or self._today()
            uow.record(kind, row, audit=row.audit_id, reason=reason)
            return uow.commit("team_member")

    def _say(self, audit_id: str, statement: ClientStatement) -> Made:
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            place = _next_place(uow.session, audit_id)
            row = from_value(statement, tables.ClientStatement, audit_id=audit_id, position=place)
            uow.session.add(row)
            uow.record(f"client.{statement.outcome.value}_team", row, audit=audit_id)
            return Made(row.id, uow.commit("client_statement"))

    def _today(self) -> date:
        return self._core.now().astimezone(ZoneInfo(self._core.zone())).date()


def _member(uow: UnitOfWork, member_id: str) -> TeamMember:
    row = get_row(uow.session, TeamMember, member_id)
    open_audit(uow.session, row.audit_id)
    return row


def _check(member: TeamMember, drafts: Sequence[DeclarationDraft], typed: str, on: date) -> None:
    """Raise for the first thing a signature lacks."""
    if member.assignment is Assignment.DECLINED:
        raise UserMistake("member_takes_no_part", name=member.name)
    if not drafts:
        raise UserMistake("declared_nothing")
    for one in rules.signing_problems(drafts, member.role, member.name, typed, on):
        values = {name: value for name, value in one.values if name != "field"}
        raise UserMistake(one.code, field=one.field, **values)


def _declared(
    uow: UnitOfWork, member: TeamMember, draft: DeclarationDraft, known: tables.Declaration | None
) -> tables.Declaration:
    row = known or tables.Declaration(audit_id=member.audit_id, member_id=member.id, kind=draft.kind)
    row.answers = rules.to_stored(draft.answers)
    row.text, row.text_sha256 = draft.text, rules.text_hash(draft.text)
    uow.session.add(row)
    return row


def _declarations(member_id: str) -> Any:  # noqa: ANN401 - a statement over declarations
    return select(tables.Declaration).filter_by(member_id=member_id)


def _next_place(session: Session, audit_id: str) -> int:
    places = session.scalars(select(tables.ClientStatement.position).filter_by(audit_id=audit_id))
    return max(places, default=-1) + 1
