"""What is known about the people of the body: areas of competence, and whom or what they may not audit (D-12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from app.domain.client import Person
from app.domain.errors import UserMistake
from app.domain.preparing import Bar, Competence
from app.models import client as client_tables
from app.models import preparing as tables
from app.services.base import Made, Service, get_row, required
from app.services.undo import Step
from app.storage.records import from_value, to_value

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.domain.changes import Changes

_TABLES: Final[dict[str, tuple[type[Any], type[Any]]]] = {
    "competence": (Competence, tables.Competence),
    "bar": (Bar, tables.Bar),
}


@dataclass(frozen=True, slots=True)
class PersonFile:
    """A person with all areas and bars; `clients` are (id, name) of the clients a bar can be about."""

    person: Person
    competences: tuple[Competence, ...]
    bars: tuple[Bar, ...]
    clients: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Return the key of the person."""
        return self.person.id


class PersonFiles(Service):
    """Competence and bars; each row is entered and taken out by a verb, its fields are typed."""

    def people(self) -> tuple[PersonFile, ...]:
        """Return every person of the body by name, with areas and bars."""
        with self._workspace.read() as session:
            people = session.scalars(select(client_tables.Person).order_by(client_tables.Person.name)).all()
            clients = session.execute(select(client_tables.Client.id, client_tables.Client.name)).all()
            named = tuple(sorted(((row.id, row.name) for row in clients), key=lambda one: one[1].casefold()))
            held, barred = _by_person(session, "competence"), _by_person(session, "bar")
            return tuple(
                PersonFile(to_value(Person, row), held.get(row.id, ()), barred.get(row.id, ()), named) for row in people
            )

    def add_competence(self, person_id: str, competence: Competence) -> Made:
        """Enter an area of competence; raises `UserMistake("area_missing")`."""
        area = required(competence.area, "area_missing", "area")
        return self._enter(person_id, replace(competence, area=area), tables.Competence)

    def add_bar(self, person_id: str, bar: Bar) -> Made:
        """Enter whom or what a person may not audit; raises `UserMistake("bar_without_object")`."""
        if not bar.client_id and not bar.subject.strip():
            raise UserMistake("bar_without_object", field="subject")
        return self._enter(person_id, replace(bar, subject=bar.subject.strip()), tables.Bar)

    def remove_entry(self, kind: str, row_id: str) -> Changes:
        """Take an area (`competence`) or a bar (`bar`) of a person out; the trail keeps it, undo enters it again."""
        value, table = _TABLES[kind]
        with self._workspace.write() as uow:
            row = get_row(uow.session, table, row_id)
            kept = to_value(value, row)
            uow.session.delete(row)
            uow.record(f"{kind}.removed", row, audit=None)
            changes = uow.commit(kind)
        back = partial(self._put_back, kept, table)
        again = partial(self._remove_last, kind, kept)
        self._core.undo.add(Step("undo_removal", _named(kept), back, again))
        return changes

    def _enter(self, person_id: str, value: Competence | Bar, table: type[Any]) -> Made:
        kind = table.__tablename__
        with self._workspace.write() as uow:
            get_row(uow.session, client_tables.Person, person_id)
            taken = uow.session.scalars(select(table.position).filter_by(person_id=person_id))
            place = max(taken, default=-1) + 1
            row = from_value(value, table, person_id=person_id, position=place)
            uow.session.add(row)
            uow.record(f"{kind}.entered", row, audit=None)
            made = Made(row.id, uow.commit(kind))
        kept = replace(value, person_id=person_id)
        back, again = partial(self._remove_last, kind, kept), partial(self._put_back, kept, table)
        self._core.undo.add(Step("undo_entry", _named(value), back, again))
        return made

    def _put_back(self, value: Competence | Bar, table: type[Any]) -> Changes:
        return self._enter(value.person_id, value, table).changes

    def _remove_last(self, kind: str, value: Competence | Bar) -> Changes:
        """Take the newest row that says the same out again (its key changed if it was entered anew)."""
        with self._workspace.read() as session:
            same = [one for one in _by_person(session, kind).get(value.person_id, ()) if _named(one) == _named(value)]
        if not same:
            raise UserMistake("row_unknown", table=kind)
        return self.remove_entry(kind, same[-1].id)


def _named(value: Competence | Bar) -> str:
    if isinstance(value, Competence):
        return " ".join(part for part in (value.area, value.code) if part)
    return value.subject or value.reason


def _by_person(session: Session, kind: str) -> dict[str, tuple[Any, ...]]:
    """Return person id -> rows of `kind` in their order."""
    value, table = _TABLES[kind]
    found: dict[str, tuple[Any, ...]] = {}
    for row in session.scalars(select(table).order_by(table.position, table.created_at, table.id)):
        found[row.person_id] = (*found.get(row.person_id, ()), to_value(value, row))
    return found
