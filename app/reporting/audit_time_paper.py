"""The calculation of audit time as a paper of its own: what was entered, why, what follows, and who approved it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.audit_time_steps import line, steps
from app.domain.kinds import PaperKind
from app.domain.numbers import number_text
from app.domain.paper_data import paper_json
from app.domain.problems import hint
from app.domain.sentences import sentence
from app.domain.sentences_time import FACTOR_TEXTS
from app.domain.time_form import FACTORS
from app.reporting.audit_report import Built, foot
from app.reporting.blocks import Block, Heading, Space, Text
from app.reporting.document import Paper, render
from app.reporting.finishing import Attachment
from app.reporting.fonts import STRONG
from app.reporting.kit import DOT, NOTHING, Kit
from app.reporting.layout import Together
from app.reporting.masthead import masthead
from app.reporting.report_end import signing
from app.reporting.shaping import Span
from app.reporting.signatures import hidden_fields, made_fields
from app.reporting.style import BODY, CELL, INK, LEAD, MONO, SMALL, TextStyle
from app.reporting.tables import Cell, Row, Table, TableLook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from app.domain.audit_time_result import TimeWarning
    from app.domain.time_data import TimeData
    from app.translation import Words

TIME_FILE: Final = "audit-time.json"
TOLD_ELSEWHERE: Final = frozenset({
    "heads", "group", "group_part_time", "group_identical", "factors_business", "factors_it", "chart",
})  # fmt: skip
"""Steps that a table of their own shows."""
_CLIENT: Final = TextStyle(15, 20, STRONG, INK, after=1)
CLOSE: Final = TableLook(above=2.2, below=2.2)
_FIGURE: Final = TextStyle(13, 17, STRONG, INK)


def build_time(data: TimeData, words: Words, photos: Mapping[str, bytes] | None = None) -> Built:
    """Return the calculation as PDF/A-3a and PDF/UA-1, unsigned; `photos` may hold the body's logo by its SHA-256."""
    kit = Kit(words, data.body)
    title = kit.t("Audit time {reference}, revision {revision}").format(
        reference=data.reference, revision=data.stamp.revision
    )
    paper = Paper(
        title=title,
        author=data.body.name,
        subject=data.client.name,
        language=words.language.replace("_", "-"),
        composed_at=data.stamp.composed_at,
        head_left=data.client.name,
        head_right=title,
        foot_left=foot(kit, data.body, data.stamp),
        page_words=lambda page, count: kit.t("Page {page} of {count}").format(page=page, count=count),
        attachments=(
            Attachment(
                TIME_FILE,
                "application/json",
                paper_json(PaperKind.AUDIT_TIME, data),
                "Data",
                kit.t("What this calculation says, for machines"),
            ),
        ),
        hidden_fields=hidden_fields(kit, data.signatures),
    )
    pdf, widgets, pages = render(paper, _story(kit, data, photos or {}))
    return Built(pdf, made_fields(data.signatures, widgets), pages)


def _story(kit: Kit, data: TimeData, photos: Mapping[str, bytes]) -> list[Block]:
    return [
        *_front(kit, data, photos),
        *_result(kit, data),
        *_persons(kit, data),
        *_ratings(kit, data),
        *_steps(kit, data),
        *_basis(kit, data),
        *signing(kit, data.signatures, data.stamp),
    ]


def _front(kit: Kit, data: TimeData, photos: Mapping[str, bytes]) -> list[Block]:
    facts = [
        (kit.t("Audit"), data.reference),
        (kit.t("Calculated for"), kit.name(data.inputs.purpose)),
        (kit.t("Calculated on"), kit.day(data.calculated_on)),
        (kit.t("Approved by"), data.approved_by or kit.t("not approved yet")),
    ]
    return [
        *masthead(kit, data.body, photos),
        Heading(kit.t("Audit time"), kit.theme.title, 1, listed=False),
        Text(DOT.join(word for word in (kit.name(data.kind), data.standard) if word), LEAD.muted()),
        Space(10),
        Text(data.client.name, _CLIENT),
        Text(data.client.address, BODY.muted()),
        Space(10),
        Table(
            [label for label, _ in facts],
            [[value or NOTHING for _, value in facts]],
            [2.6, 4, 2.6, 3.4],
            row_heads=False,
            look=TableLook(head_rule=0, row_rule=0, above=0, below=1),
            after=4,
        ),
    ]


def _result(kit: Kit, data: TimeData) -> list[Block]:
    result, valid = data.result, data.result.valid
    cells = [
        (kit.t("This audit"), data.used_days, ""),
        (kit.t("Initial audit"), result.days.initial, _from(kit, result.days.raw, result.days.initial)),
        (kit.t("Stage 1"), valid.stage1, ""),
        (kit.t("Stage 2"), valid.stage2, ""),
        (
            kit.t("Surveillance"),
            result.days.surveillance,
            _from(kit, result.days.surveillance_raw, result.days.surveillance),
        ),
        (
            kit.t("Recertification"),
            result.days.recertification,
            _from(kit, result.days.recertification_raw, result.days.recertification),
        ),
    ]
    row: Row = [(Text(_number(days), _FIGURE), *((Text(note, SMALL),) if note else ())) for _label, days, note in cells]
    table = Table([label for label, _days, _note in cells], [row], [1, 1, 1, 1, 1.1, 1.3], row_heads=False, after=6)
    hours = kit.t("In auditor days of {hours} hours.").format(hours=result.rules.hours_per_day)
    story: list[Block] = [Together(kit.chapter(kit.t("Result")), table, kit.note(hours))]
    facts = [(kit.t("Why this audit takes these days"), data.used_reason)]
    if result.decided is not None:
        decided = kit.t("{days} days instead of {calculated} calculated").format(
            days=number_text(result.decided.days), calculated=number_text(result.calculated.days)
        )
        facts.append((kit.t("Decided"), decided))
    story += [kit.field(label, value, "result") for label, value in facts if value]
    story += [kit.field(kit.t("To look at"), _warning(kit, one), "result") for one in result.warnings]
    return story


def _persons(kit: Kit, data: TimeData) -> list[Block]:
    rows: list[Row] = []
    for entered, group in zip(data.inputs.groups, data.result.heads.groups, strict=True):
        share = "" if group.share == 1 else f"{number_text(group.share * 100)} %"
        name = Text((Span(group.name or kit.t("All persons"), strong=True),), CELL)
        rows.append([name, str(group.count), share or NOTHING, number_text(group.counted), entered.justification])
    heads = data.result.heads
    total: Row = [kit.t("Together"), str(sum(one.count for one in heads.groups)), NOTHING, number_text(heads.exact), ""]
    rows.append([Text((Span(str(cell), strong=True),), CELL) for cell in total])
    titles = [
        kit.t("Group"), kit.t("Persons"), kit.t("Share of full time"), kit.t("Count as"),
        kit.t("Why the root is allowed"),
    ]  # fmt: skip
    return [Together(kit.chapter(kit.t("Persons")), Table(titles, rows, [4.4, 1.6, 2, 1.6, 6], look=CLOSE))]


def _ratings(kit: Kit, data: TimeData) -> list[Block]:
    """Return the six factors, those of the business beside those of the IT."""
    percent, half = data.result.percent, len(FACTORS) // 2
    rows: list[Row] = [
        [*_rating(kit, data, business), *_rating(kit, data, it)]
        for business, it in zip(FACTORS[:half], FACTORS[half:], strict=True)
    ]
    heads = [
        kit.t("{name}: {sum}, {level}").format(name=name, sum=total, level=kit.name(level))
        for name, total, level in (
            (kit.t("Business"), percent.business_sum, percent.business_level),
            (kit.t("IT"), percent.it_sum, percent.it_level),
        )
    ]
    rating = kit.t("Rating")
    table = Table([heads[0], rating, heads[1], rating], rows, [6.4, 1.4, 6.4, 1.4], row_heads=False, look=CLOSE)
    return [Together(kit.chapter(kit.t("Ratings")), table)]


def _rating(kit: Kit, data: TimeData, name: str) -> tuple[Cell, Cell]:
    """Return a factor with what its rating means, and the rating."""
    value: int = getattr(data.inputs.factors, name)
    texts = FACTOR_TEXTS[name]
    return kit.with_note(kit.t(texts[0]), kit.t(texts[value])), Text((Span(str(value), strong=True),), CELL)


def _steps(kit: Kit, data: TimeData) -> list[Block]:
    told = [one for one in steps(data.inputs, data.result) if one.code not in TOLD_ELSEWHERE]
    rows: list[Row] = [[str(number), line(one, kit.t)] for number, one in enumerate(told, start=1)]
    table = Table([kit.t("No."), kit.t("Step with its reason")], rows, [1, 14], look=CLOSE)
    return [kit.chapter(kit.t("Calculation step by step")), table]


def _basis(kit: Kit, data: TimeData) -> list[Block]:
    rules = data.result.rules
    settings = kit.t(
        "Rounding {rounding}; stage 1 {stage1} %; with the client at least {client} %; reduction at most {cap} %"
    ).format(
        rounding=kit.name(rules.rounding),
        stage1=number_text(rules.stage1_percent),
        client=number_text(rules.min_client_percent),
        cap=number_text(rules.cap_percent),
    )
    chart = kit.t("{key}, version {version}").format(key=data.result.chart_key, version=data.result.chart_version)
    facts = [
        (kit.t("Calculated by"), DOT.join(one for one in (data.calculated_by, kit.day(data.calculated_on)) if one)),
        (kit.t("Remark"), data.remark),
        (kit.t("Rules of the body"), settings),
    ]
    fields: list[Block] = [kit.field(label, value, "basis") for label, value in facts if value]
    print_ = kit.field(kit.t("Chart"), [Text(chart), Text(f"SHA-256 {data.result.chart_sha256}", MONO)], "basis")
    return [Together(kit.chapter(kit.t("Basis")), *fields, print_)]


def _from(kit: Kit, raw: Fraction, days: Fraction) -> str:
    return "" if raw == days else kit.t("rounded from {days}").format(days=number_text(raw))


def _number(days: Fraction | None) -> str:
    return NOTHING if days is None else number_text(days)


def _warning(kit: Kit, one: TimeWarning) -> str:
    found = sentence(hint(one.code.value).code)
    values = {named.name: number_text(named.value) for named in one.values}
    return " ".join(kit.t(part).format(**values) for part in (found.what, found.next) if part)


__all__ = ["TIME_FILE", "build_time"]
