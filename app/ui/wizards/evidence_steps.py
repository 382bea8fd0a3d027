"""The further steps of capturing: kind and its fields, what it belongs to, judgement."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.kinds import EvidenceKind, Judgement
from app.domain.words import word
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.audit.evidence_fields import KindFields
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.moment_field import MomentField
from app.ui.widgets.requirement_field import RequirementField
from app.ui.wizards.step import EvidenceStep

if TYPE_CHECKING:
    from app.domain.fieldwork import Evidence
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class EvidenceKindStep(EvidenceStep):
    """How it was obtained, and what a reviewer will ask for in this kind."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, ctx.t("Kind"), ctx.t("The number keys choose the kind; each kind has its own fields."))
        self._evidence_id = ""
        self._kind = ChoiceRow([Choice(one.value, self.t(word(one))) for one in EvidenceKind])
        self._kind.chosen.connect(self._on_kind)
        self._binder = Binder(ctx, "evidence", audit_id, self)
        self._details = KindFields(ctx, RowForm(self._binder))
        card = Card()
        card.add(FormField(self.t("How it was obtained"), self._kind))
        card.add(self._details)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def show_evidence(self, record: AuditRecord, evidence: Evidence) -> None:
        """Show the item as it is recorded."""
        del record
        self._evidence_id = evidence.id
        self._kind.show_value(evidence.kind.value)
        self._details.show_kind(evidence.kind)
        self._binder.show(evidence)

    def enter(self) -> None:
        """Begin with the kind."""
        self._kind.setFocus()

    def leave(self) -> None:
        """Hand over what is being typed."""
        self._binder.finish()

    def _on_kind(self, value: str) -> None:
        call = partial(self.ctx.services.evidence.set_kind, self._evidence_id, EvidenceKind(value))
        self.ctx.jobs.write(call, urgent=True, origin=self)


class EvidenceBelongs(EvidenceStep):
    """Requirements, session, site, time: what the item belongs to.

    Signals:
        linked: a `LinkDraft` to add.
        unlinked: id of a link to take away.
    """

    linked = Signal(object)
    unlinked = Signal(str)

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(
            ctx, ctx.t("Requirements"), ctx.t("Type a number such as a518 or words of the title, then Enter.")
        )
        self._links = RequirementField(ctx.words, other=True)
        self._links.wanted.connect(self.linked)
        self._links.removed.connect(self.unlinked)
        self._binder = Binder(ctx, "evidence", audit_id, self)
        form = RowForm(self._binder)
        self._session = form.pick("session_id", self.t("&Session"))
        self._site = form.pick("site_id", self.t("S&ite"))
        self._observer = form.pick("observed_by_id", self.t("Seen by"))
        self._moment = form.moment("happened_at", self.t("&When it was seen"))
        card = Card()
        card.add(FormField(self.t("&Requirements"), self._links))
        for pair in ((self._session, self._site), (self._observer, self._moment)):
            row = QHBoxLayout()
            row.setSpacing(Space.L)
            for field in pair:
                row.addWidget(field, 1)
            card.add_layout(row)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def show_evidence(self, record: AuditRecord, evidence: Evidence) -> None:
        """Show the item as it is recorded."""
        self._links.set_items(item for one in record.criteria for item in one.items)
        self._links.show_links(evidence.links)
        for field, choices in (
            (self._session, [("", self.t("No session")), *((one.id, one.topic) for one in record.sessions)]),
            (self._site, [("", self.t("No site")), *((one.id, f"{one.label} {one.name}") for one in record.sites)]),
            (self._observer, [("", "-"), *((one.id, one.name) for one in record.team)]),
        ):
            if isinstance(field.editor, EnumBox):
                field.editor.set_choices(choices)
        if isinstance(self._moment.editor, MomentField):
            self._moment.editor.set_zone(evidence.happened_zone)
        self._binder.show(evidence)

    def field(self, name: str) -> QWidget | None:
        """Return the line for problems about requirements."""
        return self._links if name == "requirement" else None

    def show_problem(self, text: str) -> None:
        """Say what is wrong with a link."""
        self._links.show_problem(text)

    def enter(self) -> None:
        """Begin with the requirements."""
        self._links.setFocus()

    def leave(self) -> None:
        """Hand over what is being typed."""
        self._binder.finish()


class EvidenceJudgement(EvidenceStep):
    """What the item shows, and whether it may stand in the report."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(
            ctx,
            ctx.t("Judgement"),
            ctx.t("What this item shows. It can wait: the verdict on a requirement comes later."),
        )
        self._binder = Binder(ctx, "evidence", audit_id, self)
        form = RowForm(self._binder)
        self._judgement = form.segments("judgement", self.t("What it shows"), Judgement)
        self._confidential = form.check(
            "confidential", self.t("&Confidential: the report names number, kind and result only")
        )
        card = Card()
        card.add(self._judgement)
        card.add(self._confidential)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def show_evidence(self, record: AuditRecord, evidence: Evidence) -> None:
        """Show the item as it is recorded."""
        del record
        self._binder.show(evidence)

    def enter(self) -> None:
        """Begin with the judgement."""
        self._judgement.editor.setFocus()

    def leave(self) -> None:
        """Hand over what is being typed."""
        self._binder.finish()
