"""The whole way by keys alone: an empty folder, the real windows and services, a signed report at the end.

Nothing is faked and nothing is set behind the window: the hands below press only keys, as an auditor without a mouse
would. What they read (the five words, the recovery key) stands on the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.kinds import AuditState, FindingState, MeetingState, PaperKind
from app.domain.record import AuditRecord
from app.ui.widgets.table import Table
from tests.ui.stage import wait_until
from tests.whole.keyboard import Keyboard, program

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]

MISSING = ("Was this objective", "The text RPT")
OBJECTIVES = 4


class Auditor(Keyboard):
    """The steps of an audit, each by keys."""

    def start_an_audit(self) -> None:
        """Fill in the three steps of a new audit."""
        self.press("Ctrl+N")
        self.fill("Name of the client", "Muster AG")
        for field, line in (("People", "Eva Example, chief executive"), ("Sites", "Head office, Weg 1")):
            self.tab_to(field)
            self.type(line)
            self.press("Return")
        self.press("Ctrl+Return")
        self.fill("Scope", "Operation of the platform")
        self.press("Ctrl+Return")
        self.fill("Lead auditor", "Lena Lead")
        self.press("Ctrl+Return")

    def hold_the_opening_meeting(self) -> None:
        """Place, a guest, 23 points by Space, an action, finish."""
        self.page("Opening")
        self.tab_to("Start the opening meeting")
        self.press("Space")
        self.fill("Place", "Room 1")
        self.press("Ctrl+Return")
        self.type("Ivo Guest, observer")
        self.press("Return", "Ctrl+Return", *(["Space"] * 23), "Ctrl+Return")
        self.type("network; Eva Example; today")
        self.press("Return", "Ctrl+Return", "Ctrl+Return")

    def capture_evidence(self) -> None:
        """One line, Enter; a requirement, Enter."""
        self.page("Fieldwork")
        self.press("Ctrl+E")
        self.type("Access rights procedure 2.3 seen")
        self.press("Return", "Ctrl+R")
        self.type("a518")
        self.press("Return")

    def write_a_finding(self) -> None:
        """A minor nonconformity on a control and on the clause that makes it binding."""
        self.page("Findings")
        self.tab_to("Write the first finding")
        self.press("Space")
        self.type("Access of leavers")
        self.tab_to("Requirement")
        for ref in ("a518", "6.1.3"):
            self.type(ref)
            self.press("Return")
        self.fill("Statement", "The access of persons who have left is not removed in time.")
        self.fill("Objective evidence", "TR-4471 enabled on 2026-03-30, 88 days after the last working day.")
        self.tab_to("Evidence")
        self.type("access")
        self.press("Return")
        self.fill("Why this grade", "A single lapse.")
        self.press("Tab")

    def give_the_verdicts(self) -> None:
        """Everything is left to the next audit, save the two requirements of the finding."""
        self.page("Fieldwork")
        self.press("Ctrl+M", "Ctrl+A", "5")
        self.wait_for("Reason")
        self.type("left to surveillance 1")
        self.tab_to("Set the verdict")
        self.press("Space")
        for ref in ("A.5.18", "6.1.3"):
            self.tab_to("Find a requirement")
            self.press("Ctrl+A")
            self.type(ref)
            wait_until(lambda: self._sheet().model().rowCount() == 1)
            self.tab_to("Requirements")
            self.press("Ctrl+A", "2")
        self.press("Escape")

    def _sheet(self) -> Table:
        tables = self.window.findChildren(Table)
        return next(one for one in tables if one.accessibleName() == "Requirements" and one.isVisible())

    def hold_the_closing_meeting(self) -> None:
        """Read out the finding, conclude, recommend, 19 points by Space, finish."""
        self.page("Closing")
        self.tab_to("Start the closing meeting")
        self.press("Space")
        self.type("Room 1")
        self.press("Ctrl+Return", "Ctrl+Return")
        self.tab_to("The client says: Accepted")
        self.press("1", "Ctrl+Return")
        self.type("The system conforms save the access of leavers.")
        for question in ("Internal audit", "Management review"):
            self.tab_to(f"{question} really done and effective: Yes")
            self.press("1")
        self.tab_to("Recommendation")
        self.press("Down", "Down", "Ctrl+Return", *(["Space"] * 19), "Ctrl+Return", "Ctrl+Return", "Ctrl+Return")

    def name_the_body(self) -> None:
        """The papers need the name of the certification body."""
        self.page("Settings")
        self.fill("Name of the body", "Cert Body")
        self.press("Tab")

    def write_the_texts(self) -> None:
        """Follow what is missing: each line leads to its field."""
        self.page("Report")
        while name := self.tab_to_one_of(*MISSING):
            self.press("Space")
            if not name.startswith("Was"):
                self.type("Nothing to add.")
                self.press("Tab")
                continue
            for number in range(1, OBJECTIVES + 1):
                assert self.tab_to_one_of(f"Objective {number} reached")
                self.press("2")

    def sign(self) -> None:
        """Make an identity and sign."""
        self.tab_to("New identity…")
        self.press("Space")
        self.wait_for("Password for signing")
        self.type("correct horse staple")
        self.press("Tab")
        self.type("correct horse staple")
        self.tab_to("Make the identity")
        self.press("Space")
        self.tab_to("Password of the identity")
        self.type("correct horse staple")
        self.press("Return")


@pytest.fixture
def auditor(qapp: QApplication, tmp_path: Path) -> Iterator[Auditor]:
    """Return an auditor before the program in an empty folder."""
    with program(qapp, tmp_path) as window:
        yield Auditor(window)


def test_from_an_empty_folder_to_a_signed_report_by_keys_alone(auditor: Auditor) -> None:
    auditor.make_the_workspace()
    auditor.start_an_audit()
    auditor.hold_the_opening_meeting()
    auditor.capture_evidence()
    auditor.write_a_finding()
    auditor.give_the_verdicts()
    auditor.hold_the_closing_meeting()
    auditor.name_the_body()
    auditor.write_the_texts()
    auditor.sign()
    context = auditor.window.context
    assert context is not None
    (row,) = context.services.audits.list()
    _check(context.services.audits.record(row.id))
    paper = next(one for one in context.services.audits.record(row.id).papers if one.kind is PaperKind.REPORT)
    verification = context.services.reports.verify(context.services.reports.file(paper.id))
    assert (verification.verdict, verification.signers[0].name) == ("untrusted", "Lena Lead")
    print(f"{auditor.strokes} keys and {auditor.letters} letters of own words")


def _check(record: AuditRecord) -> None:
    """Compare what was typed with the record."""
    assert record.audit.state is AuditState.REPORTED
    assert [one.state for one in record.meetings] == [MeetingState.FINISHED, MeetingState.FINISHED]
    assert [(one.final_number, one.state) for one in record.findings] == [("NC-01", FindingState.ISSUED)]
    assert [one.title for one in record.evidence] == ["Access rights procedure 2.3 seen"]
