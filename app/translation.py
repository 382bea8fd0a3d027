"""Words in one language: texts from the gettext catalogue, and dates, times and sizes by Babel.

A `Words` object is handed to whoever needs words, one for the program and one for each paper; nothing here is
global. English is the language of the source, so it needs no catalogue. Babel is imported only when a date or a
foreign catalogue is asked for, because the first window must not wait for it.
"""

from __future__ import annotations

import gettext as _gettext
import io
import re
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

DOMAIN: Final = "onsite"
PSEUDO: Final = "qps"
PSEUDO_RTL: Final = "qps-plocm"

_RIGHT_TO_LEFT: Final = frozenset({"ar", "he", "fa", "ur", PSEUDO_RTL})
_LOCALES: Final = {"en": "en_GB", PSEUDO: "en_GB", PSEUDO_RTL: "en_GB"}
_KILO: Final = 1000
_UNITS: Final = ("kB", "MB", "GB", "TB")

_KEPT: Final = re.compile(r"(\{[^{}]*\}|&.|%[sdn])")
_ACCENTS: Final = str.maketrans(
    "AaCcDdEeGgIiJjKkLlNnOoRrSsTtUuWwYyZz",
    "ÅåÇçÐđÉéĜĝÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž",
)


def catalogue_folder() -> Path:
    """Return the folder with the catalogues, from source or from a frozen program."""
    base = getattr(sys, "_MEIPASS", None)
    root = Path(base) if base else Path(__file__).resolve().parent.parent
    return root / "resources" / "i18n"


class Words:
    """The words of one language. `language` is its code, for example `de`."""

    def __init__(self, language: str, catalogue: _gettext.NullTranslations | None = None) -> None:
        self.language: Final = language
        self._catalogue = catalogue or _gettext.NullTranslations()

    @property
    def right_to_left(self) -> bool:
        """Tell whether the language is written from right to left."""
        return self.language.split("_", 1)[0] in _RIGHT_TO_LEFT

    def gettext(self, msgid: str) -> str:
        """Return the translation of `msgid`, or `msgid` itself; the empty text stays empty."""
        return self._catalogue.gettext(msgid) if msgid else ""

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the translation that fits the number `n`; it may still hold `{n}`."""
        return self._catalogue.ngettext(one, many, n)

    def day(self, day: date) -> str:
        """Return a date in words, `24 Nov 2026`."""
        from babel.dates import format_date  # noqa: PLC0415 - not before the first window

        return format_date(day, "medium", locale=self._locale())

    def long_day(self, day: date) -> str:
        """Return a date with its weekday, `Friday, 27 March 2026`."""
        from babel.dates import format_date  # noqa: PLC0415 - as in `day`

        return format_date(day, "full", locale=self._locale())

    def weekday(self, day: date) -> str:
        """Return the short name of the weekday, `Fri`."""
        from babel.dates import format_date  # noqa: PLC0415 - as in `day`

        return format_date(day, "EEE", locale=self._locale())

    def short_day(self, day: date) -> str:
        """Return weekday, day and month without the year, `Fri 27 Mar`."""
        from babel.dates import format_skeleton  # noqa: PLC0415 - as in `day`

        return f"{self.weekday(day)} {format_skeleton('MMMd', day, locale=self._locale())}"

    def clock(self, at: datetime | time) -> str:
        """Return hours and minutes as they stand in `at`, `10:42`; no zone is applied."""
        from babel.dates import format_time  # noqa: PLC0415 - not before the first window

        return format_time(at.time() if isinstance(at, datetime) else at, "short", locale=self._locale())

    def instant(self, at: datetime, zone: str) -> str:
        """Return an aware instant as date and time in the IANA zone `zone`: `24 Nov 2026, 10:42`."""
        from zoneinfo import ZoneInfo  # noqa: PLC0415 - not before the first window

        local = at.astimezone(ZoneInfo(zone))
        return f"{self.day(local.date())}, {self.clock(local)}"

    def size(self, count: int) -> str:
        """Return a number of bytes for people: `800 kB`, `1.2 MB` (decimal units)."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - not before the first window

        value, unit = float(count), "B"
        for larger in _UNITS:
            if value < _KILO:
                break
            value, unit = value / _KILO, larger
        pattern = "#,##0" if unit in {"B", "kB"} else "#,##0.0"
        return f"{format_decimal(value, format=pattern, locale=self._locale())} {unit}"

    def _locale(self) -> str:
        return _LOCALES.get(self.language, self.language.replace("-", "_"))


class _PseudoCatalogue(_gettext.NullTranslations):
    """Longer, accented, bracketed English: shows cut and untranslated text."""

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


def pseudo(text: str) -> str:
    """Return `text` accented, about 35 % longer and in brackets; placeholders and mnemonics stay."""
    parts = [part if _KEPT.fullmatch(part) else part.translate(_ACCENTS) for part in _KEPT.split(text)]
    letters = sum(character.isalpha() for character in text)
    return f"[{''.join(parts)}{' ·' + '~' * max(1, round(letters * 0.3)) if letters else ''}]"


def load(language: str, folder: Path | None = None) -> Words:
    """Return the words of `language`; an unknown language gives English under its own name.

    Args:
        language: a code such as `de`; `qps` and `qps-plocm` are made by code.
        folder: where `<language>/LC_MESSAGES/onsite.po` lies; the program's own by default.
    """
    if language in {PSEUDO, PSEUDO_RTL}:
        return Words(language, _PseudoCatalogue())
    place = (folder or catalogue_folder()) / language / "LC_MESSAGES"
    if language == "en" or not any((place / f"{DOMAIN}{ending}").is_file() for ending in (".po", ".mo")):
        return Words(language)
    return Words(language, _gettext.GNUTranslations(io.BytesIO(_compiled(place, language))))


def languages(folder: Path | None = None) -> tuple[str, ...]:
    """Return the codes of the languages that have a catalogue, English first."""
    sources = (folder or catalogue_folder()).glob(f"*/LC_MESSAGES/{DOMAIN}.po")
    return ("en", *sorted(path.parent.parent.name for path in sources))


def _compiled(place: Path, language: str) -> bytes:
    """Return the bytes of the .mo; made in memory when the file is missing or older than the .po."""
    source, compiled = place / f"{DOMAIN}.po", place / f"{DOMAIN}.mo"
    if compiled.is_file() and (not source.is_file() or compiled.stat().st_mtime >= source.stat().st_mtime):
        return compiled.read_bytes()
    return compile_catalogue(source.read_text(encoding="utf-8"), language)


def compile_catalogue(text: str, language: str) -> bytes:
    """Return the compiled form (.mo) of a catalogue given as .po text; fuzzy entries are left out."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - not before the first window
    from babel.messages.pofile import read_po  # noqa: PLC0415 - not before the first window

    out = io.BytesIO()
    write_mo(out, read_po(io.StringIO(text), locale=language))
    return out.getvalue()
