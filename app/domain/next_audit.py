"""The next audit of a client: what may follow, what is carried over, and what has to be asked anew.

Carried over are the client, the team as a proposal, the sites of the sample, the scope, open nonconformities and
concerns, and the points for the next team. Never carried over are verdicts, judgements, evidence, meetings and texts
of reports: the next audit looks for itself. Asked is only what can have changed since: head counts, sites, the version
of the Statement of Applicability, the scope. Sources: certification-audit facts, sections 2, 10, 12 and 14.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from app.domain.client import Client, Site, Soa
from app.domain.client_summary import scope_text
from app.domain.cycle_source import FollowedUp
from app.domain.findings import is_nonconformity
from app.domain.kinds import (
    Assignment,
    AuditState,
    AuditType,
    CarriedKind,
    CarriedState,
    FindingState,
    Grade,
    Mode,
    ProgrammeStep,
    TeamRole,
)
from app.domain.new_audit import usual_objectives
from app.domain.preparing import CarriedItem
from app.domain.record import AuditRecord, TeamMember
from app.domain.sentence import N_


class SpecialKind(StrEnum):
    """What a special audit is for (facts, section 2, row `special`)."""

    SCOPE_EXTENSION = "scope_extension"
    SHORT_NOTICE = "short_notice"
    FOLLOW_UP = "follow_up"
    NEW_EDITION = "new_edition"


SPECIAL_WORDS: Final[dict[str, str]] = {
    SpecialKind.SCOPE_EXTENSION.value: N_("Extension of the scope"),
    SpecialKind.SHORT_NOTICE.value: N_("At short notice: complaint, incident or change"),
    SpecialKind.FOLLOW_UP.value: N_("Follow-up of nonconformities"),
    SpecialKind.NEW_EDITION.value: N_("Change to a new edition of the standard"),
}
OBJECTIVES: Final[dict[SpecialKind, tuple[str, ...]]] = {
    SpecialKind.SCOPE_EXTENSION: (
        N_("Determine whether the management system covers what the scope is to be extended by."),
        N_("Confirm that the extension does not weaken what is certified already."),
    ),
    SpecialKind.SHORT_NOTICE: (
        N_("Find out what the complaint, incident or change says about the management system."),
        N_("Determine whether the certificate can be kept as it is."),
    ),
    SpecialKind.FOLLOW_UP: (
        N_("Verify that corrections and corrective actions were carried out and work."),
        N_("Determine whether the nonconformities can be closed."),
    ),
    SpecialKind.NEW_EDITION: (
        N_("Determine whether the management system conforms to the new edition."),
        N_("Confirm that the Statement of Applicability follows the new edition."),
    ),
}
_AFTER: Final[dict[AuditType, tuple[AuditType, ...]]] = {
    AuditType.STAGE1: (AuditType.STAGE2, AuditType.STAGE1),
    AuditType.STAGE2: (AuditType.SURVEILLANCE, AuditType.SPECIAL, AuditType.STAGE2),
    AuditType.SURVEILLANCE: (AuditType.SURVEILLANCE, AuditType.RECERTIFICATION, AuditType.SPECIAL),
    AuditType.RECERTIFICATION: (AuditType.SURVEILLANCE, AuditType.SPECIAL, AuditType.RECERTIFICATION),
    AuditType.SPECIAL: (AuditType.SURVEILLANCE, AuditType.RECERTIFICATION, AuditType.SPECIAL, AuditType.STAGE2),
    AuditType.TRANSFER: (AuditType.SURVEILLANCE, AuditType.RECERTIFICATION, AuditType.SPECIAL),
}
_STEP: Final = {
    AuditType.STAGE1: ProgrammeStep.STAGE1,
    AuditType.STAGE2: ProgrammeStep.STAGE2,
    AuditType.RECERTIFICATION: ProgrammeStep.RECERTIFICATION,
    AuditType.SPECIAL: ProgrammeStep.SPECIAL,
    AuditType.TRANSFER: ProgrammeStep.SPECIAL,
}
_LEFT_OPEN: Final = frozenset({CarriedState.OPEN, CarriedState.NOT_EFFECTIVE})
_RESULTS: Final[dict[CarriedKind, tuple[CarriedState, ...]]] = {
    CarriedKind.NONCONFORMITY: (CarriedState.VERIFIED, CarriedState.NOT_EFFECTIVE),
    CarriedKind.CONCERN: (CarriedState.VERIFIED, CarriedState.NOT_EFFECTIVE, CarriedState.NOTED),
    CarriedKind.POINT: (CarriedState.NOTED, CarriedState.NOT_EFFECTIVE),
}
_BESIDE: Final = frozenset({TeamRole.GUIDE, TeamRole.OBSERVER})


class ChangeKind(StrEnum):
    """What is asked because it can have changed."""

    HEADS = "heads"
    SITES = "sites"
    SOA = "soa"
    SCOPE = "scope"


CHANGE_WORDS: Final[dict[str, str]] = {
    ChangeKind.HEADS.value: N_("Head count"),
    ChangeKind.SITES.value: N_("Sites"),
    ChangeKind.SOA.value: N_("Statement of Applicability"),
    ChangeKind.SCOPE.value: N_("Scope"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChoice:
    """A site of the client for the next audit: heads then and now, was it visited, is it proposed and why.

    `new`: the audit before did not know it. `why` is `central`, `planned`, `drawn`, `not_visited` or empty.
    """

    site_id: str
    label: str
    name: str
    heads_then: int | None = None
    heads_now: int | None = None
    visited: bool = False
    new: bool = False
    taken: bool = False
    mode: Mode = Mode.ON_SITE
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is asked: how it was in the audit before, and how the client file has it now."""

    kind: ChangeKind
    then: str
    now: str

    @property
    def differs(self) -> bool:
        """Tell whether it changed."""
        return self.then.strip() != self.now.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAuditDraft:
    """The next audit as it is proposed and filled in."""

    previous_id: str
    previous_reference: str
    previous_type: AuditType
    client_id: str
    client_name: str
    type: AuditType
    step: ProgrammeStep | None
    reference: str = ""
    special: SpecialKind | None = None
    scope: str = ""
    soa_id: str | None = None
    language: str = "en"
    report_language: str = "en"
    planned_start: date | None = None
    planned_end: date | None = None
    zone: str = "UTC"
    file_number: str = ""
    criteria: tuple[str, ...] = ("iso27001",)
    criteria_note: str = ""
    objectives: tuple[str, ...] = ()
    team: tuple[TeamMember, ...] = ()
    sites: tuple[SiteChoice, ...] = ()
    changes: tuple[Change, ...] = ()
    carried: tuple[CarriedItem, ...] = ()
    until: date | None = None
    closed: bool = True


def following(audit_type: AuditType) -> tuple[AuditType, ...]:
    """Return the types of audit that can follow, the usual one first."""
    return _AFTER[audit_type]


def step_of(audit_type: AuditType, held: Iterable[ProgrammeStep]) -> ProgrammeStep:
    """Return the column of the programme; a surveillance is the second one once the first was begun."""
    if audit_type is AuditType.SURVEILLANCE:
        first = ProgrammeStep.SURVEILLANCE1 in set(held)
        return ProgrammeStep.SURVEILLANCE2 if first else ProgrammeStep.SURVEILLANCE1
    return _STEP[audit_type]


def objectives_of(audit_type: AuditType, special: SpecialKind | None) -> tuple[str, ...]:
    """Return the message ids of the usual objectives of the next audit."""
    return OBJECTIVES[special] if special is not None else usual_objectives(audit_type)


def results(kind: CarriedKind) -> tuple[CarriedState, ...]:
    """Return how something that was handed on can end; `open` is always possible, too."""
    return _RESULTS[kind]


# ---------------------------------------------------------------------------------------------------- what is handed on


def carried_items(record: AuditRecord, followed: Mapping[str, FollowedUp]) -> tuple[CarriedItem, ...]:
    """Return what an audit hands on to the next, in the order in which it is looked at.

    Open nonconformities (a verified one is closed, a minor with an accepted plan is verified at the next audit),
    concerns of stage 1, what an earlier audit handed on and this one left open, and the points for the next team.
    """
    found = [*_findings(record, followed), *_again(record), *_points(record)]
    return tuple(replace(one, position=place) for place, one in enumerate(found))


def _findings(record: AuditRecord, followed: Mapping[str, FollowedUp]) -> Iterator[CarriedItem]:
    order = {Grade.MAJOR: 0, Grade.MINOR: 1, Grade.CONCERN: 2}
    issued = [one for one in record.findings if one.state is FindingState.ISSUED and one.grade in order]
    for one in sorted(issued, key=lambda one: (order[one.grade], one.label)):
        if followed.get(one.id, FollowedUp()).verified_on is not None:
            continue
        yield CarriedItem(
            source_audit_id=record.audit.id,
            source_finding_id=one.id,
            kind=CarriedKind.NONCONFORMITY if is_nonconformity(one.grade) else CarriedKind.CONCERN,
            label=one.label,
            grade=one.grade,
            refs=", ".join(dict.fromkeys(link.ref for link in one.links if link.ref)),
            text=one.title or one.statement,
        )


def _again(record: AuditRecord) -> Iterator[CarriedItem]:
    """Yield what this audit got handed on and did not settle; it keeps the audit it comes from."""
    for one in record.carried:
        if one.state in _LEFT_OPEN:
            yield CarriedItem(
                source_audit_id=one.source_audit_id,
                source_finding_id=one.source_finding_id,
                kind=one.kind,
                label=one.label,
                grade=one.grade,
                refs=one.refs,
                text=one.text,
            )


def _points(record: AuditRecord) -> Iterator[CarriedItem]:
    for number, one in enumerate(record.next_points, start=1):
        yield CarriedItem(
            source_audit_id=record.audit.id, kind=CarriedKind.POINT, label=f"P{number}", refs=one.refs, text=one.text
        )


def carried_team(record: AuditRecord) -> tuple[TeamMember, ...]:
    """Return the team as a proposal: nobody has accepted, declared or got days yet; guides are the client's to name."""
    return tuple(
        TeamMember(
            person_id=one.person_id,
            name=one.name,
            latin_name=one.latin_name,
            initials=one.initials,
            role=one.role,
            side=one.side,
            area=one.area,
            competence=one.competence,
            accompanies=one.accompanies,
        )
        for one in record.team
        if one.assignment is not Assignment.DECLINED and one.role not in _BESIDE
    )


# -------------------------------------------------------------------------------------------------------- what is asked


def site_choices(record: AuditRecord, client: Client, wanted: Mapping[str, str]) -> tuple[SiteChoice, ...]:
    """Return the client's sites of today; `wanted` says by key why a site is proposed (`planned`, `drawn`).

    Without a programme and a draw the sites of the audit before are proposed again; the central function always is.
    """
    then = {one.client_site_id: one for one in record.sites}
    return tuple(_choice(site, then, wanted) for site in client.sites)


def _choice(site: Site, then: Mapping[str | None, object], wanted: Mapping[str, str]) -> SiteChoice:
    old = then.get(site.id)
    why = "central" if site.central else wanted.get(site.id, "")
    if not why and old is None:
        why = "not_visited" if not wanted else ""
    return SiteChoice(
        site_id=site.id,
        label=site.label,
        name=site.name,
        heads_then=getattr(old, "heads", None),
        heads_now=site.heads,
        visited=old is not None,
        new=old is None,
        taken=bool(why) or (not wanted and old is not None),
        mode=getattr(old, "mode", Mode.ON_SITE),
        why=why,
    )


def changes(record: AuditRecord, client: Client, soa: Soa | None) -> tuple[Change, ...]:
    """Return what is asked, each as it was in the audit before and as the client file has it now."""
    old_heads = [one.heads for one in record.sites if one.heads is not None]
    new_heads = [one.heads for one in client.sites if one.heads is not None]
    return (
        Change(kind=ChangeKind.HEADS, then=_sum(old_heads), now=_sum(new_heads)),
        Change(kind=ChangeKind.SITES, then=_listed(record.sites), now=_listed(client.sites)),
        Change(kind=ChangeKind.SOA, then=edition(record.soa), now=edition(soa)),
        Change(kind=ChangeKind.SCOPE, then=record.audit.scope, now=scope_text(client) or record.audit.scope),
    )


def edition(soa: Soa | None) -> str:
    """Return how a version of the Statement of Applicability is called."""
    return f"{soa.reference} {soa.edition}".strip() if soa is not None else ""


def latest_soa(client: Client) -> Soa | None:
    """Return the version with the latest date, of undated ones the one entered last."""
    return max(client.soas, key=lambda one: (one.dated is not None, str(one.dated), str(one.created_at)), default=None)


def over(record: AuditRecord) -> bool:
    """Tell whether the closing meeting was held, or the audit ended early: only then it is known what it hands on."""
    return record.audit.closed_on is not None or record.audit.state is AuditState.ABORTED


def _sum(heads: Sequence[int]) -> str:
    return str(sum(heads)) if heads else ""


def _listed(sites: Iterable[object]) -> str:
    return ", ".join(f"{getattr(one, 'label', '')} {getattr(one, 'name', '')}".strip() for one in sites)
