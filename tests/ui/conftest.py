"""Fixtures of the window tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.translation import Words, load
from tests.ui.stage import Stage, make_stage, set_look


@pytest.fixture
def look(qapp: QApplication) -> Callable[..., object]:
    """Return the function that puts a look in force; light and 100 % to begin with."""
    set_look()
    return set_look


@pytest.fixture
def words(look: object) -> Words:
    """Return English words, with the light look in force."""
    return load("en")


@pytest.fixture
def stages(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    """Return the function that opens a stage in a language; all are closed at the end."""
    made: list[Stage] = []

    def make(language: str = "en", *, with_audit: bool = True) -> Stage:
        stage = make_stage(tmp_path / f"workspace-{len(made)}", language, with_audit=with_audit)
        made.append(stage)
        return stage

    yield make
    for stage in made:
        stage.close()
    set_look()


@pytest.fixture
def stage(stages: Callable[..., Stage]) -> Stage:
    """Return a stage in English."""
    return stages()
