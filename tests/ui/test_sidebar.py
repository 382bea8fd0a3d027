"""The navigation at the side names each page once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QScrollArea

from app.translation import load
from app.ui.pages import WORKSPACE_PAGES, audit_pages
from app.ui.sidebar import Sidebar
from app.ui.widgets.buttons import NavButton
from tests.ui.stage import pause, set_look


def test_another_audit_takes_the_place_of_the_one_before(qtbot):
    sidebar = Sidebar(load("en"), WORKSPACE_PAGES)
    qtbot.addWidget(sidebar)
    sidebar.show()
    for number in range(3):
        sidebar.show_audit(str(number), f"REF-{number}", "Client", audit_pages())
        QCoreApplication.processEvents()  # noqa: TID251 - shows what is new, deletes nothing: no job does this
    seen = [button.text() for button in sidebar.findChildren(NavButton) if not button.isHidden()]
    assert len(seen) == len(set(seen))
    of_workspace = [spec for spec in WORKSPACE_PAGES if not spec.per_item]
    assert len(seen) == len(of_workspace) + sum(spec.in_navigation for spec in audit_pages())


def test_no_entry_is_cut_where_the_text_is_twice_as_large(qtbot):
    set_look()  # the window stands there already when somebody zooms
    sidebar = Sidebar(load("en"), WORKSPACE_PAGES)
    qtbot.addWidget(sidebar)
    sidebar.resize(sidebar.minimumWidth(), 300)
    sidebar.show()
    sidebar.show_audit("1", "REF-1", "Client", audit_pages())
    set_look(zoom=200)
    pause()
    sidebar.resize(sidebar.minimumWidth(), 300)
    pause()
    area = sidebar.findChild(QScrollArea)
    assert area is not None
    view = area.viewport()
    buttons = sidebar.findChildren(NavButton)
    cut = [one.text() for one in buttons if one.mapTo(view, one.rect().topRight()).x() > view.rect().right()]
    set_look()
    assert not cut
