"""Sites to visit: how many by the rules, which by risk, the rest drawn at random so that anybody can repeat it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import UserMistake
from app.domain.kinds import AuditType, ProgrammeStep
from app.domain.numbers import whole
from app.domain.site_sampling import SampleKind, SampleSize
from app.domain.site_wish import KIND_OF, SampleWish, size_of
from app.domain.words import word
from app.ui.saying import say
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.times.holder import Holder
from app.ui.times.sites_table import LEVELS, Place, SitesTable
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, set_shown
from app.ui.widgets.page import scrolled
from app.ui.widgets.problem_line import FieldProblem

if TYPE_CHECKING:
    from app.domain.client import Client
    from app.domain.programme_record import SiteDraw
    from app.domain.record import AuditRecord
    from app.services.base import Made
    from app.services.container import Services
    from app.ui.context import UiContext

_WIDTH: Final = 880
_HEIGHT: Final = 780
_STEP_OF: Final = {
    AuditType.STAGE1: ProgrammeStep.STAGE2,
    AuditType.STAGE2: ProgrammeStep.STAGE2,
    AuditType.SURVEILLANCE: ProgrammeStep.SURVEILLANCE1,
    AuditType.RECERTIFICATION: ProgrammeStep.RECERTIFICATION,
    AuditType.SPECIAL: ProgrammeStep.SPECIAL,
}
_STEPS: Final = (
    ProgrammeStep.STAGE2,
    ProgrammeStep.SURVEILLANCE1,
    ProgrammeStep.SURVEILLANCE2,
    ProgrammeStep.RECERTIFICATION,
)
_SHOWN_ROWS: Final = 7
_Known = tuple["Client", tuple["SiteDraw", ...], frozenset[str]]


class SitesDialog(Dialog):
    """Ctrl+Enter draws. Every draw is kept, so that nobody can draw until the sites please."""

    def __init__(self, parent: QWidget | None, ctx: UiContext, client_id: str, record: AuditRecord | None) -> None:
        t = ctx.t
        super().__init__(parent, t("Sites to visit"), _WIDTH)
        self.ctx, self.t, self._client_id, self._record = ctx, t, client_id, record
        self._draws: tuple[SiteDraw, ...] = ()
        step = record.audit.step or _STEP_OF.get(record.audit.type, ProgrammeStep.STAGE2) if record else _STEPS[0]
        steps = _STEPS if step in _STEPS else (*_STEPS, step)
        self.step = ChoiceRow([Choice(one.value, t(word(one))) for one in steps], step.value)
        self.table = SitesTable(ctx)
        self.table.show_lines(_SHOWN_ROWS)
        self.size_line, self.problem = PlainLabel("", wrap=True), FieldProblem()
        self.raised, self.raise_reason = QLineEdit(), QLineEdit()
        self.effective, self.unsuitable = QLineEdit(), QLineEdit()
        self._effective = FormField(t("Why the system proved effective over the cycle"), self.effective)
        self.kept = EnumBox([], title=t("Kept draws"))
        self.outcome = PlainLabel("", wrap=True).selectable()
        self._result_card = self._result()
        self.kept.setMinimumContentsLength(26)
        self._fill()
        self._buttons_below()
        room = parent.height() if parent is not None else _HEIGHT
        self.resize(active().px(_WIDTH), min(active().px(_HEIGHT), room - Space.XL))
        self._connect()
        self._fetch()

    def _fill(self) -> None:
        t, inside = self.t, Holder()
        inside.setObjectName("scrolled")
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, Space.S, 0)
        box.setSpacing(Space.M)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        for field, share in (
            (FormField(t("Visit more sites"), self.raised), 1),
            (FormField(t("Why more"), self.raise_reason), 2),
            (FormField(t("Why sampling is not suitable here"), self.unsuitable), 2),
        ):
            row.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        keys = PlainLabel(
            t("For the selected site, with the keys 1, 2, 3, Space and Delete:"), "small", "muted", wrap=True
        )
        for widget in (FormField(t("For which audit"), self.step), self.table, keys, self._tools(), self.size_line):
            box.addWidget(widget)
        box.addWidget(self.problem)
        box.addLayout(row)
        box.addWidget(self._effective)
        box.addWidget(self._result_card)
        box.addStretch(1)
        self.body.addWidget(scrolled(inside), 1)

    def _tools(self) -> QWidget:
        """Return the same verbs that the keys of the table have, for the mouse."""
        t, holder = self.t, QWidget()
        row = FlowLayout(holder, Space.S)
        for number, level in LEVELS.items():
            button = Button(t("Risk {n}, {level}").format(n=number, level=t(word(level))))
            button.clicked.connect(partial(self.table.set_risk, number))
            row.addWidget(button)
        for text, place in ((t("Choose by risk"), Place.CHOSEN), (t("Leave out"), Place.LEFT_OUT)):
            button = Button(text)
            button.clicked.connect(partial(self.table.toggle, place))
            row.addWidget(button)
        return holder

    def _result(self) -> Card:
        card = Card(self.t("Draw"))
        if card.header is not None:
            card.header.add(self.kept)
        card.add(self.outcome)
        again = self.t(
            "The same seed and the same list give the same sites on every computer, so anybody can check it."
        )
        card.add(PlainLabel(again, "small", "muted", wrap=True))
        card.hide()
        return card

    def _buttons_below(self) -> None:
        self.add_button(self.t("Close")).clicked.connect(self.reject)
        self.take = self.add_button(self.t("Take into the audit"))
        self.take.setEnabled(False)
        set_shown(self.take, self._record is not None)
        self.draw = self.add_button(self.t("Draw"), "primary")
        self.draw.setEnabled(False)

    def _connect(self) -> None:
        self.step.chosen.connect(self._on_edited)
        self.table.edited.connect(self._on_edited)
        for line in (self.raised, self.raise_reason, self.effective, self.unsuitable):
            line.textChanged.connect(self._on_edited)
        self.kept.chosen.connect(self._on_draw_chosen)
        self.draw.clicked.connect(self._on_draw)
        self.take.clicked.connect(self._on_take)

    # ------------------------------------------------------------------------------------------------------ showing

    def _fetch(self) -> None:
        self.ctx.jobs.read(
            partial(_known, self.ctx.services, self._client_id, self._record.audit.id if self._record else ""),
            self._on_known,
        )

    def _on_known(self, known: _Known) -> None:
        client, self._draws, visited = known
        first = not self.table.lines
        self.table.show_client(client, visited)
        if first and self.table.lines:
            self.table.selectRow(min(1, len(self.table.lines) - 1))
            self.table.setFocus()
        self.kept.set_choices([(one.id, self._title(one)) for one in self._draws])
        self._show_draw(self._draws[0].id if self._draws else "")
        self._on_edited()

    def _title(self, draw: SiteDraw) -> str:
        day = self.ctx.words.day(draw.created_at.date()) if draw.created_at else ""
        return self.t("{day}, {step}").format(day=day, step=self.t(word(draw.step)))

    def _on_draw_chosen(self, draw_id: str) -> None:
        self._show_draw(draw_id)

    def _show_draw(self, draw_id: str) -> None:
        draw = next((one for one in self._draws if one.id == draw_id), None)
        self.kept.show_value(draw_id)
        self.table.show_draw(draw)
        set_shown(self._result_card, draw is not None)
        self.take.setEnabled(draw is not None)
        if draw is None:
            return
        names = {one.id: one.name for one in self.table.lines}
        random = [names.get(one, one) for one in draw.chosen if one not in draw.by_risk]
        by_risk = [names.get(one, one) for one in draw.by_risk]
        lines = [
            self.t("Drawn at random: {sites}").format(sites=", ".join(random)) if random else "",
            self.t("Chosen by risk: {sites}").format(sites=", ".join(by_risk)) if by_risk else "",
            self.t("Of {listed} sites, {minimum} at least.").format(listed=len(draw.listed), minimum=draw.minimum),
            self.t("Reason: {reason}").format(reason=draw.reason) if draw.reason else "",
            self.t("Seed {seed}, method {method}").format(seed=draw.seed, method=draw.method),
        ]
        self.outcome.setText("\n".join(one for one in lines if one))

    def _wish(self) -> SampleWish:
        """Return what is filled in; raises `time_not_whole`."""
        step, raised = ProgrammeStep(self.step.value), self.raised.text().strip()
        again = KIND_OF[step] is SampleKind.RECERTIFICATION
        return SampleWish(
            step=step,
            sites=self.table.listed(),
            chosen=self.table.chosen(),
            effective_reason=self.effective.text() if again else "",
            unsuitable_reason=self.unsuitable.text(),
            raised_to=whole(raised, "raised_to") if raised else None,
            raise_reason=self.raise_reason.text(),
        )

    def _on_edited(self) -> None:
        again = KIND_OF[ProgrammeStep(self.step.value)] is SampleKind.RECERTIFICATION
        set_shown(self._effective, again)
        try:
            size = size_of(self._wish())
        except UserMistake as mistake:
            self.problem.show_text(say(self.ctx.words, mistake))
            self.draw.setEnabled(False)
            return
        self.problem.show_text("")
        self.draw.setEnabled(True)
        self.size_line.setText(self._size_text(size))

    def _size_text(self, size: SampleSize) -> str:
        t, tn = self.t, self.ctx.words.ngettext
        rule = t("Sampling is not suitable: {minimum} of {sites} sites.")
        if size.tenths is not None:
            rules = {
                10: t("The square root of {sites}, rounded up: {minimum} sites at least."),
                8: t("0.8 of the square root of {sites}, rounded up: {minimum} sites at least."),
                6: t("0.6 of the square root of {sites}, rounded up: {minimum} sites at least."),
            }
            rule = rules[size.tenths]
        said = [rule.format(sites=size.inputs.sites, minimum=size.minimum)]
        if size.size != size.minimum:
            said.append(tn("Raised to {n} site.", "Raised to {n} sites.", size.size).format(n=size.size))
        said.append(t("{random} drawn at random, {by_risk} by risk.").format(random=size.random, by_risk=size.by_risk))
        if any(one.central for one in self.table.lines):
            said.append(t("The central function is visited in addition, every time."))
        else:
            said.append(t("No site is marked as the central function yet; it would be visited in addition."))
        return " ".join(said)

    # -------------------------------------------------------------------------------------------------------- verbs

    def _on_draw(self) -> None:
        if not self.draw.isEnabled():
            return
        self.draw.setEnabled(False)
        audit_id = self._record.audit.id if self._record else None
        call = partial(self.ctx.services.times.draw, self._client_id, self._wish(), audit_id=audit_id)
        self.ctx.jobs.write(call, self._on_drawn, self._on_refused)

    def _on_drawn(self, made: Made) -> None:
        del made
        self._fetch()

    def _on_refused(self, problem: BaseException) -> None:
        self.draw.setEnabled(True)
        if isinstance(problem, UserMistake):
            self.problem.show_text(say(self.ctx.words, problem))
        else:
            self.ctx.jobs.problem.emit(problem)

    def _on_take(self) -> None:
        if self._record is None or not self.kept.value:
            return
        call = partial(self.ctx.services.times.take_draw, self._record.audit.id, self.kept.value)
        self.ctx.jobs.write(call, self._on_taken)

    def _on_taken(self, changes: object) -> None:
        del changes
        undo = partial(self.ctx.jobs.write, self.ctx.services.fields.undo)
        said = self.t("The sites of the draw are in the audit.")
        self.ctx.notices.say(said, action_text=self.t("Undo"), action=undo, tone="ok")
        self.accept()


def _known(services: Services, client_id: str, audit_id: str) -> _Known:
    times = services.times
    return services.clients.get(client_id), times.draws(client_id), times.visited(client_id, audit_id)
