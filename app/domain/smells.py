"""Words in a finding that smell of a cause or of advice.

A finding states a failure and its evidence, never a cause and never a solution (17021-1, 9.4.5.3; certification-audit
facts, section 6). The lists only point things out; the auditor decides. Quoted words are left alone, because the
client's documents and people may say whatever they like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Smell(StrEnum):
    """What the word makes one think of."""

    CAUSE = "cause"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Whiff:
    """One word found: where it stands in the text (`start` to `end`) and what it smells of."""

    smell: Smell
    word: str
    start: int
    end: int


# One pattern per list: whole words, any capitals. The keys are ISO 639 codes.
_LISTS: Final[dict[str, dict[Smell, tuple[str, ...]]]] = {
    "en": {
        Smell.CAUSE: (
            "because",
            "due to",
            "owing to",
            "root cause",
            "caused by",
            "as a result of",
            "the reason is",
            "the reason was",
            "resulted from",
            "stems from",
            "forgot",
            "forgotten",
            "careless",
            "carelessness",
            "negligence",
            "neglected",
        ),
        Smell.ADVICE: (
            "should",
            "ought to",
            "recommend",
            "recommended",
            "recommends",
            "recommendation",
            "suggest",
            "suggested",
            "suggests",
            "advise",
            "advised",
            "advisable",
            "needs to",
            "need to",
            "consider",
            "it would be better",
            "had better",
            "best practice",
            "in future",
            "introduce",
            "must be improved",
            "has to be improved",
        ),
    },
    "de": {
        Smell.CAUSE: (
            "weil",
            "aufgrund",
            "auf grund",
            "wegen",
            "infolge",
            "ursache",
            "ursachen",
            "ursächlich",
            "verursacht",
            "der grund ist",
            "der grund war",
            "vergessen",
            "nachlässig",
            "nachlässigkeit",
            "fahrlässig",
        ),
        Smell.ADVICE: (
            "sollte",
            "sollten",
            "empfehlen",
            "empfohlen",
            "empfiehlt",
            "empfehlung",
            "vorschlagen",
            "vorgeschlagen",
            "vorschlag",
            "raten wir",
            "anzuraten",
            "ratsam",
            "müsste",
            "müssten",
            "es wäre besser",
            "einzuführen",
            "einführen",
            "künftig",
            "in zukunft",
        ),
    },
}
_QUOTED: Final = re.compile(r'"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«')


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    alternatives = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


_PATTERNS: Final = {
    language: {smell: _pattern(words) for smell, words in lists.items()} for language, lists in _LISTS.items()
}


def whiffs(text: str, languages: tuple[str, ...] = ("en", "de")) -> tuple[Whiff, ...]:
    """Return the words of `text` that smell of a cause or of advice, in the order of the text.

    `languages` are ISO 639 codes; one without a list is passed over.
    """
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found = [
        Whiff(smell, match.group(), *match.span())
        for language in languages
        for smell, pattern in _PATTERNS.get(language, {}).items()
        for match in pattern.finditer(text)
        if not any(start <= match.start() < end for start, end in quoted)
    ]
    return tuple(sorted(found, key=lambda whiff: (whiff.start, whiff.end)))
