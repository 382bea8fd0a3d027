"""Preferences of the person at this computer: looks, language, last folder. Never a client's name in it.

Stored as JSON of version 1, written aside and renamed, so that a crash leaves the old file or the new one.
A file that cannot be read gives the defaults; preferences are never worth an error at the start.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

VERSION: Final = 1
ZOOM_LEAST, ZOOM_MOST, ZOOM_STEP = 80, 200, 10
SCHEMES: Final = ("system", "light", "dark", "contrast")
PLAN_VIEWS: Final = ("calendar", "table")


class Preferences(NamedTuple):
    """How the program looks and starts.

    `language` is a code or empty for English; `scheme` one of `SCHEMES`; `zoom` in percent; `workspace` the folder
    last opened; `plan_view` how audit plans are shown, one of `PLAN_VIEWS`; `phone_folder` is watched for pictures of a
    phone (empty: none) that came after `phone_since` (seconds since 1970).
    """

    language: str = ""
    scheme: str = "system"
    zoom: int = 100
    workspace: str = ""
    plan_view: str = "calendar"
    phone_folder: str = ""
    phone_since: int = 0

    def tidy(self) -> Preferences:
        """Return the same with impossible values replaced."""
        scheme = self.scheme if self.scheme in SCHEMES else "system"
        zoom = min(max(self.zoom, ZOOM_LEAST), ZOOM_MOST)
        plan_view = self.plan_view if self.plan_view in PLAN_VIEWS else PLAN_VIEWS[0]
        return self._replace(scheme=scheme, zoom=zoom, plan_view=plan_view)


def load(path: Path) -> Preferences:
    """Return the preferences stored at `path`, the defaults if there are none or they are unreadable."""
    if not path.exists():
        return Preferences()
    import json  # noqa: PLC0415 - there is nothing to read at the very first start

    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(stored, dict) or stored.get("version") != VERSION:
        return Preferences()
    defaults = Preferences()._asdict()
    known = {name: stored[name] for name, value in defaults.items() if type(stored.get(name)) is type(value)}
    return Preferences(**known).tidy()


def save(path: Path, preferences: Preferences) -> None:
    """Write `preferences` to `path`; raises `OSError` when the folder cannot be written to."""
    import json  # noqa: PLC0415 - as in `load`

    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".new")
    with aside.open("w", encoding="utf-8") as out:
        json.dump({"version": VERSION, **preferences._asdict()}, out, indent=2, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(path)
