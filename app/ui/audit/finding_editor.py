"""Everything about one finding, with what is missing said beside each field; no place for a cause or a solution."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.kinds import EvidenceState, FindingState, Grade
from app.ui.audit.base import FINISHED
from app.ui.audit.binding import Binder
from app.ui.audit.completeness import CompletenessLine
from app.ui.audit.concern_fields import ConcernFields
from app.ui.audit.editors import RowForm
from app.ui.audit.finding_repeats import RepeatsPart
from app.ui.audit.finding_rules_part import RulesPart
from app.ui.audit.finding_table import FindingRow, short_grade
from app.ui.audit.grade_history import GradeHistory
from app.ui.saying import say
from app.ui.signing.finding_part import FindingSigning
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.chip import Chip, ChipLook, chip_look
from app.ui.widgets.chip_list import ChipLine, ChipList
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.dialog import Confirm
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.widgets.pick_line import PickLine
from app.ui.widgets.problem_line import Banner
from app.ui.widgets.requirement_field import RequirementField
from app.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from app.domain.drafts import LinkDraft
    from app.domain.fieldwork import Evidence
    from app.domain.problems import Problem
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

_MOST = 12


class FindingEditor(QWidget):
    """The pane beside the table.

    Signals:
        jumped: id of an evidence item to go to.
    """

    jumped = Signal(str)

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._t = ctx, ctx.t
        self._row: FindingRow | None = None
        self._record: AuditRecord | None = None
        self._asked: tuple[str, Grade | None] = ("", None)
        t = ctx.t
        self.binder = Binder(ctx, "finding", audit_id, self)
        form = RowForm(self.binder)
        self._number, self._state = PlainLabel("", "title3"), Chip(ChipLook("", "open"))
        self._withdraw = Button(t("Withdraw…"), "quiet")
        self._banner = Banner("", "warning", t("Take it up again"))
        self.completeness = CompletenessLine(ctx.words)
        self.grade = ChoiceRow([Choice(one.value, look.text, look.icon, look.tone) for one, look in self._grades()])
        said = t("The finding is issued: each change is kept with its reason.")
        self._issued_reason = FormField(t("Reason for the change"), self.binder.reason_line(), said)
        self.title = form.line("title", t("Title"))
        self.requirements = RequirementField(ctx.words, leading=True, other=True)
        self._links = FormField(t("Requirement"), self.requirements)
        self.statement = form.text(
            "statement", t("Statement"), t("What is not as it must be. No cause, no solution."), lines=3
        )
        self.objective = form.text(
            "objective_evidence",
            t("Objective evidence"),
            t("The exact items: numbers, dates, names of records."),
            lines=4,
        )
        self.concern = ConcernFields(ctx, self.binder)
        self._grade_reason = form.text("grade_reason", t("Why this grade"), lines=2)
        self._evidence, self._pick = (
            ChipList(ctx.words, t("Evidence it rests on")),
            PickLine(t("Number or words of the evidence"), self._offers),
        )
        self._sites, self._site_pick = ChipList(ctx.words, t("Sites")), PickLine(t("Site"), self._site_offers)
        self._process, self._happened = form.line("process", t("Process")), form.moment("happened_at", t("Found on"))
        self._history = GradeHistory(ctx)
        self.confirming = FindingSigning(ctx, audit_id)
        self.rules, self.repeats = RulesPart(ctx), RepeatsPart(ctx)
        self._fields = {
            "title": self.title, "links": self._links, "statement": self.statement, "grade": None,
            "objective_evidence": self.objective, "grade_reason": self._grade_reason, "evidence_ids": None,
            "could_become": self.concern.could_become, "concern_rating": self.concern.rating,
        }  # fmt: skip
        self._lay_out()
        self._connect()

    def _grades(self) -> list[tuple[Grade, ChipLook]]:
        return [(one, short_grade(self._t, one)) for one in Grade]

    def _lay_out(self) -> None:
        t = self._t
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._number)
        head.addWidget(self._state)
        head.addStretch(1)
        head.addWidget(self._withdraw)
        self._grade_field = FormField(t("Grade"), self.grade)
        self._evidence_field = FormField(t("Evidence"), self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M + 2)
        column.addLayout(head)
        for widget in (
            self._banner, self.completeness, self.rules, self._issued_reason, self._grade_field, self.concern,
            self.title, self._links, self.repeats, self.statement, self.objective, self._evidence_field, self._evidence,
            self._grade_reason, FormField(t("Sites"), self._site_pick), self._sites, self._process, self._happened,
            self._history, self.confirming,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        self._fields["grade"], self._fields["evidence_ids"] = self._grade_field, self._evidence_field

    def _connect(self) -> None:
        self.grade.chosen.connect(self._on_grade)
        self.requirements.wanted.connect(self._on_link)
        self.requirements.removed.connect(self._on_unlink)
        self.requirements.led.connect(self._on_lead)
        self._pick.picked.connect(self._on_evidence)
        self._evidence.removed.connect(self._on_evidence_off)
        self._site_pick.picked.connect(self._on_site)
        self._sites.removed.connect(self._on_site_off)
        self._withdraw.clicked.connect(self._on_withdraw)
        self._banner.pressed.connect(self._on_take_up)
        self.completeness.wanted.connect(self.focus_field)

    def show_audit(self, record: AuditRecord) -> None:
        """Offer requirements, evidence and sites of the audit; stage 1 raises concerns."""
        self._record = record
        self.requirements.set_items(item for criteria in record.criteria for item in criteria.items)

    def show_row(self, row: FindingRow) -> None:
        """Show a finding with what it lacks."""
        self._row = row
        one = row.finding
        self.binder.show(one)
        self.grade.show_value(one.grade.value)
        self.concern.setVisible(one.grade is Grade.CONCERN)
        self.requirements.show_links(one.links)
        self._number.setText(isolated(one.label))
        self._state.show_look(chip_look(one.state, self._t))
        withdrawn = one.state is FindingState.WITHDRAWN
        said = self._t("Withdrawn: {reason}").format(reason=one.withdrawn_reason) if withdrawn else ""
        self._banner.show_text(said, "warning")
        self._withdraw.setVisible(not withdrawn)
        closed = self._record is not None and self._record.audit.state in FINISHED
        self._issued_reason.setVisible(one.state is FindingState.ISSUED and not closed)
        self._show_chips(row)
        self._show_problems(row.problems)
        self._history.show_history(one)
        if self._record is not None:
            self.confirming.show_finding(self._record, one)
        self.rules.show_rules(one.id, row.rules)
        self.repeats.show_repeats(one.id, row.history, row.offers)
        follow_layout(self)

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field."""
        field = self._fields.get(name)
        if isinstance(field, FormField):
            field.editor.setFocus()

    def _show_chips(self, row: FindingRow) -> None:
        if self._record is None:
            return
        items = {one.id: one for one in self._record.evidence}
        chips = [self._evidence_chip(items[key]) for key in row.finding.evidence_ids if key in items]
        self._evidence.show_chips(chips)
        sites = {one.id: one for one in self._record.sites}
        found = [sites[key] for key in row.finding.site_ids if key in sites]
        self._sites.show_chips([ChipLine(one.id, f"{one.label} {one.name}".strip(), "", "site") for one in found])

    def _evidence_chip(self, one: Evidence) -> ChipLine:
        withdrawn = one.state is EvidenceState.WITHDRAWN
        return ChipLine(one.id, one.label, one.title or one.text, "evidence", "danger" if withdrawn else "neutral")

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        self.completeness.show_problems(problems)
        for name, field in self._fields.items():
            here = [one for one in problems if one.field == name]
            said = next((say(self._ctx.words, one) for one in sorted(here, key=_weight)), "")
            if isinstance(field, FormField):
                field.show_problem(said if any(one.blocking for one in here) else "")
                field.show_hint("" if any(one.blocking for one in here) else said)

    def _offers(self, typed: str) -> list[tuple[str, str]]:
        words = typed.casefold().split()
        found = []
        for one in self._record.evidence if self._record else ():
            refs = " ".join(link.ref for link in one.links)
            text = f"{one.label} {one.title} {one.text} {refs}".casefold()
            if one.state is not EvidenceState.WITHDRAWN and all(word in text for word in words):
                found.append((one.id, f"{isolated(one.label)}   {one.title or one.text}"))
        return found[:_MOST]

    def _site_offers(self, typed: str) -> list[tuple[str, str]]:
        sites = self._record.sites if self._record else ()
        named = [(one.id, f"{one.label} {one.name}".strip()) for one in sites]
        return [(key, text) for key, text in named if typed.casefold().strip() in text.casefold()]

    def _on_link(self, draft: LinkDraft) -> None:
        if self._row is not None:
            self._write(partial(self._ctx.services.findings.link, self._row.id, draft))

    def _on_unlink(self, link_id: str) -> None:
        self._write(partial(self._ctx.services.findings.unlink, link_id))

    def _on_lead(self, link_id: str) -> None:
        self._write(partial(self._ctx.services.findings.lead_with, link_id))

    def _on_evidence(self, evidence_id: str) -> None:
        if self._row is not None:
            self._write(partial(self._ctx.services.findings.use_evidence, self._row.id, evidence_id))

    def _on_evidence_off(self, evidence_id: str) -> None:
        if self._row is not None:
            self._write(partial(self._ctx.services.findings.untie, self._row.id, evidence_id=evidence_id))

    def _on_site(self, site_id: str) -> None:
        if self._row is not None:
            self._write(partial(self._ctx.services.findings.at_site, self._row.id, site_id))

    def _on_site_off(self, site_id: str) -> None:
        if self._row is not None:
            self._write(partial(self._ctx.services.findings.untie, self._row.id, site_id=site_id))

    def _on_grade(self, value: str) -> None:
        if self._row is None:
            return
        t, grade = self._t, Grade(value)
        one = self._row.finding
        if one.state is FindingState.DRAFT and not one.statement.strip():
            # Nothing was said to anybody yet: choosing the grade is part of writing the draft.
            self._write(partial(self._ctx.services.findings.regrade, one.id, grade, t("Chosen while drafting")))
            return
        title = t("{number}: {grade}").format(number=self._row.finding.label, grade=short_grade(t, grade).text)
        text = t("The old grade stays in the history, with who changed it, when and why.")
        self._ask((self._row.id, grade), title, text, verb=t("Change the grade"), danger=False)

    def _on_withdraw(self) -> None:
        if self._row is None:
            return
        t = self._t
        title = t("Withdraw {number}?").format(number=self._row.finding.label)
        text = t("Number, text and history stay on record.")
        self._ask((self._row.id, None), title, text, verb=t("Withdraw"), danger=True)

    def _ask(self, asked: tuple[str, Grade | None], title: str, text: str, *, verb: str, danger: bool) -> None:
        self._asked = asked
        keep, reason = self._t("Leave as it was"), self._t("Reason")
        ask = Confirm(self, title, text, verb=verb, keep=keep, reason=reason, danger=danger)
        ask.confirmed.connect(self._on_reason)
        ask.rejected.connect(self._on_left)
        ask.open()

    def _on_reason(self, reason: str) -> None:
        finding_id, grade = self._asked
        findings = self._ctx.services.findings
        if grade is not None:
            self._write(partial(findings.regrade, finding_id, grade, reason))
            return
        self._write(partial(findings.withdraw, finding_id, reason))
        undo = partial(self._write, partial(findings.take_up_again, finding_id))
        self._ctx.notices.say(self._t("Withdrawn. It stays on record."), action_text=self._t("Undo"), action=undo)

    def _on_left(self) -> None:
        if self._row is not None:
            self.grade.show_value(self._row.finding.grade.value)

    def _on_take_up(self) -> None:
        if self._row is not None:
            self._write(partial(self._ctx.services.findings.take_up_again, self._row.id))

    def _write(self, call: Callable[[], object]) -> None:
        self._ctx.jobs.write(call)


def _weight(one: Problem) -> bool:
    return not one.blocking
