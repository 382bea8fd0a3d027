"""The list of clients and the page of a client, by keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.domain.client import Client, ClientDocument, Contact
from app.domain.client_file import HeadCount, Process
from app.domain.drafts import ClientDraft
from app.domain.kinds import ScopeState
from app.storage import drafts
from app.ui.clients.client_page import ClientPage
from app.ui.clients.go_to import ClientChooser
from app.ui.clients.list_page import ClientsPage
from app.ui.clients.new_client import NewClientDialog
from app.ui.clients.paste_people import PeopleDialog
from app.ui.clients.paste_register import RegisterDialog
from app.ui.command_palette import CommandPalette
from app.ui.desk import Desk
from app.ui.dialogs.new_audit import NewAuditPage
from app.ui.home import HomePage
from app.ui.navigation import Notice, Place
from app.ui.widgets.jump_line import JumpLine
from tests.ui.clients import NAME, TABLE, crowded_client
from tests.ui.pages import keys, press, shown
from tests.ui.stage import pause, put_away, show, wait_until


@pytest.fixture
def client_id(stage):
    return stage.world.services.clients.list()[0].id


@pytest.fixture
def page(stage, client_id):
    with shown(stage, ClientPage(stage.ctx, client_id)) as made:
        yield made


def _file(stage, client_id):
    return stage.world.services.clients.get(client_id)


def _at(page, key):
    page.show_section(key)
    return page.section(key)


def _places(stage):
    found: list[Place] = []
    stage.ctx.navigator.wanted.connect(found.append)
    return found


def _type(widget, text, *pressed):
    """Type over what a field holds."""
    widget.setFocus()
    widget.selectAll()
    keys(widget, text, *pressed)


# ------------------------------------------------------------------------------------------------------- the list


def test_enter_opens_the_client_of_the_list(stage, client_id):
    wanted = _places(stage)
    with shown(stage, ClientsPage(stage.ctx)) as page:
        keys(page.table, "", Qt.Key.Key_Return)
    assert wanted == [Place("client", "", client_id)]


def test_a_new_client_needs_its_name_only_and_opens_its_file(stage):
    wanted = _places(stage)
    dialog = NewClientDialog(None, stage.ctx)
    show(dialog)
    stage.settle()
    assert not dialog.make.isEnabled()
    keys(dialog.name, "Nowa Firma", Qt.Key.Key_Return)
    stage.settle()
    made = next(one for one in stage.world.services.clients.list() if one.name == "Nowa Firma")
    assert wanted[-1] == Place("client", "", made.id)


def test_half_a_name_of_a_new_client_is_there_again(stage):
    dialog = NewClientDialog(None, stage.ctx)
    show(dialog)
    stage.settle()
    dialog.name.insert("Nowa")
    dialog.name.textEdited.emit("Nowa")
    wait_until(lambda: [row.text for row in drafts.list(stage.world.workspace)] == ["Nowa"])
    put_away(dialog)
    again = NewClientDialog(None, stage.ctx)
    show(again)
    stage.settle()
    assert again.name.text() == "Nowa"
    put_away(again)


def test_the_command_asks_for_a_new_client_at_once(stage):
    with shown(stage, ClientsPage(stage.ctx), "new") as page:
        dialog = page.findChild(NewClientDialog)
        assert dialog is not None
        dialog.reject()


def test_going_to_a_client_by_a_few_letters(stage, client_id):
    wanted = _places(stage)
    with shown(stage, ClientsPage(stage.ctx)) as page:
        ClientChooser(page, stage.ctx).ask()
        stage.settle()
        palette = page.findChild(CommandPalette)
        assert palette is not None
        keys(palette._line, "must", Qt.Key.Key_Return)
    assert wanted[-1] == Place("client", "", client_id)


# -------------------------------------------------------------------------------------------------------- the page


def test_arrows_walk_through_the_sections(page):
    page.arrive()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert page.current == "scope"
    press(Qt.Key.Key_Home)
    assert page.current == "summary"


def test_a_narrow_window_folds_the_sections_into_a_list(page):
    assert page.section_box.isHidden()
    page.resize(700, 600)
    pause()
    assert page.sections.isHidden()
    page.section_box.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert page.section_box.value == page.current


def test_a_gap_leads_to_the_section_where_it_is_closed(stage, page):
    summary = _at(page, "summary")
    line = next(one for one in summary.findChildren(JumpLine) if "head count" in one.accessibleName())
    line.click()
    assert page.current == "sites"


def test_a_gap_of_one_row_chooses_that_row(stage, client_id, page):
    file = stage.world.services.client_file
    file.add(client_id, Process(name="Own"))
    row = file.add(client_id, Process(name="Hosting", outsourced=True)).id
    page.load()
    stage.settle()
    page.jump(f"processes#{row}")
    assert page.section("processes").table.selected_id == row


def test_a_field_of_the_organisation_is_kept_when_it_is_left(stage, client_id, page):
    section = _at(page, "organisation")
    line = next(one for one in section.findChildren(QLineEdit) if one.accessibleName() == "Register number")
    keys(line, "HRB 1234", Qt.Key.Key_Tab)
    stage.settle()
    assert _file(stage, client_id).register_number == "HRB 1234"


def test_a_person_is_one_line(stage, client_id, page):
    people = _at(page, "people")
    keys(people.entry, "Nowy Człowiek; CISO; n@example.org", Qt.Key.Key_Return)
    stage.settle()
    made = _file(stage, client_id).contacts[-1]
    assert (made.name, made.function, made.email) == ("Nowy Człowiek", "CISO", "n@example.org")
    assert people.table.selected_id == made.id


def test_half_a_person_is_there_after_a_crash(stage, client_id, page):
    people = _at(page, "people")
    stage.settle()
    people.entry.insert("Nowy")
    people.entry.textEdited.emit("Nowy")
    wait_until(lambda: [row.text for row in drafts.list(stage.world.workspace)] == ["Nowy"])
    with shown(stage, ClientPage(stage.ctx, client_id)) as again:
        found = _at(again, "people")
        stage.settle()
        assert found.entry.text() == "Nowy"
    people.entry._put("")


def test_enter_in_the_list_goes_to_the_first_field(stage, page):
    people = _at(page, "people")
    keys(people.table, "", Qt.Key.Key_Return)
    assert people.first_field.hasFocus()


def test_delete_takes_a_row_out_and_undo_puts_it_back(stage, client_id, page):
    said: list[Notice] = []
    stage.ctx.notices.said.connect(said.append)
    people = _at(page, "people")
    keys(people.table, "", Qt.Key.Key_Delete)
    stage.settle()
    assert [one.name for one in _file(stage, client_id).contacts] == ["Ivo Isms"]
    assert "Eva Example" in said[0].text
    assert said[0].action is not None
    said[0].action()
    stage.settle()
    assert [one.name for one in _file(stage, client_id).contacts] == ["Eva Example", "Ivo Isms"]


def test_a_row_that_stays_says_why(stage, client_id, page):
    problems: list[BaseException] = []
    stage.ctx.jobs.problem.connect(problems.append)
    keys(_at(page, "sites").table, "", Qt.Key.Key_Delete)
    stage.settle()
    assert [getattr(one, "code", "") for one in problems] == ["site_used_by_audit"]
    assert len(_file(stage, client_id).sites) == 2


def test_alt_and_an_arrow_move_a_row(stage, client_id, page):
    people = _at(page, "people")
    people.table.setFocus()
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    stage.settle()
    assert [one.name for one in _file(stage, client_id).contacts] == ["Ivo Isms", "Eva Example"]


def test_the_first_site_of_a_client_holds_the_central_function(stage):
    made = stage.world.services.clients
    client_id = made.add(ClientDraft(client=Client(name="x"))).id
    with shown(stage, ClientPage(stage.ctx, client_id)) as page:
        sites = _at(page, "sites")
        for line in ("Kotwica, Nadbrzeże 3", "Store"):
            keys(sites.entry, line, Qt.Key.Key_Return)
            stage.settle()
    found = _file(stage, client_id).sites
    assert [(one.label, one.name, one.address, one.central) for one in found] == [
        ("S-1", "Kotwica", "Nadbrzeże 3", True), ("S-2", "Store", "", False),
    ]  # fmt: skip


def test_heads_are_typed_in_one_line_and_the_sum_taken_over(stage, client_id, page):
    sites = _at(page, "sites")
    keys(sites.heads.list, "Picking; night; 12; 50 %", Qt.Key.Key_Return)
    stage.settle()
    site = _file(stage, client_id).sites[0]
    assert [(one.activity, one.shift, one.heads, one.part_time) for one in site.head_counts] == [
        ("Picking", "night", 12, "1/2")
    ]
    sites.heads.take.click()
    stage.settle()
    assert _file(stage, client_id).sites[0].heads == 12
    assert sites.heads.take.isHidden()


def test_the_cursor_never_lands_on_taking_the_site_out(stage, client_id, page):
    sites = _at(page, "sites")
    keys(sites.heads.list, "Picking; night; 12", Qt.Key.Key_Return)
    stage.settle()
    sites.heads.take.setFocus()
    press(Qt.Key.Key_Space)
    stage.settle()
    assert sites.heads.take.isHidden()
    assert sites.heads.list.isAncestorOf(QApplication.focusWidget())


def test_the_first_site_stands_in_the_zone_of_this_computer_the_next_in_that_of_the_one_before(stage, monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Vienna")
    made = stage.world.services.clients.add(ClientDraft(client=Client(name="New"))).id
    with shown(stage, ClientPage(stage.ctx, made)) as page:
        sites = _at(page, "sites")
        keys(sites.entry, "Head office; Wien", Qt.Key.Key_Return)
        stage.settle()
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        keys(sites.entry, "Data centre; Graz", Qt.Key.Key_Return)
        stage.settle()
    assert [one.zone for one in _file(stage, made).sites] == ["Europe/Vienna", "Europe/Vienna"]


def test_a_jump_to_a_section_leaves_no_cursor_on_another(page):
    page.sections.current.setFocus()
    page.jump("sites")
    assert QApplication.focusWidget() is page.sections.current
    assert page.current == "sites"


def test_the_cursor_follows_the_section_when_it_is_in_the_list_of_sections(page):
    page.sections.current.setFocus()
    press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.sections.current
    assert page.current == "organisation"


def test_a_share_that_is_none_says_so_beside_its_field(stage, client_id, page):
    site = _file(stage, client_id).sites[0].id
    stage.world.services.client_file.add_heads(site, HeadCount(activity="Picking", heads=3))
    sites = _at(page, "sites")
    page.load()
    stage.settle()
    share = next(one for one in sites.findChildren(QLineEdit) if one.accessibleName() == "Share of a day, line 1")
    _type(share, "3", Qt.Key.Key_Tab)
    stage.settle()
    line = next(iter(sites.heads.list._lines.values()))
    assert "no share of a full day" in line._problem._label.text()
    assert _file(stage, client_id).sites[0].head_counts[0].part_time == "1"


def test_a_reason_is_asked_for_only_where_many_do_the_same_work(stage, client_id, page):
    site = _file(stage, client_id).sites[0].id
    stage.world.services.client_file.add_heads(site, HeadCount(activity="Picking", heads=3))
    sites = _at(page, "sites")
    page.load()
    stage.settle()
    reason = next(iter(sites.heads.list._reasons.values()))
    assert reason.isHidden()
    line = next(iter(sites.heads.list._lines.values()))
    keys(line.binder.binding("identical").widget, "", Qt.Key.Key_Space)
    stage.settle()
    assert not reason.isHidden()


def test_supplier_and_control_are_asked_for_once_a_process_is_outsourced(stage, client_id, page):
    processes = _at(page, "processes")
    keys(processes.entry, "Hosting", Qt.Key.Key_Return)
    stage.settle()
    assert processes._others.isHidden()
    keys(processes.binder.binding("outsourced").widget, "", Qt.Key.Key_Space)
    stage.settle()
    assert not processes._others.isHidden()
    assert _file(stage, client_id).processes[0].outsourced


def test_a_new_version_of_a_document_shows_its_history(stage, client_id, page):
    stage.world.services.client_file.add(client_id, ClientDocument(title="Policy", edition="1.0"))
    documents = _at(page, "documents")
    page.load()
    stage.settle()
    keys(documents.editions.edition, "2.0", Qt.Key.Key_Return)
    stage.settle()
    one = _file(stage, client_id).documents[0]
    assert (one.edition, [old.edition for old in one.editions]) == ("2.0", ["1.0"])
    assert not documents.editions._title.isHidden()


def test_a_version_of_the_scope_is_begun_agreed_and_then_only_shown(stage, client_id, page):
    scope = _at(page, "scope")
    stage.settle()
    keys(scope.edition, "1", Qt.Key.Key_Return)
    stage.settle()
    card = next(iter(scope._cards.values()))
    keys(card.text, "Operation of the platform")
    card.agree.click()
    stage.settle()
    one = _file(stage, client_id).scopes[0]
    assert (one.edition, one.text, one.state) == ("1", "Operation of the platform", ScopeState.AGREED)
    assert card.field.isHidden()


def test_the_line_about_consultants_is_added_by_its_button(stage, client_id, page):
    further = _at(page, "further")
    further.ask.pressed.emit()
    stage.settle()
    assert [one.label for one in _file(stage, client_id).further] == ["Consultants used"]
    assert further.ask.isHidden()


def test_enter_opens_an_audit_of_the_client(stage, page):
    wanted = _places(stage)
    keys(_at(page, "audits").table, "", Qt.Key.Key_Return)
    assert wanted == [Place("overview", stage.audit_id)]


def test_a_change_elsewhere_does_not_take_away_what_is_typed(stage, client_id, page):
    people = _at(page, "people")
    name = people.first_field
    keys(name, "X")
    stage.ctx.jobs.write(lambda: stage.world.services.client_file.add(client_id, Contact(name="Else")))
    stage.settle()
    assert "X" in name.text()
    press(Qt.Key.Key_Tab)
    stage.settle()


# ---------------------------------------------------------------------------------------------------- pasted lists


def test_a_pasted_list_shows_what_it_is_understood_as_before_anybody_is_entered(stage, client_id, page):
    people = _at(page, "people")
    QApplication.clipboard().setText("Nowy; CISO\nEva Example; x\nDruga; DPO; d@example.org")
    people.entry.setFocus()
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(PeopleDialog)
    assert dialog is not None
    stage.settle()
    assert (dialog.table.rows.rowCount(), dialog.take.text()) == (3, "Take over 2")
    assert len(_file(stage, client_id).contacts) == 2
    dialog.take.click()
    stage.settle()
    assert [one.name for one in _file(stage, client_id).contacts][2:] == ["Nowy", "Druga"]


def test_a_file_that_is_dropped_is_read_and_taken_over(stage, client_id, page, tmp_path):
    file = tmp_path / "register.csv"
    file.write_text(TABLE.replace("\t", ";"), encoding="utf-8")
    documents = _at(page, "documents")
    documents.open_list(path=file)
    dialog = page.findChild(RegisterDialog)
    assert dialog is not None
    stage.settle()
    assert dialog.take.text() == "Take over 1"
    dialog.take.click()
    stage.settle()
    assert [(one.title, one.edition, one.dated) for one in _file(stage, client_id).documents] == [("Policy", "3", None)]


def test_a_file_that_is_no_table_says_so(stage, client_id, page, tmp_path):
    file = tmp_path / "register.xlsx"
    file.write_bytes(b"PK\x03\x04 no workbook")
    _at(page, "documents").open_list(path=file)
    dialog = page.findChild(RegisterDialog)
    assert dialog is not None
    stage.settle()
    assert dialog.source._problem is not None
    assert not dialog.take.isEnabled()
    dialog.reject()


# ---------------------------------------------------------------------------------------------------- ways between


def test_the_navigation_marks_clients_while_one_is_shown(stage, client_id):
    desk = Desk(stage.ctx)
    show(desk)
    stage.settle()
    stage.ctx.navigator.go("client", item_id=f"{client_id}#sites")
    stage.settle()
    marked = [place.key for button, place in desk._sidebar._places.items() if button.isChecked()]
    assert marked == ["clients"]
    assert isinstance(desk.page, ClientPage)
    assert desk.page.current == "sites"
    put_away(desk)


def test_a_client_is_one_page_whatever_section_is_asked_for(stage, client_id):
    desk = Desk(stage.ctx)
    stage.ctx.navigator.go("client", item_id=f"{client_id}#sites")
    first = desk.page
    stage.ctx.navigator.go("client", item_id=f"{client_id}#people")
    assert desk.page is first
    stage.settle()
    put_away(desk)


def test_a_new_audit_begins_with_the_client_it_was_asked_for(stage, client_id):
    with shown(stage, NewAuditPage(stage.ctx), client_id) as page:
        assert page.client.client.value == client_id
        assert page.form.client_id == client_id
        assert page._typed() == ""


def test_a_new_audit_begins_with_the_scope_that_is_certified(stage, client_id):
    file = stage.world.services.client_file
    file.set_scope_state(file.add_scope(client_id, "1", "en", "Operation of slots").id, ScopeState.CERTIFIED)
    with shown(stage, NewAuditPage(stage.ctx), client_id) as page:
        assert page.form.scope == "Operation of slots"


def test_after_another_client_the_untouched_form_follows(stage, client_id):
    other = stage.world.services.clients.add(ClientDraft(client=Client(name="Other"))).id
    with shown(stage, NewAuditPage(stage.ctx), client_id) as page:
        page.load()
        page.show_item(other)
        stage.settle()
        assert page.form.client_id == other


def test_home_leads_to_the_client_of_an_audit(stage, client_id):
    wanted = _places(stage)
    with shown(stage, HomePage(stage.ctx)) as page:
        page._list._table.select(stage.audit_id)
        page._client.click()
    assert wanted == [Place("client", "", client_id)]


def test_a_crowded_client_is_shown_whole(stage):
    client_id = crowded_client(stage.world.services)
    with shown(stage, ClientPage(stage.ctx, client_id)) as page:
        assert page.title == NAME
        assert _at(page, "sites").table.rows.rowCount() == 30
        document = _at(page, "documents").table.rows.row_at(0)
        assert (document.edition, document.dated) == ("2.1", date(2026, 1, 12))
