"""What only the screen shows: the mark of a preview, and the looks of the signatures in a signed paper."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Final

import pikepdf
from pikepdf import Dictionary, Name

from app.domain.words import N_

if TYPE_CHECKING:
    from app.translation import Words

MARK: Final = N_("PREVIEW")
ANGLE: Final = math.radians(52)
SHARE: Final = 0.62  # of the diagonal that the letters take
LETTER: Final = 0.68  # mean width of a capital of Helvetica Bold, in ems
FONT: Final = Name("/OnsitePreview")


def mark_as_preview(pdf: bytes, words: Words) -> bytes:
    """Return `pdf` with the mark on every page, as an artifact that screen readers skip.

    A preview is no archival paper, so the mark may use a font that every viewer has.
    """
    text = _printable(words.gettext(MARK))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        font = opened.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"), Encoding=Name.WinAnsiEncoding
            )
        )
        for page in opened.pages:
            page.add_resource(font, Name.Font, FONT)
            left, bottom, right, top = (float(edge) for edge in page.mediabox)
            page.contents_add(opened.make_stream(_drawing(text, right - left, top - bottom)), prepend=True)
        out = io.BytesIO()
        opened.save(out, deterministic_id=True)
    return out.getvalue()


def for_screen(pdf: bytes) -> bytes:
    """Return the pages of a signed paper with the looks of its signatures drawn into them.

    QPdfView leaves out what stands in form fields, so that a signed paper would look unsigned. This copy is for
    looking at only: its signatures are gone.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.flatten_annotations("screen")
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def _printable(text: str) -> bytes:
    """Return the mark in the encoding of the font; in English where the language has other letters."""
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return MARK.encode("cp1252")


def _drawing(text: bytes, width: float, height: float) -> bytes:
    """Return the page content that draws `text` across a page of this size, in light grey."""
    length = math.hypot(width, height) * SHARE
    size = length / (LETTER * max(1, len(text)))
    cos, sin = math.cos(ANGLE), math.sin(ANGLE)
    x = width / 2 - cos * length / 2 + sin * size / 3
    y = height / 2 - sin * length / 2 - cos * size / 3
    place = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x:.2f} {y:.2f} Tm"
    escaped = text.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    start = f"/Artifact BMC q BT {FONT} {size:.2f} Tf 0.86 g {place} (".encode()
    return start + escaped + b") Tj ET Q EMC"
