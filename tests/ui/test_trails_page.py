"""The audit trails: begun by name, filled and put in order by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.audit_trails import trails
from app.services.threads import Target
from app.ui.audit.trails import TrailsPage
from app.ui.navigation import Place
from tests.ui.pages import keys, press, shown

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(stage):
    services = stage.world.services
    services.threads.begin(stage.audit_id, "Joiner, mover, leaver", Target(ref="A.5.16"), Target(ref="A.6.5"))
    with shown(stage, TrailsPage(stage.ctx, stage.audit_id)) as made:
        yield made


def _refs(stage):

    return [[stop.label for stop in row.stops] for row in trails(stage.world.services.audits.record(stage.audit_id))]


def test_a_new_trail_is_typed_and_filled_without_the_mouse(stage, page):
    keys(page.entry, "Backup", Qt.Key.Key_Return)
    stage.settle()
    keys(page.detail.line, "A.8.13", Qt.Key.Key_Return)
    stage.settle()
    assert _refs(stage) == [["A.5.16", "A.6.5"], ["A.8.13"]]


def test_alt_up_moves_and_delete_takes_off(stage, page):
    page.detail.stops.setFocus()
    page.detail.stops.select(page.digested[0].stops[1].id)
    press(Qt.Key.Key_Up, ALT)
    stage.settle()
    assert _refs(stage) == [["A.6.5", "A.5.16"]]
    press(Qt.Key.Key_Delete)
    stage.settle()
    assert _refs(stage) == [["A.5.16"]]


def test_enter_goes_to_what_stands_on_the_trail(stage, page):
    places: list[Place] = []
    stage.ctx.navigator.wanted.connect(places.append)
    page.detail.stops.setFocus()
    page.detail.stops.select(page.digested[0].stops[0].id)
    press(Qt.Key.Key_Return)
    assert [(one.key, one.item_id) for one in places] == [("fieldwork", "requirement:A.5.16")]


def test_the_result_is_saved_as_it_is_typed(stage, page):
    keys(page.detail.result.editor, "all in time", Qt.Key.Key_Tab)
    stage.settle()
    assert stage.world.services.audits.record(stage.audit_id).threads[0].result == "all in time"


def test_a_removed_trail_comes_back_by_undo(stage, page):
    page.detail._remove.click()
    stage.settle()
    assert _refs(stage) == []
    stage.ctx.jobs.write(stage.world.services.fields.undo)
    stage.settle()
    assert _refs(stage) == [["A.5.16", "A.6.5"]]
