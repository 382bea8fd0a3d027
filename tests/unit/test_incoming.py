"""Files in a watched folder: whole ones once, half-written ones later, old and temporary ones never."""

from __future__ import annotations

from app.domain.incoming import FileLook, Waiting


def test_a_file_is_handed_out_once_it_stands_still() -> None:
    waiting = Waiting(0.0)
    assert waiting.look({"a.jpg": FileLook(10, 1.0)}) == ()
    assert waiting.restless
    assert waiting.look({"a.jpg": FileLook(20, 2.0)}) == ()
    assert waiting.look({"a.jpg": FileLook(20, 2.0)}) == ("a.jpg",)
    assert not waiting.restless
    assert waiting.look({"a.jpg": FileLook(20, 2.0)}) == ()


def test_a_file_that_is_written_anew_comes_again() -> None:
    waiting = Waiting(0.0)
    for size in (10, 10, 12):
        waiting.look({"a.jpg": FileLook(size, float(size))})
    assert waiting.look({"a.jpg": FileLook(12, 12.0)}) == ("a.jpg",)


def test_what_lay_there_before_is_left_alone() -> None:
    waiting = Waiting(100.0)
    seen = {"old.jpg": FileLook(10, 99.0), "new.jpg": FileLook(10, 100.0)}
    waiting.look(seen)
    assert waiting.look(seen) == ("new.jpg",)


def test_empty_and_temporary_files_wait_for_ever() -> None:
    waiting = Waiting(0.0)
    seen = {name: FileLook(0 if name == "a.jpg" else 5, 1.0) for name in ("a.jpg", ".b.jpg", "c.jpg.part", "~d.tmp")}
    assert [waiting.look(seen) for _ in range(3)] == [(), (), ()]


def test_a_file_that_goes_away_is_forgotten() -> None:
    waiting = Waiting(0.0)
    waiting.look({"a.jpg": FileLook(10, 1.0)})
    waiting.look({})
    assert not waiting.restless
    assert waiting.look({"a.jpg": FileLook(10, 1.0)}) == ()
