"""Answers in a meeting that change data: what is asked under which point, what stands in the record, what is done.

OM-02 scope, OM-03 plan, OM-13 early end, OM-14 languages, OM-17 heads, OM-18 SoA, OM-19 records not to be shown,
OM-21 tools and consent (certification-audit facts, section 4; 27006-1, 8.4.2; IAF MD 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.kinds import MeetingKind, TakenOver
from app.domain.sentence import N_

if TYPE_CHECKING:
    from app.domain.confirming import MeetingAnswer
    from app.domain.fieldwork import Meeting
    from app.domain.record import AuditRecord


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that may have changed: `old` is what the record says, `ways` what can be done, the usual one first."""

    code: str
    subject: str
    label: str
    old: str
    ways: tuple[TakenOver, ...]
    name: str = ""


_CHANGED: Final = (TakenOver.CHANGED, TakenOver.DEVIATION, TakenOver.NOTHING)
_VERSION: Final = (TakenOver.NEW_VERSION, TakenOver.DEVIATION, TakenOver.NOTHING)
_DEVIATION: Final = (TakenOver.DEVIATION, TakenOver.NOTHING)
_NOTED: Final = (TakenOver.NOTHING,)
HEADS: Final = "heads:"


def asked(record: AuditRecord, meeting: Meeting) -> tuple[Asked, ...]:
    """Return what the points of this meeting ask, in the order of their codes."""
    audit = record.audit
    scope = Asked("OM-02", "scope", N_("Scope sentence"), audit.scope, _VERSION)
    if meeting.kind is MeetingKind.CLOSING:
        return (Asked("CM-02", "scope_final", N_("Final scope sentence"), audit.scope_final or audit.scope, _VERSION),)
    if meeting.kind is not MeetingKind.OPENING:
        return ()
    soa = "" if record.soa is None else record.soa.edition
    heads = tuple(
        Asked("OM-17", f"{HEADS}{site.id}", N_("Head count of {name}"), _figure(site.heads), _CHANGED, site.name)
        for site in record.sites
    )
    return (
        scope,
        Asked("OM-03", "plan", N_("Change of the plan"), "", _DEVIATION),
        Asked("OM-13", "ending", N_("Conditions for ending early"), "", _NOTED),
        Asked("OM-14", "language", N_("Language of the audit"), audit.language, _CHANGED),
        Asked("OM-14", "report_language", N_("Language of the report"), audit.report_language, _CHANGED),
        *heads,
        Asked("OM-17", "sites", N_("Sites or shifts"), "", _DEVIATION),
        Asked("OM-18", "soa", N_("Version of the Statement of Applicability"), soa, _VERSION),
        Asked("OM-19", "withheld", N_("A record that may not be shown"), "", _CHANGED),
        Asked("OM-21", "tools", N_("Remote tools"), meeting.tools, _CHANGED),
        Asked("OM-21", "consent", N_("Recording and consent"), meeting.consent, _CHANGED),
    )


def of_point(record: AuditRecord, meeting: Meeting, code: str) -> tuple[Asked, ...]:
    """Return what one point asks."""
    return tuple(one for one in asked(record, meeting) if one.code == code)


def given(meeting: Meeting, code: str) -> tuple[MeetingAnswer, ...]:
    """Return the answers that were given under a point."""
    return tuple(one for one in meeting.answers if one.code == code)


def open_answers(meeting: Meeting) -> tuple[MeetingAnswer, ...]:
    """Return the answers nobody has decided about yet."""
    return tuple(one for one in meeting.answers if one.taken is TakenOver.OPEN)


def _figure(heads: int | None) -> str:
    return "" if heads is None else str(heads)
