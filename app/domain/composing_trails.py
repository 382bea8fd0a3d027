"""The audit trails of a report (RPT-25): only what the paper tells elsewhere stands on them."""

from __future__ import annotations

from app.domain.audit_trails import StopKind, TrailRow, trails
from app.domain.composing_fieldwork import shown_evidence
from app.domain.composing_findings import told
from app.domain.composing_shared import Outside
from app.domain.kinds import FindingState
from app.domain.record import AuditRecord
from app.domain.report_parts import TrailLine


def trail_part(record: AuditRecord, outside: Outside) -> tuple[TrailLine, ...]:
    """Return the trails in their order; an empty one without a result is a plan of the auditor's and is not told.

    Confidential evidence is left out: its place on a trail would tell what it is about.
    """
    items = {one.id for one in shown_evidence(record)}
    findings = {one.id for one in told(record, outside) if one.state is not FindingState.WITHDRAWN}
    return tuple(_line(row, items | findings) for row in trails(record) if row.stops or row.thread.result.strip())


def _line(row: TrailRow, shown: set[str]) -> TrailLine:
    def labels(kind: StopKind) -> tuple[str, ...]:
        stops = [one for one in row.stops if one.kind is kind and not one.confidential]
        return tuple(one.label for one in stops if kind is StopKind.REQUIREMENT or one.target in shown)

    return TrailLine(
        row.thread.name, row.thread.purpose, row.thread.result,
        labels(StopKind.REQUIREMENT), labels(StopKind.EVIDENCE), labels(StopKind.FINDING),
    )  # fmt: skip
