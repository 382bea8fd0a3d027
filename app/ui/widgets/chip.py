"""Chips: a word with a shape of its own; the colour only helps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from app.domain.kinds import AuditState, CycleState, FindingState, Grade, MeetingState, Verdict
from app.domain.words import word
from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_tone
from app.ui.widgets.labels import IconLabel, PlainLabel, isolated

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum


@dataclass(frozen=True, slots=True)
class ChipLook:
    """Word, icon and tone of a chip; tables paint the same thing."""

    text: str
    icon: str
    tone: str = "neutral"


_LOOKS: Final[dict[StrEnum, tuple[str, str]]] = {
    Grade.MAJOR: ("major", "danger"),
    Grade.MINOR: ("minor", "warning"),
    Grade.OBSERVATION: ("eye", "info"),
    Grade.OPPORTUNITY: ("bulb", "plum"),
    Grade.STRENGTH: ("star", "ok"),
    Grade.CONCERN: ("warning", "warning"),
    Verdict.OPEN: ("open", "neutral"),
    Verdict.CONFORM: ("done", "ok"),
    Verdict.NONCONFORM: ("cross", "danger"),
    Verdict.OBSERVATION: ("eye", "info"),
    Verdict.NOT_APPLICABLE: ("slash", "neutral"),
    Verdict.NOT_AUDITED: ("half", "plum"),
    AuditState.PREPARED: ("open", "neutral"),
    AuditState.OPENED: ("current", "info"),
    AuditState.CLOSED: ("half", "warning"),
    AuditState.REPORTED: ("done", "ok"),
    AuditState.ABORTED: ("cross", "danger"),
    MeetingState.PREPARED: ("open", "neutral"),
    MeetingState.RUNNING: ("current", "info"),
    MeetingState.FINISHED: ("done", "ok"),
    FindingState.DRAFT: ("edit", "neutral"),
    FindingState.ISSUED: ("check", "info"),
    FindingState.WITHDRAWN: ("slash", "neutral"),
    CycleState.CERTIFIED: ("done", "ok"),
    CycleState.NC_OPEN: ("warning", "warning"),
    CycleState.STAGE1_REPEAT: ("warning", "warning"),
    CycleState.STAGE2_AGAIN: ("warning", "warning"),
    CycleState.REVIEW: ("current", "info"),
    CycleState.DECISION: ("current", "info"),
    CycleState.RECERTIFICATION: ("current", "info"),
    CycleState.SUSPENDED: ("stop", "danger"),
    CycleState.EXPIRED: ("clock", "danger"),
    CycleState.REFUSED: ("cross", "danger"),
    CycleState.WITHDRAWN: ("cross", "danger"),
    CycleState.CANCELLED: ("slash", "neutral"),
    CycleState.DECLINED: ("slash", "neutral"),
}


def chip_look(value: StrEnum, t: Callable[[str], str]) -> ChipLook:
    """Return word, icon and tone of a value of the closed lists; values without a drawing get a plain dot."""
    icon, tone = _LOOKS.get(value, ("open", "neutral"))
    return ChipLook(t(word(value)), icon, tone)


def requirement_look(ref: str) -> ChipLook:
    """Return the chip of a requirement, for example `A.5.18`."""
    return ChipLook(isolated(ref), "link", "neutral")


class Chip(QFrame):
    """A small rounded field with icon and word."""

    def __init__(self, look: ChipLook) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, Space.XXS, Space.S + 2, Space.XXS)
        row.setSpacing(Space.XS + 1)
        self._icon = IconLabel(look.icon, look.tone, 13)
        self._label = PlainLabel("", "small")
        row.addWidget(self._icon)
        row.addWidget(self._label)
        self.show_look(look)

    def show_look(self, look: ChipLook) -> None:
        """Show another word, icon and tone."""
        self._icon.show_icon(look.icon, look.tone)
        self._label.setText(look.text)
        self.setAccessibleName(look.text)
        set_tone(self, "tone", look.tone)
        set_tone(self._label, "chipped", look.tone)
