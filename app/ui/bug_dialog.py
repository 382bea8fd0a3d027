"""The dialog for bugs: a report without anything that was typed, to be copied by hand."""

from __future__ import annotations

import platform
import traceback
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from app.domain.errors import AuditError
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.translation import Words


def report(problem: BaseException) -> str:
    """Return a plain-text report of a bug: kinds of errors, files and lines; messages and values are left out.

    Messages of exceptions may hold what people typed, so only the type and, for our own errors, the code are named.
    """
    lines = [f"Onsite on Python {platform.python_version()}, Qt {PySide6.__version__}, {platform.system()}", ""]
    seen: BaseException | None = problem
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}" + _code(seen))
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
        if seen is not None:
            lines.append("from")
    return "\n".join(lines)


def _code(problem: BaseException) -> str:
    if not isinstance(problem, AuditError):
        return ""
    names = ", ".join(f"{name}=…" for name in problem.values)
    return f" {problem.code} {names}".rstrip()


def _short(path: str) -> str:
    parts = path.replace("\\", "/").split("/")
    return "/".join(parts[-3:])


class BugDialog(Dialog):
    """Says that Onsite made a mistake, and offers the report to copy. Nothing is sent anywhere."""

    def __init__(self, parent: QWidget | None, words: Words, text: str) -> None:
        t = words.gettext
        super().__init__(parent, t("Onsite made a mistake"), width=560)
        said = t("What was saved stays saved. This text helps to find the mistake; it holds nothing you typed.")
        self.body.addWidget(PlainLabel(said, wrap=True))
        self._text = QPlainTextEdit(text)
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(t("Report of the mistake"))
        self._text.setMinimumHeight(200)
        self.body.addWidget(self._text, 1)
        copy = self.add_button(t("Copy the text"))
        close = self.add_button(t("Go on"), "primary")
        copy.clicked.connect(self._on_copy)
        close.clicked.connect(self.accept)

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._text.toPlainText())
