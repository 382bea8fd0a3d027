"""The gallery as one page, and pictures of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.ui.gallery import parts
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.page import Page

if TYPE_CHECKING:
    from app.translation import Words
    from app.ui.theme.theme import Theme

SHOTS = (("light", 100), ("dark", 100), ("contrast", 100), ("light", 150))


class GalleryPage(Page):
    """All parts in two columns."""

    def __init__(self, words: Words) -> None:
        t = words.gettext
        super().__init__(t("Gallery"), t("Every part in every state"))
        self.add_action(Button(t("Secondary")))
        self.add_action(Button(t("Primary"), "primary", "plus"))
        self.body.addWidget(parts.figures(words))
        columns = QHBoxLayout()
        columns.setSpacing(Space.L)
        left = (parts.buttons_card, parts.fields_card, parts.lists_card)
        right = (parts.chips_card, parts.messages_card, parts.type_card, parts.empty_card)
        for makers in (left, right):
            column = QVBoxLayout()
            column.setSpacing(Space.L)
            for make in makers:
                column.addWidget(make(words))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.body.addLayout(columns)
        self.body.addWidget(parts.table_card(words))
        self.body.addWidget(parts.wizard_card(words))


def take_pictures(words: Words, theme: Theme, folder: Path) -> list[Path]:
    """Save the gallery in every palette and at 150 % to `folder`; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for scheme, zoom in SHOTS:
        theme.apply(scheme, zoom)
        page = GalleryPage(words)
        page.setObjectName("window")
        page.resize(round(1280 * zoom / 100), round(2500 * zoom / 100))
        page.show()
        path = folder / f"gallery-{scheme}-{zoom}.png"
        page.grab().save(str(path))
        page.close()
        page.deleteLater()
        made.append(path)
    return made
