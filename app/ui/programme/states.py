"""What a cell of the programme says: always a word with a sign, the colour only helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from app.domain.kinds import ItemKind, ProgrammeLine
from app.domain.sentences import N_
from app.domain.words import word
from app.ui.widgets.chip import ChipLook

if TYPE_CHECKING:
    from app.domain.programme import Cell, Line, Matrix
    from app.translation import Words

CLAUSES, SITES, PROCESSES = "clauses", "sites", "processes"
_SHORT: Final = {
    "stage1": N_("S1"),
    "stage2": N_("S2"),
    "surveillance1": N_("SV1"),
    "surveillance2": N_("SV2"),
    "recertification": N_("RC"),
    "special": N_("Special"),
}


def short(step: str, t: Callable[[str], str]) -> str:
    """Return the short name of an audit of the cycle, `SV1`."""
    return t(_SHORT[step])


def cell_look(cell: Cell, line: Line, words: Words) -> ChipLook | None:
    """Return sign and word of a cell; `None` for a cell that says nothing."""
    t = words.gettext
    if cell.findings:
        said = words.ngettext("{n} finding", "{n} findings", cell.findings).format(n=cell.findings)
        return ChipLook(said, "minor", "warning")
    if cell.done:
        return ChipLook(t("Done"), "done", "ok")
    if cell.left_out:
        return ChipLook(t("Left out"), "half", "plum")
    if cell.planned:
        return ChipLook(t("Planned"), "current", "info")
    return None if line.applicable else ChipLook(t("Excluded"), "slash", "neutral")


def group_of(line: Line) -> str:
    """Return the group of a line for the filter: clauses, a theme of Annex A, sites or processes."""
    if line.line is ProgrammeLine.SITE:
        return SITES
    if line.line is ProgrammeLine.PROCESS:
        return PROCESSES
    return CLAUSES if line.kind is not ItemKind.CONTROL else ".".join(line.key.split(".")[:2])


def group_choices(matrix: Matrix, t: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return (group, title) of the groups there are, all of them first."""
    named = {CLAUSES: t("Clauses"), SITES: t("Sites"), PROCESSES: t("Processes")}
    groups = dict.fromkeys(group_of(line) for line in matrix.lines)
    return [("", t("All lines")), *((one, named.get(one, one)) for one in groups)]


def title_of(line: Line) -> str:
    """Return what a line is called: the reference and its title, or the name of the site or process."""
    if line.line is ProgrammeLine.REQUIREMENT:
        return f"{line.key}  {line.title}"
    return line.title or line.key


def spoken(matrix: Matrix, line: Line, step: str, look: ChipLook | None, t: Callable[[str], str]) -> str:
    """Return what a screen reader says for a cell."""
    del matrix
    return f"{title_of(line)}, {t(_SHORT[step])}: {look.text if look else t('Not planned')}"


def kind_word(line: Line, t: Callable[[str], str]) -> str:
    """Return what a line is about."""
    return t(word(line.line))
