"""Papers in the making: everything a paper shows is gathered in one read, composed, and built into bytes.

Nothing here writes. The reporting stack is loaded inside functions, because the first window must not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from app.domain.audit_time import inputs_from_json, result_from_json
from app.domain.audit_time_steps import line, steps
from app.domain.composing import PAPERS as MEETING_PAPERS
from app.domain.composing import Outside
from app.domain.composing_fieldwork import printable_files
from app.domain.kinds import PaperKind, TeamRole
from app.domain.open_typing import Typing
from app.domain.report_parts import Tool
from app.domain.words import word
from app.models.fieldwork import Meeting
from app.models.papers import Paper
from app.models.record import Blob, Draft, Rendition, RenditionKind
from app.services.base import get_row
from app.services.finding_rules import told_repeats
from app.services.paper_types import type_of
from app.services.places import places_told
from app.storage.records import load_audit
from app.translation import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from app.domain.paper_data import PaperData
    from app.domain.record import AuditRecord
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
    kind: PaperKind = PaperKind.REPORT
    subject_id: str = ""
    repeats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

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
            calculation=_calculation(self.record, words),
            places=self.places,
            repeats=self.repeats,
        )


def tools() -> tuple[Tool, ...]:
    """Return the libraries that shape the bytes of a paper, with their versions."""
    return tuple(Tool(name, found) for name in TOOLS if (found := _version(name)))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def gather(core: Core, audit_id: str, kind: PaperKind = PaperKind.REPORT, subject_id: str = "") -> Gathered:
    """Read all that a paper of this audit can show; raises `UserMistake("audit_unknown")`.

    `subject_id` names the meeting, finding or person that the paper is about, where its kind needs one.
    """
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
            revision=1 + (_last_revision(session, audit_id, kind, subject_id) or 0),
            kind=kind,
            subject_id=subject_id,
            repeats=told_repeats(session, record),
            places=places_told(session, record),
        )


def meeting_paper(core: Core, meeting_id: str) -> tuple[str, PaperKind]:
    """Return the audit of a meeting and the kind of its record; raises `UserMistake("row_unknown")`."""
    with core.workspace.read() as session:
        row = get_row(session, Meeting, meeting_id)
        return row.audit_id, MEETING_PAPERS.get(row.kind, PaperKind.OPENING_RECORD)


def typing_of(session: Session, audit_id: str) -> tuple[Typing, ...]:
    """Return the unfinished typing in the audit, of anybody, oldest first."""
    query = select(Draft.target_kind, Draft.target_id, Draft.field).where(Draft.audit_id == audit_id)
    rows = session.execute(query.order_by(Draft.changed_at))
    return tuple(Typing(kind, row_id, field) for kind, row_id, field in rows)


def _last_revision(session: Session, audit_id: str, kind: PaperKind, subject_id: str) -> int | None:
    mine = (Paper.audit_id == audit_id, Paper.kind == kind, Paper.subject_id == subject_id)
    return session.scalar(select(func.max(Paper.revision)).where(*mine))


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


def _calculation(record: AuditRecord, words: Words) -> tuple[str, ...]:
    """Return the calculation of audit time line by line, in the language of the paper; empty if there is none."""
    if record.calculation is None:
        return ()
    inputs, result = inputs_from_json(record.calculation.inputs), result_from_json(record.calculation.result)
    return tuple(line(step, words.gettext) for step in steps(inputs, result))


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


def paper_data(core: Core, found: Gathered, *, drafts: bool = False) -> PaperData:
    """Return what the paper shows now."""
    return type_of(found.kind).compose(found, core.now(), tools(), drafts)
