"""Audits: list, start, read whole, sites, team, timetable, deviations, early end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.domain import criteria as rules
from app.domain.changes import Changes
from app.domain.cycle_steps import FINAL
from app.domain.drafts import AuditDraft
from app.domain.errors import UserMistake
from app.domain.kinds import AuditState, EvidenceState, FindingState, Mode
from app.domain.record import AuditRecord, AuditRow, AuditSite, Deviation, Objective, TeamMember, TimetableRow
from app.models import audit as tables
from app.models.client import Client, Site
from app.models.fieldwork import Evidence, Finding, Verdict
from app.services.base import Made, Service, get_row, item_of, open_audit, required
from app.services.catalogues import catalogue
from app.storage.records import from_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from app.models.base import Base
    from app.storage.unit_of_work import UnitOfWork


class AuditService(Service):
    """The audits of this workspace."""

    def list(self) -> tuple[AuditRow, ...]:
        """Return one line per audit, the latest planned first."""
        with self._workspace.read() as session:
            return audit_rows(session)

    def record(self, audit_id: str) -> AuditRecord:
        """Return the whole audit as frozen values; raises `UserMistake("audit_unknown")`."""
        return self._workspace.records.load(self._workspace.read, audit_id)

    def find(self, reference: str) -> str:
        """Return the id of the audit with this reference; raises `UserMistake("audit_unknown")`."""
        with self._workspace.read() as session:
            found = session.scalars(select(tables.Audit.id).where(tables.Audit.reference == reference)).first()
        if found is None:
            raise UserMistake("audit_unknown", id=reference)
        return found

    def create(self, draft: AuditDraft) -> Made:
        """Start an audit: criteria pinned as a copy with version and hash, an open verdict for every requirement.

        Raises:
            UserMistake: `reference_missing`, `reference_taken`, `dates_reversed`, `row_unknown`, `catalogue_unknown`.
        """
        with self._workspace.write() as uow:
            audit = start_in(uow, draft, self._core.zone())
            return Made(audit.id, uow.commit("audit"))

    def add_site(self, audit_id: str, client_site_id: str, mode: Mode = Mode.ON_SITE) -> Made:
        """Take a site of the client into the audit (copied, so that later changes do not move the record)."""
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            row = site_copy(
                uow.session, audit_id, client_site_id, position=_next(uow.session, tables.AuditSite, audit_id)
            )
            row.mode = mode
            return _add(uow, row, audit_id, "site.taken_in")

    def add_member(self, audit_id: str, member: TeamMember) -> Made:
        """Enter a member of the team; raises `UserMistake("name_missing")`."""
        required(member.name, "name_missing", "name")
        return self._append(audit_id, from_value(member, tables.TeamMember, audit_id=audit_id), "member.entered")

    def add_objective(self, audit_id: str, objective: Objective) -> Made:
        """Enter an objective; raises `UserMistake("text_missing")`."""
        required(objective.text, "text_missing", "text")
        return self._append(audit_id, from_value(objective, tables.Objective, audit_id=audit_id), "objective.entered")

    def add_deviation(self, audit_id: str, deviation: Deviation) -> Made:
        """Record a departure from the plan with its reason (17021-1, 9.4.8); raises `UserMistake("reason_missing")`."""
        required(deviation.reason, "reason_missing", "reason")
        row = from_value(deviation, tables.Deviation, audit_id=audit_id)
        return self._append(audit_id, row, "deviation.recorded")

    def _append(self, audit_id: str, row: Any, kind: str) -> Made:  # noqa: ANN401 - a row with audit_id and position
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            row.position = _next(uow.session, type(row), audit_id)
            if isinstance(row, tables.Deviation) and not row.label:
                row.label = f"DV-{row.position + 1}"
            return _add(uow, row, audit_id, kind)

    def remove(self, kind: str, row_id: str, reason: str = "") -> Changes:
        """Take a team member, site, objective, timetable row or deviation out of the audit; the trail keeps it.

        Raises:
            UserMistake: `audit_part_used` when evidence, a finding or a meeting refers to it.
        """
        table = {
            one.__tablename__: one
            for one in (tables.TeamMember, tables.AuditSite, tables.Objective, tables.TimetableRow, tables.Deviation)
        }[kind]
        with self._workspace.write() as uow:
            row: Any = get_row(uow.session, table, row_id)
            open_audit(uow.session, row.audit_id)
            uow.session.delete(row)
            try:
                uow.record(f"{kind}.removed", row, audit=row.audit_id, reason=reason)
            except IntegrityError as error:
                raise UserMistake("audit_part_used", kind=kind) from error
            return uow.commit(kind)

    def end_early(self, audit_id: str, reason: str, *, on: date | None = None, told: str = "") -> Changes:
        """End the audit early (17021-1, 9.4.2): what was found stays.

        Args:
            audit_id: the audit.
            reason: why it ends.
            on: the day it ended, today if not said.
            told: who was told of it, and how.

        Raises:
            UserMistake: `reason_missing`, `audit_frozen`.
        """
        clean = required(reason, "reason_missing", "reason")
        with self._workspace.write() as uow:
            audit = open_audit(uow.session, audit_id)
            audit.state, audit.aborted_reason = AuditState.ABORTED, clean
            audit.aborted_on = on or uow.now.astimezone(ZoneInfo(audit.zone)).date()
            audit.aborted_told = told.strip()
            uow.record("audit.ended_early", audit, audit=audit_id, reason=clean)
            return uow.commit("audit")


def start_in(uow: UnitOfWork, draft: AuditDraft, zone: str) -> tables.Audit:
    """Start an audit inside a unit of work and return its row; raises as `AuditService.create`."""
    reference = required(draft.reference, "reference_missing", "reference")
    if draft.planned_start and draft.planned_end and draft.planned_end < draft.planned_start:
        raise UserMistake("dates_reversed", field="planned_end")
    _check_new(uow.session, draft, reference)
    audit: tables.Audit = from_value(draft, tables.Audit, reference=reference, zone=draft.zone or zone)
    uow.session.add(audit)
    uow.session.flush()  # everything below needs the key
    uow.record("audit.started", audit, audit=audit.id)
    _pin(uow, audit, draft)
    _add_parts(uow, audit, draft)
    return audit


def audit_rows(session: Session) -> tuple[AuditRow, ...]:
    """Return one line per audit, the latest planned first."""
    evidence = _counts(session, Evidence, EvidenceState.WITHDRAWN)
    findings = _counts(session, Finding, FindingState.WITHDRAWN)
    query = select(tables.Audit, Client.name).join(Client, tables.Audit.client_id == Client.id)
    found = [
        AuditRow(
            id=row.id,
            reference=row.reference,
            client=name,
            type=row.type,
            state=row.state,
            planned_start=row.planned_start,
            planned_end=row.planned_end,
            closed_on=row.closed_on,
            evidence=evidence.get(row.id, 0),
            findings=findings.get(row.id, 0),
            client_id=row.client_id,
        )
        for row, name in session.execute(query)
    ]
    return tuple(sorted(found, key=lambda one: (str(one.planned_start or ""), one.reference), reverse=True))


def _check_new(session: Session, draft: AuditDraft, reference: str) -> None:
    get_row(session, Client, draft.client_id)
    if session.scalars(select(tables.Audit.id).where(tables.Audit.reference == reference)).first():
        raise UserMistake("reference_taken", field="reference", reference=reference)


def _pin(uow: UnitOfWork, audit: tables.Audit, draft: AuditDraft) -> None:
    """Copy the criteria into the audit, join each set to its cycle, and open a verdict for every requirement."""
    for place, key in enumerate(draft.criteria):
        source = catalogue(key)
        cycle = _cycle(uow, draft, key)
        pinned = tables.Criteria(
            audit_id=audit.id,
            cycle_id=cycle.id,
            key=key,
            edition=source.edition,
            catalogue_version=source.version,
            sha256=rules.content_hash(source),
            position=place,
        )
        uow.session.add(pinned)
        uow.session.flush()  # the rows need the key
        rows = [
            from_value(item, tables.CriteriaRow, criteria_id=pinned.id, position=order)
            for order, item in enumerate(source.items)
        ]
        uow.session.add_all(rows)
        uow.session.flush()  # the verdicts need the keys
        verdicts = [Verdict(audit_id=audit.id, item_id=row.id) for row in rows if row.auditable]
        uow.session.add_all(verdicts)
        uow.record("criteria.pinned", pinned, *rows, audit=audit.id)
        uow.record("verdicts.opened", *verdicts, audit=audit.id)


def _cycle(uow: UnitOfWork, draft: AuditDraft, standard: str) -> tables.Cycle:
    """Return the running cycle of the client for the standard, a new one if there is none."""
    query = select(tables.Cycle).filter_by(client_id=draft.client_id, standard=standard)
    running = uow.session.scalars(query.order_by(tables.Cycle.number.desc())).first()
    if running is not None and running.state not in FINAL:  # an expired one can still be restored by an audit
        return running
    number = 1 if running is None else running.number + 1
    cycle = tables.Cycle(client_id=draft.client_id, standard=standard, number=number, file_number=draft.file_number)
    uow.session.add(cycle)
    uow.record("cycle.begun", cycle, audit=None)
    return cycle


def _add_parts(uow: UnitOfWork, audit: tables.Audit, draft: AuditDraft) -> None:
    """Add objectives, team, sites and timetable of a new audit with one entry each."""
    objectives = [
        tables.Objective(audit_id=audit.id, text=one.text, reached=one.reached, remark=one.remark, position=place)
        for place, one in enumerate(draft.objectives)
    ]
    team = [
        from_value(one, tables.TeamMember, audit_id=audit.id, position=place) for place, one in enumerate(draft.team)
    ]
    sites = [
        site_copy(uow.session, audit.id, one.client_site_id, position=place) for place, one in enumerate(draft.sites)
    ]
    for row, one in zip(sites, draft.sites, strict=True):
        row.mode = one.mode
    for kind, rows in (("objectives.set", objectives), ("team.set", team), ("sites.set", sites)):
        if rows:
            uow.session.add_all(rows)
            uow.record(kind, *rows, audit=audit.id)
    _add_timetable(uow, audit, draft.timetable, {row.label: row.id for row in sites})


def _add_timetable(uow: UnitOfWork, audit: tables.Audit, rows: Sequence[TimetableRow], sites: dict[str, str]) -> None:
    """Add timetable rows; in a draft `site_id` holds the label of the site (S-1)."""
    made: list[Base] = []
    for place, one in enumerate(rows):
        row = from_value(
            one, tables.TimetableRow, audit_id=audit.id, position=place, site_id=sites.get(one.site_id or "")
        )
        uow.session.add(row)
        uow.session.flush()  # the links need the key
        made.append(row)
        for order, ref in enumerate(one.refs):
            item = item_of(uow.session, audit.id, ref)
            link = tables.TimetableRef(row_id=row.id, item_id=item.id, position=order)
            uow.session.add(link)
            made.append(link)
    if made:
        uow.record("timetable.set", *made, audit=audit.id)


def site_copy(session: Session, audit_id: str, client_site_id: str, position: int) -> tables.AuditSite:
    """Return a new row with what the audit keeps of a site of the client; raises `row_unknown`."""
    source = get_row(session, Site, client_site_id)
    row: tables.AuditSite = from_value(
        AuditSite(name=source.name), tables.AuditSite, audit_id=audit_id, client_site_id=source.id, position=position
    )
    for name in ("label", "address", "activities", "zone", "heads", "kind", "central"):
        setattr(row, name, getattr(source, name))
    return row


def _add(uow: UnitOfWork, row: Any, audit_id: str, kind: str) -> Made:  # noqa: ANN401 - any row of the audit
    uow.session.add(row)
    uow.record(kind, row, audit=audit_id)
    return Made(row.id, uow.commit(row.__tablename__))


def _next(session: Session, table: Any, audit_id: str) -> int:  # noqa: ANN401 - a table with audit_id and position
    return max(session.scalars(select(table.position).where(table.audit_id == audit_id)), default=-1) + 1


def _counts(session: Session, table: Any, without: str) -> dict[str, int]:  # noqa: ANN401 - evidence or finding
    query = select(table.audit_id, func.count()).where(table.state != without).group_by(table.audit_id)
    return {row[0]: row[1] for row in session.execute(query)}
