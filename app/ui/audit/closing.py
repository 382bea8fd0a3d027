"""The closing meeting of an audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.attested_people import scope_matter
from app.domain.blank_sheet import Sheet
from app.domain.kinds import MeetingKind
from app.domain.readiness import before_closing
from app.ui.audit import openers
from app.ui.audit.base import FINISHED
from app.ui.audit.blocker_card import BlockerCard
from app.ui.audit.meeting_page import MeetingPage
from app.ui.audit.places import go_to
from app.ui.signing.card import SigningCard
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.domain.readiness import Blocker, Place
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class ClosingPage(MeetingPage):
    """What should be done before the closing meeting; then its state, people, points and actions."""

    kind = MeetingKind.CLOSING

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        t = ctx.t
        empty = EmptyState(
            "closing",
            t("The closing meeting was not held yet"),
            t("Findings are read out, acknowledged and get their final numbers when it ends."),
            t("Start the closing meeting"),
        )
        super().__init__(ctx, audit_id, t("Closing meeting"), empty)
        self._before = BlockerCard(ctx.words, t("Before the closing meeting"), t("Nothing is missing."))
        self._before.jumped.connect(self._on_jump)
        self.body.addWidget(self._before)
        self.scope = SigningCard(ctx, audit_id, t("Final scope, signed by both sides"), Sheet.SCOPE)
        self.body.addWidget(self.scope)

    def digest(self, record: AuditRecord) -> tuple[Blocker, ...]:
        """Compute what should be done before."""
        return before_closing(record)

    def show_record(self, record: AuditRecord) -> None:
        """Show the meeting, and what is missing before it is over."""
        super().show_record(record)
        self._before.show_blockers(self.digested)
        self._before.setVisible(record.audit.closed_on is None)
        self.scope.show_matter(scope_matter(record.audit.id), open_=record.audit.state not in FINISHED)

    def open_wizard(self) -> None:
        """Open the wizard of the closing meeting."""
        openers.open_closing(self.ctx, self.audit_id)

    def _on_jump(self, place: Place) -> None:
        go_to(self.ctx, self.audit_id, place)
