"""The parts of the form, in the order of the calculation: persons, ratings, percent, and what rarely differs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.audit_time_factors import business_sum, it_sum, level
from app.domain.audit_time_values import Purpose
from app.domain.numbers import number_text
from app.domain.sentences_time import FACTOR_TEXTS
from app.domain.time_form import FACTORS, AdjustmentLine, GroupLine, StandardLine, TimeForm
from app.domain.words import word
from app.ui.theme.metrics import Space
from app.ui.times.lines import GrowingLines, LineColumn, Tick
from app.ui.times.matrix_picture import MatrixPicture, range_text
from app.ui.times.part import Part, column
from app.ui.times.rating import Rating
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, set_shown
from app.ui.widgets.problem_line import FieldProblem

if TYPE_CHECKING:
    from app.domain.time_form import Checked
    from app.ui.context import UiContext

_LINE: Final = re.compile(r"(?P<list>\w+)\[(?P<place>\d+)\]\.?(?P<name>\w*)")


class HeadsPart(Part):
    """For which audit, and how many persons.

    Signals:
        heads_wanted: the heads of the client file are to be taken over.
    """

    heads_wanted = Signal()

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(ctx, t("Persons"), t("under the organisation's control inside the scope, all shifts"))
        short = {
            Purpose.INITIAL: t("Initial"),
            Purpose.SURVEILLANCE: t("Surveillance"),
            Purpose.RECERTIFICATION: t("Recertification"),
            Purpose.SPECIAL: t("Special"),
        }
        self.purpose = ChoiceRow([Choice(one.value, text) for one, text in short.items()], Purpose.INITIAL.value)
        self.lines = GrowingLines(
            ctx.words,
            t("Groups of persons"),
            (
                LineColumn("name", t("Group"), 5, t("For example: office")),
                LineColumn("count", t("Persons"), 2),
                LineColumn("share", t("Share of full time"), 3, t("1, 1/2 or 50 %")),
            ),
            Tick("identical", t("Same simple activity"), "reason", t("Why its risk is low")),
        )
        self.take = Button(t("Take over from the client file"), "quiet", "download")
        self.none = FieldProblem()
        self.base = self.line("base_days", t("Days of the base"), t("The chart ends here: follow its progression."))
        self.base_reason = self.text("base_reason", t("Why these days"))
        self.special = self.line("special_days", t("Days of the special audit"))
        self.special_reason = self.text("special_reason", t("Why these days"))
        taking = QHBoxLayout()
        taking.addWidget(self.take)
        taking.addStretch(1)
        self.body.addWidget(FormField(t("For which audit"), self.purpose))
        root = t(
            "Persons of one simple activity of low risk may count as the square root of their number, group by group."
        )
        self.add_layout(taking)
        self.add(self.lines)
        self.add(self.none)
        self.add(PlainLabel(root, "small", "muted", wrap=True))
        for widget in (self.base, self.base_reason, self.special, self.special_reason):
            self.add(widget)
        self.purpose.chosen.connect(self._on_purpose)
        self.lines.edited.connect(self.edited)
        self.lines.grown.connect(self.grown)
        self.take.clicked.connect(self.heads_wanted)
        self.show_checked(None)

    def show_checked(self, found: Checked | None) -> None:
        """Ask for the base above the end of the chart only, and for days of a special audit only there."""
        above = found is not None and any(one.field.startswith("base_") for one in found.problems)
        needed = above or bool(self.typed()["base_days"])
        for one in (self.base, self.base_reason):
            set_shown(one, needed)
        special = self.purpose.value == Purpose.SPECIAL.value or bool(self.typed()["special_days"])
        for one in (self.special, self.special_reason):
            set_shown(one, special)

    def fill(self, form: TimeForm) -> TimeForm:
        """Return the form with what this part holds."""
        groups = tuple(GroupLine(**one) for one in self.lines.values())  # type: ignore[arg-type]  # text, one truth
        return replace(form, purpose=Purpose(self.purpose.value), groups=groups, **self.typed())

    def put(self, form: TimeForm) -> None:
        """Show a form."""
        super().put(form)
        self.purpose.show_value(form.purpose.value)
        self.lines.put([_values(one) for one in form.groups])

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show problems of lines below the lines."""
        super().show_problems(problems)
        self.none.show_text(problems.get("groups", ""))
        _show_in_lines(self.lines, "groups", problems)

    def widget_of(self, problem: str) -> QWidget | None:
        """Return the field that a problem is about."""
        return (
            self.lines.field(0, "name")
            if problem == "groups"
            else _of_line(self.lines, "groups", problem) or (super().widget_of(problem))
        )

    def _on_purpose(self) -> None:
        self.edited.emit()


class RatingsPart(Part):
    """Six factors, the matrix they lead into, and the percent inside its cell."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(ctx, t("Ratings"), t("1 is low, 3 is high; keys 1 to 3 choose"))
        self.ratings = {
            name: Rating(t(texts[0]), [t(one) for one in texts[1:]]) for name, texts in FACTOR_TEXTS.items()
        }
        self.sums = (PlainLabel(t("Business"), "strong"), PlainLabel(t("IT"), "strong"))
        self.matrix = MatrixPicture(ctx.words)
        self.percent = self.line("percent", t("Percent"))
        self.reason = self.text("percent_reason", t("Why this percent"))
        self.outside = self.text("outside_reason", t("Why a percent outside of the range"))
        sides = QHBoxLayout()
        sides.setSpacing(Space.XL)
        for head, names in zip(self.sums, (FACTORS[:3], FACTORS[3:]), strict=True):
            side = QVBoxLayout()
            side.setSpacing(Space.M)
            side.addWidget(head)
            for name in names:
                side.addWidget(self.ratings[name])
            side.addStretch(1)
            sides.addLayout(side, 1)
        self.add_layout(sides)
        for widget in (self.matrix, self.percent, self.reason, self.outside):
            self.add(widget)
        for rating in self.ratings.values():
            rating.edited.connect(self.edited)
        self.show_checked(None)

    def show_checked(self, found: Checked | None) -> None:
        """Show sums and cell, and ask for what the percent needs."""
        t, cell = self.t, found.cell if found else None
        names = (t("Business"), t("IT"))
        hit = None
        if found is not None and cell is not None:
            totals = (business_sum(found.inputs.factors), it_sum(found.inputs.factors))
            hit = (level(totals[0]), level(totals[1]))
            names = tuple(
                t("{name}: {sum}, {level}").format(name=name, sum=total, level=t(word(level(total))))
                for name, total in zip(names, totals, strict=True)
            )  # type: ignore[assignment]  # two again
        for label, text in zip(self.sums, names, strict=True):
            label.setText(text)
        self.matrix.show_hit(hit)
        percent = found.inputs.percent if found else None
        outside = cell is not None and percent is not None and not cell.holds(percent)
        single = cell is not None and cell.single and percent is None
        allowed = t("Allowed: {range}.").format(range=range_text(cell)) if cell else ""
        if single:
            allowed = t("Nothing to choose: {percent} %.").format(percent=number_text(cell.low)) if cell else ""
        self.percent.show_hint(allowed)
        set_shown(self.reason, not outside and not single)
        set_shown(self.outside, outside or bool(self.typed()["outside_reason"]))

    def fill(self, form: TimeForm) -> TimeForm:
        """Return the form with what this part holds."""
        rated: dict[str, Any] = {name: one.value for name, one in self.ratings.items()}
        return replace(form, **rated, **self.typed())

    def put(self, form: TimeForm) -> None:
        """Show a form."""
        super().put(form)
        for name, rating in self.ratings.items():
            rating.show_value(getattr(form, name))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show problems of a rating below it."""
        super().show_problems(problems)
        for name, rating in self.ratings.items():
            rating.show_problem(problems.get(f"factors.{name}", ""))

    def widget_of(self, problem: str) -> QWidget | None:
        """Return the field that a problem is about."""
        return self.ratings.get(problem.removeprefix("factors.")) or super().widget_of(problem)


class AdjustmentsPart(Part):
    """Further adjustments in percent, each with its reason."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(ctx, t("Further adjustments"), t("several sites, interpreter, shifts, other audits"))
        self.lines = GrowingLines(
            ctx.words,
            t("Further adjustments"),
            (
                LineColumn("name", t("What for"), 3, t("For example: interpreter")),
                LineColumn("percent", t("Percent"), 2, "+2"),
                LineColumn("reason", t("Reason"), 5),
            ),
        )
        self.add(self.lines)
        self.lines.edited.connect(self.edited)
        self.lines.grown.connect(self.grown)

    def fill(self, form: TimeForm) -> TimeForm:
        """Return the form with what this part holds."""
        lines = tuple(AdjustmentLine(**one) for one in self.lines.values())  # type: ignore[arg-type]  # text only
        return replace(form, adjustments=lines)

    def put(self, form: TimeForm) -> None:
        """Show a form."""
        self.lines.put([_values(one) for one in form.adjustments])

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show problems below their lines."""
        _show_in_lines(self.lines, "adjustments", problems)

    def widget_of(self, problem: str) -> QWidget | None:
        """Return the field that a problem is about."""
        return _of_line(self.lines, "adjustments", problem)


class StandardsPart(Part):
    """Other standards audited together with this one."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(ctx, t("Several standards together"), t("empty: this standard alone"))
        self.lines = GrowingLines(
            ctx.words,
            t("Other standards"),
            (
                LineColumn("name", t("Standard"), 5, t("For example: ISO 9001")),
                LineColumn("days", t("Days alone"), 2),
            ),
        )
        self.percent = self.line(
            "integration_percent", t("Integration, percent"), t("0 to 20 % are taken off the sum.")
        )
        self.reason = self.text("integration_reason", t("Why the systems are integrated to this degree"))
        for widget in (self.lines, self.percent, self.reason):
            self.add(widget)
        self.lines.edited.connect(self._on_edited)
        self.lines.grown.connect(self.grown)
        self._on_edited()

    def fill(self, form: TimeForm) -> TimeForm:
        """Return the form with what this part holds."""
        lines = tuple(StandardLine(**one) for one in self.lines.values())  # type: ignore[arg-type]  # text only
        return replace(form, standards=lines, **self.typed())

    def put(self, form: TimeForm) -> None:
        """Show a form."""
        super().put(form)
        self.lines.put([_values(one) for one in form.standards])
        self._on_edited()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show problems of lines below the lines."""
        super().show_problems(problems)
        _show_in_lines(self.lines, "standards", problems)

    def widget_of(self, problem: str) -> QWidget | None:
        """Return the field that a problem is about."""
        return _of_line(self.lines, "standards", problem) or super().widget_of(problem)

    def _on_edited(self) -> None:
        needed = self.lines.count > 1 or any(self.typed().values())
        set_shown(self.percent, needed)
        set_shown(self.reason, needed)
        self.edited.emit()


class SplitPart(Part):
    """How the days are split: stages, places, and days that a person decided on."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(ctx, t("Split and decision"), t("empty: as the body's settings say"))
        self.stage1 = self.line("stage1_percent", t("Stage 1, percent"), problem="split.stage1_percent")
        self.stage1_reason = self.text("stage1_reason", t("Why another split of the stages"), problem="split.reason")
        shares = QWidget()
        row = FlowLayout(shares, Space.M)
        for name, label in (
            ("on_site", t("On site, percent")),
            ("remote", t("Remote, percent")),
            ("office", t("Office, percent")),
        ):
            row.addWidget(self.line(name, label, problem=f"shares.{name}"))
        self.shares_problem = FieldProblem()
        self.days = self.line("override_days", t("Decided days"), problem="override.days")
        self.days_reason = self.text("override_reason", t("Why other days"), problem="override.reason")
        self.approver = self.line("override_approver", t("Who approved them"), problem="override.approver")
        self.add_layout(column(self.stage1, self.stage1_reason, shares, self.shares_problem))
        self.add_layout(column(self.days, self.days_reason, self.approver))
        self.edited.connect(self._show)
        self._show()

    def fill(self, form: TimeForm) -> TimeForm:
        """Return the form with what this part holds."""
        return replace(form, **self.typed())

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show the problem of the three shares below them."""
        super().show_problems(problems)
        split = problems.get("split", "")
        if split:
            self.stage1.show_problem(split)
        self.shares_problem.show_text(problems.get("shares", ""))

    def widget_of(self, problem: str) -> QWidget | None:
        """Return the field that a problem is about."""
        known = {"split": "split.stage1_percent", "shares": "shares.on_site"}
        return super().widget_of(known.get(problem, problem))

    def _show(self) -> None:
        """Ask for a reason only where something differs."""
        typed = self.typed()
        set_shown(self.stage1_reason, bool(typed["stage1_percent"] or typed["stage1_reason"]))
        decided = bool(typed["override_days"] or typed["override_reason"] or typed["override_approver"])
        set_shown(self.days_reason, decided)
        set_shown(self.approver, decided)


def _values(line: GroupLine | AdjustmentLine | StandardLine) -> dict[str, object]:
    return {name: getattr(line, name) for name in type(line).__dataclass_fields__}


def _show_in_lines(lines: GrowingLines, name: str, problems: Mapping[str, str]) -> None:
    said: dict[int, list[str]] = {}
    for field, text in problems.items():
        found = _LINE.fullmatch(field)
        if found and found["list"] == name:
            said.setdefault(int(found["place"]), []).append(text)
    for place in range(lines.count):
        lines.show_problem(place, " ".join(said.get(place, [])))


def _of_line(lines: GrowingLines, name: str, problem: str) -> QWidget | None:
    found = _LINE.fullmatch(problem)
    return lines.field(int(found["place"]), found["name"]) if found and found["list"] == name else None
