"""Garbage is collected, and in the main thread only."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.ui.collector import Collector


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    """Return a collector, and give Python its own collection back afterwards."""
    was = gc.isenabled()
    owner = QObject()
    yield Collector(owner)
    owner.deleteLater()
    if was:
        gc.enable()


def _litter() -> None:
    for _ in range(20_000):
        ring: list[object] = []
        ring.append(ring)


def test_a_worker_never_collects(collector: Collector) -> None:
    where: list[str] = []

    def note(phase: str, _info: object) -> None:
        if phase == "start":
            where.append(threading.current_thread().name)

    gc.callbacks.append(note)
    try:
        worker = threading.Thread(target=_litter, name="worker")
        worker.start()
        worker.join()
        collector.look()
    finally:
        gc.callbacks.remove(note)
    assert set(where) == {threading.current_thread().name}


def test_what_is_due_is_collected(collector: Collector) -> None:
    _litter()
    before = gc.get_count()[0]
    collector.look()
    assert gc.get_count()[0] < before
