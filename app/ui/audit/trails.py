"""Audit trails: named threads through requirements, evidence and findings, each with its purpose and result."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.audit_trails import TrailRow, trails
from app.ui.audit.base import AuditPage
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.audit.trail_detail import TrailDetail
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.labels import isolated
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.record import AuditRecord
    from app.services.base import Made
    from app.ui.context import UiContext


class TrailsPage(AuditPage):
    """Ctrl+T on any requirement, evidence item or finding puts it on a trail."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, audit_id, ctx.t("Audit trails"), scrolls=False)
        t = self.t
        self._wanted = ""
        columns = (
            Column("name", t("Audit trail"), partial(_name, t), sort=_plain),
            Column("stops", t("Items"), _count, sort=_number, chars=5, right=True),
        )
        self.table = TwoLineTable(t("Audit trails"), columns, _spoken)
        self.table.use_two_lines()
        self.entry = KeptLine(ctx)
        self.entry.setPlaceholderText(t("Name of a new trail. Enter keeps it."))
        self.entry.setAccessibleName(t("A new audit trail"))
        self.detail = TrailDetail(ctx, audit_id)
        self._right = QStackedWidget()
        self._right.setObjectName("card")
        said = t("Follow one thing through the system, for example a person who joined, moved and left.")
        self._right.addWidget(EmptyState("link", t("No audit trail is chosen"), said))
        self._right.addWidget(scrolled_pane(self.detail))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.table, 1)
        column.addWidget(self.entry)
        self.panes = Panes(Pane(left, 280, 180, share=2), Pane(self._right, 340, 260, share=3))
        self.body.addWidget(self.panes, 1)
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        self.entry.returnPressed.connect(self._on_entered)
        self.detail.jumped.connect(self._on_jump)

    def digest(self, record: AuditRecord) -> tuple[TrailRow, ...]:
        """Compute the trails with what stands on them."""
        return trails(record)

    def show_record(self, record: AuditRecord) -> None:
        """Show the trails; a new one is chosen."""
        self.set_title(self.title, f"{record.client.name}  ·  {record.audit.reference}")
        self.entry.keep_under(f"thread:{self.audit_id}")
        self.detail.show_audit(record)
        self.table.set_rows(self.digested)
        if self._wanted and self.table.select(self._wanted):
            self._wanted = ""
        if not self.table.selected_id and self.table.rows.rowCount():
            self.table.select(self.table.rows.id_at(0))
        self._on_row(self.table.selected)

    def bring(self, item_id: str) -> None:
        """Choose a trail."""
        self.table.select(item_id)

    def editables(self) -> tuple[QWidget, ...]:
        """Return what changes trails."""
        return (self.entry, self.detail)

    def _on_row(self, row: TrailRow | None) -> None:
        self._right.setCurrentIndex(int(row is not None))
        if row is not None:
            self.detail.show_row(row)

    def _on_opened(self, _row: TrailRow) -> None:
        self.detail.line.setFocus()

    def _on_entered(self) -> None:
        name = self.entry.text().strip()
        if name:
            self.entry.send(partial(self.ctx.services.threads.begin, self.audit_id, name), self._on_made)

    def _on_made(self, made: Made) -> None:
        self._wanted = made.id
        self.detail.line.setFocus()

    def _on_jump(self, target: tuple[str, str]) -> None:
        key, item = target
        self.ctx.navigator.go(key, self.audit_id, item)


def _name(t: Callable[[str], str], row: TrailRow) -> str:
    refs = ", ".join(isolated(ref) for ref in row.refs)
    said = row.thread.result.partition("\n")[0] or t("no result yet")
    return f"{row.thread.name}\n" + "  ·  ".join(part for part in (refs, said) if part)


def _plain(row: TrailRow) -> str:
    return row.thread.name.casefold()


def _spoken(row: TrailRow) -> str:
    return row.thread.name


def _count(row: TrailRow) -> str:
    return str(len(row.stops))


def _number(row: TrailRow) -> int:
    return len(row.stops)
