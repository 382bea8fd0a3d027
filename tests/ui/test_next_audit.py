"""The next audit by keys alone: what follows, what changed, when; and what was handed on gets its result."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.kinds import AuditType, CarriedState, ProgrammeStep
from app.ui.audit.findings import FindingsPage
from app.ui.audit.overview import OverviewPage
from app.ui.dialogs.next_audit import NextAuditPage
from app.ui.navigation import Place
from tests.ui.next_windows import next_page, overview, surveillance
from tests.ui.stage import Stage, put_away, show


def press(qtbot: QtBot, page: QWidget, key: Qt.Key, times: int = 1, control: bool = False) -> None:
    mods = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    for _time in range(times):
        qtbot.keyClick(page.window().focusWidget(), key, mods)


def test_the_usual_audit_is_started_by_four_keys_and_takes_over_what_was_handed_on(stage: Stage, qtbot: QtBot) -> None:
    page = next_page(stage)
    places: list[Place] = []
    stage.ctx.navigator.wanted.connect(places.append)
    show(page)
    press(qtbot, page, Qt.Key.Key_Return, 4, control=True)
    stage.settle()
    (place,) = places
    record = stage.world.services.audits.record(place.audit_id)
    assert (place.key, record.audit.type, record.audit.step) == (
        "overview", AuditType.SURVEILLANCE, ProgrammeStep.SURVEILLANCE1,
    )  # fmt: skip
    assert [one.label for one in record.carried] == ["NC-01", "NC-02", "P1"]
    assert [one.name for one in record.team] == ["Anna Berg"]
    assert record.soa is not None
    assert record.soa.edition == "2.2"
    put_away(page)


def test_what_changed_shows_old_and_new_and_takes_what_is_typed(stage: Stage, qtbot: QtBot) -> None:
    page = next_page(stage, step=1)
    show(page)
    first = page.changes.rows[0]
    assert (first.site.heads_then, first.heads.text()) == (40, "45")
    assert [row._note.text() for row in page.changes.rows] == ["central function", "", "new since the audit before"]
    assert page.changes._soa_then.text() == "then: –"
    first.heads.setFocus()
    first.heads.selectAll()
    qtbot.keyClicks(first.heads, "47")
    page.changes.rows[1].taken.setFocus()
    qtbot.keyClick(page.changes.rows[1].taken, Qt.Key.Key_Space)
    draft = page.draft
    assert draft is not None
    assert (draft.sites[0].heads_now, draft.sites[1].taken) == (47, False)
    put_away(page)


def test_a_special_audit_says_what_it_is_for_and_gets_its_objectives(stage: Stage) -> None:
    page = next_page(stage)
    show(page)
    page.follow.type.show_value(AuditType.SPECIAL.value)
    page.follow.type.chosen.emit(AuditType.SPECIAL.value)
    stage.settle()
    assert page.follow.special_field.isVisible()
    assert page.team.objectives.lines[0].startswith("Verify that corrections")
    put_away(page)


def test_what_is_filled_in_is_there_again_after_the_page_was_left(stage: Stage, qtbot: QtBot) -> None:
    page = next_page(stage, step=2)
    show(page)
    page.when.start.show_day(date(2027, 5, 11))
    page.when.reference.setFocus()
    page.when.reference.selectAll()
    qtbot.keyClicks(page.when.reference, "SV-1")
    page.leave()
    stage.settle()
    again = NextAuditPage(stage.ctx, page.previous_id)
    put_away(page)
    again.load()
    show(again)
    stage.settle()
    stage.settle()
    assert (again.when.reference.text(), again.when.start.day) == ("SV-1", date(2027, 5, 11))
    put_away(again)


def test_a_taken_reference_is_said_beside_it(stage: Stage, qtbot: QtBot) -> None:
    page = next_page(stage, step=3)
    show(page)
    page.when.reference.setText("A-2")
    press(qtbot, page, Qt.Key.Key_Return, control=True)
    stage.settle()
    assert page.frame.current == 2
    assert page.when.reference_field.isVisible()
    put_away(page)


def test_what_was_handed_on_gets_its_result_by_number_keys(stage: Stage, qtbot: QtBot) -> None:
    page = overview(stage)
    show(page)
    rows = list(page.carried.rows.values())
    page.bring("#carried")
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_2)  # verified
    stage.settle()
    qtbot.keyClick(rows[1].choice, Qt.Key.Key_3)  # not effective: asks what was found first
    assert rows[1].problem.isVisible()
    qtbot.keyClicks(rows[1].remark, "two again")
    qtbot.keyClick(rows[1].remark, Qt.Key.Key_Return)
    stage.settle()
    found = stage.world.services.audits.record(page.audit_id).carried
    assert [one.state for one in found] == [CarriedState.VERIFIED, CarriedState.NOT_EFFECTIVE, CarriedState.OPEN]
    assert found[1].remark == "two again"
    put_away(page)


def test_points_for_the_next_team_are_typed_changed_and_taken_out(stage: Stage, qtbot: QtBot) -> None:
    page = OverviewPage(stage.ctx, stage.audit_id)
    page.load()
    show(page)
    stage.settle()
    entry = page.points._entry
    entry.setFocus()
    qtbot.keyClicks(entry, "Second supplier")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    stage.settle()
    (point,) = stage.world.services.audits.record(stage.audit_id).next_points
    assert point.text == "Second supplier"
    page.points.removed.emit(point.id)
    stage.settle()
    assert stage.world.services.audits.record(stage.audit_id).next_points == ()
    put_away(page)


def test_findings_lead_to_what_was_handed_on(stage: Stage, qtbot: QtBot) -> None:
    audit_id = surveillance(stage)
    page = FindingsPage(stage.ctx, audit_id)
    places: list[Place] = []
    stage.ctx.navigator.wanted.connect(places.append)
    page.load()
    show(page)
    stage.settle()
    assert page.carried.text() == "From the last audit (3 open)"
    qtbot.keyClick(page.carried, Qt.Key.Key_Space)
    assert places == [Place("overview", audit_id, "#carried")]
    put_away(page)


def test_an_audit_that_is_not_closed_hands_nothing_on_yet(stage: Stage, qtbot: QtBot) -> None:
    page = NextAuditPage(stage.ctx, stage.audit_id)
    page.load()
    show(page)
    stage.settle()
    press(qtbot, page, Qt.Key.Key_Return, 4, control=True)
    stage.settle()
    assert page.frame.current == 0
    assert page.follow._banner.isVisible()
    assert len(stage.world.services.audits.list()) == 1
    put_away(page)
