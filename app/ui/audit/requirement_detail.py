"""Everything about one requirement: verdict, judgements, note, what it rests on, what came before, what to look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.kinds import ItemKind, Verdict
from app.domain.words import word
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.audit.guidance_pane import GuidancePane
from app.ui.audit.judgement_part import JudgementPart
from app.ui.audit.requirement_table import MARKS, Sheet, SheetRow
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
    from app.domain.preparing import CarriedItem
    from app.domain.record import AuditRecord, TimetableRow
    from app.ui.context import UiContext


VERDICT, GUIDANCE = "verdict", "guidance"


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
        t = ctx.t
        self.side = ChoiceRow(
            [Choice(VERDICT, t("Verdict"), "coverage"), Choice(GUIDANCE, t("What to look for"), "bulb")],
            VERDICT,
            t("Beside the row"),
        )
        self.guidance = GuidancePane(ctx, audit_id)
        self.judgements = JudgementPart(ctx, audit_id)
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
        self.side.chosen.connect(self._on_side)
        self.guidance.jumped.connect(self.jumped)
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
        column.addWidget(self.side)
        self._verdict_side = QWidget()
        verdict = QVBoxLayout(self._verdict_side)
        verdict.setContentsMargins(0, 0, 0, 0)
        verdict.setSpacing(Space.M)
        verdict.addWidget(self._gap)
        verdict.addWidget(FormField(self._t("Verdict"), self.verdict))
        verdict.addLayout(offer)
        for widget in (self.reason, self.note, self.judgements):
            verdict.addWidget(widget)
        verdict.addLayout(self._links)
        column.addWidget(self._verdict_side)
        column.addWidget(self.guidance)
        column.addStretch(1)
        self.guidance.hide()

    def show_audit(self, record: AuditRecord, sheet: Sheet) -> None:
        """Learn the team, the sites and the guidance."""
        self.judgements.show_audit(record, sheet.me)
        self.guidance.show_audit(record, sheet)

    def toggle_guidance(self) -> None:
        """Go from one side to the other, and put the cursor there."""
        other = VERDICT if self.side.value == GUIDANCE else GUIDANCE
        self.side.show_value(other)
        self._on_side(other)
        (self.guidance if other == GUIDANCE else self.side).setFocus()

    def _on_side(self, value: str) -> None:
        self._verdict_side.setVisible(value == VERDICT)
        self.guidance.setVisible(value == GUIDANCE)
        follow_layout(self)

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
        self._gap.show_text(self._gap_text(row), "warning")
        needs = verdict.verdict in (Verdict.NOT_AUDITED, Verdict.NOT_APPLICABLE)
        self.reason.setVisible(needs or bool(verdict.reason))
        self._show_proposal(row)
        self.judgements.show_row(row)
        self.guidance.show_ref(row.id)
        self._show_links(row)
        follow_layout(self)

    def _gap_text(self, row: SheetRow) -> str:
        """Return what is missing or contradicts; judgements that differ are a question to the lead auditor."""
        said = [say(self._ctx.words, one) for one in row.problems if one.code != "judgements_differ"]
        if row.proposal.question:
            differing = ", ".join(self._t(word(one)) for one in row.proposal.differing)
            asked = self._t("The judgements differ: {verdicts}. The lead auditor decides.")
            said.append(asked.format(verdicts=differing))
        return "  ".join(said)

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
        self._proposal.setText(text.replace("&", "&&"))

    def _show_links(self, row: SheetRow) -> None:
        clear(self._links)
        self._add_before(row)
        t = self._t
        if row.view.findings:
            self._head(t("Findings"))
        for finding in row.view.findings:
            look = chip_look(finding.grade, t)
            text = f"{isolated(finding.label)}  {finding.title or finding.statement}"
            self._add_line(JumpLine(text, ("findings", finding.id), look.icon, look.tone))
        self._head(t("Evidence"))
        if not row.view.evidence:
            self._links.addWidget(PlainLabel(t("No evidence is linked yet."), "small", "muted"))
        for one in row.view.evidence:
            text = f"{isolated(one.label)}  {one.title or one.text}"
            self._add_line(JumpLine(text, ("fieldwork", one.id), "evidence", "muted"))

    def _add_before(self, row: SheetRow) -> None:
        """Say where it is planned and what the last audit found or handed on."""
        t, around = self._t, row.context
        if around.rows:
            self._head(t("In the plan"))
        for one in around.rows:
            self._add_line(JumpLine(self._planned(one), ("plan", one.id), "plan", "muted"))
        if around.last is not None or around.carried:
            self._head(t("From earlier audits"))
        if around.last is not None:
            said = t("{audit}: {verdict}").format(
                audit=isolated(around.last.audit), verdict=t(word(around.last.verdict))
            )
            numbers = ", ".join(isolated(one.number) for one in around.last.findings)
            self._links.addWidget(PlainLabel("  ·  ".join(part for part in (said, numbers) if part), "body", wrap=True))
        for item in around.carried:
            self._links.addWidget(PlainLabel(self._handed_on(item), "body", wrap=True))

    def _planned(self, one: TimetableRow) -> str:
        day = self._ctx.words.day(one.day) if one.day else ""
        times = isolated(f"{one.starts}–{one.ends}") if one.starts else ""
        label = isolated(one.label) if one.label else ""
        return "  ·  ".join(part for part in (label, one.topic, f"{day} {times}".strip(), one.auditors) if part)

    def _handed_on(self, item: CarriedItem) -> str:
        t = self._t
        parts = (isolated(item.label) if item.label else "", t(word(item.kind)), item.text, t(word(item.state)))
        return "  ·  ".join(part for part in parts if part)

    def _head(self, text: str) -> None:
        self._links.addSpacing(Space.S)
        self._links.addWidget(PlainLabel(text, "label"))

    def _add_line(self, line: JumpLine) -> None:
        line.jumped.connect(self.jumped)
        self._links.addWidget(line)

    def _on_verdict(self, value: str) -> None:
        self.verdict_wanted.emit(Verdict(value))

    def _on_proposal(self) -> None:
        if self._row is not None:
            self.verdict_wanted.emit(self._row.proposal.verdict)
