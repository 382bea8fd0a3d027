"""What was typed into a line that adds something is there after a crash, and forgotten once it was added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.drafts import SessionDraft
from app.domain.kinds import MeetingKind
from app.storage import drafts
from app.ui.audit.fieldwork import FieldworkPage
from app.ui.audit.overview import OverviewPage
from app.ui.audit.report import ReportPage
from app.ui.audit.row_list import RowList
from app.ui.audit.session_panel import SessionPanel
from app.ui.settings import SettingsPage
from app.ui.wizards.meeting import MeetingWizard
from tests.ui.pages import keys, shown
from tests.ui.stage import wait_until


@dataclass(frozen=True)
class Line:
    """A line that adds something: the page it is on, where it is there, and how many of its things there are."""

    name: str
    page: Callable[..., QWidget]
    entry: Callable[[QWidget], QLineEdit]
    count: Callable[..., int]

    def __str__(self) -> str:
        return self.name


def _record(stage):
    return stage.world.services.audits.record(stage.audit_id)


def _wizard(stage):
    stage.world.services.meetings.prepare(stage.audit_id, MeetingKind.OPENING)
    return MeetingWizard(stage.ctx, stage.audit_id, MeetingKind.OPENING)


def _overview(stage):
    return OverviewPage(stage.ctx, stage.audit_id)


def _of(kind):
    def entry(page):
        return next(one for one in page.findChildren(RowList) if type(one).__name__ == kind)._entry

    return entry


LINES = (
    Line("objective", _overview, _of("ObjectiveList"), lambda stage: len(_record(stage).objectives)),
    Line("team", _overview, _of("TeamList"), lambda stage: len(_record(stage).team)),
    Line("site", _overview, _of("SiteList"), lambda stage: len(_record(stage).sites)),
    Line("attendee", _wizard, _of("AttendeeList"), lambda stage: len(_record(stage).meetings[0].attendees)),
    Line("action", _wizard, _of("ActionList"), lambda stage: len(_record(stage).meetings[0].actions)),
    Line(
        "session",
        lambda stage: FieldworkPage(stage.ctx, stage.audit_id),
        lambda page: page.findChildren(SessionPanel)[0]._entry,
        lambda stage: len(_record(stage).sessions),
    ),
    Line(
        "deviation",
        lambda stage: ReportPage(stage.ctx, stage.audit_id),
        _of("DeviationList"),
        lambda stage: len(_record(stage).deviations),
    ),
)


def _kept(stage):
    return [row.text for row in drafts.list(stage.world.workspace)]


def _type(line, text):
    """Type without the focus: nobody leaves the field, as in a crash."""
    line.insert(text)
    line.textEdited.emit(line.text())


@pytest.mark.parametrize("line", LINES, ids=str)
def test_a_line_that_was_not_added_is_there_after_a_crash(stage, line):
    with shown(stage, line.page(stage)) as page:
        before = line.count(stage)
        _type(line.entry(page), "Two wo")
        wait_until(lambda: _kept(stage) == ["Two wo"])
        with shown(stage, line.page(stage)) as again:  # nothing was told to the first page
            entry = line.entry(again)
            assert entry.text() == "Two wo"
            _type(entry, "rds")
            entry.returnPressed.emit()
            stage.settle()
            assert entry.text() == ""
        assert line.count(stage) == before + 1
        assert _kept(stage) == []
        line.entry(page)._put("")


def test_half_a_line_does_not_hold_up_a_signature(stage):
    with shown(stage, _overview(stage)) as page:
        _type(_of("ObjectiveList")(page), "Is it")
        wait_until(lambda: _kept(stage) == ["Is it"])
        assert stage.world.services.fields.open_drafts(stage.audit_id) == ()


def test_a_line_that_is_refused_comes_back_and_stays_kept(stage, monkeypatch):
    def refuse(*values):
        raise ValueError

    monkeypatch.setattr(type(stage.world.services.audits), "add_objective", refuse)
    problems: list[BaseException] = []
    stage.ctx.jobs.problem.connect(problems.append)
    with shown(stage, _overview(stage)) as page:
        entry = _of("ObjectiveList")(page)
        keys(entry, "Is it so?", Qt.Key.Key_Return)
        stage.settle()
        assert entry.text() == "Is it so?"
        assert len(problems) == 1
        assert _kept(stage) == ["Is it so?"]


def test_people_of_two_sessions_are_kept_apart(stage):
    services = stage.world.services
    ids = [services.sessions.open(stage.audit_id, SessionDraft(topic=one)).id for one in ("One", "Two")]
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id)) as page:
        panel, entry = page.evidence.sessions, page.notes.card.people.entry
        panel.table.select(ids[0])
        stage.settle()
        _type(entry, "Bożydar")
        panel.table.select(ids[1])
        stage.settle()
        assert entry.text() == ""
        panel.table.select(ids[0])
        stage.settle()
        assert entry.text() == "Bożydar"


def test_a_person_of_the_body_is_there_after_a_crash(stage):
    with shown(stage, SettingsPage(stage.ctx)) as page:
        _type(page._people._name, "Łucja Gęsicka")
        _type(page._people._initials, "LG")
        wait_until(lambda: _kept(stage) == ["Łucja Gęsicka\nLG\n"])
        with shown(stage, SettingsPage(stage.ctx)) as again:
            people = again._people
            assert (people._name.text(), people._initials.text()) == ("Łucja Gęsicka", "LG")
            people._add.click()
            stage.settle()
            assert people._name.text() == ""
            assert _kept(stage) == []
        for line in (page._people._name, page._people._initials):
            line.clear()
    assert "LG" in [one.initials for one in stage.world.services.body.people()]
