"""What the steps of a wizard share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.domain.fieldwork import Evidence, Meeting
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

WIDTH = 880


class StepPage(QWidget):
    """One step: a title, a sentence that says what belongs here, and the body.

    Subclasses put widgets into `body`; `field(name)` returns the widget a problem named by the rules is about.
    """

    def __init__(self, ctx: UiContext, title: str, text: str = "") -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.ctx, self.t = ctx, ctx.words.gettext
        self.title = title
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.L)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        column.setSpacing(Space.XS)
        column.addWidget(PlainLabel(title, "title2", wrap=True))
        if text:
            column.addWidget(PlainLabel(text, "body", "muted", wrap=True))
        column.addSpacing(Space.M)
        column.addLayout(self.body, 1)

    def field(self, name: str) -> QWidget | None:
        """Return the widget that the problem field `name` is about, `None` if it is not on this step."""
        del name
        return None

    def enter(self) -> None:
        """Put the cursor where typing begins; called when the step is shown."""

    def leave(self) -> None:
        """Hand over what is being typed; called when the step is left."""


class MeetingStep(StepPage):
    """A step of a meeting."""

    def show_meeting(self, record: AuditRecord, meeting: Meeting) -> None:
        """Show the meeting as it is recorded."""
        raise NotImplementedError


class EvidenceStep(StepPage):
    """A step of an evidence item that is kept."""

    def show_evidence(self, record: AuditRecord, evidence: Evidence) -> None:
        """Show the item as it is recorded."""
        raise NotImplementedError
