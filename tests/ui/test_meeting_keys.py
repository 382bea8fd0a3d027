"""The opening meeting of the harbour case, 14 people and 24 points, by the keyboard alone; keystrokes are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.drafts import SiteDraft
from app.domain.kinds import AuditType, MeetingKind, MeetingState, Mode, PointState
from app.domain.meetings import Step, status
from app.ui.wizards.meeting import MeetingWizard
from app.ui.wizards.meeting_points import MeetingPoints
from tests.support import audit_draft
from tests.ui.pages import shown
from tests.ui.stage import Stage

LETTER, COMMAND = 0.4, 1.2
"""Seconds for a letter that is typed, and for a key that commands."""
Key = Qt.Key
LIST = """Przemyslaw Cwikla-Zrebiec, chief technology officer
Wieslawa Swierczynska, head of platform operations
Layla Mansour Al-Haddad; legal counsel, data protection officer
Kinga Zmijewska-Dab, head of HR
Gulsah Ozturkmen, head of service centre, remote
Oguzhan Gocer, incident manager, remote
Kagan Ucoz, site IT, remote
Trinh Quoc Khue, site manager, remote
Nakamura Haruka, observer, accreditation
Eleftheria Papagiannopoulou, technical expert, body"""
REMARKS = {
    "OM-01": "list passed round; those on video confirmed by name",
    "OM-02": "scope read aloud; client confirms",
    "OM-05": "guest network did not work, action A-1",
    "OM-07": "exits over the quay side; alarm test at S-2 on 30 March 11:00",
    "OM-16": "night shift before 07:00? shift handover at 15:00 is enough",
    "OM-18": "SoA 2.1 of 2 March; new shift model; no incident of class 1",
    "OM-19": "annex 3 only on the screen; audit can be done",
    "OM-22": "those present, save Kinga Zmijewska-Dab; 31 March 16:00",
}
ACTIONS = (
    "give the team a working network; Dionizy Lekawski; 27 March 10:00",
    "lists of leavers since 1 September 2025; Kinga Zmijewska-Dab; 27 March 16:00",
)


@dataclass
class Hands:
    """Types where the focus is and counts."""

    stage: Stage
    letters: int = 0
    commands: int = 0

    def write(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
        self.letters += len(text)

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None, f"nothing has the focus for {key}"
            QTest.keyClick(focused, key, held)
            self.commands += 1
            self.stage.settle()

    def go_on(self) -> None:
        self.press(Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)

    @property
    def seconds(self) -> float:
        return self.letters * LETTER + self.commands * COMMAND


def recertification(stage: Stage) -> str:
    """Return an audit that uses all 24 points (only a surveillance, recertification or special audit has OM-24)."""
    services = stage.world.services
    client = services.audits.record(stage.audit_id).client
    sites = (SiteDraft(client_site_id=client.sites[0].id, mode=Mode.HYBRID),)
    draft = audit_draft(client, reference="VF-33", type=AuditType.RECERTIFICATION, sites=sites)
    return services.audits.create(draft).id


def tick_all(hands: Hands, points: MeetingPoints, codes: Sequence[str]) -> None:
    """Tick every point by Space; where something was said, Tab leads to the remark and Shift+Tab back."""
    for row, code in enumerate(codes):
        assert points._list.currentRow() == row
        if code in REMARKS:
            while QApplication.focusWidget() is not points._remark.editor:
                hands.press(Key.Key_Tab)
            hands.write(REMARKS[code])
            while QApplication.focusWidget() is not points._list:
                hands.press(Key.Key_Backtab, held=Qt.KeyboardModifier.ShiftModifier)
        hands.press(Key.Key_Space)


@pytest.mark.timeout(240)
def test_the_opening_of_the_harbour_case_is_held_by_the_keyboard_alone(stage: Stage) -> None:
    audit_id = recertification(stage)
    hands = Hands(stage)
    with shown(stage, MeetingWizard(stage.ctx, audit_id, MeetingKind.OPENING)) as wizard:
        hands.write("S-1, Kotwica")
        hands.go_on()
        QApplication.clipboard().setText(LIST)
        hands.press(Key.Key_F6)
        hands.press(Key.Key_V, held=Qt.KeyboardModifier.ControlModifier)
        hands.press(Key.Key_F6)
        hands.go_on()
        points = wizard.pages[Step.POINTS]
        assert isinstance(points, MeetingPoints)
        assert wizard._meeting is not None
        tick_all(hands, points, [one.code for one in wizard._meeting.points])
        hands.go_on()
        for action in ACTIONS:
            hands.write(action)
            hands.press(Key.Key_Return)
        hands.go_on()
        hands.go_on()
    meeting = stage.world.services.meetings.find(audit_id, MeetingKind.OPENING)
    assert meeting is not None
    found = status(meeting)
    print(f"letters {hands.letters}, command keys {hands.commands}, {hands.seconds:.0f} s")
    assert (meeting.state, len(meeting.attendees), found.points) == (MeetingState.FINISHED, 14, 24)
    assert {one.state for one in meeting.points} == {PointState.DONE}
    assert {one.code: one.remark for one in meeting.points if one.remark} == REMARKS
    assert len(meeting.actions) == len(ACTIONS)
    assert hands.commands <= 130
