"""Everything about one requirement: verdict, note, proposal, what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.kinds import ItemKind, Verdict
from app.domain.words import word
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.audit.requirement_table import MARKS, SheetRow
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.chip import chip_look
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.clearing import clear
from app.ui.widgets.form_field import FormField
from app.ui.widgets.jump_line import JumpLine
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.widgets.problem_line import Banner
from app.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class RequirementDetail(QWidget):
    """The pane beside the work sheet.

    Signals:
        verdict_wanted: the `Verdict` that was chosen for the row.
        jumped: (page key, id) of an evidence item or finding to go to.
    """

    verdict_wanted = Signal(object)
    jumped = Signal(object)

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._t = ctx, ctx.t
        self._row: SheetRow | None = None
        self._names: dict[str, str] = {}
        t = ctx.t
        self.binder = Binder(ctx, "verdict", audit_id, self)
        form = RowForm(self.binder)
        looks = [(one, chip_look(one, t)) for one in MARKS]
        self.verdict = ChoiceRow([Choice(one.value, look.text, look.icon, look.tone) for one, look in looks])
        self.note = form.text("note", t("Note"), lines=3)
        self.reason = form.text("reason", t("Reason"), t("Needed for what was not audited or does not apply."), lines=2)
        self._ref, self._title = PlainLabel("", "caps", "accent"), PlainLabel("", "title3", wrap=True)
        self._facts = PlainLabel("", "small", "muted", wrap=True)
        self._soa = Banner("", "info")
        self._gap = Banner("", "warning")
        self._proposal = Button("", "quiet", icon="bulb")
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        self._lay_out()
        self.verdict.chosen.connect(self._on_verdict)
        self._proposal.clicked.connect(self._on_proposal)

    def _lay_out(self) -> None:
        offer = QHBoxLayout()
        offer.addWidget(self._proposal)
        offer.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        head = QVBoxLayout()
        head.setSpacing(Space.XXS)
        for label in (self._ref, self._title, self._facts):
            head.addWidget(label)
        column.addLayout(head)
        column.addWidget(self._soa)
        column.addWidget(self._gap)
        column.addWidget(FormField(self._t("Verdict"), self.verdict))
        column.addLayout(offer)
        column.addWidget(self.reason)
        column.addWidget(self.note)
        column.addLayout(self._links)
        column.addStretch(1)

    def show_audit(self, record: AuditRecord) -> None:
        """Learn the names that judgements need."""
        self._names = {one.id: one.name for one in record.team}
        self._names |= {one.id: one.label or one.name for one in record.sites}

    def show_row(self, row: SheetRow) -> None:
        """Show a requirement."""
        self._row = row
        item, verdict = row.view.item, row.view.row
        self.binder.show(verdict)
        self.verdict.show_value(verdict.verdict.value)
        self._ref.setText(isolated(item.ref))
        self._title.setText(item.title)
        self._facts.setText(self._about(row))
        self._facts.setVisible(bool(self._facts.text()))
        self._soa.show_text(self._soa_text(row), "info")
        self._gap.show_text("  ".join(say(self._ctx.words, one) for one in row.problems), "warning")
        needs = verdict.verdict in (Verdict.NOT_AUDITED, Verdict.NOT_APPLICABLE)
        self.reason.setVisible(needs or bool(verdict.reason))
        self._show_proposal(row)
        self._show_links(row)
        follow_layout(self)

    def _about(self, row: SheetRow) -> str:
        item = row.view.item
        parts = [item.theme, item.note]
        if item.mandatory_document:
            parts.append(self._t("Documented: {what}").format(what=item.mandatory_document))
        return "  ·  ".join(part for part in parts if part)

    def _soa_text(self, row: SheetRow) -> str:
        if row.view.item.kind is not ItemKind.CONTROL or row.soa is None:
            return ""
        if not row.soa.applicable:
            return self._t("Excluded in the Statement of Applicability: {reason}").format(reason=row.soa.reason or "–")
        return ""

    def _show_proposal(self, row: SheetRow) -> None:
        wanted = row.proposal.verdict
        shown = wanted not in (Verdict.OPEN, row.verdict)
        self._proposal.setVisible(shown)
        if not shown:
            return
        text = self._t("Proposal from the record: {verdict}").format(verdict=self._t(word(wanted)))
        if row.proposal.question:
            differing = ", ".join(self._t(word(one)) for one in row.proposal.differing)
            text = self._t("The judgements differ ({verdicts}); proposal: {verdict}").format(
                verdicts=differing, verdict=self._t(word(wanted))
            )
        self._proposal.setText(text.replace("&", "&&"))

    def _show_links(self, row: SheetRow) -> None:
        clear(self._links)
        self._add_judgements(row)
        t = self._t
        if row.view.findings:
            self._links.addWidget(PlainLabel(t("Findings"), "label"))
        for finding in row.view.findings:
            look = chip_look(finding.grade, t)
            text = f"{isolated(finding.label)}  {finding.title or finding.statement}"
            self._add_line(JumpLine(text, ("findings", finding.id), look.icon, look.tone))
        title = t("Evidence") if row.view.evidence else t("No evidence is linked yet.")
        self._links.addWidget(PlainLabel(title, "label" if row.view.evidence else "small", "text"))
        for one in row.view.evidence:
            text = f"{isolated(one.label)}  {one.title or one.text}"
            self._add_line(JumpLine(text, ("fieldwork", one.id), "evidence", "muted"))

    def _add_judgements(self, row: SheetRow) -> None:
        if row.view.judgements:
            self._links.addWidget(PlainLabel(self._t("Judgements"), "label"))
        for one in row.view.judgements:
            where = [self._names.get(key or "", "") for key in (one.auditor_id, one.site_id)]
            said = "  ·  ".join(part for part in (*where, self._t(word(one.verdict)), one.note) if part)
            self._links.addWidget(PlainLabel(said, "body", wrap=True))

    def _add_line(self, line: JumpLine) -> None:
        line.jumped.connect(self.jumped)
        self._links.addWidget(line)

    def _on_verdict(self, value: str) -> None:
        self.verdict_wanted.emit(Verdict(value))

    def _on_proposal(self) -> None:
        if self._row is not None:
            self.verdict_wanted.emit(self._row.proposal.verdict)
