"""The navigation at the side: the workspace's pages, then those of the audit that is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStyle, QVBoxLayout, QWidget

from app.ui.navigation import Place
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import NavButton
from app.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel

if TYPE_CHECKING:
    from app.translation import Words
    from app.ui.pages import PageSpec

_WIDTH = 216


class Sidebar(QFrame):
    """One tab stop per group; arrows move in it.

    Signals:
        wanted: the `Place` of an entry that was chosen.
    """

    wanted = Signal(object)

    def __init__(self, words: Words, workspace_pages: Sequence[PageSpec]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setProperty("edge", "right" if words.right_to_left else "left")
        self.setAccessibleName(words.gettext("Navigation"))
        self._words = words
        # No QButtonGroup: it takes the other entries out of reach for Tab and arrows as soon as one is checked.
        self._places: dict[NavButton, Place] = {}
        self._audit_id = ""
        self._named: tuple[PageSpec, ...] = ()
        self._here = Place("")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scrolled())
        self._below = {spec.key: spec.below for spec in workspace_pages if spec.below}
        for spec in workspace_pages:
            if not spec.per_item:  # a page of one thing is reached from that thing
                self._add(self._upper, spec, "")
        self._measure()

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.M, Space.L, Space.M, Space.M)
        column.setSpacing(Space.XXS)
        column.addLayout(_brand())
        column.addSpacing(Space.M)
        self._upper = QVBoxLayout()
        self._upper.setSpacing(Space.XXS)
        self._heading = _AuditHeading()
        self._heading.hide()
        self._lower = QVBoxLayout()
        self._lower.setSpacing(Space.XXS)
        column.addLayout(self._upper)
        column.addWidget(self._heading)
        column.addLayout(self._lower)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        inside.installEventFilter(self)
        return area

    @property
    def audit_id(self) -> str:
        """Return the id of the audit whose pages are named, empty if none is open."""
        return self._audit_id

    def show_audit(self, audit_id: str, reference: str, client: str, pages: Sequence[PageSpec]) -> None:
        """Name the pages of one audit."""
        self._heading.show_audit(reference, client)
        self._heading.show()
        named = tuple(spec for spec in pages if spec.in_navigation)
        if (audit_id, named) == (self._audit_id, self._named):
            return
        self.hide_audit()
        self._audit_id, self._named = audit_id, named
        self._heading.show()
        for spec in named:
            self._add(self._lower, spec, audit_id)
        self._measure()
        self.show_place(self._here)

    def hide_audit(self) -> None:
        """Name only the pages of the workspace."""
        self._audit_id = ""
        self._heading.hide()
        for button, place in list(self._places.items()):
            if place.audit_id:
                del self._places[button]
                self._lower.removeWidget(button)
                button.hide()  # deleting waits for the event loop, looking does not
                button.deleteLater()

    def show_place(self, place: Place) -> None:
        """Mark the entry of the page that is shown, or of the page above it; a page without either marks none."""
        self._here = place
        key = self._below.get(place.key, place.key)
        for button, its in self._places.items():
            button.setChecked(its.key == key and its.audit_id == place.audit_id)
        self._keep_one_tab_stop()

    def _add(self, column: QVBoxLayout, spec: PageSpec, audit_id: str) -> None:
        button = NavButton(self._words.gettext(spec.title), spec.icon)
        before = next(reversed(self._places), None)
        button.clicked.connect(self._on_clicked)
        button.installEventFilter(self)
        self._places[button] = Place(spec.key, audit_id)
        column.addWidget(button)
        if before is not None:
            QWidget.setTabOrder(before, button)  # the pages were there before the entries of an audit
        self._keep_one_tab_stop()

    def _measure(self) -> None:
        """Be as wide as the longest entry beside a scroll bar, so that larger text is not cut."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        widest = max(button.sizeHint().width() for button in self._places)
        self.setMinimumWidth(max(_WIDTH, widest + 2 * Space.M + bar))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with Up, Down, Home and End from entry to entry; measure anew when an entry wants another size."""
        if event.type() is QEvent.Type.LayoutRequest and self._places:
            self._measure()
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, NavButton):
            entries = list(self._places)
            here = entries.index(watched)
            moves = {Qt.Key.Key_Up: here - 1, Qt.Key.Key_Down: here + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
            there = moves.get(Qt.Key(event.key()))
            if there is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                entries[there % len(entries)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _keep_one_tab_stop(self) -> None:
        """Let Tab stop at the entry of the page that is shown, or at the first."""
        stop = next((one for one in self._places if one.isChecked()), next(iter(self._places), None))
        for button in self._places:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, NavButton):
            button.setChecked(True)
            self.wanted.emit(self._places[button])


class _AuditHeading(QWidget):
    """Reference and client of the open audit."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S + 2, Space.L + 2, Space.S, Space.XS)
        column.setSpacing(0)
        self._reference = ElidedLabel("", "strong")
        self._client = ElidedLabel("", "small", "muted")
        column.addWidget(self._reference)
        column.addWidget(self._client)

    def show_audit(self, reference: str, client: str) -> None:
        """Show reference and client."""
        self._reference.setText(reference)
        self._client.setText(client)


def _brand() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(Space.S, 0, Space.S, 0)
    row.setSpacing(Space.S)
    row.addWidget(IconLabel("logo", "accent", 22))
    row.addWidget(PlainLabel("Onsite", "title3"))
    row.addStretch(1)
    return row
