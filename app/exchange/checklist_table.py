"""Reads a body's own checklist: a requirement per row, with questions, evidence to look at and typical failings."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from app.domain.cells import ForeignTable, TableRow, TableSheet
from app.domain.checklist_import import ChecklistColumn, ChecklistPreview, ChecklistRow, ChecklistStep
from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.guidance import GuidanceSet, same_text
from app.domain.kinds import GuidanceKind
from app.domain.own_guidance import said_already
from app.domain.problems import Problem, blocking
from app.domain.refs import parse_link
from app.exchange.reading import Vocabulary, find_heading

MOST: Final = 5000
"""More texts than that are no checklist."""
LONGEST: Final = 2000
USUAL: Final = (ChecklistColumn.REF, ChecklistColumn.QUESTION, ChecklistColumn.EVIDENCE, ChecklistColumn.FAILING)
"""The order of the columns where no row names them."""
KINDS: Final = {
    ChecklistColumn.QUESTION: GuidanceKind.QUESTION,
    ChecklistColumn.EVIDENCE: GuidanceKind.EVIDENCE,
    ChecklistColumn.FAILING: GuidanceKind.FAILING,
}
HEADINGS: Final = Vocabulary(
    {
        ChecklistColumn.FAILING: (
            "failing", "typical failing", "failings", "typical failings", "weakness", "pitfall", "schwäche",
            "typische schwäche", "typischer fehler", "fehler", "mangel",
        ),
        ChecklistColumn.EVIDENCE: (
            "evidence", "typical evidence", "look at", "records", "proof", "nachweis", "nachweise", "belege",
            "typische nachweise", "preuve", "preuves", "evidencia", "evidenze",
        ),
        ChecklistColumn.SOURCE: ("source", "checklist", "quelle", "herkunft", "origine"),
        ChecklistColumn.QUESTION: (
            "question", "questions", "audit question", "check", "check point", "checkpoint", "text", "frage", "fragen",
            "prüfpunkt", "prüffrage", "auditfrage", "pregunta", "domanda", "point de contrôle",
        ),
        ChecklistColumn.REF: (
            "requirement", "clause", "control", "reference", "ref", "section", "number", "no", "nr", "id",
            "anforderung", "kapitel", "abschnitt", "norm", "maßnahme", "nummer", "exigence", "requisito",
        ),
    }
)  # fmt: skip
NEEDED: Final = (ChecklistColumn.REF,)


def read(table: ForeignTable, refs: Collection[str], known: GuidanceSet) -> ChecklistPreview:
    """Return what the table would add to the guidance `known` of the requirements `refs`; of the richest sheet.

    Raises:
        ForeignFileProblem: `checklist_empty` when no sheet holds a row, `checklist_too_long`.
    """
    found = [_sheet(table.name, sheet, refs, known) for sheet in table.sheets if not sheet.hidden and sheet.rows]
    if not any(one.rows for one in found):
        raise ForeignFileProblem("checklist_empty")
    return max(found, key=lambda one: len(one.rows) - one.count(ChecklistStep.REFUSED))


def _sheet(name: str, sheet: TableSheet, refs: Collection[str], known: GuidanceSet) -> ChecklistPreview:
    heading = find_heading(sheet, HEADINGS, NEEDED)
    begins, places = 0, [(place, role) for place, role in enumerate(USUAL) if place < sheet.width]
    if heading is not None:
        begins, places = heading.row, list(heading.roles)
    rows: list[ChecklistRow] = []
    said: set[tuple[str, str]] = set()
    last = ""
    for row in sheet.rows:
        if row.number <= begins:
            continue
        last = _named(row, places) or last  # a merged cell names the requirement once for several rows
        rows += _texts(row, places, last, (refs, known, said))
        if len(rows) > MOST:
            raise ForeignFileProblem("checklist_too_long", most=MOST)
    return ChecklistPreview(name, tuple(rows))


def _named(row: TableRow, places: list[tuple[int, ChecklistColumn]]) -> str:
    return next((row.cell(place).strip() for place, role in places if role is ChecklistColumn.REF), "")


def _texts(
    row: TableRow,
    places: list[tuple[int, ChecklistColumn]],
    named: str,
    known: tuple[Collection[str], GuidanceSet, set[tuple[str, str]]],
) -> list[ChecklistRow]:
    """Return the texts of a row; a row that names a requirement and says nothing is refused, an empty one left out."""
    refs, guidance, said = known
    ref, problem = _ref(named, refs)
    cells = [(place, role, " ".join(row.cell(place).split())) for place, role in places]
    source = next((text for _, role, text in cells if role is ChecklistColumn.SOURCE), "")
    texts = [(place, KINDS[role], text) for place, role, text in cells if role in KINDS and text]
    if not texts:
        if not _named(row, places):
            return []
        nothing = blocking("guidance_text_missing", "text")
        return [ChecklistRow(f"{row.number}", row.number, named, GuidanceKind.QUESTION, "", ChecklistStep.REFUSED,
                             source, (nothing,))]  # fmt: skip
    found = []
    for place, kind, text in texts:
        step, doubt = ChecklistStep.NEW, problem
        if doubt is None and len(text) > LONGEST:
            doubt = blocking("checklist_text_long", "text", most=LONGEST)
        if doubt is not None:
            step = ChecklistStep.REFUSED
        elif (ref, same_text(text)) in said or said_already(text, ref, guidance):
            step = ChecklistStep.KNOWN
        said.add((ref, same_text(text)))
        doubts: tuple[Problem, ...] = (doubt,) if doubt is not None else ()
        found.append(ChecklistRow(f"{row.number}:{place}", row.number, ref, kind, text, step, source, doubts))
    return found


def _ref(text: str, refs: Collection[str]) -> tuple[str, Problem | None]:
    """Return the requirement that a cell names (`5.18` alone is the control, where no clause has that number)."""
    if not text:
        return "", blocking("checklist_ref_missing", "ref")
    try:
        ref = parse_link(text.split(maxsplit=1)[0].rstrip(":;,")).ref
    except UserMistake:
        return text, blocking("requirement_unreadable", "ref", text=text)
    for one in (ref, f"A.{ref}"):
        if one in refs:
            return one, None
    return text, blocking("checklist_ref_unknown", "ref", ref=text)
