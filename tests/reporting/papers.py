"""What the tests of the papers share: text, structure and attachments of a finished PDF."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

import page
import pikepdf
import pypdfium2

from app.translation import load

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = load("en")


def text_of(pdf: bytes) -> list[str]:
    """Return the text of each page as Chrome's engine copies it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [leaf.get_textpage().get_text_range().replace("\r\n", "\n") for leaf in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Return `text` without white space and hyphens (a viewer takes one at the end of a line for a soft one)."""
    return re.sub(r"[-\s\ufffe\u00ad]+", "", unicodedata.normalize("NFC", text))


def failures(pdf: bytes, tmp_path, profile: str) -> list[str]:
    """Return what page-validation finds wrong under `3a` or `ua1`."""
    target = tmp_path / "paper.pdf"
    target.write_bytes(pdf)
    report = page.validate_pdf(str(target), profile=profile, limits=page.SafetyLimits.unlimited())
    return [] if report.is_compliant else str(report).splitlines()


def attachment(pdf: bytes, name: str) -> bytes:
    """Return the bytes of an associated file."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return bytes(opened.attachments[name].get_file().read_bytes())


def tags(pdf: bytes) -> list[tuple[str, int]]:
    """Return the structure elements in reading order with their depth."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(_walk(opened.Root.StructTreeRoot.K, 0))


def _walk(element, depth: int) -> Iterator[tuple[str, int]]:
    if isinstance(element, pikepdf.Array):
        for kid in element:
            yield from _walk(kid, depth)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield str(element.S)[1:], depth
        yield from _walk(element.get("/K", pikepdf.Array()), depth + 1)


NOT_TOLD = {"logo_sha256", "colour", "accent", "language", "field", "key"}


def told(value: object) -> Iterator[str]:
    """Give every text, date and time of a frozen value as a page would print it; codes are left out."""
    if isinstance(value, tuple):
        for item in value:
            yield from told(item)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in NOT_TOLD:
                yield from told(getattr(value, field.name))
    else:
        yield from _words(value)


def _words(value: object) -> list[str]:
    if isinstance(value, datetime):
        return [WORDS.day(value.date()), WORDS.clock(value)]
    if isinstance(value, date):
        return [WORDS.day(value)]
    if isinstance(value, time):
        return [WORDS.clock(value)]
    return [value] if isinstance(value, str) and not isinstance(value, StrEnum) else []
