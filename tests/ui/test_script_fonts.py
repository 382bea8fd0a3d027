"""Names in scripts that no font of this computer has are shown all the same."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase
from PySide6.QtTest import QSignalSpy

from app.translation import Words
from app.ui.theme.fonts import load_font
from app.ui.theme.script_fonts import ScriptFonts, missing
from app.ui.widgets.labels import PlainLabel
from tests.ui.stage import wait_until


def picture(text: str) -> bytes:
    label = PlainLabel(text, "title2")
    label.resize(40, 40)
    image = label.grab().toImage()
    return bytes(image.constBits())


def test_signs_of_other_scripts_are_no_empty_boxes(words: Words):
    fonts = ScriptFonts()
    told = QSignalSpy(fonts.loaded)
    wanted = bool(missing())
    fonts.begin()
    wait_until(lambda: not missing())
    assert told.count() == int(wanted)
    box = picture("\U000e0fff")
    for sign in "中村遥简국עثไ":
        assert picture(sign) != box, sign
    assert len({picture(sign) for sign in "中村遥简体국어"}) == 7
    assert QFontDatabase.families(QFontDatabase.WritingSystem.Japanese)


def test_nothing_is_loaded_twice(words: Words):
    fonts = ScriptFonts()
    fonts.begin()
    wait_until(lambda: not missing())
    told = QSignalSpy(fonts.loaded)
    again = ScriptFonts()
    again.begin()
    assert not again._waiting
    assert told.count() == 0


def test_a_package_that_is_not_there_is_no_error(words: Words):
    assert load_font("onsite_no_such_package", "font.ttf") == ()
    assert load_font("fontpkg_noto_sans", "files/no-such-font.ttf") == ()
