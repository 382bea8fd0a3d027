"""Writes the steps of a cycle that were taken before it was kept here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.cycle_history import ToldStep, states
from app.domain.cycle_source import BEGINS_CERTIFICATE, ENDS_CERTIFICATE
from app.domain.errors import UserMistake
from app.models import programme as tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.domain.kinds import CycleState
    from app.models.audit import Cycle
    from app.storage.unit_of_work import UnitOfWork

Start = tuple["CycleState", "date | None", "date | None"]
"""Where the cycle began, and the days of its certificate if one runs."""


def tell(uow: UnitOfWork, row: Cycle, told: Sequence[ToldStep], start: Start, today: date) -> None:
    """Write the steps and set state and dates; raises as `CycleService.tell`.

    The steps get their place in the order of entry by microseconds, because they are entered in one go.
    """
    if uow.session.scalars(select(tables.CycleEvent.id).filter_by(cycle_id=row.id)).first() is not None:
        raise UserMistake("cycle_begun")
    begin, *dates = start
    found = states(begin, told, today)
    runs = certificate_told(told)
    if runs and None in dates:
        raise UserMistake("history_dates_missing", field="expires_on")
    made, old = [], begin
    for place, (one, new) in enumerate(zip(told, found, strict=True)):
        event = tables.CycleEvent(
            cycle_id=row.id, event=one.event.value, old=old, new=new, by_name=one.by_name.strip(),
            happened_on=one.happened_on, record=one.record.strip(), reason=one.reason.strip(),
            created_at=uow.now + timedelta(microseconds=place),
        )  # fmt: skip
        uow.session.add(event)
        made.append(event)
        old = new
    row.state = old
    if runs:
        row.decided_on, row.expires_on = dates
    uow.record("cycle.history_told", row, *made, audit=None)


def certificate_told(told: Sequence[ToldStep]) -> bool:
    """Tell whether a certificate runs after these steps."""
    runs = False
    for one in told:
        runs = (runs or one.event in BEGINS_CERTIFICATE) and one.event not in ENDS_CERTIFICATE
    return runs
