"""The scope sentence by version and language: a new version never alters an old one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.kinds import ScopeState
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm, editor_of
from app.ui.clients.fields import language_names
from app.ui.clients.section import Removed, Section
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip, ChipLook, chip_look
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, isolated, set_shown

if TYPE_CHECKING:
    from app.domain.client_file import ScopeStatement
    from app.domain.client_summary import ClientSheet
    from app.ui.context import UiContext

_LOOKS: Final = {
    ScopeState.PROPOSED: ("edit", "neutral"),
    ScopeState.AGREED: ("check", "info"),
    ScopeState.CERTIFIED: ("done", "ok"),
    ScopeState.REPLACED: ("slash", "neutral"),
}
_ORDER: Final = {ScopeState.PROPOSED: 0, ScopeState.CERTIFIED: 1, ScopeState.AGREED: 2, ScopeState.REPLACED: 3}


class ScopeSection(Section):
    """What was applied for, then the versions: those that are worked on first, replaced ones last."""

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id)
        t = self.t
        self.binder = Binder(ctx, "client", "", self)
        asked = RowForm(self.binder).text("scope", t("Scope asked for"), t("As it stands in the application."), lines=3)
        card = Card(t("Application"))
        card.add(asked)
        self.edition = KeptLine(ctx)
        self.edition.setPlaceholderText(t("Version, for example 1"))
        self.edition.keep_under(f"client.scope_statement:{client_id}")
        self.language = EnumBox(language_names(), "en")
        self.begin = Button(t("Begin the version"), icon="plus")
        self._cards: dict[str, ScopeCard] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.M)
        self.body.addWidget(card)
        self.body.addWidget(self._new())
        self.body.addLayout(self._column)
        self.edition.returnPressed.connect(self._on_begin)
        self.begin.clicked.connect(self._on_begin)

    def _new(self) -> Card:
        t = self.t
        card = Card(t("New version of the scope sentence"))
        said = t("It starts from the latest sentence in that language and leaves the earlier versions as they are.")
        card.add(PlainLabel(said, "body", "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        bottom = Qt.AlignmentFlag.AlignBottom
        row.addWidget(FormField(t("Version"), self.edition), 2)
        row.addWidget(FormField(t("Language"), self.language), 2)
        row.addWidget(self.begin, 0, bottom)
        row.addStretch(1)
        card.add_layout(row)
        return card

    def show_file(self, sheet: ClientSheet) -> None:
        """Show the versions; cards that are there already keep focus and typing."""
        self.binder.show(sheet.client)
        rows = sorted(sheet.client.scopes, key=lambda one: (_ORDER[one.state], -one.position))
        for gone in [key for key in self._cards if key not in {one.id for one in rows}]:
            card = self._cards.pop(gone)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, one in enumerate(rows):
            if one.id not in self._cards:
                self._cards[one.id] = ScopeCard(self.ctx)
            card = self._cards[one.id]
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
            card.show_statement(one)

    def _on_begin(self) -> None:
        if not self.edition.text().strip():
            self.edition.setFocus()
            return
        add = self.ctx.services.client_file.add_scope
        self.edition.send(partial(add, self.client_id, self.edition.text().strip(), self.language.value))


class ScopeCard(Card):
    """One sentence: typed while it is proposed, only shown once it was agreed."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(margin=16)
        self.ctx, self._row = ctx, ""
        t = ctx.t
        self._title, self._chip = PlainLabel("", "title3"), Chip(ChipLook("", "open"))
        self._since = PlainLabel("", "small", "muted")
        self.binder = Binder(ctx, "scope_statement", "", self)
        self.field = RowForm(self.binder).text("text", t("Scope sentence"), lines=3)
        self.text = editor_of(self.field)
        self._fixed = PlainLabel("", wrap=True).selectable()
        self.agree = Button(t("Agreed with the client"), icon="check")
        self.certify = Button(t("Stands on the certificate"), icon="done")
        self.replace = Button(t("No longer in force"), "quiet")
        self._remove = IconButton("trash", t("Take out"))
        self._lay_out()
        self.agree.clicked.connect(partial(self._set, ScopeState.AGREED))
        self.certify.clicked.connect(partial(self._set, ScopeState.CERTIFIED))
        self.replace.clicked.connect(partial(self._set, ScopeState.REPLACED))
        self._remove.clicked.connect(self._on_remove)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._title)
        head.addWidget(self._chip)
        head.addWidget(self._since)
        head.addStretch(1)
        head.addWidget(self._remove)
        self.add_layout(head)
        self.add(self.field)
        self.add(self._fixed)
        self._steps = QWidget()
        steps = QHBoxLayout(self._steps)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(Space.S)
        for button in (self.agree, self.certify, self.replace):
            steps.addWidget(button)
        steps.addStretch(1)
        self.add(self._steps)

    def show_statement(self, row: ScopeStatement) -> None:
        """Show a sentence and what can be said about it next."""
        t, self._row = self.ctx.t, row.id
        language = dict(language_names()).get(row.language, row.language)
        name = t("Version {edition}, {language}").format(edition=isolated(row.edition), language=language)
        self._title.setText(name)
        icon, tone = _LOOKS[row.state]
        self._chip.show_look(ChipLook(chip_look(row.state, t).text, icon, tone))
        self._since.setText(self.ctx.words.day(row.valid_from) if row.valid_from else "")
        proposed = row.state is ScopeState.PROPOSED
        set_shown(self.field, proposed)
        set_shown(self._fixed, not proposed)
        self._fixed.setText(row.text)
        self._fixed.set_tone("muted" if row.state is ScopeState.REPLACED else "text")
        set_shown(self._remove, proposed)
        set_shown(self.agree, proposed)
        set_shown(self.certify, proposed or row.state is ScopeState.AGREED)
        set_shown(self.replace, row.state in (ScopeState.AGREED, ScopeState.CERTIFIED))
        set_shown(self._steps, row.state is not ScopeState.REPLACED)
        if proposed:
            self.binder.show(row)
        self._name(name)

    def _name(self, name: str) -> None:
        """Give what stands on every card a name of its own."""
        self.text.setAccessibleName(name)
        for button in (self.agree, self.certify, self.replace):
            button.setAccessibleName(f"{name}: {button.text()}")
        self._remove.rename(self.ctx.t("Take out: {name}").format(name=name))

    def _set(self, state: ScopeState) -> None:
        self.binder.finish()
        self.ctx.jobs.write(partial(self.ctx.services.client_file.set_scope_state, self._row, state), self._on_set)

    def _on_set(self, changes: object) -> None:
        del changes
        undo = partial(self.ctx.jobs.write, self.ctx.services.fields.undo)
        self.ctx.notices.say(
            self.ctx.t("The state of the scope sentence is recorded."), action_text=self.ctx.t("Undo"), action=undo
        )

    def _on_remove(self) -> None:
        removed = Removed(self.ctx, self._title.text(), self)
        self.ctx.jobs.write(partial(self.ctx.services.client_file.remove_scope, self._row), removed.on_done)
