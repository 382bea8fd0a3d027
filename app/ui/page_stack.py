"""The pages, built when first shown, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.ui.navigation import Place
from app.ui.widgets.page import Page

if TYPE_CHECKING:
    from typing import Protocol

    from app.ui.context import UiContext
    from app.ui.pages import PageSpec

    class _ShowsItems(Protocol):
        def show_item(self, item_id: str) -> None: ...


_HISTORY = 30


class PageStack(QStackedWidget):
    """Shows places of an open workspace; `windowTitle` is that of the page that is shown.

    Signals:
        shown: the `Place` and the `Page` that is now shown.
    """

    shown = Signal(object, object)

    def __init__(self, ctx: UiContext, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self._ctx = ctx
        self._specs = {spec.key: spec for spec in specs}
        self._pages: dict[Place, Page] = {}
        self._history: list[Place] = []
        self.currentChanged.connect(self._follow_title)

    @property
    def page(self) -> Page | None:
        """Return the page that is shown."""
        return cast("Page | None", self.currentWidget())

    @property
    def place(self) -> Place | None:
        """Return the place that is shown."""
        return self._history[-1] if self._history else None

    def go(self, place: Place) -> None:
        """Show a place; open typing on the page before is finished first. A key nobody registered is an error."""
        spec = self._specs[place.key]
        if self.page is not None:
            self.page.leave()
        page = self._page_for(spec, place)
        if self.place != place:
            self._history = [*self._history, place][-_HISTORY:]
        self.setCurrentWidget(page)
        page.load()
        if place.item_id and hasattr(page, "show_item"):
            cast("_ShowsItems", page).show_item(place.item_id)
        else:
            page.arrive()
        self.shown.emit(place, page)

    def back(self) -> None:
        """Show the place before this one; a wizard that was left is taken down."""
        left = self._history.pop() if self._history else None
        target = self._history.pop() if self._history else Place("home")
        self.go(target)
        if left is not None and self._specs[left.key].per_item:
            self.forget(left)

    def forget(self, place: Place) -> None:
        """Take a page down that will not be needed again."""
        page = self._pages.pop(self._slot(self._specs[place.key], place), None)
        if page is not None:
            self.removeWidget(page)
            page.deleteLater()

    def forget_audit(self, audit_id: str) -> None:
        """Take down all pages of one audit."""
        for slot in [slot for slot in self._pages if slot.audit_id == audit_id]:
            self.forget(slot)

    def _page_for(self, spec: PageSpec, place: Place) -> Page:
        slot = self._slot(spec, place)
        if slot not in self._pages:
            page = spec.factory(self._ctx, place)
            self._pages[slot] = page
            page.windowTitleChanged.connect(self._follow_title)
            self.addWidget(page)
        return self._pages[slot]

    def _follow_title(self) -> None:
        self.setWindowTitle(self.page.windowTitle() if self.page is not None else "")

    def _slot(self, spec: PageSpec, place: Place) -> Place:
        item = place.item_id.partition("#")[0] if spec.per_item else ""  # behind it: a place inside the page
        return Place(place.key, place.audit_id if spec.of_audit else "", item)
