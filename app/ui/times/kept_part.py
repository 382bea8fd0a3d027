"""The calculations that were kept, the latest first: numbers, who approved, and what changed since the one before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.numbers import number_text
from app.domain.time_use import Changed, differences
from app.domain.words import word
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip, ChipLook
from app.ui.widgets.labels import Divider, PlainLabel

if TYPE_CHECKING:
    from app.services.times import KeptTime
    from app.translation import Words
    from app.ui.context import UiContext

SHOWN = 12
"""So many are shown; older ones stand in the client's record all the same."""


class KeptPart(Card):
    """One entry per calculation.

    Signals:
        use_wanted: id of a calculation that the audit is to rest on.
        fill_wanted: a `KeptTime` whose inputs are to be taken into the form.
    """

    use_wanted = Signal(str)
    fill_wanted = Signal(object)

    def __init__(self, ctx: UiContext, *, of_audit: bool) -> None:
        super().__init__(ctx.t("Kept calculations"))
        self.ctx, self._of_audit = ctx, of_audit
        self._entries: list[QWidget] = []
        self._shown: tuple[tuple[str, ...], str] | None = None
        self._empty = PlainLabel(ctx.t("None yet."), "body", "muted")
        self.add(self._empty)

    def show_kept(self, kept: Sequence[KeptTime], used: str) -> None:
        """Show the calculations; `used` is the one the audit rests on."""
        state = (tuple(one.row.id for one in kept), used)
        if state == self._shown:
            return
        self._shown = state
        for entry in self._entries:
            entry.hide()
            entry.deleteLater()
        self._entries = []
        self._empty.setVisible(not kept)
        if self.header is not None:
            self.header.set_note(str(len(kept)) if kept else "")
        before = [*kept[1:], None]
        for place, (one, older) in enumerate(zip(kept[:SHOWN], before, strict=False)):
            if place:
                self._put(Divider())
            self._put(self._entry(one, older, len(kept) - place, used=one.row.id == used))

    def _put(self, widget: QWidget) -> None:
        self._entries.append(widget)
        self.add(widget)

    def _entry(self, one: KeptTime, older: KeptTime | None, number: int, *, used: bool) -> QWidget:
        t, result = self.ctx.t, one.result
        entry = QWidget()
        box = QVBoxLayout(entry)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        day = self.ctx.words.day(one.row.created_at.date()) if one.row.created_at else ""
        name = t("No. {n}: {days} days, {day}").format(n=number, days=number_text(result.valid.days), day=day)
        head.addWidget(PlainLabel(name, "strong"))
        if used:
            head.addWidget(Chip(ChipLook(t("Used for this audit"), "done", "ok")))
        head.addStretch(1)
        box.addLayout(head)
        numbers = t("{purpose}; {persons} persons, {percent} %").format(
            purpose=t(word(result.purpose)),
            persons=number_text(result.heads.exact),
            percent=number_text(result.percent.applied),
        )
        box.addWidget(PlainLabel(numbers, wrap=True))
        approved = t("Approved by {name}.").format(name=one.row.approved_by) if one.row.approved_by else ""
        said = " ".join(part for part in (approved or t("Not approved."), one.row.remark) if part)
        box.addWidget(PlainLabel(said, "small", "muted", wrap=True))
        if older is not None:
            box.addWidget(PlainLabel(since(self.ctx.words, older, one), "small", "muted", wrap=True))
        box.addLayout(self._buttons(one, name))
        return entry

    def _buttons(self, one: KeptTime, name: str) -> QHBoxLayout:
        t, row = self.ctx.t, QHBoxLayout()
        row.setSpacing(Space.S)
        if self._of_audit:
            use = Button(t("Use for this audit"))
            use.setAccessibleName(t("Use for this audit: {name}").format(name=name))
            use.clicked.connect(partial(self.use_wanted.emit, one.row.id))
            row.addWidget(use)
        fill = Button(t("Start from this"), "quiet")
        fill.setAccessibleName(t("Start from this: {name}").format(name=name))
        fill.clicked.connect(partial(self.fill_wanted.emit, one))
        row.addWidget(fill)
        row.addStretch(1)
        return row


def since(words: Words, older: KeptTime, newer: KeptTime) -> str:
    """Return what changed from one calculation to the next as one line."""
    t, found = words.gettext, differences(older.result, newer.result)
    if not found:
        return t("The same numbers as the one before.")
    told = "; ".join(_told(words, one) for one in found)
    return t("Since the one before: {changes}").format(changes=told)


def _told(words: Words, one: Changed) -> str:
    unit = f" {one.unit}" if one.unit else ""
    return (
        f"{words.gettext(one.name)} {number_text(one.before)}{unit} \N{RIGHTWARDS ARROW} {number_text(one.after)}{unit}"
    )
