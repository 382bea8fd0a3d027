"""Everything about one evidence item, each field saved when it is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.kinds import EvidenceKind, EvidenceState, Judgement
from app.domain.words import word
from app.ui.audit.binding import Binder
from app.ui.audit.destroy_dialog import DestroyDialog
from app.ui.audit.editors import RowForm
from app.ui.audit.evidence_fields import KindFields
from app.ui.audit.evidence_table import judgement_look
from app.ui.audit.file_list import FileList
from app.ui.audit.file_viewer import FileViewer
from app.ui.audit.picture_editor import PictureEditor
from app.ui.audit.sample_editor import SampleEditor
from app.ui.audit.thumbs import Thumbs
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.chip import Chip, ChipLook
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.dialog import Confirm
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.file_drop import FileDrop
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.moment_field import MomentField
from app.ui.widgets.problem_line import Banner
from app.ui.widgets.requirement_field import RequirementField
from app.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from app.domain.destroying import Doomed, Wish
    from app.domain.drafts import LinkDraft
    from app.domain.fieldwork import Attachment, Evidence
    from app.domain.looks import Step
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class EvidenceDetail(QWidget):
    """The pane beside the table.

    Signals:
        files_wanted: id of the item and the files to add to it.
        finding_wanted: id of the item a finding is to be written from.
    """

    files_wanted = Signal(str, tuple)
    finding_wanted = Signal(str)

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._t = ctx, ctx.t
        self._row: Evidence | None = None
        self._edited = ("", "")
        self._destroying = ""
        self._withdrawing = ""
        self._kind_sent = ("", EvidenceKind.NOTE)
        self.binder = Binder(ctx, "evidence", audit_id, self)
        self._form = form = RowForm(self.binder)
        self.thumbs = Thumbs(ctx, self)
        t = ctx.t
        self.title = form.line("title", t("In one line"))
        self._text = form.text("text", t("What was seen or said"), lines=4)
        self.kind = EnumBox([(one.value, t(word(one))) for one in EvidenceKind])
        self.judgement = self._judgement_row()
        self.requirements = RequirementField(ctx.words)
        self._kind_fields = KindFields(ctx, form)
        self.sample = SampleEditor(ctx)
        self._files, self._drop = FileList(ctx.words, self.thumbs), FileDrop(ctx.words, t("Drop or paste"))
        self._happened = form.moment("happened_at", t("Seen on"))
        self._session, self._site = form.pick("session_id", t("Session")), form.pick("site_id", t("Site"))
        self._observer = form.pick("observed_by_id", t("Observed by"))
        self._confidential = form.check("confidential", t("Confidential"))
        self._number, self._state = PlainLabel("", "title3"), Chip(ChipLook("", "open"))
        self._entered = PlainLabel("", "small", "muted", wrap=True)
        self._banner = Banner("", "warning", t("Use it again"))
        self._withdraw = Button(t("Withdraw…"), "quiet")
        self._destroy = Button(t("Destroy what was seen or said…"), "quiet")
        self._to_finding = Button(t("Write a finding from this"), icon="finding")
        self._lay_out()
        self._connect()

    def _judgement_row(self) -> ChoiceRow:
        looks = {one: judgement_look(self._t, one) for one in Judgement}
        row = ChoiceRow([Choice(one.value, look.text, look.icon, look.tone) for one, look in looks.items()])
        self._judging = self._form.take_choice("judgement", row, Judgement)
        return row

    def _lay_out(self) -> None:
        t = self._t
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        for widget in (self._number, self._state):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._withdraw)
        where = QHBoxLayout()
        where.setSpacing(Space.M)
        for field in (self._site, self._observer):
            where.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M + 2)
        column.addLayout(head)
        column.addWidget(self._banner)
        column.addWidget(self.title)
        column.addWidget(self._text)
        column.addWidget(FormField(t("Requirements"), self.requirements))
        column.addWidget(FormField(t("Judgement"), self.judgement))
        column.addWidget(FormField(t("Kind"), self.kind))
        column.addWidget(self._kind_fields)
        column.addWidget(self.sample)
        column.addWidget(FormField(t("Files"), self._drop))
        column.addWidget(self._files)
        column.addWidget(self._happened)
        column.addWidget(self._entered)
        column.addWidget(self._session)
        column.addLayout(where)
        column.addWidget(self._confidential)
        column.addWidget(PlainLabel(t("What is confidential is left out of the report."), "small", "muted", wrap=True))
        column.addWidget(self._to_finding)
        column.addWidget(self._destroy)
        column.addStretch(1)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._on_kind)
        self.requirements.wanted.connect(self._on_link)
        self.requirements.removed.connect(self._on_unlink)
        self._files.view_wanted.connect(self.view_file)
        self._files.save_wanted.connect(self._on_save)
        self._files.removed.connect(self._on_detach)
        self._drop.received.connect(self._on_files)
        self._withdraw.clicked.connect(self.ask_to_withdraw)
        self._banner.pressed.connect(self._on_restore)
        self._to_finding.clicked.connect(self._on_finding)
        self._destroy.clicked.connect(self._on_destroy_text)

    def show_audit(self, record: AuditRecord) -> None:
        """Offer requirements, sessions, sites and people of the audit."""
        self.requirements.set_items(item for criteria in record.criteria for item in criteria.items)
        self.sample.show_audit(record)
        offers = (
            (self._session, [(one.id, one.topic) for one in record.sessions]),
            (self._site, [(one.id, f"{one.label} {one.name}".strip()) for one in record.sites]),
            (self._observer, [(one.id, one.name) for one in record.team]),
        )
        for field, choices in offers:
            if isinstance(field.editor, EnumBox):
                field.editor.set_choices([("", "–"), *choices])

    def show_row(self, row: Evidence) -> None:
        """Show an item."""
        self._row = row
        if isinstance(self._happened.editor, MomentField):
            self._happened.editor.set_zone(row.happened_zone)
        self.binder.show(row)
        self._show_kind(row)
        self._kind_fields.show_rounds(drawn=bool(row.rounds))
        self.sample.show_row(row)
        self.requirements.show_links(row.links)
        self._files.show_files(row.attachments)
        self._number.setText(row.label)
        self._show_state(row)
        entered = self._t("Entered {when} by {who}")
        when = self._ctx.local(row.created_at, row.created_zone)
        self._entered.setText(entered.format(when=when, who=row.author))
        follow_layout(self)

    def _show_kind(self, row: Evidence) -> None:
        """Show the kind; one that is on its way into the record is not taken back by a row shown meanwhile."""
        if self._kind_sent[0] != row.id or self._kind_sent[1] is row.kind:
            self._kind_sent = ("", row.kind)
        kind = self._kind_sent[1]
        self.kind.show_value(kind.value)
        self._kind_fields.show_kind(kind)
        self.sample.setVisible(kind is EvidenceKind.RECORD_SAMPLE)

    def begin_sample(self) -> None:
        """Make the item a record sample if it is none yet, and put the cursor where drawing or marking begins."""
        if self._row is None or self._row.state is EvidenceState.WITHDRAWN:
            return
        if self._row.kind is not EvidenceKind.RECORD_SAMPLE:
            self.kind.show_value(EvidenceKind.RECORD_SAMPLE.value)
            self._on_kind(EvidenceKind.RECORD_SAMPLE.value)
        self.sample.begin()

    def _show_state(self, row: Evidence) -> None:
        withdrawn = row.state is EvidenceState.WITHDRAWN
        icon, tone = {
            EvidenceState.INBOX: ("inbox", "warning"),
            EvidenceState.SORTED: ("done", "ok"),
            EvidenceState.WITHDRAWN: ("slash", "neutral"),
        }[row.state]
        self._state.show_look(ChipLook(self._t(word(row.state)), icon, tone))
        said = self._t("Withdrawn: {reason}").format(reason=row.withdrawn_reason) if withdrawn else ""
        self._banner.show_text(said, "warning")
        self._withdraw.setVisible(not withdrawn)
        self._to_finding.setVisible(not withdrawn)
        self._destroy.setVisible(bool(row.text))

    def _on_kind(self, value: str) -> None:
        if self._row is not None:
            self._kind_sent = (self._row.id, EvidenceKind(value))
            self._show_kind(self._row)
            call = partial(self._ctx.services.evidence.set_kind, self._row.id, EvidenceKind(value))
            self._ctx.jobs.write(call, failed=self._on_kind_refused)

    def _on_kind_refused(self, problem: BaseException) -> None:
        self._kind_sent = ("", EvidenceKind.NOTE)
        if self._row is not None:
            self._show_kind(self._row)
        self._ctx.jobs.problem.emit(problem)

    def _on_link(self, draft: LinkDraft) -> None:
        if self._row is not None:
            self._write(partial(self._ctx.services.evidence.link, self._row.id, draft))

    def _on_unlink(self, link_id: str) -> None:
        self._write(partial(self._ctx.services.evidence.unlink, link_id))

    def _on_detach(self, attachment_id: str) -> None:
        if self._row is not None:
            self._write(partial(self._ctx.services.evidence.detach, self._row.id, attachment_id))

    def _on_files(self, files: tuple[object, ...]) -> None:
        if self._row is not None:
            self.files_wanted.emit(self._row.id, files)

    def ask_to_withdraw(self) -> None:
        """Ask for the reason to withdraw the item."""
        if self._row is None:
            return
        t = self._t
        ask = Confirm(
            self,
            t("Withdraw {number}?").format(number=self._row.label),
            t("It keeps its number, content and place in the trail, and is no longer used."),
            verb=t("Withdraw"),
            keep=t("Keep it"),
            reason=t("Reason"),
        )
        self._withdrawing = self._row.id
        ask.confirmed.connect(self._on_reason)
        ask.open()

    def _on_reason(self, reason: str) -> None:
        evidence_id = self._withdrawing
        self._write(partial(self._ctx.services.evidence.withdraw, evidence_id, reason))
        notice = self._t("Withdrawn. It can be used again at any time.")
        undo = partial(self._write, partial(self._ctx.services.evidence.restore, evidence_id))
        self._ctx.notices.say(notice, action_text=self._t("Undo"), action=undo)

    def _on_restore(self) -> None:
        if self._row is not None:
            self._write(partial(self._ctx.services.evidence.restore, self._row.id))

    def _on_finding(self) -> None:
        if self._row is not None:
            self.finding_wanted.emit(self._row.id)

    def view_file(self, attachment: Attachment) -> FileViewer:
        """Show a file in a window of its own."""
        viewer = FileViewer(self.window(), self._ctx, attachment)
        viewer.edit_wanted.connect(self._on_edit)
        viewer.open()
        return viewer

    def _on_save(self, attachment: Attachment) -> None:
        self.view_file(attachment).save.click()

    def _on_edit(self, attachment: Attachment, image: QImage) -> None:
        if self._row is None:
            return
        self._edited = (self._row.id, attachment.id)
        editor = PictureEditor(self.window(), self._ctx, attachment.name, image)
        editor.wanted.connect(self._on_steps)
        editor.open()

    def _on_steps(self, steps: tuple[Step, ...]) -> None:
        evidence_id, attachment_id = self._edited
        self._write(partial(self._ctx.services.files.derive, evidence_id, attachment_id, steps))

    def _on_destroy_text(self) -> None:
        if self._row is not None:
            look = self._ctx.services.destroying.look_text
            self._ctx.jobs.read(partial(look, "evidence", self._row.id, "text"), self._on_doomed)

    def _on_doomed(self, doomed: Doomed) -> None:
        if self._row is not None:
            self._destroying = self._row.id
            dialog = DestroyDialog(self.window(), self._ctx, doomed)
            dialog.confirmed.connect(self._on_wish)
            dialog.open()

    def _on_wish(self, wish: Wish) -> None:
        destroy = self._ctx.services.destroying.destroy_text
        self._write(partial(destroy, "evidence", self._destroying, "text", wish))

    def _write(self, call: Callable[[], object]) -> None:
        self._ctx.jobs.write(call)
