"""One finding as a paper of its own (17021-1, 9.4.5.3): handed over, explained and confirmed in the closing meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.kinds import PaperKind
from app.domain.paper_data import paper_json
from app.reporting.audit_report import Built, foot
from app.reporting.blocks import Block, Heading, Space, Text
from app.reporting.document import Paper, render
from app.reporting.finishing import Attachment
from app.reporting.fonts import STRONG
from app.reporting.kit import DOT, Kit
from app.reporting.layout import Together
from app.reporting.masthead import masthead
from app.reporting.report_end import signing
from app.reporting.report_findings import finding_fields, opinions
from app.reporting.signatures import hidden_fields, made_fields
from app.reporting.signed import signed_table, worth
from app.reporting.style import BODY, INK, LEAD, TextStyle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.note_data import NoteData
    from app.translation import Words

NOTE_FILE: Final = "finding.json"
_CLIENT: Final = TextStyle(13, 18, STRONG, INK, after=1)


def build_note(data: NoteData, words: Words, photos: Mapping[str, bytes] | None = None) -> Built:
    """Return the paper as PDF/A-3a and PDF/UA-1, unsigned; `photos` may hold the body's logo by its SHA-256."""
    kit = Kit(words, data.body)
    title = kit.t("Finding {number}").format(number=data.finding.number)
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
                NOTE_FILE,
                "application/json",
                paper_json(PaperKind.NC_NOTE, data),
                "Data",
                kit.t("What this paper says, for machines"),
            ),
        ),
        hidden_fields=hidden_fields(kit, data.signatures),
    )
    pdf, widgets, pages = render(paper, _story(kit, data, title, photos or {}))
    return Built(pdf, made_fields(data.signatures, widgets), pages)


def _story(kit: Kit, data: NoteData, title: str, photos: Mapping[str, bytes]) -> list[Block]:
    references = DOT.join(part for part in (kit.name(data.audit_kind), data.reference, data.file_number) if part)
    draft = [kit.note(kit.t("The number is final when the closing meeting has ended."))] if data.draft else []
    understood = kit.t(
        "By confirming, the client says that this finding was received and understood. Understood is not accepted; "
        "a different opinion stands above in the client's own words and goes to the certification body."
    )
    table = signed_table(kit, data.people, [kit.t("Confirmation")])
    return [
        *masthead(kit, data.body, photos),
        Heading(title, kit.theme.title, 1, listed=False),
        Text(references, LEAD.muted()),
        *draft,
        Space(8),
        Text(data.client.name, _CLIENT),
        Text(data.client.address, BODY.muted()),
        kit.chapter(kit.t("Finding")),
        *finding_fields(kit, data.finding),
        *opinions(kit, data.finding),
        Together(kit.chapter(kit.t("Confirmation")), Text(understood), worth(kit), Space(6), table),
        *signing(kit, data.signatures, data.stamp),
    ]


__all__ = ["NOTE_FILE", "build_note"]
