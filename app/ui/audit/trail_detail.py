"""One audit trail: name, purpose, what stands on it in its order, and the result."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.audit_trails import Stop, StopKind, TrailRow
from app.domain.kinds import EvidenceState, FindingState
from app.domain.refs import complete
from app.domain.verdicts import requirements
from app.services.threads import Target
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import isolated
from app.ui.widgets.pick_line import PickLine
from app.ui.widgets.tab_order import follow_layout
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

_MOST: Final = 12
_LOOKS: Final = {
    StopKind.REQUIREMENT: ("coverage", "info"),
    StopKind.EVIDENCE: ("evidence", "neutral"),
    StopKind.FINDING: ("finding", "warning"),
}
_PAGES: Final = {StopKind.REQUIREMENT: "fieldwork", StopKind.EVIDENCE: "fieldwork", StopKind.FINDING: "findings"}


class StopTable(Table):
    """What stands on the trail; Delete takes off, Alt+Up and Alt+Down move, Enter goes there.

    Signals:
        off: id of the link to take off.
        moved: id of a link, and by how many places.
    """

    off = Signal(str)
    moved = Signal(str, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the list."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(self.selected_id, step)
        elif event.key() == Qt.Key.Key_Delete and self.selected_id:
            self.off.emit(self.selected_id)
        else:
            super().keyPressEvent(event)


class TrailDetail(QWidget):
    """The pane beside the list.

    Signals:
        jumped: (page key, id) to go to.
    """

    jumped = Signal(object)

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._t = ctx, ctx.t
        self._record: AuditRecord | None = None
        self._row: TrailRow | None = None
        t = ctx.t
        self.binder = Binder(ctx, "thread", audit_id, self)
        form = RowForm(self.binder)
        self.name = form.line("name", t("Name"))
        self.purpose = form.text("purpose", t("Purpose"), t("What is followed, and from where to where."), lines=2)
        self.result = form.text(
            "result", t("Result"), t("What held and what did not; it stands in the report."), lines=3
        )
        self.line = PickLine(t("A.5.16, number or words of evidence or finding"), self._offers)
        columns = (
            Column("label", t("No."), _label, chars=9),
            Column("title", t("On the trail"), _title),
            Column("kind", t("Kind"), partial(_kind, t), chip=partial(_chip, t), chars=13),
        )
        self.stops = StopTable(t("On the trail"), columns, _label)
        self.stops.show_lines(8)
        self._up, self._down = IconButton("up", t("Move up")), IconButton("down", t("Move down"))
        self._off = IconButton("minus", t("Take off the trail"))
        self._remove = Button(t("Remove the trail"), "quiet", "trash")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self.name)
        column.addWidget(self.purpose)
        column.addWidget(FormField(self._t("Put on the trail"), self.line))
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        row.addWidget(self.stops, 1)
        side = QVBoxLayout()
        side.setSpacing(Space.XXS)
        for button in (self._up, self._down, self._off):
            side.addWidget(button)
        side.addStretch(1)
        row.addLayout(side)
        column.addLayout(row)
        column.addWidget(self.result)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self._remove)
        column.addLayout(below)
        column.addStretch(1)

    def _connect(self) -> None:
        self.line.picked.connect(self._on_picked)
        self.stops.opened.connect(self._on_opened)
        self.stops.off.connect(self._on_off)
        self.stops.moved.connect(self._on_moved)
        self.stops.row_selected.connect(self._on_selected)
        self._up.clicked.connect(partial(self._move, -1))
        self._down.clicked.connect(partial(self._move, 1))
        self._off.clicked.connect(self._on_off_pressed)
        self._remove.clicked.connect(self._on_remove)

    def show_audit(self, record: AuditRecord) -> None:
        """Offer requirements, evidence and findings of the audit."""
        self._record = record

    def show_row(self, row: TrailRow) -> None:
        """Show a trail."""
        self._row = row
        self.binder.show(row.thread)
        self.stops.set_rows(row.stops)
        self._on_selected(self.stops.selected)
        follow_layout(self)

    def _offers(self, typed: str) -> list[tuple[str, str]]:
        if self._record is None or not typed.strip():
            return []
        shown = {item.ref: item for _, item in requirements(self._record)}
        found = [(f"r:{one.ref}", f"{isolated(one.ref)}   {one.title}") for one in complete(typed, shown.values(), 6)]
        words = typed.casefold().split()
        rows = [
            *((f"e:{one.id}", one.label, one.title or one.text) for one in self._record.evidence
              if one.state is not EvidenceState.WITHDRAWN),
            *((f"f:{one.id}", one.label, one.title or one.statement) for one in self._record.findings
              if one.state is not FindingState.WITHDRAWN),
        ]  # fmt: skip
        for key, label, text in rows:
            if all(word in f"{label} {text}".casefold() for word in words):
                found.append((key, f"{isolated(label)}   {text.partition(chr(10))[0]}"))
        return found[:_MOST]

    def _on_picked(self, key: str, _typed: str) -> None:
        kind, _colon, target = key.partition(":")
        wanted = {"r": Target(ref=target), "e": Target(evidence_id=target)}.get(kind, Target(finding_id=target))
        if self._row is not None:
            self._ctx.jobs.write(partial(self._ctx.services.threads.add, self._row.id, wanted))

    def _on_opened(self, stop: Stop) -> None:
        item = f"requirement:{stop.target}" if stop.kind is StopKind.REQUIREMENT else stop.target
        self.jumped.emit((_PAGES[stop.kind], item))

    def _on_selected(self, stop: Stop | None) -> None:
        for button in (self._up, self._down, self._off):
            button.setEnabled(stop is not None)

    def _on_off(self, link_id: str) -> None:
        if self._row is not None:
            self._ctx.jobs.write(partial(self._ctx.services.threads.take_off, self._row.id, link_id))

    def _on_off_pressed(self) -> None:
        if self.stops.selected_id:
            self._on_off(self.stops.selected_id)

    def _move(self, step: int) -> None:
        if self.stops.selected_id:
            self._on_moved(self.stops.selected_id, step)

    def _on_moved(self, link_id: str, step: int) -> None:
        if self._row is not None and link_id:
            self._ctx.jobs.write(partial(self._ctx.services.threads.move, self._row.id, link_id, step))

    def _on_remove(self) -> None:
        if self._row is None:
            return
        self._ctx.jobs.write(partial(self._ctx.services.threads.remove, self._row.id), self._on_removed)

    def _on_removed(self, _changes: object) -> None:
        undo = partial(self._ctx.jobs.write, self._ctx.services.fields.undo)
        self._ctx.notices.say(self._t("The audit trail was removed."), action_text=self._t("Undo"), action=undo)


def _label(row: Stop) -> str:
    return isolated(row.label)


def _title(row: Stop) -> str:
    return row.title


def _kind(t: Callable[[str], str], row: Stop) -> str:
    if row.gone:
        return t("Withdrawn")
    return {StopKind.REQUIREMENT: t("Requirement"), StopKind.EVIDENCE: t("Evidence")}.get(row.kind, t("Finding"))


def _chip(t: Callable[[str], str], row: Stop) -> ChipLook:
    icon, tone = ("slash", "neutral") if row.gone else _LOOKS[row.kind]
    return ChipLook(_kind(t, row), icon, tone)
