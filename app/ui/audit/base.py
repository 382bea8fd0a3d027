"""What the pages of one audit share: they fetch the whole record, show it, and follow the changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.kinds import AuditState
from app.ui.audit.read_only import set_read_only
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.page import Page
from app.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.domain.changes import Changes
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

FINISHED: Final = frozenset({AuditState.REPORTED, AuditState.ABORTED})


class AuditPage(Page):
    """A page over one audit.

    Subclasses build their parts in `__init__`, compute in `digest` and fill the parts in `show_record`. The record is
    fetched when the page is shown and after every change of this audit; while the page is hidden it waits for the next
    time it is shown.
    """

    def __init__(self, ctx: UiContext, audit_id: str, title: str, *, scrolls: bool = True, width: int = 0) -> None:
        super().__init__(title, scrolls=scrolls, width=width)
        self.ctx, self.audit_id, self.t = ctx, audit_id, ctx.words.gettext
        self.record: AuditRecord | None = None
        self.digested: Any = None
        self._fetching = self._again = False
        self._item = ""
        ctx.bus.changed.connect(self._on_changed)

    def show_record(self, record: AuditRecord) -> None:
        """Show the audit as it is now."""
        raise NotImplementedError

    def digest(self, record: AuditRecord) -> Any:  # noqa: ANN401 - what the subclass shows
        """Compute what `show_record` needs and what takes long; runs beside the window and touches no widget."""
        del record

    def bring(self, item_id: str) -> None:
        """Bring one item into view, for example a finding; does nothing by default."""

    def editables(self) -> Sequence[QWidget]:
        """Return the parts that are closed once the report is signed or the audit was ended early."""
        return ()

    def show_item(self, item_id: str) -> None:
        """Bring one item into view as soon as the record is there."""
        self._item = item_id
        if self.record is not None and not self._fetching:
            self._bring()

    def add_key(self, text: str, keys: str | QKeySequence, slot: Callable[[], object]) -> QAction:
        """Give the page an action with keys; the palette and the list of keys show it by `text`.

        The keys work in the whole window while the page is shown: also when the cursor is in the navigation.
        """
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def load(self) -> None:
        """Fetch the record and show it; a wish that comes while one is under way is joined to the next fetch."""
        if self._fetching:
            self._again = True
            return
        self._fetching = True
        self.ctx.jobs.read(self._fetch, self._on_fetched, self._on_failed)

    def leave(self) -> None:
        """Hand over what is being typed."""
        for line in self.findChildren(AutosaveLine):
            line.finish()
        for text in self.findChildren(AutosaveText):
            text.finish()

    def _fetch(self) -> tuple[AuditRecord, Any]:
        record = self.ctx.services.audits.record(self.audit_id)
        return record, self.digest(record)

    def _on_fetched(self, found: tuple[AuditRecord, Any]) -> None:
        self._fetching = False
        self.record, self.digested = found
        record = self.record
        self.show_record(record)
        for part in self.editables():
            set_read_only(part, read_only=record.audit.state in FINISHED)
        follow_layout(self)
        self._bring()
        self._fetch_again()

    def _bring(self) -> None:
        item, self._item = self._item, ""
        if item:
            self.bring(item)

    def _on_failed(self, problem: BaseException) -> None:
        self._fetching = False
        self.ctx.jobs.problem.emit(problem)
        self._fetch_again()

    def _fetch_again(self) -> None:
        if self._again:
            self._again = False
            self.load()

    def _on_changed(self, changes: Changes, origin: object) -> None:
        del origin  # what was written is shown from the record, also to whoever wrote it
        if changes.audit_id in (None, self.audit_id) and self.isVisible():
            self.load()
