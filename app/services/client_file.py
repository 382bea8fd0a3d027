"""The client file: its lists, head counts, scope sentences and editions of documents, and what its pages show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.domain import client_summary
from app.domain.changes import Changes
from app.domain.client import Client, Site
from app.domain.client_file import HeadCount, ScopeStatement
from app.domain.client_summary import ClientRow, ClientSheet
from app.domain.errors import UserMistake
from app.domain.head_counts import share_of, totals
from app.domain.kinds import ScopeState
from app.domain.record import AuditRow, Cycle
from app.models import audit as audit_tables
from app.models import client as tables
from app.models import client_file as file_tables
from app.services import client_rows
from app.services.audits import audit_rows
from app.services.base import Made, Service, get_row, required
from app.services.client_rows import BY_NAME, NEEDS, TABLES, FileRow
from app.services.undo import Step
from app.storage.records import from_value, load_client, to_value

_NEXT: Final = {
    ScopeState.PROPOSED: (ScopeState.AGREED, ScopeState.CERTIFIED),
    ScopeState.AGREED: (ScopeState.CERTIFIED, ScopeState.REPLACED),
    ScopeState.CERTIFIED: (ScopeState.REPLACED,),
    ScopeState.REPLACED: (),
}


_States = dict[str, tuple[ScopeState, date | None]]


class ClientFileService(Service):
    """What belongs to a client beside its name. A removal refuses with a sentence when something refers to the row."""

    # ------------------------------------------------------------------------------------------------------- reading

    def rows(self) -> tuple[ClientRow, ...]:
        """Return one line per client, by name."""
        today = self._today()
        with self._workspace.read() as session:
            audits = audit_rows(session)
            cycles = [to_value(Cycle, row) for row in session.scalars(select(audit_tables.Cycle))]
            places = [to_value(Site, row) for row in session.scalars(select(tables.Site))]
            known = [
                to_value(Client, row, sites=tuple(one for one in places if one.client_id == row.id))
                for row in session.scalars(select(tables.Client))
            ]
        return tuple(
            client_summary.client_row(one, _of(audits, one.id), _cycles(cycles, one.id), today)
            for one in sorted(known, key=lambda one: one.name.casefold())
        )

    def sheet(self, client_id: str) -> ClientSheet:
        """Return a client file with its audits, cycles and gaps; raises `UserMistake("row_unknown")`."""
        with self._workspace.read() as session:
            get_row(session, tables.Client, client_id)
            client = load_client(session, client_id)
            audits = _of(audit_rows(session), client_id)
            found = session.scalars(select(audit_tables.Cycle).where(audit_tables.Cycle.client_id == client_id))
            cycles = tuple(to_value(Cycle, row) for row in found)
        return ClientSheet(client=client, audits=audits, cycles=cycles, gaps=client_summary.gaps(client))

    def _today(self) -> date:
        return self._core.now().astimezone(ZoneInfo(self._core.zone())).date()

    # --------------------------------------------------------------------------------------------------------- lists

    def add(self, client_id: str, value: FileRow) -> Made:
        """Enter a row at the end of its list; raises `name_missing`, `title_missing`, `row_unknown`."""
        return self.add_many(client_id, (value,))

    def add_many(self, client_id: str, given: Iterable[FileRow]) -> Made:
        """Enter several rows in one unit of work; the id is that of the first. Raises as `add`."""
        rows = [_new_row(one, client_id=client_id) for one in given]
        if not rows:
            raise UserMistake("text_missing")
        with self._workspace.write() as uow:
            get_row(uow.session, tables.Client, client_id)
            for row in rows:
                client_rows.place_last(uow.session, row)
                uow.session.add(row)
                uow.session.flush()  # the next one stands behind it
            uow.record(f"{rows[0].__tablename__}.entered", *rows, audit=None)
            changes = uow.commit(*{row.__tablename__ for row in rows})
        self._remember_added(tuple((row.__tablename__, row.id) for row in rows), _name_of(rows[0]))
        return Made(rows[0].id, changes)

    def add_heads(self, site_id: str, count: HeadCount) -> Made:
        """Enter heads of a site by activity and shift; raises `heads_wrong`, `share_unreadable`, `row_unknown`."""
        if count.heads < 0:
            raise UserMistake("heads_wrong", field="heads")
        share = str(share_of(count.part_time))
        return self._add_one(from_value(replace(count, part_time=share), file_tables.HeadCount, site_id=site_id))

    def add_audit_data(self, audit_id: str, label: str, value: str = "", paper: str = "") -> Made:
        """Enter further data of the form for an audit, or for one kind of its papers (value of `PaperKind`).

        Raises:
            UserMistake: `name_missing`, `audit_unknown`, `audit_frozen`.
        """
        name = required(label, "name_missing", "label")
        return self._add_one(file_tables.FurtherData(audit_id=audit_id, label=name, value=value, paper=paper))

    def _add_one(self, row: Any) -> Made:  # noqa: ANN401 - a row of `TABLES`
        with self._workspace.write() as uow:
            audit_id = client_rows.audit_of_row(uow.session, row)
            if isinstance(row, file_tables.HeadCount):
                get_row(uow.session, tables.Site, row.site_id)
            client_rows.place_last(uow.session, row)
            uow.session.add(row)
            uow.record(f"{row.__tablename__}.entered", row, audit=audit_id)
            changes = uow.commit(row.__tablename__)
        self._remember_added(((row.__tablename__, row.id),), _name_of(row))
        return Made(row.id, changes)

    def remove(self, kind: str, row_id: str) -> Changes:
        """Take a row out, with its head counts or editions; the trail keeps it. Undo puts it back.

        Raises:
            UserMistake: what refers to the row (`site_used_by_audit` and others), `row_unknown`, `audit_frozen`.
        """
        changes, kept = self._remove(((kind, row_id),))
        self._core.undo.add(Step("undo_removal", _name_of(kept[0][0]), *self._both_ways(kept, ((kind, row_id),))))
        return changes

    def move(self, kind: str, row_id: str, step: int) -> Changes:
        """Move a row up (-1) or down (+1) in its list; at the end of it nothing happens."""
        with self._workspace.write() as uow:
            row = get_row(uow.session, BY_NAME[kind], row_id)
            audit_id = client_rows.audit_of_row(uow.session, row)
            rows = client_rows.siblings(uow.session, row)
            here = rows.index(row)
            there = min(max(here + step, 0), len(rows) - 1)
            rows.insert(there, rows.pop(here))
            moved = [one for place, one in enumerate(rows) if one.position != place]
            for place, one in enumerate(rows):
                one.position = place
            if not moved:
                return uow.commit()
            uow.record(f"{kind}.moved", *moved, audit=audit_id)
            changes = uow.commit(kind)
        self._remember_move(kind, row_id, there - here)
        return changes

    def _remember_move(self, kind: str, row_id: str, step: int) -> None:
        back, again = partial(self.move, kind, row_id, -step), partial(self.move, kind, row_id, step)
        self._core.undo.add(Step("undo_field", kind, back, again))

    def _remember_added(self, keys: tuple[tuple[str, str], ...], name: str) -> None:
        kept: list[tuple[Any, ...]] = []

        def back() -> Changes:
            changes, kept[:] = self._remove(keys)
            return changes

        def again() -> Changes:
            return self._put_back(tuple(kept))

        self._core.undo.add(Step("undo_entry", name, back, again))

    def _both_ways(self, kept: list[tuple[Any, ...]], keys: tuple[tuple[str, str], ...]) -> tuple[Any, Any]:
        def again() -> Changes:
            changes, kept[:] = self._remove(keys)
            return changes

        return (lambda: self._put_back(tuple(kept))), again

    def _remove(self, keys: tuple[tuple[str, str], ...]) -> tuple[Changes, list[tuple[Any, ...]]]:
        with self._workspace.write() as uow:
            kept = []
            for kind, row_id in keys:
                row = get_row(uow.session, BY_NAME[kind], row_id)
                client_rows.audit_of_row(uow.session, row)
                kept.append(client_rows.take_out(uow, row))
            return uow.commit(*{kind for kind, _ in keys}), kept

    def _put_back(self, kept: tuple[tuple[Any, ...], ...]) -> Changes:
        with self._workspace.write() as uow:
            for one in kept:
                client_rows.put_back(uow, one)
            return uow.commit(*{one[0].__tablename__ for one in kept})

    # ------------------------------------------------------------------------------------------------ heads and sites

    def take_sum(self, site_id: str) -> Changes:
        """Make the sum of the head counts the confirmed total of a site; undone like any typing."""
        with self._workspace.read() as session:
            row = get_row(session, tables.Site, site_id)
            site = next(one for one in load_client(session, row.client_id).sites if one.id == site_id)
        return self._set_heads(site_id, site.heads, totals(site.head_counts).persons)

    def _set_heads(self, site_id: str, old: int | None, new: int | None) -> Changes:
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.Site, site_id)
            if row.heads == new:
                return uow.commit()
            row.heads = new
            uow.record("site.heads_taken_over", row, audit=None)
            changes = uow.commit("site")
        back, again = partial(self._set_heads, site_id, new, old), partial(self._set_heads, site_id, old, new)
        self._core.undo.add(Step("undo_field", "site.heads", back, again))
        return changes

    # --------------------------------------------------------------------------------------------------------- scope

    def add_scope(self, client_id: str, edition: str, language: str, text: str | None = None) -> Made:
        """Begin a new version of the scope sentence; without a text it starts from the latest in that language.

        Raises:
            UserMistake: `edition_missing`, `scope_exists`, `row_unknown`.
        """
        name = required(edition, "edition_missing", "edition")
        with self._workspace.write() as uow:
            get_row(uow.session, tables.Client, client_id)
            known = load_client(uow.session, client_id)
            if any((one.edition, one.language) == (name, language) for one in known.scopes):
                raise UserMistake("scope_exists", field="edition", edition=name)
            if text is None:
                text = next((one.text for one in reversed(known.scopes) if one.language == language), known.scope)
            value = ScopeStatement(edition=name, language=language, text=text)
            row = from_value(value, file_tables.ScopeStatement, client_id=client_id)
            client_rows.place_last(uow.session, row)
            uow.session.add(row)
            uow.record("scope_statement.entered", row, audit=None)
            changes = uow.commit("scope_statement")
        self._remember_added((("scope_statement", row.id),), name)
        return Made(row.id, changes)

    def set_scope_state(self, scope_id: str, state: ScopeState, on: date | None = None) -> Changes:
        """Say that a sentence is agreed, stands on the certificate, or is replaced; dated `on`, else today.

        One that becomes agreed or certified replaces the earlier ones of that state in the same language; a certified
        one replaces the agreed ones as well.

        Raises:
            UserMistake: `scope_state_wrong`, `text_missing`, `row_unknown`.
        """
        with self._workspace.write() as uow:
            row = get_row(uow.session, file_tables.ScopeStatement, scope_id)
            if state not in _NEXT[row.state]:
                raise UserMistake("scope_state_wrong")
            required(row.text, "text_missing", "text")
            touched, before = [row], _scope_states(client_rows.siblings(uow.session, row))
            if state is not ScopeState.REPLACED:
                row.valid_from = on or self._today()
                for one in client_rows.siblings(uow.session, row):
                    old = one.state is state or (state is ScopeState.CERTIFIED and one.state is ScopeState.AGREED)
                    if one is not row and one.language == row.language and old:
                        one.state = ScopeState.REPLACED
                        touched.append(one)
            row.state = state
            after = _scope_states(client_rows.siblings(uow.session, row))
            uow.record("scope_statement.state_set", *touched, audit=None)
            changes = uow.commit("scope_statement")
        back, again = partial(self._set_states, before), partial(self._set_states, after)
        self._core.undo.add(Step("undo_field", "scope_statement.state", back, again))
        return changes

    def _set_states(self, states: _States) -> Changes:
        with self._workspace.write() as uow:
            touched = []
            for key, (state, valid_from) in states.items():
                row = get_row(uow.session, file_tables.ScopeStatement, key)
                if (row.state, row.valid_from) != (state, valid_from):
                    row.state, row.valid_from = state, valid_from
                    touched.append(row)
            if touched:
                uow.record("scope_statement.state_set_back", *touched, audit=None)
            return uow.commit("scope_statement")

    def remove_scope(self, scope_id: str) -> Changes:
        """Take a proposed sentence out; raises `UserMistake("scope_fixed")` for one that was agreed."""
        with self._workspace.read() as session:
            if get_row(session, file_tables.ScopeStatement, scope_id).state is not ScopeState.PROPOSED:
                raise UserMistake("scope_fixed")
        return self.remove("scope_statement", scope_id)

    # ----------------------------------------------------------------------------------------------------- documents

    def new_edition(self, document_id: str, edition: str, dated: date | None, note: str = "") -> Changes:
        """Put a new edition into the register; the old one goes into the history of the document.

        Raises:
            UserMistake: `edition_missing`, `edition_same`, `row_unknown`.
        """
        name = required(edition, "edition_missing", "edition")
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.ClientDocument, document_id)
            if row.edition == name and row.dated == dated:
                raise UserMistake("edition_same", field="edition", edition=name)
            old = renew(uow.session, row, self._today(), note)
            row.edition, row.dated = name, dated
            uow.record("client_document.renewed", row, old, audit=None)
            return uow.commit("client_document", "document_edition")


def _scope_states(rows: Iterable[file_tables.ScopeStatement]) -> _States:
    return {row.id: (row.state, row.valid_from) for row in rows}


def renew(session: Any, row: tables.ClientDocument, on: date, note: str = "") -> file_tables.DocumentEdition:  # noqa: ANN401 - a Session
    """Put what the register says about a document now into its history and return the new row of it."""
    same = file_tables.DocumentEdition.document_id == row.id
    position = len(session.scalars(select(file_tables.DocumentEdition.id).where(same)).all())
    old = file_tables.DocumentEdition(
        document_id=row.id, edition=row.edition, dated=row.dated, title=row.title, owner=row.owner, replaced_on=on,
        note=note, position=position,
    )  # fmt: skip
    session.add(old)
    return old


def _new_row(value: FileRow, **owner: str) -> Any:  # noqa: ANN401 - a row of the table that belongs to the value
    table = TABLES[type(value)]
    if table in NEEDS:
        field, code = NEEDS[table]
        owner[field] = required(getattr(value, field), code, field)
    return from_value(value, table, **owner)


def _name_of(row: Any) -> str:  # noqa: ANN401 - a row of `TABLES`
    """Return what a row is called in the menu of undo."""
    names = (getattr(row, field, "") for field in ("name", "title", "label", "standard", "activity", "edition"))
    return next((name for name in names if name), "")


def _of(audits: Iterable[AuditRow], client_id: str) -> tuple[AuditRow, ...]:
    return tuple(one for one in audits if one.client_id == client_id)


def _cycles(cycles: Iterable[Cycle], client_id: str) -> tuple[Cycle, ...]:
    return tuple(one for one in cycles if one.client_id == client_id)
