"""Name, address, logo and colours of the certification body."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.drafts import IncomingFile
from app.translation import languages
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm, editor_of
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.file_drop import FileDrop
from app.ui.widgets.labels import PictureLabel, PlainLabel
from app.ui.widgets.problem_line import Banner

if TYPE_CHECKING:
    from app.domain.client import Body
    from app.ui.context import UiContext

LANGUAGE_NAMES = {"en": "English", "de": "Deutsch", "fr": "Français", "pl": "Polski", "ar": "العربية"}
_LARGEST = 4_000_000


def side_by_side(*widgets: QWidget) -> QWidget:
    """Return the widgets in one row of equal columns."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.M)
    for widget in widgets:
        row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    return holder


class BodyCard(Card):
    """Who issues the papers."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(t("Certification body"))
        self._binder = Binder(ctx, "body", "", self)
        form = RowForm(self._binder)
        self.add(form.line("name", t("Name of the body"), t("As it stands on reports and certificates.")))
        self.add(form.text("address", t("Address"), lines=3))
        accreditation = t("For example: Accredited by DAkkS, D-ZM-00000-00-00, for ISO/IEC 27001.")
        self.add(form.line("accreditation", t("Accreditation line"), accreditation))
        language = form.pick("report_language", t("Language of papers"), t("Each audit can choose another."))
        box = editor_of(language)
        if isinstance(box, EnumBox):
            box.set_choices([(code, LANGUAGE_NAMES.get(code, code)) for code in languages()])
        colour = form.line("colour", t("Main colour"), t("Of headings in papers, as #rrggbb."))
        self.add(side_by_side(language, colour, form.line("second_colour", t("Second colour"))))
        self.add(form.check("stage1_findings", t("Stage 1 may raise nonconformities, not only areas of concern")))
        self.add(form.check("print_places", t("The report prints where photographs were taken, if they say so")))

    def show_body(self, body: Body) -> None:
        """Show the settings."""
        self._binder.show(body)


class LogoCard(Card):
    """The logo that every paper carries."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(t("Logo"))
        self._ctx = ctx
        self._state = PlainLabel("", "body", "muted", wrap=True)
        self._view = PictureLabel()
        self._banner = Banner()
        self._banner.hide()
        self._drop = FileDrop(ctx.words, t("Drop the logo here (PNG or JPEG)"), "PNG, JPEG (*.png *.jpg *.jpeg)")
        self._drop.received.connect(self._on_received)
        for widget in (self._state, self._view, self._banner, self._drop):
            self.add(widget)

    def show_body(self, body: Body) -> None:
        """Say whether there is a logo."""
        t = self._ctx.t
        self._state.setText(t("The logo is kept with the workspace.") if body.logo_id else t("There is no logo yet."))

    def _on_received(self, files: tuple[IncomingFile, ...]) -> None:
        first = files[0]
        self._ctx.jobs.read(partial(_bytes_of, first), partial(self._on_bytes, first.name))

    def _on_bytes(self, name: str, data: bytes) -> None:
        image = QImage.fromData(data)
        if image.isNull() or len(data) > _LARGEST:
            said = self._ctx.t("This is not a PNG or JPEG picture under 4 MB.")
            self._banner.show_text(said, "danger")
            return
        self._banner.show_text("")
        self._view.show_image(image)
        self._ctx.jobs.write(partial(self._ctx.services.body.set_logo, name, data), self._on_kept)

    def _on_kept(self, changes: object) -> None:
        del changes
        self._banner.show_text(self._ctx.t("The logo is kept."), "ok")


def _bytes_of(file: IncomingFile) -> bytes:
    return file.data if file.data is not None else Path(file.path or "").read_bytes()
