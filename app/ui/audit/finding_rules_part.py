"""Rules that speak against a finding as it is written: each with its reason, and what the lead auditor decided."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.finding_rules import NAMES
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_tone
from app.ui.widgets.clearing import clear
from app.ui.widgets.dialog import Confirm
from app.ui.widgets.labels import IconLabel, PlainLabel
from app.ui.widgets.press import Press

if TYPE_CHECKING:
    from app.domain.finding_rules import Rule
    from app.ui.context import UiContext


class _RuleLine(QFrame):
    """One rule with its decision.

    Signals:
        decided: code of the rule to decide against.
        followed: code of the rule to follow after all.
    """

    decided = Signal(str)
    followed = Signal(str)

    def __init__(self, ctx: UiContext, rule: Rule) -> None:
        super().__init__()
        t, made = ctx.t, rule.decision
        self.setObjectName("banner")
        set_tone(self, "tone", "info" if made else "warning")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        sign = IconLabel("check" if made else "warning", "info" if made else "warning", 16)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(Space.XXS)
        said = say(ctx.words, rule.problem) if rule.problem.values else t(NAMES[rule.problem.code])
        texts.addWidget(PlainLabel(said, "body", "muted" if made else "text", wrap=True))
        if made:
            text = t("Decided otherwise by {name}: {reason}").format(name=made.decided_by, reason=made.reason)
            texts.addWidget(PlainLabel(text, "body", wrap=True))
        row.addLayout(texts, 1)
        press = Press(t("Follow the rule") if made else t("Decide otherwise…"), rule.problem.code)
        press.setAccessibleName(f"{press.text()}: {said}")
        press.pressed_with.connect(self.followed if made else self.decided)
        row.addWidget(press, 0, Qt.AlignmentFlag.AlignTop)


class RulesPart(QWidget):
    """Hidden while no rule speaks against the finding."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._finding_id = self._code = ""
        self._shown: object = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(Space.XS + 2)
        self.hide()

    def show_rules(self, finding_id: str, rules: tuple[Rule, ...]) -> None:
        """Show the rules of a finding; unchanged ones are not built again, so that the focus stays."""
        if (finding_id, rules) == self._shown:
            return
        self._shown, self._finding_id = (finding_id, rules), finding_id
        clear(self._lines)
        for rule in rules:
            line = _RuleLine(self._ctx, rule)
            line.decided.connect(self._on_decide)
            line.followed.connect(self._on_follow)
            self._lines.addWidget(line)
        self.setVisible(bool(rules))

    def _on_decide(self, code: str) -> None:
        t = self._ctx.t
        self._code = code
        ask = Confirm(
            self, t("Decide otherwise as the lead auditor"),
            t("Rule and decision are both kept and stand in the report."),
            verb=t("Decide"), keep=t("Leave as it was"), reason=t("Reason"), danger=False,
        )  # fmt: skip
        ask.confirmed.connect(self._on_reason)
        ask.open()

    def _on_reason(self, reason: str) -> None:
        decide = self._ctx.services.finding_rules.decide
        self._ctx.jobs.write(partial(decide, self._finding_id, self._code, reason))

    def _on_follow(self, code: str) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.finding_rules.undecide, self._finding_id, code))
