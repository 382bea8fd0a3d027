"""How a round of a sample begins: the list of all items, how many are looked at, how they are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain import sampling
from app.domain.errors import AuditError, UserMistake
from app.domain.kinds import Selection
from app.domain.sampling import RoundDraft
from app.domain.words import word
from app.ui.kept_line import KeptText
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.domain.fieldwork import Evidence
    from app.ui.context import UiContext

_MOST_DIGITS = 9


class SampleEntry(QWidget):
    """The first round of a sample.

    Signals:
        wanted: a `RoundDraft`.
    """

    wanted = Signal(object)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx, t = ctx, ctx.t
        self._evidence_id = ""
        self.all_items = AutosaveText(placeholder=t("CHG-001..140, or one item a line"), lines=3)
        self.count = AutosaveLine()
        self.selection = ChoiceRow([Choice(one.value, t(word(one))) for one in Selection], Selection.RANDOM.value)
        self._list = FormField(t("All there are"), self.all_items, t("Paste the list, or type first and last number."))
        self._number = FormField(t("How many are looked at"), self.count)
        self._go = Button(t("Draw"), "primary")
        self._chosen = Selection.RANDOM
        self._kept = KeptText(ctx, self.all_items.text, self.all_items.setPlainText, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(FormField(t("How chosen"), self.selection))
        column.addWidget(self._list)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._number, 1)
        row.addWidget(self._go, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        self.selection.chosen.connect(self._on_selection)
        self.count.returnPressed.connect(self._on_go)
        self._go.clicked.connect(self._on_go)
        self.all_items.typed.connect(self._on_typed)

    def show_row(self, row: Evidence) -> None:
        """Offer what the captured line said: `n=12/140` draws 12 of the numbers 1 to 140."""
        if row.id == self._evidence_id:
            return
        self._evidence_id = row.id
        self._kept.open(f"sample:{row.id}")
        self.count.show_text("" if row.sample_size is None else str(row.sample_size))
        self.all_items.show_text("" if row.population is None else f"1-{row.population}")
        self._say(None)

    def begin(self) -> None:
        """Put the cursor where the list goes."""
        self.all_items.setFocus()
        self.all_items.selectAll()

    def clear(self) -> None:
        """Forget the text: the round is in the record."""
        self.all_items.setPlainText("")
        self.count.clear()
        self._kept.keep()
        self._evidence_id = ""

    def show_problem(self, problem: BaseException | None) -> None:
        """Say beside the field why the round was refused."""
        self._say(problem)

    def _on_typed(self, _text: str) -> None:
        self._kept.keep()

    def _on_selection(self, value: str) -> None:
        t = self._ctx.t
        self._chosen = Selection(value)
        drawn = self._chosen is Selection.RANDOM
        self._list.rename(t("Items looked at") if self._chosen is Selection.JUDGEMENT else t("All there are"))
        self._number.rename(t("How many are looked at") if drawn else t("How many there are"))
        self._number.setVisible(self._chosen is not Selection.ALL)
        self._go.setText(t("Draw") if drawn else t("Take over"))

    def _on_go(self) -> None:
        try:
            draft = self._draft()
        except AuditError as problem:
            self._say(problem)
            return
        self._say(None)
        self.wanted.emit(draft)

    def _draft(self) -> RoundDraft:
        labels = sampling.read_list(self.all_items.text()).labels
        number = read_number(self.count.text())
        if self._chosen is Selection.RANDOM:
            return RoundDraft(listed=labels, draw=number or 0)
        if self._chosen is Selection.ALL:
            return RoundDraft(listed=labels, selection=Selection.ALL)
        return RoundDraft(chosen=labels, population=number, selection=Selection.JUDGEMENT)

    def _say(self, problem: BaseException | None) -> None:
        said = say(self._ctx.words, problem) if isinstance(problem, AuditError) else ""
        field = getattr(problem, "values", {}).get("field", "") if problem is not None else ""
        self._number.show_problem(said if field == "count" else "")
        self._list.show_problem("" if field == "count" else said)


def read_number(text: str) -> int | None:
    """Return a whole number, None for nothing; raises `UserMistake("number_unreadable")`."""
    clean = text.strip()
    if not clean:
        return None
    if not clean.isdecimal() or len(clean) > _MOST_DIGITS:
        raise UserMistake("number_unreadable", field="count")
    return int(clean)


class WidenDialog(Dialog):
    """Asks how many more are drawn, or for the corrected list, and why.

    Signals:
        confirmed: (number or list as typed, reason).
    """

    confirmed = Signal(str, str)

    def __init__(self, parent: QWidget | None, ctx: UiContext, *, corrects: bool, left: int = 0) -> None:
        t = ctx.t
        super().__init__(parent, t("Correct the population") if corrects else t("Draw more"))
        self._what: AutosaveText | AutosaveLine
        if corrects:
            said = t("Nothing is drawn again: what stays keeps its place, what came in stands behind it.")
            self._what = AutosaveText(lines=6)
            self._first = FormField(t("All there really are"), self._what)
        else:
            said = t("The same order goes on. {left} items are left.").format(left=left)
            self._what = AutosaveLine()
            self._first = FormField(t("How many more"), self._what)
        self.reason = AutosaveLine()
        self.body.addWidget(PlainLabel(said, wrap=True))
        self.body.addWidget(self._first)
        self.body.addWidget(FormField(t("Why"), self.reason))
        self._cancel = self.add_button(t("Cancel"))
        self._go = self.add_button(t("Correct") if corrects else t("Draw"), "primary")
        self._go.setEnabled(False)
        self._cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self._on_go)
        self.reason.textChanged.connect(self._on_text)
        self._what.textChanged.connect(self._on_text)
        if isinstance(self._what, AutosaveLine):
            self._what.returnPressed.connect(self.reason.setFocus)
        self.reason.returnPressed.connect(self._on_go)
        self._what.setFocus()

    def _on_text(self) -> None:
        self._go.setEnabled(bool(self._what.text().strip() and self.reason.text().strip()))

    def _on_go(self) -> None:
        if self._go.isEnabled():
            self.confirmed.emit(self._what.text(), self.reason.text())
            self.accept()
