"""Capturing from anywhere: one line in a small window, paste and drop on any page, files that a phone left in a folder.

A page with a line of its own (`quick_capture`) takes the wish itself.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.drafts import EvidenceDraft
from app.ui.widgets.file_drop import files_in

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from app.domain.drafts import IncomingFile
    from app.services.base import Made
    from app.services.captures import Arrived
    from app.ui.context import UiContext
    from app.ui.incoming_folder import IncomingFolder
    from app.ui.widgets.page import Page


class Capturing(QObject):
    """Captures into the audit that is open.

    Signals:
        arrived: names of the files of the phone folder that became inbox items.
    """

    arrived = Signal(tuple)

    def __init__(self, ctx: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx, self._over = ctx, parent
        self.audit_id = ""
        self._page: Page | None = None
        self._made = ""
        self.phone: IncomingFolder | None = None

    def show_place(self, audit_id: str, page: Page) -> None:
        """Know which page is shown, and of which audit; without one it stays the last."""
        self.audit_id, self._page = audit_id or self.audit_id, page
        if self.phone is None:
            from app.ui import incoming_folder  # noqa: PLC0415 - after the first window

            self.phone = incoming_folder.IncomingFolder(self._ctx, self)

    def quick(self) -> None:
        """Capture one line."""
        take = getattr(self._page, "quick_capture", None)
        if take is not None:
            take()
        elif self._may():
            from app.ui.audit.capture_dialog import CaptureDialog  # noqa: PLC0415 - not before it is wanted

            dialog = CaptureDialog(self._ctx, self.audit_id, self._over)
            dialog.kept.connect(self._on_made)
            dialog.open()

    def paste(self) -> bool:
        """Capture files or a picture of the clipboard; returns whether there were any."""
        return self.take(QApplication.clipboard().mimeData())

    def take(self, data: QMimeData) -> bool:
        """Capture what was dropped or pasted; returns whether there was anything."""
        files = files_in(data)
        if not files or not self._may():
            return False
        call = partial(self._ctx.services.captures.take, self.audit_id, EvidenceDraft(title=files[0].name), files)
        self._ctx.jobs.write(call, self._on_made, urgent=True)
        return True

    def receive(self, files: tuple[IncomingFile, ...]) -> None:
        """Keep files that arrived by themselves, each once."""
        if self.audit_id:
            self._ctx.jobs.write(partial(self._ctx.services.captures.arrive, self.audit_id, files), self._on_arrived)

    def _may(self) -> bool:
        if not self.audit_id:
            self._ctx.notices.say(self._ctx.t("Open an audit first: evidence belongs to one."), tone="warning")
        return bool(self.audit_id)

    def _on_made(self, made: Made) -> None:
        self._made = made.id
        self._ctx.notices.say(
            self._ctx.t("Captured, in the inbox."), action_text=self._ctx.t("Show"), action=self._show
        )

    def _on_arrived(self, arrived: Arrived) -> None:
        count = len(arrived.kept)
        if not count:
            return
        said = self._ctx.tn(
            "{n} file from the phone is in the inbox.", "{n} files from the phone are in the inbox.", count
        )
        self._made = "inbox:"
        self._ctx.notices.say(said.format(n=count), action_text=self._ctx.t("Show"), action=self._show)
        self.arrived.emit(arrived.kept)

    def _show(self) -> None:
        self._ctx.navigator.go("fieldwork", self.audit_id, self._made)
