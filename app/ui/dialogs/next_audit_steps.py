"""Steps of the next audit: what follows and what is handed on, and what changed since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from app.domain.kinds import AuditType, CarriedKind, Mode
from app.domain.next_audit import SPECIAL_WORDS, ChangeKind, SpecialKind
from app.domain.sentence import N_
from app.domain.words import word
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.chip import Chip, ChipLook, chip_look
from app.ui.widgets.clearing import clear
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, isolated, set_shown
from app.ui.widgets.problem_line import Banner, FieldProblem

if TYPE_CHECKING:
    from app.domain.client import Client
    from app.domain.next_audit import NextAuditDraft, SiteChoice
    from app.domain.preparing import CarriedItem
    from app.ui.context import UiContext

_HEADS: Final = 84
_THEN: Final = 88
_WHY: Final = {
    "central": N_("central function"),
    "planned": N_("planned in the programme"),
    "drawn": N_("drawn for the sample"),
    "not_visited": N_("new or not visited before"),
}
_KINDS: Final = {CarriedKind.CONCERN: ("warning", "warning"), CarriedKind.POINT: ("bulb", "plum")}


class FollowStep(QWidget):
    """The usual audit is chosen; a special one says what it is for.

    Signals:
        wanted: another type or purpose was chosen.
    """

    wanted = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx, self._t = ctx, ctx.t
        t = ctx.t
        self.type = EnumBox([(one.value, t(word(one))) for one in AuditType], AuditType.STAGE2.value)
        self.special = EnumBox([(key, t(text)) for key, text in SPECIAL_WORDS.items()], SpecialKind.FOLLOW_UP.value)
        self.type_field, self.special_field = (
            FormField(t("Type of audit"), self.type),
            FormField(t("What it is for"), self.special),
        )
        self._banner, self._until = Banner(), PlainLabel("", "body", "muted", wrap=True)
        self._banner.hide()
        self._title = PlainLabel("", "title2", wrap=True)
        self._handed = PlainLabel(t("What is handed on"), "label")
        self._items = QVBoxLayout()
        self._items.setSpacing(Space.S)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        for widget in (self._title, self._banner, self.type_field, self.special_field, self._until, self._handed):
            column.addWidget(widget)
        column.addLayout(self._items)
        column.addStretch(1)
        self.type.chosen.connect(self.wanted)
        self.special.chosen.connect(self.wanted)

    @property
    def choice(self) -> tuple[AuditType, SpecialKind | None]:
        """Return which audit follows."""
        kind = AuditType(self.type.value)
        return kind, SpecialKind(self.special.value) if kind is AuditType.SPECIAL else None

    def offer(self, types: tuple[AuditType, ...]) -> None:
        """Offer the audits that can follow, the usual one first."""
        self.type.set_choices([(one.value, self._t(word(one))) for one in types])
        self.type.show_value(types[0].value)

    def show_draft(self, draft: NextAuditDraft) -> None:
        """Show what follows on which audit, and what that one hands on."""
        t, words = self._t, self._ctx.words
        self._title.setText(t("What follows on {reference}?").format(reference=isolated(draft.previous_reference)))
        set_shown(self.special_field, draft.special is not None)
        closed = t("The closing meeting of {reference} is not held; only after it the next audit can be started.")
        self._banner.show_text("" if draft.closed else closed.format(reference=draft.previous_reference), "warning")
        self._until.setText(t("To be held by {day}.").format(day=words.day(draft.until)) if draft.until else "")
        set_shown(self._until, draft.until is not None)
        clear(self._items)
        for item in draft.carried:
            self._items.addWidget(_carried_line(self._ctx, item))
        if not draft.carried:
            self._items.addWidget(PlainLabel(t("Nothing is open from the audit before."), "body", "muted", wrap=True))


def _carried_line(ctx: UiContext, item: CarriedItem) -> QWidget:
    line = QWidget()
    row = QGridLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setHorizontalSpacing(Space.M)
    row.setColumnStretch(1, 1)
    row.addWidget(Chip(carried_look(ctx, item)), 0, 0)
    row.addWidget(PlainLabel(item.text, wrap=True), 0, 1)
    return line


def carried_look(ctx: UiContext, item: CarriedItem) -> ChipLook:
    """Return the chip of something that was handed on: number and kind."""
    if item.grade is not None and item.kind is CarriedKind.NONCONFORMITY:
        look = chip_look(item.grade, ctx.t)
        return ChipLook(isolated(item.label), look.icon, look.tone)
    icon, tone = _KINDS.get(item.kind, ("open", "neutral"))
    return ChipLook(isolated(item.label), icon, tone)


class SiteRow(QWidget):
    """A site: is it in the audit, how, and its heads then and now.

    Signals:
        edited: something was changed.
    """

    edited = Signal()

    def __init__(self, ctx: UiContext, site: SiteChoice) -> None:
        super().__init__()
        t = ctx.t
        self.site = site
        name = f"{site.label} {site.name}".strip()
        self.taken = QCheckBox(name.replace("&", "&&"))
        self.taken.setChecked(site.taken)
        self.mode = EnumBox([(one.value, t(word(one))) for one in Mode], site.mode.value)
        self.mode.set_title(t("How {name} is audited").format(name=site.name))
        self.heads = AutosaveLine("" if site.heads_now is None else str(site.heads_now))
        self.heads.setAccessibleName(t("Heads of {name} now").format(name=site.name))
        self.heads.setFixedWidth(active().px(_HEADS))
        then = "–" if site.heads_then is None else str(site.heads_then)
        self._note = PlainLabel(self._said(ctx), "small", "muted", wrap=True)
        set_shown(self._note, bool(self._note.text()))
        self._problem = FieldProblem()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.taken, 0, 0)
        grid.addWidget(self.mode, 0, 1)
        before = PlainLabel(t("heads {then} →").format(then=isolated(then)), "body", "muted")
        before.setMinimumWidth(active().px(_THEN))  # so that the fields stand below each other
        grid.addWidget(before, 0, 2)
        grid.addWidget(self.heads, 0, 3)
        grid.addWidget(self._note, 1, 0)
        grid.addWidget(self._problem, 1, 1, 1, 3)
        self._not_read = t("This is not a number.")
        for signal in (self.taken.toggled, self.mode.chosen, self.heads.textEdited):
            signal.connect(self.edited)

    def _said(self, ctx: UiContext) -> str:
        if self.site.new:
            return ctx.t("new since the audit before")
        return ctx.t(_WHY[self.site.why]) if self.site.why else ""

    def fill(self) -> SiteChoice:
        """Return the site as it is filled in; heads that cannot be read stay as they were."""
        text = self.heads.text().strip()
        readable = not text or text.isdecimal()
        self._problem.show_text("" if readable else self._not_read)
        heads = int(text) if text and readable else self.site.heads_now
        return replace(self.site, taken=self.taken.isChecked(), mode=Mode(self.mode.value), heads_now=heads)


class ChangesStep(QWidget):
    """Asked is only what can have changed: heads, sites, version of the Statement of Applicability, scope.

    Signals:
        edited: something was typed.
    """

    edited = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        t = ctx.t
        self._ctx, self._t = ctx, t
        self.rows: list[SiteRow] = []
        self._sites = QVBoxLayout()
        self._sites.setSpacing(Space.S)
        self.soa = EnumBox([("", "–")])
        self.scope = AutosaveText(lines=3)
        self._soa_field, self._scope_field = (
            FormField(t("Statement of Applicability"), self.soa),
            FormField(t("Scope"), self.scope),
        )
        self._soa_then, self._scope_then = (
            PlainLabel("", "small", "muted", wrap=True),
            PlainLabel("", "small", "muted", wrap=True),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        column.addWidget(PlainLabel(t("What changed?"), "title2"))
        note = t("Everything else is taken over. Heads that you correct here are corrected in the client file.")
        column.addWidget(PlainLabel(note, "body", "muted", wrap=True))
        column.addWidget(PlainLabel(t("Sites and heads"), "label"))
        column.addLayout(self._sites)
        for field, then in ((self._soa_field, self._soa_then), (self._scope_field, self._scope_then)):
            column.addSpacing(Space.S)
            column.addWidget(field)
            column.addWidget(then)
        column.addStretch(1)
        self.soa.chosen.connect(self.edited)
        self.scope.textChanged.connect(self.edited)

    def show_draft(self, draft: NextAuditDraft, client: Client) -> None:
        """Show old and new."""
        clear(self._sites)
        self.rows = [SiteRow(self._ctx, one) for one in draft.sites]
        for row in self.rows:
            row.edited.connect(self.edited)
            self._sites.addWidget(row)
        self.soa.set_choices([("", "–"), *((one.id, f"{one.reference} {one.edition}".strip()) for one in client.soas)])
        self.soa.show_value(draft.soa_id or "")
        self.scope.setPlainText(draft.scope)
        then = {one.kind: one for one in draft.changes}
        for kind, label in ((ChangeKind.SOA, self._soa_then), (ChangeKind.SCOPE, self._scope_then)):
            one = then[kind]
            same = self._t("as in the audit before")
            label.setText(self._t("then: {text}").format(text=one.then or "–") if one.differs else same)

    def fill(self, draft: NextAuditDraft) -> NextAuditDraft:
        """Return the draft with what this step holds."""
        sites = tuple(row.fill() for row in self.rows)
        return replace(draft, sites=sites, soa_id=self.soa.value or None, scope=self.scope.text())

    def typed(self) -> dict[str, Any]:
        """Return what is filled in, for a draft."""
        return {
            "sites": {row.site.site_id: [row.taken.isChecked(), row.mode.value, row.heads.text()] for row in self.rows},
            "soa": self.soa.value,
            "scope": self.scope.text(),
        }

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what a draft holds."""
        for row in self.rows:
            taken, mode, heads = typed["sites"].get(
                row.site.site_id, (row.taken.isChecked(), row.mode.value, row.heads.text())
            )
            row.taken.setChecked(taken)
            row.mode.show_value(mode)
            row.heads.show_text(heads)
        if self.soa.findData(typed["soa"]) >= 0:
            self.soa.show_value(typed["soa"])
        self.scope.setPlainText(typed["scope"])
