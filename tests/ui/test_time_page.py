"""Audit time by keyboard only: what is typed is calculated at every key, kept, used, and survives a crash."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.client_file import HeadCount
from app.domain.time_form import form_of
from app.domain.time_use import UsedPart
from app.ui.audit.time_page import TimePage
from app.ui.clients.client_page import ClientPage
from app.ui.clients.time_section import TimeSection
from app.ui.times.use_dialog import UseDialog
from tests.services.test_times import AT_02, HARBOUR
from tests.ui.pages import press, shown
from tests.ui.stage import Stage, pause, put_away, show, wait_until
from tests.ui.time_windows import client_id, keep, sites_dialog

CTRL = Qt.KeyboardModifier.ControlModifier
TAB, SPACE, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return


class Hands:
    """Types where the focus is and counts the keys."""

    def __init__(self) -> None:
        self.keys = 0

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
        self.keys += len(text)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            press(key)
            self.keys += 1


@pytest.fixture
def page(stage: Stage):
    with shown(stage, TimePage(stage.ctx, stage.audit_id)) as made:
        yield made


def _pane(page: TimePage):
    assert page.pane is not None
    return page.pane


def _kept(stage: Stage):
    stage.settle()
    return stage.world.services.times.history(client_id(stage))


def _rate(hands: Hands, ratings: str) -> None:
    """Rate the factors in the order in which Tab reaches them: business, then IT."""
    for number in ratings:
        hands.type(number)
        hands.press(TAB)


def _finish(stage: Stage, hands: Hands) -> None:
    press(ENTER, CTRL)
    hands.keys += 1
    stage.settle()


def test_at_02_by_keyboard_alone(stage: Stage, page: TimePage) -> None:
    hands = Hands()
    hands.press(TAB)  # one group needs no name
    hands.type("14")
    hands.press(TAB, TAB, TAB, TAB)  # share, same activity, the empty line
    _rate(hands, "111112")
    hands.type("-17")
    hands.press(TAB)
    hands.type("one product, standard platforms")
    assert _pane(page).result._initial._figure.text().strip("\u2066\u2069") == "5"
    _finish(stage, hands)
    (kept,) = _kept(stage)
    assert kept.inputs == AT_02
    assert hands.keys == 55


def test_the_harbour_calculation_by_keyboard_alone(stage: Stage, page: TimePage) -> None:
    hands = Hands()
    for name, count, reason in (
        ("Offices and IT", "51", ""),
        ("Service desk", "49", "fixed dialogues"),
        ("Capture", "24", "typing from forms"),
    ):
        hands.type(name)
        hands.press(TAB)
        hands.type(count)
        hands.press(TAB, TAB)
        if reason:
            hands.press(SPACE, TAB)
            hands.type(reason)
        hands.press(TAB)
    hands.press(TAB)  # past the empty line
    _rate(hands, "222232")
    hands.type("10")
    hands.press(TAB)
    hands.type("well-documented platform, one product")
    hands.press(TAB)
    hands.type("Interpreter")
    hands.press(TAB)
    hands.type("2")
    hands.press(TAB)
    hands.type("half a day at S-3")
    _finish(stage, hands)
    (kept,) = _kept(stage)
    assert kept.inputs == HARBOUR
    assert (kept.result.days.initial, kept.result.calculated.stage2) == (Fraction(11), Fraction(15, 2))
    assert hands.keys == 173


def test_every_key_calculates_and_the_steps_follow(page: TimePage) -> None:
    pane = _pane(page)
    pane._put(form_of(HARBOUR))
    assert pane.result._initial._figure.text().strip("\u2066\u2069") == "11"
    widget = pane.ratings.widget_of("percent")
    assert widget is not None
    widget.setFocus()
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Backspace)  # 10 becomes 1: outside of the range
    assert pane.result._initial._figure.text() == "\N{EN DASH}"
    assert pane.result._steps.lines[-1].startswith("Base from the chart")
    press(Qt.Key.Key_5)
    assert pane.result._initial._figure.text().strip("\u2066\u2069") == "11.5"
    assert "Together: 17 %" in pane.result._steps.lines


def test_keeping_too_early_says_everything_and_goes_to_the_first_gap(stage: Stage, page: TimePage) -> None:
    pane = _pane(page)
    press(ENTER, CTRL)
    stage.settle()
    assert _kept(stage) == ()
    assert pane.heads.lines.field(0, "name").hasFocus()
    assert not pane.ratings.ratings["maturity"]._problem.isHidden()


def test_what_is_typed_is_there_after_a_crash(stage: Stage, page: TimePage) -> None:
    key = f"time:{stage.audit_id}"
    Hands().type("Service desk")
    wait_until(lambda: "Service desk" in stage.world.services.fields.loose(key))
    with shown(stage, TimePage(stage.ctx, stage.audit_id)) as again:  # nothing was told to the first page
        assert _pane(again).form.groups[0].name == "Service desk"


def test_a_remark_that_is_typed_half_is_there_again(stage: Stage, page: TimePage) -> None:
    _pane(page).remark.setFocus()
    Hands().type("half a sen")
    page.leave()
    stage.settle()
    with shown(stage, TimePage(stage.ctx, stage.audit_id)) as again:
        assert _pane(again).remark.text() == "half a sen"


def test_a_kept_calculation_leaves_no_draft_behind(stage: Stage, page: TimePage) -> None:
    _pane(page)._put(form_of(AT_02))
    _pane(page).keep()
    assert len(_kept(stage)) == 1
    assert stage.world.services.fields.loose(f"time:{stage.audit_id}") == ""


def test_the_heads_of_the_client_file_are_taken_over_and_can_be_put_back(stage: Stage) -> None:
    site = stage.world.services.clients.get(client_id(stage)).sites[0].id
    stage.world.services.client_file.add_heads(
        site, HeadCount(activity="Desk", heads=49, identical=True, reason="fixed dialogues")
    )
    said: list[object] = []
    stage.ctx.notices.said.connect(said.append)
    with shown(stage, TimePage(stage.ctx, stage.audit_id)) as page:
        _pane(page).heads.take.click()
        (group,) = _pane(page).form.groups
        assert (group.name, group.count, group.identical, group.reason) == ("Desk", "49", True, "fixed dialogues")
        said[-1].action()  # type: ignore[attr-defined]  # a Notice
        assert _pane(page).form.groups == ()


def test_tab_goes_through_all_groups_that_were_taken_over_before_the_ratings(stage: Stage) -> None:
    site = stage.world.services.clients.get(client_id(stage)).sites[0].id
    for activity in ("Desk", "Depot", "Yard"):
        stage.world.services.client_file.add_heads(site, HeadCount(activity=activity, heads=9))
    with shown(stage, TimePage(stage.ctx, stage.audit_id)) as page:
        _pane(page).heads.take.setFocus()
        press(SPACE)
        passed = []
        for _ in range(14):
            press(TAB)
            focused = QApplication.focusWidget()
            assert focused is not None
            passed.append(focused.accessibleName())
        assert [one for one in passed if one.startswith("Group")] == [f"Group, line {n}" for n in (1, 2, 3, 4)]
        assert passed[-1].startswith("Kind of business")


def test_the_usual_part_is_used_with_one_key_and_the_page_says_so(stage: Stage, page: TimePage) -> None:
    stage.world.services.times.keep(client_id(stage), HARBOUR)
    page.load()
    stage.settle()
    pane = _pane(page)
    pane.history.use_wanted.emit(_kept(stage)[0].row.id)
    pause()
    dialog = page.window().findChild(UseDialog)
    assert dialog is not None
    press(ENTER, CTRL)
    stage.settle()
    time = stage.world.services.audits.record(stage.audit_id).time
    assert time is not None
    assert time.days == "15/2"
    assert "7.5" in page._subtitle.text()


def test_other_days_wait_for_their_reason(stage: Stage) -> None:
    keep(stage)
    dialog = UseDialog(None, stage.ctx, stage.world.services.times.history(client_id(stage))[0], page_kind(stage))
    told: list[tuple[object, ...]] = []
    dialog.chosen.connect(lambda *values: told.append(values))
    dialog.show()
    dialog._group.buttons()[-1].click()
    dialog.days.setText("4,5")
    dialog._on_take()
    assert told == []
    dialog.reason.setPlainText("one more site")
    dialog._on_take()
    assert told == [(UsedPart.TYPED, Fraction(9, 2), "one more site")]


def page_kind(stage: Stage):
    return stage.world.services.audits.record(stage.audit_id).audit.type


def test_starting_from_a_kept_calculation_fills_the_form(stage: Stage, page: TimePage) -> None:
    keep(stage)
    page.load()
    stage.settle()
    _pane(page).history.fill_wanted.emit(_kept(stage)[0])
    assert _pane(page).form == form_of(HARBOUR)


def test_a_frozen_audit_shows_its_time_and_keeps_none(stage: Stage, page: TimePage) -> None:
    stage.world.services.audits.end_early(stage.audit_id, "the client closed")
    page.load()
    stage.settle()
    assert not _pane(page).keep_button.isEnabled()
    _pane(page)._put(form_of(AT_02))
    _pane(page).keep()
    assert _kept(stage) == ()


def test_sites_are_rated_chosen_and_drawn_by_keys(stage: Stage) -> None:
    dialog = sites_dialog(stage)
    show(dialog, 900)
    dialog.table.setFocus()
    dialog.table.selectRow(4)
    press(Qt.Key.Key_3)
    press(Qt.Key.Key_Down)
    press(SPACE)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Delete)
    lines = dialog.table.lines
    assert (lines[4].risk, dialog.table.chosen(), len(dialog.table.listed())) == (3, (lines[5].id,), 10)
    press(ENTER, CTRL)
    stage.settle()
    (draw,) = stage.world.services.times.draws(client_id(stage))
    assert lines[5].id in draw.by_risk
    assert lines[6].id not in draw.listed
    assert draw.seed in dialog.outcome.text()
    dialog._on_take()
    stage.settle()
    sites = {one.client_site_id for one in stage.world.services.audits.record(stage.audit_id).sites}
    assert set(draw.chosen) <= sites


def test_more_sites_without_a_reason_cannot_be_drawn(stage: Stage) -> None:
    dialog = sites_dialog(stage)
    dialog.raised.setText("6")
    assert not dialog.draw.isEnabled()
    dialog.raise_reason.setText("two are new")
    assert dialog.draw.isEnabled()
    assert "Raised to 6 sites." in dialog.size_line.text()
    put_away(dialog)


def test_the_client_page_calculates_with_the_same_form(stage: Stage) -> None:
    page = ClientPage(stage.ctx, client_id(stage))
    with shown(stage, page):
        page.show_section("time")
        stage.settle()
        section = page.section("time")
        assert isinstance(section, TimeSection)
        section.pane._put(form_of(AT_02))
        section.pane.focus_first()
        press(ENTER, CTRL)
        (kept,) = _kept(stage)
    assert (kept.inputs, kept.row.audit_id) == (AT_02, None)


def test_leaving_the_section_keeps_what_is_typed(stage: Stage) -> None:
    page = ClientPage(stage.ctx, client_id(stage))
    with shown(stage, page):
        page.show_section("time")
        stage.settle()
        page.section("time").pane.focus_first()  # type: ignore[attr-defined]  # a `TimeSection`
        Hands().type("Desk")
        page.show_section("summary")
        stage.settle()
        assert "Desk" in stage.world.services.fields.loose(f"time:{client_id(stage)}")
