"""The report: its texts, its pages, its signatures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain import gate
from app.domain.changes import Changes
from app.domain.composing_audit import report_kind
from app.domain.errors import AuditError, Cancelled
from app.domain.open_typing import Typing, blockers
from app.domain.readiness import Blocker, Place, holding
from app.ui.audit.base import AuditPage
from app.ui.audit.blocker_card import BlockerCard
from app.ui.audit.deviation_editor import DeviationEditor
from app.ui.audit.panes import Pane, Panes, bare_splitter, scrolled_pane
from app.ui.audit.paper_export import PaperExport
from app.ui.audit.places import go_to, item_of, key_of
from app.ui.audit.preview import Preview
from app.ui.audit.reached_editor import ReachedEditor
from app.ui.audit.recommendation_editor import RecommendationEditor
from app.ui.audit.sign_card import SignCard
from app.ui.audit.signing import Wish, latest_report, sign
from app.ui.audit.spoken import spoken
from app.ui.audit.text_editor import TextEditor
from app.ui.audit.text_list import DEVIATIONS, OBJECTIVES, RECOMMENDATION, TextRow, text_rows, text_table
from app.ui.saying import say
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.progress_card import ProgressCard

if TYPE_CHECKING:
    from app.domain.record import AuditRecord, Paper
    from app.domain.verification import Verification
    from app.ui.context import UiContext

_PREVIEW_LEAST = 220


class ReportPage(AuditPage):
    """Left what is written, right what it becomes. The primary action signs."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, audit_id, ctx.t("Report"), scrolls=False)
        t = self.t
        self._export = Button(t("Save as PDF…"), icon="download")
        self.compose = Button(t("Compose again"), icon="report")
        self._composed = self._signed = False
        self._typing: tuple[Blocker, ...] = ()
        for button in (self._export, self.compose):
            self.add_action(button)
        self.table = text_table(ctx)
        self.text, self.deviations = TextEditor(ctx, audit_id), DeviationEditor(ctx, audit_id)
        self.reached, self.recommendation = ReachedEditor(ctx, audit_id), RecommendationEditor(ctx, audit_id)
        self._editors = QStackedWidget()
        self._editors.setObjectName("card")
        for editor in (self.text, self.recommendation, self.reached, self.deviations):
            self._editors.addWidget(scrolled_pane(editor))
        self._places = {RECOMMENDATION: 1, OBJECTIVES: 2, DEVIATIONS: 3}
        self.blockers = BlockerCard(ctx.words, t("Before signing"), t("Nothing is missing."), few=4)
        self.signing, self.preview = SignCard(ctx, audit_id), Preview(ctx, audit_id)
        self._exporter = PaperExport(ctx, self, ProgressCard(ctx.words))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = bare_splitter(Qt.Orientation.Vertical)
        left.addWidget(self.table)
        left.addWidget(self._editors)
        left.setSizes([300, 380])
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.blockers)
        column.addWidget(self.signing)
        column.addWidget(self.preview, 1)
        self.preview.setMinimumHeight(active().px(_PREVIEW_LEAST))
        self.panes = Panes(Pane(left, 270, 420, share=8), Pane(scrolled_pane(right), 300, 360, share=9))
        self.body.addWidget(self.panes, 1)

    def _connect(self) -> None:
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        self.blockers.jumped.connect(self._on_jump)
        self.compose.clicked.connect(self.preview.compose)
        self.preview.checked.connect(self._on_checked)
        self.preview.shown.connect(self._on_shown)
        self.signing.wanted.connect(self._on_sign)
        self._export.clicked.connect(self._on_export)

    def digest(self, record: AuditRecord) -> tuple[tuple[TextRow, ...], tuple[Blocker, ...]]:
        """Compute the rows of the list and what holds the signature."""
        return text_rows(record, self.t), _without_reasons(record)

    def show_record(self, record: AuditRecord) -> None:
        """Show texts, what is missing, signatures."""
        self.set_title(self.title, f"{record.client.name}  ·  {record.audit.reference}")
        rows, found = self.digested
        self.table.set_rows(rows)
        if not self.table.selected_id:
            self.table.select(RECOMMENDATION)
        self._show_editor(self.table.selected)
        paper = latest_report(record)
        signed = bool(paper and paper.signatures)
        ready = not holding(found)
        self._show_blockers(signed=signed)
        self.signing.kind = report_kind(record)
        self.signing.setVisible(ready or signed)
        self.signing.show_record(record, ready=ready)
        self._export.setVisible(signed)
        self._signed = signed
        self._show_compose()
        self.ctx.jobs.read(partial(self.ctx.services.workspace.head, self.audit_id), self._on_head)
        self.ctx.jobs.read(partial(self.ctx.services.fields.open_drafts, self.audit_id), self._on_typing)

    def bring(self, item_id: str) -> None:
        """Show a text by its key, an objective by its id, or a field of the recommendation as `#field`."""
        row, _hash, field = item_id.partition("#")
        if field == "reached":
            self.table.select(OBJECTIVES)
            self.reached.focus_first()
        elif row:
            self.table.select(row)
            self._on_opened(self.table.selected)
        else:
            self.table.select(RECOMMENDATION)
            self.recommendation.focus_field(field)

    def editables(self) -> tuple[QWidget, ...]:
        """Return the texts."""
        return (self._editors,)

    def _on_head(self, head: object) -> None:
        if self.record is not None:
            self.preview.show_record(self.record, str(getattr(head, "value", "")))

    def _on_typing(self, drafts: tuple[tuple[str, str, str], ...]) -> None:
        """Show beside the rest what is typed and not finished, wherever it is."""
        if self.record is not None:
            self._typing = blockers(self.record, (Typing(*one) for one in drafts))
            self._show_blockers(signed=self._signed)

    def _show_blockers(self, *, signed: bool) -> None:
        _rows, found = self.digested
        self.blockers.show_blockers((*self._typing, *found))
        self.blockers.setVisible(bool(self._typing or holding(found)) and not signed)

    def _on_row(self, row: TextRow | None) -> None:
        self._show_editor(row)

    def _show_editor(self, row: TextRow | None) -> None:
        if row is None or self.record is None:
            return
        self._editors.setCurrentIndex(self._places.get(row.id, 0))
        if row.id not in self._places:
            self.text.show_row(row, self.record)
        self.recommendation.show_record(self.record)
        self.reached.show_objectives(self.record.objectives)
        self.deviations.show_record(self.record)

    def _on_opened(self, row: TextRow | None) -> None:
        if row is None:
            return
        if row.id == OBJECTIVES:
            self.reached.focus_first()
        elif row.id == RECOMMENDATION:
            self.recommendation.focus_field("conclusion")
        elif row.id == DEVIATIONS:
            self.deviations.rows.setFocus()
        else:
            self.text.text.setFocus()

    def _on_jump(self, place: Place) -> None:
        if key_of(place) == "report":
            self.bring(item_of(place))
        else:
            go_to(self.ctx, self.audit_id, place)

    def _on_sign(self, wish: Wish) -> None:
        self.leave()
        paper = latest_report(self.record) if self.record else None
        call = partial(sign, self.ctx.services, paper, wish)
        job = self.ctx.jobs.long(partial(spoken, call, self.t), self._on_signed, self._on_refused)
        self.preview.follow(job, self.t("Signing the report"))
        self.signing.sign.setEnabled(False)

    def _on_signed(self, paper: Paper) -> None:
        self.signing.password.clear()
        self.ctx.notices.say(self.t("Signed: revision {n} of the report").format(n=paper.revision), tone="ok")
        self.ctx.bus.tell(Changes(frozenset({"paper", "audit"}), self.audit_id, (paper.id,)), self)
        self.load()

    def _on_refused(self, problem: BaseException) -> None:
        self.signing.sign.setEnabled(True)
        if isinstance(problem, AuditError):
            self.signing.show_problem(say(self.ctx.words, problem))
        elif not isinstance(problem, Cancelled):
            self.ctx.jobs.problem.emit(problem)
        self.load()

    def _on_shown(self) -> None:
        self._composed = True
        self._show_compose()

    def _show_compose(self) -> None:
        """Offer composing again here once there are pages; before, their place offers it."""
        self.compose.setVisible(self._composed and not self._signed)

    def _on_checked(self, found: Verification) -> None:
        self.signing.verdict.show_verification(found)

    def _on_export(self) -> None:
        paper = latest_report(self.record) if self.record else None
        if paper is not None and self.record is not None:
            name = f"{self.record.audit.reference}-report-{paper.revision}.pdf".replace("/", "-")
            self._exporter.save(partial(self.ctx.services.reports.file, paper.id), name)


def _without_reasons(record: AuditRecord) -> tuple[Blocker, ...]:
    """Return what is missing before the signature; what was left open with a reason is on the closing page."""
    return tuple(one.blocker for one in gate.entries(record) if one.reason is None)
