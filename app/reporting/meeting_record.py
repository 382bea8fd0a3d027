"""The record of an opening or closing meeting: a paper of its own, signed on the spot (RPT-37)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.kinds import MeetingKind
from app.domain.report import meeting_json
from app.domain.words import N_
from app.reporting.audit_report import Built, foot
from app.reporting.blocks import Block, Heading, Space, Text
from app.reporting.document import Paper, render
from app.reporting.finishing import Attachment
from app.reporting.fonts import STRONG
from app.reporting.kit import DOT, Kit
from app.reporting.masthead import masthead
from app.reporting.report_end import signing
from app.reporting.report_meetings import attendance, meeting_blocks
from app.reporting.signatures import hidden_fields, made_fields
from app.reporting.signed import RECORDED, differences, signed_table, worth
from app.reporting.style import BODY, INK, LEAD, TextStyle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.report import MeetingRecordData
    from app.translation import Words

RECORD_FILE = "meeting-record.json"

TITLES = {
    MeetingKind.OPENING: N_("Record of the opening meeting"),
    MeetingKind.CLOSING: N_("Record of the closing meeting"),
    MeetingKind.WRAP_UP: N_("Record of a daily wrap-up"),
    MeetingKind.INTERIM: N_("Record of an interim meeting"),
}
_CLIENT = TextStyle(13, 18, STRONG, INK, after=1)


def build_meeting_record(data: MeetingRecordData, words: Words, photos: Mapping[str, bytes] | None = None) -> Built:
    """Return the record as PDF/A-3a and PDF/UA-1, unsigned; `photos` may hold the body's logo by its SHA-256."""
    kit = Kit(words, data.body)
    title = kit.t(TITLES[data.meeting.kind])
    paper = Paper(
        title=f"{title} {data.reference}",
        author=data.body.name,
        subject=data.client.name,
        language=words.language.replace("_", "-"),
        composed_at=data.stamp.composed_at,
        head_left=data.client.name,
        head_right=f"{title} {data.reference}",
        foot_left=foot(kit, data.body, data.stamp),
        page_words=lambda page, count: kit.t("Page {page} of {count}").format(page=page, count=count),
        attachments=(
            Attachment(
                RECORD_FILE,
                "application/json",
                meeting_json(data),
                "Data",
                kit.t("What this record says, for machines"),
            ),
        ),
        hidden_fields=hidden_fields(kit, data.signatures),
    )
    pdf, widgets, pages = render(paper, _story(kit, data, title, photos or {}))
    return Built(pdf, made_fields(data.signatures, widgets), pages)


def _story(kit: Kit, data: MeetingRecordData, title: str, photos: Mapping[str, bytes]) -> list[Block]:
    references = DOT.join(part for part in (kit.name(data.audit_kind), data.reference, data.file_number) if part)
    return [
        *masthead(kit, data.body, photos),
        Heading(title, kit.theme.title, 1, listed=False),
        Text(references, LEAD.muted()),
        Space(10),
        Text(data.client.name, _CLIENT),
        Text(data.client.address, BODY.muted()),
        kit.chapter(kit.t("Meeting")),
        *([kit.field(kit.t("Scope"), data.scope, "scope")] if data.scope else []),
        *_representatives(kit, data),
        *meeting_blocks(kit, data.meeting, numbered=False),
        kit.chapter(kit.t("Attendance")),
        attendance(kit, (data.meeting,), data.attendees),
        *_signed(kit, data),
        *_scope_sheet(kit, data),
        *signing(kit, data.signatures, data.stamp),
    ]


def _representatives(kit: Kit, data: MeetingRecordData) -> list[Block]:
    people = "\n".join(
        ", ".join(part for part in (one.name, one.function) if part) for one in data.client.representatives
    )
    return [kit.field(kit.t("Representatives"), people, "scope")] if people else []


def _signed(kit: Kit, data: MeetingRecordData) -> list[Block]:
    """Return who signed for having taken part, one column per meeting, with what such a drawing is worth."""
    story: list[Block] = []
    for one in data.signed:
        quiet = "" if one.expected else kit.t(RECORDED)
        table = signed_table(kit, one.people, [kit.name(kind) for kind in one.meetings], quiet=quiet)
        story += [kit.section(kit.t("Signatures of attendance"), listed=True), worth(kit), Space(6), table]
    return story


def _scope_sheet(kit: Kit, data: MeetingRecordData) -> list[Block]:
    """Return the final scope sentence with its difference to the application, signed by both sides."""
    story: list[Block] = []
    for one in data.scope_sheet:
        story += [
            kit.chapter(kit.t("Scope of certification")),
            kit.field(kit.t("As applied for"), one.applied, "scope sheet"),
            kit.field(kit.t("Final wording"), kit.text(one.final, BODY.strong()), "scope sheet"),
            kit.field(kit.t("Difference"), differences(kit, one.changes), "scope sheet"),
            kit.note(kit.t("The certification body decides on the scope; this is what both sides recommend to it.")),
            Space(4),
            signed_table(kit, one.people, [kit.t("Confirmation")]),
        ]
    return story
