"""The helper that shows: pictures and pages as small JPEG, what stands in a photograph, and its limits."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.decoding import HIDDEN_VIEW, view_client, view_worker
from app.decoding.view_edit import edited
from app.domain.errors import Cancelled, UserMistake
from app.domain.looks import WHOLE, LookState, Step, Tool, check_steps, place_text, read_steps, steps_text
from tests.decoding.strangers import huge_png, pdf, photo, picture

HEADS = (b"", b"%PDF-1.4\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\0")


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.fixture(autouse=True)
def heed_warnings() -> Iterator[None]:
    """Heed warnings again after a test: the worker ignores them, for a process of its own."""
    with warnings.catch_warnings():
        yield


def ask(content: bytes, **wish: object) -> tuple[dict[str, object], bytes]:
    """Ask the worker in this process."""
    return view_worker.answer(wish, content)


def test_a_picture_is_shown_small_by_a_process_of_its_own() -> None:
    made = view_client.look([picture("JPEG", 1200, 900)], {"width": 320})
    assert (made.state, made.width, made.height) == (LookState.DONE, 1200, 900)
    assert opened(made.thumbnail).size == (320, 240)


def test_time_place_and_camera_are_told_and_not_in_the_small_picture() -> None:
    made = view_client.look([photo()], {"width": 320})
    assert (made.taken, made.camera) == ("2026:03:27 09:20:00", "Camera X")
    assert made.place == (52_229_700, -21_012_200)
    assert len(opened(made.thumbnail).getexif()) == 0


def test_a_place_is_written_as_people_write_it() -> None:
    assert place_text((52_229_700, -21_012_200)) == "52.22970 N, 21.01220 W"


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "GIF"])
def test_other_kinds_are_shown(kind: str) -> None:
    assert ask(picture(kind))[0]["state"] == "done"


def test_a_page_of_a_pdf_is_drawn() -> None:
    told, made = ask(pdf(3), page=2, width=400)
    assert (told["state"], told["pages"]) == ("done", 3)
    assert 390 <= opened(made).width <= 401


def test_a_page_beyond_the_end_is_the_last_one() -> None:
    assert ask(pdf(1), page=99)[0]["state"] == "done"


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (b"", "unreadable"),
        (b"hello", "unreadable"),
        (b"%PDF-1.7\nrubbish", "unreadable"),
        (picture("PNG", 300, 300)[:90], "unreadable"),
        (huge_png(), "too_large"),
        (pdf(password="secret"), "encrypted"),
        (b"\0\0\x01\0icon", "unreadable"),
    ],
)
def test_what_cannot_be_shown_says_why(content: bytes, state: str) -> None:
    told, made = ask(content)
    assert (told["state"], made) == (state, b"")


def test_a_kind_that_is_not_on_the_list_is_not_decoded() -> None:
    assert ask(picture("BMP"))[0]["state"] == "unreadable"


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(HEADS))
def test_no_bytes_make_the_worker_stumble(rest: bytes, head: bytes) -> None:
    assert ask(head + rest)[0]["state"] in {one.value for one in LookState}


def test_the_helper_takes_memory_and_time_from_itself() -> None:
    code = (
        "import resource, app.decoding.view_worker as w; w._limit(w.MEMORY);"
        "print([resource.getrlimit(r)[0] for r in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert json.loads(done.stdout) == [512 * 1024 * 1024, 10, 0]


def test_a_helper_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_client, "SECONDS", 0.5)
    monkeypatch.setattr(view_client, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    before = time.monotonic()
    assert view_client.look([b"x" * 10_000_000], {}).state is LookState.SLOW
    assert time.monotonic() - before < 10


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"state": "done", "width": "x"}', '{"state": "nonsense"}', "\\xff"])
def test_what_a_helper_says_is_not_trusted(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    code = f"import sys; sys.stdin.buffer.read(); sys.stdout.write({said!r} + chr(10) + 'GIF8 no jpeg')"
    monkeypatch.setattr(view_client, "_command", lambda: [sys.executable, "-c", code])
    made = view_client.look([b"x"], {})
    assert made.thumbnail == b""
    assert made.width == 0


def test_a_helper_that_dies_at_once_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_client, "_command", lambda: [sys.executable, "-c", "raise SystemExit(3)"])
    assert view_client.look([b"x" * 5_000_000] * 3, {}).state is LookState.UNREADABLE


def test_work_that_is_cancelled_ends_the_helper() -> None:
    def cancel() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        view_client.look([picture("JPEG")], {}, cancel)


def test_the_program_itself_is_the_helper() -> None:
    command = [sys.executable, "-m", "app", HIDDEN_VIEW]
    done = subprocess.run(command, input=b'{"width": 64}\n' + picture("PNG"), capture_output=True, check=True)
    assert json.loads(done.stdout.partition(b"\n")[0])["state"] == "done"


def split() -> Image.Image:
    """Return a picture with a red left half and a blue right one, finely lined at the top left."""
    made = Image.new("RGB", (200, 100), "blue")
    made.paste("red", (0, 0, 100, 100))
    for column in range(0, 50, 2):
        made.paste("white", (column, 0, column + 1, 50))
    return made


def test_turning_moves_left_to_the_top() -> None:
    turned = edited(split(), steps_text([Step(Tool.ROTATE, (90,))]))
    assert turned.size == (100, 200)
    assert turned.getpixel((20, 20)) == (255, 0, 0)


def test_cutting_keeps_the_area() -> None:
    cut = edited(split(), steps_text([Step(Tool.CROP, (5000, 0, WHOLE, WHOLE))]))
    assert (cut.size, cut.getpixel((0, 0))) == ((100, 100), (0, 0, 255))


@pytest.mark.parametrize("tool", [Tool.BLUR, Tool.PIXELATE])
def test_what_was_made_unreadable_shows_no_fine_lines(tool: Tool) -> None:
    made = edited(split(), steps_text([Step(tool, (0, 0, 2500, 5000))]))
    lined, plain = ([made.getpixel((x, 25))[1] for x in range(start, 48, 2)] for start in (0, 1))  # type: ignore[index]
    assert abs(sum(lined) - sum(plain)) / len(lined) < 12
    assert made.getpixel((150, 50)) == (0, 0, 255)


def test_an_arrow_points_at_its_head() -> None:
    made = edited(Image.new("RGB", (400, 400), "gray"), steps_text([Step(Tool.ARROW, (1000, 1000, 8000, 8000))]))
    assert made.getpixel((316, 316)) == (214, 40, 40)


@pytest.mark.parametrize(
    "text", ["", "derived []", 'derived [["rotate",45]]', 'derived [["crop",0,0,0,0]]', 'derived [["crop",0,0,1]]',
             'derived [["crop",0,0,1,10001]]', 'derived [["draw",1]]', 'derived [["blur",0,0,1.5,4]]'],
)  # fmt: skip
def test_steps_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(UserMistake, match="steps_wrong"):
        check_steps(read_steps(text))


def test_steps_are_read_as_they_were_written() -> None:
    steps = (Step(Tool.ROTATE, (270,)), Step(Tool.ARROW, (1, 9, 3, 2)))
    assert read_steps(steps_text(steps)) == steps


def test_the_decoder_has_no_business_in_this_process() -> None:
    code = "import app.services.files, sys; print([m for m in ('PIL', 'pypdfium2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
    assert resource.getpagesize()
