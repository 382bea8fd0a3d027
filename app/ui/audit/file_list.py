"""The files of an evidence item: name, size, hash, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.clearing import clear
from app.ui.widgets.labels import ElidedLabel, IconLabel, isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.fieldwork import Attachment
    from app.translation import Words

_PICTURES = "image/"
_HASH_SHOWN = 12


class FileLine(QFrame):
    """One file.

    Signals:
        save_wanted: the attachment is to be written to a file.
        removed: the attachment is to be taken off the item.
    """

    save_wanted = Signal(object)
    removed = Signal(str)

    def __init__(self, words: Words, attachment: Attachment) -> None:
        super().__init__()
        self._attachment = attachment
        t = words.gettext
        self.setObjectName("card")
        self.setProperty("sunken", "true")
        name = ElidedLabel(attachment.name, "strong")
        facts = ElidedLabel(_facts(words, attachment), "small", "muted")
        facts.setToolTip(attachment.sha256)
        facts.setAccessibleDescription(attachment.sha256)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(name)
        texts.addWidget(facts)
        save = IconButton("download", t("Save a copy of {name}").format(name=attachment.name))
        remove = IconButton("close", t("Take {name} off this item").format(name=attachment.name))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(IconLabel("image" if attachment.media_type.startswith(_PICTURES) else "file", "muted", 20))
        row.addLayout(texts, 1)
        row.addWidget(save)
        row.addWidget(remove)
        save.clicked.connect(self._on_save)
        remove.clicked.connect(self._on_remove)

    def _on_save(self) -> None:
        self.save_wanted.emit(self._attachment)

    def _on_remove(self) -> None:
        self.removed.emit(self._attachment.id)


class FileList(QWidget):
    """All files of an item.

    Signals:
        save_wanted: an `Attachment` is to be written to a file.
        removed: id of an attachment to take off the item.
    """

    save_wanted = Signal(object)
    removed = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._shown: tuple[Attachment, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS + 2)
        self.setAccessibleName(words.gettext("Files of this item"))
        self.hide()

    def show_files(self, files: Sequence[Attachment]) -> None:
        """Show these files."""
        if tuple(files) == self._shown:
            return
        self._shown = tuple(files)
        clear(self._column)
        for one in files:
            line = FileLine(self._words, one)
            line.save_wanted.connect(self.save_wanted)
            line.removed.connect(self.removed)
            self._column.addWidget(line)
        self.setVisible(bool(files))


def _facts(words: Words, one: Attachment) -> str:
    """Return size, type and the beginning of the hash; the whole hash is the tooltip."""
    if one.destroyed_at is not None:
        return words.gettext("Content destroyed: {reason}").format(reason=one.destroyed_reason or "")
    parts = [words.size(one.size), one.media_type, f"SHA-256 {isolated(one.sha256[:_HASH_SHOWN])}…"]
    return "  ·  ".join(part for part in parts if part)
