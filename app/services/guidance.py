"""The guidance that comes with the program, beside its criteria catalogues."""

from __future__ import annotations

from functools import cache
from typing import Final

from app.domain import guidance as rules
from app.domain.errors import UserMistake
from app.paths import resource
from app.services.catalogues import catalogue

LANGUAGES: Final = ("en", "de")
FILES: Final = {
    "iso27001": tuple(
        f"criteria/guidance/iso27001_2022.{part}"
        for part in ("clauses", "organizational", "people", "physical", "technological")
    )
}
"""Per catalogue the files its guidance is spread over, without language and ending."""


@cache
def guidance(key: str, language: str) -> rules.GuidanceSet:
    """Return the guidance for the catalogue `key` in `language`, missing texts in English; read once (it is frozen).

    Raises:
        UserMistake: `catalogue_unknown` when there is no guidance for this catalogue.
        ForeignFileProblem: `guidance_refused` when a file of ours was changed.
    """
    if key not in FILES:
        raise UserMistake("catalogue_unknown", key=key)
    return rules.spoken({code: _read(key, code) for code in LANGUAGES}, language)


@cache
def _read(key: str, language: str) -> rules.GuidanceSet:
    found = rules.joined(rules.parse(resource(f"{name}.{language}.json").read_bytes()) for name in FILES[key])
    rules.check(found, catalogue(key))
    return found
