"""Names of languages as they stand in a plan, against the codes of an audit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_REMARK: Final = re.compile(r"\([^()]*\)")
_SEPARATOR: Final = re.compile(r"[,;/+&]| and ")
_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "ar": ("arabic", "العربية"),
    "cs": ("czech", "čeština"),
    "da": ("danish", "dansk"),
    "de": ("german", "deutsch"),
    "el": ("greek", "ελληνικά"),
    "en": ("english",),
    "es": ("spanish", "español"),
    "fi": ("finnish", "suomi"),
    "fr": ("french", "français"),
    "hi": ("hindi", "हिन्दी"),
    "hu": ("hungarian", "magyar"),
    "it": ("italian", "italiano"),
    "ja": ("japanese", "日本語"),
    "ko": ("korean", "한국어"),
    "nl": ("dutch", "nederlands"),
    "no": ("norwegian", "norsk"),
    "pl": ("polish", "polski"),
    "pt": ("portuguese", "português"),
    "ro": ("romanian", "română"),
    "ru": ("russian", "русский"),
    "sv": ("swedish", "svenska"),
    "th": ("thai", "ไทย"),
    "tr": ("turkish", "türkçe"),
    "uk": ("ukrainian", "українська"),
    "vi": ("vietnamese", "tiếng việt"),
    "zh": ("chinese", "中文"),
}


def spoken(text: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Return the languages named in a row that are none of `codes`; remarks in brackets do not count."""
    own = {name for code in codes for name in (code.casefold(), *_NAMES.get(code.partition("_")[0].casefold(), ()))}
    named = (one.strip() for one in _SEPARATOR.split(_REMARK.sub(" ", text)))
    return tuple(one for one in dict.fromkeys(named) if one and one.casefold() not in own and one != "-")
