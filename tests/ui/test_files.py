"""Files of an item: small pictures, the viewer, an edited copy by keys, and destroying the content."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from app.domain.capture_marks import Typed
from app.domain.drafts import EvidenceDraft, IncomingFile
from app.domain.looks import Tool, read_steps
from app.ui.audit.destroy_dialog import DestroyDialog
from app.ui.audit.fieldwork import FieldworkPage
from app.ui.audit.file_viewer import FileViewer
from app.ui.audit.picture_editor import PictureEditor, likeness
from app.ui.widgets.dialog import Confirm
from tests.decoding.strangers import pdf, photo
from tests.ui.pages import keys, press, shown
from tests.ui.stage import wait_until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(stage):
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id)) as made:
        yield made


def _kept(stage, page, content, name="door.jpg"):
    made = stage.world.services.evidence.capture(
        stage.audit_id, EvidenceDraft(title="Door", text="what was said"), [IncomingFile(name=name, data=content)]
    )
    stage.ctx.bus.tell(made.changes, None)
    stage.settle()
    page.evidence.show_item(made.id)
    stage.settle()
    return page.evidence.detail


def _files(stage):
    (item,) = stage.world.services.evidence.list(stage.audit_id)
    return item.attachments


def _viewer(stage, page, detail):
    detail.view_file(_files(stage)[0])
    stage.settle()
    return page.window().findChild(FileViewer)


def _picture(red_until=100):
    out = io.BytesIO()
    made = Image.new("RGB", (200, 100), "blue")
    made.paste("red", (0, 0, red_until, 100))
    made.save(out, "PNG")
    return out.getvalue()


def test_time_and_place_of_a_photograph_are_shown(stage, page):
    detail = _kept(stage, page, photo())
    (line,) = detail._files._lines
    wait_until(lambda: "52.22970 N" in line._inside.text())
    assert "2026-03-27 09:20:00" in line._inside.text()
    assert detail.thumbs.pixmap(_files(stage)[0]) is not None


def test_what_cannot_be_shown_says_so_and_stays(stage, page):
    detail = _kept(stage, page, b"\xff\xd8\xff no picture")
    (line,) = detail._files._lines
    wait_until(lambda: "could not be shown" in line._inside.text())
    viewer = _viewer(stage, page, detail)
    wait_until(lambda: "could not be shown" in viewer.view._text)
    assert not viewer.edit.isEnabled()


def test_pages_of_a_pdf_are_turned_by_keys(stage, page):
    detail = _kept(stage, page, pdf(3), "a.pdf")
    viewer = _viewer(stage, page, detail)
    wait_until(lambda: viewer._pages == 3)
    keys(viewer.close_button, "", Qt.Key.Key_PageDown)
    wait_until(lambda: viewer._number.text() == "Page 2 of 3")


def test_an_edited_copy_is_made_by_keys_and_names_its_parent(stage, page):
    detail = _kept(stage, page, _picture(), "wall.png")
    viewer = _viewer(stage, page, detail)
    wait_until(viewer.edit.isEnabled)
    viewer.edit.click()
    editor = page.window().findChild(PictureEditor)
    keys(editor.canvas, "c", Qt.Key.Key_Left)
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Z, CTRL)
    press(Qt.Key.Key_Return, CTRL)
    stage.settle()
    wait_until(lambda: len(_files(stage)) == 2)
    original, copy = _files(stage)
    assert copy.parent_id == original.id
    assert [one.tool for one in read_steps(copy.made_how)] == [Tool.CROP, Tool.ROTATE]


def test_undo_in_the_editor_gives_the_picture_back(stage, page):
    detail = _kept(stage, page, _picture(), "wall.png")
    viewer = _viewer(stage, page, detail)
    wait_until(viewer.edit.isEnabled)
    before = viewer.view.image
    editor = PictureEditor(page, stage.ctx, "wall.png", before)
    editor.open()
    keys(editor.canvas, "p", Qt.Key.Key_Return)
    assert editor.canvas.image != before.convertToFormat(QImage.Format.Format_RGB32)
    press(Qt.Key.Key_Z, CTRL)
    assert editor.canvas.image == before.convertToFormat(QImage.Format.Format_RGB32)
    assert not editor._keep.isEnabled()
    editor.close()


def test_a_frame_is_drawn_with_the_mouse(stage, page):
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    editor = PictureEditor(page, stage.ctx, "a", image)
    editor.open()
    place = editor.canvas.place()
    QTest.mousePress(editor.canvas, Qt.MouseButton.LeftButton, pos=place.topLeft())
    QTest.mouseMove(editor.canvas, place.center())
    QTest.mouseRelease(editor.canvas, Qt.MouseButton.LeftButton, pos=place.center())
    left, top, right, bottom = editor.canvas.editing.frame
    assert (left, top) == (0, 0)
    assert abs(right - 5000) < 100
    assert abs(bottom - 5000) < 100
    editor.close()


def test_the_likeness_turns_as_the_copy_will(stage):
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    steps = read_steps('derived [["rotate",90],["arrow",0,0,5000,5000],["blur",0,0,5000,5000]]')
    made = likeness(image, steps)
    assert (made.width(), made.height()) == (100, 200)


def test_a_copy_is_saved_only_after_a_warning_and_then_listed(stage, page, tmp_path, monkeypatch):
    target = tmp_path / "out.jpg"
    monkeypatch.setattr(
        "app.ui.audit.file_viewer.file_dialog.choose_target", lambda parent, title, name, done: done(str(target))
    )
    detail = _kept(stage, page, photo())
    viewer = _viewer(stage, page, detail)
    keys(viewer.save, "", Qt.Key.Key_Space)
    ask = viewer.findChild(Confirm)
    assert not target.exists()
    ask._verb.click()
    stage.settle()
    assert target.read_bytes() == photo()
    wait_until(lambda: str(target) in viewer._exports.text())


def test_the_content_is_destroyed_by_keys_and_the_line_says_so(stage, page):
    detail = _kept(stage, page, photo())
    viewer = _viewer(stage, page, detail)
    keys(viewer.destroy_content, "", Qt.Key.Key_Space)
    stage.settle()
    dialog = page.window().findChild(DestroyDialog)
    assert not dialog._verb.isEnabled()
    keys(dialog.reason, "The client took it back")
    keys(dialog.asked_by, "Eva Example")
    keys(dialog.agreed_by, "Anna Berg")
    dialog._verb.click()
    stage.settle()
    assert _files(stage)[0].destroyed_reason == "The client took it back"
    assert stage.world.services.destroying.list(stage.audit_id)[0].agreed_by == "Anna Berg"


def test_a_text_is_destroyed_from_the_item(stage, page):
    detail = _kept(stage, page, photo())
    keys(detail._destroy, "", Qt.Key.Key_Space)
    stage.settle()
    dialog = page.window().findChild(DestroyDialog)
    for field in (dialog.reason, dialog.asked_by, dialog.agreed_by):
        keys(field, "x")
    dialog._verb.click()
    stage.settle()
    (item,) = stage.world.services.evidence.list(stage.audit_id)
    assert (item.text, item.title) == ("", "Door")


def test_a_large_file_shows_how_far_it_is_and_can_be_cancelled(stage, page, tmp_path):
    path = tmp_path / "walk.mp4"
    with path.open("wb") as out:
        out.truncate(60 * 1024 * 1024)
    page.evidence._capture(Typed("The whole round"), (IncomingFile(name="walk.mp4", path=path),))
    wait_until(lambda: page.evidence._progress._bar.value() > 0)
    page.evidence._progress._cancel.click()
    stage.settle()
    assert stage.world.services.evidence.list(stage.audit_id) == ()
    assert page.evidence.quick.line.text() == "The whole round"


def test_a_large_file_is_kept_beside_typing(stage, page, tmp_path):
    path = tmp_path / "walk.mp4"
    with path.open("wb") as out:
        out.truncate(40 * 1024 * 1024)
    page.evidence._capture(Typed("The whole round"), (IncomingFile(name="walk.mp4", path=path),))
    keys(page.evidence.quick, "Typed meanwhile", Qt.Key.Key_Return)
    stage.settle()
    assert {one.title for one in stage.world.services.evidence.list(stage.audit_id)} == {
        "Typed meanwhile", "The whole round",
    }  # fmt: skip
