"""How the body calculates audit time: rounding and shares; every calculation keeps the rules it was made by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.audit_time_values import Rounding
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.settings_body import side_by_side
from app.ui.widgets.card import Card
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.problem_line import Banner

if TYPE_CHECKING:
    from app.domain.client import Body
    from app.ui.context import UiContext


class TimeCard(Card):
    """The four settings; what was calculated before keeps its own."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(t("Audit time"), t("rules of the calculation"))
        self._binder = Binder(ctx, "body", "", self)
        form = RowForm(self._binder)
        self.add(form.choice("time_rounding", t("Days are rounded"), tuple(Rounding)))
        self.add(
            side_by_side(
                form.number("stage1_share", t("Stage 1, %")),
                form.number("client_share", t("Client, least %")),
                form.number("remote_warning", t("Remote, most %")),
            )
        )
        shares = t(
            "Of the days of an initial audit for stage 1; of all days with the client, at least; and of those remote, "
            "before it is pointed out."
        )
        self.add(PlainLabel(shares, "small", "muted", wrap=True))
        kept = t("Kept calculations do not change with these settings: each one holds the rules it was made by.")
        self.add(PlainLabel(kept, "small", "muted", wrap=True))
        licensed = t(
            "The chart behind the calculation: up to 175 persons each value is confirmed by independent sources. The "
            "values above rest on one source; compare them with your own licensed copy of ISO/IEC 27006-1 before you "
            "rely on them."
        )
        self.add(Banner(licensed, "info"))

    def show_body(self, body: Body) -> None:
        """Show the settings."""
        self._binder.show(body)
