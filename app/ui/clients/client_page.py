"""The page of one client: its sections at the side, each built when it is first shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.domain.client_summary import heads, latest_cycle
from app.ui.clients.section_list import SectionList
from app.ui.clients.sections import SECTIONS
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.buttons import Button
from app.ui.widgets.chip import Chip, ChipLook, chip_look
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.page import Page, scrolled
from app.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.domain.client_summary import ClientSheet
    from app.ui.clients.section import Section
    from app.ui.context import UiContext

_SIDE: Final = 212
_ROOM: Final = 900
"""Pixels of the design from which the sections stand at the side."""
_ZOOMED: Final = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})
_KINDS: Final = (
    "client", "contact", "site", "head_count", "sector", "process", "legal_duty", "other_certificate",
    "scope_statement", "client_document", "document_edition", "further_data", "soa", "soa_control", "audit", "cycle",
    "cycle_event",
    "review_form",
    "programme_cell",
    "time_calculation",
)  # fmt: skip


class ClientPage(Page):
    """Ctrl+PgUp and Ctrl+PgDown go from section to section. Everything is kept as it is typed."""

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__("", scrolls=False)
        self.ctx, self.client_id, self.t = ctx, client_id, ctx.words.gettext
        self.sheet: ClientSheet | None = None
        self._built: dict[str, Section] = {}
        self._holders: dict[str, QWidget] = {}
        self._current = ""
        self._wanted = ""
        self._fetching = self._again = False
        self._make_head()
        self.sections = SectionList(ctx.words, SECTIONS)
        choices = [(spec.key, self.t(spec.title)) for spec in SECTIONS]
        self.section_box = EnumBox(choices, SECTIONS[0].key, self.t("Section of the client file"))
        self._stack = QStackedWidget()
        self._lay_out()
        self.sections.chosen.connect(self.show_section)
        self.section_box.chosen.connect(self.show_section)
        self._add_keys()
        ctx.bus.changed.connect(self._on_changed)
        self.show_section(SECTIONS[0].key)
        self._arrange()

    def _make_head(self) -> None:
        self._cycle = Chip(ChipLook("", "open"))
        self._cycle.hide()
        self._gaps = Chip(ChipLook("", "warning", "warning"))
        self._gaps.hide()
        self._programme = Button(self.t("Programme"), icon="programme")
        self._programme.hide()
        self._programme.clicked.connect(self._on_programme)
        self._cycle_id = ""
        self._new = Button(self.t("New audit"), "primary", "plus")
        self._new.clicked.connect(self._on_new)
        for widget in (self._gaps, self._cycle, self._programme, self._new):
            self.add_action(widget)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self.sections)
        right = QVBoxLayout()
        right.setSpacing(Space.M)
        right.addWidget(self.section_box)
        right.addWidget(self._stack, 1)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)

    def _add_keys(self) -> None:
        for text, keys, step in (
            (self.t("Next section"), "Ctrl+PgDown", 1),
            (self.t("Previous section"), "Ctrl+PgUp", -1),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(partial(self._step, step))
            self.addAction(action)

    # ---------------------------------------------------------------------------------------------------- the file

    def load(self) -> None:
        """Fetch the client file; a wish that comes while one is under way is joined to the next fetch."""
        if self._fetching:
            self._again = True
            return
        self._fetching = True
        call = partial(self.ctx.services.client_file.sheet, self.client_id)
        self.ctx.jobs.read(call, self._on_fetched, self._on_failed)

    def leave(self) -> None:
        """Hand over what is being typed."""
        for line in self.findChildren(AutosaveLine):
            line.finish()
        for text in self.findChildren(AutosaveText):
            text.finish()

    def show_item(self, item_id: str) -> None:
        """Show the section, and the row, that stand behind the `#` of the item."""
        _client, _mark, place = item_id.partition("#")
        if place:
            self.jump(place)
        else:
            self.arrive()

    def arrive(self) -> None:
        """Put the cursor on the section that is shown, unless it is in the navigation or the menus."""
        focused = QApplication.focusWidget()
        if focused is None or self.isAncestorOf(focused) or not focused.isVisible():
            (self.section_box if self.sections.isHidden() else self.sections.current).setFocus()

    def jump(self, place: str) -> None:
        """Show `section` or `section#row` and put the cursor there."""
        key, _mark, row_id = place.partition("#")
        self.show_section(key)
        self._wanted = row_id
        if self.sheet is not None:
            self._bring()
        if not row_id:
            self.arrive()

    def _on_fetched(self, sheet: ClientSheet) -> None:
        self._fetching, self.sheet = False, sheet
        self._show_head(sheet)
        missing = {one.field.partition("#")[0] for one in sheet.gaps}
        for spec in SECTIONS:
            self.sections.show_state(spec.key, spec.count(sheet) if spec.count else None, missing=spec.key in missing)
        self._show_current()
        self._bring()
        self._fetch_again()

    def _on_failed(self, problem: BaseException) -> None:
        self._fetching = False
        self.ctx.jobs.problem.emit(problem)
        self._fetch_again()

    def _fetch_again(self) -> None:
        if self._again:
            self._again = False
            self.load()

    def _show_head(self, sheet: ClientSheet) -> None:
        client, tn = sheet.client, self.ctx.words.ngettext
        parts = [client.legal_form, tn("{n} site", "{n} sites", len(client.sites)).format(n=len(client.sites))]
        count = heads(client.sites)
        if count is not None:
            parts.append(tn("{n} head", "{n} heads", count).format(n=count))
        self.set_title(client.name, "  ·  ".join(part for part in parts if part))
        cycle = latest_cycle(sheet.cycles)
        self._programme.setVisible(cycle is not None)
        if cycle is not None:
            self._cycle_id = cycle.id
            self._cycle.show_look(chip_look(cycle.state, self.t))
        found = len(sheet.gaps)
        said = tn("{n} point is missing", "{n} points are missing", found).format(n=found)
        self._gaps.show_look(ChipLook(said, "warning", "warning"))
        self._arrange()

    # ------------------------------------------------------------------------------------------------- the sections

    @property
    def current(self) -> str:
        """Return the key of the section that is shown."""
        return self._current

    def section(self, key: str) -> Section:
        """Return a section, built if it was not yet."""
        if key not in self._built:
            spec = next(one for one in SECTIONS if one.key == key)
            made = spec.factory(self.ctx, self.client_id)
            made.jumped.connect(self.jump)
            self._built[key] = made
            self._holders[key] = self._holder(made)
            self._stack.addWidget(self._holders[key])
        return self._built[key]

    def show_section(self, key: str) -> None:
        """Show a section."""
        if key == self._current:
            return
        self.leave()
        self.section(key)
        self._current = key
        self._stack.setCurrentWidget(self._holders[key])
        self.sections.show_current(key)
        self.section_box.show_value(key)
        self._show_current()

    def _holder(self, made: Section) -> QWidget:
        if not made.scrolls:
            return made
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, Space.S, Space.S)
        column.addWidget(made)
        column.addStretch(1)
        return scrolled(inside)

    def _show_current(self) -> None:
        if self.sheet is not None and self._current:
            self._built[self._current].show_file(self.sheet)
            follow_layout(self)

    def _bring(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self._built[self._current].bring(wanted)

    def _step(self, step: int) -> None:
        keys = [spec.key for spec in SECTIONS]
        self.show_section(keys[(keys.index(self._current) + step) % len(keys)])
        focused = QApplication.focusWidget()
        if focused is not None and self.sections.isAncestorOf(focused):
            self.sections.current.setFocus(Qt.FocusReason.TabFocusReason)
        area = self._holders[self._current]
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)

    # ------------------------------------------------------------------------------------------------------ the room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the sections at the side where there is room, else fold them into a list."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the zoom changes."""
        super().changeEvent(event)
        if event.type() in _ZOOMED and hasattr(self, "section_box"):
            self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= active().px(_ROOM)
        self.sections.setFixedWidth(active().px(_SIDE))
        self.sections.setVisible(wide)
        self.section_box.setVisible(not wide)
        sheet = self.sheet  # where there is little room the name of the client goes before its chips
        self._gaps.setVisible(wide and sheet is not None and bool(sheet.gaps))
        self._cycle.setVisible(wide and sheet is not None and latest_cycle(sheet.cycles) is not None)

    def _on_programme(self) -> None:
        self.ctx.navigator.go("programme", item_id=self._cycle_id)

    def _on_new(self) -> None:
        self.ctx.navigator.go("new_audit", item_id=self.client_id)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        del origin
        if self.isVisible() and changes.touches(*_KINDS):
            self.load()
