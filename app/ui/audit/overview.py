"""Overview of an audit: the next thing to do, what holds the signature, figures, coverage, facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.domain.kinds import EvidenceState, FindingState, Grade, Verdict
from app.domain.overview import NextThing, next_thing
from app.domain.readiness import Page as Where
from app.domain.readiness import Place, before_signing
from app.domain.verdicts import total, views
from app.domain.words import word
from app.ui.audit import openers
from app.ui.audit.base import AuditPage
from app.ui.audit.blocker_card import BlockerCard
from app.ui.audit.carried_card import CarriedCard
from app.ui.audit.coverage import TONES, coverage_bars
from app.ui.audit.facts_card import FactsCard
from app.ui.audit.next_card import NextCard
from app.ui.audit.next_points import NextPoints
from app.ui.audit.places import go_to
from app.ui.audit.plan_lists import PlanLists
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card, FigureCard
from app.ui.widgets.card_row import CardRow
from app.ui.widgets.chip import Chip, ChipLook, chip_look
from app.ui.widgets.compound import entry_of
from app.ui.widgets.coverage_picture import CoveragePicture
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel, isolated

if TYPE_CHECKING:
    from app.domain.readiness import Blocker
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext
    from app.ui.widgets.coverage_picture import CoverageBar

_MEETINGS = ("hold_opening", "finish_opening", "hold_closing", "finish_closing")


@dataclass(frozen=True, slots=True)
class Digest:
    """What the rules say about an audit."""

    thing: NextThing
    blockers: tuple[Blocker, ...]
    bars: tuple[CoverageBar, ...]
    still_open: int


class OverviewPage(AuditPage):
    """The first page of an audit."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, audit_id, ctx.t("Overview"), width=1180)
        t = self.t
        self._state = Chip(ChipLook("", "open"))
        self.add_action(self._state)
        self.next_card = NextCard(ctx.words)
        self._figures = {
            name: FigureCard("0", title)
            for name, title in (
                ("major", t("Major")),
                ("minor", t("Minor")),
                ("other", t("Observations")),
                ("strength", t("Strengths")),
                ("evidence", t("Evidence")),
                ("open", t("Not audited yet")),
            )
        }
        self._programme = Button(t("Programme of the cycle"), "quiet", "programme")
        self._programme.clicked.connect(self._on_programme)
        self._coverage = CoveragePicture(t("Requirements answered, by clause and theme"))
        self.blockers = BlockerCard(ctx.words, t("Before signing"), t("Nothing holds the signature of the report."))
        self.facts = FactsCard(ctx, audit_id)
        self.lists = PlanLists(ctx, audit_id)
        self.carried, self.points = CarriedCard(ctx), NextPoints(ctx, audit_id)
        self._trail = PlainLabel("", "small", "muted", wrap=True).selectable()
        self._arriving = False
        self._lay_out()
        self.next_card.wanted.connect(self._on_next)
        self.blockers.jumped.connect(self._on_jump)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(Space.L)
        middle.addWidget(self._coverage_card(), 6)
        middle.addWidget(self.blockers, 5)
        self.body.addWidget(self.next_card)
        self.body.addWidget(CardRow(tuple(self._figures.values())))
        self.body.addWidget(self.carried)
        self.body.addLayout(middle)
        self.body.addWidget(self.facts)
        team, sites = (
            self._plan_card(self.t("Team"), self.lists.team),
            self._plan_card(self.t("Sites"), self.lists.sites),
        )
        self.body.addWidget(CardRow((team, sites), least=420))
        self.body.addWidget(self._plan_card(self.t("Objectives"), self.lists.objectives))
        self.body.addWidget(self._points_card())
        self.body.addWidget(self._trail)
        self.body.addStretch(1)

    def _coverage_card(self) -> Card:
        card = Card(self.t("Coverage"), self.t("answered of all requirements"))
        card.add(self._coverage)
        legend = QWidget()
        flow = FlowLayout(legend, Space.XS)
        for verdict, _tone in TONES:
            flow.addWidget(Chip(chip_look(verdict, self.t)))
        card.add(legend)
        way = QHBoxLayout()
        way.addWidget(self._programme)
        way.addStretch(1)
        card.add_layout(way)
        card.body.addStretch(1)
        return card

    def _points_card(self) -> Card:
        """Return the points for the next team with the way to the next audit."""
        card = self._plan_card(self.t("Points for the next team"), self.points)
        self.next_audit = Button(self.t("Next audit…"), "quiet", "play")
        self.next_audit.clicked.connect(self._on_next_audit)
        if card.header:
            card.header.add(self.next_audit)
        return card

    def _plan_card(self, title: str, rows: QWidget) -> Card:
        card = Card(title)
        card.add(rows)
        card.body.addStretch(1)
        return card

    def digest(self, record: AuditRecord) -> Digest:
        """Compute what the rules say about the audit."""
        still_open = total(views(record))[Verdict.OPEN]
        return Digest(next_thing(record), before_signing(record), coverage_bars(record), still_open)

    def show_record(self, record: AuditRecord) -> None:
        """Show the audit."""
        audit = record.audit
        parts = [self.t(word(audit.type)), isolated(audit.reference), self._days(record)]
        self.set_title(record.client.name, "  ·  ".join(part for part in parts if part))
        self._state.show_look(chip_look(audit.state, self.t))
        digest: Digest = self.digested
        self.next_card.show_thing(digest.thing)
        self.blockers.show_blockers(digest.blockers)
        self._show_figures(record, digest.still_open)
        self._coverage.show_bars(digest.bars)
        self._programme.setVisible(bool(self._cycle_id()))
        self.facts.show_record(record)
        self.lists.show_record(record)
        self.carried.show_record(record)
        self.points.show_record(record)
        self.next_audit.setVisible(audit.closed_on is not None)
        self.ctx.jobs.read(self._fetch_head, self._on_head)
        if self._arriving:
            self._arriving = False
            self._begin_at_top()

    def arrive(self) -> None:
        """Begin with the next thing: at once, and again when the record has come and moved what is below it."""
        self._arriving = True
        self._begin_at_top()

    def bring(self, item_id: str) -> None:
        """Put the cursor into the part of the plan that is missing."""
        self._arriving = False
        field = item_id.rpartition("#")[2]
        if field == "carried":
            self.carried.focus_first()
            return
        targets = {"team": self.lists.team, "sites": self.lists.sites, "scope": self.facts.scope.editor}
        target = targets.get(field)
        if target is not None:
            entry = entry_of(target)
            entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def editables(self) -> tuple[QWidget, ...]:
        """Return facts and plan."""
        return (self.facts, self.lists.team, self.lists.sites, self.lists.objectives, self.carried, self.points)

    def _begin_at_top(self) -> None:
        """Scroll up and put the focus on the next thing, unless the focus is in the navigation or the menus."""
        focused = QApplication.focusWidget()
        if focused is None or self.isAncestorOf(focused):
            self.next_card.button.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.area is not None:
            self.area.verticalScrollBar().setValue(0)

    def _days(self, record: AuditRecord) -> str:
        days = [self.ctx.words.day(day) for day in (record.audit.planned_start, record.audit.planned_end) if day]
        return " – ".join(dict.fromkeys(days))

    def _show_figures(self, record: AuditRecord, still_open: int) -> None:
        grades = [one.grade for one in record.findings if one.state is not FindingState.WITHDRAWN]
        waiting = sum(one.state is EvidenceState.INBOX for one in record.evidence)
        used = sum(one.state is not EvidenceState.WITHDRAWN for one in record.evidence)
        opportunities, concerns = grades.count(Grade.OPPORTUNITY), grades.count(Grade.CONCERN)
        for name, figure in (("major", Grade.MAJOR), ("minor", Grade.MINOR), ("strength", Grade.STRENGTH)):
            self._figures[name].show_figure(str(grades.count(figure)))
        tn = self.ctx.words.ngettext
        besides = (
            tn("{n} opportunity besides", "{n} opportunities besides", opportunities).format(n=opportunities),
            tn("{n} concern besides", "{n} concerns besides", concerns).format(n=concerns),
        )
        hint = "; ".join(text for text, count in zip(besides, (opportunities, concerns), strict=True) if count)
        self._figures["other"].show_figure(str(grades.count(Grade.OBSERVATION)), hint)
        inbox = self.t("{n} in the inbox").format(n=waiting) if waiting else ""
        self._figures["evidence"].show_figure(str(used), inbox)
        self._figures["open"].show_figure(str(still_open))

    def _fetch_head(self) -> tuple[str, int]:
        head = self.ctx.services.workspace.head(self.audit_id)
        return head.short, head.count

    def _on_head(self, head: tuple[str, int]) -> None:
        text = self.t("Trail of this audit: {head}, entries: {count}")
        self._trail.setText(text.format(head=isolated(" ".join(_groups(head[0]))), count=head[1]))

    def _on_next_audit(self) -> None:
        self.ctx.navigator.go("next_audit", item_id=self.audit_id)

    def _on_programme(self) -> None:
        cycle = self._cycle_id()
        if cycle:
            self.ctx.navigator.go("programme", item_id=cycle)

    def _cycle_id(self) -> str:
        criteria = self.record.criteria if self.record else ()
        return next((one.cycle_id for one in criteria if one.cycle_id), "")

    def _on_next(self, thing: NextThing) -> None:
        if thing.code in _MEETINGS:
            opener = openers.open_opening if thing.code.endswith("opening") else openers.open_closing
            opener(self.ctx, self.audit_id)
            return
        go_to(self.ctx, self.audit_id, thing.place)
        if thing.place.page is Where.PLAN:
            self.bring(f"#{thing.place.field}")

    def _on_jump(self, place: Place) -> None:
        if place.page is Where.PLAN:
            self.bring(f"#{place.field}")
        else:
            go_to(self.ctx, self.audit_id, place)


def _groups(text: str) -> list[str]:
    """Return groups of four characters, for reading aloud."""
    return [text[place : place + 4] for place in range(0, len(text), 4)]
