"""The certification cycle of a client: where it stands, what can be done next, its certificate, forms and history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.client_summary import latest_cycle
from app.domain.cycle_line import stations
from app.domain.cycle_wish import StepWish
from app.domain.kinds import CycleState, FormKind
from app.domain.words import word
from app.ui.clients.cycle_cards import CertificateCard, FormsCard, HistoryCard
from app.ui.clients.cycle_history_dialog import HistoryDialog
from app.ui.clients.cycle_offers import OffersCard
from app.ui.clients.cycle_stations import StationsRow
from app.ui.clients.cycle_step_dialog import StepDialog
from app.ui.clients.section import Section
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip, ChipLook, chip_look
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.labels import PlainLabel, set_shown

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.domain.client_summary import ClientSheet
    from app.domain.cycle_wish import StepOffer
    from app.services.base import Made
    from app.services.cycles import CycleSheet
    from app.ui.context import UiContext

Fetched = tuple["CycleSheet", str]
_STANDARDS = {"iso27001": "ISO/IEC 27001"}


class CycleSection(Section):
    """The latest cycle is shown; earlier ones and other standards can be chosen."""

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id)
        t = self.t
        self._me, self._cycle_id, self._wanted, self._latest_id = "", "", "", ""
        self._said: list[str] = []
        self.sheet: CycleSheet | None = None
        self.dialog: StepDialog | HistoryDialog | None = None
        self.stations, self.offers = StationsRow(ctx.words), OffersCard(ctx.words)
        self.certificate, self.forms, self.history = CertificateCard(ctx), FormsCard(ctx), HistoryCard(ctx)
        self.choice = EnumBox([("", "–")], "", t("Cycle"))
        self.next_audit = Button(t("Next audit…"), "secondary", "play")
        self.programme = Button(t("Programme"), "quiet", "programme")
        self.begin = Button(t("Begin the next cycle"), "quiet", "plus")
        self._state = Chip(ChipLook("", "open"))
        self._phase = PlainLabel("", "body", "muted", wrap=True)
        self._none, self._some = self._nothing(), self._whole()
        self._some.hide()
        self.body.addWidget(self._none)
        self.body.addWidget(self._some)
        self._connect()

    def _nothing(self) -> QWidget:
        t = self.t
        empty = EmptyState(
            "programme",
            t("No certification cycle yet"),
            t("It begins with an enquiry, with a transfer from another body, or with the first audit."),
            t("Begin with an enquiry"),
        )
        self.enquiry = empty
        empty.started.connect(partial(self._begin, CycleState.ENQUIRY))
        self.transfer = Button(t("Transfer from another body"), "quiet", "link")
        self.transfer.clicked.connect(partial(self._begin, CycleState.TRANSFER_REVIEW))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(empty)
        column.addWidget(self.transfer, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return holder

    def _whole(self) -> QWidget:
        card = Card(self.t("Cycle"))
        if card.header:
            card.header.add(self._state)
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.choice, 1)
        for widget in (self.begin, self.programme, self.next_audit):
            top.addWidget(widget)
        card.add_layout(top)
        card.add(self._phase)
        card.add(self.stations)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        for one in (card, self.offers, self.certificate, self.forms, self.history):
            column.addWidget(one)
        column.addStretch(1)  # else the cards share what the stack holds too much
        return holder

    def _connect(self) -> None:
        self.choice.chosen.connect(self._on_choice)
        self.next_audit.clicked.connect(self._on_next_audit)
        self.programme.clicked.connect(self._on_programme)
        self.begin.clicked.connect(partial(self._begin, CycleState.ENQUIRY))
        self.offers.taken.connect(self._on_taken)
        self.offers.wanted.connect(self._on_wanted)
        self.forms.wanted.connect(self._on_form)
        self.history.tell.clicked.connect(self._on_tell)

    # ------------------------------------------------------------------------------------------------------- showing

    def show_file(self, sheet: ClientSheet) -> None:
        """Show the cycle that was chosen, the latest one to begin with."""
        cycles = sorted(sheet.cycles, key=lambda one: (one.standard, -one.number))
        set_shown(self._none, not cycles)
        set_shown(self._some, bool(cycles))
        if not cycles:
            return
        texts = [
            (one.id, f"{_STANDARDS.get(one.standard, one.standard)}  ·  {self._number(one.number)}") for one in cycles
        ]
        self.choice.set_choices(texts)
        known = {one.id for one in cycles}
        latest = latest_cycle(sheet.cycles)
        self._latest_id = latest.id if latest is not None else ""
        if self._wanted in known:
            self._cycle_id, self._wanted = self._wanted, ""
        if self._cycle_id not in known:
            self._cycle_id = self._latest_id
        self.choice.show_value(self._cycle_id)
        set_shown(self.next_audit, bool(sheet.audits))
        set_shown(self.programme, self._cycle_id != self._latest_id)  # the head of the page leads to the latest one
        self.load()

    def load(self) -> None:
        """Fetch the cycle."""
        self.ctx.jobs.read(partial(self._fetch, self._cycle_id), self.show_sheet)

    def _fetch(self, cycle_id: str) -> Fetched:
        me = self.ctx.services.body.me()
        return self.ctx.services.cycles.sheet(cycle_id), me.name if me is not None else ""

    def show_sheet(self, fetched: Fetched) -> None:
        """Show the cycle."""
        sheet, self._me = fetched
        if sheet.cycle.id != self._cycle_id:
            return
        self.sheet = sheet
        self._state.show_look(chip_look(sheet.cycle.state, self.t))
        self._phase.setText(self.t("The next cycle goes on.") if sheet.source.superseded else self.t(word(sheet.phase)))
        self.stations.show_stations(stations(sheet.source))
        self.offers.show_offers(sheet.offers)
        set_shown(self.begin, not sheet.offers and not sheet.source.superseded)
        for card in (self.certificate, self.forms, self.history):
            card.show_sheet(sheet)

    def bring(self, row_id: str) -> None:
        """Show the cycle with this id."""
        if row_id and self.choice.findData(row_id) >= 0:
            self._on_choice(row_id)
        else:
            self._wanted = row_id

    def _number(self, number: int) -> str:
        return self.t("cycle {number}").format(number=number)

    def _on_choice(self, cycle_id: str) -> None:
        self._cycle_id = cycle_id
        self.choice.show_value(cycle_id)
        set_shown(self.programme, self._latest_id not in ("", cycle_id))
        self.load()

    # --------------------------------------------------------------------------------------------------------- doing

    def _begin(self, state: CycleState) -> None:
        standard = self.sheet.cycle.standard if self.sheet is not None else "iso27001"
        call = partial(self.ctx.services.cycles.begin, self.client_id, standard, state)
        self.ctx.jobs.write(call, self._on_begun)

    def _on_begun(self, made: Made) -> None:
        self._cycle_id, self._wanted = "", made.id

    def _on_taken(self, offer: StepOffer) -> None:
        """Take a step as it is proposed: who led the audit, on the day of what has happened."""
        if offer.day is None:
            return
        t = self.t
        wish = StepWish(
            event=offer.event, actor=offer.actors[0], happened_on=offer.day, by_name=offer.by_name,
            record=offer.reference,
        )  # fmt: skip
        said = t("Recorded: {step}").format(step=t(word(offer.event)))
        call = partial(self.ctx.services.cycles.take, self._cycle_id, wish)
        self._said.append(said)
        self.ctx.jobs.write(call, self._on_step_taken, self._on_step_refused)

    def _on_step_refused(self, problem: BaseException) -> None:
        self._said.pop(0)
        self.ctx.jobs.problem.emit(problem)

    def _on_step_taken(self, changes: Changes) -> None:
        del changes
        said = self._said.pop(0)
        undo = partial(self.ctx.jobs.write, self.ctx.services.fields.undo)
        self.ctx.notices.say(said, action_text=self.t("Undo"), action=undo)

    def _on_wanted(self, offer: StepOffer) -> None:
        self.dialog = StepDialog(self.window(), self.ctx, self._cycle_id, offer, self._me)
        self.dialog.open()

    def _on_tell(self) -> None:
        if self.sheet is not None:
            self.dialog = HistoryDialog(self.window(), self.ctx, self._cycle_id, self.sheet.source.today)
            self.dialog.open()

    def _on_form(self, kind: FormKind) -> None:
        call = partial(self.ctx.services.cycles.begin_form, self._cycle_id, kind)
        known = self.sheet.source.form(kind) if self.sheet is not None else None
        if known is not None:
            self.ctx.navigator.go("review_form", item_id=known.id)
        else:
            self.ctx.jobs.write(call, self._on_form_begun)

    def _on_form_begun(self, made: Made) -> None:
        self.ctx.navigator.go("review_form", item_id=made.id)

    def _on_programme(self) -> None:
        self.ctx.navigator.go("programme", item_id=self._cycle_id)

    def _on_next_audit(self) -> None:
        call = partial(self.ctx.services.next_audits.latest, self.client_id)
        self.ctx.jobs.read(call, self._on_latest)

    def _on_latest(self, audit_id: str) -> None:
        if audit_id:
            self.ctx.navigator.go("next_audit", item_id=audit_id)
