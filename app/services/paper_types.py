"""The kinds of papers: how each is composed from what was gathered, how it is built, and what holds its signature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from app.domain.composing import compose, compose_meeting, stamp_part
from app.domain.composing_plan import compose_plan
from app.domain.composing_signed import compose_note
from app.domain.composing_stage1 import compose_stage1
from app.domain.composing_time import compose_time, missing_time
from app.domain.kinds import PaperKind
from app.domain.readiness import before_signing, of_body
from app.translation import load

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.paper_data import PaperData
    from app.domain.problems import Problem
    from app.domain.record import AuditRecord
    from app.domain.report_parts import Tool
    from app.services.papers import Gathered, Pictures
    from app.translation import Words

Compose = Callable[["Gathered", "datetime", tuple["Tool", ...], bool], "PaperData"]
Build = Callable[[Any, "Words", "Pictures"], bytes]


@dataclass(frozen=True, slots=True)
class PaperType:
    """One kind of paper; `ends` tells that its first signature ends the record of the audit."""

    compose: Compose
    build: Build
    problems: Callable[[AuditRecord], tuple[Problem, ...]]
    ends: bool = False


def type_of(kind: PaperKind) -> PaperType:
    """Return the type of a kind that this version can make; KeyError for another."""
    return TYPES[kind]


def build(kind: PaperKind, data: PaperData, pictures: Pictures, *, preview: bool = False) -> bytes:
    """Return the unsigned PDF with its empty signature fields.

    A preview says on every page that it is one, and has no signature fields, so that nobody can sign it.
    """
    words = load(data.stamp.language)
    if not preview:
        return TYPES[kind].build(data, words, pictures)
    from app.reporting.preview import mark_as_preview  # noqa: PLC0415 - the reporting stack is loaded when needed

    bare: Any = data
    return mark_as_preview(TYPES[kind].build(replace(bare, signatures=()), words, pictures), words)


def _report(found: Gathered, at: datetime, tools: tuple[Tool, ...], drafts: bool) -> PaperData:  # noqa: FBT001 - one shape for all
    return compose(
        found.record, head=found.head, revision=found.revision, composed_at=at, tools=tools,
        outside=found.outside(drafts=drafts),
    )  # fmt: skip


def _meeting(found: Gathered, at: datetime, tools: tuple[Tool, ...], drafts: bool) -> PaperData:  # noqa: FBT001 - as above
    del drafts
    return compose_meeting(
        found.record, found.subject_id, head=found.head, composed_at=at, tools=tools, outside=found.outside(),
        words=(found.words.gettext, found.words.day),
    )  # fmt: skip


def _note(found: Gathered, at: datetime, tools: tuple[Tool, ...], drafts: bool) -> PaperData:  # noqa: FBT001 - as above
    del drafts
    stamp = stamp_part(found.record, found.head, found.revision, at, tools)
    words = (found.words.gettext, found.words.day)
    return compose_note(found.record, found.subject_id, stamp, found.outside(), words)


def _plan(found: Gathered, at: datetime, tools: tuple[Tool, ...], drafts: bool) -> PaperData:  # noqa: FBT001 - as above
    del drafts
    return compose_plan(
        found.record, head=found.head, revision=found.revision, composed_at=at, tools=tools, outside=found.outside()
    )


def _stage1(found: Gathered, at: datetime, tools: tuple[Tool, ...], drafts: bool) -> PaperData:  # noqa: FBT001 - as above
    return compose_stage1(
        found.record, head=found.head, revision=found.revision, composed_at=at, tools=tools,
        outside=found.outside(drafts=drafts),
    )  # fmt: skip


def _time(found: Gathered, at: datetime, tools: tuple[Tool, ...], drafts: bool) -> PaperData:  # noqa: FBT001 - as above
    del drafts
    return compose_time(
        found.record, head=found.head, revision=found.revision, composed_at=at, tools=tools, outside=found.outside()
    )


def _build_report(data: Any, words: Words, pictures: Pictures) -> bytes:  # noqa: ANN401 - the data of its kind
    from app.reporting.audit_report import build as made  # noqa: PLC0415 - as above

    return made(data, words, pictures).pdf


def _build_meeting(data: Any, words: Words, pictures: Pictures) -> bytes:  # noqa: ANN401 - as above
    from app.reporting.meeting_record import build_meeting_record  # noqa: PLC0415 - as above

    return build_meeting_record(data, words, pictures).pdf


def _build_note(data: Any, words: Words, pictures: Pictures) -> bytes:  # noqa: ANN401 - as above
    from app.reporting.nc_note import build_note  # noqa: PLC0415 - as above

    return build_note(data, words, pictures).pdf


def _build_plan(data: Any, words: Words, pictures: Pictures) -> bytes:  # noqa: ANN401 - as above
    from app.reporting.audit_plan import build_plan  # noqa: PLC0415 - as above

    return build_plan(data, words, pictures).pdf


def _build_stage1(data: Any, words: Words, pictures: Pictures) -> bytes:  # noqa: ANN401 - as above
    from app.reporting.stage1_report import build_stage1  # noqa: PLC0415 - as above

    return build_stage1(data, words, pictures).pdf


def _build_time(data: Any, words: Words, pictures: Pictures) -> bytes:  # noqa: ANN401 - as above
    from app.reporting.audit_time_paper import build_time  # noqa: PLC0415 - as above

    return build_time(data, words, pictures).pdf


def _before_report(record: AuditRecord) -> tuple[Problem, ...]:
    return tuple(one.problem for one in before_signing(record))


def _before_other(record: AuditRecord) -> tuple[Problem, ...]:
    return tuple(one.problem for one in of_body(record))


def _before_time(record: AuditRecord) -> tuple[Problem, ...]:
    return (*missing_time(record), *_before_other(record))


_RECORD: Final = PaperType(_meeting, _build_meeting, _before_other)
TYPES: Final[dict[PaperKind, PaperType]] = {
    PaperKind.REPORT: PaperType(_report, _build_report, _before_report, ends=True),
    PaperKind.STAGE1_REPORT: PaperType(_stage1, _build_stage1, _before_report, ends=True),
    PaperKind.OPENING_RECORD: _RECORD,
    PaperKind.CLOSING_RECORD: _RECORD,
    PaperKind.NC_NOTE: PaperType(_note, _build_note, _before_other),
    PaperKind.PLAN: PaperType(_plan, _build_plan, _before_other),
    PaperKind.AUDIT_TIME: PaperType(_time, _build_time, _before_time),
}
