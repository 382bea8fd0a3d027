"""The accessibility walk: what a person who cannot see well, hear colours or hold a mouse would trip over.

Each function takes a shown widget and returns sentences about what is wrong; an empty list is the wish.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from app.ui.theme.metrics import TARGET
from app.ui.theme.palette import contrast
from app.ui.widgets.labels import ElidedLabel, PlainLabel
from app.ui.widgets.problem_line import ProblemLine

READS_AS_NOTHING: Final = (QAccessible.Role.NoRole,)
TEXT_CONTRAST: Final = 4.0
"""What is measured in pixels: thin letters do not reach the full ink that the palette test measures (4.5)."""

Walk = Callable[[QWidget], list[str]]


def called(widget: QWidget) -> str:
    """Return how a fault names a widget: its class, and what it says."""
    text = getattr(widget, "text", None)
    said = text() if callable(text) and not isinstance(widget, QLineEdit) else ""
    return f"{type(widget).__name__} “{widget.accessibleName() or said or widget.objectName()}”"


def controls(root: QWidget) -> Iterator[QWidget]:
    """Return the visible, enabled widgets that take the focus by Tab, without the insides of compound ones."""
    for widget in root.findChildren(QWidget):
        inside = isinstance(widget.parentWidget(), (QComboBox, QAbstractSpinBox, QAbstractItemView))
        tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        viewport = isinstance(widget.parentWidget(), QAbstractScrollArea) and not tabbed
        if tabbed and not inside and not viewport and widget.isVisibleTo(root) and widget.isEnabledTo(root):
            yield widget


def spoken(widget: QWidget) -> str:
    """Return the name a screen reader says.

    On Linux Qt gives the value of a combo box as its name and tells the label as a relation; what we named it counts.
    """
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def names(root: QWidget) -> list[str]:
    """Every control has a name and a role."""
    wrong = [f"has no name: {called(widget)}" for widget in controls(root) if not spoken(widget).strip()]
    return wrong + [
        f"has no role: {called(widget)}"
        for widget in controls(root)
        if QAccessible.queryAccessibleInterface(widget).role() in READS_AS_NOTHING
    ]


def twins(root: QWidget) -> list[str]:
    """No two controls of a page have the same name and role."""
    seen = Counter((spoken(widget), type(widget).__name__) for widget in controls(root) if spoken(widget).strip())
    return [f"{count} controls are called “{name}” ({kind})" for (name, kind), count in seen.items() if count > 1]


def tab_path(root: QWidget) -> list[QWidget]:
    """Return the controls that Tab visits from the first one on, by real keys, until one comes again."""
    window = root.window()
    first = next(iter(sorted(controls(root), key=lambda one: _chain_place(window, one))), None)
    if first is None:
        return []
    first.setFocus(Qt.FocusReason.TabFocusReason)
    visited: list[QWidget] = []
    most = 3 * len(list(controls(root))) + 10
    for _ in range(most):
        here = QApplication.focusWidget()
        if here is None or here in visited:
            break
        visited.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return visited


def _chain_place(window: QWidget, widget: QWidget) -> int:
    here: QWidget | None = window
    place = 0
    while here is not None and here is not widget:
        here, place = here.nextInFocusChain(), place + 1
        if here is window:
            return 1 << 20
    return place


def unreachable(root: QWidget) -> list[str]:
    """Tab reaches every control; of buttons that exclude each other one is enough."""
    visited = tab_path(root)
    groups = {widget.group() for widget in visited if isinstance(widget, QAbstractButton)} - {None}
    return [
        f"Tab does not reach {called(widget)}"
        for widget in controls(root)
        if widget not in visited and not (isinstance(widget, QAbstractButton) and widget.group() in groups)
    ]


def out_of_order(root: QWidget) -> list[str]:
    """Tab goes down, or to the next column; it never jumps back up within the same column."""
    wrong = []
    path = [widget for widget in tab_path(root) if root.isAncestorOf(widget)]
    for before, after in pairwise(path):
        if _scroller(before) is not _scroller(after):
            continue  # one of them may be scrolled away from where it is read
        one, two = _area(root, before), _area(root, after)
        ltr = root.layoutDirection() == Qt.LayoutDirection.LeftToRight
        onward = two.left() > one.left() if ltr else two.right() < one.right()
        if two.bottom() <= one.top() and not onward:
            wrong.append(f"Tab jumps up from {called(before)} to {called(after)}")
    return wrong


def _scroller(widget: QWidget) -> QWidget | None:
    here = widget.parentWidget()
    while here is not None and not isinstance(here, QScrollArea):
        here = here.parentWidget()
    return here


def _area(root: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def focus_unseen(root: QWidget) -> list[str]:
    """The focus changes what is seen of every control."""
    wrong = []
    QApplication.setCursorFlashTime(0)
    for widget in controls(root):
        other = next((one for one in controls(root) if one is not widget), root)
        other.setFocus(Qt.FocusReason.TabFocusReason)
        before = _seen(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is widget and other is not root and _seen(widget) == before:
            wrong.append(f"the focus cannot be seen on {called(widget)}")
    return wrong


def _seen(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def too_small(root: QWidget) -> list[str]:
    """Everything that can be pressed is at least 24 pixels high and wide (WCAG 2.2, 2.5.8)."""
    return [
        f"is {widget.width()} x {widget.height()} pixels: {called(widget)}"
        for widget in controls(root)
        if isinstance(widget, (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit))
        and min(widget.width(), widget.height()) < TARGET
    ]


def pale(root: QWidget) -> list[str]:
    """Text stands out from its ground, measured in the pixels that are shown."""
    wrong = []
    picture = root.grab().toImage()
    for label in root.findChildren(PlainLabel):
        area = _area(root, label).intersected(root.rect())
        hidden = not label.isVisibleTo(root) or not label.isEnabledTo(root) or not _shown_whole(root, label)
        if hidden or not label.text().strip() or area.isEmpty():
            continue
        ratio = _contrast(picture.copy(_scaled(area, picture, root)))
        if ratio < TEXT_CONTRAST:
            wrong.append(f"contrast {ratio:.1f}: {called(label)}")
    return wrong


def _scaled(area: QRect, picture: QImage, root: QWidget) -> QRect:
    ratio = picture.width() / max(1, root.width())
    return QRect(
        round(area.x() * ratio), round(area.y() * ratio), round(area.width() * ratio), round(area.height() * ratio)
    )


def _shown_whole(root: QWidget, widget: QWidget) -> bool:
    """Tell whether no scroll area hides a part of `widget`."""
    region = widget.visibleRegion().boundingRect()
    return region.size() == widget.size() and widget.isVisibleTo(root)


def _contrast(picture: QImage) -> float:
    pixels = memoryview(picture.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("B").cast("I")
    colours = Counter({pixel & 0xFFFFFF: count for pixel, count in Counter(pixels).items()})
    ground = f"#{colours.most_common(1)[0][0]:06x}"
    return max((contrast(ground, f"#{colour:06x}") for colour in colours), default=1.0)


def cut(root: QWidget) -> list[str]:
    """No text of a label or button is cut."""
    wrong = [
        f"is cut: {called(label)} ({_sizes(label, label.sizeHint())})"
        for label in root.findChildren(PlainLabel)
        if label.isVisibleTo(root) and not isinstance(label, ElidedLabel) and label.text() and not _fits(label)
    ]
    for button in root.findChildren(QPushButton):
        shortens = isinstance(button, ProblemLine)
        if button.isVisibleTo(root) and not shortens and not _holds(button.size(), button.sizeHint()):
            wrong.append(f"is cut: {called(button)} ({_sizes(button, button.sizeHint())})")
    return wrong


def _fits(label: PlainLabel) -> bool:
    if not label.wordWrap():
        return _holds(label.size(), label.sizeHint())
    words = label.text().split()
    widest = max((label.fontMetrics().horizontalAdvance(word) for word in words), default=0)
    return label.heightForWidth(label.width()) <= label.height() + 1 and widest <= label.width() + 1


def _holds(size: QSize, wanted: QSize) -> bool:
    return size.width() + 1 >= wanted.width() and size.height() + 1 >= wanted.height()


def _sizes(widget: QWidget, wanted: QSize) -> str:
    return f"has {widget.width()} x {widget.height()}, wants {wanted.width()} x {wanted.height()}"


WALK: Final[dict[str, Walk]] = {
    "names": names,
    "twins": twins,
    "reach": unreachable,
    "order": out_of_order,
    "focus": focus_unseen,
    "targets": too_small,
    "contrast": pale,
    "cut": cut,
}
