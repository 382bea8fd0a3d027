"""Preferences: kept as JSON, written aside and renamed, never worth an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.preferences import Preferences, load, save


def test_what_is_saved_is_loaded(tmp_path: Path):
    wanted = Preferences(language="de", scheme="dark", zoom=150, workspace="/home/anna/Onsite")
    save(tmp_path / "new" / "preferences-1.json", wanted)
    assert load(tmp_path / "new" / "preferences-1.json") == wanted
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["preferences-1.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 2, "scheme": "dark"}', '{"scheme": "dark"}'])
def test_an_unreadable_file_gives_the_defaults(tmp_path: Path, text: str):
    (tmp_path / "p.json").write_text(text, encoding="utf-8")
    assert load(tmp_path / "p.json") == Preferences()


def test_impossible_values_are_replaced(tmp_path: Path):
    stored = {"version": 1, "scheme": "pink", "zoom": 5000, "language": 7}
    (tmp_path / "p.json").write_text(json.dumps(stored), encoding="utf-8")
    assert load(tmp_path / "p.json") == Preferences(zoom=200)


def test_a_missing_file_gives_the_defaults(tmp_path: Path):
    assert load(tmp_path / "none.json") == Preferences()
