"""The body's own agenda: order and wording of the points, mapped to their codes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem

from app.domain import agenda, agenda_wording
from app.domain.kinds import MeetingKind
from app.domain.words import word
from app.translation import languages
from app.ui.settings_body import LANGUAGE_NAMES
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, isolated

if TYPE_CHECKING:
    from app.domain.client import Body
    from app.ui.context import UiContext

KINDS: Final = (MeetingKind.OPENING, MeetingKind.CLOSING, MeetingKind.WRAP_UP)


class _Points(QListWidget):
    """The points; Alt+Up and Alt+Down move the chosen one."""

    def __init__(self, card: AgendaCard) -> None:
        super().__init__()
        self._card = card
        self.setObjectName("framed")
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(220)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and the arrows."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._card.move_point(step)
            return
        super().keyPressEvent(event)


class AgendaCard(Card):
    """Title and words of each point in the body's own terms; empty ones are ours. Duties never change."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(t("Agenda of the meetings"))
        self._ctx, self._t = ctx, t
        self._body: Body | None = None
        self._code = ""
        self._kind = ChoiceRow([Choice(one.value, t(word(one))) for one in KINDS], KINDS[0].value)
        self._language = ChoiceRow([Choice(code, LANGUAGE_NAMES.get(code, code)) for code in languages()], "en")
        self.points = _Points(self)
        self.points.setAccessibleName(t("Points in the order of the body"))
        self.title, self.words = AutosaveLine(), AutosaveText(lines=4)
        self._up, self._down = Button(t("Move up"), "quiet", "up"), Button(t("Move down"), "quiet", "down")
        for button, name in ((self._up, t("Move the point up")), (self._down, t("Move the point down"))):
            button.setAccessibleName(name)
        note = t("Alt+Up and Alt+Down move a point. What must be treated in which audit stays as it is.")
        self.add(PlainLabel(note, "small", "muted", wrap=True))
        self.add(FormField(t("Meeting of the agenda"), self._kind))
        self.add(self.points)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._up)
        row.addWidget(self._down)
        row.addStretch(1)
        self.add_layout(row)
        self.add(FormField(t("Language of the wording"), self._language))
        self.add(FormField(t("Own title (empty: ours)"), self.title))
        self.add(FormField(t("Own words to say (empty: ours)"), self.words))
        self._connect()

    def _connect(self) -> None:
        self._kind.chosen.connect(self._on_view)
        self._language.chosen.connect(self._on_view)
        self.points.currentRowChanged.connect(self._on_row)
        self._up.clicked.connect(partial(self.move_point, -1))
        self._down.clicked.connect(partial(self.move_point, 1))
        self.title.left.connect(self._on_left)
        self.words.left.connect(self._on_left)

    def show_body(self, body: Body) -> None:
        """Show the agenda as it is in the settings; the chosen point stays."""
        self._body = body
        self._fill()

    @property
    def kind(self) -> MeetingKind:
        """Return the meeting whose points are shown."""
        return MeetingKind(self._kind.value)

    def move_point(self, step: int, *_checked: bool) -> None:
        """Move the chosen point up (-1) or down (1)."""
        if self._code:
            self._ctx.jobs.write(partial(self._ctx.services.agendas.move, self.kind, self._code, step), origin=self)

    def _fill(self) -> None:
        own = self._body.agenda if self._body else ()
        titles = {code: title for code, title, _say in agenda.TEXTS[self.kind]}
        codes = agenda_wording.order(self.kind, own)
        self.points.blockSignals(True)  # noqa: FBT003 - Qt's way
        self.points.clear()
        for code in codes:
            title = agenda_wording.own_title(own, self.kind, code, self._language.value) or self._t(titles[code])
            item = QListWidgetItem(f"{isolated(code)}  {title}")
            item.setData(Qt.ItemDataRole.UserRole, code)
            self.points.addItem(item)
        self.points.setCurrentRow(codes.index(self._code) if self._code in codes else 0)
        self.points.blockSignals(False)  # noqa: FBT003 - Qt's way
        self._show_point()

    def _show_point(self) -> None:
        item = self.points.currentItem()
        self._code = "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))
        own = self._body.agenda if self._body else ()
        row = next((one for one in own if self._is_shown(one)), None)
        _code, title, say = next(one for one in agenda.TEXTS[self.kind] if one[0] == self._code)
        self.title.setPlaceholderText(self._t(title))
        self.words.setPlaceholderText(self._t(say))
        self.title.show_text(row.title if row else "")
        self.words.show_text(row.words if row else "")

    def _is_shown(self, one: object) -> bool:
        wanted = (self.kind, self._code, self._language.value)
        return (getattr(one, "meeting", None), getattr(one, "code", ""), getattr(one, "language", "")) == wanted

    def _on_row(self, row: int) -> None:
        del row
        self._finish()
        self._show_point()

    def _on_view(self, value: str) -> None:
        del value
        self._fill()

    def _finish(self) -> None:
        self.title.finish()
        self.words.finish()

    def _on_left(self, text: str) -> None:
        del text
        if not self._code:
            return
        call = partial(
            self._ctx.services.agendas.set_words, self.kind, self._code, self._language.value,
            title=self.title.text(), words=self.words.text(),
        )  # fmt: skip
        self._ctx.jobs.write(call, urgent=True, origin=self)
