"""The helper: small clean prints of pictures, and nothing of anything else."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from PIL import Image

from app.decoding import HIDDEN_ARGUMENT, client, worker

GREEN = (20, 160, 60)


def jpeg(width: int, height: int, exif: Image.Exif | None = None) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), GREEN).save(out, "JPEG", exif=exif or Image.Exif())
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_photo_becomes_a_small_print_in_a_process_of_its_own() -> None:
    made = client.print_picture(jpeg(3000, 2000))
    assert made is not None
    assert opened(made).size == (945, 630)


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7", jpeg(50, 50)[:200], b"\xff\xd8\xff" + b"\0" * 500])
def test_what_is_no_whole_picture_gives_nothing(content: bytes) -> None:
    assert client.print_picture(content) is None


def test_position_and_camera_do_not_go_along() -> None:
    exif = Image.Exif()
    exif[0x010F] = "CANARYBIRD camera"
    exif.get_ifd(0x8825)[1] = "N"
    source = jpeg(100, 80, exif)
    assert b"CANARYBIRD" in source
    made = worker.shrink(source)
    assert b"CANARYBIRD" not in made
    assert len(opened(made).getexif()) == 0


def test_a_photo_taken_on_its_side_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    assert opened(worker.shrink(jpeg(120, 80, exif))).size == (80, 120)


def test_transparency_lies_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(worker.shrink(out.getvalue())).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_bomb_of_pixels_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert len(out.getvalue()) < 1_000_000
    assert client.print_picture(out.getvalue()) is None


def test_same_picture_same_print() -> None:
    source = jpeg(1200, 900)
    assert worker.shrink(source) == worker.shrink(source)


def test_a_helper_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(client, "SECONDS", 1)
    assert client.print_picture(b"x") is None


def test_the_helper_opens_no_database_and_no_window() -> None:
    code = (
        "import sys, io; sys.stdin = io.TextIOWrapper(io.BytesIO(b'x')); from app.cli import main;"
        f"main(['{HIDDEN_ARGUMENT}']);"
        "print(sorted({'sqlalchemy', 'PySide6', 'reportlab', 'cryptography'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
