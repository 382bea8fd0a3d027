"""What of the record a cycle is judged by, and how its audits, forms and steps become the facts of its guards.

Pure functions: a service reads a `CycleSource`, everything else follows from it. What nobody has filled in stays "not
there", so that it refuses a step (see `cycle_facts.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.domain.client import Client
from app.domain.client_summary import present
from app.domain.cycle_facts import (
    ApplicationFacts,
    AuditFacts,
    CertificateFacts,
    Nonconformity,
    ReviewFacts,
    Stage1Facts,
)
from app.domain.cycle_kinds import ApplicationItem, Event, TransferCheck
from app.domain.cycle_rules import AuditName
from app.domain.deadlines import DeadlineRules
from app.domain.deadlines_cycle import restore_until, stage1_good_until
from app.domain.findings import is_nonconformity
from app.domain.forms import CONCERNS, STILL_HOLDS, FormAnswer, from_stored
from app.domain.kinds import (
    AuditState,
    AuditType,
    CycleState,
    FindingState,
    FormKind,
    FormResult,
    Grade,
    MeetingKind,
    MeetingState,
    Side,
    StatementKind,
    StatementOutcome,
    TeamRole,
    WithheldJudgement,
)
from app.domain.programme_record import CycleEvent, ReviewForm
from app.domain.record import AuditRecord, Cycle
from app.domain.team_facts import active
from app.domain.team_rules import declarations_clean

BEGINS_CERTIFICATE: Final = frozenset({Event.GRANT, Event.RENEW, Event.RESTORE, Event.JOIN_CYCLE})
ENDS_CERTIFICATE: Final = frozenset({Event.EXPIRE, Event.WITHDRAW, Event.GIVE_UP})
SLOTS: Final[dict[AuditName, frozenset[AuditType]]] = {
    "stage1": frozenset({AuditType.STAGE1}),
    "main": frozenset({AuditType.STAGE2, AuditType.RECERTIFICATION}),
    "surveillance": frozenset({AuditType.SURVEILLANCE}),
    "special": frozenset({AuditType.SPECIAL, AuditType.TRANSFER}),
}
_OPEN_OBJECTION: Final = frozenset({StatementOutcome.OBJECTION, StatementOutcome.CHANGES_WANTED})


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """What became of a nonconformity after its audit."""

    plan_accepted: bool = False
    verified_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleSource:
    """One cycle with all that its guards look at.

    `audits` are those of the cycle in the order of time, without evidence; `followed` holds, by the key of a finding,
    what became of it. `superseded`: a later cycle of this client and standard goes on.
    """

    cycle: Cycle
    client: Client
    today: date
    rules: DeadlineRules = field(default_factory=DeadlineRules)
    events: tuple[CycleEvent, ...] = ()
    audits: tuple[AuditRecord, ...] = ()
    forms: tuple[ReviewForm, ...] = ()
    followed: Mapping[str, FollowedUp] = field(default_factory=dict)
    time_calculated: bool = False
    programme_drawn: bool = False
    superseded: bool = False

    def form(self, kind: FormKind, audit_id: str | None = None) -> ReviewForm | None:
        """Return the latest form of a kind, of an audit if one is named."""
        found = [one for one in self.forms if one.kind is kind and audit_id in (None, one.audit_id)]
        return found[-1] if found else None

    def last(self, *events: Event) -> CycleEvent | None:
        """Return the latest step of these kinds."""
        return next((one for one in reversed(self.events) if one.event in events), None)


# ---------------------------------------------------------------------------------------------------------- the audits


def lead_of(record: AuditRecord) -> str:
    """Return the name of the lead auditor, empty if nobody leads yet."""
    return next((one.name for one in active(record) if one.role is TeamRole.LEAD_AUDITOR), "")


def audit_facts(record: AuditRecord, followed: Mapping[str, FollowedUp], day: date) -> AuditFacts:
    """Return what the guards ask of one audit, as it was on `day`."""
    audit, team = record.audit, active(record)
    judged = [one.judgement for one in record.withheld]
    asked = [one for one in record.statements if one.kind is StatementKind.WITHHELD]
    plans = [one.outcome for one in record.statements if one.kind is StatementKind.PLAN]
    opening = any(
        one.kind is MeetingKind.OPENING and one.state is MeetingState.FINISHED for one in record.meetings
    )  # fmt: skip
    return AuditFacts(
        team_chosen=any(one.role is TeamRole.LEAD_AUDITOR for one in team),
        team=tuple(one.name for one in team if one.side is Side.BODY),
        declarations_clean=bool(team) and declarations_clean(record),
        plan_sent_on=audit.plan_sent_on,
        plan_accepted=bool(plans) and plans[-1] is StatementOutcome.ACCEPTED,
        objection_open=any(
            one.kind is not StatementKind.WITHHELD and one.outcome in _OPEN_OBJECTION and not one.answer.strip()
            for one in record.statements
        ),
        withheld_asked=bool(judged) or any(one.outcome is not StatementOutcome.ASKED for one in asked),
        withheld_open=judged.count(WithheldJudgement.OPEN),
        withheld_refused=judged.count(WithheldJudgement.NOT_UNTIL_ACCESS),
        opening_held=opening,
        closed_on=audit.closed_on,
        report_signed=audit.state is AuditState.REPORTED,
        recommendation=audit.recommendation,
        broken_off_reason=audit.aborted_reason if audit.state is AuditState.ABORTED else "",
        nonconformities=tuple(nonconformities(record, followed, day)),
    )


def nonconformities(record: AuditRecord, followed: Mapping[str, FollowedUp], day: date) -> list[Nonconformity]:
    """Return the issued nonconformities of an audit; what was verified only after `day` is not verified yet."""
    found = []
    for one in record.findings:
        if one.state is not FindingState.ISSUED or not is_nonconformity(one.grade):
            continue
        what = followed.get(one.id, FollowedUp())
        verified = what.verified_on if what.verified_on is not None and what.verified_on <= day else None
        found.append(
            Nonconformity(
                number=one.label,
                major=one.grade is Grade.MAJOR,
                plan_accepted=what.plan_accepted,
                verified_on=verified,
            )
        )
    return found


def chosen(source: CycleSource, slot: AuditName, without: frozenset[str] = frozenset()) -> AuditRecord | None:
    """Return the latest audit of a slot that is not in `without`.

    While a certificate runs the main audit is a recertification: the stage 2 that led to it is history.
    """
    certificate = certificate_facts(source)
    kinds = SLOTS[slot]
    if slot == "main" and certificate.running:
        kinds = frozenset({AuditType.RECERTIFICATION})
    since = certificate.granted_on if slot != "stage1" else None
    found = [
        one
        for one in source.audits
        if one.audit.type in kinds
        and one.audit.id not in without
        and (since is None or one.audit.closed_on is None or one.audit.closed_on >= since)
    ]
    return found[-1] if found else None


# ----------------------------------------------------------------------------------------------- certificate and forms


def certificate_facts(source: CycleSource) -> CertificateFacts:
    """Return the certificate as the register has it."""
    cycle = source.cycle
    ended = cycle.state in (CycleState.EXPIRED, CycleState.WITHDRAWN)
    for one in source.events:
        if one.event in BEGINS_CERTIFICATE:
            ended = False
        elif one.event in ENDS_CERTIFICATE:
            ended = True
    end, since = cycle.expires_on, cycle.decided_on
    held = [one.audit.closed_on for one in source.audits if one.audit.type is AuditType.SURVEILLANCE]
    return CertificateFacts(
        granted_on=since,
        expires_on=end,
        ended=ended,
        restore_until=restore_until(end, source.rules) if end is not None else None,
        surveillances=tuple(day for day in held if day is not None and (since is None or day >= since)),
    )


def application_facts(source: CycleSource) -> ApplicationFacts:
    """Return what is known from the first contact to the programme."""
    said = _said(source.form(FormKind.APPLICATION))
    there = set(present(source.client))
    if _yes(said, "signature"):
        there.add(ApplicationItem.SIGNATURE)
    if _yes(said, "consultants"):
        there.add(ApplicationItem.CONSULTANTS)
    form = source.form(FormKind.APPLICATION)
    approved = said.get("programme_approved", FormAnswer(""))
    return ApplicationFacts(
        contact_noted=bool(source.client.contacts),
        present=frozenset(there),
        competence=_answer(said, "competence"),
        impartiality=_answer(said, "impartiality"),
        scope_clear=_answer(said, "scope_clear"),
        audit_time_calculated=source.time_calculated,
        quote_sent=_yes(said, "offer_sent"),
        signed_by_client=_yes(said, "signed_by_client"),
        signed_by_body=_yes(said, "signed_by_body"),
        programme_drawn=source.programme_drawn,
        programme_approved_by=(approved.remark or (form.by_name if form else "")) if approved.answer else "",
    )


def stage1_facts(source: CycleSource, stage1: AuditRecord | None) -> Stage1Facts:
    """Return what the body judged after this stage 1; the form of an earlier one does not count."""
    if stage1 is None:
        return Stage1Facts()
    form = source.form(FormKind.STAGE2_GO, stage1.audit.id)
    said, closed = _said(form), stage1.audit.closed_on
    results = {FormResult.POSITIVE: True, FormResult.NEGATIVE: False}
    old = said.get(STILL_HOLDS, FormAnswer(""))
    return Stage1Facts(
        reviewed_by=form.by_name if form is not None and form.done_on is not None else "",
        go=results.get(form.result) if form is not None else None,
        reason=form.reason if form is not None else "",
        concerns_open=0 if _yes(said, CONCERNS) else len(_waiting(source, stage1)),
        good_until=stage1_good_until(closed, source.rules) if closed is not None else None,
        age_reason=old.remark if old.answer else "",
    )


def _waiting(source: CycleSource, stage1: AuditRecord) -> list[str]:
    """Return the concerns of stage 1 that no later audit was told to look at."""
    carried = {item.source_finding_id for record in source.audits for item in record.carried}
    return [
        one.id
        for one in stage1.findings
        if one.state is FindingState.ISSUED and one.grade is Grade.CONCERN and one.id not in carried
    ]


def review_facts(source: CycleSource, main: AuditRecord | None) -> ReviewFacts:
    """Return the technical review: who finished it last, and what the audit left to confirm."""
    finished = source.last(Event.FINISH_REVIEW, Event.SEND_TO_REVIEW, Event.ASK_TEAM, Event.RETURN_TO_REVIEW)
    audit = main.audit if main is not None else None
    closed = audit.closed_on if audit is not None else None
    done = (
        finished is not None
        and finished.event == Event.FINISH_REVIEW
        and (closed is None or finished.happened_on >= closed)  # else it was about the audit before
    )
    asked = source.last(Event.ASK_TEAM, Event.SEND_TO_REVIEW)
    return ReviewFacts(
        reviewers=(finished.by_name,) if finished is not None and done else (),
        complete=done,
        questions_open=1 if asked is not None and asked.event == Event.ASK_TEAM else 0,
        internal_audit=audit.internal_audit_done if audit else None,
        management_review=audit.management_review_done if audit else None,
        scope_confirmed=bool(audit and audit.scope_confirmed),
    )


def transfer_facts(source: CycleSource) -> frozenset[TransferCheck]:
    """Return the points that the pre-transfer review cleared."""
    said = _said(source.form(FormKind.TRANSFER))
    return frozenset(check for check in TransferCheck if _yes(said, check.value))


def _said(form: ReviewForm | None) -> dict[str, FormAnswer]:
    return {} if form is None else {one.key: one for one in from_stored(form.answers)}


def _answer(said: Mapping[str, FormAnswer], key: str) -> bool | None:
    return said[key].answer if key in said else None


def _yes(said: Mapping[str, FormAnswer], key: str) -> bool:
    return _answer(said, key) is True
