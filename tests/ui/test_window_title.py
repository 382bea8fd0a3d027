"""The window is named after what it shows (a screen reader says it first), and fits on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from app.translation import load
from app.ui.main_window import MainWindow, Surroundings
from app.ui.preference_store import PreferenceStore
from app.ui.sidebar import Sidebar
from app.ui.unlock import UnlockPage
from app.ui.widgets.page import Page
from app.ui.window_state import FIRST_SIZE
from app.ui.wizards import OPENING
from app.ui.wizards.page import WizardPage
from tests.support import fresh_folder, open_world
from tests.ui.stage import pause, set_look, show, wait_until
from tests.ui.windows import FakeGate


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path):
    around = Surroundings(FakeGate(exists=False), load("en"), PreferenceStore(None), set_look(), tmp_path)
    window = MainWindow(around)
    assert window.size() == FIRST_SIZE.boundedTo(window.screen().availableSize() - QSize(4, 36))
    show(window, 1200, 800)
    yield window
    window.close()
    wait_until(lambda: not window.isVisible())
    window.deleteLater()
    pause()


def open_workspace(window: MainWindow, folder: Path) -> str:
    audit_id = fresh_folder(folder, with_audit=True)
    window.findChild(UnlockPage).opened.emit(open_world(folder).services, folder)  # type: ignore[union-attr]
    return audit_id


def test_a_wizard_gets_the_room_of_the_navigation_where_the_window_is_narrow(
    window: MainWindow, tmp_path: Path
) -> None:
    audit_id = open_workspace(window, tmp_path / "world")
    sidebar = window.findChild(Sidebar)
    assert sidebar is not None
    window.navigator.go(OPENING, audit_id)
    assert sidebar.isVisible()
    window.resize(850, 520)
    pause()
    assert not sidebar.isVisible()
    window.navigator.back()
    assert sidebar.isVisible()
    window.navigator.go(OPENING, audit_id)
    window.resize(1200, 800)
    pause()
    assert sidebar.isVisible()
    wait_until(lambda: not window.jobs.busy)


def test_it_follows_page_and_step_and_forgets_the_page_before(window: MainWindow, tmp_path: Path) -> None:
    assert window.windowTitle() == "Create your workspace – Onsite"
    audit_id = open_workspace(window, tmp_path / "world")
    assert window.windowTitle() == "Audits – Onsite"
    home = window.desk.page  # type: ignore[union-attr]
    window.navigator.go(OPENING, audit_id)
    wizard = window.desk.page  # type: ignore[union-attr]
    assert isinstance(home, Page)
    assert isinstance(wizard, WizardPage)
    wait_until(lambda: not window.jobs.busy)
    assert window.windowTitle() == "Place and time – Opening meeting – Onsite"
    wizard.frame.next()
    assert window.windowTitle() == "People – Opening meeting – Onsite"
    home.set_title("Something read late")
    assert window.windowTitle() == "People – Opening meeting – Onsite"
    window.navigator.go("overview", audit_id)
    wait_until(lambda: not window.jobs.busy)
    assert window.windowTitle() == f"{window.desk.page.title} – Onsite"  # type: ignore[union-attr]
    window.lock()
    wait_until(lambda: window.desk is None)
    assert window.windowTitle() == "Create your workspace – Onsite"
