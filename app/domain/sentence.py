"""A sentence for a code, and the marker by which texts find their way into the catalogue."""

from __future__ import annotations

from typing import NamedTuple


def N_(msgid: str) -> str:  # noqa: N802 - the customary gettext marker, known to the extraction
    """Mark a text for the catalogue and return it unchanged."""
    return msgid


class Sentence(NamedTuple):
    """What happened and what to do next, as message ids."""

    what: str
    next: str = ""
