"""From the record to the audit plan: what the client is told before the audit (17021-1, 9.2.3)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from app.domain.audit_time import result_from_json
from app.domain.composing import NOTHING_ELSE, stamp_part
from app.domain.composing_audit import audit_part, body_part, body_text, client_part, signature_fields
from app.domain.composing_shared import Index, Outside, joined, named
from app.domain.counted_time import count
from app.domain.kinds import CarriedKind, PaperKind
from app.domain.plan_data import CarriedLine, Labelled, PlanData, PlanLine, PlanMember, PlanSum, WithheldLine
from app.domain.team_facts import active
from app.domain.timetable import remote_share

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.record import AuditRecord, TimetableRow
    from app.domain.report_parts import Tool

WHOLE: Final = 100
HANDED_ON: Final = frozenset({CarriedKind.NONCONFORMITY, CarriedKind.CONCERN})


def compose_plan(
    record: AuditRecord,
    *,
    head: str,
    revision: int,
    composed_at: datetime,
    tools: tuple[Tool, ...],
    outside: Outside = NOTHING_ELSE,
) -> PlanData:
    """Return what the plan of this audit shows, for the client; the arguments are those of `composing.compose`."""
    language = record.audit.report_language
    index = Index(record)
    counted = count(record.timetable, record.team)
    remote, _all = remote_share(record.timetable)
    days = None if record.time is None else Fraction(record.time.days)
    return PlanData(
        stamp=stamp_part(record, head, revision, composed_at, tools),
        body=body_part(record.body, language, PaperKind.PLAN, outside),
        client=client_part(record),
        audit=audit_part(record, outside),
        contacts=tuple(
            Labelled(one.name, joined(one.function, one.phone, one.email))
            for one in record.client.contacts
            if one.representative or one.top_management
        ),
        team=tuple(
            PlanMember(one.name, one.initials, one.role, one.side, one.days, one.area, one.accompanies)
            for one in active(record)
        ),
        rows=_rows(record, index, outside),
        sums=tuple(PlanSum(index.person(name), minutes) for name, minutes in counted.per_auditor().items()),
        planned_minutes=counted.minutes,
        remote_minutes=remote,
        calculated=days,
        with_client=_with_client(record, days),
        withheld=tuple(WithheldLine(one.what, one.reason, one.judgement) for one in record.withheld),
        carried=tuple(CarriedLine(one.label, one.refs, one.text) for one in record.carried if one.kind in HANDED_ON),
        calculation=outside.calculation,
        note=record.audit.plan_note,
        confidentiality=body_text(record.body, "confidentiality", language),
        further=tuple(
            Labelled(one.label, one.value)
            for one in (*record.client.further, *record.further)
            if one.printed and one.paper in ("", PaperKind.PLAN)
        ),
        signatures=signature_fields(record, PaperKind.PLAN),
    )


def _rows(record: AuditRecord, index: Index, outside: Outside) -> tuple[PlanLine, ...]:
    """Return the rows in the order of the days; rows without a day come last."""
    processes = {one.id: one.name for one in record.client.processes}
    ordered = sorted(record.timetable, key=lambda row: (row.day is None, str(row.day or ""), row.starts, row.position))
    return tuple(_row(one, index, outside, processes.get(one.process_id or "", "")) for one in ordered)


def _row(row: TimetableRow, index: Index, outside: Outside, process: str) -> PlanLine:
    return PlanLine(
        number=row.label,
        kind=row.kind,
        day=row.day,
        starts=row.starts,
        ends=row.ends,
        topic=row.topic,
        process=process,
        refs=row.refs,
        auditors=named(row.auditors),
        people=row.people,
        site=index.sites.get(row.site_id or "", ""),
        mode=row.mode,
        language=outside.languages.get(row.language, row.language),
    )


def _with_client(record: AuditRecord, days: Fraction | None) -> Fraction | None:
    """Return the days that the calculation gives to the time with the client."""
    if days is None or record.calculation is None:
        return None
    return days * result_from_json(record.calculation.result).client_percent / WHOLE
