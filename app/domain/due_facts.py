"""The dates from which due items are counted: of a cycle, its audits and the people who may not audit yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.domain.kinds import AuditType, CycleState

ENDED: Final = frozenset({CycleState.DECLINED, CycleState.REFUSED, CycleState.WITHDRAWN, CycleState.CANCELLED})
_HELD: Final = frozenset({CycleState.CERTIFIED, CycleState.SUSPENDED, CycleState.RECERTIFICATION})
_UNDER_AUDIT: Final = frozenset({CycleState.NC_OPEN, CycleState.REVIEW, CycleState.DECISION})


class SubjectKind(StrEnum):
    """What a due item is about; not shown, it tells where a click leads."""

    CYCLE = "cycle"
    AUDIT = "audit"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class NonconformityDates:
    """One issued nonconformity. `told_on`: given to the client after the closing meeting, or raised to a major then.

    `plan_due` and `verify_due` are the days that were agreed and recorded.
    """

    number: str
    major: bool = False
    told_on: date | None = None
    plan_in: bool = False
    verified: bool = False
    plan_due: date | None = None
    verify_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditDates:
    """One audit. `plan_answered`: the client accepted the plan or objected; `report_sent`: the client has it."""

    id: str = ""
    label: str
    type: AuditType
    plan_sent_on: date | None = None
    plan_answered: bool = False
    closed_on: date | None = None
    report_sent: bool = False
    nonconformities: tuple[NonconformityDates, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleDates:
    """One cycle. `first` = it began with an initial certification, not with a renewal or a transfer.

    `audited_on` is the closing day of the audit that led to the decision, `recertified_on` that of the recertification
    audit of this cycle, `recertification_planned_on` its planned day. `old_expires_on` ended the cycle before,
    `ended_on` this one, if it never came to a certificate. `certificate_ended`: it expired or was withdrawn, whatever
    audits follow. `records_settled`: what happens to the records is decided.
    """

    id: str = ""
    label: str
    state: CycleState
    first: bool = True
    decided_on: date | None = None
    audited_on: date | None = None
    expires_on: date | None = None
    old_expires_on: date | None = None
    surveillances: tuple[date, ...] = ()
    recertification_planned_on: date | None = None
    recertified_on: date | None = None
    suspended_on: date | None = None
    ended_on: date | None = None
    certificate_ended: bool = False
    records_settled: bool = False

    @property
    def running(self) -> bool:
        """Tell whether there is a certificate: with the states of an audit only if it was decided before."""
        renewing = self.state in _UNDER_AUDIT and self.decided_on is not None
        return (self.state in _HELD or renewing) and not self.certificate_ended


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDates:
    """Somebody who advised the client or audited it internally, last on `worked_until`; `until` if agreed otherwise."""

    id: str = ""
    label: str
    worked_until: date
    until: date | None = None
