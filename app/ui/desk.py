"""The work area of an open workspace: navigation at the side, pages beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.record import AuditRow
from app.ui.capturing import Capturing
from app.ui.navigation import Place
from app.ui.page_stack import PageStack
from app.ui.pages import WORKSPACE_PAGES, audit_pages
from app.ui.sidebar import Sidebar
from app.ui.theme.look import active

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.domain.kinds import AuditType
    from app.ui.context import UiContext
    from app.ui.pages import PageSpec
    from app.ui.widgets.page import Page


_NARROW: Final = 1100


class Desk(QWidget):
    """Shows places; knows which audit is open.

    In a narrow window a wizard gets the room of the navigation: it has its own steps at the side and its way back.

    Signals:
        shown: the `Place` and the `Page` that is now shown.
    """

    shown = Signal(object, object)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._audit_pages = audit_pages()
        pages = (*WORKSPACE_PAGES, *self._audit_pages)
        self._wizards = frozenset(spec.key for spec in pages if not (spec.in_navigation or spec.below))
        self.capturing = Capturing(ctx, self)
        self.setAcceptDrops(True)
        self._sidebar = Sidebar(ctx.words, WORKSPACE_PAGES)
        self._stack = PageStack(ctx, pages)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sidebar)
        row.addWidget(self._stack, 1)
        self._sidebar.wanted.connect(self.go)
        ctx.navigator.wanted.connect(self.go)
        ctx.navigator.went_back.connect(self._stack.back)
        ctx.bus.changed.connect(self._on_changed)
        self._stack.shown.connect(self._on_shown)
        self._stack.windowTitleChanged.connect(self.setWindowTitle)
        self.go(Place("home"))

    @property
    def page(self) -> Page | None:
        """Return the page that is shown."""
        return self._stack.page

    @property
    def place(self) -> Place | None:
        """Return the place that is shown."""
        return self._stack.place

    def go(self, place: Place) -> None:
        """Show a place."""
        self._stack.go(place)

    def back(self) -> None:
        """Show the place before this one."""
        self._stack.back()

    def leave(self) -> None:
        """Finish open typing on the page that is shown."""
        if self._stack.page is not None:
            self._stack.page.leave()

    def _on_shown(self, place: Place, page: Page) -> None:
        if place.audit_id and place.audit_id != self._sidebar.audit_id:
            self._sidebar.show_audit(place.audit_id, "…", "", self._pages_of(None))
            self._ctx.jobs.read(self._ctx.services.audits.list, self._on_rows)
        self._sidebar.show_place(place)
        self.capturing.show_place(place.audit_id, page)
        self._give_room()
        self.shown.emit(place, page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Ctrl+V that nothing on the page wanted: files and pictures become evidence."""
        if not (event.matches(QKeySequence.StandardKey.Paste) and self.capturing.paste()):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures on any page."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Capture what was dropped."""
        event.acceptProposedAction()
        self.capturing.take(event.mimeData())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show or hide the navigation as the width asks for."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        wizard = self.place is not None and self.place.key in self._wizards
        self._sidebar.setVisible(not wizard or self.width() >= active().px(_NARROW))

    def _on_rows(self, rows: tuple[AuditRow, ...]) -> None:
        for row in rows:
            if row.id == self._sidebar.audit_id:
                self._sidebar.show_audit(row.id, row.reference, row.client, self._pages_of(row.type))

    def _pages_of(self, audit_type: AuditType | None) -> tuple[PageSpec, ...]:
        """Return the pages that an audit of this type has."""
        return tuple(spec for spec in self._audit_pages if spec.of_type(audit_type))

    def _on_changed(self, changes: Changes, origin: object) -> None:
        del origin
        if self._sidebar.audit_id and changes.touches("audit", "client"):
            self._ctx.jobs.read(self._ctx.services.audits.list, self._on_rows)
