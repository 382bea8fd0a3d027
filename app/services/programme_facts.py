"""Reads what a programme is made of: its lines, planned cells, and what each audit of the cycle left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.kinds import AuditState, AuditType, FindingState, Grade, ProgrammeLine, ProgrammeStep, Verdict
from app.domain.programme import Line, LineKey, Matrix, StepFacts, matrix
from app.domain.programme_record import ProgrammeCell
from app.domain.record import CriteriaRow
from app.models import audit as tables
from app.models import client as client_tables
from app.models import fieldwork
from app.models import programme as programme_tables
from app.models.client_file import Process
from app.services.catalogues import catalogue
from app.storage.records import load_criteria, to_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from app.domain.criteria import CriteriaItem

OVER = frozenset({AuditState.CLOSED, AuditState.REPORTED})
_BY_TYPE = {
    AuditType.STAGE1: ProgrammeStep.STAGE1,
    AuditType.STAGE2: ProgrammeStep.STAGE2,
    AuditType.RECERTIFICATION: ProgrammeStep.RECERTIFICATION,
    AuditType.SPECIAL: ProgrammeStep.SPECIAL,
    AuditType.TRANSFER: ProgrammeStep.SPECIAL,
}
_NOT_LOOKED_AT = frozenset({Verdict.OPEN, Verdict.NOT_AUDITED, Verdict.NOT_APPLICABLE})


def programme_of(session: Session, audit_id: str) -> Matrix | None:
    """Return the programme of the cycle of the audit's first criteria set; `None` if it belongs to no cycle."""
    query = select(tables.Criteria.cycle_id).filter_by(audit_id=audit_id).order_by(tables.Criteria.position)
    cycle_id = session.scalars(query).first()
    return load_matrix(session, cycle_id) if cycle_id else None


def load_matrix(session: Session, cycle_id: str) -> Matrix:
    """Return the matrix of a cycle that is there."""
    cycle = session.get_one(tables.Cycle, cycle_id)
    audits = _audits(session, cycle_id)
    cells = session.scalars(select(programme_tables.ProgrammeCell).filter_by(cycle_id=cycle_id))
    return matrix(
        _lines(session, cycle, [audit for _, audit, _ in audits]),
        [to_value(ProgrammeCell, row) for row in cells],
        [_facts(session, step, audit, criteria_id) for step, audit, criteria_id in audits],
        standard=cycle.standard,
    )


def _audits(session: Session, cycle_id: str) -> list[tuple[ProgrammeStep, tables.Audit, str]]:
    """Return the audits of the cycle with their step: the chosen one, else the one of their type and turn."""
    query = (
        select(tables.Audit, tables.Criteria.id)
        .join(tables.Criteria, tables.Criteria.audit_id == tables.Audit.id)
        .where(tables.Criteria.cycle_id == cycle_id, tables.Audit.state != AuditState.ABORTED)
    )
    found = sorted(session.execute(query), key=lambda one: (str(one[0].planned_start or "~"), one[0].created_at))
    turns = iter((ProgrammeStep.SURVEILLANCE1, ProgrammeStep.SURVEILLANCE2))
    steps: dict[ProgrammeStep, tuple[ProgrammeStep, tables.Audit, str]] = {}
    for audit, criteria_id in found:
        step = audit.step or _BY_TYPE.get(audit.type) or next(turns, ProgrammeStep.SURVEILLANCE2)
        steps[step] = (step, audit, criteria_id)  # of two audits of one step the later one counts (stage 1 repeated)
    return list(steps.values())


def _lines(session: Session, cycle: tables.Cycle, audits: Sequence[tables.Audit]) -> list[Line]:
    excluded = _excluded(session, cycle.client_id, audits)
    items = _items(session, cycle.standard, audits)
    lines = [
        Line(
            line=ProgrammeLine.REQUIREMENT, key=one.ref, title=one.title, theme=one.theme, kind=one.kind,
            applicable=one.ref not in excluded,
        )
        for one in items if one.auditable
    ]  # fmt: skip
    sites = session.scalars(select(client_tables.Site).filter_by(client_id=cycle.client_id))
    lines += [
        Line(line=ProgrammeLine.SITE, key=one.id, title=f"{one.label} {one.name}".strip(), weighty=one.central)
        for one in sorted(sites, key=lambda one: one.position)
    ]
    processes = session.scalars(select(Process).filter_by(client_id=cycle.client_id))
    lines += [
        Line(line=ProgrammeLine.PROCESS, key=one.id, title=one.name, weighty=one.special or one.outsourced)
        for one in sorted(processes, key=lambda one: one.position)
    ]
    return lines


def _items(
    session: Session, standard: str, audits: Sequence[tables.Audit]
) -> Sequence[CriteriaRow] | Sequence[CriteriaItem]:
    """Return the requirements as the latest audit pinned them, those of the catalogue before the first audit."""
    for audit in reversed(audits):
        for criteria in load_criteria(session, audit.id):
            if criteria.key == standard:
                return criteria.items
    return catalogue(standard).items


def _excluded(session: Session, client_id: str, audits: Sequence[tables.Audit]) -> frozenset[str]:
    """Return the controls that the latest Statement of Applicability leaves out."""
    soas = list(session.scalars(select(client_tables.Soa).filter_by(client_id=client_id)))
    if not soas:
        return frozenset()
    used = {audit.soa_id for audit in audits}
    latest = max(soas, key=lambda one: (one.dated is not None, one.dated, one.id in used, one.created_at))
    query = select(client_tables.SoaControl.ref).filter_by(soa_id=latest.id, applicable=False)
    return frozenset(session.scalars(query))


def _facts(session: Session, step: ProgrammeStep, audit: tables.Audit, criteria_id: str) -> StepFacts:
    refs = _refs(session, criteria_id)
    over = audit.state in OVER
    done, left_out = _verdicts(session, audit.id, refs)
    if over:
        done |= _held(session, audit, refs)
    return StepFacts(
        step=step,
        audit_id=audit.id,
        reference=audit.reference,
        starts=audit.planned_start,
        over=over,
        done=frozenset(done - left_out),
        left_out=frozenset(left_out),
        findings=_findings(session, audit.id, refs),
    )


def _refs(session: Session, criteria_id: str) -> dict[str, str]:
    query = select(tables.CriteriaRow.id, tables.CriteriaRow.ref).filter_by(criteria_id=criteria_id)
    return {row.id: row.ref for row in session.execute(query)}


def _verdicts(session: Session, audit_id: str, refs: dict[str, str]) -> tuple[set[LineKey], set[LineKey]]:
    """Return the requirements that were judged, and those that were left out with a reason."""
    query = select(fieldwork.Verdict.item_id, fieldwork.Verdict.verdict).filter_by(audit_id=audit_id)
    done, left_out = set(), set()
    for item_id, verdict in session.execute(query):
        if item_id not in refs:
            continue
        if verdict not in _NOT_LOOKED_AT:
            done.add((ProgrammeLine.REQUIREMENT, refs[item_id]))
        elif verdict == Verdict.NOT_AUDITED:
            left_out.add((ProgrammeLine.REQUIREMENT, refs[item_id]))
    return done, left_out


def _held(session: Session, audit: tables.Audit, refs: dict[str, str]) -> set[LineKey]:
    """Return what the plan of an audit that is over dealt with: sites and processes, in stage 1 requirements, too."""
    rows = list(session.scalars(select(tables.TimetableRow).filter_by(audit_id=audit.id)))
    sites = {
        one.id: one.client_site_id for one in session.scalars(select(tables.AuditSite).filter_by(audit_id=audit.id))
    }
    held = {row.site_id for row in rows}
    held |= set(session.scalars(select(fieldwork.Session.site_id).filter_by(audit_id=audit.id)))
    done: set[LineKey] = {(ProgrammeLine.SITE, key) for one in held if one and (key := sites.get(one))}
    done |= {(ProgrammeLine.PROCESS, row.process_id) for row in rows if row.process_id}
    if audit.type == AuditType.STAGE1:
        links = _children(session, tables.TimetableRef, tables.TimetableRef.row_id, [row.id for row in rows])
        done |= {(ProgrammeLine.REQUIREMENT, refs[one.item_id]) for one in links if one.item_id in refs}
    return done


def _findings(session: Session, audit_id: str, refs: dict[str, str]) -> dict[LineKey, int]:
    """Return how many nonconformities name each requirement and site."""
    query = select(fieldwork.Finding).where(
        fieldwork.Finding.audit_id == audit_id,
        fieldwork.Finding.state != FindingState.WITHDRAWN,
        fieldwork.Finding.grade.in_((Grade.MAJOR, Grade.MINOR)),
    )
    ids = [row.id for row in session.scalars(query)]
    sites = {
        one.id: one.client_site_id for one in session.scalars(select(tables.AuditSite).filter_by(audit_id=audit_id))
    }
    named: set[tuple[str, LineKey]] = set()
    for link in _children(session, fieldwork.FindingLink, fieldwork.FindingLink.finding_id, ids):
        if link.item_id in refs:
            named.add((link.finding_id, (ProgrammeLine.REQUIREMENT, refs[link.item_id])))
    for link in _children(session, fieldwork.FindingSite, fieldwork.FindingSite.finding_id, ids):
        if key := sites.get(link.site_id):
            named.add((link.finding_id, (ProgrammeLine.SITE, key)))
    counts: dict[LineKey, int] = {}
    for _, place in named:
        counts[place] = counts.get(place, 0) + 1
    return counts


def _children(session: Session, table: type[Any], column: Any, ids: Iterable[str]) -> list[Any]:  # noqa: ANN401 - tables
    return list(session.scalars(select(table).where(column.in_(list(ids)))))
