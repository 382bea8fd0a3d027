"""The helper process that shows: a line of JSON with the wish and a file come in, a line of JSON and a JPEG go out.

No workspace is open here; memory, time and the writing of files are limited (notes: 10 s, 512 MB). Of a PDF only the
look of one page is made: no links, no scripts, no forms, no attachments. What the bytes are is said by the bytes.
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from typing import TYPE_CHECKING, Any, Final

from app.domain.looks import LONGEST, LookState

if TYPE_CHECKING:
    from PIL.Image import Image

MEMORY: Final = 512 * 1024 * 1024
MEMORY_TO_EDIT: Final = 3 * MEMORY
"""A copy is made at the full size of the picture."""
SECONDS: Final = 10
PIXELS: Final = 100_000_000
THUMBNAIL: Final = 320
WIDEST: Final = 2400
QUALITY: Final = 85
PDF_START: Final = b"%PDF-"
_HEAD: Final = 1024
_WISH: Final = 64 * 1024
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "TIFF", "HEIF", "GIF", "MPO")
# What Pillow and PDFium raise over bytes that are not what they seem.
_BROKEN: Final = (
    OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, SyntaxError, EOFError, RuntimeError,
    AssertionError, NotImplementedError, MemoryError,
)  # fmt: skip


class Encrypted(Exception):
    """The file opens with a password only."""


class TooLarge(Exception):
    """The picture has more pixels than are decoded."""


def run() -> int:
    """Read one wish and one file, write the answer."""
    wish = json.loads(sys.stdin.buffer.readline(_WISH))
    _limit(MEMORY_TO_EDIT if "steps" in wish else MEMORY)
    content = sys.stdin.buffer.read(LONGEST + 1)
    told, picture = answer(wish, content)
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + picture)
    sys.stdout.buffer.flush()
    return 0


def answer(wish: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """Return what is said about the file and the picture that was wished for; never raises over its bytes.

    `{"width": w}` alone: facts and a picture at most so wide and high; `{"page": n}`: that page of a PDF; `{"steps":
    text}`: the picture at its full size after these steps, without anything but the picture.
    """
    if len(content) > LONGEST:
        return {"state": LookState.TOO_LARGE.value}, b""
    warnings.simplefilter("ignore")  # libraries warn about bytes; what comes out of it is said below
    try:
        if PDF_START in content[:_HEAD]:
            return _pdf(content, int(wish.get("page", 0)), _width(wish))
        return _picture(content, wish)
    except Encrypted:
        return {"state": LookState.ENCRYPTED.value}, b""
    except TooLarge:
        return {"state": LookState.TOO_LARGE.value}, b""
    except _BROKEN:
        return {"state": LookState.UNREADABLE.value}, b""


def _width(wish: dict[str, Any]) -> int:
    return max(16, min(WIDEST, int(wish.get("width", THUMBNAIL))))


def _pdf(content: bytes, page: int, width: int) -> tuple[dict[str, Any], bytes]:
    """Return number of pages and one page as a picture on white."""
    import pypdfium2  # noqa: PLC0415 - only here
    from pypdfium2 import raw  # noqa: PLC0415 - as above

    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise Encrypted from error
        raise
    with opened:
        pages = len(opened)
        shown = opened[max(0, min(page, pages - 1))]
        wide, high = shown.get_size()
        scale = min(width / wide, width * 1.5 / high, 6.0)
        picture = shown.render(scale=scale, may_draw_forms=False, draw_annots=True).to_pil().convert("RGB")
    told = {"state": LookState.DONE.value, "width": round(wide), "height": round(high), "pages": pages}
    return told, _jpeg(picture)


def _picture(content: bytes, wish: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    from PIL import Image, ImageOps  # noqa: PLC0415 - only here

    from app.decoding.worker import know_heif  # noqa: PLC0415 - as above

    Image.MAX_IMAGE_PIXELS = PIXELS
    know_heif()
    try:
        source = Image.open(io.BytesIO(content), formats=_formats(Image))
    except Image.DecompressionBombError as error:
        raise TooLarge from error
    with source as opened:
        if opened.width * opened.height > PIXELS:
            raise TooLarge
        told = {"state": LookState.DONE.value, "width": opened.width, "height": opened.height, **_inside(opened)}
        steps = wish.get("steps")
        width = _width(wish)
        if steps is None:
            opened.draft("RGB", (width, width))
        upright = ImageOps.exif_transpose(opened)
        picture = _on_white(upright)
    if opened.getexif().get(0x0112, 1) >= 5:  # noqa: PLR2004 - EXIF: lying on its side
        told["width"], told["height"] = told["height"], told["width"]
    if steps is not None:
        from app.decoding.view_edit import edited  # noqa: PLC0415 - only when a copy is made

        return told, _jpeg(edited(picture, str(steps)), quality=95)
    picture.thumbnail((width, width))
    return told, _jpeg(picture)


def _formats(module: Any) -> tuple[str, ...]:  # noqa: ANN401 - the library
    module.init()
    return tuple(name for name in _FORMATS if name in module.OPEN)


def _on_white(picture: Image) -> Image:
    from PIL import Image as Library  # noqa: PLC0415 - only here

    if "transparency" not in picture.info and "A" not in picture.getbands():
        return picture.convert("RGB")
    rgba = picture.convert("RGBA")
    white = Library.new("RGB", rgba.size, "white")
    white.paste(rgba, mask=rgba.getchannel("A"))
    return white


def _jpeg(picture: Image, quality: int = QUALITY) -> bytes:
    out = io.BytesIO()
    picture.info.clear()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _inside(opened: Image) -> dict[str, Any]:
    """Return time, place and camera out of the photograph; what cannot be read is left out."""
    try:
        exif = opened.getexif()
        told: dict[str, Any] = {"camera": _text(exif.get(0x0110) or exif.get(0x010F))}
        taken = exif.get_ifd(0x8769).get(0x9003) or exif.get(0x0132)
        told["taken"] = _text(taken)
        place = _place(exif.get_ifd(0x8825))
        if place is not None:
            told["place"] = place
    except _BROKEN:
        return {}
    return told


def _text(value: object) -> str:
    plain = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")
    return "".join(letter for letter in plain if letter.isprintable())[:80].strip()


def _place(gps: dict[int, Any]) -> list[int] | None:
    """Return latitude and longitude in millionths of a degree."""
    if 2 not in gps or 4 not in gps:  # noqa: PLR2004 - EXIF: latitude and longitude
        return None
    found = []
    for value, side, negative, most in ((gps[2], gps.get(1), "S", 90), (gps[4], gps.get(3), "W", 180)):
        degrees = sum(float(part) / 60**place for place, part in enumerate(value[:3]))
        number = round(degrees * 1_000_000) * (-1 if _text(side) == negative else 1)
        if not abs(number) <= most * 1_000_000:
            return None
        found.append(number)
    return found


def _limit(memory: int) -> None:
    """Take away memory and time where the system can; on Windows only the client's clock stops it."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has no file to write
