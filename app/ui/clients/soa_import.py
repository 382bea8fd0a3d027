"""Takes a Statement of Applicability over from a client's table: read, looked through, taken over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AuditError, Cancelled, UserMistake
from app.ui.clients.soa_columns import ColumnCard
from app.ui.clients.soa_files import TableDrop
from app.ui.clients.soa_form import VersionCard
from app.ui.clients.soa_preview import PreviewPanes
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import IconLabel, PlainLabel, set_shown
from app.ui.widgets.page import Page
from app.ui.widgets.problem_line import Banner
from app.ui.widgets.progress_card import ProgressCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.client import Client
    from app.domain.drafts import IncomingFile
    from app.domain.soa_import import SoaLayout, SoaPreview
    from app.services.base import Made, Progress
    from app.ui.context import UiContext


class SoaImportPage(Page):
    """Nothing is written before “Take over”; Ctrl+Enter does it."""

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        t = ctx.t
        super().__init__(t("Import a Statement of Applicability"))
        self.ctx, self._client_id = ctx, client_id
        self._preview: SoaPreview | None = None
        self._name = ""
        self.drop = TableDrop(ctx.words)
        self.progress = ProgressCard(ctx.words)
        self.problem = Banner()
        self.problem.hide()
        self.form = VersionCard(ctx, client_id)
        self.summary = Banner()
        self.columns = ColumnCard(ctx.words)
        self.preview = PreviewPanes(ctx)
        read = t("Read are the number of the control, whether it applies, the reason and the state of implementation.")
        left = t("Columns and sheets are found by their headings, in English, German and other languages.")
        self._hint = PlainLabel(f"{read}\n{left}", tone="muted", wrap=True)
        self.take = Button(t("Take over"), "primary", "check")
        self._again = Button(t("Choose another file"), icon="folder")
        self._file = PlainLabel("", "strong")
        self._kind = PlainLabel("", "small", "muted")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._chosen = QWidget()
        row = QHBoxLayout(self._chosen)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(IconLabel("file", "muted", 20))
        row.addWidget(self._file)
        row.addWidget(self._kind)
        row.addStretch(1)
        row.addWidget(self._again)
        self._result = QWidget()
        column = QVBoxLayout(self._result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addWidget(self.form)
        column.addWidget(self.summary)
        column.addWidget(self.columns)
        column.addWidget(self.preview, 1)
        for widget in (self.drop, self._hint, self._chosen, self.progress, self.problem):
            self.body.addWidget(widget)
        self.body.addWidget(self._result, 1)
        self._rest = QWidget()
        self.body.addWidget(self._rest, 1)
        self.add_action(self.take)
        self._show_result(shown=False)

    def _connect(self) -> None:
        self.drop.received.connect(self._on_files)
        self.drop.pasted.connect(self._on_pasted)
        self._again.clicked.connect(self._on_again)
        self.columns.changed.connect(self._on_layout)
        self.columns.sheet_chosen.connect(self._on_sheet)
        self.form.edited.connect(self._on_edited)
        self.take.clicked.connect(self._on_take)
        self.primary_action = QAction(self.ctx.t("Take over"), self)
        self.primary_action.triggered.connect(self._on_take)

    def load(self) -> None:
        """Fetch whose table it will be."""
        if self._client_id:
            self.ctx.jobs.read(partial(self.ctx.services.clients.get, self._client_id), self.show_client)

    def arrive(self) -> None:
        """Begin where the file comes in."""
        if self._preview is None:
            self.drop.setFocus()

    def show_item(self, item_id: str) -> None:
        """Begin where the file comes in; the item is the client."""
        del item_id
        self.arrive()

    def leave(self) -> None:
        """Keep what was typed."""
        self.form.keep()

    def show_client(self, client: Client) -> None:
        """Name the client."""
        self.set_title(self.title, client.name)

    def _on_files(self, files: tuple[IncomingFile, ...]) -> None:
        path = files[0].path
        if path is None:
            return
        self._name = files[0].name
        self._read(partial(self.ctx.services.soas.preview, path))

    def _on_pasted(self, text: str) -> None:
        self._name = self.ctx.t("Pasted cells")
        self._read(partial(self.ctx.services.soas.preview_text, text))

    def _read(self, call: Callable[[Progress], SoaPreview]) -> None:
        self.problem.show_text("")
        job = self.ctx.jobs.long(call, self.show_preview, self._on_refused)
        self.progress.follow(job, self.ctx.t("Reading {name}").format(name=self._name))

    def _on_refused(self, problem: BaseException) -> None:
        if isinstance(problem, AuditError):
            self.problem.show_text(say(self.ctx.words, problem), "danger")
            self.drop.setFocus()
        elif not isinstance(problem, Cancelled):
            self.ctx.jobs.problem.emit(problem)

    def show_preview(self, preview: SoaPreview) -> None:
        """Show what the table gives."""
        first = self._preview is None
        self._preview = preview
        self._file.setText(self._name)
        self._kind.setText(preview.table.kind.value.upper())
        self.columns.show_preview(preview)
        self.preview.show_preview(preview)
        self._show_summary(preview)
        self._show_result(shown=True)
        if first:
            self.form.edition.setFocus()

    def _show_summary(self, preview: SoaPreview) -> None:
        tn = self.ctx.tn
        taken, errors, warnings = len(preview.controls), len(preview.errors), len(preview.warnings)
        said = [
            tn("{n} control can be taken over.", "{n} controls can be taken over.", taken).format(n=taken),
            tn("{n} error.", "{n} errors.", errors).format(n=errors) if errors else "",
            tn("{n} warning.", "{n} warnings.", warnings).format(n=warnings) if warnings else "",
        ]
        if errors:
            said.append(self.ctx.t("A row with an error is not taken over."))
        tone = "danger" if not taken else "warning" if errors else "ok" if not warnings else "info"
        self.summary.show_text(" ".join(text for text in said if text), tone)
        text = tn("Take over {n} control", "Take over {n} controls", taken).format(n=taken)
        self.take.setText(text if taken else self.ctx.t("Take over"))
        self.take.setEnabled(bool(taken))

    def _show_result(self, *, shown: bool) -> None:
        for widget in (self._chosen, self._result):
            set_shown(widget, shown)
        for widget in (self.drop, self._hint, self._rest):
            set_shown(widget, not shown)
        set_shown(self.take, shown)

    def _on_again(self) -> None:
        self._preview = None
        self._show_result(shown=False)
        self.drop.setFocus()

    def _on_layout(self, layout: SoaLayout) -> None:
        if self._preview is not None:
            call = partial(self.ctx.services.soas.read, self._preview.table, layout)
            self.ctx.jobs.read(call, self.show_preview, self._on_refused)

    def _on_sheet(self, name: str) -> None:
        if self._preview is not None:
            call = partial(self.ctx.services.soas.read, self._preview.table, sheet=name)
            self.ctx.jobs.read(call, self.show_preview, self._on_refused)

    def _on_edited(self) -> None:
        self.form.edition_field.show_problem("")

    def _on_take(self) -> None:
        if self._preview is None or not self._preview.controls:
            return
        for field in (self.form.dated, self.form.approved_on):
            if not field.readable:
                field.setFocus()
                return
        now = self.form.values
        call = partial(
            self.ctx.services.soas.take,
            self._client_id,
            now.edition,
            now.dated,
            now.approved_by,
            self._preview,
            reference=now.reference,
            approved_on=now.approved_on,
        )
        self.take.setEnabled(False)
        self.form.send(call, self._on_taken, self._on_not_taken)

    def _on_taken(self, made: Made) -> None:
        del made
        edition = self.form.values.edition
        self.ctx.notices.say(self.ctx.t("Version {version} is taken over").format(version=edition), tone="ok")
        self.ctx.navigator.back()

    def _on_not_taken(self, problem: BaseException) -> None:
        self.take.setEnabled(True)
        if isinstance(problem, UserMistake) and problem.field == "edition":
            self.form.edition_field.show_problem(say(self.ctx.words, problem))
            self.form.edition.setFocus()
        else:
            self._on_refused(problem)
