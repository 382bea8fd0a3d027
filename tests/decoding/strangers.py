"""Files of strangers, made by the tests: good, broken, lying, too large, hostile; each with a name to match."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pikepdf
from PIL import Image

LONG = "a" * 296 + ".jpg"
NAMES = (
    "report.jpg", LONG, "\u202egpj.exe", "CON", "a/../../b.png", "x:stream.pdf", "ünï\u0301cödé.heic", "表.pdf",
    "تقرير.docx", " .jpg", "no ending", "twice.jpg.exe", "tab\tname.txt",
    "line\nbreak.txt", "e\u0301.png", "\u00e9.png",
)  # fmt: skip


def picture(kind: str, width: int = 64, height: int = 48, **options: object) -> bytes:
    """Return a picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (20, 160, 60)).save(out, kind, **options)
    return out.getvalue()


def photo(latitude: float = 52.2297, longitude: float = -21.0122) -> bytes:
    """Return a photograph with time, place and camera in it."""
    exif = Image.Exif()
    exif[0x0110] = "Camera X"
    exif.get_ifd(0x8769)[0x9003] = "2026:03:27 09:20:00"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (latitude, 0.0, 0.0)
    gps[3], gps[4] = "W", (abs(longitude), 0.0, 0.0)
    return picture("JPEG", exif=exif)


def pdf(pages: int = 2, password: str = "") -> bytes:
    """Return a PDF with empty pages."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(595, 842))
        encryption = pikepdf.Encryption(owner=password, user=password) if password else False
        made.save(out, encryption=encryption)
    return out.getvalue()


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a small file that says it is a very large picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 2_000_000)
    chunks = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    body = b"".join(struct.pack(">I", len(b)) + a + b + struct.pack(">I", zlib.crc32(a + b)) for a, b in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


def bomb() -> bytes:
    """Return a ZIP that grows a thousandfold."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b"\0" * 30_000_000)
    return out.getvalue()


def office() -> bytes:
    """Return a small archive that an Office program would open."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


def _made() -> dict[str, Callable[[], bytes]]:
    return {
        "jpeg": lambda: picture("JPEG"),
        "png": lambda: picture("PNG"),
        "webp": lambda: picture("WEBP"),
        "tiff": lambda: picture("TIFF"),
        "photo": photo,
        "pdf": pdf,
        "locked pdf": lambda: pdf(password="secret"),
        "cut jpeg": lambda: picture("JPEG", 400, 300)[:600],
        "cut png": lambda: picture("PNG", 400, 300)[:80],
        "cut pdf": lambda: pdf()[:200],
        "empty": lambda: b"",
        "text": "Grüße, 監査\n".encode,
        "video": lambda: b"\0\0\0\x18ftypmp42" + bytes(50_000),
        "audio": lambda: b"ID3\x03" + bytes(10_000),
        "office": office,
        "bomb": bomb,
        "huge": huge_png,
        "lie": lambda: b"\xff\xd8\xff\xe0 this is no picture",
        "nothing but a pdf head": lambda: b"%PDF-1.7\n" + b"\0" * 3000,
    }


def strangers(count: int, seed: int = 5) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes): each kind in turn with each name in turn, some of them with flipped bits, none twice."""
    chance, makers = random.Random(seed), list(_made().values())
    base = [make() for make in makers]
    for number in range(count):
        content = bytearray(base[number % len(base)])
        if number >= len(base) and content:
            for _ in range(chance.choice([0, 1, 8])):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            content += f"\n%{number}".encode()
        yield NAMES[number % len(NAMES)], bytes(content)
