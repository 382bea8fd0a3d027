"""The facts of an audit, edited in place: client, scope, dates, languages, Statement of Applicability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from app.translation import languages
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.enum_box import EnumBox

if TYPE_CHECKING:
    from app.domain.record import AuditRecord
    from app.translation import Words
    from app.ui.context import UiContext
    from app.ui.widgets.form_field import FormField

# How each language calls itself; never translated.
ENDONYMS = {
    "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano", "pl": "Polski",
    "tr": "Türkçe", "vi": "Tiếng Việt", "el": "Ελληνικά", "ar": "العربية", "zh": "中文", "ja": "日本語",
}  # fmt: skip


def language_choices(words: Words) -> list[tuple[str, str]]:
    """Return (code, name) of the languages papers can be written in; those with a catalogue first."""
    del words
    ready = [code for code in languages() if code in ENDONYMS]
    return [(code, ENDONYMS[code]) for code in (*ready, *(code for code in ENDONYMS if code not in ready))]


class FactsCard(Card):
    """Every field is saved when it is left."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx.t("Facts of the audit"))
        t = ctx.t
        self.audit, self.client = Binder(ctx, "audit", audit_id, self), Binder(ctx, "client", audit_id, self)
        form, client = RowForm(self.audit), RowForm(self.client)
        self.scope = form.text("scope", t("Scope"), t("The sentence that stands on the certificate."), lines=3)
        self._soa = form.pick("soa_id", t("Statement of Applicability"))
        self._language = form.pick("language", t("Language of the audit"))
        self._report_language = form.pick("report_language", t("Language of the report"))
        for field in (self._language, self._report_language):
            _box(field).set_choices(language_choices(ctx.words))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.M)
        _place(
            grid,
            0,
            client.line("name", t("Client")),
            client.line("address", t("Address")),
            form.line("reference", t("Reference")),
        )
        grid.addWidget(self.scope, 1, 0, 1, 6)
        _place(grid, 2, form.day("planned_start", t("First day")), form.day("planned_end", t("Last day")), self._soa)
        _place(grid, 3, self._language, self._report_language, form.line("file_number", t("File number")))
        grid.addWidget(
            form.line("criteria_note", t("Further criteria"), placeholder=t("Documents of the client")), 4, 0, 1, 3
        )
        grid.addWidget(form.line("distribution", t("Distribution of the report")), 4, 3, 1, 3)
        self.add_layout(grid)

    def show_record(self, record: AuditRecord) -> None:
        """Show the facts of the record."""
        soas = [(one.id, f"{one.reference} {one.edition}".strip()) for one in record.client.soas]
        _box(self._soa).set_choices([("", "–"), *soas])
        self.audit.show(record.audit)
        self.client.show(record.client)


def _box(field: FormField) -> EnumBox:
    editor = field.editor
    if not isinstance(editor, EnumBox):
        raise TypeError(type(editor).__name__)
    return editor


def _place(grid: QGridLayout, row: int, *fields: FormField) -> None:
    """Put three fields side by side."""
    for place, field in enumerate(fields):
        grid.addWidget(field, row, place * 2, 1, 2)
        grid.setColumnStretch(place * 2, 1)
