"""Files and samples in every state, for the walks: viewer, edited copy, destroying, a sample being marked."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.domain.destroying import Doomed, DoomedFile, KeptIn
from app.domain.drafts import EvidenceDraft, IncomingFile
from app.domain.kinds import ItemResult, PaperKind
from app.domain.sampling import RoundDraft
from app.ui.audit.destroy_dialog import DestroyDialog
from app.ui.audit.fieldwork import FieldworkPage
from app.ui.audit.file_viewer import FileViewer
from app.ui.audit.picture_editor import PictureEditor
from app.ui.audit.sample_entry import WidenDialog
from tests.decoding.strangers import photo

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.ui.stage import Stage

_PHOTO = photo()
FILE_DATA = frozenset({
    hashlib.sha256(_PHOTO).hexdigest(),
    "door.jpg", "image/jpeg", "SHA-256", "Changes", "CHG-", "AB-1", "one deviated", "Camera X", "52.22970", "kB",
    "seed",
})  # fmt: skip


def viewer(stage: Stage) -> QWidget:
    """Return the viewer of a photograph."""
    draft = EvidenceDraft(title="Door")
    stage.world.services.evidence.capture(stage.audit_id, draft, [IncomingFile(name="door.jpg", data=_PHOTO)])
    file = stage.world.services.evidence.list(stage.audit_id)[-1].attachments[0]
    made = FileViewer(None, stage.ctx, file)
    stage.settle()
    return made


def editor(stage: Stage) -> QWidget:
    """Return the editor of a copy."""
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    return PictureEditor(None, stage.ctx, "door.jpg", image)


def destroying(stage: Stage) -> QWidget:
    """Return the question before a content is destroyed."""
    files = (DoomedFile("1", "door.jpg", 24_000, "0" * 64, "CB-2026-001"),)
    papers = (KeptIn("CB-2026-001", PaperKind.REPORT, 1, signed=True),)
    return DestroyDialog(None, stage.ctx, Doomed(files=files, papers=papers))


def widening(stage: Stage) -> QWidget:
    """Return the question before more is drawn."""
    return WidenDialog(None, stage.ctx, corrects=False, left=128)


def sample(stage: Stage) -> QWidget:
    """Return a sample that is being marked, after it was widened."""
    services = stage.world.services
    made = services.evidence.capture(stage.audit_id, EvidenceDraft(title="Changes"))
    labels = tuple(f"CHG-{number:03d}" for number in range(1, 141))
    services.samples.add_round(made.id, RoundDraft(listed=labels, draw=5))
    for item in services.samples.rounds(made.id)[0].items[:3]:
        services.samples.mark(item.id, ItemResult.OK)
    services.samples.widen(made.id, 3, "one deviated")
    page = FieldworkPage(stage.ctx, stage.audit_id)
    page.load()
    stage.settle()
    page.show_item(made.id)
    page.evidence.detail.sample.begin_marking()
    return page
