"""Signing in the room: by mouse, pen and finger, by keys alone, from the meeting and from a finding."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from app.domain.attestations import S
from app.domain.kinds import Acknowledgement
from app.ui.audit.findings import FindingsPage
from app.ui.audit.opening import OpeningPage
from app.ui.signing import open_attestation
from app.ui.signing.dialog import AttestationDialog
from app.ui.signing.pad import SignaturePad
from app.ui.widgets.dialog import Confirm
from tests.support import START
from tests.ui.pages import keys, press, shown
from tests.ui.signing_windows import fill, finding, record_as
from tests.ui.stage import pause, put_away, show, wait_until

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def pad(look):
    made = SignaturePad("Signature", "how", "Sign here")
    show(made, 482, 162)
    yield made
    put_away(made)


@pytest.fixture
def page(stage):
    fill(stage)
    stage.world.clock.set(START + timedelta(hours=1))  # the record is ordered by time
    with shown(stage, OpeningPage(stage.ctx, stage.audit_id)) as made:
        yield made


def at(pad: SignaturePad, across: float, down: float) -> QPointF:
    """Return the place at a share of the box."""
    box = pad.box()
    return QPointF(box.left() + across * box.width(), box.top() + down * box.height())


def drag(pad: SignaturePad) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=at(pad, 0.1, 0.5).toPoint())
    QTest.mouseMove(pad, at(pad, 0.5, 0.2).toPoint())
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=at(pad, 0.9, 0.8).toPoint())


def last(stage):
    return stage.world.services.audits.record(stage.audit_id).attestations[-1]


def the_dialog(stage) -> AttestationDialog:
    stage.settle()
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, AttestationDialog))


def test_a_mouse_draws_in_thousandths_of_the_box(pad):
    drag(pad)
    (stroke,) = pad.strokes
    assert (stroke["x"][0], stroke["y"][0]) == (pytest.approx(100, abs=4), pytest.approx(500, abs=8))
    assert (stroke["x"][-1], stroke["y"][-1]) == (pytest.approx(900, abs=4), pytest.approx(800, abs=8))
    assert stroke["t"] == sorted(stroke["t"])


def tablet(pad: SignaturePad, kind: QEvent.Type, place: QPointF, pressure: float) -> None:
    pen = QPointingDevice(
        "pen", 7, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure, 1, 1,
    )  # fmt: skip
    event = QTabletEvent(
        kind, pen, place, pad.mapToGlobal(place), pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier,
        Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
    )  # fmt: skip
    QApplication.sendEvent(pad, event)
    assert event.isAccepted()  # else Qt would make a second stroke of it, as if by a mouse


def test_a_pen_draws_and_its_pressure_is_not_looked_at(pad):
    tablet(pad, QEvent.Type.TabletPress, at(pad, 0.1, 0.5), 0.9)
    tablet(pad, QEvent.Type.TabletMove, at(pad, 0.5, 0.2), 0.1)
    tablet(pad, QEvent.Type.TabletRelease, at(pad, 0.9, 0.8), 0.0)
    (stroke,) = pad.strokes
    assert stroke["x"] == [100, 500, 900]
    assert stroke["y"] == [500, 200, 800]
    assert set(stroke) == {"x", "y", "t"}


def test_a_finger_draws(pad):
    device = QTest.createTouchDevice()
    for phase, place in (("press", (0.1, 0.5)), ("move", (0.5, 0.2)), ("release", (0.9, 0.8))):
        sequence = QTest.touchEvent(pad, device, autoCommit=False)
        getattr(sequence, phase)(0, at(pad, *place).toPoint(), pad)
        sequence.commit()
    (stroke,) = pad.strokes
    assert stroke["x"] == [pytest.approx(one, abs=4) for one in (100, 500, 900)]


def test_what_leaves_the_box_stays_at_its_edge_and_what_begins_outside_is_nothing(pad):
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=at(pad, 0.5, 0.5).toPoint())
    QTest.mouseMove(pad, at(pad, 1.4, -0.3).toPoint())
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=at(pad, 1.4, -0.3).toPoint())
    assert (pad.strokes[0]["x"][-1], pad.strokes[0]["y"][-1]) == (1000, 0)
    pad.clear()
    pad.resize(900, 162)
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPointF(5, 80).toPoint())
    assert pad.strokes == []


def test_backspace_takes_a_stroke_back_and_delete_all(pad):
    for _ in range(3):
        drag(pad)
    pad.setFocus()
    press(Qt.Key.Key_Backspace)
    assert len(pad.strokes) == 2
    press(Qt.Key.Key_Delete)
    assert pad.strokes == []


def test_the_key_opens_the_next_and_a_drawing_is_recorded_by_enter(stage, page):
    page.signing.table.setFocus()
    press(Qt.Key.Key_S, BOTH)
    dialog = the_dialog(stage)
    assert dialog.parts.pad.hasFocus()
    drag(dialog.parts.pad)
    press(Qt.Key.Key_Return)
    stage.settle()
    assert (last(stage).name, last(stage).state) == ("Anna Berg", S.DRAWN)
    assert page.signing.next.text() == "Next: Carl Co"


def test_a_name_is_typed_by_keys_alone(stage, page):
    page.signing.table.setFocus()
    press(Qt.Key.Key_S, BOTH)
    dialog = the_dialog(stage)
    press(Qt.Key.Key_2)
    assert dialog.parts.typed.hasFocus()
    keys(dialog.parts.typed, "anna berk", Qt.Key.Key_Return)
    stage.settle()
    assert dialog.isVisible()
    keys(dialog.parts.typed, "", Qt.Key.Key_Backspace)
    keys(dialog.parts.typed, "g", Qt.Key.Key_Return)
    stage.settle()
    assert (last(stage).name, last(stage).state) == ("Anna Berg", S.TYPED)


def test_a_code_that_was_heard_is_recorded(stage, page):
    page.signing.table.setFocus()
    press(Qt.Key.Key_S, BOTH)
    dialog = the_dialog(stage)
    press(Qt.Key.Key_3)
    code = page.signing._sheet.code("Anna Berg")
    keys(dialog.parts.code, code.lower(), Qt.Key.Key_Return)
    stage.settle()
    assert (last(stage).state, last(stage).code) == (S.REMOTE, code)


def test_an_empty_pad_says_that_nothing_is_drawn(stage, page):
    page.signing.sign("Anna Berg")
    dialog = the_dialog(stage)
    dialog.confirm()
    stage.settle()
    assert dialog.problem.isVisible()
    put_away(dialog)


def test_what_was_recorded_is_opened_again_with_a_reason(stage, page):
    page.signing.sign("Eva Example")
    dialog = the_dialog(stage)
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "Open again…").click()
    ask = dialog.findChild(Confirm)
    assert ask is not None
    reason = ask.findChild(QPlainTextEdit)
    assert reason is not None
    keys(reason, "wrong line")
    ask._on_verb()
    stage.settle()
    assert (last(stage).name, last(stage).state, last(stage).words) == ("Eva Example", S.OPEN, "wrong line")


def test_a_refusal_does_not_offer_to_call_it_not_required(stage, page):
    page.signing.sign("Ivo Isms")
    dialog = the_dialog(stage)
    offered = [one.value for one in dialog.ways._choices]
    assert S.NOT_REQUIRED.value not in offered
    assert S.DRAWN.value in offered
    put_away(dialog)


def test_a_finding_is_disputed_with_words_and_signed_in_one_go(stage):
    finding(stage)
    with shown(stage, FindingsPage(stage.ctx, stage.audit_id)) as page:
        page.editor.confirming.signing.sign_next()
        dialog = the_dialog(stage)
        dialog.answer.setFocus()
        press(Qt.Key.Key_3)
        keys(dialog.view, "it was closed in May")
        dialog.ways.setFocus()
        press(Qt.Key.Key_2)
        keys(dialog.parts.typed, "Eva Example", Qt.Key.Key_Return)
        stage.settle()
        (row,) = stage.world.services.audits.record(stage.audit_id).findings
        assert (row.acknowledgement, row.client_view) == (Acknowledgement.DISPUTED, "it was closed in May")
        assert last(stage).state is S.TYPED


def test_a_changed_finding_shows_the_earlier_wording_and_the_difference(stage):
    matter = finding(stage)
    record_as(stage, matter, 0, S.TYPED, typed_name="Eva Example")
    stage.world.services.fields.set("finding", matter.subject_id, "statement", "Access stays open for months")
    with shown(stage, FindingsPage(stage.ctx, stage.audit_id)) as page:
        card = page.editor.confirming.signing
        assert "“for months”" in card._said.text()
        assert card.next.text() == "Next: Eva Example"


def test_anybody_may_open_it_from_elsewhere(stage):
    matter = fill(stage)
    with shown(stage, OpeningPage(stage.ctx, stage.audit_id)) as page:
        open_attestation(stage.ctx, page, stage.audit_id, matter, "carl co")
        dialog = the_dialog(stage)
        assert dialog.windowTitle() == "Signature of Carl Co"
        put_away(dialog)


def test_once_the_report_is_signed_nothing_opens(stage, page):
    page.signing.show_matter(page.signing._matter, open_=False)
    stage.settle()
    page.signing.sign_next()
    pause()
    assert page.findChild(AttestationDialog) is None
    wait_until(lambda: not stage.ctx.jobs.busy)
