"""The strip of attendance: a latecomer in one line, going and coming, points said again. It shows no notes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout

from app.domain import attendance as rules
from app.domain.errors import AuditError
from app.domain.kinds import Presence, Side
from app.domain.words import word
from app.ui.kept_line import KeptLine
from app.ui.saying import say
from app.ui.theme.icons import icon
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, isolated

if TYPE_CHECKING:
    from app.domain.attendance import Meaning
    from app.domain.fieldwork import Attendee, Meeting
    from app.ui.context import UiContext

_ICONS: Final = {
    Presence.IN_ROOM: ("person", "ok"),
    Presence.REMOTE: ("link", "info"),
    Presence.ABSENT: ("slash", "muted"),
}


class PeopleLine(KeptLine):
    """The line that adds; a paste of several lines is handed over whole.

    Signals:
        pasted: the text with its lines.
    """

    pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand over a list."""
        if event.matches(QKeySequence.StandardKey.Paste) and "\n" in QApplication.clipboard().text().strip():
            self.pasted.emit(QApplication.clipboard().text())
            return
        super().keyPressEvent(event)


class AttendanceStrip(QFrame):
    """People of one meeting that runs.

    Signals:
        closed: it was put away.
    """

    closed = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self.setObjectName("card")
        self.ctx, self.t = ctx, ctx.t
        self._meeting: Meeting | None = None
        self._meanings = _meanings(ctx)
        t = self.t
        self.entry = PeopleLine(ctx)
        self.entry.setPlaceholderText(t("Name, function, side"))
        self.entry.setAccessibleName(t("Somebody comes: name, function, side; or paste a list"))
        self.people = QListWidget()
        self.people.setObjectName("framed")
        self.people.setUniformItemSizes(True)
        self.people.setTabKeyNavigation(False)
        self.people.setAccessibleName(t("Attendance"))
        self._name = PlainLabel("", "strong", wrap=True)
        self._missed = PlainLabel("", "small", "muted", wrap=True)
        self._presence = ChoiceRow([Choice(one.value, t(word(one))) for one in Presence], title=t("Presence"))
        self._times = AutosaveLine(placeholder="08:34\u2013")
        self._times_field = FormField(t("&From and until (empty: the whole meeting)"), self._times)
        self.gone = Button(t("&Goes now"))
        self.again = Button(t("Said again"), icon="redo")
        self._count = PlainLabel("", "small", "muted")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        t = self.t
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        add = Button(t("Add"), icon="plus")
        add.setAccessibleName(t("Add to the attendance"))
        add.clicked.connect(self._on_add)
        shut = Button(t("Close (F6)"), "quiet")
        shut.clicked.connect(self.put_away)
        head.addWidget(PlainLabel(t("Attendance"), "title3"))
        head.addWidget(self.entry, 1)
        for widget in (add, self._count, shut):
            head.addWidget(widget)
        side = QVBoxLayout()
        side.setSpacing(Space.S)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.gone)
        buttons.addWidget(self.again)
        buttons.addStretch(1)
        for part in (self._name, self._presence, self._times_field):
            side.addWidget(part)
        side.addLayout(buttons)
        side.addWidget(self._missed)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self.people, 3)
        row.addLayout(side, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.entry.returnPressed.connect(self._on_add)
        self.entry.pasted.connect(self._on_pasted)
        self.people.currentRowChanged.connect(self._on_row)
        self._presence.chosen.connect(self._on_presence)
        self._times.left.connect(self._on_times)
        self.gone.clicked.connect(self._on_gone)
        self.again.clicked.connect(self._on_again)

    def toggle(self) -> None:
        """Show the strip with the cursor in its line, or put it away."""
        if self.isVisible():
            self.put_away()
            return
        self.show()
        self.entry.setFocus()

    def put_away(self) -> None:
        """Hide the strip; what is typed is kept."""
        self.entry.finish()
        self._times.finish()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the strip away with Esc, without leaving the wizard."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show who is there; the chosen person stays."""
        chosen = self._chosen
        key = chosen.id if chosen else ""
        self._meeting = meeting
        self.entry.keep_under(f"strip:{meeting.id}")
        self.people.blockSignals(True)  # noqa: FBT003 - Qt's way
        self.people.clear()
        for one in meeting.attendees:
            self.people.addItem(self._item(one, meeting))
        self.people.blockSignals(False)  # noqa: FBT003 - Qt's way
        ids = [one.id for one in meeting.attendees]
        self.people.setCurrentRow(ids.index(key) if key in ids else 0)
        there = sum(rules.is_there(one) for one in meeting.attendees)
        self._count.setText(self.ctx.tn("{n} person is here", "{n} people are here", there).format(n=there))
        self._show_person()

    def _item(self, one: Attendee, meeting: Meeting) -> QListWidgetItem:
        what = one.function or (self.t(word(one.role)) if one.role else "")
        times = isolated(rules.times_text(self._local(one))) if rules.times_text(one) else ""
        codes = ", ".join(point.code for point in rules.missed(meeting, one))
        missed = self.t("missed: {codes}").format(codes=codes) if codes else ""
        parts = [part for part in (what, times, missed) if part]
        item = QListWidgetItem(icon(*_ICONS[one.presence]), "   ".join((isolated(one.name), *parts)))
        spoken = [one.name, self.t(word(one.presence)), *parts]
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(spoken))
        return item

    def _local(self, one: Attendee) -> Attendee:
        from dataclasses import replace  # noqa: PLC0415 - only where times are shown

        zone = ZoneInfo(self._meeting.zone if self._meeting else "UTC")
        spans = tuple(
            replace(
                span, since=span.since and span.since.astimezone(zone), until=span.until and span.until.astimezone(zone)
            )
            for span in one.spans
        )
        since, until = (moment and moment.astimezone(zone) for moment in (one.since, one.until))
        return replace(one, spans=spans, since=since, until=until)

    @property
    def _chosen(self) -> Attendee | None:
        row = self.people.currentRow()
        if self._meeting is None or not 0 <= row < len(self._meeting.attendees):
            return None
        return self._meeting.attendees[row]

    def _on_row(self, row: int) -> None:
        del row
        self._times.finish()
        self._show_person()

    def _show_person(self) -> None:
        one, meeting = self._chosen, self._meeting
        for widget in (self._presence, self._times_field, self.gone, self.again):
            widget.setEnabled(one is not None)
        if one is None or meeting is None:
            return
        there = rules.is_there(one)
        missed = [point.code for point in rules.missed(meeting, one)]
        again = [point.code for point in rules.repeated(meeting, one)]
        self._name.setText(one.name)
        self._presence.show_value(one.presence.value)
        self._times.show_text(rules.times_text(self._local(one)))
        self._times_field.show_problem("")
        self.gone.setText(self.t("&Goes now") if there else self.t("&Comes now"))
        self.again.setVisible(bool(missed))
        self.again.setText(self.t("Said again: {codes}").format(codes=", ".join(missed)))
        said = self.t("Said again for this person: {codes}").format(codes=", ".join(again)) if again else ""
        self._missed.setText(said)

    def _on_add(self) -> None:
        text = self.entry.text().strip()
        if not text or self._meeting is None:
            self.entry.setFocus()
            return
        add = self.ctx.services.attendance.add_text
        self.entry.send(partial(add, self._meeting.id, text, self._meanings), origin=self)

    def _on_pasted(self, text: str) -> None:
        if self._meeting is not None:
            add = self.ctx.services.attendance.add_text
            self.ctx.jobs.write(partial(add, self._meeting.id, text, self._meanings), origin=self)

    def _on_presence(self, value: str) -> None:
        one = self._chosen
        if one is None:
            return
        attendance, fields = self.ctx.services.attendance, self.ctx.services.fields
        if one.presence is Presence.ABSENT:
            call = partial(attendance.arrive, one.id, Presence(value))
        else:
            call = partial(fields.set, "attendee", one.id, "presence", Presence(value))
        self.ctx.jobs.write(call, urgent=True, origin=self)

    def _on_times(self, text: str) -> None:
        one, meeting = self._chosen, self._meeting
        if one is None or meeting is None or text.strip() == rules.times_text(self._local(one)):
            return
        began = meeting.started_at or meeting.created_at
        try:
            spans = rules.read_times(text, began.astimezone(ZoneInfo(meeting.zone))) if began else ()
        except AuditError as problem:
            self._times_field.show_problem(say(self.ctx.words, problem))
            return
        call = partial(self.ctx.services.attendance.set_times, one.id, spans)
        self.ctx.jobs.write(call, urgent=True, origin=self)

    def _on_gone(self) -> None:
        one = self._chosen
        if one is not None:
            attendance = self.ctx.services.attendance
            call = partial(attendance.leave if rules.is_there(one) else attendance.arrive, one.id)
            self.ctx.jobs.write(call, urgent=True, origin=self)

    def _on_again(self) -> None:
        one, meeting = self._chosen, self._meeting
        if one is not None and meeting is not None:
            ids = [point.id for point in rules.missed(meeting, one)]
            call = partial(self.ctx.services.attendance.repeat_all, one.id, ids)
            self.ctx.jobs.write(call, urgent=True, origin=self)


def _meanings(ctx: UiContext) -> dict[str, Meaning]:
    """Return the words for side and presence: the English ones and those of the program's language."""
    own: dict[str, Meaning] = {ctx.t(word(one)).casefold(): one for one in (*Side, *Presence)}
    return {**rules.MEANINGS, **own}
