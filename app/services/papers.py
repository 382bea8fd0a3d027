"""Papers in the making: everything a paper shows is gathered in one read, composed, and built into bytes.

Nothing here writes. The reporting stack is loaded inside functions, because the first window must not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from app.domain import report
from app.domain.composing import Outside, compose, compose_meeting
from app.domain.composing_fieldwork import printable_files
from app.domain.kinds import PaperKind, TeamRole
from app.domain.open_typing import Typing
from app.domain.report_parts import Tool
from app.domain.words import word
from app.models.fieldwork import Meeting
from app.models.papers import Paper
from app.models.record import Blob, Draft, Rendition, RenditionKind
from app.services.base import get_row
from app.storage.records import load_audit
from app.translation import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from app.domain.record import AuditRecord
    from app.domain.report import MeetingRecordData, ReportData
    from app.services.base import Core
    from app.translation import Words

TOOLS: Final = ("reportlab", "pikepdf", "uharfbuzz", "pillow", "segno", "python-bidi", "fontpkg-noto-sans", "pyhanko")
DONE: Final = "done"

Pictures = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read at one moment: the audit, the head of its trail, pictures by SHA-256, and what stands open."""

    record: AuditRecord
    head: str
    pictures: Pictures
    logo: str
    drafts: tuple[Typing, ...]
    revision: int

    @property
    def words(self) -> Words:
        """Return the words in the language of the paper."""
        return load(self.record.audit.report_language)

    def outside(self, *, drafts: bool = False) -> Outside:
        """Return what composing needs beside the record."""
        words = self.words
        return Outside(
            logo_sha256=self.logo,
            pictures=frozenset(self.pictures) - {self.logo},
            roles={role: words.gettext(word(role)) for role in TeamRole},
            languages=_language_names(self.record, words),
            drafts=drafts,
        )


def tools() -> tuple[Tool, ...]:
    """Return the libraries that shape the bytes of a paper, with their versions."""
    return tuple(Tool(name, found) for name in TOOLS if (found := _version(name)))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def gather(core: Core, audit_id: str) -> Gathered:
    """Read all that papers of this audit can show; raises `UserMistake("audit_unknown")`."""
    head = core.workspace.head(audit_id).value
    with core.workspace.read() as session:
        record = load_audit(session, audit_id)
        logo, logo_bytes = _logo(session, core, record)
        return Gathered(
            record=record,
            head=head,
            pictures=_pictures(session, record) | logo_bytes,
            logo=logo,
            drafts=typing_of(session, audit_id),
            revision=1 + (_last_revision(session, audit_id) or 0),
        )


def meeting_audit(core: Core, meeting_id: str) -> str:
    """Return the audit of a meeting; raises `UserMistake("row_unknown")`."""
    with core.workspace.read() as session:
        return get_row(session, Meeting, meeting_id).audit_id


def typing_of(session: Session, audit_id: str) -> tuple[Typing, ...]:
    """Return the unfinished typing in the audit, of anybody, oldest first."""
    query = select(Draft.target_kind, Draft.target_id, Draft.field).where(Draft.audit_id == audit_id)
    rows = session.execute(query.order_by(Draft.changed_at))
    return tuple(Typing(kind, row_id, field) for kind, row_id, field in rows)


def _last_revision(session: Session, audit_id: str) -> int | None:
    query = select(func.max(Paper.revision)).where(Paper.audit_id == audit_id, Paper.kind == PaperKind.REPORT)
    return session.scalar(query)


def _pictures(session: Session, record: AuditRecord) -> Pictures:
    """Return the print renditions of the audit's attachments by the SHA-256 of the original."""
    query = (
        select(Blob.sha256, Rendition.data)
        .join(Blob, Rendition.blob_id == Blob.id)
        .where(Rendition.kind == RenditionKind.PRINT, Rendition.state == DONE, Rendition.data.is_not(None))
    )
    wanted = {file.sha256 for _, file in printable_files(record)}
    return {
        sha256: data
        for sha256, data in session.execute(query.where(Blob.sha256.in_(wanted)))
        if sha256 is not None and data is not None
    }


def _logo(session: Session, core: Core, record: AuditRecord) -> tuple[str, Pictures]:
    blob_id = record.body.logo_id
    if blob_id is None:
        return "", {}
    sha256 = session.scalar(select(Blob.sha256).where(Blob.id == blob_id)) or ""
    with core.workspace.blobs.open(blob_id) as stream:
        return sha256, {sha256: stream.read()}


def _language_names(record: AuditRecord, words: Words) -> Mapping[str, str]:
    """Return code -> name in the language of the paper; what is no code stays as it was typed."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - not before the first window

    names: dict[str, str] = {}
    for code in {record.audit.language, *(row.language for row in record.timetable)}:
        try:
            found = Locale.parse(code).get_display_name(words.language)
        except (UnknownLocaleError, ValueError, TypeError):
            continue
        if found:
            names[code] = found
    return names


def report_data(core: Core, found: Gathered, *, drafts: bool = False) -> ReportData:
    """Return what the report shows now."""
    return compose(
        found.record,
        head=found.head,
        revision=found.revision,
        composed_at=core.now(),
        tools=tools(),
        outside=found.outside(drafts=drafts),
    )


def meeting_data(core: Core, found: Gathered, meeting_id: str) -> MeetingRecordData:
    """Return what the record of a meeting shows now."""
    return compose_meeting(
        found.record, meeting_id, head=found.head, composed_at=core.now(), tools=tools(), outside=found.outside()
    )


def build_report(data: ReportData, pictures: Pictures, *, preview: bool = False) -> bytes:
    """Return the unsigned PDF with its empty signature fields.

    A preview says on every page that it is one, and has no signature fields, so that nobody can sign it.
    """
    from app.reporting.audit_report import build  # noqa: PLC0415 - the reporting stack is loaded when it is needed
    from app.reporting.preview import mark_as_preview  # noqa: PLC0415 - as above

    words = load(data.stamp.language)
    if preview:
        return mark_as_preview(build(replace(data, signatures=()), words, pictures).pdf, words)
    return build(data, words, pictures).pdf


def build_meeting(data: MeetingRecordData, pictures: Pictures) -> bytes:
    """Return the PDF of a meeting record."""
    from app.reporting.meeting_record import build_meeting_record  # noqa: PLC0415 - as above

    return build_meeting_record(data, load(data.stamp.language), pictures).pdf


def read_report(text: bytes) -> ReportData:
    """Return the frozen data of a paper; raises ValueError when it is not what was frozen."""
    return report.from_json(text)
