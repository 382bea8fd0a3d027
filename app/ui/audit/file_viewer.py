"""One file: as much of it as the helper can show, its facts, and what can be done with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.looks import PDF, PICTURES, Look, LookState
from app.ui.audit.destroy_dialog import DestroyDialog
from app.ui.audit.file_words import WHY, inside
from app.ui.audit.thumbs import image_of
from app.ui.theme.metrics import Space
from app.ui.widgets import file_dialog
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.dialog import Confirm, Dialog
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.destroying import Doomed, Wish
    from app.domain.fieldwork import Attachment
    from app.services.files import Exported, FileService
    from app.ui.context import UiContext

_WIDTH = 1600


class FileViewer(Dialog):
    """Shows a file; Page Up and Page Down turn the pages of a PDF.

    Signals:
        edit_wanted: the attachment and its picture, for an edited copy.
    """

    edit_wanted = Signal(object, QImage)

    def __init__(self, parent: QWidget | None, ctx: UiContext, file: Attachment) -> None:
        t = ctx.t
        super().__init__(parent, isolated(file.name), width=720)
        self._ctx, self._file = ctx, file
        self._page = self._pages = 0
        self.view = PictureView(t("Picture of {name}").format(name=file.name))
        told = f"{ctx.words.size(file.size)}  ·  {file.media_type}\nSHA-256 {isolated(file.sha256)}"
        self._facts = PlainLabel(told, "small", "muted", wrap=True).selectable()
        self._inside = PlainLabel("", "small", "muted", wrap=True)
        self._exports = PlainLabel("", "small", "warning", wrap=True)
        self._exports.hide()
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._turning())
        for label in (self._inside, self._facts, self._exports):
            self.body.addWidget(label)
        self._buttons_of(file)
        self._load()
        self.close_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._turn(step)

    def _turning(self) -> QWidget:
        t = self._ctx.t
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        back, on = IconButton("chevron-left", t("Page before")), IconButton("chevron-right", t("Next page"))
        self._number = PlainLabel("", "small", "muted")
        row.addStretch(1)
        for widget in (back, self._number, on):
            row.addWidget(widget)
        row.addStretch(1)
        back.clicked.connect(partial(self._turn, -1))
        on.clicked.connect(partial(self._turn, 1))
        self._bar.hide()
        return self._bar

    def _buttons_of(self, file: Attachment) -> None:
        t = self._ctx.t
        there = file.destroyed_at is None
        self.destroy_content = self.add_button(t("Destroy the content…"), "quiet")
        self.edit = self.add_button(t("Edit a copy…"))
        self.save = self.add_button(t("Save a copy…"))
        self.close_button = self.add_button(t("Close"), "primary")
        self.destroy_content.setVisible(there)
        self.save.setVisible(there)
        self.edit.setVisible(there and file.media_type in PICTURES)
        self.edit.setEnabled(False)
        self.destroy_content.clicked.connect(self._on_destroy)
        self.edit.clicked.connect(self._on_edit)
        self.save.clicked.connect(self._on_save)
        self.close_button.clicked.connect(self.accept)

    def _load(self) -> None:
        t, file = self._ctx.t, self._file
        if file.destroyed_at is not None:
            self.view.show_image(QImage(), t("Content destroyed: {reason}").format(reason=file.destroyed_reason or ""))
            return
        self.view.show_image(QImage(), t("Being shown…"))
        files = self._ctx.services.files
        self._ctx.jobs.long(partial(_picture, files, file.id, self._page), self._on_picture)
        self._ctx.jobs.read(partial(files.exported, file.audit_id or ""), self._on_exports)

    def _turn(self, step: int) -> None:
        page = max(0, min(self._page + step, self._pages - 1))
        if page != self._page:
            self._page = page
            self._load()

    def _on_picture(self, look: Look) -> None:
        if look.state is LookState.DONE:
            self.view.show_image(image_of(look.thumbnail))
        else:
            self.view.show_image(QImage(), self._ctx.t(WHY[look.state]))
        self._pages = look.pages
        self._bar.setVisible(self._file.media_type == PDF and look.pages > 1)
        self._number.setText(self._ctx.t("Page {n} of {all}").format(n=self._page + 1, all=look.pages))
        self._inside.setText(inside(self._ctx.words, look) if look.state is LookState.DONE else "")
        self.edit.setEnabled(look.state is LookState.DONE)

    def _on_exports(self, told: tuple[Exported, ...]) -> None:
        mine = [one for one in told if one.attachment_id == self._file.id]
        tn = self._ctx.tn
        said = tn("{n} copy was saved outside of Onsite:", "{n} copies were saved outside of Onsite:", len(mine))
        lines = [f"{self._ctx.local(one.at, 'UTC')}  {isolated(one.path)}" for one in mine]
        self._exports.setText("\n".join([said.format(n=len(mine)), *lines]))
        self._exports.setVisible(bool(mine))

    def _on_edit(self) -> None:
        self.edit_wanted.emit(self._file, self.view.image)
        self.accept()

    def _on_save(self) -> None:
        t = self._ctx.t
        ask = Confirm(
            self,
            t("Save a copy outside of Onsite?"),
            t(
                "The copy is not encrypted, and nothing you destroy here reaches it. Programs that open it and the "
                "system may keep more copies. Onsite notes where it was saved."
            ),
            verb=t("Choose where…"),
            keep=t("Cancel"),
            danger=False,
        )
        ask.confirmed.connect(self._on_save_agreed)
        ask.open()

    def _on_save_agreed(self, _reason: str) -> None:
        file_dialog.choose_target(self, self._ctx.t("Save a copy"), self._file.name, self._on_target)

    def _on_target(self, path: str) -> None:
        call = partial(self._ctx.services.files.export, self._file.id, Path(path))
        self._ctx.jobs.long(call, self._on_saved)

    def _on_saved(self, _nothing: object) -> None:
        self._ctx.notices.say(self._ctx.t("Saved; it is listed where the copy went."))
        self._ctx.jobs.read(partial(self._ctx.services.files.exported, self._file.audit_id or ""), self._on_exports)

    def _on_destroy(self) -> None:
        self._ctx.jobs.read(partial(self._ctx.services.destroying.look_file, self._file.id), self._on_doomed)

    def _on_doomed(self, doomed: Doomed) -> None:
        dialog = DestroyDialog(self, self._ctx, doomed)
        dialog.confirmed.connect(self._on_wish)
        dialog.open()

    def _on_wish(self, wish: Wish) -> None:
        call = partial(self._ctx.services.destroying.destroy_file, self._file.id, wish)
        self._ctx.jobs.write(call, self._on_destroyed)

    def _on_destroyed(self, _changes: object) -> None:
        self._ctx.notices.say(self._ctx.t("The content was destroyed. Make a backup, so that backups lose it too."))
        self.accept()


def _picture(files: FileService, file_id: str, page: int, progress: Callable[[int, str], None]) -> Look:
    return files.picture(file_id, _WIDTH, page, partial(progress, -1, ""))
