"""The conditions at the sites, and what stage 2 should look at most closely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.words import word
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.audit.panes import scrolled_pane
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card

if TYPE_CHECKING:
    from app.domain.record import AuditRecord, AuditSite
    from app.domain.stage1 import Stage1Problem
    from app.ui.context import UiContext


class SiteCard(Card):
    """One site with what was found there."""

    def __init__(self, ctx: UiContext, audit_id: str, site: AuditSite) -> None:
        t = ctx.t
        where = "  ·  ".join(part for part in (site.address.replace("\n", ", "), t(word(site.mode))) if part)
        super().__init__(f"{site.label}  {site.name}".strip(), where)
        self.binder = Binder(ctx, "audit_site", audit_id, self)
        help_text = t("Rooms, equipment, people at work, shifts, what makes stage 2 easy or hard there.")
        self.conditions = RowForm(self.binder).text("conditions", t("Conditions"), help_text, lines=3)
        self.conditions.editor.setAccessibleName(t("Conditions of {site}").format(site=site.label or site.name))
        self.add(self.conditions)


class SitesView(QWidget):
    """A card for each site, then the focus of stage 2."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id = ctx, audit_id
        self.cards: dict[str, SiteCard] = {}
        t = ctx.t
        focus = Card(t("Stage 2"))
        self.binder = Binder(ctx, "audit", audit_id, self)
        help_text = t(
            "Processes, controls, sites and records that stage 2 should look at most closely; what to have ready."
        )
        self.focus = RowForm(self.binder).text("stage2_focus", t("Focus"), help_text, lines=5)
        focus.add(self.focus)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._column.addWidget(focus)
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled_pane(inside), 1)

    def show_record(self, record: AuditRecord, found: tuple[Stage1Problem, ...]) -> None:
        """Show the sites of the audit; cards that are there already keep focus and typing."""
        for place, site in enumerate(record.sites):
            if site.id not in self.cards:
                self.cards[site.id] = SiteCard(self._ctx, self._audit_id, site)
                self._column.insertWidget(place, self.cards[site.id])
            card = self.cards[site.id]
            card.binder.show(site)
            mine = [one.problem for one in found if one.row == site.id]
            card.conditions.show_hint(say(self._ctx.words, mine[0]) if mine else "")
        gone = set(self.cards) - {one.id for one in record.sites}
        for key in gone:
            card = self.cards.pop(key)
            card.hide()
            card.deleteLater()
        self.binder.show(record.audit)
        missing = [one.problem for one in found if one.problem.field == "stage2_focus"]
        self.focus.show_hint(say(self._ctx.words, missing[0]) if missing else "")

    def show_item(self, site_id: str) -> None:
        """Put the cursor into a site's conditions, or into the focus of stage 2."""
        card = self.cards.get(site_id)
        (card.conditions if card else self.focus).editor.setFocus()
