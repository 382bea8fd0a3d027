"""The report as it looks now, composed beside the window; the signed file once there is one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.composing_audit import report_kind
from app.domain.kinds import PaperKind, PaperState
from app.ui.audit.signing import latest_report
from app.ui.audit.spoken import spoken
from app.ui.theme.metrics import Space
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.problem_line import Banner
from app.ui.widgets.progress_card import ProgressCard

if TYPE_CHECKING:
    from app.domain.record import AuditRecord, Paper
    from app.ui.context import UiContext
    from app.ui.jobs import Job
    from app.ui.widgets.pdf_view import PdfView


class Preview(QWidget):
    """Composes on demand; says when what it shows is older than the record.

    Signals:
        checked: the `Verification` of the signed file that is shown.
        shown: pages are shown.
    """

    checked = Signal(object)
    shown = Signal()

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id, self._t = ctx, audit_id, ctx.t
        self._shown_for = self._wanted_for = self._signed_shown = ""
        self._kind = PaperKind.REPORT
        self._pdf: PdfView | None = None
        t = ctx.t
        self._old = Banner(t("The record changed since these pages were composed."), "info", t("Compose again"))
        self._old.hide()
        self._progress = ProgressCard(ctx.words)
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            "report", t("No pages yet"), t("The report is composed from the record."), t("Compose the preview")
        )
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._old)
        column.addWidget(self._progress)
        column.addWidget(self._stack, 1)
        self._empty.started.connect(self.compose)
        self._old.pressed.connect(self.compose)

    def show_record(self, record: AuditRecord, head: str) -> None:
        """Show the signed file, or say that the pages are older than the record (`head` of its trail)."""
        self._wanted_for, self._kind = head, report_kind(record)
        paper = latest_report(record)
        if paper is not None and paper.state is PaperState.SIGNED:
            self._old.hide()
            if self._signed_shown != paper.file_sha256:
                self._signed_shown = paper.file_sha256
                self._ctx.jobs.read(partial(self._file, paper), self._on_file)
        elif self._shown_for:
            self._old.setVisible(self._shown_for != head)

    def compose(self) -> None:
        """Compose the pages from the record."""
        self._composing_for = self._wanted_for
        call = partial(self._ctx.services.reports.preview, self._audit_id, kind=self._kind)
        job = self._ctx.jobs.long(partial(spoken, call, self._t), self._on_pages)
        self._progress.follow(job, self._t("Composing the report"))

    def follow(self, job: Job, text: str) -> None:
        """Show the progress of other long work on the report."""
        self._progress.follow(job, text)

    def _file(self, paper: Paper) -> tuple[bytes, object]:
        reports = self._ctx.services.reports
        return reports.pages(paper.id), reports.verify(reports.file(paper.id))

    def _on_file(self, found: tuple[bytes, object]) -> None:
        self._show(found[0])
        self.checked.emit(found[1])

    def _on_pages(self, data: bytes) -> None:
        self._shown_for = self._composing_for
        self._old.setVisible(self._shown_for != self._wanted_for)
        self._show(data)

    def _show(self, data: bytes) -> None:
        if self._pdf is None:
            from app.ui.widgets.pdf_view import PdfView  # noqa: PLC0415 - only with pages to show

            self._pdf = PdfView(self._ctx.words)
            self._stack.addWidget(self._pdf)
        self._pdf.show_bytes(data)
        self._stack.setCurrentWidget(self._pdf)
        self.shown.emit()
