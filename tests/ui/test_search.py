"""The search page by keys: hits while typing, arrows and Enter, filters, where a hit leads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester

from app.domain.drafts import EvidenceDraft
from app.domain.search import Hit, Marked, SearchKind
from app.ui.navigation import Place
from app.ui.search.care import SearchCare
from app.ui.search.jump import place_of
from app.ui.search.page import SearchPage
from tests.ui.pages import keys, press
from tests.ui.search_windows import fill_search
from tests.ui.stage import put_away, show, wait_until


@pytest.fixture
def page(stage):
    fill_search(stage.world, stage.audit_id)
    made = SearchPage(stage.ctx)
    made.load()
    show(made)
    made.arrive()
    stage.settle()
    yield made
    put_away(made)


def ask(page, text):
    keys(page.line, text)
    wait_until(lambda: page.hits.lines and not page._timer.isActive())


def kinds(page):
    return [line.kind for line in page.hits.lines if line.hit is None]


def wait(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def test_hits_come_while_typing_by_kind(page):
    ask(page, "acc")
    assert set(kinds(page)) == {SearchKind.EVIDENCE, SearchKind.FINDING, SearchKind.FILE}


def test_enter_goes_to_the_chosen_hit(stage, page):
    wanted: list[Place] = []
    stage.ctx.navigator.wanted.connect(wanted.append)
    ask(page, "leavers")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    hit = page.hits.lines[page.list.currentIndex().row()].hit
    assert wanted == [place_of(hit)]


def test_arrows_leave_out_headings_that_hide_nothing(page):
    ask(page, "leavers")
    rows = []
    for _ in range(6):
        rows.append(page.list.currentIndex().row())
        press(Qt.Key.Key_Down)
    assert all(page.hits.lines[row].hit is not None for row in rows)
    assert page.line.hasFocus()


def test_a_heading_shows_all_of_its_kind(stage, page):
    ask(page, "access")
    press(Qt.Key.Key_Up)
    assert page.hits.lines[page.list.currentIndex().row()].hit is None
    press(Qt.Key.Key_Return)
    stage.settle()
    assert kinds(page) == [SearchKind.EVIDENCE]
    assert len(page.hits.lines) == 12


def test_a_filter_taken_away_shows_the_rest_again(stage, page):
    ask(page, "access")
    page.filter.choose_kind(SearchKind.FILE)
    stage.settle()
    assert kinds(page) == [SearchKind.FILE]
    page.filter._on_removed("kinds")
    stage.settle()
    assert len(kinds(page)) == 3


def test_nothing_found_says_so_and_escape_begins_anew(stage, page):
    keys(page.line, "zzzz")
    wait(100)
    stage.settle()
    assert page._stack.currentIndex() == 1
    press(Qt.Key.Key_Escape)
    wait(100)
    assert page._stack.currentIndex() == 0


def test_an_answer_to_an_older_question_is_not_shown(page):
    ask(page, "access")
    shown = list(page.hits.lines)
    page._on_hits((page._asked - 1, page._ctx.services.search.find("eva")))
    assert page.hits.lines == shown


def test_what_is_not_taken_up_yet_is_said_and_comes_by_itself(stage, page):
    care = SearchCare(stage.world.services.search, stage.ctx.jobs, stage.ctx.bus, page)
    care.stop()
    stage.world.services.evidence.capture(stage.audit_id, EvidenceDraft(title="A late quokka"))
    page.load()
    stage.settle()
    assert not page._progress.isHidden()


def test_the_care_takes_up_what_was_changed(stage, page):
    care = SearchCare(stage.world.services.search, stage.ctx.jobs, stage.ctx.bus, page)
    stage.world.services.evidence.capture(stage.audit_id, EvidenceDraft(title="A late quokka"))
    care.hurry()
    wait_until(lambda: bool(stage.world.services.search.find("quokka").hits))
    care.stop()
    stage.settle()


def test_the_model_keeps_the_rules_of_qt(page):
    QAbstractItemModelTester(page.hits, QAbstractItemModelTester.FailureReportingMode.Fatal)
    ask(page, "access")


@pytest.mark.parametrize(
    ("table", "kind", "holder", "place"),
    [
        ("evidence", "evidence", "", Place("fieldwork", "au", "r")),
        ("attachment", "file", "ev", Place("fieldwork", "au", "ev")),
        ("finding", "finding", "", Place("findings", "au", "r")),
        ("verdict", "requirement", "A.5.18", Place("fieldwork", "au", "requirement:A.5.18")),
        ("soa_control", "requirement", "so", Place("soa", "", "so")),
        ("contact", "person", "", Place("client", "", "cl#people#r")),
        ("attendee", "person", "opening", Place("opening", "au")),
        ("action", "meeting", "closing", Place("closing", "au")),
        ("report_text", "text", "RPT-18", Place("report", "au", "RPT-18")),
        ("audit", "audit", "", Place("overview", "au")),
        ("note", "note", "", Place("fieldwork", "au", "note:r")),
    ],
)
def test_a_hit_leads_to_its_page(table: str, kind: str, holder: str, place: Place):
    hit = Hit(SearchKind(kind), table, "r", Marked("x"), Marked(), audit_id="au", client_id="cl", holder_id=holder)
    assert place_of(hit) == place
