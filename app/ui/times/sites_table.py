"""The sites of a client as a table for a sample: 1 to 3 set the risk, Space chooses a site, Delete leaves it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.domain.audit_time_values import Level
from app.domain.site_draw import SiteFacts
from app.domain.site_wish import USUAL_RISK, heads_of
from app.domain.words import word
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from app.domain.client import Client
    from app.domain.programme_record import SiteDraw
    from app.ui.context import UiContext

LEVELS = {1: Level.LOW, 2: Level.MEDIUM, 3: Level.HIGH}
_TONES = {1: ("down", "neutral"), 2: ("minus", "info"), 3: ("up", "warning")}


class Place(StrEnum):
    """Where a site stands: in the list of the draw, chosen by risk, or outside of the sample."""

    LISTED = "listed"
    CHOSEN = "chosen"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """A site as the table shows it; `drawn` says what the draw that is shown made of it, empty for nothing."""

    id: str
    name: str
    heads: int = 0
    risk: int = USUAL_RISK
    place: Place = Place.LISTED
    central: bool = False
    visited: bool = False
    drawn: str = ""


class SitesTable(Table):
    """One line per site, the central function first.

    Signals:
        edited: risk or place of a site changed.
    """

    edited = Signal()

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        self.t = t
        super().__init__(
            t("Sites of the client"),
            (
                Column("name", t("Site"), lambda row: row.name),
                Column(
                    "heads", t("Persons"), lambda row: str(row.heads or ""), lambda row: row.heads, chars=8, right=True
                ),
                Column("risk", t("Risk"), self._risk, lambda row: row.risk, self._risk_chip, chars=10),
                Column("place", t("Sample"), self._place, chars=16),
                Column("visited", t("Earlier"), self._visited, chars=9),
                Column("drawn", t("This draw"), lambda row: row.drawn, chip=self._drawn_chip, chars=12),
            ),
            lambda row: row.name,
        )
        self.lines: tuple[SiteLine, ...] = ()

    def show_client(self, client: Client, visited: frozenset[str]) -> None:
        """Show the sites of a client; what was set for a site stays."""
        known = {one.id: one for one in self.lines}
        made = [
            SiteLine(
                id=one.id,
                name=" ".join(part for part in (one.label, one.name) if part),
                heads=heads_of(one),
                central=one.central,
                visited=one.id in visited,
            )
            for one in sorted(client.sites, key=lambda one: not one.central)
        ]
        kept = [
            replace(one, risk=known[one.id].risk, place=known[one.id].place) if one.id in known else one for one in made
        ]
        self._show(kept)

    def show_draw(self, draw: SiteDraw | None) -> None:
        """Mark what a draw made of each site."""
        random, by_risk = self.t("drawn"), self.t("by risk")
        said: dict[str, str] = {}
        if draw is not None:
            said = {one: by_risk if one in draw.by_risk else random for one in draw.chosen}
            said |= {one.id: self.t("always") for one in self.lines if one.central}
        self._show([replace(one, drawn=said.get(one.id, "")) for one in self.lines])

    def listed(self) -> tuple[SiteFacts, ...]:
        """Return the sites of the list with their risk."""
        return tuple(
            SiteFacts(site_id=one.id, heads=one.heads, risk=one.risk, visited=one.visited)
            for one in self.lines
            if not one.central and one.place is not Place.LEFT_OUT
        )

    def chosen(self) -> tuple[str, ...]:
        """Return the sites that are chosen by risk."""
        return tuple(one.id for one in self.lines if not one.central and one.place is Place.CHOSEN)

    def set_risk(self, risk: int) -> None:
        """Set the risk of the selected site."""
        self._change(risk=risk)

    def toggle(self, place: Place) -> None:
        """Put the selected site to a place, or back into the list."""
        row = self.selected
        if row is not None:
            self._change(place=Place.LISTED if row.place is place else place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate by number key, choose by Space, leave out by Delete."""
        number = event.key() - Qt.Key.Key_0
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if number in LEVELS:
                self.set_risk(number)
                return
            places = {Qt.Key.Key_Space: Place.CHOSEN, Qt.Key.Key_Delete: Place.LEFT_OUT}
            place = places.get(Qt.Key(event.key())) if event.key() in places else None
            if place is not None:
                self.toggle(place)
                return
        super().keyPressEvent(event)

    def _change(self, **values: object) -> None:
        row = self.selected
        if row is None or row.central:
            return
        self._show([replace(one, **values) if one.id == row.id else one for one in self.lines])  # type: ignore[arg-type]  # fields of a line
        self.edited.emit()

    def _show(self, lines: Sequence[SiteLine]) -> None:
        self.lines = tuple(lines)
        self.set_rows(self.lines)

    def _risk(self, row: SiteLine) -> str:
        return "" if row.central else self.t(word(LEVELS[row.risk]))

    def _risk_chip(self, row: SiteLine) -> ChipLook | None:
        return None if row.central else ChipLook(f"{row.risk} {self._risk(row)}", *_TONES[row.risk])

    def _place(self, row: SiteLine) -> str:
        if row.central:
            return self.t("central function")
        said = {
            Place.LISTED: self.t("in the list"),
            Place.CHOSEN: self.t("chosen by risk"),
            Place.LEFT_OUT: self.t("not in the sample"),
        }
        return said[row.place]

    def _visited(self, row: SiteLine) -> str:
        return self.t("visited") if row.visited else ""

    def _drawn_chip(self, row: SiteLine) -> ChipLook | None:
        return ChipLook(row.drawn, "check", "ok") if row.drawn else None
