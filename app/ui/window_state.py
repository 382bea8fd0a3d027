"""Where the window was; and the one place that touches QSettings, to keep Qt's file dialog from writing.

Qt's own file dialog notes the folders that were visited in a settings file of the home directory: clients' names
would lie there unencrypted (notes/reliability.md, finding 13).
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QMainWindow

FIRST_SIZE: Final = QSize(1280, 820)
_FRAME: Final = QSize(4, 36)
"""What a window manager puts around a window, generously; nobody knows it before the window is shown."""
_NOWHERE: Final = str(Path(os.devnull) / "onsite")


def keep_file_dialogs_silent() -> None:
    """Send all settings that Qt itself would write to a place that cannot exist."""
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(kind, scope, _NOWHERE)


def take_first_size(window: QMainWindow) -> None:
    """Give a window its size before anybody has changed it: on a small screen as much as there is of it."""
    window.resize(FIRST_SIZE.boundedTo(window.screen().availableSize() - _FRAME))


def save_geometry(window: QMainWindow, path: Path) -> None:
    """Note size and place of `window`; a folder that cannot be written to is no reason to complain."""
    import json  # noqa: PLC0415 - not at the very first start

    stored = base64.b64encode(window.saveGeometry().data()).decode("ascii")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"version": 1, "geometry": stored}), encoding="utf-8")
    except OSError:
        return


def restore_geometry(window: QMainWindow, path: Path) -> bool:
    """Put `window` where it was; returns whether something usable was stored."""
    if not path.exists():
        return False
    import json  # noqa: PLC0415 - as above

    try:
        stored = json.loads(path.read_text(encoding="utf-8"))["geometry"]
        return window.restoreGeometry(QByteArray(base64.b64decode(stored)))
    except (OSError, ValueError, KeyError, TypeError):
        return False
