"""The helper process: a picture on standard input, a small clean JPEG on standard output.

Whatever the bytes do to the decoder, they do it here: no workspace is open in this process, and memory and time are
limited. Position, camera and dates inside the picture do not go along; the original keeps them.
"""

from __future__ import annotations

import io
import sys
from typing import Final

LONGEST: Final = 64 * 1024 * 1024
PIXELS: Final = 120_000_000
WIDTH: Final = 945
"""80 mm at 300 dots per inch, the width of a photograph in the report."""

QUALITY: Final = 85
MEMORY: Final = 2 * 1024 * 1024 * 1024
SECONDS: Final = 20
REFUSED: Final = 1


def run() -> int:
    """Read, decode, shrink, write; exit code 1 for what is no picture."""
    _limit()
    content = sys.stdin.buffer.read(LONGEST + 1)
    if len(content) > LONGEST:
        return REFUSED
    try:
        made = shrink(content)
    except (OSError, ValueError, SyntaxError, MemoryError, ArithmeticError, LookupError):
        return REFUSED  # what Pillow raises over bytes that are no picture, or not a whole one
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return 0


def _limit() -> None:
    """Take away memory and time where the system can; on Windows only the client's clock stops it."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has no file to write


def shrink(content: bytes) -> bytes:
    """Return the picture upright, in RGB, at most `WIDTH` wide, as JPEG without anything but the picture.

    Raises what Pillow raises for bytes it cannot read, ValueError for too many pixels.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - only here

    Image.MAX_IMAGE_PIXELS = PIXELS
    know_heif()
    with Image.open(io.BytesIO(content)) as opened:
        if opened.width * opened.height > PIXELS:
            raise ValueError("too many pixels")
        opened.draft("RGB", (WIDTH * 2, WIDTH * 2))
        upright = ImageOps.exif_transpose(opened)
        rgba = upright.convert("RGBA") if "transparency" in upright.info or "A" in upright.getbands() else None
        picture = upright.convert("RGB")
        if rgba is not None:
            picture = Image.new("RGB", rgba.size, "white")
            picture.paste(rgba, mask=rgba.getchannel("A"))
    if picture.width > WIDTH:
        height = max(1, round(picture.height * WIDTH / picture.width))
        picture = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.info.clear()
    picture.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return out.getvalue()


def know_heif() -> None:
    """Let Pillow read the photos of telephones where the library is there."""
    try:
        from pi_heif import register_heif_opener  # type: ignore[import-untyped]  # noqa: PLC0415 - only here
    except ImportError:
        return
    register_heif_opener(thumbnails=False)
