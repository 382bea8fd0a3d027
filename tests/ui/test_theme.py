"""Colours by formula, type and zoom, the style sheet, icons."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QPushButton

from app.paths import resource
from app.ui.theme import icons
from app.ui.theme.indicators import pictures
from app.ui.theme.look import Look, active
from app.ui.theme.metrics import TYPE_SCALE
from app.ui.theme.palette import LIGHT, PALETTES, SHAPE_PAIRS, TEXT_PAIRS, Palette, contrast
from app.ui.theme.theme import set_font, style_sheet
from app.ui.widgets.labels import PlainLabel

ICONS = sorted(path.stem for path in resource("icons").glob("*.svg") if path.stem != "onsite")


def too_pale(palette: Palette) -> list[str]:
    pairs = [(pair, 4.5) for pair in TEXT_PAIRS] + [(pair, 3.0) for pair in SHAPE_PAIRS]
    return [
        f"{ink} on {ground}: {contrast(getattr(palette, ink), getattr(palette, ground)):.2f}"
        for (ink, ground), least in pairs
        if contrast(getattr(palette, ink), getattr(palette, ground)) < least
    ]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_every_pair_of_colours_has_its_contrast(palette: Palette):
    assert not too_pale(palette)


def test_a_pale_field_border_is_found():
    assert too_pale(LIGHT._replace(field="#d0d7de")) == [
        f"field on {ground}: {contrast('#d0d7de', getattr(LIGHT, ground)):.2f}"
        for ground in ("window", "surface", "sidebar")
    ]


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_the_pictures_of_the_style_sheet_have_the_colours_of_the_palette(palette: Palette):
    folder = resource(f"theme/{palette.name}")
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == pictures(palette)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_the_style_sheet_leaves_nothing_open_and_sets_no_font(palette: Palette):
    sheet = style_sheet(Look(palette, 150))
    assert "$" not in sheet
    assert "font" not in re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)


def test_lengths_of_the_style_sheet_grow_with_the_zoom():
    assert "border-radius: 20px" in style_sheet(Look(LIGHT, 200))


@pytest.mark.parametrize("role", TYPE_SCALE)
def test_every_type_role_doubles_at_two_hundred_percent(role: str):
    assert Look(LIGHT, 200).points(role) == pytest.approx(2 * Look(LIGHT, 100).points(role), abs=0.02)


def test_labels_follow_the_zoom(look):
    label = PlainLabel("text", "title1")
    small = label.fontMetrics().height()
    look(zoom=200)
    grown = label.fontMetrics().height()
    look()
    assert grown >= 1.9 * small


def test_a_widget_that_is_gone_does_not_stop_the_theme(look):
    button = QPushButton("gone")
    set_font(button, "label")
    icons.set_icon(button, "plus")
    del button
    look(scheme="dark")
    assert active().palette.dark


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_a_line_drawing_on_the_grid_in_one_colour(name: str):
    text = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert 'stroke="currentColor" stroke-width="1.7"' in text
    assert not re.search(r"#[0-9a-fA-F]{3,6}", text)
    assert QSvgRenderer(resource(f"icons/{name}.svg").read_bytes()).isValid()


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0, 3.0])
def test_an_icon_has_as_many_pixels_as_the_screen(look, ratio: float):
    drawn = icons.pixmap("finding", "text", 16, ratio)
    assert drawn.width() == round(16 * ratio)
    assert drawn.devicePixelRatio() == ratio


def _ink(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }  # fmt: skip


def test_an_icon_has_the_colour_of_the_palette_in_force(look):
    light = _ink(icons.pixmap("diamond", "danger", 48).toImage())
    look(scheme="dark")
    dark = _ink(icons.pixmap("diamond", "danger", 48).toImage())
    look()
    assert PALETTES["light"].danger in light
    assert PALETTES["dark"].danger in dark
