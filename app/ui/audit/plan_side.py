"""Beside the plan: what does not hold together, and planned against calculated time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.audit_time_values import DAY_HOURS
from app.domain.plan_checks import Severity
from app.domain.timetable import MINUTES
from app.ui.audit import plan_words
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.coverage_picture import CoverageBar, CoveragePicture
from app.ui.widgets.jump_line import JumpLine
from app.ui.widgets.labels import IconLabel, PlainLabel, isolated

if TYPE_CHECKING:
    from app.domain.plan_checks import PlanProblem
    from app.domain.plan_time import PlanTime
    from app.domain.record import TimetableRow
    from app.translation import Words

_SIGNS: Final = {
    Severity.BLOCKING: ("problem", "danger"),
    Severity.WARNING: ("warning", "warning"),
    Severity.HINT: ("info", "info"),
}
FEW: Final = 8
_OPENS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ProblemJump(JumpLine):
    """A problem; Enter and a click lead to its row, Up and Down to the next problem."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Jump with Enter, go on with the arrows."""
        if event.key() in _OPENS:
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class ProblemCard(Card):
    """The problems of the plan, the worst first, renewed with every change.

    Signals:
        jumped: the `PlanProblem` whose row is wanted.
    """

    jumped = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__(words.gettext("Checks"), " ")
        self._words = words
        self._found: tuple[PlanProblem, ...] | None = None
        self._said: tuple[str, ...] = ()
        self._empty = False
        self._all = False
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._tick = IconLabel("done", "ok", 20)
        self._done = PlainLabel(words.gettext("The plan holds together."), "body", "muted", wrap=True)
        self._more = Button("", "quiet")
        self._more.clicked.connect(self._on_more)
        self.body.setSpacing(Space.S)
        self.add(self._tick)
        self.add(self._done)
        self.add_layout(self._lines)
        self.add(self._more)

    def show_problems(self, found: tuple[PlanProblem, ...], said: tuple[str, ...], *, empty: bool = False) -> None:
        """Show these problems; unchanged ones are not built again, so that the focus stays."""
        if (found, said, empty) == (self._found, self._said, self._empty):
            return
        self._found, self._said, self._empty = found, said, empty
        t = self._words.gettext
        self._done.setText(t("Nothing is planned yet.") if empty else t("The plan holds together."))
        self._fill()

    def first(self) -> QWidget | None:
        """Return the first line, if there is one."""
        item = self._lines.itemAt(0)
        return item.widget() if item else None

    def _fill(self) -> None:
        clear(self._lines)
        found = self._found or ()
        shown = found if self._all else found[:FEW]
        for one, text in zip(shown, self._said, strict=False):
            line = ProblemJump(text, one, *_SIGNS[Severity(one.severity)])
            line.jumped.connect(self.jumped)
            self._lines.addWidget(line)
        grave = sum(one.severity is Severity.BLOCKING for one in found)
        tn = self._words.ngettext
        if self.header:
            note = tn("{n} must be solved", "{n} must be solved", grave).format(n=isolated(str(grave)))
            self.header.set_note(note if grave else "")
        self._tick.setVisible(not found and not self._empty)
        self._done.setVisible(not found)
        self._more.setVisible(len(found) > FEW)
        t = self._words.gettext
        self._more.setText(t("Show fewer") if self._all else t("Show all {n}").format(n=len(found)))

    def _on_more(self) -> None:
        self._all = not self._all
        self._fill()


def sentences(words: Words, found: tuple[PlanProblem, ...], rows: dict[str, TimetableRow]) -> tuple[str, ...]:
    """Return what is said for each problem, with day and time of its first row in front."""
    return tuple(_said(words, one, rows) for one in found)


def _said(words: Words, one: PlanProblem, rows: dict[str, TimetableRow]) -> str:
    text = say(words, one)
    row = next((rows[row_id] for row_id in one.row_ids if row_id in rows), None)
    if row is None or row.day is None or not row.starts:
        return text
    return f"{isolated(f'{words.weekday(row.day)} {row.starts}')}  {text}"


class TimeCard(Card):
    """Planned time of each auditor and of all, against what the calculation gives."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.gettext("Audit time"), " ")
        self._words = words
        self._picture = CoveragePicture(words.gettext("Planned time with the client, by auditor"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(0, 1)
        self._verdict = PlainLabel("", "body", wrap=True)
        self.body.setSpacing(Space.S)
        self.add(self._picture)
        self.add_layout(self._grid)
        self.add(self._verdict)

    def show_time(self, time: PlanTime, names: dict[str, str]) -> None:
        """Show the sums; `names` are whole names by initials."""
        days = max(1, len({day.day for day in time.by_auditor_day}))
        most = days * DAY_HOURS * MINUTES
        self._picture.show_bars(
            tuple(
                CoverageBar(names.get(key, key), plan_words.length(minutes), max(most, minutes), (("info", minutes),))
                for key, minutes in time.by_auditor
            )
        )
        self._picture.setVisible(bool(time.by_auditor))
        self._show_sums(time)

    def _show_sums(self, time: PlanTime) -> None:
        t, words = self._words.gettext, self._words
        clear(self._grid)
        pairs = [(t("Planned with the client"), plan_words.days(time.days, words))]
        if time.least is not None:
            pairs.append((t("Calculated, to be spent with the client"), plan_words.days(time.least, words)))
        if time.calculated is not None:
            pairs.append((t("Calculated in all"), plan_words.days(time.calculated, words)))
        if time.remote_percent:
            pairs.append((t("Remote"), f"{time.remote_percent} %"))
        for row, (name, value) in enumerate(pairs):
            self._grid.addWidget(PlainLabel(name, "small", "muted", wrap=True), row, 0)
            self._grid.addWidget(PlainLabel(isolated(value), "label"), row, 1, Qt.AlignmentFlag.AlignTop)
        self._say(time)

    def _say(self, time: PlanTime) -> None:
        t = self._words.gettext
        if time.least is None:
            self._verdict.setText(t("No calculation of audit time is chosen for this audit yet."))
            self._verdict.set_tone("muted")
        elif time.missing:
            text = t("{days} are missing.").format(days=plan_words.days(time.missing, self._words))
            self._verdict.setText(text)
            self._verdict.set_tone("danger")
        else:
            self._verdict.setText(t("The plan spends the calculated time."))
            self._verdict.set_tone("ok")
