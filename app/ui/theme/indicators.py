"""Small pictures the style sheet needs as files, one set per palette: tick, dot, arrows.

`python -m app.ui.theme.indicators` writes them to `resources/theme/`; a test compares files and palette.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from app.paths import resource
from app.ui.theme.palette import PALETTES, Palette

_HEAD: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">'
_STROKE: Final = 'fill="none" stroke="{ink}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"'
_LINES: Final = {
    "check": ("on_accent", "2", "M3.5 8.5l3 3 6-7"),
    "dash": ("on_accent", "2", "M4 8h8"),
    "down": ("muted", "1.6", "M4 6.5l4 4 4-4"),
    "up": ("muted", "1.6", "M4 9.5l4-4 4 4"),
    "branch-closed": ("muted", "1.6", "M6.5 4l4 4-4 4"),
}


def pictures(palette: Palette) -> dict[str, str]:
    """Return file name -> SVG text for one palette."""
    made = {}
    for name, (ink, width, path) in _LINES.items():
        stroke = _STROKE.format(ink=getattr(palette, ink), width=width)
        made[f"{name}.svg"] = f'{_HEAD}<path {stroke} d="{path}"/></svg>\n'
    made["dot.svg"] = f'{_HEAD}<circle cx="8" cy="8" r="3.4" fill="{palette.on_accent}"/></svg>\n'
    return made


def write(folder: Path) -> None:
    """Write the pictures of all palettes to `folder`/<palette>/."""
    for palette in PALETTES.values():
        place = folder / palette.name
        place.mkdir(parents=True, exist_ok=True)
        for name, text in pictures(palette).items():
            (place / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(resource("theme"))
