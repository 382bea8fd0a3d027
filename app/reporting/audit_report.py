"""The audit report (RPT-01 to RPT-44): one revision of `ReportData` in, one archival tagged PDF out.

Page 1 tells what an executive needs: conclusion, recommendation, counts and dates. Then findings, basis, account,
results per requirement, meetings, evidence, and the signatures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.report import report_json
from app.reporting.blocks import PageBreak
from app.reporting.document import Paper, render
from app.reporting.finishing import Attachment
from app.reporting.kit import DOT, Kit
from app.reporting.report_account import account
from app.reporting.report_basis import basis
from app.reporting.report_end import ending
from app.reporting.report_evidence import evidence, samples
from app.reporting.report_findings import findings
from app.reporting.report_front import contents_page, front
from app.reporting.report_meetings import conduct
from app.reporting.report_results import results
from app.reporting.signatures import SignatureField, hidden_fields, made_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.report import PaperStamp, ReportData
    from app.domain.report_parts import ReportBody
    from app.reporting.blocks import Block
    from app.translation import Words

REPORT_FILE = "report.json"


@dataclass(frozen=True, slots=True)
class Built:
    """A finished, unsigned paper: its bytes, its signature fields and its number of pages."""

    pdf: bytes
    fields: tuple[SignatureField, ...]
    pages: int


def build(data: ReportData, words: Words, photos: Mapping[str, bytes]) -> Built:
    """Return the report as PDF/A-3a and PDF/UA-1, unsigned.

    `words` speaks the language of the paper. `photos` holds print renditions (JPEG, or PNG for the logo) by the
    SHA-256 of their originals; a picture that is missing is told as missing, never passed over in silence.
    Same data, words and photos: same bytes. Nothing is written to disk.
    """
    kit = Kit(words, data.body)
    paper = Paper(
        title=_title(kit, data),
        author=data.body.name,
        subject=data.client.name,
        language=words.language.replace("_", "-"),
        composed_at=data.stamp.composed_at,
        head_left=data.client.name,
        head_right=_title(kit, data),
        foot_left=foot(kit, data.body, data.stamp),
        page_words=lambda page, count: kit.t("Page {page} of {count}").format(page=page, count=count),
        attachments=(
            Attachment(
                REPORT_FILE, "application/json", report_json(data), "Data", kit.t("What this report says, for machines")
            ),
        ),
        hidden_fields=hidden_fields(kit, data.signatures),
    )
    pdf, widgets, pages = render(paper, _story(kit, data, photos))
    return Built(pdf, made_fields(data.signatures, widgets), pages)


def _title(kit: Kit, data: ReportData) -> str:
    return kit.t("Audit report {reference}, revision {revision}").format(
        reference=data.audit.reference, revision=data.stamp.revision
    )


def foot(kit: Kit, body: ReportBody, stamp: PaperStamp) -> str:
    """Return the line at the foot: body, form with revision and issue date, audience."""
    form = body.form
    words = [body.name]
    if form.number:
        words.append(kit.t("Form {number}").format(number=form.number))
    if form.revision:
        bare = form.revision[:1].isdigit()  # `9` needs a word before it, `v9` has one
        words.append(kit.t("Revision {revision}").format(revision=form.revision) if bare else form.revision)
    if form.issued:
        words.append(kit.t("Issued {day}").format(day=kit.day(form.issued)))
    words.append(kit.name(stamp.audience))
    return DOT.join(words)


def _story(kit: Kit, data: ReportData, photos: Mapping[str, bytes]) -> list[Block]:
    return [
        *front(kit, data, photos),
        PageBreak(),
        *contents_page(kit, data),
        PageBreak(),
        *findings(kit, data),
        *basis(kit, data),
        *account(kit, data),
        *results(kit, data),
        *samples(kit, data),
        *conduct(kit, data),
        *evidence(kit, data, photos),
        *ending(kit, data),
    ]
