"""The hits as a list: a heading for each kind, its hits below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.search import Hit, Hits, SearchKind
from app.ui.search.words import NAMES
from app.ui.widgets.labels import isolated

if TYPE_CHECKING:
    from app.translation import Words

LINE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
ABOVE: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a heading (`hit` None) with how many there are and how many are shown, or a hit."""

    kind: SearchKind
    hit: Hit | None = None
    count: int = 0
    shown: int = 0


def lines_of(hits: Hits) -> list[Line]:
    """Return headings and hits; the kind with the best hit comes first."""
    kinds = list(dict.fromkeys(hit.kind for hit in hits.hits))
    lines: list[Line] = []
    for kind in kinds:
        own = [hit for hit in hits.hits if hit.kind is kind]
        lines.append(Line(kind, None, hits.counts.get(kind, len(own)), len(own)))
        lines += [Line(kind, hit) for hit in own]
    return lines


class HitModel(QAbstractListModel):
    """Read by `HitDelegate`; headings that hide hits can be chosen too, they show all of their kind."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.lines: list[Line] = []

    def show_hits(self, hits: Hits) -> None:
        """Show other hits."""
        self.beginResetModel()
        self.lines = lines_of(hits)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ABOVE) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let only hits, and headings that hide some, be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        line = self.lines[index.row()]
        chosen = line.hit is not None or line.shown < line.count
        return (Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable) if chosen else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the line, or what is spoken of it."""
        if not index.isValid() or not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}:
            return self._spoken(line)
        return None

    def name(self, kind: SearchKind) -> str:
        """Return how a kind is called."""
        return self._words.gettext(NAMES[kind])

    def heading(self, line: Line) -> str:
        """Return the text of a heading."""
        return f"{self.name(line.kind)}  {line.count}"

    def rest(self, line: Line) -> str:
        """Return what a heading offers at its end: all of its kind."""
        if line.shown >= line.count:
            return ""
        return self._words.gettext("Show all {count}").format(count=line.count)

    def where(self, hit: Hit) -> str:
        """Return where and when it was, for the end of the first line."""
        at = self._words.day(hit.at.date()) if hit.at else ""
        parts = [isolated(part) for part in (hit.audit or hit.client, hit.author) if part]
        return "  ·  ".join([*parts, f"\u2068{at}\u2069"] if at else parts)  # a day keeps the direction of its language

    def title(self, hit: Hit) -> str:
        """Return the title; the kind where there is none."""
        return hit.title.text or self.name(hit.kind)

    def lead(self, hit: Hit) -> str:
        """Return what stands before a snippet: the page of a file, confidential."""
        t = self._words.gettext
        parts = (
            t("Confidential") if hit.confidential else "",
            t("Page {number}").format(number=hit.page) if hit.page else "",
        )
        return "  ·  ".join(part for part in parts if part)

    def _spoken(self, line: Line) -> str:
        if line.hit is None:
            return f"{self.heading(line)} {self.rest(line)}".strip()
        hit = line.hit
        parts = (self.name(hit.kind), self.title(hit), self.lead(hit), hit.snippet.text, self.where(hit))
        return ", ".join(part for part in parts if part)
