"""The packaged user-interface font, so that windows and pictures look the same everywhere."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFontDatabase

_PACKAGE: Final = "fontpkg_noto_sans"
_FILES: Final = ("NotoSans[wdth,wght].ttf",)


def load_families() -> tuple[str, ...]:
    """Load the packaged font and return its family; empty when the package is missing (the system's font is used).

    The package is used as a folder of files only and never imported.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return ()
    folder = Path(next(iter(spec.submodule_search_locations))) / "files"
    found: list[str] = []
    for name in _FILES:
        number = QFontDatabase.addApplicationFont(str(folder / name))
        found += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return tuple(dict.fromkeys(found))
