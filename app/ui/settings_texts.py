"""Texts of the body that stand in papers: sampling statement, complaints and appeals, confidentiality."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app.domain.sentences import N_
from app.translation import languages
from app.ui.settings_body import LANGUAGE_NAMES
from app.ui.widgets.autosave import AutosaveText
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.form_field import FormField

if TYPE_CHECKING:
    from app.domain.client import Body, BodyText
    from app.ui.context import UiContext

KEYS: Final = {
    "sampling": N_("Sampling statement"),
    "complaints": N_("Complaints and appeals"),
    "confidentiality": N_("Confidentiality"),
}


class _TextKeeper(QObject):
    """Keeps one text: a draft while typing once its row exists, the record when it is left."""

    def __init__(self, ctx: UiContext, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._key = ctx, key
        self._language, self._row_id = "en", ""
        self.editor = AutosaveText(lines=3)
        self.editor.typed.connect(self._on_typed)
        self.editor.left.connect(self._on_left)

    def show_text(self, language: str, row: BodyText | None) -> None:
        """Show the text of one language; what is being typed in another one is handed over first."""
        if language != self._language:
            self.editor.finish()
        self._language, self._row_id = language, row.id if row else ""
        self.editor.show_text(row.text if row else "")

    def _on_typed(self, text: str) -> None:
        if self._row_id:
            call = partial(self._ctx.services.fields.keep_draft, "body_text", self._row_id, "text", text)
            self._ctx.jobs.write(call, urgent=True)
        else:
            self._on_left(text)  # makes the row

    def _on_left(self, text: str) -> None:
        services = self._ctx.services
        if self._row_id:
            call = partial(services.fields.set, "body_text", self._row_id, "text", text)
        else:
            call = partial(services.body.set_text, self._key, self._language, text)
        self._ctx.jobs.write(call, urgent=True)


class TextsCard(Card):
    """Three texts in the languages of the program."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(t("Texts in papers"))
        self._body: Body | None = None
        choices = [Choice(code, LANGUAGE_NAMES.get(code, code)) for code in languages()]
        self._language = ChoiceRow(choices, "en")
        self._language.chosen.connect(self._on_language)
        self.add(FormField(t("Language of the texts"), self._language))
        self._keepers = {key: _TextKeeper(ctx, key, self) for key in KEYS}
        for key, keeper in self._keepers.items():
            self.add(FormField(t(KEYS[key]), keeper.editor))

    def show_body(self, body: Body) -> None:
        """Show the settings."""
        self._body = body
        self._show()

    def _on_language(self, language: str) -> None:
        del language
        self._show()

    def _show(self) -> None:
        language = self._language.value
        rows = {row.key: row for row in (self._body.texts if self._body else ()) if row.language == language}
        for key, keeper in self._keepers.items():
            keeper.show_text(language, rows.get(key))
