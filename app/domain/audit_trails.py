"""Audit trails: a named thread through requirements, evidence and findings, and what stands on it (RPT-25)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.kinds import EvidenceState, FindingState
from app.domain.record import AuditRecord
from app.domain.samples import Thread, ThreadLink
from app.domain.verdicts import requirements


class StopKind(StrEnum):
    """What stands on a trail."""

    REQUIREMENT = "requirement"
    EVIDENCE = "evidence"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing on a trail: `id` is the link, `target` the thing; `gone` once it was withdrawn."""

    id: str
    kind: StopKind
    target: str
    label: str
    title: str
    confidential: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class TrailRow:
    """A trail with its stops in their order."""

    id: str
    thread: Thread
    stops: tuple[Stop, ...]

    @property
    def refs(self) -> tuple[str, ...]:
        """Return the requirements on it."""
        return tuple(one.label for one in self.stops if one.kind is StopKind.REQUIREMENT)


def trails(record: AuditRecord) -> tuple[TrailRow, ...]:
    """Return the trails of an audit with what stands on each; what cannot be found any more is left out."""
    shown = {item.id: (ref, item.title) for ref, item in requirements(record)}
    evidence = {one.id: one for one in record.evidence}
    findings = {one.id: one for one in record.findings}

    def stop(link: ThreadLink) -> Stop | None:
        if link.item_id in shown:
            ref, title = shown[link.item_id or ""]
            return Stop(link.id, StopKind.REQUIREMENT, ref, ref, title)
        item = evidence.get(link.evidence_id or "")
        if item is not None:
            gone = item.state is EvidenceState.WITHDRAWN
            text = item.title or item.text.partition("\n")[0]
            return Stop(link.id, StopKind.EVIDENCE, item.id, item.label, text, item.confidential, gone)
        found = findings.get(link.finding_id or "")
        if found is None:
            return None
        gone = found.state is FindingState.WITHDRAWN
        return Stop(link.id, StopKind.FINDING, found.id, found.label, found.title or found.statement, gone=gone)

    return tuple(
        TrailRow(one.id, one, tuple(made for link in one.links if (made := stop(link)) is not None))
        for one in record.threads
    )
