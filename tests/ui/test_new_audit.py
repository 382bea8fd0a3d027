"""A new audit: client and reference are enough, everything else can follow."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.domain.kinds import AuditType, Mode, TeamRole
from app.ui.dialogs.new_audit import NewAuditPage
from app.ui.navigation import Notice, Place
from tests.ui.pages import keys, press, shown
from tests.ui.stage import wait_until

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(stage):
    page = NewAuditPage(stage.ctx)
    with shown(stage, page) as made:
        yield made


def _go(stage):
    press(Qt.Key.Key_Return, CTRL)
    stage.settle()


def _started(stage, reference):
    services = stage.world.services
    return services.audits.record(services.audits.find(reference))


def test_a_name_and_three_times_ctrl_enter_start_an_audit(stage, page):
    wanted: list[Place] = []
    stage.ctx.navigator.wanted.connect(wanted.append)
    keys(page.client.name, "Bryzadok Systemy")
    for _ in range(3):
        _go(stage)
    record = _started(stage, f"BRY-S2-{date.today().year}")  # noqa: DTZ011 - the year on the wall
    assert record.client.name == "Bryzadok Systemy"
    assert [(one.name, one.role) for one in record.team] == [("Anna Berg", TeamRole.LEAD_AUDITOR)]
    assert (wanted[0].key, wanted[0].audit_id) == ("overview", record.audit.id)


def test_without_a_client_nothing_starts_and_the_field_says_so(stage, page):
    page.frame.go(2)
    keys(page.team.lead)
    _go(stage)
    assert page.frame.current == 0
    assert page.client.name.hasFocus()
    assert page.client.name.accessibleDescription()


def test_a_day_that_does_not_exist_starts_nothing_and_says_so(stage, page):
    keys(page.client.name, "Keja")
    page.frame.go(1)
    keys(page.facts.start, "31.02.2027")
    page.frame.go(2)
    _go(stage)
    assert page.frame.current == 1
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.text() == "31.02.2027"
    assert "no day" in page.facts.start.accessibleDescription()
    assert len(stage.world.services.audits.list()) == 1


def test_everything_that_was_filled_in_is_in_the_audit(stage, page):
    keys(page.client.name, "Keja")
    for line in ("Łucja Gęsicka, ISMS manager", "Bożydar Wąsikowski, chief executive"):
        keys(page.client.contacts, line, Qt.Key.Key_Return)
    keys(page.client.sites, "Gdańsk, ul. Niby-Nabrzeżna 0", Qt.Key.Key_Return)
    page.frame.go(1)
    keys(page.facts.reference, "", Qt.Key.Key_End)
    page.facts.reference.selectAll()
    keys(page.facts.reference, "VTV-1")
    keys(page.facts.scope, "Booking of slots")
    page.frame.go(2)
    keys(page.team.members, "Ελευθερία Παπα, technical expert", Qt.Key.Key_Return)
    _go(stage)
    record = _started(stage, "VTV-1")
    assert [one.name for one in record.client.contacts] == ["Łucja Gęsicka", "Bożydar Wąsikowski"]
    assert [(one.label, one.name) for one in record.sites] == [("S-1", "Gdańsk")]
    assert [one.role for one in record.team] == [TeamRole.LEAD_AUDITOR, TeamRole.TECHNICAL_EXPERT]


def test_a_client_of_the_workspace_brings_its_sites(stage, page):
    client = stage.world.services.clients.list()[0]
    page.client.client.show_value(client.id)
    page.client._on_client(client.id)
    stage.settle()
    line = page.facts._site_lines[1]
    line.mode.show_value(Mode.REMOTE.value)
    page.facts._site_lines[0].taken.setChecked(False)
    page.frame.go(2)
    keys(page.team.lead)
    _go(stage)
    record = _started(stage, page._proposed or f"MUS-S2-{date.today().year}")  # noqa: DTZ011 - as above
    assert [(one.name, one.mode) for one in record.sites] == [("Service centre", Mode.REMOTE)]
    assert record.soa is not None


def test_a_reference_that_is_taken_is_said_at_once(stage, page):
    keys(page.client.name, "Keja")
    page.frame.go(1)
    page.facts.reference.selectAll()
    keys(page.facts.reference, "CB-2026-001")
    assert "CB-2026-001" in page.facts.reference.accessibleDescription()


def test_dates_in_the_wrong_order_are_said_beside_the_field(stage, page):
    page.frame.go(1)
    page.facts.start.show_day(date(2026, 3, 31))
    page.facts.end.show_day(date(2026, 3, 27))
    page._on_edited()
    assert page.facts.end.accessibleDescription()


def test_stage_1_proposes_its_own_objectives(stage, page):
    before = page.team.objectives.lines
    page.facts.type.show_value(AuditType.STAGE1.value)
    page._on_type()
    assert len(page.team.objectives.lines) == 4
    assert page.team.objectives.lines != before


def test_objectives_that_were_changed_are_not_replaced(stage, page):
    page.team.objectives.show_rows(["Only this"])
    page.facts.type.show_value(AuditType.STAGE1.value)
    page._on_type()
    assert page.team.objectives.lines == ("Only this",)


def test_escape_leaves_the_form_and_keeps_it(stage, page):
    left = []
    stage.ctx.navigator.went_back.connect(lambda: left.append(True))
    keys(page.client.name, "Keja", Qt.Key.Key_Escape)
    assert left == [True]
    assert page.client.name.text() == "Keja"


def _kept(stage):
    return stage.world.services.fields.loose("new_audit")


def _fill_in(page):
    """Type into every step without leaving the form."""
    keys(page.client.name, "Keja")
    keys(page.client.contacts, "Gustaw Gamrat, chief executive", Qt.Key.Key_Return)
    keys(page.client.sites, "Gdansk, ul. Nie")
    page.frame.go(1)
    page.facts.type.show_value(AuditType.STAGE1.value)
    page._on_type()
    page.facts.start.show_day(date(2026, 3, 27))
    keys(page.facts.scope, "Booking of sl")
    page.frame.go(2)
    keys(page.team.members, "Carl Co, observer", Qt.Key.Key_Return)
    keys(page.team.objectives, "A fifth", Qt.Key.Key_Return)
    keys(page.team.objectives, "A six")


def test_a_form_that_was_not_sent_is_there_after_a_crash_and_forgotten_once_it_was(stage, page):
    _fill_in(page)
    wait_until(lambda: "A six" in _kept(stage))
    with shown(stage, NewAuditPage(stage.ctx)) as again:  # nothing was told to the first page
        assert (again.client.name.text(), again.client.sites.entry) == ("Keja", "Gdansk, ul. Nie")
        assert again.client.contacts.lines == ("Gustaw Gamrat, chief executive",)
        assert (again.facts.scope.text(), again.facts.start.day) == ("Booking of sl", date(2026, 3, 27))
        assert again.facts.reference.text() == "KEJ-S1-2026"
        assert again.team.lead.text() == "Anna Berg"
        assert again.team.members.lines == ("Carl Co, observer",)
        assert (len(again.team.objectives.lines), again.team.objectives.entry) == (5, "A six")
        again.frame.go(2)
        keys(again.team.lead)
        _go(stage)
        stage.settle()
        assert again.client.name.text() == ""
        assert _kept(stage) == ""
        page._empty()
    record = _started(stage, "KEJ-S1-2026")
    assert [one.name for one in record.sites] == ["Gdansk"]
    assert record.objectives[-1].text == "A six"


def test_sites_of_a_known_client_are_kept_as_they_were_chosen(stage, page):
    client = stage.world.services.clients.list()[0]
    page.client.client.show_value(client.id)
    page.client._on_client(client.id)
    stage.settle()
    page.facts._site_lines[0].taken.setChecked(False)
    page.facts._site_lines[1].mode.show_value(Mode.REMOTE.value)
    wait_until(lambda: client.id in _kept(stage) and Mode.REMOTE.value in _kept(stage))
    with shown(stage, NewAuditPage(stage.ctx)) as again:
        stage.settle()
        assert again.client.client.value == client.id
        assert not again.facts._site_lines[0].taken.isChecked()
        assert again.facts._site_lines[1].mode.value == Mode.REMOTE.value


def test_continue_later_keeps_at_once_what_is_filled_in(stage, page):
    keys(page.client.name, "Keja", Qt.Key.Key_Escape)
    page.leave()  # as the main window does on the way back
    stage.settle()
    assert "Keja" in _kept(stage)


def test_discard_empties_the_form_and_can_be_undone(stage, page):
    said: list[Notice] = []
    stage.ctx.notices.said.connect(said.append)
    assert not page._discard.isEnabled()
    _fill_in(page)
    page._keep()
    page._discard.click()
    stage.settle()
    assert (page.client.name.text(), page.team.objectives.entry, page.frame.current) == ("", "", 0)
    assert _kept(stage) == ""
    assert not page._discard.isEnabled()
    assert said[0].action is not None
    said[0].action()
    stage.settle()
    assert (page.client.name.text(), page.team.objectives.entry) == ("Keja", "A six")
    wait_until(lambda: "A six" in _kept(stage))


def test_a_form_nobody_touched_is_not_kept(stage, page):
    page.leave()
    stage.settle()
    assert _kept(stage) == ""
