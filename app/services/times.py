"""Audit time: calculations are kept as rows that never change, and audits take their days from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.audit_time import (
    calculate,
    inputs_from_json,
    inputs_to_json,
    result_from_json,
    result_to_json,
)
from app.domain.audit_time_values import HeadGroup, body_rules
from app.domain.client import Site
from app.domain.errors import UserMistake
from app.domain.head_counts import share_of
from app.domain.programme_record import AuditTime, TimeCalculation
from app.domain.site_wish import heads_of
from app.domain.time_use import UsedPart, days_of
from app.models import programme as tables
from app.models.audit import Cycle
from app.models.client import Client as ClientTable
from app.services.base import Made, get_row, open_audit
from app.services.catalogues import time_chart
from app.services.site_draws import LATER, SiteDraws
from app.services.undo import Step
from app.storage.records import load_body, load_client, to_value

if TYPE_CHECKING:
    from fractions import Fraction

    from sqlalchemy.orm import Session

    from app.domain.audit_time_chart import Chart
    from app.domain.audit_time_result import TimeResult
    from app.domain.audit_time_values import TimeInputs, TimeRules
    from app.domain.changes import Changes
    from app.domain.client import Body, Client


@dataclass(frozen=True, slots=True)
class KeptTime:
    """A kept calculation, read: the row with its inputs and result."""

    row: TimeCalculation
    inputs: TimeInputs
    result: TimeResult


@dataclass(frozen=True, slots=True)
class TimeDesk:
    """All that a window needs to calculate: client, rules of the body, chart, what was kept (latest first), `used`."""

    client: Client
    rules: TimeRules
    chart: Chart
    kept: tuple[KeptTime, ...]
    used: AuditTime | None = None


class TimeService(SiteDraws):
    """Calculations of audit time (27006-1, Annex C) and draws of the sites to visit (IAF MD 1)."""

    def desk(self, client_id: str, audit_id: str = "") -> TimeDesk:
        """Return what a calculation for this client, and this audit if given, starts from; raises `row_unknown`."""
        with self._workspace.read() as session:
            get_row(session, ClientTable, client_id)
            used = session.scalars(select(tables.AuditTime).filter_by(audit_id=audit_id)).first()
            return TimeDesk(
                client=load_client(session, client_id),
                rules=rules_of(load_body(session)),
                chart=time_chart(),
                kept=_kept(session, client_id),
                used=None if used is None else to_value(AuditTime, used),
            )

    def preview(self, inputs: TimeInputs, rules: TimeRules | None = None) -> TimeResult:
        """Return the calculation under the rules of the body, or those given; nothing is written.

        Raises:
            UserMistake: the first of `audit_time_rules.problems`.
        """
        if rules is not None:
            return calculate(inputs, time_chart(), rules)
        with self._workspace.read() as session:
            return calculate(inputs, time_chart(), rules_of(load_body(session)))

    def keep(
        self, client_id: str, inputs: TimeInputs, *, audit_id: str | None = None, cycle_id: str | None = None,
        approved_by: str = "", remark: str = "",
    ) -> Made:  # fmt: skip
        """Keep a calculation as a row that never changes, with the hash of the chart and the rules of the body.

        Raises:
            UserMistake: as `preview`; `row_unknown`, `audit_unknown`, `audit_frozen`, `time_other_client`.
        """
        with self._workspace.write() as uow:
            get_row(uow.session, ClientTable, client_id)
            _check_owner(uow.session, client_id, audit_id, cycle_id)
            result = calculate(inputs, time_chart(), rules_of(load_body(uow.session)))
            row = tables.TimeCalculation(
                client_id=client_id,
                cycle_id=cycle_id,
                audit_id=audit_id,
                purpose=inputs.purpose.value,
                inputs=inputs_to_json(inputs),
                result=result_to_json(result),
                chart_version=result.chart_version,
                chart_sha256=result.chart_sha256,
                approved_by=approved_by.strip(),
                remark=remark.strip(),
            )
            uow.session.add(row)
            uow.record("time.calculated", row, audit=audit_id)
            return Made(row.id, uow.commit("time_calculation"))

    def history(self, client_id: str) -> tuple[KeptTime, ...]:
        """Return the kept calculations of a client, the latest first."""
        with self._workspace.read() as session:
            return _kept(session, client_id)

    def use(
        self, audit_id: str, calculation_id: str, part: UsedPart, days: Fraction | None = None, reason: str = ""
    ) -> Changes:
        """Let an audit rest on a calculation and take the days of `part`, or typed days with a reason.

        Raises:
            UserMistake: as `time_use.days_of`; `time_other_client`, `row_unknown`, `audit_unknown`, `audit_frozen`.
        """
        with self._workspace.read() as session:
            kept = get_row(session, tables.TimeCalculation, calculation_id)
            taken = days_of(result_from_json(kept.result), part, days, reason)
        wanted = (calculation_id, str(taken), reason.strip())
        before, changes = self._use(audit_id, wanted)
        if before != wanted:
            back, again = partial(self._again, audit_id, before), partial(self._again, audit_id, wanted)
            self._core.undo.add(Step("undo_time", wanted[1], back, again))
        return changes

    def _again(self, audit_id: str, wanted: _Used | None) -> Changes:
        return self._use(audit_id, wanted)[1]

    def _use(self, audit_id: str, wanted: _Used | None) -> tuple[_Used | None, Changes]:
        """Set what an audit rests on, `None` for nothing; return what it was."""
        with self._workspace.write() as uow:
            audit = open_audit(uow.session, audit_id)
            row = uow.session.scalars(select(tables.AuditTime).filter_by(audit_id=audit_id)).first()
            before = None if row is None else (row.calculation_id, row.days, row.remark)
            if wanted == before:
                return before, uow.commit()
            if wanted is None:
                uow.session.delete(row)
                uow.record("time.no_longer_used", row, audit=audit_id)  # type: ignore[arg-type]  # there was one
                return before, uow.commit("audit_time")
            if get_row(uow.session, tables.TimeCalculation, wanted[0]).client_id != audit.client_id:
                raise UserMistake("time_other_client", field="calculation")
            if row is None:
                row = tables.AuditTime(audit_id=audit_id)
                uow.session.add(row)
            row.calculation_id, row.days, row.remark = wanted
            uow.record("time.used", row, audit=audit_id, reason=wanted[2])
            return before, uow.commit("audit_time")

    def groups_from_client(self, client_id: str) -> tuple[HeadGroup, ...]:
        """Return the heads of the client file as groups of a calculation; raises `row_unknown`."""
        with self._workspace.read() as session:
            get_row(session, ClientTable, client_id)
            return groups_of(load_client(session, client_id))


_Used = tuple[str, str, str]


def rules_of(body: Body) -> TimeRules:
    """Return the rules of calculation out of the settings of the body; raises `time_rule_wrong`."""
    return body_rules(body.time_rounding, body.stage1_share, body.client_share, body.remote_warning)


def groups_of(client: Client) -> tuple[HeadGroup, ...]:
    """Return the heads of a client file as groups: one per line of its sites, one for a site without lines.

    An identical activity stays one group per site and line: the root is taken group by group (27006-1, C.3.4).
    """
    several = sum(1 for one in client.sites if heads_of(one)) > 1
    return tuple(group for site in client.sites for group in _groups_of_site(site, several=several))


def _groups_of_site(site: Site, *, several: bool) -> tuple[HeadGroup, ...]:
    place = (site.label or site.name) if several else ""
    if not site.head_counts:
        return (HeadGroup(name=place or site.name, count=site.heads),) if site.heads else ()
    return tuple(
        HeadGroup(
            name=", ".join(part for part in (one.activity or site.name, one.shift, place) if part),
            count=one.heads,
            share=share_of(one.part_time),
            identical=one.identical,
            justification=one.reason,
        )
        for one in site.head_counts
        if one.heads
    )


def _kept(session: Session, client_id: str) -> tuple[KeptTime, ...]:
    query = select(tables.TimeCalculation).filter_by(client_id=client_id)
    rows = session.scalars(query.order_by(tables.TimeCalculation.created_at.desc(), LATER))
    return tuple(
        KeptTime(to_value(TimeCalculation, row), inputs_from_json(row.inputs), result_from_json(row.result))
        for row in rows
    )


def _check_owner(session: Session, client_id: str, audit_id: str | None, cycle_id: str | None) -> None:
    """Raise `time_other_client` where audit or cycle belong to another client."""
    if audit_id is not None and open_audit(session, audit_id).client_id != client_id:
        raise UserMistake("time_other_client", field="audit")
    if cycle_id is not None and get_row(session, Cycle, cycle_id).client_id != client_id:
        raise UserMistake("time_other_client", field="cycle")
