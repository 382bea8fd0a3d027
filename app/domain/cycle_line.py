"""The cycle as a line of stations with their days: what lies behind, where it stands, what is ahead and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.domain import deadlines_cycle as count
from app.domain.cycle_kinds import Event
from app.domain.cycle_source import BEGINS_CERTIFICATE, CycleSource, certificate_facts
from app.domain.kinds import AuditType, CycleState
from app.domain.sentence import N_


class StationState(StrEnum):
    """How a station stands: behind, where the cycle is, to come, or given up."""

    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Station:
    """One station. `day` is when it was reached, or by when it is due (`state` ahead)."""

    key: str
    state: StationState
    day: date | None = None


TITLES: Final[dict[str, str]] = {
    "application": N_("Application"),
    "contract": N_("Contract"),
    "programme": N_("Programme"),
    "stage1": N_("Stage 1"),
    "stage2": N_("Stage 2"),
    "decision": N_("Decision"),
    "surveillance1": N_("Surveillance 1"),
    "surveillance2": N_("Surveillance 2"),
    "recertification": N_("Recertification"),
    "expiry": N_("End of the certificate"),
}
_BEFORE: Final = ("application", "contract", "programme", "stage1", "stage2")
_REACHED: Final[dict[str, tuple[Event, ...]]] = {
    "application": (Event.QUOTE,),
    "contract": (Event.CONTRACT,),
    "programme": (Event.SET_PROGRAMME,),
    "stage1": (Event.HOLD_STAGE1,),
    "stage2": (Event.HOLD_STAGE2,),
    "decision": tuple(BEGINS_CERTIFICATE),
    "expiry": (Event.EXPIRE,),
}
_HERE: Final = {
    CycleState.ENQUIRY: "application",
    CycleState.APPLICATION: "application",
    CycleState.APPLICATION_REVIEW: "application",
    CycleState.TRANSFER_REVIEW: "application",
    CycleState.QUOTED: "contract",
    CycleState.CONTRACTED: "programme",
    CycleState.PROGRAMME_SET: "stage1",
    CycleState.STAGE1_PLANNED: "stage1",
    CycleState.STAGE1_REPEAT: "stage1",
    CycleState.STAGE1_DONE: "stage2",
    CycleState.STAGE2_READY: "stage2",
    CycleState.STAGE2_AGAIN: "stage2",
    CycleState.STAGE2_DONE: "decision",
    CycleState.EXPIRED: "expiry",
}
_AFTER_DECISION: Final = ("surveillance1", "surveillance2", "recertification", "expiry")
_STOPPED: Final = frozenset({CycleState.DECLINED, CycleState.REFUSED, CycleState.WITHDRAWN, CycleState.CANCELLED})


def stations(source: CycleSource) -> tuple[Station, ...]:
    """Return the stations in their order; a cycle that began with a certificate has none before the decision."""
    began = source.events[0].event if source.events else ""
    joined = source.cycle.decided_on is not None and (not began or began in BEGINS_CERTIFICATE)
    keys = ("decision", *_AFTER_DECISION) if joined else (*_BEFORE, "decision", *_AFTER_DECISION)
    reached = {key: _reached(source, key) for key in keys}
    here = _here(source, reached)
    return tuple(_station(source, key, reached[key], here) for key in keys)


def _reached(source: CycleSource, key: str) -> date | None:
    if key in ("surveillance1", "surveillance2"):
        held = certificate_facts(source).surveillances
        place = 0 if key == "surveillance1" else 1
        return held[place] if len(held) > place else None
    if key == "recertification":
        days = [one.audit.closed_on for one in source.audits if one.audit.type is AuditType.RECERTIFICATION]
        since = source.cycle.decided_on
        return max((day for day in days if day is not None and (since is None or day > since)), default=None)
    if key == "decision" and source.cycle.decided_on is not None:
        return source.cycle.decided_on
    event = source.last(*_REACHED[key])
    return event.happened_on if event is not None else None


def _here(source: CycleSource, reached: dict[str, date | None]) -> str:
    state = source.cycle.state
    if state in _HERE and _HERE[state] in reached:
        return _HERE[state]
    if source.cycle.decided_on is not None:
        coming = (key for key in _AFTER_DECISION if reached[key] is None)
        return "recertification" if state is CycleState.RECERTIFICATION else next(coming, "expiry")
    return "decision"


def _station(source: CycleSource, key: str, reached: date | None, here: str) -> Station:
    stopped = source.cycle.state in _STOPPED
    if reached is not None and key != "expiry":
        return Station(key, StationState.DONE, reached)
    if key == here:
        return Station(key, StationState.STOPPED if stopped else StationState.HERE, _ahead(source, key))
    return Station(key, StationState.AHEAD, None if stopped else _ahead(source, key))


def _ahead(source: CycleSource, key: str) -> date | None:
    """Return by when a station is due, as far as the certificate says so."""
    decided, end = source.cycle.decided_on, source.cycle.expires_on
    if key == "surveillance1" and decided is not None:
        return count.first_surveillance(decided, source.rules)
    if key == "surveillance2" and decided is not None and end is not None:
        years = count.surveillance_years(decided, end)
        return date(years[-1], 12, 31) if years else None
    if key == "recertification" and end is not None:
        return count.recertification_due(end, source.rules)
    return end if key == "expiry" else None
