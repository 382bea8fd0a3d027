"""Says how a client's table is read: the sheet, and what each column means; both can be changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.sentences import N_
from app.domain.soa_import import SoaColumn, SoaColumnUse, SoaLayout
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import ElidedLabel, PlainLabel, set_shown

if TYPE_CHECKING:
    from app.domain.soa_import import SoaPreview
    from app.translation import Words

ROLES: Final = {
    SoaColumn.UNUSED: N_("not taken over"),
    SoaColumn.REF: N_("Number of the control"),
    SoaColumn.APPLICABLE: N_("Applicable (yes or no)"),
    SoaColumn.EXCLUDED: N_("Excluded (yes or no)"),
    SoaColumn.REASON: N_("Reason"),
    SoaColumn.REASON_INCLUDED: N_("Reason for inclusion"),
    SoaColumn.REASON_EXCLUDED: N_("Reason for exclusion"),
    SoaColumn.IMPLEMENTED: N_("State of implementation"),
    SoaColumn.TITLE: N_("Title (not taken over)"),
}
_ONCE: Final = (SoaColumn.REF, SoaColumn.APPLICABLE, SoaColumn.EXCLUDED, SoaColumn.IMPLEMENTED)


class ColumnCard(Card):
    """One line while the columns are understood; unfolded it asks for the meaning of each.

    Signals:
        changed: the `SoaLayout` to read the table by.
        sheet_chosen: name of another sheet; what its columns mean is found anew.
    """

    changed = Signal(object)
    sheet_chosen = Signal(str)

    def __init__(self, words: Words) -> None:
        t = words.gettext
        super().__init__(t("Columns"))
        self.body.setSpacing(Space.XS)
        self._words = words
        self._layout: SoaLayout | None = None
        self._several = False
        self._unfold = Button(t("Change…"), "quiet")
        self._unfold.setAccessibleName(t("Change what the columns mean"))
        self._unfold.setCheckable(True)
        if self.header is not None:
            self.header.add(self._unfold)
        self._said = PlainLabel("", tone="muted", wrap=True)
        self.sheets = EnumBox([])
        self._sheet = FormField(t("Sheet"), self.sheets)
        self._sheet.setMaximumWidth(360)
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self.boxes: list[EnumBox] = []
        self.add(self._said)
        self.add(self._sheet)
        self.add(self._inner)
        self._inner.hide()
        self._sheet.hide()
        self._unfold.toggled.connect(self._on_unfold)
        self.sheets.chosen.connect(self.sheet_chosen)

    def show_preview(self, preview: SoaPreview) -> None:
        """Show how the table was read; unfolds by itself where a column has to be named."""
        self._layout = preview.layout
        names = [(one.name, one.name) for one in preview.table.sheets]
        self.sheets.set_choices(names)
        self.sheets.show_value(preview.layout.sheet)
        self._several = len(names) > 1
        self._said.setText(self._summary(preview))
        self._fill(preview.columns)
        roles = {one.role for one in preview.columns}
        if SoaColumn.REF not in roles or not roles & {SoaColumn.APPLICABLE, SoaColumn.EXCLUDED}:
            self._unfold.setChecked(True)
        self._on_unfold(self._unfold.isChecked())

    def _summary(self, preview: SoaPreview) -> str:
        """Return which columns are taken over, and by name those that are not: nothing is lost in silence."""
        t = self._words.gettext
        taken = [f"{one.letter} = {t(ROLES[one.role])}" for one in preview.columns if one.role not in _LEFT]
        left = [f"{one.letter} {_short(one.header)}".strip() for one in preview.unused]
        found = ["  ·  ".join(taken)] if taken else []
        if left:
            found.append(t("Not taken over: {columns}").format(columns=", ".join(left)))
        return "\n".join(found)

    def _fill(self, columns: tuple[SoaColumnUse, ...]) -> None:
        """Put one line per column that holds anything."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(2, 1)
        self.boxes = []
        for row, one in enumerate(one for one in columns if one.filled or one.header):
            self._line(row, one)

    def _line(self, row: int, one: SoaColumnUse) -> None:
        t = self._words.gettext
        choices = [(role.value, t(text)) for role, text in ROLES.items()]
        title = t("Column {letter}: {heading}").format(letter=one.letter, heading=_short(one.header))
        box = EnumBox(choices, one.role.value, title)
        box.setMinimumWidth(220)
        box.chosen.connect(partial(self._on_role, one.place))
        self.boxes.append(box)
        samples = "  ·  ".join(_short(text) for text in one.samples)
        self._grid.addWidget(PlainLabel(one.letter, "label", "muted"), row, 0)
        self._grid.addWidget(ElidedLabel(_short(one.header) or "–", "strong"), row, 1)
        self._grid.addWidget(ElidedLabel(samples, "small", "muted"), row, 2)
        self._grid.addWidget(box, row, 3)

    def _on_unfold(self, unfolded: bool) -> None:  # noqa: FBT001 - what the signal carries
        set_shown(self._inner, unfolded)
        set_shown(self._sheet, unfolded and self._several)

    def _on_role(self, place: int, value: str) -> None:
        """Give a column another meaning; what only one column can mean is taken from the other."""
        if self._layout is None:
            return
        role = SoaColumn(value)
        roles = dict(self._layout.columns)
        if role in _ONCE:
            roles = {other: one for other, one in roles.items() if one is not role}
        roles[place] = role
        if role is SoaColumn.UNUSED:
            del roles[place]
        columns = tuple(sorted(roles.items()))
        self.changed.emit(SoaLayout(self._layout.sheet, self._layout.header_row, columns))


_LEFT: Final = (SoaColumn.UNUSED, SoaColumn.TITLE)
_SHORT: Final = 40


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else f"{flat[: _SHORT - 1]}…"
