"""Starts the gallery as a program of its own."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.preferences import SCHEMES
from app.translation import load
from app.ui.gallery.page import GalleryPage, take_pictures
from app.ui.theme.theme import Theme


def run(argv: Sequence[str]) -> int:
    """Show the gallery, or save pictures of it; returns the exit code."""
    options = _options().parse_args(list(argv))
    if options.shot:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    theme = Theme()
    words = load(options.language)
    if words.right_to_left:
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    if options.shot:
        for path in take_pictures(words, theme, options.shot):
            sys.stdout.write(f"{path}\n")
        return 0
    theme.apply(options.scheme, options.zoom)
    page = GalleryPage(words)
    page.setObjectName("window")
    page.resize(1280, 860)
    page.show()
    return app.exec()


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="onsite gallery")
    parser.add_argument("--shot", type=Path, metavar="DIR", help="save pictures to DIR instead of showing a window")
    parser.add_argument("--scheme", choices=SCHEMES, default="system")
    parser.add_argument("--zoom", type=int, default=100)
    parser.add_argument("--language", default="en")
    return parser
