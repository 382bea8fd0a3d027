"""The dialog in which the client's answer to the plan is recorded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.domain.kinds import StatementOutcome
from app.domain.words import word
from app.ui.widgets.autosave import AutosaveText
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.dates import DateField, unread_day
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form_field import FormField
from app.ui.widgets.offer_line import OfferLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from app.translation import Words

_CHOICES = ((StatementOutcome.ACCEPTED, "done"), (StatementOutcome.CHANGES_WANTED, "edit"))


class AnswerDialog(Dialog):
    """Who answered what on which day.

    Signals:
        answered: outcome, name, day and text.
    """

    answered = Signal(object, str, object, str)

    def __init__(
        self, parent: QWidget | None, words: Words, people: Sequence[str], today: date, *, withheld: bool = False
    ) -> None:
        t = words.gettext
        title = t("Records that may not be shown: the answer") if withheld else t("The client's answer to the plan")
        super().__init__(parent, title, 520)
        self._people = tuple(people)
        named = [Choice(StatementOutcome.ACCEPTED.value, t("All are named, or there are none"), "done")]
        usual = [Choice(one.value, t(word(one)), icon) for one, icon in _CHOICES]
        self.outcome = ChoiceRow(named if withheld else usual)
        self.name = OfferLine(self._offers)
        self.day = DateField(words, today)
        self.text = AutosaveText(lines=3)
        self._text_field = FormField(t("What was said") if withheld else t("What should change"), self.text)
        for field in (
            FormField(t("Answer"), self.outcome),
            FormField(t("Said by"), self.name),
            FormField(t("Said on"), self.day),
            self._text_field,
        ):
            self.body.addWidget(field)
        self._keep = self.add_button(t("Cancel"))
        self._verb = self.add_button(t("Record the answer"), "primary")
        self._keep.clicked.connect(self.reject)
        self._verb.clicked.connect(self._on_verb)
        self.outcome.chosen.connect(self._check)
        self.name.textChanged.connect(self._check)
        self.text.textChanged.connect(self._check)
        if withheld:
            self.outcome.show_value(StatementOutcome.ACCEPTED.value)
        if self._people:
            self.name.show_text(self._people[0])
        self._check()
        self.outcome.setFocus()

    def _offers(self, typed: str) -> list[tuple[str, str]]:
        folded = typed.strip().casefold()
        return [(one, one) for one in self._people if folded in one.casefold()]

    def _check(self) -> None:
        wants = self.outcome.value == StatementOutcome.CHANGES_WANTED
        said = bool(self.text.toPlainText().strip()) or not wants
        self._verb.setEnabled(bool(self.outcome.value and self.name.text().strip() and said))

    def _on_verb(self) -> None:
        if unread_day(self) is not None:
            return
        day = self.day.day or date.today()  # noqa: DTZ011 - a field that is empty means today
        self.answered.emit(
            StatementOutcome(self.outcome.value), self.name.text().strip(), day, self.text.toPlainText().strip()
        )
        self.accept()
