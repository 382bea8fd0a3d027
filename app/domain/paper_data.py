"""The frozen data of every kind of paper: one shape, written as canonical JSON and read back strictly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from app.domain.kinds import PaperKind
from app.domain.note_data import NoteData
from app.domain.plain import canonical_bytes, from_plain, to_plain
from app.domain.plan_data import PlanData
from app.domain.report import (
    MEETING_FORMAT,
    REPORT_FORMAT,
    MeetingRecordData,
    PaperStamp,
    ReportData,
    content_of,
)
from app.domain.stage1_data import Stage1Data
from app.domain.time_data import TimeData

if TYPE_CHECKING:
    from app.domain.report_parts import ReportBody, SignatureWanted


class PaperData(Protocol):
    """What every paper has: its stamp, the body, and the fields in which it is signed."""

    @property
    def stamp(self) -> PaperStamp:
        """Return language, audience, revision, trail head, time and tools."""

    @property
    def body(self) -> ReportBody:
        """Return the certification body as this paper shows it."""

    @property
    def signatures(self) -> tuple[SignatureWanted, ...]:
        """Return the fields; the first one certifies."""


@dataclass(frozen=True, slots=True)
class Form:
    """How the data of one kind of paper is written: name and version of the format, key of the content, its class."""

    name: str
    key: str
    data: type[Any]


_RECORD: Final = Form(MEETING_FORMAT, "record", MeetingRecordData)
FORMS: Final[dict[PaperKind, Form]] = {
    PaperKind.REPORT: Form(REPORT_FORMAT, "report", ReportData),
    PaperKind.OPENING_RECORD: _RECORD,
    PaperKind.CLOSING_RECORD: _RECORD,
    PaperKind.STAGE1_REPORT: Form("onsite.stage1/1", "stage1", Stage1Data),
    PaperKind.NC_NOTE: Form("onsite.finding/1", "finding", NoteData),
    PaperKind.PLAN: Form("onsite.plan/1", "plan", PlanData),
    PaperKind.AUDIT_TIME: Form("onsite.audit-time/1", "calculation", TimeData),
    PaperKind.STAGE1_REPORT: Form("onsite.stage1/1", "stage1", Stage1Data),
}


def paper_json(kind: PaperKind, data: PaperData) -> bytes:
    """Return the canonical JSON of a paper: the machine-readable copy inside the PDF, and what is frozen."""
    form = FORMS[kind]
    return canonical_bytes({"format": form.name, form.key: to_plain(data)})


def paper_from_json(kind: PaperKind, text: bytes) -> PaperData:
    """Read what `paper_json` wrote; raises ValueError for anything else."""
    form = FORMS[kind]
    found: PaperData = from_plain(form.data, content_of(text, form.name, form.key))
    return found
