"""Audit time of a client or an audit: the form at the one side, the calculation at the other, live at every key."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.audit_time_values import Purpose
from app.domain.errors import AuditError
from app.domain.kinds import AuditType
from app.domain.numbers import number_text
from app.domain.plain import from_plain, to_plain
from app.domain.problems import Problem
from app.domain.time_form import Checked, TimeForm, check, form_of, group_line
from app.domain.time_use import PURPOSE_OF, UsedPart
from app.services.times import groups_of
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.kept_line import KeptText
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.times.form_parts import AdjustmentsPart, HeadsPart, RatingsPart, SplitPart, StandardsPart
from app.ui.times.holder import Holder
from app.ui.times.kept_part import KeptPart
from app.ui.times.result_part import ResultPart
from app.ui.times.use_dialog import UseDialog
from app.ui.widgets.autosave import Pause
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.compound import entry_of
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import ElidedLabel, PlainLabel, set_shown
from app.ui.widgets.problem_line import Trouble
from app.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from fractions import Fraction

    from app.services.base import Made
    from app.services.times import KeptTime, TimeDesk
    from app.ui.context import UiContext

_MISSING: Final = "_missing"


class TimePane(QWidget):
    """Ctrl+Enter keeps the calculation. Whatever is typed is kept as a draft until then.

    Signals:
        kept: a calculation was kept or is used now; the desk has to be fetched again.
    """

    kept = Signal()

    def __init__(self, ctx: UiContext, client_id: str, audit_id: str = "", kind: AuditType | None = None) -> None:
        super().__init__()
        self.ctx, self.t, self._client_id, self._audit_id, self._kind = ctx, ctx.t, client_id, audit_id, kind
        self._desk: TimeDesk | None = None
        self._checked: Checked | None = None
        self._asked = self._putting = False
        self._wish: KeptTime | None = None
        self.heads, self.ratings = HeadsPart(ctx), RatingsPart(ctx)
        self.adjustments, self.standards, self.split = AdjustmentsPart(ctx), StandardsPart(ctx), SplitPart(ctx)
        self.parts = (self.heads, self.ratings, self.adjustments, self.standards, self.split)
        self.result = ResultPart(ctx)
        self.brief = ElidedLabel("", "strong")
        self.history = KeptPart(ctx, of_audit=bool(audit_id))
        self.approver, self.remark = QLineEdit(), QLineEdit()
        self.keep_button = Button(self.t("Keep this calculation"), "primary")
        self.clear_button = Button(self.t("Empty the form"), "quiet")
        self._lay_out()
        self._connect()
        self._draft = KeptText(ctx, self._typed, self._put_back, self)

    def _lay_out(self) -> None:
        form, right = Holder(), Holder()
        for holder, widgets in ((form, self.parts), (right, (self.result, self._keep_card(), self.history))):
            box = QVBoxLayout(holder)
            box.setContentsMargins(0, 0, Space.S, 0)
            box.setSpacing(Space.M)
            for widget in widgets:
                box.addWidget(widget)
            box.addStretch(1)
        self.panes = Panes(Pane(scrolled_pane(form), 500, 640, 5), Pane(scrolled_pane(right), 400, 640, 4))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.S)
        outer.addWidget(self.brief)
        outer.addWidget(self.panes, 1)

    def _keep_card(self) -> Card:
        t, card = self.t, Card(self.t("Keep"))
        never = t("A kept calculation never changes and is never removed. To correct it, keep another one.")
        card.add(PlainLabel(never, "small", "muted", wrap=True))
        card.add(FormField(t("Approved by"), self.approver, t("Empty: not approved yet.")))
        card.add(FormField(t("Remark"), self.remark))
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.keep_button)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        card.add_layout(row)
        return card

    def _connect(self) -> None:
        self._pause = Pause(self)
        self._pause.due.connect(self._keep_draft)
        for part in self.parts:
            part.edited.connect(self._on_edited)
            part.grown.connect(self._on_grown)
        for line in (self.approver, self.remark):
            line.textEdited.connect(self._pause.touch)
        self.heads.heads_wanted.connect(self._on_heads)
        self.keep_button.clicked.connect(self.keep)
        self.clear_button.clicked.connect(self._on_clear)
        self.history.use_wanted.connect(self._on_use)
        self.history.fill_wanted.connect(self._on_fill)

    # ---------------------------------------------------------------------------------------------------- the form

    @property
    def form(self) -> TimeForm:
        """Return what is filled in."""
        form = TimeForm()
        for part in self.parts:
            form = part.fill(form)
        return form

    def show_desk(self, desk: TimeDesk) -> None:
        """Show what was kept and calculate by the rules and chart of the desk."""
        first, self._desk = self._desk is None, desk
        if first:
            self._put(self._begun())
            self._draft.open(f"time:{self._audit_id or self._client_id}")
        used = desk.used.calculation_id if desk.used else ""
        self.history.show_kept(desk.kept, used)
        self._on_edited()
        self._on_grown()

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        self.heads.lines.setFocus()

    def leave(self) -> None:
        """Keep as a draft what is filled in."""
        self._keep_draft()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep as a draft what is filled in, whoever hides the pane."""
        super().hideEvent(event)
        if self._pause.waiting:
            self._keep_draft()

    def _begun(self) -> TimeForm:
        """Return an empty form for the kind of audit this is."""
        return TimeForm(purpose=PURPOSE_OF.get(self._kind, Purpose.INITIAL)) if self._kind else TimeForm()

    def _put(self, form: TimeForm) -> None:
        self._putting = True
        for part in self.parts:
            part.put(form)
        self._putting = False
        self._on_edited()
        self._on_grown()

    def _on_grown(self) -> None:
        if not self._putting:
            follow_layout(self)

    def _on_edited(self) -> None:
        if self._putting or self._desk is None:
            return
        self._checked = check(self.form, self._desk.chart, self._desk.rules)
        for part in (self.heads, self.ratings):
            part.show_checked(self._checked)
        self._show_problems(self._checked.problems)
        self._pause.touch()

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show beside the fields what is wrong, and once Keep was pressed also what is missing."""
        said: dict[str, str] = {}
        for one in problems:
            if self._asked or not one.code.endswith(_MISSING):
                said.setdefault(one.field, say(self.ctx.words, one))
        for part in self.parts:
            part.show_problems(said)
        troubles = [Trouble(say(self.ctx.words, one), self._widget_of(one)) for one in problems]
        if self._checked is not None:
            self.result.show_checked(self._checked, troubles)
            self.brief.setText(self._brief(self._checked, troubles))

    def _brief(self, checked: Checked, troubles: list[Trouble]) -> str:
        """Return the result as one line, for where form and result stand below each other."""
        if checked.result is None:
            return troubles[0].text if troubles else ""
        valid = checked.result.valid
        if valid.stage1 is None or valid.stage2 is None:
            return self.t("{days} days").format(days=number_text(valid.days))
        return self.t("{days} days: stage 1 {stage1}, stage 2 {stage2}").format(
            days=number_text(valid.days), stage1=number_text(valid.stage1), stage2=number_text(valid.stage2)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the brief result where the result itself may be out of sight."""
        super().resizeEvent(event)
        set_shown(self.brief, self.panes.stacked)

    def _widget_of(self, one: Problem) -> QWidget | None:
        found = (part.widget_of(one.field) for part in self.parts)
        return next((widget for widget in found if widget is not None), None)

    def _on_heads(self) -> None:
        """Take the heads of the client file over in place of the groups that were typed, with a way back."""
        if self._desk is None:
            return
        before, groups = self.form, tuple(group_line(one) for one in groups_of(self._desk.client))
        if not groups:
            self.ctx.notices.say(self.t("The client file has no heads yet."))
            return
        self._put(replace(before, groups=groups))
        said = self.ctx.words.ngettext("{n} group taken over.", "{n} groups taken over.", len(groups))
        undo = partial(self._put, before)
        self.ctx.notices.say(said.format(n=len(groups)), action_text=self.t("Undo"), action=undo)

    def _on_clear(self) -> None:
        before = self.form
        self._asked = False
        self._put(self._begun())
        self._keep_draft()
        self.focus_first()
        undo = partial(self._put, before)
        self.ctx.notices.say(self.t("The form is empty again."), action_text=self.t("Undo"), action=undo)

    def _on_fill(self, kept: KeptTime) -> None:
        before = self.form
        self._put(form_of(kept.inputs))
        self.focus_first()
        undo = partial(self._put, before)
        said = self.t("The form holds that calculation now; keeping it makes a new one.")
        self.ctx.notices.say(said, action_text=self.t("Undo"), action=undo)

    # -------------------------------------------------------------------------------------------------- the draft

    def _typed(self) -> str:
        form, said = self.form, {"approver": self.approver.text(), "remark": self.remark.text()}
        if form == self._begun() and not any(said.values()):
            return ""
        return json.dumps({"form": to_plain(form), **said})

    def _keep_draft(self) -> None:
        self._pause.stop()
        if self._desk is not None:
            self._draft.keep()

    def _put_back(self, text: str) -> None:
        if not text:
            self._put(self._begun())
            return
        plain = json.loads(text)
        self.approver.setText(plain.get("approver", ""))
        self.remark.setText(plain.get("remark", ""))
        try:
            found = from_plain(TimeForm, plain.get("form", plain))
        except ValueError:  # kept by another version of the form
            return
        self._put(found)

    # -------------------------------------------------------------------------------------------------- the verbs

    def keep(self) -> None:
        """Keep the calculation, or say what is missing and go there."""
        if self._desk is None or self._checked is None or not self.keep_button.isEnabled():
            return
        self._asked = True
        self._show_problems(self._checked.problems)
        if self._checked.result is None:
            self._go_to(self._checked.problems[0])
            return
        self.keep_button.setEnabled(False)
        call = partial(
            self.ctx.services.times.keep,
            self._client_id,
            self._checked.inputs,
            audit_id=self._audit_id or None,
            approved_by=self.approver.text(),
            remark=self.remark.text(),
        )
        self._keep_draft()
        self._draft.send(call, self._on_kept, self._on_refused)

    def _go_to(self, problem: Problem) -> None:
        widget = self._widget_of(problem)
        if widget is not None:
            entry_of(widget).setFocus()

    def _on_kept(self, made: Made) -> None:
        self.keep_button.setEnabled(True)
        self._asked = False
        self.remark.clear()
        self.kept.emit()
        if not self._audit_id:
            self.ctx.notices.say(self.t("The calculation is kept."), tone="ok")
            return
        use = partial(self._on_use, made.id)
        self.ctx.notices.say(
            self.t("The calculation is kept."), action_text=self.t("Use for this audit"), action=use, tone="ok"
        )

    def _on_refused(self, problem: BaseException) -> None:
        self.keep_button.setEnabled(True)
        field = getattr(problem, "field", "") if isinstance(problem, AuditError) else ""
        if field and isinstance(problem, AuditError):
            self._go_to(Problem(problem.code, field))
        self.ctx.jobs.problem.emit(problem)

    def _on_use(self, calculation_id: str) -> None:
        kept = next((one for one in self._desk.kept if one.row.id == calculation_id), None) if self._desk else None
        if kept is None or self._kind is None:
            return
        self._wish = kept
        dialog = UseDialog(self.window(), self.ctx, kept, self._kind)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, part: UsedPart, days: Fraction | None, reason: str) -> None:
        if self._wish is None:
            return
        call = partial(self.ctx.services.times.use, self._audit_id, self._wish.row.id, part, days, reason)
        self.ctx.jobs.write(call, self._on_used)

    def _on_used(self, changes: object) -> None:
        del changes
        undo = partial(self.ctx.jobs.write, self.ctx.services.fields.undo)
        said = self.t("The plan is measured by this calculation now.")
        self.ctx.notices.say(said, action_text=self.t("Undo"), action=undo, tone="ok")
        self.kept.emit()
