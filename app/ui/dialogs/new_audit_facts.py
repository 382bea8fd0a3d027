"""Second step of a new audit: which audit, when, against what, at which sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.client import Client, Site
from app.domain.client_summary import scope_text
from app.domain.kinds import AuditType, Mode
from app.domain.new_audit import NewAudit, NewSite
from app.domain.words import word
from app.ui.audit.facts_card import language_choices
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveText
from app.ui.widgets.clearing import clear
from app.ui.widgets.dates import DateField
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.ui.context import UiContext

_CRITERIA = "ISO/IEC 27001:2022 + Amd 1:2024"


class SiteLine(QWidget):
    """A site of the client: whether it is in the audit, and how it is audited.

    Signals:
        edited: one of the two was changed.
    """

    edited = Signal()

    def __init__(self, ctx: UiContext, site: Site) -> None:
        super().__init__()
        self.site = site
        t = ctx.t
        self.taken = QCheckBox(f"{site.label} {site.name}".strip().replace("&", "&&"))
        self.taken.setChecked(True)
        self.mode = EnumBox([(one.value, t(word(one))) for one in Mode], Mode.ON_SITE.value)
        self.mode.set_title(t("How {name} is audited").format(name=site.name))
        self.taken.toggled.connect(self.mode.setEnabled)
        self.taken.toggled.connect(self.edited)
        self.mode.chosen.connect(self.edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self.taken, 2)
        row.addWidget(self.mode, 1)


class FactsStep(QWidget):
    """The reference is proposed from client, type and year until somebody types another.

    Signals:
        edited: something was typed.
        type_chosen: the type of audit changed.
    """

    edited = Signal()
    type_chosen = Signal(str)

    def __init__(self, ctx: UiContext, language: str) -> None:
        super().__init__()
        self._ctx = ctx
        t, words = ctx.t, ctx.words
        self.type = EnumBox([(one.value, t(word(one))) for one in AuditType], AuditType.STAGE2.value)
        self.reference = QLineEdit()
        self.start, self.end = DateField(words), DateField(words)
        self.scope = AutosaveText(lines=3)
        self.soa, self._soa_edition = EnumBox([("", "–")]), QLineEdit()
        languages = language_choices(words)
        self.language, self.report_language = EnumBox(languages, language), EnumBox(languages, language)
        self.reference_field = FormField(t("Reference"), self.reference)
        self.end_field = FormField(t("Last day"), self.end)
        self._soa_field = FormField(t("Statement of Applicability"), self.soa)
        self._edition_field = FormField(t("Version of the Statement of Applicability"), self._soa_edition)
        self._sites, self._site_lines = QVBoxLayout(), list[SiteLine]()
        self._sites_title = PlainLabel(t("Sites"), "label")
        self._lay_out()
        self.type.chosen.connect(self.type_chosen)
        self.reference.textEdited.connect(self.edited)
        for widget in (self.start, self.end):
            widget.picked.connect(self.edited)
        self.scope.textChanged.connect(self.edited)
        self._soa_edition.textEdited.connect(self.edited)
        for box in (self.soa, self.language, self.report_language):
            box.chosen.connect(self.edited)

    def _lay_out(self) -> None:
        t = self._ctx.t
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.M + 2)
        criteria = PlainLabel(_CRITERIA)
        scope = FormField(t("Scope"), self.scope, t("The sentence that stands on the certificate. It can follow."))
        for place, (field, width) in enumerate((
            (FormField(t("Type of audit"), self.type), 1), (self.reference_field, 1),
            (FormField(t("First day"), self.start), 1), (self.end_field, 1),
            (FormField(t("Language of the audit"), self.language), 1),
            (FormField(t("Language of the report"), self.report_language), 1),
        )):  # fmt: skip
            grid.addWidget(field, place // 2, place % 2, 1, width)
        grid.addWidget(scope, 3, 0, 1, 2)
        grid.addWidget(FormField(t("Criteria"), criteria), 4, 0)
        grid.addWidget(self._soa_field, 4, 1)
        grid.addWidget(self._edition_field, 4, 1)
        for number in (0, 1):
            grid.setColumnStretch(number, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(PlainLabel(t("Which audit is it?"), "title2"))
        column.addLayout(grid)
        column.addWidget(self._sites_title)
        column.addLayout(self._sites)
        column.addStretch(1)
        self.show_client(None)

    def show_client(self, client: Client | None) -> None:
        """Offer sites and SoA versions of a client; a new one has neither yet."""
        clear(self._sites)
        self._site_lines = [SiteLine(self._ctx, site) for site in client.sites] if client else []
        for line in self._site_lines:
            line.edited.connect(self.edited)
            self._sites.addWidget(line)
        self._sites_title.setVisible(bool(self._site_lines))
        soas: Sequence[tuple[str, str]] = ()
        if client is not None:
            soas = [(one.id, f"{one.reference} {one.edition}".strip()) for one in client.soas]
            if not self.scope.text():
                self.scope.setPlainText(scope_text(client, self.language.value))
        self.soa.set_choices([("", "–"), *soas])
        self.soa.show_value(soas[-1][0] if soas else "")
        self._soa_field.setVisible(bool(soas))
        self._edition_field.setVisible(not soas)

    def fill(self, form: NewAudit) -> NewAudit:
        """Return the form with what this step holds."""
        taken = tuple(
            NewSite(id=line.site.id, name=line.site.name, mode=Mode(line.mode.value))
            for line in self._site_lines
            if line.taken.isChecked()
        )
        return replace(
            form, type=AuditType(self.type.value), reference=self.reference.text(), planned_start=self.start.day,
            planned_end=self.end.day, scope=self.scope.text(), language=self.language.value,
            report_language=self.report_language.value, soa_id=self.soa.value or None,
            soa_edition=self._soa_edition.text(), sites=taken if form.client_id else form.sites,
        )  # fmt: skip

    def typed(self) -> dict[str, Any]:
        """Return what is filled in, for a draft."""
        return {
            "type": self.type.value, "reference": self.reference.text(), "scope": self.scope.text(),
            "start": self.start.day.isoformat() if self.start.day else "",
            "end": self.end.day.isoformat() if self.end.day else "",
            "language": self.language.value, "report_language": self.report_language.value,
            "soa": self.soa.value, "edition": self._soa_edition.text(),
            "sites": {line.site.id: [line.taken.isChecked(), line.mode.value] for line in self._site_lines},
        }  # fmt: skip

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what a draft holds, once `show_client` has shown the client it belongs to."""
        for box, name in ((self.type, "type"), (self.language, "language"), (self.report_language, "report_language")):
            box.show_value(typed[name])
        if self.soa.findData(typed["soa"]) >= 0:
            self.soa.show_value(typed["soa"])
        self.reference.setText(typed["reference"])
        self._soa_edition.setText(typed["edition"])
        for day, name in ((self.start, "start"), (self.end, "end")):
            day.show_day(date.fromisoformat(typed[name]) if typed[name] else None)
        self.scope.setPlainText(typed["scope"])
        for line in self._site_lines:
            taken, mode = typed["sites"].get(line.site.id, (True, line.mode.value))
            line.taken.setChecked(taken)
            line.mode.show_value(mode)

    def reset(self) -> None:
        """Forget everything but the languages."""
        self.type.show_value(AuditType.STAGE2.value)
        self.reference.clear()
        self._soa_edition.clear()
        self.start.show_day(None)
        self.end.show_day(None)
        self.scope.setPlainText("")
        self.show_client(None)
