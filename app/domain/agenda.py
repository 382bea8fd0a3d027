"""Agendas of the meetings and which point must be treated in which type of audit.

Points and duties: certification-audit facts, sections 4 and 7 (17021-1, 9.4.2 and 9.4.7; OM-19 27006-1, 8.4.2;
OM-21 IAF MD 4). A duty is M (mandatory), o (as needed), o* (mandatory as soon as a part is remote) or - (not used).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.domain.agenda_closing import CLOSING, WRAP_UP
from app.domain.agenda_opening import OPENING
from app.domain.kinds import AuditType, Duty, MeetingKind

# Columns of the table, in its order. [choice] A transfer audit follows the column of the special audits.
COLUMNS: Final = {
    AuditType.STAGE1: 0,
    AuditType.STAGE2: 1,
    AuditType.SURVEILLANCE: 2,
    AuditType.RECERTIFICATION: 3,
    AuditType.SPECIAL: 4,
    AuditType.TRANSFER: 4,
}
SIGNS: Final = {"M": Duty.MANDATORY, "o": Duty.AS_NEEDED, "o*": Duty.IF_REMOTE, "-": Duty.NOT_USED}

# S1 S2 SV RC SP
DUTIES: Final = {
    "OM-01": "M M M M M",
    "OM-02": "M M M M M",
    "OM-03": "M M M M M",
    "OM-04": "o M o M o",
    "OM-05": "o M M M o",
    "OM-06": "M M M M M",
    "OM-07": "M M M M M",
    "OM-08": "o M M M o",
    "OM-09": "M M M M M",
    "OM-10": "M M M M M",
    "OM-11": "- M M M o",
    "OM-12": "M M M M M",
    "OM-13": "M M M M M",
    "OM-14": "M M M M M",
    "OM-15": "M M M M M",
    "OM-16": "M M M M M",
    "OM-17": "M M M M o",
    "OM-18": "o M M M o",
    "OM-19": "M M M M M",
    "OM-20": "o M M M o",
    "OM-21": "o* o o o o",
    "OM-22": "M M M M M",
    "OM-23": "M M M M M",
    "OM-24": "- - M M o",
    "CM-01": "M M M M M",
    "CM-02": "M M M M M",
    "CM-03": "M M M M M",
    "CM-04": "o M M M o",
    "CM-05": "- M M M M",
    "CM-06": "M - - - -",
    "CM-07": "o M M M o",
    "CM-08": "M M M M M",
    "CM-09": "M M M M M",
    "CM-10": "M M M M M",
    "CM-11": "o M M M M",
    "CM-12": "o M M M M",
    "CM-13": "M M M M M",
    "CM-14": "M M M M M",
    "CM-15": "M M M M M",
    "CM-16": "M M M M M",
    "CM-17": "M M M M M",
    "CM-18": "M M M M M",
    "CM-19": "- M M M o",
    "CM-20": "M M M M M",
    # [choice] The short form: what was found and the early warning are what OM-15 promises, the rest is as needed.
    "WU-01": "o o o o o",
    "WU-02": "M M M M M",
    "WU-03": "M M M M M",
    "WU-04": "o o o o o",
    "WU-05": "o o o o o",
}
# [choice] The table marks only stage 1 with o*; tools and consent must be agreed for every remote part (IAF MD 4, 4.1).
REMOTE_POINTS: Final = frozenset({"OM-21"})
TEXTS: Final = {
    MeetingKind.OPENING: OPENING,
    MeetingKind.CLOSING: CLOSING,
    MeetingKind.WRAP_UP: WRAP_UP,
    MeetingKind.INTERIM: WRAP_UP,
}


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """One point: `title` and `say` (what is read aloud) are msgids of the catalogue."""

    code: str
    duty: Duty
    title: str
    say: str

    @property
    def mandatory(self) -> bool:
        """Tell whether the meeting cannot be finished while the point is open."""
        return self.duty is Duty.MANDATORY

    @property
    def used(self) -> bool:
        """Tell whether the point belongs to this type of audit at all."""
        return self.duty is not Duty.NOT_USED


def listed_duty(code: str, audit_type: AuditType) -> Duty:
    """Return the duty as the table prints it; `IF_REMOTE` is not yet resolved."""
    return SIGNS[DUTIES[code].split()[COLUMNS[audit_type]]]


def points(kind: MeetingKind, audit_type: AuditType, *, remote: bool) -> tuple[AgendaPoint, ...]:
    """Return all points of a meeting in the order of their codes, those that are not used too.

    `remote` says whether any part of the audit is done remotely: then OM-21 is mandatory, else as needed.
    """
    return tuple(
        AgendaPoint(code, _resolved(code, audit_type, remote=remote), title, say) for code, title, say in TEXTS[kind]
    )


def _resolved(code: str, audit_type: AuditType, *, remote: bool) -> Duty:
    duty = listed_duty(code, audit_type)
    if remote and code in REMOTE_POINTS:
        return Duty.MANDATORY
    return Duty.AS_NEEDED if duty is Duty.IF_REMOTE else duty
