"""Step of a meeting: the agenda, point by point, with the words to say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain import agenda_wording
from app.domain.kinds import PointState
from app.domain.presenting import shown
from app.domain.readiness import is_remote
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.theme.icons import icon
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.widgets.page import scrolled
from app.ui.wizards.meeting_answers import AnswerList
from app.ui.wizards.step import MeetingStep

if TYPE_CHECKING:
    from app.domain.agenda import AgendaPoint
    from app.domain.fieldwork import Meeting, MeetingPoint
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

PAGES, LIST = "pages", "list"
_SIGNS = {PointState.DONE: ("done", "ok"), PointState.NOT_USED: ("slash", "muted"), PointState.OPEN: ("open", "muted")}


class PointList(QListWidget):
    """The points; Space or Enter ticks the one that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("framed")
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setMinimumWidth(280)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space or Enter; Ctrl+Enter is left to the wizard."""
        ticks = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        item = self.currentItem()
        if event.key() in ticks and not event.modifiers() and item is not None:
            self.itemActivated.emit(item)
            return
        super().keyPressEvent(event)


class MeetingPoints(MeetingStep):
    """One point at a time in large type; ticking goes on to the next open one."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(
            ctx,
            ctx.t("Agenda"),
            ctx.t("Say it in your own words; Space ticks the point and goes on. The time is noted by itself."),
        )
        self._meeting: Meeting | None = None
        self._record: AuditRecord | None = None
        self._texts: dict[str, AgendaPoint] = {}
        self._point_id = ""
        self._list = PointList()
        self._list.setAccessibleName(self.t("Points of the agenda"))
        self._list.currentRowChanged.connect(self._on_row)
        self._list.itemActivated.connect(self._on_activated)
        self._binder = Binder(ctx, "meeting_point", audit_id, self)
        form = RowForm(self._binder)
        self._remark = form.text("remark", self.t("&Remark, answer, what was agreed"), lines=4)
        self._reason = form.line("reason", self.t("Reason why a mandatory point was left &out"))
        self._head = PlainLabel("", "title2", wrap=True)
        self._duty = PlainLabel("", "small", "muted")
        self._say = PlainLabel("", "title3", "text", wrap=True)
        self._facts = PlainLabel("", "body", "accent", wrap=True)
        self._answers = AnswerList(ctx)
        self._mode = ChoiceRow(
            [Choice(PAGES, self.t("One page per point")), Choice(LIST, self.t("List to tick down"))],
            PAGES,
            self.t("How the points are shown"),
        )
        self._mode.chosen.connect(self._on_mode)
        self._done = Button(self.t("&Done, next"), "primary", "check")
        self._unused = Button(self.t("N&ot used"))
        self._again = Button(self.t("Open a&gain"), "quiet")
        self._done.clicked.connect(self._on_done)
        self._unused.clicked.connect(self._on_unused)
        self._again.clicked.connect(self._on_again)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card()
        card.body.setSpacing(Space.M)
        for widget in (self._duty, self._head, self._say, self._facts):
            card.add(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        for button in (self._done, self._unused, self._again):
            buttons.addWidget(button)
        buttons.addStretch(1)
        card.add_layout(buttons)
        card.add(self._remark)
        card.add(self._reason)
        card.add(self._answers)
        card.body.addStretch(1)
        right = QWidget()
        right.setObjectName("scrolled")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)
        row = self._row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self._list, 2)
        row.addWidget(scrolled(right), 3)  # a long sentence on a small screen
        self.body.addWidget(self._mode)
        self.body.addLayout(row, 1)

    def show_meeting(self, record: AuditRecord, meeting: Meeting) -> None:
        """Show the points as they are recorded; the one that is open in front stays."""
        points = agenda_wording.points(
            meeting.kind, record.audit.type, record.body.agenda,
            remote=is_remote(record), language=meeting.language or record.audit.language,
        )  # fmt: skip
        self._texts = {one.code: one for one in points}
        self._meeting, self._record = meeting, record
        self._answers.show_meeting(record, meeting)
        self._fill(meeting)
        here = self._here(meeting)
        self._list.setCurrentRow(here)
        self._show_point(here)

    @property
    def point_id(self) -> str:
        """Return the id of the point that is shown."""
        return self._point_id

    def show_id(self, point_id: str) -> None:
        """Show a point by its id."""
        ids = [point.id for point in self._meeting.points] if self._meeting else []
        if point_id in ids:
            self._list.setCurrentRow(ids.index(point_id))

    def _on_mode(self, mode: str) -> None:
        """Show the words of each point, or only the list with the remark beside it."""
        self._binder.finish()
        slim = mode == LIST
        for widget in (self._say, self._facts, self._duty, self._done, self._unused, self._answers):
            widget.setVisible(not slim)
        self._row.setStretch(0, 3 if slim else 2)
        self._row.setStretch(1, 2 if slim else 3)
        self._show_point(self._list.currentRow())
        if self._meeting is not None:
            self._fill(self._meeting)
        self._list.setFocus()

    def _here(self, meeting: Meeting) -> int:
        """Return the row that is shown: the same point as before, else the first open one."""
        ids = [point.id for point in meeting.points]
        if self._point_id in ids:
            return ids.index(self._point_id)
        return _next_open(meeting, -1)

    def _fill(self, meeting: Meeting) -> None:
        self._list.blockSignals(True)  # noqa: FBT003 - Qt's way
        while self._list.count() > len(meeting.points):
            self._list.takeItem(self._list.count() - 1)
        for row, point in enumerate(meeting.points):
            if row >= self._list.count():
                self._list.addItem(QListWidgetItem())
            self._dress(self._list.item(row), point)
        self._list.blockSignals(False)  # noqa: FBT003 - Qt's way

    def _dress(self, item: QListWidgetItem, point: MeetingPoint) -> None:
        title = self.t(self._texts[point.code].title)
        sign, tone = _SIGNS[point.state]
        at = self.ctx.words.clock(point.treated_at.astimezone(self._zone())) if point.treated_at else ""
        remark = f"   {point.remark.splitlines()[0]}" if self._mode.value == LIST and point.remark.strip() else ""
        item.setText(f"{isolated(point.code)}  {title}" + (f"   {isolated(at)}" if at else "") + remark)
        item.setIcon(icon(sign, tone))
        state = {PointState.DONE: self.t("done"), PointState.NOT_USED: self.t("not used")}.get(
            point.state, self.t("open")
        )
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{point.code} {title}, {state}")

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._meeting.zone if self._meeting else "UTC")

    def _on_row(self, row: int) -> None:
        self._show_point(row)

    def _show_point(self, row: int) -> None:
        if self._meeting is None or not 0 <= row < len(self._meeting.points):
            return
        point = self._meeting.points[row]
        self._point_id = point.id
        text = self._texts[point.code]
        self._head.setText(f"{isolated(point.code)}  {self.t(text.title)}")
        self._say.setText(self.t(text.say))
        self._duty.setText(self.t("Mandatory") if point.mandatory else self.t("As needed"))
        slim = self._mode.value == LIST
        found = (
            ""
            if self._record is None or slim
            else "\n".join(shown(self._record, self._meeting, point.code, self.t).lines)
        )
        self._facts.setText(found)
        self._facts.setVisible(bool(found))
        self._answers.show_point(point.code, shown=not slim)
        self._again.setVisible(point.state is not PointState.OPEN)
        self._reason.setVisible(point.mandatory and point.state is PointState.NOT_USED)
        self._binder.show(point)

    def field(self, name: str) -> QWidget | None:
        """Return the list for problems about points."""
        return self._list if name == "points" else None

    def enter(self) -> None:
        """Begin in the list: Space ticks."""
        self._list.setFocus()

    def leave(self) -> None:
        """Hand over what is being typed."""
        self._binder.finish()

    def _on_activated(self, item: QListWidgetItem) -> None:
        del item
        self._tick(PointState.DONE)

    def _on_done(self) -> None:
        self._tick(PointState.DONE)

    def _on_unused(self) -> None:
        self._tick(PointState.NOT_USED)

    def _on_again(self) -> None:
        self._tick(PointState.OPEN)

    def _tick(self, state: PointState) -> None:
        if self._meeting is None:
            return
        self._binder.finish()
        row = self._list.currentRow()
        call = partial(self.ctx.services.meetings.tick, self._meeting.points[row].id, state)
        self.ctx.jobs.write(call, urgent=True, origin=self)
        mandatory_unused = state is PointState.NOT_USED and self._meeting.points[row].mandatory
        if state is not PointState.OPEN and not mandatory_unused:
            self._list.setCurrentRow(_next_open(self._meeting, row))


def _next_open(meeting: Meeting, row: int) -> int:
    """Return the next open point behind `row`, else the first open one, else the last point."""
    order = [*range(row + 1, len(meeting.points)), *range(row)]
    return next((one for one in order if meeting.points[one].state is PointState.OPEN), max(row, 0))
