"""The findings of an audit: the table by grade, and the editor that says what is missing while one writes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.composing_samples import sample_sentence
from app.domain.drafts import FindingDraft, LinkDraft
from app.domain.findings import proposed_grade
from app.domain.kinds import AuditType, CarriedState, Grade
from app.services.threads import Target
from app.translation import load
from app.ui.audit.base import FINISHED, AuditPage
from app.ui.audit.finding_editor import FindingEditor
from app.ui.audit.finding_table import ALL, FindingRow, filter_choices, finding_rows, finding_table, fits
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.audit.trail_dialog import put_on_trail
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.filter_bar import FilterBar

if TYPE_CHECKING:
    from app.domain.fieldwork import Evidence
    from app.domain.record import AuditRecord
    from app.services.base import Made
    from app.ui.context import UiContext

_NEW = "new:"


class FindingsPage(AuditPage):
    """Ctrl+Shift+N writes a new finding."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, audit_id, ctx.t("Findings"), scrolls=False)
        t = self.t
        self._wanted = self._field = ""
        self._fresh = False
        self.new = Button(t("New finding"), "primary", icon="plus")
        self.carried = Button(" ", "quiet", "undo")
        self.carried.hide()
        self.carried.clicked.connect(self._on_carried)
        self.add_action(self.carried)
        self.add_action(self.new)
        self.filter = FilterBar(ctx.words, t("Find in the findings"), filter_choices(t), t("Show"))
        self.table = finding_table(ctx)
        self.table.set_filter("", partial(fits, ALL))
        self.editor = FindingEditor(ctx, audit_id)
        self._right = QStackedWidget()
        self._right.setObjectName("card")
        self._right.addWidget(EmptyState("finding", t("No finding is chosen"), t("Choose one, or write a new one.")))
        self._right.addWidget(scrolled_pane(self.editor))
        self._empty = EmptyState(
            "finding",
            t("No findings yet"),
            t("A finding names the requirement, says what is not as it must be, and rests on evidence."),
            t("Write the first finding"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full())
        self.body.addWidget(self._stack, 1)
        self._connect()

    def _full(self) -> QWidget:
        self.panes = Panes(Pane(self.table, 280, 150), Pane(self._right, 300, 230))
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.filter)
        column.addWidget(self.panes, 1)
        return full

    def _connect(self) -> None:
        self.new.clicked.connect(self._on_new)
        self._empty.started.connect(self._on_new)
        self.filter.changed.connect(self._on_filter)
        self.table.filtered.connect(self.filter.show_count)
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        self.add_key(self.t("New finding"), "Ctrl+Shift+N", self._on_new)
        self.add_key(self.t("Put on an audit trail"), "Ctrl+T", self._on_trail)

    def digest(self, record: AuditRecord) -> tuple[FindingRow, ...]:
        """Compute the rows with what each lacks."""
        return finding_rows(record, self.ctx.services.finding_rules.earlier(record.audit.id))

    def show_record(self, record: AuditRecord) -> None:
        """Show the findings; a new one is chosen and its first field has the cursor."""
        self.set_title(self.title, f"{record.client.name}  ·  {record.audit.reference}")
        self._show_carried(record)
        self.editor.show_audit(record)
        self.table.set_rows(self.digested)
        self._stack.setCurrentIndex(int(bool(record.findings)))
        self.new.setVisible(bool(record.findings) and record.audit.state not in FINISHED)
        if self._wanted and self.table.select(self._wanted):
            self._arrive()
        self._on_row(self.table.selected)
        if not self.table.selected_id and self.table.rows.rowCount():
            self.table.select(self.table.rows.id_at(0))

    def _show_carried(self, record: AuditRecord) -> None:
        """Offer the way to what the audit before handed on; it gets its results on the overview."""
        still = sum(one.state is CarriedState.OPEN for one in record.carried)
        text = self.ctx.tn("From the last audit ({n} open)", "From the last audit ({n} open)", still)
        self.carried.setText(text.format(n=still))
        self.carried.setVisible(bool(record.carried))

    def _on_carried(self) -> None:
        self.ctx.navigator.go("overview", self.audit_id, "#carried")

    def bring(self, item_id: str) -> None:
        """Show a finding (`id#field`), or write a new one from an evidence item (`new:` and its id)."""
        if item_id.startswith(_NEW):
            self._draft_from(item_id.removeprefix(_NEW))
            return
        self._wanted, _hash, self._field = item_id.partition("#")
        if self.table.rows.place_of(self._wanted) < 0:
            self.filter.clear()
            self.table.set_filter("", partial(fits, ALL))
        if self.table.select(self._wanted):
            self._arrive()

    def editables(self) -> tuple[QWidget, ...]:
        """Return the editor and the button for new findings."""
        return (self.editor,)

    def _arrive(self) -> None:
        field, self._field, self._wanted = self._field, "", ""
        if self._fresh:
            self._fresh = False
            self.editor.title.editor.setFocus()
        elif field:
            self.editor.focus_field(field)

    def _draft_from(self, evidence_id: str) -> None:
        """Write a draft that rests on an evidence item and takes over its requirements."""
        item = next((one for one in self.record.evidence if one.id == evidence_id), None) if self.record else None
        if item is None:
            return
        links = tuple(
            LinkDraft(ref=link.ref, part=link.part, other=link.other, leading=place == 0)
            for place, link in enumerate(item.links)
        )
        sites = (item.site_id,) if item.site_id else ()
        draft = FindingDraft(
            grade=proposed_grade((item,)),
            title=item.title,
            links=links,
            evidence_ids=(item.id,),
            site_ids=sites,
            objective_evidence=self._of_sample(item),
        )
        self._send(draft)

    def _of_sample(self, item: Evidence) -> str:
        """Return what the rounds of a sample showed, in the language of the papers, as a proposal."""
        language = self.record.audit.report_language if self.record else ""
        return sample_sentence(item, load(language)) if item.rounds else ""

    def _on_new(self) -> None:
        stage1 = self.record is not None and self.record.audit.type is AuditType.STAGE1
        self._send(FindingDraft(grade=Grade.CONCERN if stage1 else Grade.MINOR))

    def _send(self, draft: FindingDraft) -> None:
        call = partial(self.ctx.services.findings.draft, self.audit_id, draft)
        self.ctx.jobs.write(call, self._on_made, urgent=True)

    def _on_made(self, made: Made) -> None:
        self._wanted, self._fresh = made.id, True

    def _on_trail(self) -> None:
        if self.record is not None and self.table.selected_id:
            put_on_trail(self, self.ctx, self.record, (Target(finding_id=self.table.selected_id),))

    def _on_filter(self, words: str, value: str) -> None:
        self.table.set_filter(words, partial(fits, value or ALL))

    def _on_row(self, row: FindingRow | None) -> None:
        self._right.setCurrentIndex(int(row is not None))
        if row is not None:
            self.editor.show_row(row)

    def _on_opened(self, row: FindingRow) -> None:
        del row
        self.editor.title.editor.setFocus()
