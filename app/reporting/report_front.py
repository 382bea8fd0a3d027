"""Page 1 and the page of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.kinds import Grade, TeamRole, Verdict
from app.domain.report_parts import DeadlineKind
from app.domain.words import N_, word
from app.reporting.blocks import Block, Figure, Heading, Space, Text, stack_height
from app.reporting.contents import Contents
from app.reporting.fonts import STRONG
from app.reporting.kit import DOT, NOTHING, Kit
from app.reporting.layout import Panel, Rule, Side
from app.reporting.marks import MARKS, marked
from app.reporting.masthead import masthead
from app.reporting.shaping import Span
from app.reporting.style import (
    BODY,
    BODY_WIDTH,
    BOTTOM,
    CELL,
    FIRST_TOP,
    GUTTER,
    INK,
    LEAD,
    MUTED,
    SMALL,
    TextStyle,
    columns,
)
from app.reporting.tables import Row, Table, TableLook
from app.reporting.tiles import Tile, Tiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.report import ReportData
    from app.domain.stage1_data import Stage1Data
    from app.reporting.tagging import TagCanvas

CLIENT_NAME: Final = TextStyle(15, 20, STRONG, INK, after=1)
STATEMENT: Final = TextStyle(12, 16.5, STRONG, INK, after=3)
OVERLINE: Final = TextStyle(8, 11, STRONG, MUTED, after=3)

DEADLINES: Final = {
    DeadlineKind.REPORT: N_("Report handed over at the latest"),
    DeadlineKind.PLANS: N_("Action plans for all nonconformities"),
    DeadlineKind.MAJORS: N_("Major nonconformities corrected and verified"),
    DeadlineKind.MAJORS_LIMIT: N_("Hard limit for major nonconformities"),
    DeadlineKind.SURVEILLANCE: N_("First surveillance audit at the latest"),
}
TILE_WORDS: Final = {
    Grade.MAJOR: N_("major nonconformities"),
    Grade.MINOR: N_("minor nonconformities"),
    Grade.CONCERN: N_("areas of concern"),
    Grade.OBSERVATION: N_("observations"),
    Grade.OPPORTUNITY: N_("opportunities for improvement"),
    Grade.STRENGTH: N_("strengths"),
}
VERDICT_ORDER: Final = (
    Verdict.CONFORM,
    Verdict.OBSERVATION,
    Verdict.NONCONFORM,
    Verdict.NOT_AUDITED,
    Verdict.NOT_APPLICABLE,
    Verdict.OPEN,
)


def front(kit: Kit, data: ReportData, photos: Mapping[str, bytes]) -> list[Block]:
    """Return page 1: who, what, when; conclusion, recommendation, counts, results, dates."""
    standard = next(iter(data.audit.criteria), None)
    words = [kit.name(data.audit.kind), f"{standard.title}:{standard.version}".rstrip(":") if standard else ""]
    head: list[Block] = [
        *masthead(kit, data.body, photos),
        Heading(kit.t("Audit report"), kit.theme.title, 1, listed=False),
        Text(DOT.join(word for word in words if word), LEAD.muted()),
        Space(12),
        Text(data.client.name, CLIENT_NAME),
        Text(data.client.address, BODY.muted()),
        Space(14),
        _facts(kit, data),
    ]
    figures: list[Block] = [
        Space(16),
        Tiles([tile(kit, one.grade, one.count) for one in data.counts]),
        Space(14),
        *_results_bar(kit, data),
        Space(12),
        *due_dates(kit, data),
    ]
    said, proposed = conclusion(kit, data), recommendation(kit, data)
    usual = [*head, Space(16), panel(kit, [*said, *proposed]), *figures]
    if stack_height(usual, BODY_WIDTH) <= FIRST_TOP - BOTTOM:
        return usual
    # a long conclusion must not push recommendation, counts and dates from page 1: it comes last and runs on
    short = [Space(12), panel(kit, proposed)] if proposed else []
    return [*head, *short, *figures, Space(12), panel(kit, said)]


def _facts(kit: Kit, data: ReportData) -> Block:
    leads = [one.name for one in data.team if one.role is TeamRole.LEAD_AUDITOR]
    number = kit.t("Revision {revision}").format(revision=data.stamp.revision)
    facts = [
        (kit.t("Report"), "\n".join(part for part in (data.audit.reference, number, data.audit.file_number) if part)),
        (kit.t("Audit days"), "\n".join(kit.day(day) for day in data.audit.days)),
        (kit.t("Sites"), "\n".join(one.name for one in data.audit.sites)),
        (kit.t("Lead auditor"), "\n".join(leads)),
    ]
    return Table(
        [label for label, _ in facts],
        [[value or NOTHING for _, value in facts]],
        [3, 2, 4, 3],
        row_heads=False,
        look=TableLook(head_rule=0, row_rule=0, above=0, below=1),
        after=0,
    )


def panel(kit: Kit, inside: list[Block]) -> Block:
    """Return the tinted box of page 1."""
    return Panel(*inside, ground=kit.theme.tint, strip=kit.theme.primary, padding=14)


def conclusion(kit: Kit, data: ReportData | Stage1Data) -> list[Block]:
    """Return the conclusion of the lead auditor."""
    return [Heading(kit.t("Conclusion"), OVERLINE, 2, listed=False), *kit.text(data.conclusion, LEAD)]


def recommendation(kit: Kit, data: ReportData | Stage1Data) -> list[Block]:
    """Return the recommendation, with the sentence that it is no decision."""
    if data.recommendation is None:
        return []
    proposal = kit.t(
        "The recommendation is a proposal of the audit team. Certification is decided by people of the certification "
        "body who were not in the team."
    )
    facts = kit.text(data.recommendation_facts, BODY) if data.recommendation_facts else ()
    heading = Heading(kit.t("Recommendation"), OVERLINE, 2, listed=False)
    heading.before = 8
    return [heading, Text(kit.name(data.recommendation), STATEMENT), *facts, kit.note(proposal)]


def tile(kit: Kit, grade: Grade, count: int) -> Tile:
    """Return the number card of one grade."""
    return Tile(str(count), kit.t(TILE_WORDS[grade]), MARKS[grade], loud=bool(count) and grade is Grade.MAJOR)


def counted(data: ReportData) -> dict[Verdict, int]:
    """Return how many requirements have each verdict, in the order of the bar, zeros left out."""
    sums = dict.fromkeys(VERDICT_ORDER, 0)
    for one in data.theme_counts:
        sums[one.verdict] += one.count
    return {verdict: count for verdict, count in sums.items() if count}


def _results_bar(kit: Kit, data: ReportData) -> list[Block]:
    """Return one bar over all requirements with a legend that says the same in words."""
    sums = counted(data)
    total = sum(sums.values())
    if not total:
        return []
    words = [f"{count} {kit.name(verdict)}" for verdict, count in sums.items()]
    title = kit.tn("{n} requirement", "{n} requirements", total).format(n=total)

    def paint(canvas: TagCanvas, x: float, y: float) -> None:
        for verdict, count in sums.items():
            width = BODY_WIDTH * count / total
            canvas.fill(MARKS[verdict][1])
            canvas.rect(x, y, max(width - 1.2, 0.8), 7, stroke=0, fill=1)
            x += width

    legend = [[marked(verdict, f"{count} {kit.name(verdict)}", SMALL)] for verdict, count in sums.items()]
    return [
        Text(title, OVERLINE),
        Figure((BODY_WIDTH, 7), f"{title}: {', '.join(words)}", paint),
        Space(5),
        Side(*legend, widths=[(BODY_WIDTH - GUTTER * 4) / 5] * len(legend)),
    ]


def due_dates(kit: Kit, data: ReportData | Stage1Data) -> list[Block]:
    """Return the dates that count from the closing day."""
    if not data.deadlines:
        return []
    rows: list[Row] = [
        [kit.t(DEADLINES[one.kind]), Text((Span(kit.day(one.day), strong=True),), CELL)] for one in data.deadlines
    ]
    table = Table([kit.t("What is due"), kit.t("Date")], rows, [7, 2], look=TableLook(above=2.4, below=2.4), after=0)
    return [table]


def contents_page(kit: Kit, data: ReportData) -> list[Block]:
    """Return the contents and what a reader needs to read on: marks, sampling."""
    spoken = kit.t("{title}, page {page}")
    return [
        Heading(kit.t("Contents"), kit.theme.chapter, 2, listed=False),
        Contents(spoken),
        Space(24),
        Rule(),
        Space(10),
        Side(
            [Text(kit.t("How to read this report"), OVERLINE), *_legend(kit)],
            [
                Text(kit.t("Samples"), OVERLINE),
                *kit.text(data.body.sampling_statement, CELL),
            ],
            widths=[columns(6), columns(6)],
        ),
    ]


GRADE_HELP: Final = {
    Grade.MAJOR: N_("The system may not reach what it is meant to reach. No certificate before it is verified."),
    Grade.MINOR: N_("A requirement is not met, the results are not in doubt. A plan is accepted before the decision."),
    Grade.CONCERN: N_("Would be a nonconformity in stage 2 if it is not solved."),
    Grade.OBSERVATION: N_("A weak point; no requirement is broken."),
    Grade.OPPORTUNITY: N_("Could be better; no solution is prescribed."),
    Grade.STRENGTH: N_("Good practice."),
}


def _legend(kit: Kit) -> list[Block]:
    """Return what the grades mean (certification-audit facts, section 6)."""
    style = TextStyle(8, 11, after=3)
    return [
        marked(grade, (Span(kit.t(word(grade)), strong=True), Span("  " + kit.t(meaning))), style)
        for grade, meaning in GRADE_HELP.items()
        if grade is not Grade.CONCERN
    ]
