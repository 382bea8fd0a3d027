"""The wizard that captures evidence: kept after the first step, completed in the others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.drafts import EvidenceDraft, IncomingFile, LinkDraft
from app.domain.errors import AuditError
from app.domain.kinds import EvidenceKind, EvidenceState, Judgement
from app.ui.saying import say
from app.ui.widgets.problem_line import Trouble
from app.ui.widgets.step_list import StepState
from app.ui.wizards.evidence_line import EvidenceLine
from app.ui.wizards.evidence_steps import EvidenceBelongs, EvidenceJudgement, EvidenceKindStep
from app.ui.wizards.page import WizardPage

if TYPE_CHECKING:
    from app.domain.fieldwork import Evidence
    from app.domain.record import AuditRecord
    from app.services.base import Made
    from app.ui.context import UiContext

SESSION = "session:"


class EvidenceWizard(WizardPage):
    """Captures one item. `item_id` continues an item, or names the session of a new one (`session:<id>`)."""

    def __init__(self, ctx: UiContext, audit_id: str, item_id: str = "") -> None:
        super().__init__(ctx, audit_id, ctx.t("Capture evidence"), ctx.t("&Finish"))
        self._session_id = item_id.removeprefix(SESSION) if item_id.startswith(SESSION) else None
        self._evidence_id = "" if item_id.startswith(SESSION) else item_id
        self._keeping = False
        self._then = -1
        self.line = EvidenceLine(ctx)
        self.kind = EvidenceKindStep(ctx, audit_id)
        self.belongs = EvidenceBelongs(ctx, audit_id)
        self.judgement = EvidenceJudgement(ctx, audit_id)
        self.pages = (self.line, self.kind, self.belongs, self.judgement)
        for page in self.pages:
            self.frame.add_step(page.title, page)
        self.frame.step_left.connect(self._on_left)
        self.frame.step_shown.connect(self._on_shown)
        self.frame.finish_asked.connect(self._on_finish)
        self.line.typed.connect(self._on_typed)
        self.line.files_added.connect(self._on_files)
        self.belongs.linked.connect(self._on_linked)
        self.belongs.unlinked.connect(self._on_unlinked)
        if not self._evidence_id:
            ctx.jobs.read(partial(ctx.services.fields.loose, self._key()), self._on_draft)

    def add_files(self, files: tuple[IncomingFile, ...]) -> None:
        """Add files as if they were dropped."""
        self.line.add_files(files)

    def show_record(self, record: AuditRecord) -> None:
        """Show the item in every step, once it is kept."""
        evidence = next((one for one in record.evidence if one.id == self._evidence_id), None)
        if evidence is None:
            self._show_open()
            return
        self.line.show_kept(evidence)
        if not self.line.line.text():
            self.line.show_draft(evidence.title, evidence.text)
        for page in (self.kind, self.belongs, self.judgement):
            page.show_evidence(record, evidence)
        self._show_states(evidence)
        if self._then >= 0:
            then, self._then = self._then, -1
            self.frame.go(then)
            self.pages[then].enter()

    def _show_open(self) -> None:
        self.frame.show_troubles((), may_go_on=True)
        self.line.enter()

    def _show_states(self, evidence: Evidence) -> None:
        done = (
            True,
            evidence.kind is not EvidenceKind.NOTE,
            bool(evidence.links),
            evidence.judgement is not Judgement.NOT_JUDGED,
        )
        self.frame.show_states([StepState.DONE if one else StepState.OPEN for one in done])
        inbox = evidence.state is EvidenceState.INBOX
        said = self.t("{label} kept, in the inbox") if inbox else self.t("{label} kept")
        self.frame.show_saved(said.format(label=evidence.label))

    def _on_left(self, number: int) -> None:
        if number == 0:
            self._keep(then=-1)
        else:
            self.pages[number].leave()

    def _on_shown(self, number: int) -> None:
        if number > 0 and not self._evidence_id:
            # The other steps belong to an item that is kept: come back here until it is.
            self._then = number
            self.frame.go(0)
            return
        self.frame.show_troubles(())
        self.pages[number].enter()

    def _keep(self, then: int) -> None:
        """Keep the item, or record what was changed in its first step."""
        if self._evidence_id:
            self._record_first()
            return
        if self._keeping:
            return
        if self.line.empty:
            self._then = -1
            self.frame.show_troubles((Trouble(self.t("Type one line, or add a file."), self.line.line),))
            return
        self._keeping = True
        self._then = max(self._then, then)
        draft = EvidenceDraft(title=self.line.line.text(), text=self.line.text.text(), session_id=self._session_id)
        call = partial(self.ctx.services.evidence.capture, self.audit_id, draft, self.line.files)
        self.ctx.jobs.write(call, self._on_kept, self._on_refused, urgent=True, origin=self)

    def _record_first(self) -> None:
        for field, editor in (("title", self.line.line), ("text", self.line.text)):
            if editor.changed:
                call = partial(self.ctx.services.fields.set, "evidence", self._evidence_id, field, editor.text())
                self.ctx.jobs.write(call, urgent=True, origin=self)
                editor.finish()

    def _on_kept(self, made: Made) -> None:
        self._evidence_id, self._keeping = made.id, False
        self.line.line.finish()
        self.line.text.finish()
        self.ctx.jobs.write(partial(self.ctx.services.fields.drop_loose, self._key()))
        self.load()

    def _on_refused(self, problem: BaseException) -> None:
        self._keeping, self._then = False, -1
        self._tell(problem)

    def _tell(self, problem: BaseException) -> None:
        if isinstance(problem, AuditError):
            self.frame.show_troubles((Trouble(say(self.ctx.words, problem), self.line.line),))
        else:
            self.ctx.jobs.problem.emit(problem)

    def _on_typed(self) -> None:
        text = f"{self.line.line.text()}\n{self.line.text.text()}"
        call = partial(self.ctx.services.fields.keep_loose, self._key(), text, audit_id=self.audit_id)
        self.ctx.jobs.write(call, urgent=True)

    def _on_draft(self, text: str) -> None:
        if text and self.line.empty:
            title, _, more = text.partition("\n")
            self.line.show_draft(title, more)

    def _key(self) -> str:
        return f"evidence:{self.audit_id}"

    def _on_files(self, files: tuple[IncomingFile, ...]) -> None:
        call = partial(self.ctx.services.evidence.attach, self._evidence_id, files)
        self.ctx.jobs.write(call, None, self._tell, urgent=True, origin=self)

    def _on_linked(self, draft: LinkDraft) -> None:
        call = partial(self.ctx.services.evidence.link, self._evidence_id, draft)
        self.ctx.jobs.write(call, self._on_link_done, self._on_link_refused, urgent=True, origin=self)

    def _on_link_done(self, made: object) -> None:
        del made
        self.belongs.show_problem("")

    def _on_link_refused(self, problem: BaseException) -> None:
        if isinstance(problem, AuditError):
            self.belongs.show_problem(say(self.ctx.words, problem))
        else:
            self.ctx.jobs.problem.emit(problem)

    def _on_unlinked(self, link_id: str) -> None:
        self.ctx.jobs.write(partial(self.ctx.services.evidence.unlink, link_id), urgent=True, origin=self)

    def leave(self) -> None:
        """Hand over what is being typed; an item that is not kept yet is kept."""
        if not self._evidence_id and not self.line.empty:
            self._keep(then=-1)
        elif self._evidence_id:
            self._record_first()
        for page in self.pages:
            page.leave()

    def _on_finish(self) -> None:
        self.leave()
        self.ctx.navigator.go("fieldwork", self.audit_id, self._evidence_id)
