"""Closes the editors of a page once the record is finished: texts can still be read and copied."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.ui.widgets.dates import DateField
from app.ui.widgets.file_drop import FileDrop
from app.ui.widgets.jump_line import JumpLine


def set_read_only(part: QWidget, *, read_only: bool) -> None:
    """Close or open every editor inside `part` (and `part` itself); lines that lead somewhere stay."""
    for line in part.findChildren(QLineEdit):
        line.setReadOnly(read_only)
    for text in part.findChildren(QPlainTextEdit):
        text.setReadOnly(read_only)
    for kind in (QComboBox, DateField, FileDrop):
        for widget in part.findChildren(kind):
            widget.setEnabled(not read_only)
    if read_only:
        for button in part.findChildren(QAbstractButton):
            if not isinstance(button, JumpLine):
                button.setEnabled(False)
