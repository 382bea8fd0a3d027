"""Step of the closing meeting: conclusion and recommendation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain import recommendation as advice
from app.domain.kinds import Recommendation
from app.domain.words import word
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.labels import PlainLabel
from app.ui.wizards.step import MeetingStep

if TYPE_CHECKING:
    from app.domain.fieldwork import Meeting
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class MeetingResult(MeetingStep):
    """Conclusion, the two facts the recommendation rests on, and the recommendation; it is not the decision."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(
            ctx,
            ctx.t("Conclusion"),
            ctx.t("The recommendation is not the decision: people who were not in the audit team decide later."),
        )
        t = self.t
        self._binder = Binder(ctx, "audit", audit_id, self)
        form = RowForm(self._binder)
        self._fields = {
            "conclusion": form.text("conclusion", t("&Conclusion: conformity, effectiveness, scope"), lines=5),
            "internal_audit_done": form.yes_no("internal_audit_done", t("Internal audit really done and effective")),
            "management_review_done": form.yes_no(
                "management_review_done", t("Management review really done and effective")
            ),
            "recommendation": form.choice("recommendation", t("&Recommendation"), Recommendation),
            "recommendation_reason": form.text("recommendation_reason", t("Reason or &condition"), lines=2),
        }
        self._proposal = PlainLabel("", "small", "muted", wrap=True)
        card = Card()
        card.add(self._fields["conclusion"])
        facts = QHBoxLayout()
        facts.setSpacing(Space.L)
        facts.addWidget(self._fields["internal_audit_done"], 1)
        facts.addWidget(self._fields["management_review_done"], 1)
        card.add_layout(facts)
        card.add(self._fields["recommendation"])
        card.add(self._proposal)
        card.add(self._fields["recommendation_reason"])
        self.body.addWidget(card)
        self.body.addStretch(1)

    def show_meeting(self, record: AuditRecord, meeting: Meeting) -> None:
        """Show what is recorded; only values of this type of audit are offered."""
        del meeting
        box = self._fields["recommendation"].editor
        if isinstance(box, EnumBox):
            box.set_choices([(one.value, self.t(word(one))) for one in advice.allowed(record.audit.type)])
        proposed = advice.proposed(advice.facts_of(record))
        text = self.t("By the findings so far: {value}").format(value=self.t(word(proposed)))
        self._proposal.setText(text)
        self._binder.show(record.audit)

    def field(self, name: str) -> QWidget | None:
        """Return the editor of a field."""
        found = self._fields.get(name)
        return found.editor if found else None

    def enter(self) -> None:
        """Begin with the conclusion."""
        self._fields["conclusion"].editor.setFocus()

    def leave(self) -> None:
        """Hand over what is being typed."""
        self._binder.finish()
