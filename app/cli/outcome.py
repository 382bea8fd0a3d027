"""How a command ends: one line on stderr for a reason, plain lines or one JSON object on stdout."""

from __future__ import annotations

import json
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.open_typing import said
from app.domain.sentences import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.errors import AuditError, Value
    from app.translation import Words

__all__ = ["DONE", "NOT_IN_ORDER", "N_", "UNTRUSTED", "Refused", "answer", "complain", "say_error", "t", "tell", "told"]

SETTINGS: Final = "ONSITE_SETTINGS"
PREFERENCES: Final = "preferences-1.json"
DONE: Final = 0
NOT_IN_ORDER: Final = 1
UNTRUSTED: Final = 3


class Refused(Exception):
    """A command that was used wrongly; its text is a finished sentence for people, its code is for programs."""

    code: str = "refused"


class Misused(Refused):
    """Arguments that cannot be understood."""

    code = "usage"


class Stopped(Refused):
    """The person at the keyboard ended it."""

    code = "stopped"


class Broken(Refused):
    """An error of the program itself."""

    code = "internal"


class _Values(dict[str, object]):
    """Values of a sentence; a missing one is left out instead of failing."""

    def __missing__(self, key: str) -> str:
        return ""


@cache
def words() -> Words:
    """Return the words in the language that the preferences name."""
    from app import paths, preferences  # noqa: PLC0415 - a failure before this needs no preferences
    from app.translation import load  # noqa: PLC0415 - as above

    settings = Path(os.environ.get(SETTINGS) or paths.settings_folder())
    return load(preferences.load(settings / PREFERENCES).language or "en")


def t(msgid: str, **values: object) -> str:
    """Return a text of the command line in the language of the program, filled with `values`."""
    return words().gettext(msgid).format(**values)


def told(code: str, values: Mapping[str, Value]) -> str:
    """Return what happened and what to do next, in the language of the program."""
    found, gettext = sentence(code), words().gettext
    filled = _Values({"code": code, **said(values, gettext)})
    return " ".join(gettext(part).format_map(filled) for part in (found.what, found.next) if part)


def say_error(error: AuditError) -> str:
    """Return the sentence for an error."""
    return told(error.code, error.values)


def refusal_of(problem: Refused | AuditError) -> dict[str, object]:
    """Return the one object that `--json` prints for a refusal: its code, its sentence, its values."""
    if isinstance(problem, Refused):
        return {"error": problem.code, "message": _in_one_line(str(problem))}
    values = said(problem.values, words().gettext)
    return {**values, "error": problem.code, "message": _in_one_line(say_error(problem))}


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def complain(text: str) -> None:
    """Write the reason, in one line, to stderr."""
    print(_in_one_line(text), file=sys.stderr)  # noqa: T201 - the command line speaks


def tell(text: str) -> None:
    """Write a line of the answer to stdout."""
    print(text)  # noqa: T201 - as above


def tell_json(document: Mapping[str, object]) -> None:
    """Write the answer as one JSON object to stdout."""
    print(json.dumps(document, ensure_ascii=False, indent=2))  # noqa: T201 - as above


def answer(document: Mapping[str, object], *, as_json: bool, text: str) -> None:
    """Write the answer, as JSON or as text."""
    if as_json:
        tell_json(document)
    else:
        tell(text)
