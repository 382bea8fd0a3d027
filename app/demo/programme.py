"""Scenes around the audit: the cycle as it stood before, the calculation of audit time, declarations, the last step.

Stage 1 lies before this workspace, so the steps up to the go-ahead for stage 2 are told from paper. "Stage 2 held" is
taken like any other step, by the record of the audit that was just played.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from app.demo.case import Row
from app.demo.stage import LEAD, Stage, day
from app.domain.audit_time_values import Adjustment, Factors, HeadGroup, Shares, TimeInputs
from app.domain.cycle_history import ToldStep
from app.domain.cycle_kinds import Actor, Event
from app.domain.cycle_wish import StepWish
from app.domain.declarations import Answer, DeclarationDraft, all_clean, required_kinds, shown_text
from app.domain.kinds import DeclarationKind, ProgrammeLine, ProgrammeStep
from app.domain.record import TeamMember
from app.domain.time_use import UsedPart
from app.translation import load

_SHARES: Final = ("on_site", "remote", "office")


def tell_cycle(stage: Stage) -> None:
    """Tell the steps of the cycle that lie before this audit, and give it its numbers."""
    cycle_id = _cycle_id(stage)
    told = [
        ToldStep(
            event=Event(row["event"]),
            happened_on=_day(row["on"]),
            by_name=row["by"],
            record=row["record"],
            reason=row.get("reason", ""),
        )
        for row in stage.case.rows("cycle")
    ]
    stage.services.cycles.tell(cycle_id, told)
    stage.put("cycle", cycle_id, file_number=stage.case.part("audit")["file_number"])


def calculate(stage: Stage, client_id: str) -> None:
    """Keep the calculation of audit time of the application, and let the audit take its stage 2 days."""
    row = stage.case.part("audit_time")
    made = stage.services.times.keep(
        client_id, _inputs(row), cycle_id=_cycle_id(stage), approved_by=row["approved_by"], remark=row["remark"]
    )
    stage.services.times.use(stage.audit_id, made.id, UsedPart.STAGE2)


def plan_programme(stage: Stage) -> None:
    """Plan requirements and sites over the three years as the case has them."""
    client = stage.services.clients.get(stage.services.audits.record(stage.audit_id).client.id)
    sites = {site.label: site.id for site in client.sites}
    cycle_id, cells = _cycle_id(stage), []
    lines = stage.services.programmes.matrix(cycle_id).lines
    every = [one.key for one in lines if one.line is ProgrammeLine.REQUIREMENT and one.applicable]
    for row in stage.case.rows("programme"):
        step = ProgrammeStep(row["step"])
        cells += [(ProgrammeLine.SITE, sites[label], step, True) for label in row["sites"]]
        cells += [(ProgrammeLine.REQUIREMENT, ref, step, True) for ref in every if _meant(ref, row)]
    stage.services.programmes.set_cells(cycle_id, cells)


def _meant(ref: str, row: Row) -> bool:
    """Tell whether a requirement is named, itself or by a clause above it, and not left to another audit."""
    named = any(ref == one or ref.startswith(f"{one}.") for one in row["refs"])
    return named and ref not in row["without"]


def declare(stage: Stage) -> None:
    """Let everybody who has to declare impartiality and confidentiality, in English, as it was signed on paper."""
    words = load("en").gettext
    remarks = {row["name"]: row.get("remark", "") for row in stage.case.rows("declarations")}
    for member in stage.services.audits.record(stage.audit_id).team:
        drafts = [_draft(kind, member, remarks.get(member.name, ""), words) for kind in _kinds(member)]
        if drafts:
            stage.services.teams.accept(member.id, member.declared_on)
            stage.services.teams.declare(member.id, drafts, member.name, member.declared_on)


def _kinds(member: TeamMember) -> tuple[DeclarationKind, ...]:
    return required_kinds(member.role, member.side)


def _draft(kind: DeclarationKind, member: TeamMember, remark: str, words: Any) -> DeclarationDraft:  # noqa: ANN401 - gettext
    answers = tuple(
        Answer(one.key, one.value, remark if one.key == "past" else "") for one in all_clean(kind, member.role)
    )
    return DeclarationDraft(kind=kind, answers=answers, text=shown_text(kind, member.role, words))


def hold_stage2(stage: Stage) -> None:
    """Take the step that the signed report has made possible."""
    lead = next(row["name"] for row in stage.case.rows("people") if row["initials"] == LEAD)
    record = stage.services.audits.record(stage.audit_id)
    if record.audit.closed_on is None:
        return
    wish = StepWish(
        event=Event.HOLD_STAGE2, actor=Actor.LEAD_AUDITOR, by_name=lead, happened_on=record.audit.closed_on,
        record=stage.case.part("stage2_done")["record"],
    )  # fmt: skip
    stage.services.cycles.take(_cycle_id(stage), wish)


def _cycle_id(stage: Stage) -> str:
    criteria = stage.services.audits.record(stage.audit_id).criteria
    return next(one.cycle_id for one in criteria if one.cycle_id)


def _inputs(row: Row) -> TimeInputs:
    groups = tuple(
        HeadGroup(name=one["name"], count=one["count"], identical=bool(one["why"]), justification=one["why"])
        for one in row["groups"]
    )
    extra = tuple(
        Adjustment(name=one["name"], percent=Fraction(one["percent"]), reason=one["reason"])
        for one in row["adjustments"]
    )
    return TimeInputs(
        groups=groups,
        factors=Factors(**row["factors"]),
        percent=Fraction(row["percent"]),
        percent_reason=row["percent_reason"],
        adjustments=extra,
        shares=Shares(**{name: Fraction(row["shares"][name]) for name in _SHARES}),
    )


def _day(text: str) -> Any:  # noqa: ANN401 - a date, the case always has one here
    return day(text)
