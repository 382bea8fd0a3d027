"""What is said about a file: its facts, what stands inside a photograph, and why it cannot be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.looks import Look, LookState, place_text
from app.domain.sentence import N_
from app.ui.widgets.labels import isolated

if TYPE_CHECKING:
    from app.domain.fieldwork import Attachment
    from app.translation import Words

HASH_SHOWN: Final = 12
WHY: Final = {
    LookState.NONE: N_("Nothing of it is shown here; the original is kept."),
    LookState.ENCRYPTED: N_("It opens with a password only; the original is kept."),
    LookState.UNREADABLE: N_("It could not be shown; the original is kept."),
    LookState.TOO_LARGE: N_("It is too large to be shown; the original is kept."),
    LookState.SLOW: N_("It took too long to be shown; the original is kept."),
}


def facts(words: Words, one: Attachment) -> str:
    """Return size, type and the beginning of the hash, or that the content was destroyed."""
    if one.destroyed_at is not None:
        return words.gettext("Content destroyed: {reason}").format(reason=one.destroyed_reason or "")
    parts = [words.size(one.size), one.media_type, f"SHA-256 {isolated(one.sha256[:HASH_SHOWN])}…"]
    return "  ·  ".join(part for part in parts if part)


def inside(words: Words, look: Look | None) -> str:
    """Return time, place and camera of a photograph, number of pages of a PDF, or why it cannot be shown."""
    if look is None:
        return ""
    if look.state not in {LookState.DONE, LookState.NONE}:
        return words.gettext(WHY[look.state])
    parts = [
        words.gettext("taken {when}").format(when=isolated(_moment(look.taken))) if look.taken else "",
        isolated(place_text(look.place)) if look.place else "",
        isolated(look.camera) if look.camera else "",
        words.ngettext("{n} page", "{n} pages", look.pages).format(n=look.pages) if look.pages else "",
        isolated(f"{look.width} × {look.height}") if look.width and not look.pages else "",
    ]
    return "  ·  ".join(part for part in parts if part)


def _moment(exif: str) -> str:
    """Return `2026:03:27 09:20:00` as `2026-03-27 09:20:00`; anything else as it is."""
    day, _blank, time = exif.partition(" ")
    return f"{day.replace(':', '-')} {time}".strip()
