"""The client file: lists with undo, head counts, scope by version, editions of documents, what refuses a removal."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.client import Client, ClientDocument, Contact, Site
from app.domain.client_file import FurtherData, HeadCount, LegalDuty, OtherCertificate, Process, Sector
from app.domain.drafts import ClientDraft
from app.domain.errors import UserMistake
from app.domain.kinds import ProgrammeLine, ProgrammeStep, ScopeState
from app.models.preparing import DocumentReview
from app.models.programme import ProgrammeCell, SiteDraw
from tests.support import World, add_client

ROWS = (
    ("sectors", Sector(code="33", name="Information technology")),
    ("processes", Process(name="Hosting", outsourced=True, supplier="Rack GmbH", control="yearly audit")),
    ("duties", LegalDuty(title="NIS2")),
    ("certificates", OtherCertificate(standard="ISO 9001", valid_until=date(2027, 5, 1))),
    ("further", FurtherData(label="Purchase order", value="4500")),
    ("contacts", Contact(name="Łucja Gęsicka", email="l@example.org")),
    ("sites", Site(name="Store")),
    ("documents", ClientDocument(title="Access policy", edition="1.0")),
)


@pytest.fixture
def client(world: World) -> Client:
    return add_client(world.services)


def _file(world: World, client: Client) -> Client:
    return world.services.clients.get(client.id)


def _names(world: World, client: Client) -> list[str]:
    return [one.name for one in _file(world, client).contacts]


@pytest.mark.parametrize(("part", "value"), ROWS, ids=[part for part, _ in ROWS])
def test_a_row_is_entered_taken_back_and_entered_again_as_it_was(world, client, part, value) -> None:
    before = getattr(_file(world, client), part)
    made = world.services.client_file.add(client.id, value)
    entered = getattr(_file(world, client), part)
    world.services.fields.undo()
    assert getattr(_file(world, client), part) == before
    world.services.fields.redo()
    assert getattr(_file(world, client), part)[-1] == entered[-1]
    assert entered[-1].id == made.id


def test_the_trail_still_fits_after_taking_out_and_putting_back(world, client) -> None:
    site = world.services.client_file.add(client.id, Site(name="Store")).id
    world.services.client_file.add_heads(site, HeadCount(activity="picking", heads=8))
    world.services.client_file.remove("site", site)
    world.services.fields.undo()
    assert world.services.workspace.check().ok


def test_a_site_comes_back_with_its_head_counts(world, client) -> None:
    site = world.services.client_file.add(client.id, Site(name="Store")).id
    world.services.client_file.add_heads(site, HeadCount(activity="picking", shift="night", heads=8, part_time="50 %"))
    world.services.client_file.remove("site", site)
    world.services.fields.undo()
    back = next(one for one in _file(world, client).sites if one.id == site)
    assert [(one.activity, one.heads, one.part_time) for one in back.head_counts] == [("picking", 8, "1/2")]


def test_a_row_without_its_name_is_refused(world, client) -> None:
    with pytest.raises(UserMistake, match="name_missing"):
        world.services.client_file.add(client.id, Process(name="  "))


def test_moving_a_row_up_and_undoing_it(world, client) -> None:
    second = _file(world, client).contacts[1]
    world.services.client_file.move("contact", second.id, -1)
    assert _names(world, client) == ["Ivo Isms", "Eva Example"]
    world.services.fields.undo()
    assert _names(world, client) == ["Eva Example", "Ivo Isms"]


def test_the_first_row_does_not_move_up(world, client) -> None:
    first = _file(world, client).contacts[0]
    assert not world.services.client_file.move("contact", first.id, -1).kinds


def test_pasted_people_are_one_step_of_undo(world, client) -> None:
    world.services.client_file.add_many(client.id, (Contact(name="A"), Contact(name="B")))
    world.services.fields.undo()
    assert _names(world, client) == ["Eva Example", "Ivo Isms"]


def test_a_site_of_an_audit_stays(world, audit_id) -> None:
    record = world.services.audits.record(audit_id)
    with pytest.raises(UserMistake) as caught:
        world.services.client_file.remove("site", record.client.sites[0].id)
    assert (caught.value.code, caught.value.values["reference"]) == ("site_used_by_audit", "CB-2026-001")


def test_a_site_of_a_process_stays(world, client) -> None:
    site = client.sites[0].id
    world.services.client_file.add(client.id, Process(name="Picking", site_id=site))
    with pytest.raises(UserMistake, match="site_used_by_process"):
        world.services.client_file.remove("site", site)


def test_a_site_that_was_drawn_stays(world, client) -> None:
    site = client.sites[0].id
    _enter(
        world,
        SiteDraw(client_id=client.id, step=ProgrammeStep.STAGE2, seed="1", method="m", listed=[site], chosen=[],
                 by_risk=[]),
    )  # fmt: skip
    with pytest.raises(UserMistake, match="site_drawn"):
        world.services.client_file.remove("site", site)


def test_a_process_of_the_programme_stays(world, audit_id) -> None:
    record = world.services.audits.record(audit_id)
    process = world.services.client_file.add(record.client.id, Process(name="Hosting")).id
    cell = ProgrammeCell(
        cycle_id=record.cycles[0].id, line=ProgrammeLine.PROCESS, key=process, step=ProgrammeStep.STAGE2
    )
    _enter(world, cell)
    with pytest.raises(UserMistake, match="programme_names_it"):
        world.services.client_file.remove("process", process)


def test_a_document_that_was_reviewed_stays(world, audit_id) -> None:
    client_id = world.services.audits.record(audit_id).client.id
    document = world.services.client_file.add(client_id, ClientDocument(title="Policy")).id
    _enter(world, DocumentReview(audit_id=audit_id, document_id=document, title="Policy"), audit_id)
    with pytest.raises(UserMistake, match="document_reviewed"):
        world.services.client_file.remove("client_document", document)


def _enter(world: World, row, audit: str | None = None) -> None:
    with world.workspace.write() as uow:
        uow.session.add(row)
        uow.record("entered", row, audit=audit)
        uow.commit()


def test_the_sum_of_the_lines_becomes_the_total_only_when_asked_for(world, client) -> None:
    site = client.sites[0].id
    file = world.services.client_file
    for heads in (12, 7):
        file.add_heads(site, HeadCount(activity="office", heads=heads))
    assert _file(world, client).sites[0].heads is None
    file.take_sum(site)
    assert _file(world, client).sites[0].heads == 19
    world.services.fields.undo()
    assert _file(world, client).sites[0].heads is None


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("head_count.part_time", "2", "share_unreadable"),
        ("head_count.heads", -1, "heads_wrong"),
        ("site.heads", -3, "heads_wrong"),
        ("site.zone", "Mars/Olympus", "zone_unknown"),
        ("site.name", " ", "name_missing"),
    ],
)
def test_a_field_refuses_what_it_cannot_hold(world, client, place, value, code) -> None:
    kind, field = place.split(".")
    site = client.sites[0].id
    row = site if kind == "site" else world.services.client_file.add_heads(site, HeadCount(heads=1)).id
    with pytest.raises(UserMistake, match=code):
        world.services.fields.set(kind, row, field, value)


def _states(world: World, client: Client) -> list[tuple[str, str, ScopeState]]:
    return [(one.edition, one.language, one.state) for one in _file(world, client).scopes]


def test_a_new_version_of_the_scope_starts_from_the_last_and_leaves_it_alone(world, client) -> None:
    file = world.services.client_file
    first = file.add_scope(client.id, "1", "en", "Operation of the platform").id
    file.set_scope_state(first, ScopeState.CERTIFIED)
    second = file.add_scope(client.id, "2", "en").id
    world.services.fields.set("scope_statement", second, "text", "Operation and sale of the platform")
    texts = {one.edition: one.text for one in _file(world, client).scopes}
    assert texts == {"1": "Operation of the platform", "2": "Operation and sale of the platform"}


def test_a_certified_sentence_replaces_the_earlier_ones_of_its_language(world, client) -> None:
    file = world.services.client_file
    first = file.add_scope(client.id, "1", "en", "a").id
    german = file.add_scope(client.id, "1", "de", "b").id
    for one in (first, german):
        file.set_scope_state(one, ScopeState.CERTIFIED)
    agreed = file.add_scope(client.id, "2", "en", "c").id
    file.set_scope_state(agreed, ScopeState.AGREED)
    assert _states(world, client)[0] == ("1", "en", ScopeState.CERTIFIED)
    file.set_scope_state(agreed, ScopeState.CERTIFIED)
    assert _states(world, client) == [
        ("1", "en", ScopeState.REPLACED), ("1", "de", ScopeState.CERTIFIED), ("2", "en", ScopeState.CERTIFIED),
    ]  # fmt: skip
    world.services.fields.undo()
    assert _states(world, client)[0] == ("1", "en", ScopeState.CERTIFIED)


def test_an_agreed_sentence_is_not_typed_over(world, client) -> None:
    scope = world.services.client_file.add_scope(client.id, "1", "en", "a").id
    world.services.client_file.set_scope_state(scope, ScopeState.AGREED)
    for refused in (
        lambda: world.services.fields.set("scope_statement", scope, "text", "b"),
        lambda: world.services.fields.set("scope_statement", scope, "text", "b", reason="typing error"),
        lambda: world.services.client_file.remove_scope(scope),
    ):
        with pytest.raises(UserMistake, match="scope_fixed"):
            refused()


def test_the_state_of_a_scope_is_not_typed(world, client) -> None:
    scope = world.services.client_file.add_scope(client.id, "1", "en", "a").id
    with pytest.raises(UserMistake, match="field_not_editable"):
        world.services.fields.set("scope_statement", scope, "state", ScopeState.CERTIFIED)


def test_a_version_of_the_scope_stands_once_per_language(world, client) -> None:
    world.services.client_file.add_scope(client.id, "1", "en", "a")
    with pytest.raises(UserMistake, match="scope_exists"):
        world.services.client_file.add_scope(client.id, "1", "en", "b")


def test_a_new_edition_puts_the_old_one_into_the_history(world, client) -> None:
    file = world.services.client_file
    document = file.add(
        client.id, ClientDocument(title="Policy", edition="1.0", dated=date(2025, 1, 7), owner="Ivo Isms")
    ).id
    file.new_edition(document, "2.0", date(2026, 2, 1), "after the move")
    one = _file(world, client).documents[0]
    old = one.editions[0]
    assert (one.edition, one.dated) == ("2.0", date(2026, 2, 1))
    assert (old.edition, old.dated, old.owner, old.replaced_on, old.note) == (
        "1.0", date(2025, 1, 7), "Ivo Isms", date(2026, 3, 27), "after the move",
    )  # fmt: skip


def test_the_same_edition_again_is_refused(world, client) -> None:
    document = world.services.client_file.add(client.id, ClientDocument(title="Policy", edition="1.0")).id
    with pytest.raises(UserMistake, match="edition_same"):
        world.services.client_file.new_edition(document, "1.0", None)


def test_further_data_of_an_audit_belongs_to_its_trail(world, audit_id) -> None:
    before = world.workspace.head(audit_id)
    world.services.client_file.add_audit_data(audit_id, "Order", "4500", paper="report")
    assert [one.label for one in world.services.audits.record(audit_id).further] == ["Order"]
    assert world.workspace.head(audit_id) != before


def test_further_data_of_a_finished_audit_is_refused(world, audit_id) -> None:
    row = world.services.client_file.add_audit_data(audit_id, "Order").id
    world.services.audits.end_early(audit_id, "the client stopped")
    with pytest.raises(UserMistake, match="audit_frozen"):
        world.services.client_file.remove("further_data", row)


def test_the_list_of_clients_says_what_comes_next(world, audit_id) -> None:
    client_id = world.services.audits.record(audit_id).client.id
    for site, heads in zip(world.services.clients.get(client_id).sites, (12, 7), strict=True):
        world.services.fields.set("site", site.id, "heads", heads)
    world.services.clients.add(ClientDraft(client=Client(name="aardvark ltd")))
    first, second = world.services.client_file.rows()
    assert (first.name, first.heads, first.open_audits) == ("aardvark ltd", None, 0)
    assert (second.sites, second.heads, second.open_audits) == (2, 19, 1)
    assert (second.next_audit, second.next_reference) == (date(2026, 3, 27), "CB-2026-001")


def test_the_sheet_holds_only_the_audits_of_its_client(world, audit_id) -> None:
    other = world.services.clients.add(ClientDraft(client=Client(name="Other"))).id
    assert world.services.client_file.sheet(other).audits == ()


def test_a_site_of_the_programme_stays(world, audit_id) -> None:
    record = world.services.audits.record(audit_id)
    site = world.services.client_file.add(record.client.id, Site(name="Store")).id
    cell = ProgrammeCell(cycle_id=record.cycles[0].id, line=ProgrammeLine.SITE, key=site, step=ProgrammeStep.STAGE2)
    _enter(world, cell)
    with pytest.raises(UserMistake, match="programme_names_it"):
        world.services.client_file.remove("site", site)


def test_a_certified_sentence_replaces_an_agreed_one_too(world, client) -> None:
    file = world.services.client_file
    agreed = file.add_scope(client.id, "1", "en", "a").id
    file.set_scope_state(agreed, ScopeState.AGREED)
    file.set_scope_state(file.add_scope(client.id, "2", "en", "b").id, ScopeState.CERTIFIED)
    assert [state for _, _, state in _states(world, client)] == [ScopeState.REPLACED, ScopeState.CERTIFIED]


def test_a_sum_that_is_the_total_already_changes_nothing(world, client) -> None:
    site = client.sites[0].id
    world.services.client_file.add_heads(site, HeadCount(heads=4))
    world.services.client_file.take_sum(site)
    before = world.services.fields.next_undo()
    assert not world.services.client_file.take_sum(site).kinds
    assert world.services.fields.next_undo() is before
