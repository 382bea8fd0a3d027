"""Photographs and logos: bytes in, figures out; a JPEG goes into the PDF as it is, undecoded."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFImageXObject

from app.reporting.blocks import Figure

if TYPE_CHECKING:
    from app.reporting.tagging import TagCanvas

JPEG_START = b"\xff\xd8\xff"


def picture(data: bytes, alt: str, box: tuple[float, float]) -> Figure:
    """Return a figure of `data` (JPEG; PNG is laid on white) fitted into `box` (width, height in points).

    Raises ValueError when the bytes are no such picture.
    """
    jpeg = data if data.startswith(JPEG_START) else _flattened(data)
    image = PDFImageXObject("", None)
    if not image.loadImageFromJPEG(io.BytesIO(jpeg)):
        raise ValueError("not a JPEG picture")
    scale = min(box[0] / image.width, box[1] / image.height)
    width, height = image.width * scale, image.height * scale
    name = hashlib.sha256(jpeg).hexdigest()

    def paint(canvas: TagCanvas, x: float, y: float) -> None:
        canvas.place_image(name, jpeg, (x, y, width, height))

    return Figure((width, height), alt, paint)


def _flattened(data: bytes) -> bytes:
    """Return a logo with transparency as JPEG on white, so that PDF/A needs no transparency group."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            rgba = opened.convert("RGBA")
    except OSError as error:
        raise ValueError("not a picture") from error
    ground = Image.new("RGB", rgba.size, "white")
    ground.paste(rgba, mask=rgba.getchannel("A"))
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=95, subsampling=0)
    return out.getvalue()
