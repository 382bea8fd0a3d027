"""Every window in the pseudo-locales: nothing is cut, nothing is untranslated, and it mirrors."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.translation import PSEUDO, PSEUDO_RTL, load
from app.ui.pages import WORKSPACE_PAGES
from app.ui.sidebar import Sidebar
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.wizard_frame import WizardFrame
from tests.ui.pseudo import not_mirrored, places, untranslated
from tests.ui.stage import put_away, set_look, show
from tests.ui.walk import WALK
from tests.ui.windows import Window, share


@pytest.mark.parametrize("window", share(2), ids=str)
def test_longer_text_from_right_to_left_is_translated_and_not_cut(stages, window: Window):
    stage = stages(PSEUDO_RTL)
    widget = window.make(stage)
    show(widget, window.width, window.height)
    stage.settle()
    found = WALK["cut"](widget) + untranslated(widget, window.known) + WALK["order"](widget)
    put_away(widget)
    assert not found


def _wizard(language: str) -> dict[str, tuple[int, int]]:
    words = load(language)
    set_look(language)
    frame = WizardFrame(words, words.gettext("Meeting"), words.gettext("Finish"))
    frame.add_step(words.gettext("One"), QWidget())
    frame.add_step(words.gettext("Two"), QWidget())
    show(frame, 900, 500)
    parts: dict[str, QWidget] = {"steps": frame.steps}
    parts |= {button.text(): button for button in frame.findChildren(QPushButton) if button.isVisible()}
    found = places(frame, parts)
    put_away(frame)
    return found


def test_a_wizard_mirrors(look):
    assert not not_mirrored(900, _wizard(PSEUDO), _wizard(PSEUDO_RTL))


def test_the_sidebar_has_its_edge_on_the_other_side(look):
    set_look(PSEUDO_RTL)
    sidebar = Sidebar(load(PSEUDO_RTL), WORKSPACE_PAGES)
    assert sidebar.property("edge") == "right"
    put_away(sidebar)


def test_an_untranslated_label_is_found(words):
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addWidget(PlainLabel("[Ôpéñ ·~~]"))
    column.addWidget(PlainLabel("Forgotten"))
    show(holder, 300, 100)
    found = untranslated(holder)
    put_away(holder)
    assert found == ["not translated: PlainLabel “Forgotten”"]


def test_a_part_that_does_not_mirror_is_found(look):
    places_of_one = _wizard(PSEUDO)
    assert not_mirrored(900, places_of_one, places_of_one)
