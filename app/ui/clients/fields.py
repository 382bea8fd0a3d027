"""Fields side by side, and editors that only the client file needs: heads, shares of a day, time zones."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from app.domain.errors import UserMistake
from app.domain.head_counts import share_of
from app.translation import languages
from app.ui.audit.binding import Editor
from app.ui.audit.editors import bind_text
from app.ui.audit.facts_card import ENDONYMS
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.card_row import CardRow
from app.ui.widgets.form_field import FormField

if TYPE_CHECKING:
    from app.ui.audit.binding import Binder

LEAST: Final = 190
"""Pixels of the design that a field gets at least before fields stand below each other."""


def together(*fields: QWidget, least: int = LEAST) -> CardRow:
    """Return fields side by side, below each other where there is no room; each begins at the top of its row."""
    return CardRow([_topped(one) for one in fields], least)


def _topped(field: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.XS)
    column.addWidget(field)
    column.addStretch(1)
    return holder


def language_names() -> list[tuple[str, str]]:
    """Return (code, name in that language) of the languages a scope can be written in."""
    ready = [code for code in languages() if code in ENDONYMS]
    return [(code, ENDONYMS[code]) for code in (*ready, *(code for code in ENDONYMS if code not in ready))]


def zone_field(binder: Binder, label: str) -> FormField:
    """Return a field for the time zone of a site; the names are offered while typing."""
    widget = AutosaveLine()
    completer = QCompleter(sorted(available_timezones()), widget)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    widget.setCompleter(completer)
    binding = bind_text(binder, "zone", widget)
    field = FormField(label, widget)
    binding.problem.connect(field.show_problem)
    return field


def share_line(binder: Binder) -> AutosaveLine:
    """Return a line for the share of a full day: `1/2`, `0.75`, `50 %`."""
    widget = AutosaveLine()
    binding = binder.bind("part_time", Editor(widget, widget.show_text, _read_share))
    widget.left.connect(binding.on_value)
    return widget


def heads_line(binder: Binder) -> AutosaveLine:
    """Return a line for a number of heads that cannot be missing; an empty line is none."""
    widget = AutosaveLine()
    binding = binder.bind("heads", Editor(widget, partial(_show_heads, widget), _read_heads))
    widget.left.connect(binding.on_value)
    return widget


def _read_share(told: object) -> str:
    """Return the share as it is stored; what cannot be read goes to the service, which says so."""
    text = str(told).strip()
    try:
        return str(share_of(text or "1"))
    except UserMistake:
        return text


def _show_heads(widget: AutosaveLine, value: int) -> None:
    widget.show_text(str(value))


def _read_heads(told: object) -> int:
    return int(str(told).strip() or 0)
