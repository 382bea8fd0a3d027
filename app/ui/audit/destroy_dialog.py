"""Asks before the content of a copy or a text is destroyed: what goes, what stays, why, who asked, who agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.destroying import Doomed, Wish
from app.domain.words import word
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.card import Card
from app.ui.widgets.dates import DateField
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, isolated

if TYPE_CHECKING:
    from datetime import date

    from app.ui.context import UiContext

_MOST = 6


class DestroyDialog(Dialog):
    """Shown once it is known what would go.

    Signals:
        confirmed: the `Wish`.
    """

    confirmed = Signal(object)

    def __init__(self, parent: QWidget | None, ctx: UiContext, doomed: Doomed) -> None:
        t = ctx.t
        title = t("Destroy the content for good?") if doomed.files else t("Destroy the text for good?")
        super().__init__(parent, title, width=560)
        self._ctx = ctx
        self._asked_on: date | None = None
        self.body.addWidget(_part(t("What goes"), _goes(ctx, doomed)))
        self.body.addWidget(_part(t("What stays"), _stays(ctx, doomed)))
        self.reason, self.asked_by, self.agreed_by = AutosaveText(lines=2), AutosaveLine(), AutosaveLine()
        self._day = DateField(ctx.words)
        self.body.addWidget(FormField(t("Why"), self.reason))
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(FormField(t("Who asked for it"), self.asked_by), 1)
        row.addWidget(FormField(t("When"), self._day), 1)
        self.body.addLayout(row)
        self.body.addWidget(FormField(t("Who agreed to it"), self.agreed_by))
        keep = self.add_button(t("Keep it"))
        self._verb = self.add_button(t("Destroy for good"), "danger")
        self._verb.setEnabled(False)
        keep.clicked.connect(self.reject)
        self._verb.clicked.connect(self._on_verb)
        self._day.picked.connect(self._on_day)
        for line in (self.reason, self.asked_by, self.agreed_by):
            line.textChanged.connect(self._on_text)
        self.reason.setFocus()

    def _on_day(self, day: date | None) -> None:
        self._asked_on = day

    def _on_text(self) -> None:
        self._verb.setEnabled(all(one.text().strip() for one in (self.reason, self.asked_by, self.agreed_by)))

    def _on_verb(self) -> None:
        wish = Wish(
            reason=self.reason.text(),
            asked_by=self.asked_by.text(),
            agreed_by=self.agreed_by.text(),
            asked_on=self._asked_on,
        )
        self.confirmed.emit(wish)
        self.accept()


def _part(title: str, lines: list[str]) -> Card:
    card = Card(title, margin=Space.M)
    for line in lines:
        card.add(PlainLabel(line, "small", wrap=True))
    return card


def _goes(ctx: UiContext, doomed: Doomed) -> list[str]:
    t = ctx.t
    if not doomed.files:
        lines = [t("The text ({n} characters), in its field, in the trail, in the search.").format(n=doomed.letters)]
        if doomed.also_in:
            also = ", ".join(isolated(one) for one in doomed.also_in[:_MOST])
            lines.append(t("The same words stand also in {places}; they are not touched.").format(places=also))
    else:
        lines = [
            f"{isolated(one.name)}  ·  {ctx.words.size(one.size)}" + (f"  ·  {one.audit}" if one.audit else "")
            for one in doomed.files[:_MOST]
        ]
        if len(doomed.files) > _MOST:
            lines.append(t("and {n} more").format(n=len(doomed.files) - _MOST))
        lines.append(t("With the small pictures, prints and the text inside, also in the search."))
    lines.append(t("Backups lose it at their next run; until then they hold it. Steps before this cannot be undone."))
    return lines


def _stays(ctx: UiContext, doomed: Doomed) -> list[str]:
    t = ctx.t
    lines = [
        t("Number, name, size, SHA-256 and the entries of the trail, with what you write here.")
        if doomed.files
        else t("The entries of the trail without the words, with what you write here.")
    ]
    for one in doomed.papers[:_MOST]:
        state = t("signed") if one.signed else t("not signed")
        text = t("{paper}, revision {revision} ({state}), keeps a picture of it.")
        lines.append(text.format(paper=t(word(one.kind)), revision=one.revision, state=state))
    lines.append(t("Copies that were saved outside of Onsite are not reached."))
    return lines
