"""How the program looks on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.preferences import Preferences
from app.translation import languages
from app.ui.actions import SCHEME_TEXTS
from app.ui.settings_body import LANGUAGE_NAMES
from app.ui.settings_phone import PhoneFolder
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.form_field import FormField

if TYPE_CHECKING:
    from app.ui.context import UiContext

_ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)


class ProgramCard(Card):
    """Colours, size of text and language; kept for the person at this computer, not in the workspace."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(t("This program"), t("on this computer only"))
        self._store = ctx.preferences
        self._scheme = ChoiceRow([Choice(key, t(text)) for key, text in SCHEME_TEXTS.items()])
        self._zoom = ChoiceRow([Choice(str(zoom), f"{zoom} %") for zoom in _ZOOMS])
        self._language = ChoiceRow([Choice(code, LANGUAGE_NAMES.get(code, code)) for code in languages()])
        self.add(FormField(t("Colours"), self._scheme))
        self.add(FormField(t("Size of text"), self._zoom, t("Also with Ctrl+Plus and Ctrl+Minus.")))
        self._phone = PhoneFolder(ctx)
        help_text = t("New pictures in this folder appear in the inbox of the open audit, each once.")
        self.add(FormField(t("Folder that a phone drops pictures into"), self._phone, help_text))
        self.add(FormField(t("Language of the program"), self._language, t("Takes effect at the next start.")))
        self._scheme.chosen.connect(self._on_scheme)
        self._zoom.chosen.connect(self._on_zoom)
        self._language.chosen.connect(self._on_language)
        self._store.changed.connect(self._show)
        self._show(self._store.value)

    def _show(self, preferences: Preferences) -> None:
        self._scheme.show_value(preferences.scheme)
        self._zoom.show_value(str(preferences.zoom))
        self._language.show_value(preferences.language or "en")

    def _on_scheme(self, scheme: str) -> None:
        self._store.change(scheme=scheme)

    def _on_zoom(self, zoom: str) -> None:
        self._store.change(zoom=int(zoom))

    def _on_language(self, language: str) -> None:
        self._store.change(language=language)
