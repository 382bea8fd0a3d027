"""The fields of a version that is being taken over; what is typed is kept until then."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from app.ui.kept_line import KeptText
from app.ui.settings_body import side_by_side
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.card import Card
from app.ui.widgets.dates import DateField
from app.ui.widgets.form_field import FormField

if TYPE_CHECKING:
    from app.ui.context import UiContext


@dataclass(frozen=True, slots=True)
class SoaFormValues:
    """What the fields say."""

    edition: str
    reference: str
    dated: date | None
    approved_by: str
    approved_on: date | None


class VersionCard(Card):
    """Version, reference, date, who approved it and when.

    Signals:
        edited: something was typed.
    """

    edited = Signal()

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        t = ctx.t
        super().__init__(t("Version"), t("as it stands on the client's paper"))
        self.edition, self.reference, self.approved_by = AutosaveLine(), AutosaveLine(), AutosaveLine()
        self.dated, self.approved_on = DateField(ctx.words), DateField(ctx.words)
        self.edition_field = FormField(t("Version"), self.edition)
        fields = (
            self.edition_field,
            FormField(t("Reference"), self.reference),
            FormField(t("Date"), self.dated),
            FormField(t("Approved by"), self.approved_by),
            FormField(t("Approved on"), self.approved_on),
        )
        self.add(side_by_side(*fields))
        self._draft = KeptText(ctx, self._typed, self._put_back, self)
        for line in (self.edition, self.reference, self.approved_by):
            line.typed.connect(self._draft.keep)
            line.left.connect(self._draft.keep)
            line.textEdited.connect(self.edited)
        for field in (self.dated, self.approved_on):
            field.picked.connect(self._draft.keep)
        self._draft.open(f"soa:{client_id}")

    @property
    def values(self) -> SoaFormValues:
        """Return what the fields say."""
        return SoaFormValues(
            self.edition.text().strip(),
            self.reference.text().strip(),
            self.dated.day,
            self.approved_by.text().strip(),
            self.approved_on.day,
        )

    def keep(self) -> None:
        """Keep what is typed by now."""
        self._draft.keep()

    def send(
        self, call: Callable[[], object], done: Callable[[Any], object], failed: Callable[[BaseException], object]
    ) -> None:
        """Record by `call`; what was kept is forgotten with it."""
        self._draft.send(call, done, failed, self)

    def _typed(self) -> str:
        now = self.values
        texts = (now.edition, now.reference, now.approved_by)
        days = [day.isoformat() if day else "" for day in (now.dated, now.approved_on)]
        return json.dumps([*texts, *days]) if any((*texts, *days)) else ""

    def _put_back(self, text: str) -> None:
        if not text:
            return
        *texts, dated, approved_on = json.loads(text)
        for line, one in zip((self.edition, self.reference, self.approved_by), texts, strict=True):
            line.show_text(one)
        for field, day in ((self.dated, dated), (self.approved_on, approved_on)):
            field.show_day(date.fromisoformat(day) if day else None)
        self.edited.emit()
