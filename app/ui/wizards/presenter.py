"""The presenter view: one calm page per point for the projector, without remarks and notes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.domain import agenda_wording
from app.domain.kinds import PointState
from app.domain.presenting import Shown, shown
from app.domain.readiness import is_remote
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.labels import PlainLabel
from app.ui.wizards.attendance_strip import AttendanceStrip

if TYPE_CHECKING:
    from app.domain.agenda import AgendaPoint
    from app.domain.fieldwork import Meeting
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

_FORWARD: Final = (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Down)
_BACK: Final = (Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Up)
_LARGE: Final = 2.4
"""Times the body type at a height of 800 pixels; the page grows with its screen."""


class Presenter(QWidget):
    """Arrows and Page keys turn the pages, Space ticks and goes on, B is black, F6 the attendance, Esc goes back.

    Signals:
        left: the view was closed; carries the id of the point that was shown last.
    """

    left = Signal(str)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("window")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ctx, self.t = ctx, ctx.t
        self._record: AuditRecord | None = None
        self._meeting: Meeting | None = None
        self._texts: dict[str, AgendaPoint] = {}
        self._row = 0
        self._black = False
        self._title = PlainLabel("", "title1", wrap=True)
        self._say = PlainLabel("", "body", wrap=True)
        self._facts = PlainLabel("", "body", wrap=True)
        self._facts.setProperty("tone", "accent")
        self._client = PlainLabel("", "small", "muted")
        self._place = PlainLabel("", "small", "muted")
        self._keys = PlainLabel(
            self.t("← → turn · Space ticks · B black · F6 attendance · N screen · Esc back"), "small", "muted"
        )
        self.strip = AttendanceStrip(ctx)
        self.strip.closed.connect(self.setFocus)
        self._page = QWidget()
        self._lay_out()
        for keys, slot in (("F6", self.strip.toggle), ("Esc", self._on_escape)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(slot)
        self.strip.installEventFilter(self)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self._page)
        page.setSpacing(Space.XL)
        self._column = page
        page.addStretch(2)
        for widget in (self._title, self._say, self._facts):
            page.addWidget(widget)
        page.addStretch(3)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._client)
        head.addStretch(1)
        head.addWidget(self._place)
        foot.addStretch(1)
        foot.addWidget(self._keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XXL, Space.L, Space.XXL, Space.L)
        column.addLayout(head)
        column.addWidget(self._page, 1)
        column.addWidget(self.strip)
        column.addLayout(foot)

    def present(self, point_id: str = "") -> None:
        """Show the view at a point: full screen, on the second screen if there is one."""
        ids = [one.id for one in self._meeting.points] if self._meeting else []
        self._row = ids.index(point_id) if point_id in ids else 0
        self._show_point()
        self._to_screen(len(QApplication.screens()) - 1)

    def _to_screen(self, number: int) -> None:
        screens = QApplication.screens()
        screen = screens[number % len(screens)]
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()
        self.setFocus()

    def show_meeting(self, record: AuditRecord, meeting: Meeting) -> None:
        """Show the meeting as it is recorded; the page stays."""
        self._record, self._meeting = record, meeting
        points = agenda_wording.points(
            meeting.kind, record.audit.type, record.body.agenda,
            remote=is_remote(record), language=meeting.language or record.audit.language,
        )  # fmt: skip
        self._texts = {one.code: one for one in points}
        self.strip.show_meeting(meeting)
        self._show_point()

    @property
    def point_id(self) -> str:
        """Return the id of the point that is shown."""
        return self._meeting.points[self._row].id if self._meeting and self._meeting.points else ""

    def _show_point(self) -> None:
        if self._record is None or self._meeting is None or not self._meeting.points:
            return
        self._row = min(max(self._row, 0), len(self._meeting.points) - 1)
        point = self._meeting.points[self._row]
        text = self._texts[point.code]
        self._title.setText(self.t(text.title))
        self._say.setText(self.t(text.say))
        self._facts.setText(self._lines(shown(self._record, self._meeting, point.code, self.t)))
        self._facts.setVisible(bool(self._facts.text()))
        self._client.setText(f"{self._record.client.name}  ·  {self._record.body.name}".strip(" ·"))
        done = "  ✓" if point.state is PointState.DONE else ""
        self._place.setText(f"{self._row + 1} / {len(self._meeting.points)}{done}")
        self.setWindowTitle(self.t(text.title))
        self._fit()

    def _lines(self, found: Shown) -> str:
        text = "\n".join(found.lines)
        if found.quote and text:
            text = f"“{text}”"
        return text + ("\n" + self.t("and {n} more").format(n=found.more) if found.more else "")

    def _fit(self) -> None:
        """Choose the largest type with which the page fits its screen."""
        strip = self.strip.sizeHint().height() + Space.M if self.strip.isVisible() else 0
        room = self.height() - strip - 2 * Space.L - 3 * active().line_height("small") - 2 * Space.XL
        width = max(200, self.width() - 2 * Space.XXL)
        factor = _LARGE * max(self.height(), 400) / 800
        for _ in range(30):
            needed = sum(self._dress(label, role, factor, width) for label, role in self._parts())
            if needed + 3 * Space.XL <= room:
                return
            factor *= 0.92

    def _parts(self) -> list[tuple[PlainLabel, float]]:
        parts = [(self._title, 1.5), (self._say, 1.0), (self._facts, 0.85)]
        return [(label, share) for label, share in parts if label.text()]

    def _dress(self, label: PlainLabel, share: float, factor: float, width: int) -> int:
        font = active().font("title1" if label is self._title else "body")
        font.setPointSizeF(active().points("body") * factor * share)
        label.setFont(font)
        label.setMaximumWidth(width)
        return label.heightForWidth(width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room for the strip before it is shown, and take it back when it is put away."""
        if watched is self.strip and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the type to the screen."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages, tick, go black."""
        key = event.key()
        if self._black or key == Qt.Key.Key_B:
            self._go_black(not self._black)
        elif key in _FORWARD:
            self._turn(1)
        elif key in _BACK:
            self._turn(-1)
        elif key == Qt.Key.Key_Space:
            self._tick()
        elif key == Qt.Key.Key_N:
            screens = QApplication.screens()
            self._to_screen(screens.index(self.screen()) + 1 if self.screen() in screens else 0)
        else:
            super().keyPressEvent(event)

    def _turn(self, step: int) -> None:
        self._row += step
        self._show_point()

    def _tick(self) -> None:
        if self._meeting is None:
            return
        point = self._meeting.points[self._row]
        if point.state is not PointState.DONE:
            call = partial(self.ctx.services.meetings.tick, point.id, PointState.DONE)
            self.ctx.jobs.write(call, urgent=True, origin=self)
        self._turn(1)

    def _go_black(self, black: bool) -> None:  # noqa: FBT001 - a state
        self._black = black
        for widget in (self._page, self._client, self._place, self._keys):
            widget.setVisible(not black)
        if black:
            self.strip.hide()
        self.update()
        self.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, black when the screen is to be dark."""
        super().paintEvent(event)
        QPainter(self).fillRect(self.rect(), QColor("#000000" if self._black else active().palette.window))

    def _on_escape(self) -> None:
        if self._black:
            self._go_black(not self._black)
        elif self.strip.isVisible():
            self.strip.put_away()
        else:
            self.left.emit(self.point_id)
            self.close()
