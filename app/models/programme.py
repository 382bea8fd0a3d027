"""The cycle in time: its events, the programme, calculations of audit time, draws of sites, forms, deadlines."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import CycleState, FormKind, FormResult, ProgrammeLine, ProgrammeStep
from app.models.base import Base, Row, enum_column, ref


class CycleEvent(Row, Base):
    """One step of a cycle with who took it, when, and the record it leaves; `event` is a value of `cycle.Event`."""

    __tablename__ = "cycle_event"

    cycle_id: Mapped[str] = ref("cycle.id")
    audit_id: Mapped[str | None] = ref("audit.id")
    event: Mapped[str]
    old: Mapped[CycleState | None] = enum_column(CycleState)
    new: Mapped[CycleState] = enum_column(CycleState)
    actor: Mapped[str] = mapped_column(default="")
    by_name: Mapped[str] = mapped_column(default="")
    happened_on: Mapped[date]
    record: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")


class ProgrammeCell(Row, Base):
    """A cell of the programme: is this requirement, site or process planned for this audit of the cycle."""

    __tablename__ = "programme_cell"
    __table_args__ = (UniqueConstraint("cycle_id", "line", "key", "step"),)

    cycle_id: Mapped[str] = ref("cycle.id")
    line: Mapped[ProgrammeLine] = enum_column(ProgrammeLine)
    key: Mapped[str]
    step: Mapped[ProgrammeStep] = enum_column(ProgrammeStep)
    planned: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="")


class TimeCalculation(Row, Base):
    """One calculation of audit time; never changed. `inputs` and `result` are those of `domain/audit_time.py`."""

    __tablename__ = "time_calculation"

    client_id: Mapped[str] = ref("client.id")
    cycle_id: Mapped[str | None] = ref("cycle.id")
    audit_id: Mapped[str | None] = ref("audit.id")
    purpose: Mapped[str]
    inputs: Mapped[dict[str, Any]]
    result: Mapped[dict[str, Any]]
    chart_version: Mapped[int] = mapped_column(default=1)
    chart_sha256: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")


class AuditTime(Row, Base):
    """Which calculation an audit rests on and the days it gives to this audit (a fraction as text, `13/2`)."""

    __tablename__ = "audit_time"
    __table_args__ = (UniqueConstraint("audit_id"),)

    audit_id: Mapped[str] = ref("audit.id")
    calculation_id: Mapped[str] = ref("time_calculation.id")
    days: Mapped[str]
    remark: Mapped[str] = mapped_column(default="")


class SiteDraw(Row, Base):
    """One draw of the sites to visit; never changed. `listed` and `chosen` hold keys of sites in their order."""

    __tablename__ = "site_draw"

    client_id: Mapped[str] = ref("client.id")
    cycle_id: Mapped[str | None] = ref("cycle.id")
    audit_id: Mapped[str | None] = ref("audit.id")
    step: Mapped[ProgrammeStep] = enum_column(ProgrammeStep)
    seed: Mapped[str]
    method: Mapped[str]
    listed: Mapped[list[str]]
    chosen: Mapped[list[str]]
    by_risk: Mapped[list[str]]
    minimum: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")


class ReviewForm(Row, Base):
    """A filled form of the body; `answers` are {key, answer, remark} in the order of the form."""

    __tablename__ = "review_form"

    cycle_id: Mapped[str] = ref("cycle.id")
    audit_id: Mapped[str | None] = ref("audit.id")
    kind: Mapped[FormKind] = enum_column(FormKind)
    answers: Mapped[list[dict[str, Any]]]
    result: Mapped[FormResult] = enum_column(FormResult, default=FormResult.OPEN)
    reason: Mapped[str] = mapped_column(default="")
    by_name: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]


class DeadlineSetting(Row, Base):
    """One number of the body's deadlines that differs from its preset; `unit` is a value of `deadlines.Unit`."""

    __tablename__ = "deadline_setting"
    __table_args__ = (UniqueConstraint("body_id", "code"),)

    body_id: Mapped[str] = ref("body.id")
    code: Mapped[str]
    amount: Mapped[int]
    unit: Mapped[str] = mapped_column(default="days")


class Holiday(Row, Base):
    """A day on which the body does not work."""

    __tablename__ = "holiday"
    __table_args__ = (UniqueConstraint("body_id", "day"),)

    body_id: Mapped[str] = ref("body.id")
    day: Mapped[date]
    name: Mapped[str] = mapped_column(default="")
