"""A paper beside the page it belongs to (plan, meeting record): look at it, save it, sign it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Changes
from app.domain.errors import AuditError, Cancelled
from app.domain.words import word
from app.ui.audit.paper_dialog import PaperDialog
from app.ui.audit.paper_export import PaperExport
from app.ui.audit.sign_card import SignCard
from app.ui.audit.signing import latest_paper, sign
from app.ui.audit.spoken import spoken
from app.ui.saying import say
from app.ui.widgets.buttons import Button
from app.ui.widgets.progress_card import ProgressCard

if TYPE_CHECKING:
    from app.domain.kinds import PaperKind
    from app.domain.record import AuditRecord, Paper
    from app.domain.verification import Verification
    from app.services.base import Progress
    from app.ui.audit.signing import Wish
    from app.ui.context import UiContext


class PaperCard(SignCard):
    """One paper of an audit; `show_record` keeps it up to date. A signed one is shown and saved as it was signed."""

    def __init__(self, ctx: UiContext, audit_id: str, kind: PaperKind, subject_id: str = "") -> None:
        super().__init__(ctx, audit_id, kind, subject_id, ctx.t(word(kind)))
        self.look = Button(ctx.t("Look at it…"), icon="eye")
        self.save = Button(ctx.t("Save as PDF…"), icon="download")
        for button in (self.look, self.save):
            self.top.addWidget(button)
        self.top.addStretch(1)
        self.progress = ProgressCard(ctx.words)
        self.body.insertWidget(2, self.progress)
        self._exporter = PaperExport(ctx, self, self.progress)
        self._paper: Paper | None = None
        self._checked = ""
        self.look.clicked.connect(self._on_look)
        self.save.clicked.connect(self._on_save)
        self.wanted.connect(self._on_wanted)

    def show_paper(self, record: AuditRecord, *, ready: bool = True) -> None:
        """Show the paper as the record has it; `ready` says whether nothing holds its signature."""
        self._paper = latest_paper(record, self.kind, self.subject_id)
        self.show_record(record, ready=ready)
        signed = self._signed()
        self.verdict.setVisible(signed is not None)
        if signed is not None and signed.file_sha256 != self._checked:
            self._checked = signed.file_sha256
            self._ctx.jobs.read(partial(self._check, signed.id), self._on_checked)

    def _signed(self) -> Paper | None:
        return self._paper if self._paper is not None and self._paper.signatures else None

    def _check(self, paper_id: str) -> Verification:
        reports = self._ctx.services.reports
        return reports.verify(reports.file(paper_id))

    def _on_checked(self, found: Verification) -> None:
        self.verdict.show_verification(found)

    def _make(self, progress: Progress) -> bytes:
        return self._ctx.services.reports.plain(self._audit_id, self.kind, self.subject_id, progress)

    def _on_look(self) -> None:
        signed = self._signed()
        title = self._t(word(self.kind))
        if signed is not None:
            dialog = PaperDialog(self, self._ctx, title, partial(self._ctx.services.reports.pages, signed.id))
            dialog.open()
            return
        job = self._ctx.jobs.long(partial(spoken, self._make, self._t), self._on_pages)
        self.progress.follow(job, self._t("Composing the paper"))

    def _on_pages(self, pages: bytes) -> None:
        PaperDialog(self, self._ctx, self._t(word(self.kind)), pages).open()

    def _on_save(self) -> None:
        reference = self._record.audit.reference if self._record else ""
        name = f"{reference}-{self.kind.value}.pdf".replace("/", "-").replace("_", "-")
        signed = self._signed()
        if signed is not None:
            self._exporter.save(partial(self._ctx.services.reports.file, signed.id), name)
        else:
            self._exporter.start(self._make, name, self._t("Composing the paper"))

    def _on_wanted(self, wish: Wish) -> None:
        call = partial(sign, self._ctx.services, self._paper, wish)
        job = self._ctx.jobs.long(partial(spoken, call, self._t), self._on_signed, self._on_refused)
        self.progress.follow(job, self._t("Signing"))
        self.sign.setEnabled(False)

    def _on_signed(self, paper: Paper) -> None:
        self.password.clear()
        name = self._t(word(self.kind))
        self._ctx.notices.say(self._t("Signed: {paper}, revision {n}").format(paper=name, n=paper.revision), tone="ok")
        self._ctx.bus.tell(Changes(frozenset({"paper", "audit"}), self._audit_id, (paper.id,)), None)

    def _on_refused(self, problem: BaseException) -> None:
        self.sign.setEnabled(True)
        if isinstance(problem, AuditError):
            self.show_problem(say(self._ctx.words, problem))
        elif not isinstance(problem, Cancelled):
            self._ctx.jobs.problem.emit(problem)
