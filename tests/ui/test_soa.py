"""The windows of the Statement of Applicability, by keyboard."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.decoding import table_client
from app.ui.clients.soa_card import COMPARED, SoaCard
from app.ui.clients.soa_import import SoaImportPage
from app.ui.clients.soa_page import SoaPage
from app.ui.navigation import Place
from tests.ui.soa_windows import client_id, lines, preview, soa_card, soa_import_page, soa_page, two_versions
from tests.ui.stage import Stage, pause, put_away, show, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget


@pytest.fixture
def shown() -> Iterator[Callable[[QWidget], QWidget]]:
    """Return the function that shows a window; it is put away at the end."""
    made: list[QWidget] = []

    def one(widget: QWidget) -> QWidget:
        show(widget, 1080, 900)
        made.append(widget)
        return widget

    yield one
    for widget in made:
        put_away(widget)


@pytest.fixture
def importing(stage: Stage, shown: Callable[[QWidget], QWidget]) -> SoaImportPage:
    """Return the page of the import, with the cursor where a file comes in."""
    page = soa_import_page(stage)
    shown(page)
    page.arrive()
    return page


def paste(page: SoaImportPage, stage: Stage, text: str) -> None:
    """Copy `text` elsewhere and paste it here."""
    QApplication.clipboard().setText(text)
    QTest.keyClick(page.drop, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    stage.settle()


def typed(text: str) -> None:
    """Type into whatever has the cursor."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def finish(page: SoaImportPage, stage: Stage) -> None:
    """Do what Ctrl+Enter does in the main window."""
    assert page.primary_action is not None
    page.primary_action.trigger()
    stage.settle()


def editions(stage: Stage) -> list[str]:
    return [one.soa.edition for one in stage.world.services.soas.versions(client_id(stage))]


def test_pasted_cells_become_a_version_without_a_mouse(importing: SoaImportPage, stage: Stage) -> None:
    left: list[bool] = []
    stage.ctx.navigator.went_back.connect(lambda: left.append(True))
    paste(importing, stage, lines())
    typed("4.0")
    QTest.keyClick(importing.form.edition, Qt.Key.Key_Tab)
    typed("SOA-1")
    finish(importing, stage)
    found = stage.world.services.soas.versions(client_id(stage))
    taken = next(one.soa for one in found if one.soa.edition == "4.0")
    assert (taken.reference, len(taken.controls), left) == ("SOA-1", 93, [True])


def test_a_dropped_file_is_read_and_nothing_is_written_yet(
    importing: SoaImportPage, stage: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "client.csv"
    path.write_text(lines(changed=True), encoding="utf-8")
    data, before = QMimeData(), editions(stage)
    data.setUrls([QUrl.fromLocalFile(str(path))])
    importing.drop.take(data)
    stage.settle()
    assert importing.preview.rows.rows.rowCount() == 93
    assert "91" in importing.take.text()
    assert editions(stage) == before


def test_a_file_that_is_refused_says_why_and_another_can_be_chosen(
    importing: SoaImportPage, stage: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "client.xlsx"
    path.write_bytes(b"%PDF-1.7")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    importing.drop.take(data)
    stage.settle()
    assert importing.problem.isVisible()
    assert importing.drop.isVisible()
    assert not importing.take.isVisible()


def test_reading_can_be_stopped(importing: SoaImportPage, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_client, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    QApplication.clipboard().setText(lines())
    QTest.keyClick(importing.drop, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_until(importing.progress.isVisible)
    importing.progress._cancel.click()
    stage.settle()
    assert (importing.progress.isVisible(), importing.problem.isVisible(), importing.drop.isVisible()) == (
        False, False, True,
    )  # fmt: skip


def test_enter_on_a_doubt_goes_to_its_row_whatever_the_filter_hides(importing: SoaImportPage, stage: Stage) -> None:
    importing.show_preview(preview(stage, changed=True))
    importing.preview.rows.set_filter("nothing has these words")
    issues = importing.preview.issues
    issues.setFocus()
    assert issues.selected.problem.code == "soa_applicable_unreadable"
    QTest.keyClick(issues, Qt.Key.Key_Return)
    pause()
    assert importing.preview.rows.selected.ref == "A.5.4"
    assert importing.preview.rows.hasFocus()


def test_the_whole_sentence_of_a_doubt_is_said_with_its_cell(importing: SoaImportPage, stage: Stage) -> None:
    importing.show_preview(preview(stage, changed=True))
    assert "C5" in importing.preview.said.text()
    assert "perhaps" in importing.preview.said.text()


def test_a_column_can_be_given_another_meaning(importing: SoaImportPage, stage: Stage) -> None:
    importing.show_preview(stage.world.services.soas.preview_text("foo\tbar\nA.5.1\tyes\nA.5.2\tno\nA.5.3\tyes\n"))
    assert not importing.take.isEnabled()
    box = importing.columns.boxes[1]
    assert box.isVisible()  # unfolded by itself, because a column has to be named
    box.setFocus()
    QTest.keyClicks(box, "App")
    QTest.keyClick(box, Qt.Key.Key_Return)
    stage.settle()
    assert importing.take.isEnabled()
    assert [one.applicable for one in importing._preview.controls] == [True, False, True]  # type: ignore[union-attr]


def test_columns_that_are_not_taken_over_are_named(importing: SoaImportPage, stage: Stage) -> None:
    importing.show_preview(preview(stage))
    assert "F Responsible" in importing.columns._said.text()


def test_an_edition_that_is_there_is_refused_beside_its_field(importing: SoaImportPage, stage: Stage) -> None:
    two_versions(stage)
    importing.show_preview(preview(stage, changed=True))
    typed("2.5")
    finish(importing, stage)
    assert importing.form.edition_field._problem is not None
    assert importing.form.edition.hasFocus()
    typed("x")
    assert not importing.form.edition_field._problem.isVisible()


def test_what_was_typed_about_the_version_is_there_again(importing: SoaImportPage, stage: Stage) -> None:
    importing.show_preview(preview(stage))
    typed("4.0 draft")
    importing.form.dated.show_day(date(2026, 5, 1))
    importing.leave()
    stage.settle()
    again = SoaImportPage(stage.ctx, client_id(stage))
    stage.settle()
    assert (again.form.edition.text(), again.form.dated.day) == ("4.0 draft", date(2026, 5, 1))
    put_away(again)


def test_the_card_opens_imports_and_compares(stage: Stage, shown: Callable[[QWidget], QWidget]) -> None:
    card: SoaCard = soa_card(stage)
    shown(card)
    wanted: list[Place] = []
    stage.ctx.navigator.wanted.connect(wanted.append)
    latest, second = card.table.rows.row_at(0), card.table.rows.row_at(1)
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    card.new.click()
    card.compare.click()
    assert wanted == [
        Place("soa", "", latest.id),
        Place("soa_import", "", client_id(stage)),
        Place("soa", "", f"{latest.id}{COMPARED}{second.id}"),
    ]


def test_the_card_hears_of_a_new_version(stage: Stage, shown: Callable[[QWidget], QWidget]) -> None:
    card = soa_card(stage)
    shown(card)
    before = card.table.rows.rowCount()
    soas, of = stage.world.services.soas, client_id(stage)
    stage.ctx.jobs.write(lambda: soas.take(of, "9", date(2027, 1, 1), "", preview(stage)))
    stage.settle()
    assert card.table.rows.rowCount() == before + 1


def test_a_version_is_filtered(stage: Stage, shown: Callable[[QWidget], QWidget]) -> None:
    page = soa_page(stage)
    shown(page)
    page.filter.changed.emit("", "excluded")
    assert {row.control.applicable for row in page.table.rows._shown} == {False}
    page.filter.changed.emit("", "doubts")
    assert [row.control.ref for row in page.table.rows._shown] == ["A.5.12"]


def test_the_older_version_is_what_was_before_from_either_side(
    stage: Stage, shown: Callable[[QWidget], QWidget]
) -> None:
    first, second = two_versions(stage)
    for item in (f"{first}{COMPARED}{second}", f"{second}{COMPARED}{first}"):
        page = SoaPage(stage.ctx, item)
        shown(page)
        page.load()
        stage.settle()
        row = page.changes.rows.row_at(page.changes.rows.place_of("A.5.12"))
        assert (row.old.applicable, row.new.applicable) == (True, False)


def test_a_table_goes_out_where_the_user_says(
    stage: Stage, shown: Callable[[QWidget], QWidget], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.xlsx"
    named: list[str] = []

    def answer(parent: object, title: str, name: str, done: Callable[[str], object], filters: str) -> None:
        named.append(name)
        done(str(target))

    monkeypatch.setattr("app.ui.widgets.file_dialog.choose_target", answer)
    page = soa_page(stage)
    shown(page)
    page.save.click()
    stage.settle()
    assert named == ["Statement of Applicability 3.0.xlsx"]
    assert len(stage.world.services.soas.preview(target).controls) == 91
