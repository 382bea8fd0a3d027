"""The fieldwork of a report: verdicts, evidence list, photographs and samples.

A confidential item keeps its number, kind and result and nothing else, nowhere in the paper. The name of a person met
in an interview is shown only where the record says so; otherwise the role stands in its place.
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from app.domain import report_parts as parts
from app.domain.composing_samples import sample_remarks, sample_rounds, sample_sites
from app.domain.composing_shared import Index, Outside, joined, local, shown_ref
from app.domain.kinds import EvidenceKind, EvidenceState, FindingState, Verdict

if TYPE_CHECKING:
    from app.domain.fieldwork import Attachment, Evidence, VerdictRow
    from app.domain.record import AuditRecord, CriteriaRow

PICTURED: Final = frozenset({EvidenceKind.OBSERVATION, EvidenceKind.TEST})


def shown_evidence(record: AuditRecord) -> tuple[Evidence, ...]:
    """Return what the evidence list names: sorted items, and unsorted ones that a finding rests on.

    What is still in the inbox is a jotting of the auditor's, and what was withdrawn is no longer used.
    """
    used = {key for one in record.findings if one.state is FindingState.ISSUED for key in one.evidence_ids}
    items = [
        one
        for one in record.evidence
        if one.state is EvidenceState.SORTED or (one.state is EvidenceState.INBOX and one.id in used)
    ]
    return tuple(sorted(items, key=lambda one: (one.author, one.number)))


def evidence_part(record: AuditRecord, index: Index) -> tuple[parts.EvidenceLine, ...]:
    """Return the evidence list."""
    return tuple(_evidence_line(one, index) for one in shown_evidence(record))


def _evidence_line(one: Evidence, index: Index) -> parts.EvidenceLine:
    if one.confidential:
        return parts.EvidenceLine(
            label=one.label, kind=one.kind, result=one.judgement, confidential=True, title="", reference="",
            happened=None, site="", by="", requirements=(), files=(),
        )  # fmt: skip
    return parts.EvidenceLine(
        label=one.label,
        kind=one.kind,
        result=one.judgement,
        confidential=False,
        title=_title(one),
        reference=joined(one.document_reference, one.document_edition, one.document_date, one.pages),
        happened=local(one.happened_at, one.happened_zone),
        site=index.sites.get(one.site_id or "", ""),
        by=_by(one, index),
        requirements=tuple(joined(link.ref or link.other, link.part, by=" ") for link in one.links),
        files=tuple(_file_line(file, one, place) for place, file in enumerate(one.attachments, start=1)),
    )


def _hides_name(one: Evidence) -> bool:
    return one.kind is EvidenceKind.INTERVIEW and not one.name_in_report


def _title(one: Evidence) -> str:
    """Return the title; the role and unit where the title might name the person met."""
    return joined(one.role, one.unit) if _hides_name(one) else one.title


def _by(one: Evidence, index: Index) -> str:
    member = index.team.get(one.observed_by_id or "")
    return (member.initials or member.name) if member else one.author


def _file_line(file: Attachment, one: Evidence, place: int) -> parts.FileLine:
    """Return a file of the list; its name is made up where it might name a person, and gone where it was destroyed."""
    name = file.name
    if _hides_name(one):
        name = f"{one.label}-{place}{PurePath(file.name).suffix.lower()[:6]}"
    return parts.FileLine("" if file.destroyed_at else name, file.size, file.sha256)


def printable_files(record: AuditRecord) -> tuple[tuple[Evidence, Attachment], ...]:
    """Return the files that are photographs for the report: pictures of what was seen or tried, or with a caption.

    Never one of a confidential item, nor of an interview with a person who is not named.
    """
    return tuple(
        (one, file)
        for one in shown_evidence(record)
        if not one.confidential and not _hides_name(one)
        for file in one.attachments
        if file.media_type.startswith("image/")
        and file.destroyed_at is None
        and (one.kind in PICTURED or file.caption.strip())
    )


def photo_part(record: AuditRecord, outside: Outside) -> tuple[parts.PhotoLine, ...]:
    """Return the photographs to be printed: those of which there is a print, each with its caption."""
    files = [(one, file) for one, file in printable_files(record) if file.sha256 in outside.pictures]
    return tuple(
        parts.PhotoLine(one.label, file.sha256, joined(_caption(one, file), outside.places.get(file.sha256, "")))
        for one, file in files
    )


def _caption(one: Evidence, file: Attachment) -> str:
    """Return the caption; where there is none the title, with the file's name if the item has several files."""
    name = file.name if len(one.attachments) > 1 or not one.title.strip() else ""
    return file.caption.strip() or joined(one.title, name)


def sample_part(record: AuditRecord) -> tuple[parts.SampleLine, ...]:
    """Return the samples of records that may be shown, with their rounds and sums (RPT-31)."""
    names = {one.id: joined(one.label, one.name, by=" ") for one in record.sites}
    return tuple(
        parts.SampleLine(
            evidence=one.label, what=one.sample_what or one.title, period=one.sample_period,
            population=one.population, size=one.sample_size, selection=one.selection, items=one.sample_ids,
            expected=one.expected, deviating=one.deviating, rounds=sample_rounds(one, names),
            sites=sample_sites(one, names), remarks=sample_remarks(one),
        )
        for one in shown_evidence(record)
        if one.kind is EvidenceKind.RECORD_SAMPLE and not one.confidential
    )  # fmt: skip


def verdict_part(record: AuditRecord, index: Index) -> tuple[parts.VerdictLine, ...]:
    """Return one line per requirement that gets a verdict, in the order of the criteria."""
    decided = {one.item_id: one for one in record.verdicts}
    judges = _judges(record, index)
    support = _support(record)
    lines: list[parts.VerdictLine] = []
    for place, pinned in enumerate(record.criteria):
        groups = {row.ref: row for row in pinned.items}
        lines += [
            _verdict_line(
                row,
                shown_ref(place, pinned.key, row.ref),
                _group(row, groups),
                decided.get(row.id),
                by=judges.get(row.id, ()),
                evidence=support.get(row.id, ()),
            )
            for row in pinned.items
            if row.auditable
        ]
    return tuple(lines)


def _verdict_line(
    row: CriteriaRow,
    ref: str,
    group: str,
    verdict: VerdictRow | None,
    *,
    by: tuple[str, ...],
    evidence: tuple[str, ...],
) -> parts.VerdictLine:
    return parts.VerdictLine(
        ref=ref,
        title=row.title,
        theme=group,
        kind=row.kind,
        verdict=Verdict.OPEN if verdict is None else verdict.verdict,
        by=joined(*by),
        note="" if verdict is None else joined(verdict.reason, verdict.note, by=" "),
        evidence=evidence,
    )


def _group(row: CriteriaRow, rows: dict[str, CriteriaRow]) -> str:
    """Return the chapter or theme that a row belongs to, `A.5 Organizational controls`."""
    top = row
    while top.parent and top.parent in rows:
        top = rows[top.parent]
    return f"{top.ref} {top.title}"


def _judges(record: AuditRecord, index: Index) -> dict[str, tuple[str, ...]]:
    """Return item id -> initials of those who judged it."""
    found: dict[str, dict[str, None]] = {}
    for one in record.judgements:
        member = index.team.get(one.auditor_id or "")
        if member is not None:
            found.setdefault(one.item_id, {})[member.initials or member.name] = None
    return {key: tuple(names) for key, names in found.items()}


def _support(record: AuditRecord) -> dict[str, tuple[str, ...]]:
    """Return item id -> numbers of the evidence linked to it; what a confidential item is about is not told."""
    found: dict[str, dict[str, None]] = {}
    for one in shown_evidence(record):
        for link in one.links:
            if link.item_id and not one.confidential:
                found.setdefault(link.item_id, {})[one.label] = None
    return {key: tuple(labels) for key, labels in found.items()}


def theme_part(lines: tuple[parts.VerdictLine, ...]) -> tuple[parts.ThemeCount, ...]:
    """Return how often each verdict stands in each group, groups in the order of the lines, verdicts in theirs."""
    counted = Counter((line.theme, line.verdict) for line in lines)
    groups = dict.fromkeys(line.theme for line in lines)
    return tuple(
        parts.ThemeCount(group, verdict, counted[group, verdict])
        for group in groups
        for verdict in Verdict
        if counted[group, verdict]
    )
