"""What an audit must cover: requirements, sites and processes by the programme, or by its type where there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.domain.kinds import AuditType, ItemKind, ProgrammeLine, ProgrammeStep
from app.domain.programme import Matrix
from app.domain.record import AuditRecord, CriteriaRow
from app.domain.refs import sort_key
from app.domain.surveillance import EVERY_REF, of_stage1
from app.domain.verdicts import requirements

WHOLE: Final = frozenset({ProgrammeStep.STAGE2, ProgrammeStep.RECERTIFICATION})
_STEPS: Final = {
    AuditType.STAGE1: ProgrammeStep.STAGE1,
    AuditType.STAGE2: ProgrammeStep.STAGE2,
    AuditType.SURVEILLANCE: ProgrammeStep.SURVEILLANCE1,
    AuditType.RECERTIFICATION: ProgrammeStep.RECERTIFICATION,
}


def step_of(record: AuditRecord, programme: Matrix | None = None) -> ProgrammeStep:
    """Return the column of the programme this audit is: the chosen one, its place in the cycle, or its type's."""
    if record.audit.step is not None:
        return record.audit.step
    if programme is not None:
        for step, facts in programme.audits.items():
            if facts.audit_id == record.audit.id and facts.audit_id:
                return step
    return _STEPS.get(record.audit.type, ProgrammeStep.SPECIAL)


def wanted_refs(record: AuditRecord, programme: Matrix | None = None) -> tuple[str, ...]:
    """Return the requirements this audit must cover, as the record shows them, in the order of the catalogue.

    Stage 2 and recertification take the whole system: all clauses and all controls that are not excluded, whatever
    the programme says. The others take what is planned; without a plan a surveillance takes what no surveillance may
    leave out, and stage 1 the clauses of its review.
    """
    step = step_of(record, programme)
    excluded = excluded_controls(record)
    there = [(ref, item) for ref, item in requirements(record) if ref not in excluded]
    if step in WHOLE:
        return tuple(ref for ref, _ in there)
    planned = _planned(record, programme, step)
    if planned:
        return tuple(ref for ref, _ in there if ref in planned)
    belongs = _USUAL.get(step)
    return () if belongs is None else tuple(ref for ref, item in there if belongs(item))


def excluded_controls(record: AuditRecord) -> frozenset[str]:
    """Return the controls that the Statement of Applicability of the audit leaves out."""
    if record.soa is None:
        return frozenset()
    return frozenset(one.ref for one in record.soa.controls if not one.applicable)


def planned_keys(record: AuditRecord, programme: Matrix | None, line: ProgrammeLine) -> tuple[str, ...]:
    """Return the sites or processes that the programme plans for this audit, by their keys in the client's file."""
    return () if programme is None else programme.planned(step_of(record, programme), line)


def shortened(refs: tuple[str, ...], most: int = 12) -> str:
    """Return references for a sentence, in the order of the standard; many end in an ellipsis."""
    shown = ", ".join(sorted(refs, key=sort_key)[:most])
    return f"{shown} …" if len(refs) > most else shown


def _planned(record: AuditRecord, programme: Matrix | None, step: ProgrammeStep) -> frozenset[str]:
    if programme is None:
        return frozenset()
    first = record.criteria[0].key if record.criteria else programme.standard
    prefix = "" if first == programme.standard else f"{programme.standard}:"
    return frozenset(f"{prefix}{ref}" for ref in programme.planned(step))


def _of_surveillance(item: CriteriaRow) -> bool:
    return item.ref in EVERY_REF


def _of_stage1(item: CriteriaRow) -> bool:
    return item.kind is ItemKind.CLAUSE and of_stage1(item.ref)


_USUAL: Final[dict[ProgrammeStep, Callable[[CriteriaRow], bool]]] = {
    ProgrammeStep.STAGE1: _of_stage1,
    ProgrammeStep.SURVEILLANCE1: _of_surveillance,
    ProgrammeStep.SURVEILLANCE2: _of_surveillance,
}
