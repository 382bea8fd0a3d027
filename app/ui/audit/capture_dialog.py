"""The line for capturing in a small window of its own, over any page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.domain.capture_facts import CaptureFacts, draft_of, facts_of, grade_of
from app.domain.drafts import EvidenceDraft
from app.domain.session_now import running
from app.ui.audit import openers
from app.ui.audit.quick_capture import QuickCapture
from app.ui.audit.session_words import where_text
from app.ui.kept_line import KeptText
from app.ui.theme.look import active
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.capture_marks import Typed
    from app.domain.drafts import IncomingFile
    from app.domain.record import AuditRecord
    from app.services.base import Made
    from app.ui.context import UiContext


class CaptureDialog(Dialog):
    """Enter captures and closes; Esc closes and keeps what is typed for the next time.

    Signals:
        kept: what was made, as `Made`.
    """

    kept = Signal(object)

    def __init__(self, ctx: UiContext, audit_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, ctx.t("Capture evidence"), active().px(640))
        self._ctx, self._audit_id = ctx, audit_id
        self._facts, self._session_id, self._me = CaptureFacts(), "", ""
        self._sent = ""
        self.quick = QuickCapture(ctx.words)
        self._audit = PlainLabel("", "small", "muted", wrap=True)
        self.body.addWidget(self._audit)
        self.body.addWidget(self.quick)
        close = self.add_button(ctx.t("Close"))
        close.clicked.connect(self.reject)
        self._draft = KeptText(ctx, self.quick.line.text, self.quick.take_back, self)
        self._draft.open(f"quick:{audit_id}")
        self.quick.line.typed.connect(self._draft.keep)
        self.quick.line.textChanged.connect(self._on_text)
        self.quick.captured.connect(self._on_captured)
        self.quick.wizard_wanted.connect(self._on_wizard)
        self.quick.setFocus()
        ctx.jobs.read(self._fetch, self._on_fetched)

    def done(self, result: int) -> None:
        """Keep what is typed when the window is closed."""
        self._draft.keep()
        super().done(result)

    def _on_text(self) -> None:
        """Give the chips the room they need; the window never shrinks under the hands."""
        self.quick.updateGeometry()
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        if needed > self.height():
            self.resize(self.width(), needed)

    def _fetch(self) -> tuple[AuditRecord, str]:
        me = self._ctx.services.body.me()
        return self._ctx.services.audits.record(self._audit_id), me.initials if me else ""

    def _on_fetched(self, found: tuple[AuditRecord, str]) -> None:
        record, initials = found
        session = running(record.sessions)
        self._session_id = session.id if session else ""
        self._facts = facts_of(record, session)
        self.quick.show_facts(self._facts)
        self.quick.show_where(where_text(record, session, initials))
        self._audit.setText(f"{record.client.name}  ·  {record.audit.reference}")

    def _on_captured(self, typed: Typed, files: tuple[IncomingFile, ...]) -> None:
        draft = draft_of(typed, self._facts, self._session_id or None)
        take = self._ctx.services.captures.take
        self._sent = typed.line
        self._draft.send(partial(take, self._audit_id, draft, files, grade_of(typed)), self._on_made, self._on_refused)

    def _on_made(self, made: Made) -> None:
        self.kept.emit(made)
        self.accept()

    def _on_refused(self, problem: BaseException) -> None:
        self.quick.take_back(self._sent)
        self._ctx.jobs.problem.emit(problem)

    def _on_wizard(self, typed: Typed) -> None:
        draft = EvidenceDraft(title=typed.line.strip(), session_id=self._session_id or None)
        self.quick.line.clear()
        self.accept()
        openers.capture_evidence(self._ctx, self._audit_id, draft)
