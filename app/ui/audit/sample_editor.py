"""The sample of an evidence item: draw, mark each item by one letter, widen, correct; the sums stand above."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain import sampling
from app.domain.errors import AuditError
from app.domain.kinds import ItemResult
from app.domain.sampling import RoundDraft
from app.domain.words import word
from app.ui.audit.marking import MarkingBanner
from app.ui.audit.sample_entry import SampleEntry, WidenDialog, read_number
from app.ui.audit.sample_table import LETTERS, ItemRow, SampleKeys, item_rows, item_table, result_look
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.buttons import Button
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.clearing import clear
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, isolated

if TYPE_CHECKING:
    from app.domain.fieldwork import Evidence
    from app.domain.record import AuditRecord
    from app.domain.samples import SampleRound
    from app.ui.context import UiContext

_MOST_LINES = 12
_SEED_SHOWN = 8


class SampleEditor(QWidget):
    """Shown for evidence that is a record sample."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx, self._t = ctx, ctx.t
        self._row: Evidence | None = None
        self._sites: dict[str, str] = {}
        self._just_marked: dict[str, ItemResult] = {}
        self._begun = False
        t = ctx.t
        self.entry = SampleEntry(ctx)
        self._sums = PlainLabel("", "strong", wrap=True)
        self.mark = Button(t("Mark the items"), icon="edit")
        self.mark.setCheckable(True)
        self.banner = _banner(ctx)
        self.table = item_table(ctx)
        self.keys = SampleKeys(self.table)
        self._remark = AutosaveLine()
        self._remark_field = FormField(t("Remark on this item"), self._remark)
        self._site = EnumBox([])
        self._site_field = FormField(t("Site of this item"), self._site)
        self._more, self._correct = Button(t("Draw more…")), Button(t("Correct the population…"))
        self._take_back = Button(t("Take the last round away"), "quiet")
        self._rounds = QVBoxLayout()
        self._rounds.setSpacing(Space.XS)
        self._body = QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(Space.S)
        inner.addWidget(self._sums)
        inner.addWidget(self.banner)
        inner.addWidget(self.table)
        inner.addWidget(self._remark_field)
        inner.addWidget(self._site_field)
        verbs = QWidget()
        flow = FlowLayout(verbs, Space.S)
        for button in (self.mark, self._more, self._correct, self._take_back):
            flow.addWidget(button)
        inner.addWidget(verbs)
        inner.addLayout(self._rounds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.entry)
        column.addWidget(self._body)

    def _connect(self) -> None:
        self.entry.wanted.connect(self._on_round)
        self.mark.toggled.connect(self._on_marking)
        self.keys.marked.connect(self._on_marked)
        self.keys.rest.connect(self._on_rest)
        self.keys.ended.connect(self.end_marking)
        self.table.row_selected.connect(self._on_item)
        self._remark.left.connect(self._on_remark)
        self._site.chosen.connect(self._on_site)
        self._more.clicked.connect(self._on_more)
        self._correct.clicked.connect(self._on_correct)
        self._take_back.clicked.connect(self._on_take_back)

    def show_audit(self, record: AuditRecord) -> None:
        """Offer the sites of the audit."""
        self._sites = {one.id: f"{one.label} {one.name}".strip() for one in record.sites}
        self._site.set_choices([("", "–"), *self._sites.items()])
        self._site_field.setVisible(len(self._sites) > 1)

    def show_row(self, row: Evidence) -> None:
        """Show the sample of an item."""
        if self._row is None or self._row.id != row.id:
            self.end_marking()
            self._begun = False
            self._just_marked.clear()
        self._row = row
        held = {item.id: item.result for one in row.rounds for item in one.items}
        self._just_marked = {key: value for key, value in self._just_marked.items() if held.get(key) is not value}
        self.entry.setVisible(not row.rounds)
        self._body.setVisible(bool(row.rounds))
        if not row.rounds:
            self.entry.show_row(row)
            return
        self._show_rows()
        self._show_rounds(row.rounds)
        if self._begun:
            self._begun = False
            self.begin_marking()

    def begin(self) -> None:
        """Start where one is: at the list, or marking."""
        if self._row is not None and self._row.rounds:
            self.begin_marking()
        else:
            self.entry.begin()

    def begin_marking(self) -> None:
        """Switch marking on, with the cursor on the first item that was not looked at."""
        self.mark.setChecked(True)
        self._to_open(0)
        self.table.setFocus()

    def end_marking(self) -> None:
        """Switch marking off."""
        self.mark.setChecked(False)

    def _show_rows(self) -> None:
        row = self._row
        if row is None:
            return
        rows = item_rows(row.rounds, self._sites, self._just_marked)
        self.table.set_rows(rows)
        self.table.show_lines(max(3, min(_MOST_LINES, len(rows))))
        self._sums.setText(self._said(sampling.sums(row.rounds)))
        self._on_item(self.table.selected)

    def _said(self, sums: sampling.Sums) -> str:
        t = self._t
        whole = t("{looked} of {population} looked at")
        population = "?" if sums.population is None else sums.population
        parts = [whole.format(looked=sums.looked_at, population=population)]
        parts.append(t("deviating: {n}").format(n=sums.deviating))
        parts.append(t("not found: {n}").format(n=sums.not_found))
        if sums.open:
            parts.append(t("still open: {n}").format(n=sums.open))
        return "  ·  ".join(parts)

    def _show_rounds(self, rounds: tuple[SampleRound, ...]) -> None:
        clear(self._rounds)
        for one in rounds:
            self._rounds.addWidget(PlainLabel(self._told(one, rounds), "small", "muted", wrap=True))
        if len(sampling.site_sums(rounds)) > 1:
            for site, sums in sampling.site_sums(rounds).items():
                name = self._sites.get(site or "", self._t("Without site"))
                self._rounds.addWidget(PlainLabel(f"{name}: {self._said(sums)}", "small", "muted", wrap=True))
        last = rounds[-1]
        drawn = sampling.current_list(rounds, last.site_id)
        self._more.setVisible(drawn is not None)
        self._correct.setVisible(drawn is not None)
        self._take_back.setVisible(all(item.result is ItemResult.OPEN for item in last.items))

    def _told(self, one: SampleRound, rounds: tuple[SampleRound, ...]) -> str:
        """Return what is said of a round: when, where, how, how many, why, and by which seed it can be repeated."""
        t = self._t
        sums = sampling.round_sums(rounds, one.number)
        text = t("{size} of {population}")
        known = "?" if one.population is None else one.population
        seed = t("seed {seed}…").format(seed=isolated(one.seed[:_SEED_SHOWN])) if one.seed else ""
        parts = [
            t("Round {number}").format(number=one.number),
            self._ctx.local(one.happened_at, one.happened_zone),
            self._sites.get(one.site_id or "", ""),
            t(word(one.selection)),
            text.format(size=sums.size, population=known) if one.items else t("population {n}").format(n=known),
            one.widened_reason,
            seed,
        ]
        return "  ·  ".join(part for part in parts if part)

    def _to_open(self, after: int) -> None:
        """Put the cursor on the next item that was not looked at, from the place `after` on."""
        shown = self.table.rows
        order = [*range(after, shown.rowCount()), *range(after)]
        for place in order:
            row = shown.row_at(place)
            if isinstance(row, ItemRow) and row.result is ItemResult.OPEN and not row.outside:
                self.table.select(row.id)
                return

    def _on_item(self, row: object) -> None:
        chosen = row if isinstance(row, ItemRow) else None
        self._remark_field.setEnabled(chosen is not None)
        self._site_field.setEnabled(chosen is not None)
        self._remark.finish()
        self._remark.setProperty("item", chosen.id if chosen else "")
        self._remark.show_text(chosen.remark if chosen else "")
        self._site.show_value(chosen.site_id if chosen else "")

    def _on_marking(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        self.keys.active = on
        self.banner.setVisible(on)
        if on:
            self._to_open(0)
            self.table.setFocus()

    def _on_marked(self, result: ItemResult) -> None:
        chosen = self.table.selected
        if not isinstance(chosen, ItemRow):
            return
        place = self.table.currentIndex().row()
        self._just_marked[chosen.id] = result
        self._write(partial(self._ctx.services.samples.mark, chosen.id, result))
        self._show_rows()
        self._to_open(place)

    def _on_rest(self) -> None:
        if self._row is not None:
            self._write(partial(self._ctx.services.samples.mark_open, self._row.id, ItemResult.OK))
            self.end_marking()

    def _on_remark(self, text: str) -> None:
        item_id = str(self._remark.property("item") or "")
        if item_id:
            self._write(partial(self._ctx.services.samples.mark, item_id, self._result_of(item_id), remark=text))

    def _on_site(self, site_id: str) -> None:
        chosen = self.table.selected
        if isinstance(chosen, ItemRow) and site_id:
            self._write(partial(self._ctx.services.samples.mark, chosen.id, chosen.result, site_id=site_id))

    def _result_of(self, item_id: str) -> ItemResult:
        held = {item.id: item.result for one in self._row.rounds for item in one.items} if self._row else {}
        return self._just_marked.get(item_id, held.get(item_id, ItemResult.OPEN))

    def _on_round(self, draft: RoundDraft) -> None:
        if self._row is not None:
            call = partial(self._ctx.services.samples.add_round, self._row.id, draft)
            self._ctx.jobs.write(call, self._on_begun, self._on_refused, urgent=True)

    def _on_begun(self, _made: object) -> None:
        self.entry.clear()
        self._begun = True

    def _on_refused(self, problem: BaseException) -> None:
        if isinstance(problem, AuditError):
            self.entry.show_problem(problem)
        else:
            self._ctx.jobs.problem.emit(problem)

    def _on_more(self) -> None:
        self._ask(corrects=False).confirmed.connect(self._on_widen)

    def _on_correct(self) -> None:
        self._ask(corrects=True).confirmed.connect(self._on_corrected)

    def _ask(self, *, corrects: bool) -> WidenDialog:
        rounds = self._row.rounds if self._row else ()
        site = rounds[-1].site_id if rounds else None
        listed = sampling.current_list(rounds, site)
        taken = set(sampling.taken(rounds, site))
        left = sum(label not in taken for label in listed.listed) if listed else 0
        dialog = WidenDialog(self, self._ctx, corrects=corrects, left=left)
        dialog.open()
        return dialog

    def _on_widen(self, typed: str, reason: str) -> None:
        if self._row is None:
            return
        try:
            count = read_number(typed) or 0
        except AuditError as problem:
            self._ctx.jobs.problem.emit(problem)
            return
        site = self._row.rounds[-1].site_id
        self._begun = True
        self._write(partial(self._ctx.services.samples.widen, self._row.id, count, reason, site))

    def _on_corrected(self, typed: str, reason: str) -> None:
        if self._row is not None:
            labels, site = sampling.read_list(typed).labels, self._row.rounds[-1].site_id
            self._write(partial(self._ctx.services.samples.correct_population, self._row.id, labels, reason, site))

    def _on_take_back(self) -> None:
        if self._row is not None and self._row.rounds:
            self._write(partial(self._ctx.services.samples.remove, self._row.rounds[-1].id))

    def _write(self, call: Callable[[], object]) -> None:
        self._ctx.jobs.write(call, urgent=True)


def _banner(ctx: UiContext) -> MarkingBanner:
    banner = MarkingBanner(ctx.words, tuple(LETTERS.values()), _look, ("O", "D", "N"))
    banner.add_key("A", ChipLook(ctx.t("All others in order"), "done", "ok"))
    return banner


def _look(mark: StrEnum, t: Callable[[str], str]) -> ChipLook:
    return result_look(t, ItemResult(mark))
