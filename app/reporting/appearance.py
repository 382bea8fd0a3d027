"""What a signature shows on the page: who, as what, when by which clock, and with which key, in honest words."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pikepdf

from app.reporting.blocks import Block, Text, draw_stack, stack_height
from app.reporting.fonts import STRONG
from app.reporting.kit import utc_offset
from app.reporting.shaping import Span
from app.reporting.signatures import BOX_HEIGHT, ROLES
from app.reporting.streams import saved
from app.reporting.style import INK, MUTED, WHITE, TextStyle, columns
from app.reporting.tagging import TagCanvas

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.report_parts import SignerRole
    from app.translation import Words

FIELD_SIZE: Final = (columns(6), BOX_HEIGHT)
_PADDING: Final = 6.0
_NAME: Final = TextStyle(10.5, 14, STRONG, INK, after=1)
_LINE: Final = TextStyle(7.5, 10, colour=INK)
_SMALL: Final = TextStyle(6.4, 8.4, colour=MUTED)


def signature_appearance(
    words: Words,
    *,
    name: str,
    role: SignerRole,
    when: datetime,
    fingerprint: str,
    self_made: bool = True,
    size: tuple[float, float] = FIELD_SIZE,
) -> bytes:
    """Return a one-page PDF of `size` (points) to be shown in a signature field.

    `when` is aware and told as the time of the device; `fingerprint` is the SHA-256 of the certificate in hex.
    A self-made key says that only a list of fingerprints vouches for it; that is the default, because saying less
    trust than there is does no harm.
    """
    if when.tzinfo is None:
        raise ValueError("naive time")
    canvas = TagCanvas(words.language, size)
    canvas.fill(WHITE)
    canvas.rect(0, 0, *size, stroke=0, fill=1)
    with canvas.artifact():  # the field's own element speaks for it; nothing in the picture is tagged
        draw_stack(_fitting(_facts(words, name, role, when, fingerprint, self_made=self_made), size), canvas,
                   _PADDING, size[1] - _PADDING, size[0] - 2 * _PADDING)  # fmt: skip
    canvas.showPage()
    with pikepdf.open(io.BytesIO(canvas.finished())) as pdf:
        return saved(pdf)


def _facts(
    words: Words, name: str, role: SignerRole, when: datetime, fingerprint: str, *, self_made: bool
) -> list[Text]:
    t = words.gettext
    moment = t("{day}, {time} by the clock of the device").format(
        day=words.day(when.date()), time=f"{words.clock(when)} {utc_offset(when)}"
    )
    if self_made:
        trust = t("Key made by Onsite: compare the fingerprint with the list of the certification body.")
    else:
        trust = t("Key from a file: the issuer of the certificate vouches for it.")
    return [
        Text(name, _NAME),
        Text(t(ROLES[role]), _LINE),
        Text(moment, _LINE),
        Text((Span("SHA-256 ", strong=True), Span(grouped(fingerprint))), replace(_SMALL, before=2)),
        Text(trust, replace(_SMALL, before=1)),
    ]


def grouped(fingerprint: str) -> str:
    """Return hex digits in groups of four, as people compare them."""
    digits = fingerprint.lower().replace(":", "").replace(" ", "")
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _fitting(facts: list[Text], size: tuple[float, float]) -> list[Block]:
    """Return the facts set as large as the field allows, so that a long name stays whole."""
    room = (size[0] - 2 * _PADDING, size[1] - 2 * _PADDING)
    for scale in (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.5, 0.4):
        scaled: list[Block] = [Text(text.spans, _scaled(text.style, scale)) for text in facts]
        if stack_height(scaled, room[0]) <= room[1]:
            break
    return scaled


def _scaled(style: TextStyle, scale: float) -> TextStyle:
    return replace(
        style,
        size=style.size * scale,
        leading=style.leading * scale,
        before=style.before * scale,
        after=style.after * scale,
    )
