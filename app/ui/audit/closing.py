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
from app.ui.audit.gate_card import GateCard
from app.ui.audit.meeting_page import MeetingPage
from app.ui.audit.places import go_to
from app.ui.audit.short_meetings import ShortMeetings
from app.ui.signing.card import SigningCard
from app.ui.widgets.buttons import Button
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
        self.gate = GateCard(ctx, audit_id)
        self.gate.jumped.connect(self._on_jump)
        self.short = ShortMeetings(ctx, audit_id)
        for card in (self._before, self.gate, self.short):
            self.body.addWidget(card)
        self.end_early = Button(t("End the audit early…"), "quiet")
        self.end_early.clicked.connect(self._on_end_early)
        self.add_action(self.end_early)
        self.scope = SigningCard(ctx, audit_id, t("Final scope, signed by both sides"), Sheet.SCOPE)
        self.body.addWidget(self.scope)

    def digest(self, record: AuditRecord) -> tuple[Blocker, ...]:
        """Compute what should be done before."""
        return before_closing(record)

    def show_record(self, record: AuditRecord) -> None:
        """Show the meeting, and what is missing before it is over."""
        super().show_record(record)
        self._before.show_blockers(self.digested)
        over = record.audit.state in FINISHED
        self._before.setVisible(record.audit.closed_on is None and not over)
        self.gate.setVisible(record.audit.closed_on is not None and not over)
        self.gate.show_record(record)
        self.short.show_record(record)
        self.scope.show_matter(scope_matter(record.audit.id), open_=record.audit.state not in FINISHED)
        self.end_early.setVisible(record.audit.closed_on is None and not over)

    def _on_end_early(self) -> None:
        from app.ui.audit.end_early_dialog import EndEarlyDialog  # noqa: PLC0415 - not before it is wanted

        EndEarlyDialog(self.window(), self.ctx, self.audit_id).open()

    def open_wizard(self) -> None:
        """Open the wizard of the closing meeting."""
        openers.open_closing(self.ctx, self.audit_id)

    def _on_jump(self, place: Place) -> None:
        go_to(self.ctx, self.audit_id, place)
