"""The folder of a phone, with real files: in the inbox once each, whole, and only while a folder is set."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.domain.kinds import EvidenceState
from app.ui import incoming_folder
from app.ui.capturing import Capturing
from app.ui.navigation import Notice
from app.ui.settings_phone import PhoneFolder
from app.ui.widgets.page import Page
from tests.ui.stage import put_away, wait_until


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "phone"
    made.mkdir()
    return made


@pytest.fixture
def watched(stage, folder, monkeypatch):
    monkeypatch.setattr(incoming_folder, "PAUSE", 20)
    monkeypatch.setattr(incoming_folder, "SLOW", 200)
    (folder / "old.jpg").write_bytes(b"private")
    stage.ctx.preferences.change(phone_folder=str(folder), phone_since=int(time.time()) + 1)
    over, page = QWidget(), Page("Overview")
    capturing = Capturing(stage.ctx, over)
    capturing.show_place(stage.audit_id, page)
    yield capturing
    stage.ctx.preferences.change(phone_folder="")
    stage.settle()
    put_away(page)
    put_away(over)


def _later(path: Path, data: bytes) -> None:
    """Write a file that came after the watching began, without waiting for the clock."""
    path.write_bytes(data)


def _items(stage):
    return stage.world.services.evidence.list(stage.audit_id)


def test_new_files_are_in_the_inbox_once_each_and_told(stage, watched, folder, monkeypatch):
    said: list[Notice] = []
    stage.ctx.notices.said.connect(said.append)
    stage.ctx.preferences.change(phone_since=int(time.time()) - 1)
    (folder / "old.jpg").unlink()
    _later(folder / "a.jpg", b"door")
    _later(folder / "b.jpg", b"door")
    _later(folder / "c.jpg", b"window")
    wait_until(lambda: len(_items(stage)) == 2)
    stage.settle()
    assert {one.title for one in _items(stage)} == {"a.jpg", "c.jpg"}
    assert {one.state for one in _items(stage)} == {EvidenceState.INBOX}
    assert any("inbox" in one.text for one in said)
    assert (folder / "a.jpg").read_bytes() == b"door"  # the folder is left as it is


def test_a_file_being_written_comes_whole(stage, watched, folder):
    stage.ctx.preferences.change(phone_since=int(time.time()) - 1)
    (folder / "old.jpg").unlink()
    with (folder / "film.mp4").open("wb") as out:
        for _ in range(30):
            out.write(b"x" * 10_000)
            out.flush()
            wait_until(_soon(0.01))
    wait_until(lambda: len(_items(stage)) > 0)
    stage.settle()
    assert sum(item.attachments[0].size == 300_000 for item in _items(stage)) == 1


def _soon(seconds: float):
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until


def test_what_lay_there_before_stays_private(stage, watched):
    watched.phone.look()
    stage.settle()
    watched.phone.look()
    stage.settle()
    assert _items(stage) == ()


def test_nothing_is_watched_by_default(stage, folder):
    over, page = QWidget(), Page("Overview")
    capturing = Capturing(stage.ctx, over)
    capturing.show_place(stage.audit_id, page)
    assert capturing.phone is not None
    assert capturing.phone._watcher.directories() == []
    put_away(page)
    put_away(over)


def test_a_folder_is_chosen_and_given_up_in_the_settings(stage, folder):
    field = PhoneFolder(stage.ctx)
    field._on_folder(str(folder))
    assert stage.ctx.preferences.value.phone_folder == str(folder)
    assert abs(stage.ctx.preferences.value.phone_since - time.time()) < 5
    field._on_stop()
    assert stage.ctx.preferences.value.phone_folder == ""
    put_away(field)
