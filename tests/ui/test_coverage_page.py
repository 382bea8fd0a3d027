"""Coverage as picture and matrix, what holds the closing meeting, time against the plan."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.domain.drafts import EvidenceDraft, LinkDraft, SessionDraft
from app.ui.audit.coverage_page import CoveragePage
from app.ui.navigation import Place
from tests.support import START
from tests.ui.pages import press, shown
from tests.ui.plan_world import fill_plan

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(stage):
    services, audit_id = stage.world.services, stage.audit_id
    fill_plan(services, audit_id)
    site = services.audits.record(audit_id).sites[1].id
    for ref in ("A.7.1", "A.5.18"):
        draft = EvidenceDraft(title="seen", links=(LinkDraft(ref=ref),), site_id=site, happened_at=START)
        services.evidence.capture(audit_id, draft)
    with shown(stage, CoveragePage(stage.ctx, audit_id)) as made:
        yield made


def _by(page, value):
    page.by.show_value(value)
    page.by.chosen.emit(value)


def _cells(page, ref):
    table = page.table.rows
    place = table.place_of(ref)
    return [table.data(table.index(place, column)).strip("\u2066\u2069") for column in range(3, table.columnCount())]


def test_the_picture_counts_every_requirement_once(page):
    assert sum(bar.total for bar in page.picture._bars) == 123


def test_ctrl_2_shows_the_matrix_and_ctrl_1_the_picture_again(page):
    press(Qt.Key.Key_2, CTRL)
    assert page.table.isVisible()
    assert page.table.hasFocus()
    press(Qt.Key.Key_1, CTRL)
    assert page.picture.isVisible()


def test_the_matrix_tells_planned_seen_and_seen_beside_the_plan(page):
    _by(page, "site")
    press(Qt.Key.Key_2, CTRL)
    assert [one.replace("\u2066", "").replace("\u2069", "") for one in _cells(page, "A.7.1")] == ["", "1 seen"]
    assert [one.replace("\u2066", "").replace("\u2069", "") for one in _cells(page, "A.5.18")] == ["planned", "1 seen"]


def test_enter_on_a_requirement_goes_to_it(stage, page):
    places: list[Place] = []
    stage.ctx.navigator.wanted.connect(places.append)
    _by(page, "site")
    press(Qt.Key.Key_2, CTRL)
    page.table.select("A.7.1")
    press(Qt.Key.Key_Return)
    assert [(one.key, one.item_id) for one in places] == [("fieldwork", "requirement:A.7.1")]


@pytest.mark.parametrize("by", ["day", "auditor", "theme"])
def test_every_way_to_look_has_its_columns(page, by):
    press(Qt.Key.Key_2, CTRL)
    _by(page, by)
    assert page.table.rows.rowCount() == (11 if by == "theme" else 123)


def test_what_holds_the_closing_meeting_leads_to_its_place(stage, page):
    places: list[Place] = []
    stage.ctx.navigator.wanted.connect(places.append)
    found = next(one for one in page.digested.blockers if one.problem.code == "verdicts_open")
    page.blockers.jumped.emit(found.place)
    assert (places[0].key, places[0].item_id) == ("fieldwork", "requirement:4.1")


def test_held_time_stands_against_the_plan(stage, page):
    services, audit_id = stage.world.services, stage.audit_id
    row = next(one for one in services.audits.record(audit_id).timetable if one.topic == "Access control")
    before = len(page.digested.waiting)
    session = services.sessions.open(audit_id, SessionDraft(topic="Access control", timetable_row_id=row.id)).id
    stage.world.clock.set(START + timedelta(hours=2))
    services.sessions.close(session)
    page.load()
    stage.settle()
    day = page.digested.time[0]
    assert (day.held, day.rows_held, before - len(page.digested.waiting)) == (120, 1, 1)
