"""Evidence list with SHA-256, photographs and samples (RPT-11, RPT-31, RPT-36)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.kinds import EvidenceKind
from app.reporting.blocks import Block, Text
from app.reporting.kit import DOT, NOTHING, Kit, muted, utc_offset
from app.reporting.layout import Side
from app.reporting.pictures import picture
from app.reporting.shaping import Span
from app.reporting.style import CELL, MM, MONO, SMALL, columns
from app.reporting.tables import Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.report import ReportData
    from app.domain.report_parts import EvidenceLine, FileLine, SampleLine, SampleRoundLine, SampleSumLine

_PHOTO = (columns(6), 62 * MM)


def evidence(kit: Kit, data: ReportData, photos: Mapping[str, bytes]) -> list[Block]:
    """Return the chapter with the list and the photographs."""
    story = evidence_list(kit, data.evidence)
    return [*story, *_photographs(kit, data, photos)] if story else []


def evidence_list(kit: Kit, lines: Sequence[EvidenceLine]) -> list[Block]:
    """Return the chapter with the list of evidence; nothing if there is none."""
    if not lines:
        return []
    note = kit.t(
        "Each copy taken is named with its size and SHA-256, so that it can be recognised at any time. "
        "Of confidential items only number, kind and result are told; times are local to the place."
    )
    heads = [kit.t("No."), kit.t("What was seen"), kit.t("When and where"), kit.t("Result")]
    rows: list[Row] = [_row(kit, one) for one in lines]
    story: list[Block] = [kit.chapter(kit.t("Evidence")), Text(note)]
    return [*story, Table(heads, rows, [1.5, 8.8, 3.2, 2.9])]


def _row(kit: Kit, one: EvidenceLine) -> Row:
    label = Text((Span(one.label, strong=True),), CELL)
    if one.confidential:
        told = Text(
            (Span(kit.name(one.kind)), muted(DOT + kit.t("confidential, kept by the certification body"))), CELL
        )
        return [label, told, NOTHING, kit.marked(one.result)]
    return [label, _seen(kit, one), _when(kit, one), kit.marked(one.result)]


def _seen(kit: Kit, one: EvidenceLine) -> tuple[Block, ...]:
    about = DOT.join(part for part in (kit.name(one.kind), one.reference) if part)
    cell: list[Block] = [Text((Span(one.title or NOTHING, strong=True),), CELL), Text(about, SMALL)]
    if one.requirements:
        cell.append(Text(", ".join(one.requirements), SMALL))
    for file in one.files:
        cell += _file(kit, file)
    if not one.files and one.kind in {EvidenceKind.DOCUMENT, EvidenceKind.RECORD_SAMPLE}:
        cell.append(Text(kit.t("Seen, no copy taken"), SMALL))
    return tuple(cell)


def _file(kit: Kit, file: FileLine) -> list[Block]:
    name = file.name or kit.t("Content destroyed, fingerprint kept")
    first = Text(f"{name}{DOT}{kit.words.size(file.size)}", SMALL)
    return [first, Text(file.sha256, MONO)]


def _when(kit: Kit, one: EvidenceLine) -> tuple[Block, ...]:
    place = DOT.join(part for part in (one.site, one.by) if part)
    if one.happened is None:
        return (Text(place or NOTHING, CELL),)
    clock = f"{kit.words.clock(one.happened)} {utc_offset(one.happened)}"
    lines = [Text(kit.day(one.happened.date()), CELL), Text(clock, SMALL)]
    return (*lines, Text(place, SMALL)) if place else tuple(lines)


def _photographs(kit: Kit, data: ReportData, photos: Mapping[str, bytes]) -> list[Block]:
    if not data.photos:
        return []
    cells: list[list[Block]] = []
    for one in data.photos:
        caption = Text((Span(one.evidence, strong=True), Span(f"  {one.caption}")), CELL)
        found = photos.get(one.sha256)
        shown: Block = picture(found, one.caption, _PHOTO) if found else kit.note(kit.t("Picture not available"))
        caption.before = 4
        cells.append([shown, caption])
    rows = [cells[index : index + 2] for index in range(0, len(cells), 2)]
    pairs: list[Block] = [Side(*row, widths=[columns(6)] * len(row), after=12) for row in rows]
    return [kit.section(kit.t("Photographs")), *pairs]


def samples(kit: Kit, data: ReportData) -> list[Block]:
    """Return the chapter with the samples of records."""
    if not data.samples:
        return []
    heads = [kit.t("No."), kit.t("What was sampled"), kit.t("Population"), kit.t("Sample"), kit.t("Deviating")]
    rows: list[Row] = [_sample(kit, one) for one in data.samples]
    return [kit.chapter(kit.t("Samples")), Table(heads, rows, [1.5, 10, 1.8, 1.4, 1.6])]


def _sample(kit: Kit, one: SampleLine) -> Row:
    details = [
        (kit.t("Period"), one.period),
        (kit.t("Chosen"), one.selection),
        (kit.t("Expected"), one.expected),
        (kit.t("Items"), one.items),
    ]
    cell: list[Block] = [Text((Span(one.what, strong=True),), CELL)]
    cell += [_told(label, value) for label, value in details if value]
    cell += [_told(*pair) for pair in _rounds(kit, one)]
    numbers = [NOTHING if value is None else str(value) for value in (one.population, one.size, one.deviating)]
    strong = bool(one.deviating)
    deviating = Text((Span(numbers[2], strong=strong),), CELL)
    return [Text((Span(one.evidence, strong=True),), CELL), tuple(cell), numbers[0], numbers[1], deviating]


def _told(label: str, value: str) -> Text:
    return Text((Span(f"{label}: ", strong=True), Span(value)), SMALL)


def _rounds(kit: Kit, one: SampleLine) -> list[tuple[str, str]]:
    """Return what is told of the rounds, of the sites and of the items that stand out, each with its label."""
    lines = [(kit.t("Round {number}").format(number=each.number), _round(kit, each)) for each in one.rounds]
    lines += [(each.name or kit.t("Without site"), _sums(kit, each)) for each in one.sites]
    for each in one.remarks:
        said = kit.name(each.result)
        lines.append((each.label, f"{said}. {each.remark}" if each.remark else said))
    return lines


def _round(kit: Kit, one: SampleRoundLine) -> str:
    chosen = f"{kit.name(one.selection)} ({one.how})" if one.how else kit.name(one.selection)
    widened = kit.t("Widened or corrected because: {reason}").format(reason=one.reason) if one.reason else ""
    seed = kit.t("Draw {method}, seed {seed}").format(method=one.method, seed=one.seed) if one.seed else ""
    parts = [kit.moment(one.at), one.site, chosen, _sums(kit, one.sums), widened, seed]
    return DOT.join(part for part in parts if part)


def _sums(kit: Kit, one: SampleSumLine) -> str:
    population = kit.t("not stated") if one.population is None else str(one.population)
    text = kit.t("{looked} of {population} looked at, deviating: {deviating}, not found: {missing}")
    said = text.format(looked=one.looked_at, population=population, deviating=one.deviating, missing=one.not_found)
    return f"{said}, {kit.t('not looked at yet: {open}').format(open=one.open)}" if one.open else said
