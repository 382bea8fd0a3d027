"""A record sample by keys alone: drawn, marked by one letter each, widened, corrected."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain import sampling
from app.domain.kinds import EvidenceKind, ItemResult, Selection
from app.ui.audit.fieldwork import FieldworkPage
from app.ui.audit.sample_entry import WidenDialog
from tests.ui.pages import keys, press, shown
from tests.ui.stage import pause

CTRL = Qt.KeyboardModifier.ControlModifier
GOAL = 25


def focused() -> QWidget:
    """Return the widget that has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.fixture
def page(stage):
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id)) as made:
        yield made


class Typist:
    """Types where the focus is, and counts the keys that are not text of the job."""

    def __init__(self, stage):
        self._stage, self.keys = stage, 0

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        press(key, modifier)
        self._stage.settle()
        self.keys += 1

    def text(self, text):
        QTest.keyClicks(focused(), text)
        pause()


def _item(stage):
    (item,) = stage.world.services.evidence.list(stage.audit_id)
    return item


def _drawn(stage, page, listed="1-140", count="12"):
    keys(page.evidence.quick, "Changes of the first quarter", Qt.Key.Key_Return)
    stage.settle()
    press(Qt.Key.Key_D, CTRL)
    stage.settle()
    keys(page.evidence.detail.sample.entry.all_items, listed)
    keys(page.evidence.detail.sample.entry.count, count, Qt.Key.Key_Return)
    stage.settle()


def test_12_of_140_with_one_deviation_take_at_most_25_keys(stage, page):
    typist = Typist(stage)
    page.evidence.quick.setFocus()
    typist.text("Changes of the first quarter")
    typist.key(Qt.Key.Key_Return)  # captured
    typist.key(Qt.Key.Key_D, CTRL)  # becomes a sample, cursor in the list
    QApplication.clipboard().setText("\n".join(f"CHG-{n:03d}" for n in range(1, 141)))
    typist.key(Qt.Key.Key_V, CTRL)
    typist.key(Qt.Key.Key_Tab)
    typist.text("12")
    typist.key(Qt.Key.Key_Return)  # drawn, marking begins
    for _ in range(4):
        typist.key(Qt.Key.Key_O)
    typist.key(Qt.Key.Key_D)
    typist.key(Qt.Key.Key_A)  # all others are in order
    found = sampling.sums(_item(stage).rounds)
    assert (found.population, found.looked_at, found.deviating) == (140, 12, 1)
    assert _item(stage).rounds[0].items[4].result is ItemResult.DEVIATES
    assert typist.keys == 11
    assert typist.keys <= GOAL


def test_every_item_marked_by_its_own_key_stays_within_the_goal(stage, page):
    typist = Typist(stage)
    page.evidence.quick.setFocus()
    typist.text("Changes of the first quarter")
    typist.key(Qt.Key.Key_Return)
    typist.key(Qt.Key.Key_D, CTRL)
    typist.text("CHG-001..140")
    typist.key(Qt.Key.Key_Tab)
    typist.text("12")
    typist.key(Qt.Key.Key_Return)
    for number in range(12):
        typist.key(Qt.Key.Key_D if number == 6 else Qt.Key.Key_O)
    assert sampling.sums(_item(stage).rounds) == sampling.Sums(140, ok=11, deviating=1)
    assert typist.keys <= GOAL


def test_the_letters_do_nothing_outside_of_marking(stage, page):
    _drawn(stage, page)
    press(Qt.Key.Key_Escape)
    assert not page.evidence.detail.sample.banner.isVisible()
    press(Qt.Key.Key_D)
    stage.settle()
    assert sampling.sums(_item(stage).rounds).open == 12


def test_fast_typing_marks_one_item_each(stage, page):
    _drawn(stage, page)
    QTest.keyClicks(focused(), "odno")
    stage.settle()
    results = [item.result for item in _item(stage).rounds[0].items[:5]]
    assert results == [ItemResult.OK, ItemResult.DEVIATES, ItemResult.NOT_FOUND, ItemResult.OK, ItemResult.OPEN]


def test_a_remark_belongs_to_the_item_it_was_typed_for(stage, page):
    _drawn(stage, page)
    sample = page.evidence.detail.sample
    first = _item(stage).rounds[0].items[0]
    keys(sample._remark, "no approval", Qt.Key.Key_Return)
    stage.settle()
    held = {item.id: item.remark for item in _item(stage).rounds[0].items}
    assert held[first.id] == "no approval"
    assert sum(map(bool, held.values())) == 1


def test_widening_asks_why_and_goes_on_in_the_order(stage, page):
    _drawn(stage, page, count="3")
    keys(page.evidence.detail.sample._more, "", Qt.Key.Key_Space)
    dialog = page.findChild(WidenDialog)
    keys(dialog._what, "2", Qt.Key.Key_Return)
    keys(dialog.reason, "one deviated", Qt.Key.Key_Return)
    stage.settle()
    first, second = _item(stage).rounds
    assert [item.label for item in second.items] == list(first.listed[3:5])
    assert second.widened_reason == "one deviated"


def test_the_population_is_corrected_without_drawing_again(stage, page):
    _drawn(stage, page, count="3")
    keys(page.evidence.detail.sample._correct, "", Qt.Key.Key_Space)
    dialog = page.findChild(WidenDialog)
    keys(dialog._what, "1-150")
    keys(dialog.reason, "ten came late", Qt.Key.Key_Return)
    stage.settle()
    assert _item(stage).population == 150
    assert sampling.repeats(_item(stage).rounds)


def test_items_chosen_by_judgement_are_taken_over(stage, page):
    keys(page.evidence.quick, "Risks", Qt.Key.Key_Return)
    stage.settle()
    press(Qt.Key.Key_D, CTRL)
    stage.settle()
    entry = page.evidence.detail.sample.entry
    keys(entry.selection, "2")
    keys(entry.all_items, "R-1, R-2")
    keys(entry.count, "64", Qt.Key.Key_Return)
    stage.settle()
    (one,) = _item(stage).rounds
    assert (one.selection, one.population, one.size) == (Selection.JUDGEMENT, 64, 2)
    assert _item(stage).kind is EvidenceKind.RECORD_SAMPLE


def test_too_many_are_refused_beside_the_field(stage, page):
    _drawn(stage, page, listed="a, b", count="3")
    assert _item(stage).rounds == ()
    assert page.evidence.detail.sample.entry.all_items.toPlainText() == "a, b"


def test_a_list_that_was_not_drawn_from_is_there_after_a_crash(stage, page):
    keys(page.evidence.quick, "Changes", Qt.Key.Key_Return)
    stage.settle()
    press(Qt.Key.Key_D, CTRL)
    stage.settle()
    entry = page.evidence.detail.sample.entry
    keys(entry.all_items, "A-1, A-2")
    entry._kept.keep()
    stage.settle()
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id)) as again:
        again.evidence.show_item(_item(stage).id)
        stage.settle()
        assert again.evidence.detail.sample.entry.all_items.toPlainText() == "A-1, A-2"
