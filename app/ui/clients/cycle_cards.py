"""Cards of a cycle beside its steps: the certificate, the forms, and what has happened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.cycle_kinds import Actor, Event
from app.domain.forms import TITLES
from app.domain.kinds import FormKind
from app.domain.words import word
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.clients.fields import together
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip, ChipLook, chip_look
from app.ui.widgets.clearing import clear
from app.ui.widgets.key_values import KeyValues
from app.ui.widgets.labels import PlainLabel, isolated

if TYPE_CHECKING:
    from app.domain.programme_record import CycleEvent, ReviewForm
    from app.services.cycles import CycleSheet
    from app.ui.context import UiContext

_RESULTS: Final = {"open": ("open", "neutral"), "positive": ("done", "ok"), "negative": ("cross", "danger")}


class CertificateCard(Card):
    """The numbers are typed, the dates come from the decisions."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(t("Certificate"), t("its dates follow from the decisions"))
        self._ctx = ctx
        self.binder = Binder(ctx, "cycle", "", self)
        form = RowForm(self.binder)
        self._dates = KeyValues()
        self.add(
            together(
                form.line("certificate", t("Number of the certificate")), form.line("file_number", t("File number"))
            )
        )
        self.add(self._dates)
        self.add(form.text("remark", t("Remark"), lines=2))

    def show_sheet(self, sheet: CycleSheet) -> None:
        """Show the certificate."""
        t, cycle = self._ctx.t, sheet.cycle
        self.binder.show(cycle)
        pairs = [
            (t("Decision"), cycle.decided_on),
            (t("Valid until"), cycle.expires_on),
            (t("End of the cycle before"), cycle.old_expires_on),
            (t("Suspended on"), cycle.suspended_on),
        ]
        shown = [(name, isolated(self._ctx.words.day(day)) if day else "") for name, day in pairs]
        self._dates.show_pairs([one for place, one in enumerate(shown) if one[1] or place < 2])  # noqa: PLR2004 - the first two


class FormsCard(Card):
    """The forms of the body.

    Signals:
        wanted: the `FormKind` to begin or to go on with.
    """

    wanted = Signal(object)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.t("Forms"))
        self._ctx = ctx
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.S)
        self.add_layout(self._lines)

    def show_sheet(self, sheet: CycleSheet) -> None:
        """Show how far each form is."""
        clear(self._lines)
        for kind in FormKind:
            self._lines.addWidget(self._line(kind, sheet.source.form(kind)))

    def _line(self, kind: FormKind, form: ReviewForm | None) -> QWidget:
        t = self._ctx.t
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        title = t(TITLES[kind])
        button = Button(t("Begin") if form is None else t("Open"))
        button.setObjectName(f"form-{kind.value}")
        button.setAccessibleName(f"{button.text()}: {title}")
        button.clicked.connect(partial(self.wanted.emit, kind))
        row.addWidget(PlainLabel(title, wrap=True), 1)
        if form is not None:
            icon, tone = _RESULTS[form.result.value]
            row.addWidget(Chip(ChipLook(t(word(form.result)), icon, tone)))
        row.addWidget(button)
        return line


class HistoryCard(Card):
    """Every step with its day, who took it and the record it left; the latest first."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(t("What has happened"))
        self._ctx = ctx
        self.tell = Button(t("Tell earlier steps…"), "quiet", "edit")
        if self.header:
            self.header.add(self.tell)
        self._none = PlainLabel(t("No step is recorded yet."), "body", "muted", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.M)
        self.add(self._none)
        self.add_layout(self._lines)

    def show_sheet(self, sheet: CycleSheet) -> None:
        """Show the steps."""
        events = sheet.source.events
        clear(self._lines)
        for one in reversed(events):
            self._lines.addWidget(self._line(one))
        self._none.setVisible(not events)
        self.tell.setVisible(not events and not sheet.source.superseded)

    def _line(self, one: CycleEvent) -> QWidget:
        t = self._ctx.t
        line = QWidget()
        line.setObjectName("cycleEvent")
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(PlainLabel(isolated(self._ctx.words.day(one.happened_on)), "label"))
        head.addWidget(PlainLabel(t(word(Event(one.event))), wrap=True), 1)
        head.addWidget(Chip(chip_look(one.new, t)))
        column.addLayout(head)
        role = t(word(Actor(one.actor))) if one.actor else t("told, not checked")
        who = t("{name} ({role})").format(name=one.by_name, role=role) if one.by_name else role
        told = "  ·  ".join(part for part in (who, one.record, one.reason) if part)
        column.addWidget(PlainLabel(told, "small", "muted", wrap=True))
        return line
