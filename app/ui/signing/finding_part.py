"""Below a finding: who confirmed it, and the finding as a paper of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.attested_people import note_matter
from app.domain.blank_sheet import Sheet
from app.domain.kinds import FindingState, Grade, PaperKind
from app.ui.audit.base import FINISHED
from app.ui.audit.paper_card import PaperCard
from app.ui.signing.card import SigningCard
from app.ui.theme.metrics import Space

if TYPE_CHECKING:
    from app.domain.fieldwork import Finding
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

CONFIRMED: Final = frozenset({Grade.MAJOR, Grade.MINOR, Grade.CONCERN})


class FindingSigning(QWidget):
    """Shown for what the client must have understood, unless it was withdrawn."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self.signing = SigningCard(ctx, audit_id, ctx.t("Acknowledgement"), Sheet.FINDING, narrow=True)
        self.paper = PaperCard(ctx, audit_id, PaperKind.NC_NOTE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.signing)
        column.addWidget(self.paper)

    def show_finding(self, record: AuditRecord, finding: Finding) -> None:
        """Show a finding's confirmations and its paper."""
        shown = finding.grade in CONFIRMED and finding.state is not FindingState.WITHDRAWN
        self.setVisible(shown)
        if shown:
            self.signing.show_matter(note_matter(finding.id), open_=record.audit.state not in FINISHED)
            self.paper.subject_id = finding.id
            self.paper.show_paper(record)
