"""Packaged fonts for scripts that no font of this computer has: names such as 中村 遥 would be empty boxes.

They are loaded in idle time after the first paint, one at a time (a millisecond or two each; the files are mapped,
not read). Qt finds them by itself for characters that the font in use lacks.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QFontDatabase

from app.ui.theme.fonts import load_font

_Script = QFontDatabase.WritingSystem
_FONTS: Final = (
    (_Script.Japanese, "justmytype_intl_cjk", "fonts/ofl/notosansjp/NotoSansJP[wght].ttf"),
    (_Script.SimplifiedChinese, "justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"),
    (_Script.TraditionalChinese, "justmytype_intl_cjk", "fonts/ofl/notosanstc/NotoSansTC[wght].ttf"),
    (_Script.Korean, "justmytype_intl_cjk", "fonts/ofl/notosanskr/NotoSansKR[wght].ttf"),
    (_Script.Arabic, "fontpkg_ibm_plex_sans_arabic", "files/IBMPlexSansArabic-Regular.ttf"),
    (_Script.Hebrew, "justmytype_intl_rtl", "fonts/ofl/notosanshebrew/NotoSansHebrew[wdth,wght].ttf"),
    (_Script.Devanagari, "fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf"),
    (_Script.Thai, "fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf"),
)


def missing() -> list[tuple[str, str]]:
    """Return package and path of the fonts for scripts that cannot be shown yet."""
    return [(package, path) for script, package, path in _FONTS if not QFontDatabase.families(script)]


class ScriptFonts(QObject):
    """Loads what is missing, one font each time the program has nothing else to do.

    Signals:
        loaded: all are there; what is shown should be painted again.
    """

    loaded = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[tuple[str, str]] = []
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._on_idle)

    def begin(self) -> None:
        """Begin; `loaded` tells the end, and does not come when nothing is missing."""
        # All are asked for before any is loaded: a Japanese font says it has Chinese, and lacks thousands of signs.
        self._waiting = missing()
        if self._waiting:
            self._idle.start()

    def _on_idle(self) -> None:
        load_font(*self._waiting.pop(0))
        if not self._waiting:
            self._idle.stop()
            self.loaded.emit()
