"""What the form gives, live: the days in large figures, what to look at twice, and every step with its reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.audit_time_steps import head_steps, line, steps
from app.domain.audit_time_values import Purpose
from app.domain.numbers import number_text
from app.domain.problems import hint
from app.domain.words import word
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card, FigureCard, FigureRow
from app.ui.widgets.labels import PlainLabel, SectionHeader, isolated, set_shown
from app.ui.widgets.problem_line import Banner, ProblemLine, Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from app.domain.audit_time_result import TimeResult
    from app.domain.time_form import Checked
    from app.ui.context import UiContext


_HASH: Final = re.compile(r"[0-9a-f]{64}")


def _shorter(found: re.Match[str]) -> str:
    """Return the beginning of a hash: a line of 64 letters cannot break; the paper prints it whole."""
    return f"{found[0][:16]}\N{HORIZONTAL ELLIPSIS}"


class ResultPart(QWidget):
    """Follows the form at every key."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self.ctx, self.t = ctx, ctx.t
        t = ctx.t
        self._initial = FigureCard("\N{EN DASH}", t("Initial audit"))
        self._surveillance = FigureCard("\N{EN DASH}", t("Surveillance"))
        self._recertification = FigureCard("\N{EN DASH}", t("Recertification"))
        self._stage1 = FigureCard("\N{EN DASH}", t("Stage 1"))
        self._stage2 = FigureCard("\N{EN DASH}", t("Stage 2"))
        self._client = FigureCard("\N{EN DASH}", t("With the client"))
        self._decided = PlainLabel("", "strong", wrap=True)
        self.problem = ProblemLine()
        self._warnings = [Banner("", "warning") for _ in range(9)]
        self._steps = StepLines(t("Step by step"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        hours = self._hours = SectionHeader(t("Auditor days"))
        box.addWidget(hours)
        box.addWidget(FigureRow(self._initial, self._surveillance, self._recertification))
        box.addWidget(FigureRow(self._stage1, self._stage2, self._client))
        box.addWidget(self._decided)
        box.addWidget(self.problem)
        for banner in self._warnings:
            banner.hide()
            box.addWidget(banner)
        box.addWidget(self._steps)
        self._decided.hide()

    def show_checked(self, found: Checked, troubles: Sequence[Trouble]) -> None:
        """Show the calculation, or what is known so far and the first thing that is missing."""
        self.problem.show_first(troubles)
        if found.result is None:
            self._show_nothing()
            known = tuple(head_steps(found.inputs, found.heads)) if found.heads else ()
        else:
            self._show_days(found.result)
            known = steps(found.inputs, found.result)
        self._show_warnings(found.result)
        self._steps.show_lines([_HASH.sub(_shorter, line(one, self.t)) for one in known])

    def _show_nothing(self) -> None:
        for card in (
            self._initial, self._surveillance, self._recertification, self._stage1, self._stage2, self._client,
        ):  # fmt: skip
            card.show_figure("\N{EN DASH}")
        set_shown(self._decided, False)  # noqa: FBT003 - as QWidget.setVisible

    def _show_days(self, result: TimeResult) -> None:
        days, valid, t = result.days, result.valid, self.t
        self._hours.set_note(t("{hours} hours of one auditor each").format(hours=result.rules.hours_per_day))
        for card, rounded, raw in (
            (self._initial, days.initial, days.raw),
            (self._surveillance, days.surveillance, days.surveillance_raw),
            (self._recertification, days.recertification, days.recertification_raw),
        ):
            said = t("from {days}").format(days=number_text(raw)) if raw != rounded else ""
            card.show_figure(self._figure(rounded), said)
        self._stage1.show_figure(self._figure(valid.stage1))
        self._stage2.show_figure(self._figure(valid.stage2))
        share = t("{percent} % of the time").format(percent=number_text(result.client_percent))
        self._client.show_figure(self._figure(valid.on_site + valid.remote), share)
        single = result.purpose is Purpose.INITIAL and result.together is None and result.decided is None
        said = t("This calculation: {purpose}, {days} days").format(
            purpose=t(word(result.purpose)), days=number_text(valid.days)
        )
        if result.decided is not None:
            said = t("Decided: {days} days instead of {calculated} calculated ({purpose})").format(
                days=number_text(valid.days),
                calculated=number_text(result.calculated.days),
                purpose=t(word(result.purpose)),
            )
        self._decided.setText(said)
        set_shown(self._decided, not single)

    def _show_warnings(self, result: TimeResult | None) -> None:
        said = [] if result is None else [self._warning(one) for one in result.warnings]
        for place, banner in enumerate(self._warnings):
            banner.show_text(said[place] if place < len(said) else "", "warning")

    def _warning(self, one: object) -> str:
        code, values = one.code.value, one.values  # type: ignore[attr-defined]  # a TimeWarning
        return say(self.ctx.words, hint(code, "", **{named.name: number_text(named.value) for named in values}))

    def _figure(self, days: Fraction | None) -> str:
        return "\N{EN DASH}" if days is None else isolated(number_text(days))


class StepLines(Card):
    """Numbered lines; the labels are used again, because they change at every key."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._labels: list[tuple[PlainLabel, PlainLabel]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS + 2)
        self._grid.setColumnStretch(1, 1)
        self.add_layout(self._grid)
        self.hide()

    @property
    def lines(self) -> list[str]:
        """Return the lines that are shown."""
        return [text.text() for _number, text in self._labels if not text.isHidden()]

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show other lines."""
        while len(self._labels) < len(lines):
            row = len(self._labels)
            number, text = PlainLabel(str(row + 1), "small", "muted"), PlainLabel(wrap=True).selectable()
            self._grid.addWidget(number, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)
            self._labels.append((number, text))
        for place, (number, text) in enumerate(self._labels):
            shown = place < len(lines)
            if shown:
                text.setText(lines[place])
            set_shown(number, shown)
            set_shown(text, shown)
        set_shown(self, bool(lines))
