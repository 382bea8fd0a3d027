"""Step of the closing meeting: each finding read out with its evidence, and what the client says to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from app.domain.findings import is_nonconformity
from app.domain.kinds import Acknowledgement, FindingState
from app.domain.words import word
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.theme.icons import icon
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.card import Card
from app.ui.widgets.chip import chip_look
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.wizards.step import MeetingStep

if TYPE_CHECKING:
    from app.domain.fieldwork import Finding, Meeting
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

ANSWERS = (Acknowledgement.ACCEPTED, Acknowledgement.UNDERSTOOD, Acknowledgement.DISPUTED)


class MeetingFindings(MeetingStep):
    """Findings in the order in which they are read; 1, 2, 3 record what the client says."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(
            ctx,
            ctx.t("Findings"),
            ctx.t("Read each one out with its evidence, so that it is understood. Understood is not accepted."),
        )
        self._findings: tuple[Finding, ...] = ()
        self._record: AuditRecord | None = None
        self._list = QListWidget()
        self._list.setObjectName("framed")
        self._list.setAccessibleName(self.t("Findings to present"))
        self._list.setTabKeyNavigation(False)
        self._list.setMinimumWidth(240)
        self._list.currentRowChanged.connect(self._show_finding)
        self._head = PlainLabel("", "title2", wrap=True)
        self._requirement = PlainLabel("", "strong", wrap=True)
        self._statement = PlainLabel("", "title3", wrap=True)
        self._evidence = PlainLabel("", wrap=True)
        self._answer = ChoiceRow([Choice(one.value, self.t(word(one))) for one in ANSWERS])
        self._answer.chosen.connect(self._on_answer)
        self._by = AutosaveLine()
        self._words = AutosaveText(lines=3)
        self._binder = Binder(ctx, "finding", audit_id, self)
        self._view = RowForm(self._binder).text("team_view", self.t("The team's &view"), lines=3)
        self._problem = FormField(self.t("The client says"), self._answer)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card()
        for label in (self._head, self._requirement, self._statement, self._evidence):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            card.add(label)
        self._answers = QWidget()
        answers = Card(margin=Space.M)
        answers.add(FormField(self.t("&Who speaks for the client"), self._by))
        self._client_view = FormField(self.t("The client's &words (needed if disputed)"), self._words)
        answers.add(self._client_view)
        answers.add(self._problem)
        answers.add(self._view)
        self._answers = answers
        card.add(answers)
        card.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self._list, 1)
        row.addWidget(card, 3)
        self.body.addLayout(row, 1)

    def show_meeting(self, record: AuditRecord, meeting: Meeting) -> None:
        """Show the findings as they are recorded; withdrawn ones are not presented."""
        self._record = record
        self._findings = tuple(one for one in record.findings if one.state is not FindingState.WITHDRAWN)
        if not self._by.text():
            self._by.show_text(next((one.name for one in record.client.contacts if one.top_management), ""))
        del meeting
        row = max(self._list.currentRow(), 0)
        self._list.blockSignals(True)  # noqa: FBT003 - Qt's way
        self._list.clear()
        for finding in self._findings:
            self._list.addItem(self._item(finding))
        self._list.blockSignals(False)  # noqa: FBT003 - Qt's way
        if self._findings:
            self._list.setCurrentRow(min(row, len(self._findings) - 1))
        self._show_finding(self._list.currentRow())

    def _item(self, finding: Finding) -> QListWidgetItem:
        look = chip_look(finding.grade, self.t)
        said = self.t(word(finding.acknowledgement)) if is_nonconformity(finding.grade) else ""
        item = QListWidgetItem(icon(look.icon, look.tone), f"{isolated(finding.label)}  {look.text}\n{said}".rstrip())
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{finding.label} {look.text} {said}")
        return item

    def _show_finding(self, row: int) -> None:
        if not 0 <= row < len(self._findings):
            self._head.setText(self.t("There is no finding to present."))
            self._answers.hide()
            return
        finding = self._findings[row]
        look = chip_look(finding.grade, self.t)
        self._head.setText(f"{isolated(finding.label)}  {look.text}")
        self._requirement.setText(_requirements(finding, self._record))
        self._statement.setText(finding.statement)
        self._evidence.setText(finding.objective_evidence)
        self._answers.setVisible(is_nonconformity(finding.grade))
        self._answer.show_value(
            "" if finding.acknowledgement is Acknowledgement.OPEN else finding.acknowledgement.value
        )
        self._words.show_text(finding.client_view)
        self._view.setVisible(finding.acknowledgement is Acknowledgement.DISPUTED)
        self._binder.show(finding)

    def field(self, name: str) -> QWidget | None:
        """Return the list for problems about findings."""
        return self._list if name == "findings" else None

    def enter(self) -> None:
        """Begin with the list."""
        self._list.setFocus()

    def leave(self) -> None:
        """Hand over what is being typed."""
        self._binder.finish()

    def _on_answer(self, value: str) -> None:
        finding = self._findings[self._list.currentRow()]
        call = partial(
            self.ctx.services.findings.acknowledge,
            finding.id,
            Acknowledgement(value),
            self._by.text(),
            self._words.text(),
        )
        self.ctx.jobs.write(call, self._on_recorded, self._on_refused, urgent=True, origin=self)

    def _on_recorded(self, changes: object) -> None:
        del changes
        self._problem.show_problem("")
        self._words.finish()

    def _on_refused(self, problem: BaseException) -> None:
        from app.domain.errors import AuditError  # noqa: PLC0415 - only when something was refused
        from app.ui.saying import say  # noqa: PLC0415 - only when something was refused

        self._answer.show_value("")
        if not isinstance(problem, AuditError):
            self.ctx.jobs.problem.emit(problem)
            return
        field = self._client_view if problem.code == "words_missing" else self._problem
        self._problem.show_problem(say(self.ctx.words, problem))
        (self._words if field is self._client_view else self._by).setFocus()


def _requirements(finding: Finding, record: AuditRecord | None) -> str:
    """Return the requirements with their titles, the leading one first."""
    titles = {item.ref: item.title for one in (record.criteria if record else ()) for item in one.items}
    links = sorted(finding.links, key=lambda link: not link.leading)
    return "\n".join(
        f"{isolated(f'{link.ref} {link.part}'.strip())}  {titles.get(link.ref, '')}" if link.ref else link.other
        for link in links
    )
