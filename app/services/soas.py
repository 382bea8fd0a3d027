"""Statements of Applicability: read a client's table, take it over as a version, compare and hand out versions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from app.decoding.table_client import read_table
from app.domain import soa as rules
from app.domain.cells import ForeignTable
from app.domain.changes import Changes
from app.domain.client import Client, Soa, SoaControl
from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.kinds import ItemKind
from app.domain.problems import Problem
from app.domain.soa import SoaDifference, SoaSums
from app.domain.soa_import import SoaLayout, SoaPreview
from app.exchange import soa_table, soa_template
from app.models import audit as audit_tables
from app.models import client as tables
from app.services.base import FROZEN, Made, Progress, Service, get_row, required
from app.services.catalogues import catalogue
from app.services.evidence import no_progress
from app.storage.records import from_value, load_client, to_value
from app.translation import load

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.storage.unit_of_work import UnitOfWork

CATALOGUE: Final = "iso27001"
LONGEST: Final = 32 * 1024 * 1024
PASTED: Final = ""
"""The name of a table that was pasted: it has no ending, so nothing contradicts it."""


@dataclass(frozen=True, slots=True)
class SoaVersion:
    """One version as a list shows it: what it is, its sums, and the references of the audits that use it."""

    id: str
    soa: Soa
    sums: SoaSums
    audits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SoaSheet:
    """One version as a page shows it.

    `titles` are our short titles by reference; `others` the further versions of the client, the latest first.
    """

    client: Client
    soa: Soa
    sums: SoaSums
    titles: dict[str, str]
    problems: tuple[Problem, ...]
    audits: tuple[str, ...]
    others: tuple[Soa, ...]


@dataclass(frozen=True, slots=True)
class SoaComparison:
    """Two versions and what differs between them, control by control."""

    old: Soa
    new: Soa
    differences: tuple[SoaDifference, ...]


class SoaService(Service):
    """Versions of the Statement of Applicability; one that was entered is never changed."""

    def versions(self, client_id: str) -> tuple[SoaVersion, ...]:
        """Return the versions of a client, the latest first."""
        with self._workspace.read() as session:
            get_row(session, tables.Client, client_id)
            client = load_client(session, client_id)
            found = [
                SoaVersion(one.id, one, rules.sums(one.controls), _used_by(session, one.id)) for one in client.soas
            ]
        return tuple(sorted(found, key=lambda one: _age(one.soa), reverse=True))

    def sheet(self, soa_id: str) -> SoaSheet:
        """Return one version with everything its page shows; raises `UserMistake("row_unknown")`."""
        with self._workspace.read() as session:
            client = load_client(session, get_row(session, tables.Soa, soa_id).client_id)
            audits = _used_by(session, soa_id)
        soa = next(one for one in client.soas if one.id == soa_id)
        others = sorted((one for one in client.soas if one.id != soa_id), key=_age, reverse=True)
        titles = _titles()
        found = rules.problems(soa, titles) if soa.controls else ()
        return SoaSheet(client, soa, rules.sums(soa.controls), titles, found, audits, tuple(others))

    def compare(self, old_id: str, new_id: str) -> SoaComparison:
        """Return what differs between two versions; raises `UserMistake("row_unknown")`."""
        with self._workspace.read() as session:
            old, new = _load(session, old_id), _load(session, new_id)
        return SoaComparison(old, new, rules.differences(old.controls, new.controls))

    def preview(self, path: Path, progress: Progress = no_progress) -> SoaPreview:
        """Return what a file would give; nothing is written. `progress` may raise `Cancelled`.

        Raises:
            ForeignFileProblem: `table_...`: the file cannot be opened, or is refused.
        """
        try:
            with path.open("rb") as stream:
                content = stream.read(LONGEST + 1)
        except OSError as error:
            raise ForeignFileProblem("table_not_readable", name=path.name) from error
        return self.preview_bytes(path.name, content, progress)

    def preview_text(self, text: str, progress: Progress = no_progress) -> SoaPreview:
        """Return what pasted cells would give, as `preview`."""
        return self.preview_bytes(PASTED, text.encode("utf-8", "replace"), progress)

    def preview_bytes(self, name: str, content: bytes, progress: Progress = no_progress) -> SoaPreview:
        """Return what the bytes of a file called `name` would give, as `preview`."""
        return self.read(read_table(name, content, progress))

    def read(self, table: ForeignTable, layout: SoaLayout | None = None, *, sheet: str | None = None) -> SoaPreview:
        """Return a table that was opened already, read in another way: other sheet, other meaning of its columns."""
        return soa_table.read(table, catalogue(CATALOGUE), layout, sheet=sheet)

    def take(
        self,
        client_id: str,
        edition: str,
        dated: date | None,
        approved_by: str,
        preview: SoaPreview,
        *,
        reference: str = "",
        approved_on: date | None = None,
    ) -> Made:
        """Take the rows of a preview over as a new version, in one unit of work.

        The same version with the same content again changes nothing. A version that so far is only named, with no
        control in it, is filled, unless an audit that is finished refers to it.

        Raises:
            UserMistake: `soa_edition_missing`; `soa_nothing_to_take`; `soa_edition_exists` with other content.
        """
        soa = Soa(
            edition=required(edition, "soa_edition_missing", "edition"),
            reference=reference.strip(),
            dated=dated,
            approved_by=approved_by.strip(),
            approved_on=approved_on,
            controls=preview.controls,
        )
        if not soa.controls:
            raise UserMistake("soa_nothing_to_take")
        with self._workspace.write() as uow:
            get_row(uow.session, tables.Client, client_id)
            known = _of_edition(uow.session, client_id, soa.edition)
            if known is None:
                return _enter(uow, client_id, soa)
            if not known.controls and not _frozen(uow.session, known.id):
                return _fill(uow, known, soa)
        if rules.same_content(known.controls, soa.controls) and known.dated == soa.dated:
            return Made(known.id, Changes(frozenset()))
        raise UserMistake("soa_edition_exists", field="edition", edition=known.edition)

    def template(self, client_id: str, language: str) -> bytes:
        """Return an empty XLSX with all controls, in a language, for the client to fill in."""
        with self._workspace.read() as session:
            name = get_row(session, tables.Client, client_id).name
        return soa_template.write(catalogue(CATALOGUE), load(language), soa_template.SoaHead(name))

    def export(self, soa_id: str, language: str) -> bytes:
        """Return one version as XLSX, in a language."""
        with self._workspace.read() as session:
            soa = _load(session, soa_id)
            name = get_row(session, tables.Client, soa.client_id).name
        return soa_template.write(catalogue(CATALOGUE), load(language), soa_template.SoaHead(name, soa))


def _titles() -> dict[str, str]:
    return {item.ref: item.title for item in catalogue(CATALOGUE).items if item.kind is ItemKind.CONTROL}


def _age(soa: Soa) -> tuple[date, str]:
    """Return what versions are ordered by: their date, then when they were entered."""
    return (soa.dated or date.min, soa.created_at.isoformat() if soa.created_at else "")


def _load(session: Session, soa_id: str) -> Soa:
    row = get_row(session, tables.Soa, soa_id)
    query = select(tables.SoaControl).where(tables.SoaControl.soa_id == soa_id).order_by(tables.SoaControl.position)
    return to_value(Soa, row, controls=tuple(to_value(SoaControl, one) for one in session.scalars(query)))


def _used_by(session: Session, soa_id: str) -> tuple[str, ...]:
    query = select(audit_tables.Audit.reference).where(audit_tables.Audit.soa_id == soa_id)
    return tuple(sorted(session.scalars(query)))


def _frozen(session: Session, soa_id: str) -> bool:
    query = select(audit_tables.Audit.state).where(audit_tables.Audit.soa_id == soa_id)
    return any(state in FROZEN for state in session.scalars(query))


def _of_edition(session: Session, client_id: str, edition: str) -> Soa | None:
    query = select(tables.Soa).where(tables.Soa.client_id == client_id)
    wanted = edition.casefold()
    row = next((row for row in session.scalars(query) if row.edition.strip().casefold() == wanted), None)
    return _load(session, row.id) if row else None


def _enter(uow: UnitOfWork, client_id: str, soa: Soa) -> Made:
    row = from_value(soa, tables.Soa, client_id=client_id)
    uow.session.add(row)
    uow.session.flush()  # the controls need the key
    controls = _add_controls(uow.session, row.id, soa)
    uow.record("soa.entered", row, *controls, audit=None)
    return Made(row.id, uow.commit("soa"))


def _fill(uow: UnitOfWork, known: Soa, soa: Soa) -> Made:
    """Fill a version that is only named; what it says about itself already stays."""
    row = get_row(uow.session, tables.Soa, known.id)
    changed = False
    for name in ("reference", "dated", "approved_by", "approved_on"):
        if not getattr(row, name) and getattr(soa, name):
            setattr(row, name, getattr(soa, name))
            changed = True
    controls = _add_controls(uow.session, row.id, soa)
    uow.record("soa.filled", *((row,) if changed else ()), *controls, audit=None)
    return Made(row.id, uow.commit("soa"))


def _add_controls(session: Session, soa_id: str, soa: Soa) -> list[tables.SoaControl]:
    rows = [
        from_value(replace(one, position=place), tables.SoaControl, soa_id=soa_id)
        for place, one in enumerate(soa.controls)
    ]
    session.add_all(rows)
    return rows
