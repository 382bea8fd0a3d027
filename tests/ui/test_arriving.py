"""Coming to a page: panes at 200 %, the overview from its top, notices that cover nothing and leave with the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from app.domain.drafts import FindingDraft
from app.ui.audit.base import AuditPage
from app.ui.audit.fieldwork import REQUIREMENTS, FieldworkPage
from app.ui.audit.findings import FindingsPage
from app.ui.audit.overview import OverviewPage
from app.ui.audit.panes import Panes
from app.ui.audit.report import ReportPage
from app.ui.context import UiContext
from app.ui.main_window import MainWindow, Surroundings
from app.ui.preference_store import PreferenceStore
from app.ui.widgets import toast as toasts
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.toast import Toast
from tests.support import fresh_folder, open_world
from tests.ui.pages import shown
from tests.ui.stage import pause, set_look, show, wait_until
from tests.ui.windows import FakeGate

ROOM = (1064, 697)
"""What navigation and lines leave of a window of 1280x800 at 200 %."""


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    folder = tmp_path / "workspace"
    fresh_folder(folder, with_audit=True)
    world = open_world(folder)
    made = MainWindow(
        Surroundings(FakeGate(exists=True), _english(), PreferenceStore(None), set_look(), folder)
    )  # fmt: skip
    show(made, 1280, 800)
    _ = made.commands
    made.open_workspace(world.services, folder)
    _settle(made)
    yield made
    made.close()
    wait_until(partial(_hidden, made))
    made.deleteLater()
    pause()
    world.workspace.close()
    set_look()


def _english():
    from app.translation import load  # noqa: PLC0415

    return load("en")


def _hidden(window: MainWindow) -> bool:
    return not window.isVisible()


def _settle(window: MainWindow) -> None:
    wait_until(lambda: not window.jobs.busy)
    pause()


def _audit(window: MainWindow) -> str:
    assert window.context is not None
    return window.context.services.audits.list()[0].id


def _overlapping(panes: Panes) -> list[str]:
    """Return the panes that lie over each other or reach beyond what can be scrolled to."""
    inside = panes.splitter
    given = [inside.widget(place) for place in range(inside.count())]
    places = [one.geometry() for one in given if one is not None and one.isVisible()]
    faults = [str(place) for place in places if not inside.rect().contains(place)]
    faults += [f"{a} {b}" for n, a in enumerate(places) for b in places[n + 1 :] if a.intersects(b)]
    return faults + (["cut"] if inside.width() > panes.viewport().width() else [])


@pytest.mark.parametrize("before", [True, False], ids=["zoomed before", "zoomed after"])
@pytest.mark.parametrize("kind", [FindingsPage, FieldworkPage, ReportPage])
def test_panes_stand_below_each_other_at_200_percent(
    stage, kind: Callable[[UiContext, str], AuditPage], *, before: bool
):
    stage.world.services.findings.draft(stage.audit_id, FindingDraft(title="Leavers"))
    if before:
        set_look(zoom=200)
    with shown(stage, kind(stage.ctx, stage.audit_id)) as page:
        set_look(zoom=200)
        page.resize(*ROOM)
        stage.settle()
        for view in ("evidence", REQUIREMENTS) if isinstance(page, FieldworkPage) else ("",):
            if isinstance(page, FieldworkPage):
                page.show_view(view)
                pause()
            panes = next(one for one in page.findChildren(Panes) if one.isVisible())
            assert page.width() == ROOM[0], "the page asks for more than there is"
            assert panes.stacked
            assert _overlapping(panes) == []


def test_panes_stand_side_by_side_again_when_there_is_room(stage):
    set_look(zoom=200)
    with shown(stage, FindingsPage(stage.ctx, stage.audit_id)) as page:
        page.resize(*ROOM)
        pause()
        set_look(zoom=100)
        page.resize(*ROOM)
        pause()
        assert not page.panes.stacked
        assert _overlapping(page.panes) == []


def test_stacked_panes_scroll_to_what_gets_the_focus(stage):
    stage.world.services.findings.draft(stage.audit_id, FindingDraft(title="Leavers"))
    set_look(zoom=200)
    with shown(stage, FindingsPage(stage.ctx, stage.audit_id)) as page:
        page.resize(*ROOM)
        stage.settle()
        title = page.editor.title.editor
        title.setFocus()
        pause()
        assert not title.visibleRegion().isEmpty()


def test_the_overview_begins_with_the_next_thing(window):
    window.navigator.go("overview", _audit(window))
    _settle(window)
    page = window.desk.page
    assert isinstance(page, OverviewPage)
    last = page.lists.objectives.findChildren(QPushButton)[-1]
    last.setFocus()
    assert isinstance(page.area, QScrollArea)
    page.area.ensureWidgetVisible(last)
    window.navigator.go("wizard-opening", _audit(window))
    _settle(window)
    window.navigator.back()
    _settle(window)
    assert window.desk.page is page
    assert page.area.verticalScrollBar().value() == 0
    assert QApplication.focusWidget() is page.next_card.button


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("action", ["", "Undo"])
def test_a_notice_lies_over_the_status_line_only(window, zoom: int, action: str):
    set_look(zoom=zoom)
    window.notices.say("Kept", action_text=action, action=(lambda: None) if action else None)
    pause()
    toast, line = window.findChild(Toast), window.findChild(StatusLine)
    assert toast.isVisible()
    assert _place(line, window).contains(_place(toast, window))


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_a_notice_leaves_with_the_page_unless_it_is_fresh_or_offers_something(window, monkeypatch):
    toast = window.findChild(Toast)
    window.notices.say("Kept")
    window.navigator.go("overview", _audit(window))
    _settle(window)
    assert toast.isVisible(), "what led here is told here"
    monkeypatch.setattr(toasts, "FRESH", -1)
    window.notices.say("Withdrawn", action_text="Undo", action=lambda: None)
    window.navigator.go("home")
    assert toast.isVisible()
    window.notices.say("Kept")
    window.navigator.go("overview", _audit(window))
    assert toast.isHidden()
    _settle(window)
