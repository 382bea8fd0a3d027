"""Links to requirements: typed with completion, shown as chips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.domain.drafts import LinkDraft
from app.domain.errors import UserMistake
from app.domain.refs import complete, parse_link
from app.ui.theme.metrics import Space
from app.ui.widgets.chip_list import ChipLine, ChipList
from app.ui.widgets.compound import Compound
from app.ui.widgets.labels import isolated
from app.ui.widgets.pick_line import PickLine
from app.ui.widgets.problem_line import FieldProblem

if TYPE_CHECKING:
    from app.domain.fieldwork import RequirementLink
    from app.domain.record import CriteriaRow
    from app.translation import Words

_OTHER: Final = "\x00other"


class RequirementField(Compound):
    """`a518`, `5.18 d` or words of the title, then Enter. With `other` any text can be a requirement of its own.

    Signals:
        wanted: the `LinkDraft` that was typed.
        removed: key of the link to take away.
        led: key of the link that is to lead.
    """

    wanted = Signal(object)
    removed = Signal(str)
    led = Signal(str)

    def __init__(self, words: Words, *, leading: bool = False, other: bool = False) -> None:
        super().__init__()
        self._t = words.gettext
        self._leading, self._other = leading, other
        self._items: dict[str, CriteriaRow] = {}
        self._line = PickLine(self._t("A.5.18, 6.1.3 d) or words of the title"), self._offers)
        self._chips = ChipList(words)
        self._problem = FieldProblem()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS + 2)
        column.addWidget(self._chips)
        column.addWidget(self._line)
        column.addWidget(self._problem)
        self.begin_with(self._line)
        self._line.picked.connect(self._on_picked)
        self._line.refused.connect(self._on_refused)
        self._line.textEdited.connect(self._on_edited)
        self._chips.removed.connect(self.removed)
        self._chips.led.connect(self.led)

    def set_title(self, title: str) -> None:
        """Give line and chips a spoken name."""
        self._line.setAccessibleName(title)
        self._chips.set_title(title)

    def set_items(self, items: Iterable[CriteriaRow]) -> None:
        """Offer these requirements."""
        self._items = {one.ref: one for one in items if one.auditable}

    def show_links(self, links: Sequence[RequirementLink]) -> None:
        """Show the links of the record."""
        self._chips.show_chips([self._chip(link, many=len(links) > 1) for link in links])

    def show_problem(self, text: str) -> None:
        """Say what is wrong with the links."""
        self._problem.show_text(text)

    def _chip(self, link: RequirementLink, *, many: bool) -> ChipLine:
        item = self._items.get(link.ref)
        text = f"{link.ref} {link.part}".strip() or link.other
        leads = link.leading if self._leading and many else None
        return ChipLine(link.id, text, item.title if item else "", "link" if link.ref else "file", "neutral", leads)

    def _offers(self, typed: str) -> list[tuple[str, str]]:
        offers = [(one.ref, f"{isolated(one.ref)}   {one.title}") for one in complete(typed, self._items.values())]
        if self._other and typed.strip() and not _is_ref(typed):
            offers.append((_OTHER, self._t("Another requirement: {text}").format(text=typed.strip())))
        return offers

    def _on_picked(self, key: str, typed: str) -> None:
        self._problem.show_text("")
        if key == _OTHER:
            self.wanted.emit(LinkDraft(other=typed))
            return
        self.wanted.emit(LinkDraft(ref=key, part=_part(typed)))

    def _on_refused(self, typed: str) -> None:
        self._problem.show_text(self._t("No requirement fits “{text}”.").format(text=typed))

    def _on_edited(self) -> None:
        self._problem.show_text("")


def _is_ref(typed: str) -> bool:
    try:
        parse_link(typed.strip())
    except UserMistake:
        return False
    return True


def _part(typed: str) -> str:
    """Return the part behind a typed reference, `d)`; empty if there is none."""
    try:
        return parse_link(typed).part
    except UserMistake:
        return ""
