"""Windows in which people sign, with something in them, for the walks and for pictures."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.attestations import AttestationDraft, Matter, S
from app.domain.attested_people import attendance_matter, note_matter
from app.domain.drafts import FindingDraft, LinkDraft
from app.domain.kinds import AttestationState, Grade, MeetingKind
from app.ui.audit.findings import FindingsPage
from app.ui.audit.opening import OpeningPage
from app.ui.signing.dialog import AttestationDialog
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SIGNING_DATA = frozenset({
    "Eva Example", "chief executive", "Ivo Isms", "ISMS manager", "Access stays open", "TR-4471 enabled", "A.5.18",
    "Access rights", "AB-F1", "not without our lawyer", "S-1", "27 Mar 2026", "09:30", "08:30", "months", "UTC",
    "Opening meeting of the audit", "Finding of the audit", "I took part", "Understood is not accepted", "grade",
    "Requirement", "Statement", "Objective evidence", "Minor nonconformity", "I have received this finding and",
    "understood it", "what I think of it is recorded beside it",
})  # fmt: skip


def wave() -> list[dict[str, list[int]]]:
    """Return a drawing that looks like a name."""
    steps = range(90)
    across = [60 + step * 9 for step in steps]
    down = [round(480 - 280 * math.sin(step * 0.35) * (1 - step / 140) + 40 * math.sin(step * 0.1)) for step in steps]
    return [
        {"x": across, "y": down, "t": [step * 12 for step in steps]},
        {"x": [90, 860], "y": [860, 800], "t": [1200, 1400]},
    ]


def fill(stage: Stage) -> Matter:
    """Begin the opening meeting and let people confirm in different ways; return its matter."""
    services = stage.world.services
    meeting = services.meetings.find(stage.audit_id, MeetingKind.OPENING)
    if meeting is None:
        meeting = services.meetings.get(services.meetings.prepare(stage.audit_id, MeetingKind.OPENING).id)
        services.meetings.begin(meeting.id)
        services.fields.set("body", services.body.ensure().id, "attendance_signed", True)
        matter = attendance_matter(services.meetings.get(meeting.id))
        record_as(stage, matter, 0, S.DRAWN, strokes=wave())
        record_as(stage, matter, 1, S.REFUSED, words="not without our lawyer")
    return attendance_matter(meeting)


def record_as(stage: Stage, matter: Matter, place: int, state: AttestationState, **facts) -> None:
    """Record how the person at a place of the list confirmed."""
    attesting = stage.world.services.attesting
    sheet = attesting.sheet(stage.audit_id, matter)
    line = sheet.lines[place]
    draft = AttestationDraft(
        name=line.name, function=line.function, side=line.side, attendee_id=line.attendee_id, state=state,
        shown_sha256=sheet.shown_sha256,
    )  # fmt: skip
    attesting.confirm(stage.audit_id, matter, replace(draft, **facts))


def finding(stage: Stage) -> Matter:
    """Write a minor nonconformity down; return its matter."""
    services = stage.world.services
    known = services.audits.record(stage.audit_id).findings
    if known:
        return note_matter(known[0].id)
    draft = FindingDraft(
        grade=Grade.MINOR, title="Access stays open", statement="Access stays open",
        objective_evidence="TR-4471 enabled", links=(LinkDraft(ref="A.5.18"),),
    )  # fmt: skip
    return note_matter(services.findings.draft(stage.audit_id, draft).id)


def opening_page(stage: Stage) -> OpeningPage:
    fill(stage)
    page = OpeningPage(stage.ctx, stage.audit_id)
    page.load()
    stage.settle()
    return page


def finding_page(stage: Stage) -> FindingsPage:
    matter = finding(stage)
    known = stage.world.services.audits.record(stage.audit_id).attestations
    if matter.subject_id not in [one.subject_id for one in known]:
        record_as(stage, matter, 0, S.TYPED, typed_name="Eva Example")
        stage.world.services.fields.set("finding", matter.subject_id, "statement", "Access stays open for months")
    page = FindingsPage(stage.ctx, stage.audit_id)
    page.load()
    stage.settle()
    return page


def dialog(stage: Stage, *, way: AttestationState = S.DRAWN, place: int = 2, note: bool = False) -> QWidget:
    matter = finding(stage) if note else fill(stage)
    sheet = stage.world.services.attesting.sheet(stage.audit_id, matter)
    made = AttestationDialog(None, stage.ctx, stage.audit_id, sheet, sheet.lines[0 if note else place])
    made.ways.show_value(way.value)
    made.parts.show_way(way)
    return made
