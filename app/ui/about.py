"""What Onsite is, and under which licences."""

from __future__ import annotations

import platform
from importlib import metadata
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtWidgets import QWidget

from app.ui.widgets.dialog import Dialog
from app.ui.widgets.key_values import KeyValues
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.translation import Words


def version() -> str:
    """Return the version of the program, empty when it runs from a checkout that is not installed."""
    try:
        return metadata.version("onsite")
    except metadata.PackageNotFoundError:
        return ""


class AboutDialog(Dialog):
    """Version, licences, and the promise that nothing leaves the computer."""

    def __init__(self, parent: QWidget | None, words: Words) -> None:
        t = words.gettext
        super().__init__(parent, "Onsite")
        self.body.addWidget(PlainLabel(t("ISO/IEC 27001 audits, from the assignment to the signed report."), wrap=True))
        promise = t("Onsite has no network code. Nothing leaves this computer unless you write it to a file yourself.")
        self.body.addWidget(PlainLabel(promise, "body", "muted", wrap=True))
        pairs = (
            (t("Version"), version() or t("from source")),
            (t("Licence"), "Apache-2.0"),
            ("Qt", f"{PySide6.__version__}, LGPL-3.0"),
            ("Python", platform.python_version()),
        )
        self.body.addWidget(KeyValues(pairs))
        close = self.add_button(t("Close"), "primary")
        close.clicked.connect(self.accept)
        close.setFocus()
