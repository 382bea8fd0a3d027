"""How many keys the jobs of an interview take in the real window, beside the words that are theirs anyway.

What counts as a job's own text: what is seen, said or written, and the references and numbers that are meant (`A.8.24`,
`12/140`). Every other key counts: the signs of marks, Tab, arrows, Enter, keys with Ctrl.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import WorkspaceGate
from app.domain.client import ClientDocument
from app.domain.drafts import EvidenceDraft, LinkDraft
from app.domain.kinds import EvidenceKind, Grade, Judgement
from app.domain.record import AuditRecord
from app.ui.application import make_window
from app.ui.audit.capture_dialog import CaptureDialog
from app.ui.main_window import MainWindow
from tests.support import World, fresh_folder, open_world
from tests.ui.stage import pause, set_look, wait_until
from tests.whole.keyboard import Keyboard

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]

MOST = 25


class Interviewer(Keyboard):
    """Does one job and tells what it took."""

    def __init__(self, window: MainWindow, world: World, audit_id: str) -> None:
        super().__init__(window)
        self.world, self.audit_id = world, audit_id

    @property
    def focus(self) -> QWidget:
        """Return the widget the next key goes to; a list of offers that closed gives the focus back to its window."""
        if QApplication.focusWidget() is None:
            for dialog in self.window.findChildren(CaptureDialog):
                dialog.activateWindow()
                pause()
        return super().focus

    def at(self, page: str) -> None:
        """Be on a page of the audit, as before the job begins."""
        self.window.navigator.go(page, self.audit_id)
        self.settle()
        self.strokes = self.letters = 0
        self._began = time.monotonic()

    def signs(self, text: str) -> None:
        """Type letters that are only there for the program: each counts."""
        before = self.letters
        self.type(text)
        self.strokes += self.letters - before
        self.letters = before

    def told(self, job: str) -> None:
        """Print and judge what the job took."""
        seconds = time.monotonic() - self._began
        print(f"{job}: {self.strokes} keys beside {self.letters} letters of its own, {seconds:.1f} s by script")
        assert self.strokes <= MOST

    @property
    def record(self) -> AuditRecord:
        """Return what is on record."""
        return self.world.services.audits.record(self.audit_id)


@pytest.fixture
def me(qapp: QApplication, tmp_path: Path) -> Iterator[Interviewer]:
    """Return somebody in an open audit, with a register of documents."""
    set_look()
    folder = tmp_path / "workspace"
    audit_id = fresh_folder(folder, with_audit=True)
    world = open_world(folder)
    client = world.services.audits.record(audit_id).client
    for title, reference, edition in (("Cryptography policy", "POL-007", "3.1"), ("Backup policy", "POL-009", "1.4")):
        document = ClientDocument(title=title, reference=reference, edition=edition)
        world.services.client_file.add(client.id, document)
    window = make_window(qapp, WorkspaceGate(), tmp_path / "settings", folder)
    window.resize(1280, 860)
    window.show()
    window.activateWindow()
    window.open_workspace(world.services, folder)
    yield Interviewer(window, world, audit_id)
    window.close()
    wait_until(lambda: not window.isVisible(), 30_000)
    window.deleteLater()


def test_a_photo_with_a_line_and_two_requirements(me: Interviewer) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QApplication.clipboard().setImage(image)
    me.at("overview")
    me.press("Ctrl+E")
    me.type("A.7.2")
    me.signs(" ")
    me.type("A.5.18")
    me.signs(" ")
    me.type("Visitor log lies open")
    me.press("Ctrl+V")
    me.told("photo, one line, two requirements")
    (item,) = me.record.evidence
    assert (item.title, len(item.attachments)) == ("Visitor log lies open", 1)
    assert [link.ref for link in item.links] == ["A.7.2", "A.5.18"]


def test_a_reference_to_a_document_with_its_version(me: Interviewer) -> None:
    me.at("overview")
    me.press("Ctrl+E")
    me.signs("#")
    me.type("cry")
    me.press("Tab")
    me.type("keys are rotated yearly, section 4")
    me.press("Return")
    me.told("a document with its version")
    (item,) = me.record.evidence
    assert (item.kind, item.document_reference, item.document_edition) == (EvidenceKind.DOCUMENT, "POL-007", "3.1")


def test_a_sample_of_twelve_with_one_deviation(me: Interviewer) -> None:
    me.at("overview")
    me.press("Ctrl+E")
    me.signs("n=")
    me.type("12/140")
    me.signs(":")
    me.type("1")
    me.signs(" ")
    me.type("accounts of leavers, TR-4471 still enabled")
    me.press("Return")
    me.told("a sample of 12 out of 140 with 1 deviation, in one line")
    (item,) = me.record.evidence
    assert (item.kind, item.sample_size, item.population, item.deviating) == (EvidenceKind.RECORD_SAMPLE, 12, 140, 1)


def test_a_note_of_an_interview_becomes_evidence(me: Interviewer) -> None:
    me.at("fieldwork")
    me.press("Ctrl+J")
    me.signs(">")
    me.type("Iv")
    me.press("Tab")
    me.type("the list of keys is kept in the vault")
    me.press("Return", "Ctrl+Shift+M", "E")
    me.told("an interview note, sorted as evidence")
    (item,) = me.record.evidence
    assert (item.kind, item.role) == (EvidenceKind.INTERVIEW, "ISMS manager")


def test_a_minor_nonconformity_from_evidence(me: Interviewer) -> None:
    draft = EvidenceDraft(
        title="TR-4471 still enabled", kind=EvidenceKind.RECORD_SAMPLE, judgement=Judgement.NONCONFORMITY,
        links=(LinkDraft(ref="A.5.18"), LinkDraft(ref="6.1.3")),
    )  # fmt: skip
    item_id = me.world.services.evidence.capture(me.audit_id, draft).id
    me.window.navigator.go("fieldwork", me.audit_id, item_id)
    me.settle()
    me.at("fieldwork")
    me.press("Ctrl+Shift+N")
    me.fill("Statement", "The access of persons who have left is not removed in time.")
    me.fill("Objective evidence", "TR-4471 enabled on 2026-03-30, 88 days after the last working day.")
    me.fill("Why this grade", "A single lapse.")
    me.press("Tab")
    me.told("a minor nonconformity from existing evidence")
    (finding,) = me.record.findings
    assert (finding.grade, finding.evidence_ids, finding.grade_reason) == (Grade.MINOR, (item_id,), "A single lapse.")
    assert [link.ref for link in finding.links] == ["A.5.18", "6.1.3"]
    assert finding.objective_evidence.startswith("TR-4471 enabled")
