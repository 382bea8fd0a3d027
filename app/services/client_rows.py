"""Rows of the client file: entering, taking out and putting back, with what refers to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.domain import client as client_values
from app.domain import client_file as values
from app.domain.errors import UserMistake
from app.models import audit, client, client_file, preparing, programme
from app.services.base import check_open, get_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.storage.unit_of_work import UnitOfWork

FileRow = (
    values.Sector | values.Process | values.LegalDuty | values.OtherCertificate | values.FurtherData
    | client_values.Contact | client_values.Site | client_values.ClientDocument | values.HeadCount
)  # fmt: skip
TABLES: Final[dict[type[Any], type[Any]]] = {
    values.Sector: client_file.Sector,
    values.Process: client_file.Process,
    values.LegalDuty: client_file.LegalDuty,
    values.OtherCertificate: client_file.OtherCertificate,
    values.FurtherData: client_file.FurtherData,
    values.HeadCount: client_file.HeadCount,
    values.ScopeStatement: client_file.ScopeStatement,
    client_values.Contact: client.Contact,
    client_values.Site: client.Site,
    client_values.ClientDocument: client.ClientDocument,
}
BY_NAME: Final[dict[str, type[Any]]] = {table.__tablename__: table for table in TABLES.values()}
NEEDS: Final[dict[type[Any], tuple[str, str]]] = {
    client.Contact: ("name", "name_missing"),
    client.Site: ("name", "name_missing"),
    client.ClientDocument: ("title", "title_missing"),
    client_file.Process: ("name", "name_missing"),
    client_file.LegalDuty: ("title", "title_missing"),
    client_file.OtherCertificate: ("standard", "name_missing"),
    client_file.FurtherData: ("label", "name_missing"),
}
"""The field that a row cannot be without, and what is said when it is empty."""
_CHILDREN: Final[dict[type[Any], tuple[type[Any], str]]] = {
    client.Site: (client_file.HeadCount, "site_id"),
    client.ClientDocument: (client_file.DocumentEdition, "document_id"),
}
"""Rows that go with their owner."""


def owner_columns(table: type[Any]) -> tuple[str, ...]:
    """Return the columns that say among which rows a row has its position."""
    if table is client_file.HeadCount:
        return ("site_id",)
    return ("client_id", "audit_id") if table is client_file.FurtherData else ("client_id",)


def siblings(session: Session, row: Any) -> list[Any]:  # noqa: ANN401 - a row of `TABLES`
    """Return the rows beside `row`, itself included, in their order."""
    table = type(row)
    same = [getattr(table, name) == getattr(row, name) for name in owner_columns(table)]
    return list(session.scalars(select(table).where(*same).order_by(table.position, table.created_at, table.id)))


def place_last(session: Session, row: Any) -> None:  # noqa: ANN401 - as above
    """Give a new row the place after the last of its siblings."""
    table = type(row)
    same = [getattr(table, name) == getattr(row, name) for name in owner_columns(table)]
    last = session.scalar(select(func.max(table.position)).where(*same))
    row.position = 0 if last is None else last + 1


def audit_of_row(session: Session, row: Any) -> str | None:  # noqa: ANN401 - as above
    """Return the audit that a line of further data belongs to; raises `audit_frozen` when it takes no more changes."""
    audit_id: str | None = getattr(row, "audit_id", None)
    if audit_id is not None:
        check_open(session, audit_id)
    return audit_id


def take_out(uow: UnitOfWork, row: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as above
    """Delete `row` and what goes with it; return copies that `put_back` can enter again, the owner first.

    Raises:
        UserMistake: a code that names what refers to the row.
    """
    refuse_used(uow.session, row)
    gone = [row]
    owned = _CHILDREN.get(type(row))
    if owned is not None:
        table, column = owned
        gone += uow.session.scalars(select(table).where(getattr(table, column) == row.id).order_by(table.position))
    kept = tuple(_copy(one) for one in gone)
    for one in reversed(gone):
        uow.session.delete(one)
        if one is not row:
            uow.session.flush()  # children before their owner: the tables know no order
    try:
        uow.record(f"{row.__tablename__}.removed", *gone, audit=getattr(row, "audit_id", None))
    except IntegrityError as error:
        raise UserMistake("still_referred_to") from error
    return kept


def put_back(uow: UnitOfWork, kept: tuple[Any, ...]) -> None:
    """Enter again what `take_out` gave, under the same keys."""
    rows = [_copy(one) for one in kept]
    audit_id = audit_of_row(uow.session, rows[0])
    for one in rows:
        uow.session.add(one)
        uow.session.flush()  # the owner before its children
    uow.record(f"{rows[0].__tablename__}.put_back", *rows, audit=audit_id)


def _copy(row: Any) -> Any:  # noqa: ANN401 - any row
    names = [attribute.key for attribute in type(row).__mapper__.column_attrs if attribute.key != "version"]
    return type(row)(**{name: getattr(row, name) for name in names})


def refuse_used(session: Session, row: Any) -> None:  # noqa: ANN401 - a row of `TABLES`
    """Raise a `UserMistake` that names what refers to `row`; nothing when nothing does."""
    if isinstance(row, client.Site):
        _site(session, row)
    elif isinstance(row, client_file.Process):
        used = select(audit.TimetableRow.audit_id).where(audit.TimetableRow.process_id == row.id)
        _refuse_audit(session, used, "process_planned")
        _programme(session, row.id)
    elif isinstance(row, client.ClientDocument):
        used = select(preparing.DocumentReview.audit_id).where(preparing.DocumentReview.document_id == row.id)
        _refuse_audit(session, used, "document_reviewed")


def _site(session: Session, site: client.Site) -> None:
    used = select(audit.AuditSite.audit_id).where(audit.AuditSite.client_site_id == site.id)
    _refuse_audit(session, used, "site_used_by_audit")
    process = session.scalars(select(client_file.Process.name).where(client_file.Process.site_id == site.id)).first()
    if process is not None:
        raise UserMistake("site_used_by_process", name=process)
    draws = session.scalars(select(programme.SiteDraw).where(programme.SiteDraw.client_id == site.client_id))
    if any(site.id in (*draw.listed, *draw.chosen) for draw in draws):
        raise UserMistake("site_drawn")
    _programme(session, site.id)


def _programme(session: Session, key: str) -> None:
    if session.scalars(select(programme.ProgrammeCell.id).where(programme.ProgrammeCell.key == key)).first():
        raise UserMistake("programme_names_it")


def _refuse_audit(session: Session, audit_ids: Any, code: str) -> None:  # noqa: ANN401 - a SELECT
    audit_id = session.scalars(audit_ids).first()
    if audit_id is not None:
        raise UserMistake(code, reference=get_row(session, audit.Audit, audit_id).reference)
