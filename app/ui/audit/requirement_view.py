"""The requirements of an audit as a work sheet with verdicts, one or many at a time, whole or group by group."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout, QWidget

from app.domain.kinds import Verdict
from app.domain.sentences import N_
from app.domain.words import word
from app.domain.work_sheet import NOWHERE, Group, Grouping
from app.ui.audit.marking import MarkingBanner, MarkingKeys
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.audit.requirement_detail import RequirementDetail
from app.ui.audit.requirement_table import ALL, Sheet, SheetRow, filter_choices, fits, requirement_table
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.dialog import Confirm
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.filter_bar import FilterBar
from app.ui.widgets.labels import isolated
from app.ui.widgets.toolbar_row import ToolbarRow

if TYPE_CHECKING:
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

_NEEDS_REASON = (Verdict.NOT_AUDITED, Verdict.NOT_APPLICABLE)
_EVERY: Final = "\x00every"
GROUPINGS: Final = {
    Grouping.NONE: N_("Not grouped"),
    Grouping.PLAN: N_("By row of the plan"),
    Grouping.AUDITOR: N_("By auditor"),
    Grouping.SITE: N_("By site"),
    Grouping.DAY: N_("By day"),
    Grouping.THEME: N_("By clause and theme"),
}
_REST: Final = {
    Grouping.PLAN: N_("Not in the plan"),
    Grouping.AUDITOR: N_("Nobody’s"),
    Grouping.SITE: N_("At no site"),
    Grouping.DAY: N_("On no day"),
}


class RequirementView(QWidget):
    """The sheet, the marking mode, and everything about the chosen requirement."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id, self._t = ctx, audit_id, ctx.t
        self._record: AuditRecord | None = None
        self._sheet = Sheet(())
        self._rows: tuple[SheetRow, ...] = ()
        self._asked: tuple[Verdict, tuple[str, ...]] = (Verdict.OPEN, ())
        t = ctx.t
        self.filter = FilterBar(ctx.words, t("Find a requirement"), filter_choices(t), t("Show"))
        self.table = requirement_table(ctx)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.keys, self.banner = MarkingKeys(self.table), MarkingBanner(ctx.words)
        self.mark = Button(t("&Marking mode"), icon="edit")
        self.mark.setCheckable(True)
        self._accept = Button("", icon="bulb")
        self.grouping = EnumBox([(one.value, t(name)) for one, name in GROUPINGS.items()], Grouping.NONE.value)
        self.grouping.set_title(t("Group the requirements"))
        self.group = EnumBox([], _EVERY, t("Group"))
        for box in (self.grouping, self.group):
            box.setMinimumContentsLength(18)
        self.group.hide()
        self.detail = RequirementDetail(ctx, audit_id)
        self._right = QStackedWidget()
        self._right.setObjectName("card")
        self._right.addWidget(
            EmptyState("coverage", t("No requirement is chosen"), t("Choose one to see what it rests on."))
        )
        self._right.addWidget(scrolled_pane(self.detail))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        tools = ToolbarRow(self.grouping, self.group, self._accept, self.mark)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.table, 1)
        self.panes = Panes(Pane(left, 300, 150, share=5), Pane(self._right, 280, 230, share=3))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.M)
        outer.addWidget(self.filter)
        outer.addWidget(tools)
        outer.addWidget(self.banner)
        outer.addWidget(self.panes, 1)

    def _connect(self) -> None:
        self.filter.changed.connect(self._on_filter)
        self.table.filtered.connect(self.filter.show_count)
        self.table.row_selected.connect(self._on_row)
        self.mark.toggled.connect(self._on_marking)
        self.keys.marked.connect(self._on_marked)
        self.keys.ended.connect(self.end_marking)
        self._accept.clicked.connect(self._on_accept)
        self.grouping.chosen.connect(self._on_grouping)
        self.group.chosen.connect(self._on_group)
        self.detail.verdict_wanted.connect(self._on_verdict)
        self.detail.jumped.connect(self._on_jump)

    def show_record(self, record: AuditRecord, sheet: Sheet) -> None:
        """Show the requirements of the record; `sheet` was made of it."""
        self._record, self._sheet, self._rows = record, sheet, sheet.rows
        self.detail.show_audit(record, sheet)
        self.table.setColumnHidden(4, not any(row.context.last for row in sheet.rows))
        self._offer_groups()
        self._show_rows()
        count = sum(len(refs) for refs in self._proposals().values())
        self._accept.setVisible(bool(count))
        tn = self._ctx.words.ngettext
        self._accept.setText(tn("Accept {n} proposal", "Accept {n} proposals", count).format(n=count))

    def chosen(self) -> tuple[str, ...]:
        """Return the requirements that are chosen in the sheet."""
        return self._chosen()

    def toggle_guidance(self) -> None:
        """Show what to look for beside the row, or the verdict again."""
        self.detail.toggle_guidance()

    def _show_rows(self) -> None:
        chosen = self._chosen()
        self.table.set_rows(self._grouped())
        self._choose(chosen)
        self._on_row(self.table.selected)

    def _grouped(self) -> tuple[SheetRow, ...]:
        """Return the rows, each below the first group it stands in, or those of the chosen group only."""
        found = self._groups()
        if not found:
            return self._rows
        chosen = [one for one in found if self.group.value in (one.key, _EVERY)] or list(found)
        by_ref: dict[str, Group] = {}
        for one in reversed(chosen):
            by_ref |= dict.fromkeys(one.refs, one)
        order = {one.key: place for place, one in enumerate(chosen)}
        named = len(chosen) > 1 and self.grouping.value != Grouping.THEME
        rows = [
            replace(row, group=self._title(by_ref[row.id]) if named else "") for row in self._rows if row.id in by_ref
        ]
        return tuple(sorted(rows, key=lambda row: order[by_ref[row.id].key]))

    def _groups(self) -> tuple[Group, ...]:
        return self._sheet.groups.get(Grouping(self.grouping.value or Grouping.NONE.value), ())

    def _title(self, group: Group) -> str:
        rest = _REST.get(Grouping(self.grouping.value), "")
        if group.key == NOWHERE and rest:
            return self._t(rest)
        day = self.grouping.value == Grouping.DAY and group.key != NOWHERE
        return self._ctx.words.day(date.fromisoformat(group.key)) if day else group.title

    def _offer_groups(self) -> None:
        """Name the groups with how far each is."""
        found = self._groups()
        every = (_EVERY, self._t("All groups"))
        text = self._t("{group}  ·  {done} of {all}")
        named = [
            (
                one.key,
                text.format(group=self._title(one), done=isolated(str(one.done)), all=isolated(str(len(one.refs)))),
            )
            for one in found
        ]
        self.group.set_choices([every, *named])
        if self.group.currentIndex() < 0:
            self.group.show_value(_EVERY)
        self.group.setVisible(bool(found))

    def _on_grouping(self, _value: str) -> None:
        self.group.show_value(_EVERY)
        self._offer_groups()
        self.group.show_value(_EVERY)
        self._show_rows()

    def _on_group(self, _key: str) -> None:
        self._show_rows()

    def show_item(self, ref: str) -> None:
        """Choose a requirement."""
        if not self.table.select(ref):
            self.filter.clear()
            self.filter.show_value(ALL)
            self.table.set_filter("", partial(fits, ALL))
            self._on_grouping_off()
            self.table.select(ref)
        self.table.setFocus()

    def _on_grouping_off(self) -> None:
        if self.group.isVisible() and self.group.value != _EVERY:
            self.group.show_value(_EVERY)
            self._show_rows()

    def end_marking(self) -> None:
        """Leave the marking mode."""
        self.mark.setChecked(False)

    def _chosen(self) -> tuple[str, ...]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.table.rows.id_at(row) for row in rows)

    def _choose(self, refs: tuple[str, ...]) -> None:
        """Select several rows again after the rows were set."""
        if len(refs) < 2:  # noqa: PLR2004 - one row is kept by the table itself
            return
        model = self.table.selectionModel()
        flags = model.SelectionFlag.Select | model.SelectionFlag.Rows
        for ref in refs:
            place = self.table.rows.place_of(ref)
            if place >= 0:
                model.select(self.table.rows.index(place, 0), flags)

    def _on_filter(self, words: str, value: str) -> None:
        self.table.set_filter(words, partial(fits, value or ALL))

    def _on_row(self, row: SheetRow | None) -> None:
        self._right.setCurrentIndex(int(row is not None))
        if row is not None:
            self.detail.show_row(row)

    def _on_marking(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        self.keys.active = on
        self.banner.setVisible(on)
        if on:
            if not self.table.selected_id:
                self.table.select(self.table.rows.id_at(0))
            self.table.setFocus()

    def _on_marked(self, verdict: Verdict) -> None:
        refs = self._chosen()
        self._decide(verdict, refs)
        if len(refs) == 1 and verdict not in _NEEDS_REASON:
            following = self.table.rows.id_at(self.table.rows.place_of(refs[0]) + 1)
            if following:
                self.table.select(following)

    def _on_verdict(self, verdict: Verdict) -> None:
        row = self.table.selected
        if row is not None:
            self._decide(verdict, (row.id,))

    def _decide(self, verdict: Verdict, refs: tuple[str, ...]) -> None:
        """Set a verdict; one that needs a reason asks for it unless the SoA has given it."""
        if not refs:
            return
        if verdict not in _NEEDS_REASON:
            self._send(verdict, refs, "")
            return
        excluded = self._exclusions()
        if verdict is Verdict.NOT_APPLICABLE and all(ref in excluded for ref in refs):
            for ref in refs:
                self._send(verdict, (ref,), excluded[ref])
            return
        self._ask(verdict, refs)

    def _ask(self, verdict: Verdict, refs: tuple[str, ...]) -> None:
        t, tn = self._t, self._ctx.words.ngettext
        self._asked = (verdict, refs)
        what = refs[0] if len(refs) == 1 else tn("{n} requirement", "{n} requirements", len(refs)).format(n=len(refs))
        ask = Confirm(
            self,
            t("{what}: {verdict}").format(what=what, verdict=t(word(verdict))),
            t("The reason stands in the report."),
            verb=t("Set the verdict"),
            keep=t("Leave as it was"),
            reason=t("Reason"),
            danger=False,
        )
        ask.confirmed.connect(self._on_reason)
        ask.rejected.connect(self._on_left)
        ask.open()

    def _on_reason(self, reason: str) -> None:
        verdict, refs = self._asked
        self._send(verdict, refs, reason)

    def _on_left(self) -> None:
        self._on_row(self.table.selected)

    def _exclusions(self) -> dict[str, str]:
        """Return ref -> reason of the controls that the SoA excludes with a reason."""
        controls = self._record.soa.controls if self._record and self._record.soa else ()
        return {one.ref: one.reason for one in controls if not one.applicable and one.reason.strip()}

    def _send(self, verdict: Verdict, refs: tuple[str, ...], reason: str) -> None:
        decide = self._ctx.services.verdicts.decide
        self._ctx.jobs.write(partial(decide, self._audit_id, refs, verdict, reason=reason), None, self._on_failed)

    def _on_failed(self, problem: BaseException) -> None:
        self._on_row(self.table.selected)
        self._ctx.jobs.problem.emit(problem)

    def _proposals(self) -> dict[Verdict, tuple[str, ...]]:
        """Return verdict -> open requirements for which the record proposes it without a question."""
        found: dict[Verdict, tuple[str, ...]] = {}
        excluded = self._exclusions()
        for row in self._rows:
            wanted = row.proposal.verdict
            usable = wanted is not Verdict.OPEN and not row.proposal.question
            if row.verdict is Verdict.OPEN and usable and (wanted not in _NEEDS_REASON or row.id in excluded):
                found[wanted] = (*found.get(wanted, ()), row.id)
        return found

    def _on_accept(self) -> None:
        for verdict, refs in self._proposals().items():
            self._decide(verdict, refs)

    def _on_jump(self, target: tuple[str, str]) -> None:
        key, item_id = target
        self._ctx.navigator.go(key, self._audit_id, item_id)
