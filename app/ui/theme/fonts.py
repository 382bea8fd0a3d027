"""The packaged user-interface font, so that windows and pictures look the same everywhere."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from PySide6.QtGui import QFontDatabase


def load_families() -> tuple[str, ...]:
    """Load the packaged font and return its family; empty when the package is missing (the system's font is used)."""
    return load_font("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf")


def load_font(package: str, path: str) -> tuple[str, ...]:
    """Load the font at `path` in `package` for this program and return its families, none when it is not there.

    The package is used as a folder of files only and never imported.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return ()
    number = QFontDatabase.addApplicationFont(str(Path(next(iter(spec.submodule_search_locations))) / path))
    return tuple(dict.fromkeys(QFontDatabase.applicationFontFamilies(number))) if number >= 0 else ()
