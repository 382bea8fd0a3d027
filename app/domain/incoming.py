"""Files in a folder that others write to: which are whole and new; half-written ones wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

HALF: Final = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".filepart", ".!sync")
CALM: Final = 2
"""So many looks in a row must find a file unchanged."""


@dataclass(frozen=True, slots=True)
class FileLook:
    """What one look found of a file: its size and when it was last changed or put there (seconds since 1970)."""

    size: int
    changed: float


@dataclass(slots=True)
class Waiting:
    """The files of the folder over several looks; each name and state is handed out once.

    `since` is when the watching was switched on: what lay there before is not ours.
    """

    since: float
    _calm: dict[str, tuple[FileLook, int]] = field(default_factory=dict)
    _given: dict[str, FileLook] = field(default_factory=dict)

    def look(self, seen: Mapping[str, FileLook]) -> tuple[str, ...]:
        """Take one look; return the names that are whole by now and were not handed out before, in their order."""
        ready = []
        for name, look in sorted(seen.items()):
            if not _wanted(name) or look.changed < self.since or not look.size or self._given.get(name) == look:
                continue
            before, calm = self._calm.get(name, (look, 0))
            calm = calm + 1 if before == look else 1
            self._calm[name] = (look, calm)
            if calm >= CALM:
                ready.append(name)
                self._given[name] = look
        self._calm = {name: state for name, state in self._calm.items() if name in seen and name not in ready}
        return tuple(ready)

    @property
    def restless(self) -> bool:
        """Tell whether a file is still being written, so that another look is worth it."""
        return bool(self._calm)


def _wanted(name: str) -> bool:
    low = name.casefold()
    return not low.startswith((".", "~")) and not low.endswith(HALF)
