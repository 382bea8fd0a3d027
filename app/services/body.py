"""Settings of the certification body and its people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from app.domain.changes import Changes
from app.domain.client import Body, BodyPaper, BodyText, Person
from app.models import client as tables
from app.models.record import WorkspaceInfo
from app.services.base import Made, Service, get_row, required
from app.storage.records import from_value, load_body, to_value
from app.storage.workspace import Me

CHILDREN = ("papers", "texts")


class BodyService(Service):
    """The certification body as every paper shows it, and who works for it."""

    def get(self) -> Body:
        """Return the settings; empty ones while nothing was entered (`id` is then empty)."""
        with self._workspace.read() as session:
            return load_body(session)

    def ensure(self) -> Made:
        """Make the row of the settings if there is none, so that single fields can be typed into it."""
        body = self.get()
        if body.id:
            return Made(body.id, Changes(frozenset()))
        return self._add(Body())

    def _add(self, body: Body) -> Made:
        with self._workspace.write() as uow:
            row = from_value(body, tables.Body)
            uow.session.add(row)
            uow.record("body.entered", row, audit=None)
            return Made(row.id, uow.commit("body"))

    def set_up(self, body: Body) -> Made:
        """Enter all settings at once (sample audit, import): papers and texts included."""
        existing = self.ensure()
        with self._workspace.write() as uow:
            row = uow.session.get_one(tables.Body, existing.id)
            for name in ("name", "address", "accreditation", "colour", "second_colour", "report_language",
                         "report_days", "plan_days", "major_days", "major_months", "logo_id"):  # fmt: skip
                setattr(row, name, getattr(body, name))
            added = [from_value(one, tables.BodyPaper, body_id=row.id) for one in body.papers]
            added += [from_value(one, tables.BodyText, body_id=row.id) for one in body.texts]
            uow.session.add_all(added)
            uow.record("body.set_up", row, *added, audit=None)
            return Made(row.id, uow.commit("body"))

    def set_paper(self, paper: str, form_number: str, form_revision: str, issued_on: date | None) -> Changes:
        """Set the form number, revision and issue date of one kind of paper (value of `PaperKind`)."""
        body_id = self.ensure().id
        with self._workspace.write() as uow:
            query = select(tables.BodyPaper).filter_by(body_id=body_id, paper=paper)
            row = uow.session.scalars(query).first()
            if row is None:
                row = from_value(BodyPaper(paper=paper), tables.BodyPaper, body_id=body_id)
                uow.session.add(row)
            row.form_number, row.form_revision, row.issued_on = form_number, form_revision, issued_on
            uow.record("body.form_set", row, audit=None)
            return uow.commit("body_paper")

    def set_text(self, key: str, language: str, text: str) -> Changes:
        """Set a text of the body (`sampling`, `complaints`, `confidentiality`) in one language."""
        body_id = self.ensure().id
        with self._workspace.write() as uow:
            query = select(tables.BodyText).filter_by(body_id=body_id, key=key, language=language)
            row = uow.session.scalars(query).first()
            if row is None:
                row = from_value(BodyText(key=key, language=language), tables.BodyText, body_id=body_id)
                uow.session.add(row)
            row.text = text
            uow.record("body.text_set", row, audit=None)
            return uow.commit("body_text")

    def set_logo(self, name: str, data: bytes) -> Changes:
        """Keep the body's logo (PNG or JPEG bytes); it is printed on every paper."""
        body_id = self.ensure().id
        stored = self._workspace.blobs.put_bytes(data, name)
        with self._workspace.write() as uow:
            row = uow.session.get_one(tables.Body, body_id)
            row.logo_id = stored.id
            uow.record("body.logo_set", row, audit=None)
            return uow.commit("body")

    def people(self) -> tuple[Person, ...]:
        """Return the people of the body by name."""
        with self._workspace.read() as session:
            rows = session.scalars(select(tables.Person).order_by(tables.Person.name))
            return tuple(to_value(Person, row) for row in rows)

    def add_person(self, person: Person) -> Made:
        """Enter a person; raises `UserMistake("name_missing")`."""
        clean = replace(person, name=required(person.name, "name_missing", "name"))
        with self._workspace.write() as uow:
            row = from_value(clean, tables.Person)
            uow.session.add(row)
            uow.record("person.entered", row, audit=None)
            return Made(row.id, uow.commit("person"))

    def i_am(self, person_id: str) -> None:
        """Say which person uses this workspace; every later entry carries that person."""
        with self._workspace.write() as uow:
            get_row(uow.session, tables.Person, person_id)
            info = uow.session.scalars(select(WorkspaceInfo)).one()
            info.person_id = person_id
            uow.record("workspace.user_named", info, audit=None)
            uow.commit("workspace_info")
        self.take_me_up()

    def take_me_up(self) -> None:
        """Let the workspace know who was named, after opening it."""
        with self._workspace.read() as session:
            info = session.scalars(select(WorkspaceInfo)).one()
            person = session.get(tables.Person, info.person_id) if info.person_id else None
            if person is None:  # the account's name, until somebody says who works here
                name = self._workspace.me.name
                self._workspace.me = Me("", name, initials_of(name), self._core.zone())
                return
            initials = person.initials or initials_of(person.latin_name or person.name)
            self._workspace.me = Me(person.id, person.name, initials, self._core.zone())

    def introduce(self, name: str, initials: str) -> str:
        """Return the id of the person called `name`; while no user of this workspace is named, it is that person.

        So the lead auditor of the first audit need not visit the settings before typing.
        """
        with self._workspace.read() as session:
            known = session.scalars(select(tables.Person).filter_by(name=name)).first()
        person_id = known.id if known else self.add_person(Person(name=name, initials=initials)).id
        if not self._workspace.me.person_id:
            self.i_am(person_id)
        return person_id

    def me(self) -> Person | None:
        """Return who uses this workspace, `None` until somebody said so."""
        with self._workspace.read() as session:
            row = session.get(tables.Person, self._workspace.me.person_id)
            return None if row is None else to_value(Person, row)


def initials_of(name: str) -> str:
    """Return the initials that number a person's evidence, `KZB` for three names; at least one letter."""
    letters = "".join(part[0] for part in name.replace("-", " ").split() if part[0].isalpha())
    return letters.upper()[:4] or "X"
