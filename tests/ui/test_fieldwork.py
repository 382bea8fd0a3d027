"""Evidence: captured, linked, completed, withdrawn, by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.domain.drafts import IncomingFile
from app.domain.kinds import EvidenceKind, EvidenceState, Judgement
from app.ui.audit.fieldwork import FieldworkPage
from app.ui.navigation import Notice, Place
from app.ui.widgets.dialog import Confirm
from tests.ui.crowd import crowd
from tests.ui.pages import keys, press, shown
from tests.ui.stage import wait_until

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(stage):
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id)) as made:
        yield made


def _items(stage):
    return stage.world.services.evidence.list(stage.audit_id)


def _capture(stage, page, text="Badge of a visitor not returned"):
    keys(page.evidence.quick, text, Qt.Key.Key_Return)
    stage.settle()


def test_one_line_and_enter_is_evidence(stage, page):
    _capture(stage, page)
    (item,) = _items(stage)
    assert (item.title, item.state) == ("Badge of a visitor not returned", EvidenceState.INBOX)
    assert page.evidence.table.selected_id == item.id
    assert page.evidence.quick.line.text() == ""


def test_the_cursor_stays_in_the_line_for_the_next_one(stage, page):
    _capture(stage, page, "one")
    assert page.evidence.quick.line.hasFocus()
    _capture(stage, page, "two")
    assert [item.title for item in _items(stage)] == ["one", "two"]


def test_a_line_that_was_not_captured_is_there_after_a_crash(stage, page):
    keys(page.evidence.quick, "Badge of a vis")
    wait_until(lambda: stage.world.services.fields.open_drafts(stage.audit_id) != ())
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id)) as again:  # nothing was told to the first page
        assert again.evidence.quick.line.text() == "Badge of a vis"
        keys(again.evidence.quick, "itor", Qt.Key.Key_Return)
        stage.settle()
    assert [item.title for item in _items(stage)] == ["Badge of a visitor"]
    assert stage.world.services.fields.open_drafts(stage.audit_id) == ()


def test_a_requirement_is_linked_by_typing_its_number(stage, page):
    _capture(stage, page)
    press(Qt.Key.Key_R, CTRL)
    keys(page.evidence.detail.requirements, "a518", Qt.Key.Key_Return)
    stage.settle()
    keys(page.evidence.detail.requirements, "6.1.3 d", Qt.Key.Key_Return)
    stage.settle()
    assert [(link.ref, link.part) for link in _items(stage)[0].links] == [("A.5.18", ""), ("6.1.3", "d)")]
    assert _items(stage)[0].state is EvidenceState.SORTED


def test_words_of_the_title_find_a_requirement(stage, page):
    _capture(stage, page)
    keys(page.evidence.detail.requirements, "information backup", Qt.Key.Key_Return)
    stage.settle()
    assert [link.ref for link in _items(stage)[0].links] == ["A.8.13"]


def test_a_requirement_nobody_knows_is_said_beside_the_field(stage, page):
    _capture(stage, page)
    keys(page.evidence.detail.requirements, "A.9.99", Qt.Key.Key_Return)
    stage.settle()
    assert _items(stage)[0].links == ()


def test_the_judgement_is_a_number_key(stage, page):
    _capture(stage, page)
    keys(page.evidence.detail.judgement, "", Qt.Key.Key_3)
    stage.settle()
    assert _items(stage)[0].judgement is Judgement.NONCONFORMITY


def test_the_kind_brings_its_fields_and_they_are_saved(stage, page):
    _capture(stage, page)
    page.evidence.detail.kind.chosen.emit(EvidenceKind.RECORD_SAMPLE.value)
    stage.settle()
    population = page.evidence.detail.binder.binding("population").widget
    assert population.isVisible()
    keys(population, "140", Qt.Key.Key_Tab)
    stage.settle()
    assert (_items(stage)[0].kind, _items(stage)[0].population) == (EvidenceKind.RECORD_SAMPLE, 140)


def test_a_number_that_is_none_stays_in_the_field_and_is_not_saved(stage, page):
    _capture(stage, page)
    page.evidence.detail.kind.chosen.emit(EvidenceKind.RECORD_SAMPLE.value)
    stage.settle()
    population = page.evidence.detail.binder.binding("population").widget
    keys(population, "many", Qt.Key.Key_Tab)
    stage.settle()
    assert population.text() == "many"
    assert _items(stage)[0].population is None


def test_text_typed_in_one_item_does_not_reach_the_next(stage, page):
    _capture(stage, page, "one")
    _capture(stage, page, "two")
    page.evidence.table.select(_items(stage)[0].id)
    text = page.evidence.detail.binder.binding("text").widget
    keys(text, "said by the guide")
    page.evidence.table.select(_items(stage)[1].id)
    stage.settle()
    assert {item.title: item.text for item in _items(stage)} == {"one": "said by the guide", "two": ""}


def test_a_pasted_picture_is_captured(stage, page):
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    page.evidence.table.setFocus()
    press(Qt.Key.Key_V, CTRL)
    stage.settle()
    (item,) = _items(stage)
    assert [(one.media_type, one.made_how) for one in item.attachments] == [("image/png", "pasted")]


def test_a_dropped_file_is_kept_byte_for_byte(stage, page, tmp_path):
    source = tmp_path / "log.txt"
    source.write_bytes(b"visitor 12\r\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(source))])
    page._take(data)
    stage.settle()
    (item,) = _items(stage)
    assert stage.world.services.evidence.file(item.attachments[0].id) == b"visitor 12\r\n"


def test_an_item_is_withdrawn_with_a_reason_and_can_come_back(stage, page):
    _capture(stage, page)
    page.evidence.detail.ask_to_withdraw()
    ask = page.findChild(Confirm)
    keys(ask.findChild(QPlainTextEdit), "seen twice")
    ask._on_verb()
    stage.settle()
    assert (_items(stage)[0].state, _items(stage)[0].withdrawn_reason) == (EvidenceState.WITHDRAWN, "seen twice")
    page.evidence.detail._on_restore()
    stage.settle()
    assert _items(stage)[0].state is EvidenceState.INBOX


def test_filters_narrow_the_table(stage):
    crowd(stage.world, stage.audit_id, items=9)
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id)) as page:
        view = page.evidence
        view._on_filter("", "inbox")
        assert [view.table.rows.row_at(n).title for n in range(view.table.rows.rowCount())] == [
            "Bring back the key of the store room"
        ]
        view._on_filter("visitor", "all")
        assert view.table.rows.rowCount() == 1


def test_a_session_receives_what_is_captured(stage, page):
    keys(page.evidence.sessions._entry, "P-01 Leadership", Qt.Key.Key_Return)
    stage.settle()
    _capture(stage, page)
    session = stage.world.services.sessions.list(stage.audit_id)[0]
    assert _items(stage)[0].session_id == session.id


def test_an_item_is_shown_even_if_a_filter_hides_it(stage):
    crowd(stage.world, stage.audit_id, items=4)
    wanted = next(item for item in _items(stage) if item.title.startswith("Procedure"))
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id), f"{wanted.id}#population") as page:
        assert page.evidence.table.selected_id == wanted.id


def test_a_finding_is_wanted_from_an_item(stage, page):
    _capture(stage, page)
    wanted: list[Place] = []
    stage.ctx.navigator.wanted.connect(wanted.append)
    page.evidence.detail._on_finding()
    assert (wanted[0].key, wanted[0].item_id) == ("findings", f"new:{_items(stage)[0].id}")


def test_a_photo_with_a_line_and_two_links_takes_twelve_keys_beside_its_text(stage, page):
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QApplication.clipboard().setImage(image)
    keys(page.evidence.quick, "Visitor log lies open")
    press(Qt.Key.Key_V, CTRL)
    stage.settle()
    press(Qt.Key.Key_R, CTRL)
    for ref in ("a518", "a813"):
        for letter in ref:
            press(Qt.Key(ord(letter.upper())))
        press(Qt.Key.Key_Return)
        stage.settle()
        page.activateWindow()
    (item,) = _items(stage)
    assert (item.title, len(item.attachments)) == ("Visitor log lies open", 1)
    assert [link.ref for link in item.links] == ["A.5.18", "A.8.13"]


def test_a_file_that_is_attached_already_is_told(stage, page):
    _capture(stage, page)
    item = _items(stage)[0]
    said: list[Notice] = []
    stage.ctx.notices.said.connect(said.append)
    for _ in range(2):
        page.evidence.detail.files_wanted.emit(item.id, (IncomingFile(name="door.jpg", data=b"door"),))
        stage.settle()
    assert len(_items(stage)[0].attachments) == 1
    assert len(said) == 1
    assert "attached already" in said[0].text
