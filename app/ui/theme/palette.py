"""The colours, as data. Every pair that is used together is checked by formula in the tests (`PAIRS`)."""

from __future__ import annotations

from typing import Final, NamedTuple

_LINEAR: Final = 0.03928


class Palette(NamedTuple):
    """One set of colours (`#rrggbb`).

    `window` lies under everything, `surface` under cards and fields, `sidebar` under navigation, `hover` under the
    pointer. `line` only divides; `field` is the border of anything that can be operated. The tones (`danger`,
    `warning`, `ok`, `info`, `plum`, `neutral`) are text colours, each with a soft ground of its own.
    """

    name: str
    dark: bool
    window: str
    surface: str
    sidebar: str
    hover: str
    text: str
    muted: str
    line: str
    field: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    ok: str
    ok_soft: str
    info: str
    info_soft: str
    plum: str
    plum_soft: str
    neutral: str
    neutral_soft: str
    disabled: str
    chip_line: str = "transparent"

    def tone(self, name: str) -> tuple[str, str]:
        """Return text colour and soft ground of a tone, for example `danger`."""
        return getattr(self, name), getattr(self, f"{name}_soft")


LIGHT: Final = Palette(
    name="light",
    dark=False,
    window="#f6f7f9",
    surface="#ffffff",
    sidebar="#edeff3",
    hover="#e6e9ee",
    text="#1b1f27",
    muted="#555d6b",
    line="#dde1e8",
    field="#7e8694",
    accent="#2a5bd7",
    accent_hover="#224bb5",
    on_accent="#ffffff",
    accent_soft="#e4ecfc",
    danger="#b3261e",
    danger_soft="#fce9e7",
    warning="#865000",
    warning_soft="#fcf0da",
    ok="#1a6e37",
    ok_soft="#e2f3e7",
    info="#0a6580",
    info_soft="#e0f2f7",
    plum="#6a3ab2",
    plum_soft="#f0eafa",
    neutral="#4d5563",
    neutral_soft="#eceef2",
    disabled="#8b929e",
)

DARK: Final = Palette(
    name="dark",
    dark=True,
    window="#15181d",
    surface="#1d2128",
    sidebar="#181b21",
    hover="#272c35",
    text="#e8ebf0",
    muted="#a5aebb",
    line="#2e343e",
    field="#76808f",
    accent="#8db2ff",
    accent_hover="#a9c5ff",
    on_accent="#0c1730",
    accent_soft="#25355a",
    danger="#ff9d93",
    danger_soft="#40211f",
    warning="#f3be6b",
    warning_soft="#3a2d14",
    ok="#80d99a",
    ok_soft="#173522",
    info="#79d0e8",
    info_soft="#15333d",
    plum="#c8adf8",
    plum_soft="#2f2647",
    neutral="#b6bec9",
    neutral_soft="#2a2f38",
    disabled="#6c7482",
)

CONTRAST: Final = Palette(
    name="contrast",
    dark=True,
    window="#000000",
    surface="#000000",
    sidebar="#000000",
    hover="#262626",
    text="#ffffff",
    muted="#e6e6e6",
    line="#9a9a9a",
    field="#ffffff",
    accent="#ffd84d",
    accent_hover="#ffe680",
    on_accent="#000000",
    accent_soft="#3a3000",
    danger="#ff8f85",
    danger_soft="#000000",
    warning="#ffc766",
    warning_soft="#000000",
    ok="#7dfa9e",
    ok_soft="#000000",
    info="#7ee7ff",
    info_soft="#000000",
    plum="#d9c2ff",
    plum_soft="#000000",
    neutral="#ffffff",
    neutral_soft="#000000",
    disabled="#a6a6a6",
    chip_line="currentTone",
)

PALETTES: Final = {palette.name: palette for palette in (LIGHT, DARK, CONTRAST)}

_GROUNDS: Final = ("window", "surface", "sidebar")
_TONES: Final = ("danger", "warning", "ok", "info", "plum", "neutral")

TEXT_PAIRS: Final = (
    *((ink, ground) for ink in ("text", "muted") for ground in (*_GROUNDS, "hover", "accent_soft")),
    *((ink, ground) for ink in ("accent", "danger", "warning", "ok") for ground in ("window", "surface")),
    *((tone, f"{tone}_soft") for tone in _TONES),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
)
"""Ink and ground of every text: at least 4.5 to 1."""

SHAPE_PAIRS: Final = (
    *(("field", ground) for ground in _GROUNDS),
    *(("accent", ground) for ground in (*_GROUNDS, "accent_soft", "hover")),
    *(("muted", ground) for ground in _GROUNDS),
)
"""Ink and ground of borders, icons and the focus ring: at least 3 to 1."""


def luminance(colour: str) -> float:
    """Return the relative luminance (0 to 1) of `#rrggbb` by WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= _LINEAR else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1 to 21) of two colours by WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
