"""The opening meeting of an audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.kinds import MeetingKind
from app.ui.audit import openers
from app.ui.audit.meeting_page import MeetingPage
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.ui.context import UiContext


class OpeningPage(MeetingPage):
    """State, people, points and actions of the opening meeting."""

    kind = MeetingKind.OPENING

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        t = ctx.t
        empty = EmptyState(
            "meeting",
            t("The opening meeting was not held yet"),
            t("The points of this type of audit and the people known so far are ready. You can stop and go on later."),
            t("Start the opening meeting"),
        )
        super().__init__(ctx, audit_id, t("Opening meeting"), empty)

    def open_wizard(self) -> None:
        """Open the wizard of the opening meeting."""
        openers.open_opening(self.ctx, self.audit_id)
