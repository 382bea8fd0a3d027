"""Says the codes of progress that services report in the language of the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.domain.sentences import N_

Progress = Callable[[int, str], None]
_STEPS: Final = {
    "gathering": N_("Gathering the record"),
    "composing": N_("Composing the paper"),
    "building": N_("Building the pages"),
    "keeping": N_("Keeping the paper"),
    "signing": N_("Signing"),
    "comparing": N_("Comparing"),
    "done": N_("Done"),
}


class Spoken:
    """A progress callable that translates the code and passes both on."""

    def __init__(self, progress: Progress, t: Callable[[str], str]) -> None:
        self._progress, self._t = progress, t

    def __call__(self, percent: int, code: str) -> None:
        """Report percent and the words of `code`."""
        self._progress(percent, self._t(_STEPS[code]) if code in _STEPS else code)


def spoken(call: Callable[[Progress], object], t: Callable[[str], str], progress: Progress) -> object:
    """Run `call` with a progress that speaks; use it as `partial(spoken, call, t)`."""
    return call(Spoken(progress, t))
