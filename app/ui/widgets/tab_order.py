"""Lets Tab follow the layout: what was added later is reached where it stands, not at the end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

_WHOLE = (QComboBox, QAbstractSpinBox, QAbstractItemView, QPlainTextEdit)


def follow_layout(root: QWidget) -> None:
    """Set the tab order of everything inside `root` to the order of its layouts."""
    policy = root.focusPolicy()
    # The chain is a ring, and Qt leaves a pair alone that is in order round the ring: `root` marks where it begins.
    root.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    for before, after in pairwise((root, *(one for one in in_order(root) if one is not root))):
        QWidget.setTabOrder(before, after)
    root.setFocusPolicy(policy)


def in_order(widget: QWidget) -> Iterator[QWidget]:
    """Return the widgets that can have the focus, in the order of the layouts.

    Buttons that exclude each other change places as to which of them Tab reaches, so all of them count.
    """
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, _WHOLE):
        return
    if isinstance(widget, QScrollArea):
        yield from _inside(widget.widget())
    elif isinstance(widget, QStackedWidget | QSplitter):
        for place in range(widget.count()):
            yield from _inside(widget.widget(place))
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _inside(widget: QWidget | None) -> Iterator[QWidget]:
    if widget is not None:
        yield from in_order(widget)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from in_order(widget)
        elif inner is not None:
            yield from _in_layout(inner)
