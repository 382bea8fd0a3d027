"""What the guards of the cycle look at: plain values, put together by a service from the record.

Everything starts as "not there", so a fact nobody has filled refuses a step instead of letting it pass.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from app.domain.cycle_kinds import ApplicationItem, TransferCheck
from app.domain.kinds import Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class Nonconformity:
    """One nonconformity that was not withdrawn.

    `plan_accepted`: correction, cause and corrective action were each reviewed and accepted by the auditor.
    `verified_on`: the day on which the implementation was found to work, `None` as long as it was not.
    """

    number: str
    major: bool = False
    plan_accepted: bool = False
    verified_on: date | None = None

    @property
    def cleared(self) -> bool:
        """Tell whether it lets a decision pass: a major verified, a minor with an accepted plan (facts, section 10)."""
        return self.plan_accepted and (self.verified_on is not None or not self.major)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFacts:
    """One audit of the cycle. `team` holds everybody of the body's team, the lead auditor included.

    `plan_accepted` is the client's acknowledgement, `objection_open` an objection that was not settled yet,
    `withheld_*` count records that the client may not show: without judgement, and judged "not until access".
    """

    team_chosen: bool = False
    team: tuple[str, ...] = ()
    declarations_clean: bool = False
    plan_sent_on: date | None = None
    plan_accepted: bool = False
    objection_open: bool = False
    withheld_asked: bool = False
    withheld_open: int = 0
    withheld_refused: int = 0
    opening_held: bool = False
    closed_on: date | None = None
    report_signed: bool = False
    recommendation: Recommendation | None = None
    broken_off_reason: str = ""
    nonconformities: tuple[Nonconformity, ...] = ()

    @property
    def broken_off(self) -> bool:
        """Tell whether the audit ended early."""
        return bool(self.broken_off_reason.strip())

    @property
    def open_majors(self) -> tuple[str, ...]:
        """Return the numbers of the majors that are not accepted and verified."""
        return tuple(one.number for one in self.nonconformities if one.major and not one.cleared)

    @property
    def open_minors(self) -> tuple[str, ...]:
        """Return the numbers of the minors whose plan is not accepted."""
        return tuple(one.number for one in self.nonconformities if not one.major and not one.cleared)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFacts:
    """From the first contact to the programme. `None` = not judged yet."""

    contact_noted: bool = False
    present: frozenset[ApplicationItem] = frozenset()
    competence: bool | None = None
    impartiality: bool | None = None
    scope_clear: bool | None = None
    audit_time_calculated: bool = False
    quote_sent: bool = False
    signed_by_client: bool = False
    signed_by_body: bool = False
    programme_drawn: bool = False
    programme_approved_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage1Facts:
    """What the body judged after stage 1 (27006-1, 9.3.2).

    `concerns_open` counts areas of concern neither resolved nor handed to stage 2 by the body; `good_until` is D-02,
    `age_reason` why stage 1 still holds after that day.
    """

    reviewed_by: str = ""
    go: bool | None = None
    reason: str = ""
    concerns_open: int = 0
    good_until: date | None = None
    age_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """The technical review of the file, before the decision."""

    reviewers: tuple[str, ...] = ()
    complete: bool = False
    questions_open: int = 0
    internal_audit: bool | None = None
    management_review: bool | None = None
    scope_confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """Who decided when and why: for the step that is about to be taken."""

    by: tuple[str, ...] = ()
    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """The certificate as the register has it. `ended`: expired or withdrawn, and that is recorded.

    `restore_until` is D-10; `surveillances` are the closing days of the surveillance audits of this cycle.
    """

    granted_on: date | None = None
    expires_on: date | None = None
    ended: bool = False
    restore_until: date | None = None
    surveillances: tuple[date, ...] = ()

    @property
    def running(self) -> bool:
        """Tell whether the client holds a certificate (a suspended one counts)."""
        return self.granted_on is not None and not self.ended


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFacts:
    """All a guard needs.

    `stage1`, `main` (stage 2 or recertification), `surveillance` (the latest) and `special` are the audits of the cycle
    at hand. `majors_until` is the hard limit for the majors of stage 2 (D-05-limit), `None` in a recertification.
    `reason` is what was typed for the step about to be taken, `transfer` holds the points that are cleared.
    `changed_much`: the client changed so much that recertification needs a stage 1 again.
    """

    today: date
    application: ApplicationFacts = field(default_factory=ApplicationFacts)
    stage1: AuditFacts = field(default_factory=AuditFacts)
    stage1_review: Stage1Facts = field(default_factory=Stage1Facts)
    main: AuditFacts = field(default_factory=AuditFacts)
    majors_until: date | None = None
    surveillance: AuditFacts = field(default_factory=AuditFacts)
    special: AuditFacts = field(default_factory=AuditFacts)
    review: ReviewFacts = field(default_factory=ReviewFacts)
    decision: DecisionFacts = field(default_factory=DecisionFacts)
    certificate: CertificateFacts = field(default_factory=CertificateFacts)
    transfer: frozenset[TransferCheck] = frozenset()
    suspension_solved: bool = False
    new_scope: str = ""
    changed_much: bool = False
    reason: str = ""


def folded(names: Iterable[str]) -> frozenset[str]:
    """Return `names` without differences of case and spaces, the empty ones left out."""
    return frozenset(text for text in (" ".join(name.split()).casefold() for name in names) if text)
