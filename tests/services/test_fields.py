"""Typing: drafts, single fields, undo."""

from __future__ import annotations

import pytest

from app.domain.errors import UserMistake
from tests.support import World, open_world


def test_a_draft_survives_closing_and_is_gone_when_the_field_is_recorded(world: World, audit_id: str) -> None:
    world.services.fields.keep_draft("audit", audit_id, "scope", "half a sent", audit_id=audit_id)
    world.workspace.close()
    again = open_world(world.folder, world.clock)
    try:
        assert again.services.fields.draft_of("audit", audit_id) == {"scope": "half a sent"}
        again.services.fields.set("audit", audit_id, "scope", "half a sentence.")
        assert again.services.fields.open_drafts(audit_id) == ()
    finally:
        again.workspace.close()


def test_typing_makes_no_trail_entry(world: World, audit_id: str) -> None:
    before = world.workspace.head(audit_id)
    world.services.fields.keep_draft("audit", audit_id, "scope", "x", audit_id=audit_id)
    assert world.workspace.head(audit_id) == before


def test_leaving_a_field_unchanged_makes_no_trail_entry(world: World, audit_id: str) -> None:
    before = world.workspace.head(audit_id)
    world.services.fields.set("audit", audit_id, "scope", "Operation of the platform")
    assert world.workspace.head(audit_id) == before


def test_a_field_that_another_changed_meanwhile_is_not_overwritten(world: World, audit_id: str) -> None:
    fields = world.services.fields
    fields.set("audit", audit_id, "scope", "theirs")
    with pytest.raises(UserMistake) as caught:
        fields.set("audit", audit_id, "scope", "mine", was="Operation of the platform")
    assert (caught.value.code, caught.value.values["theirs"]) == ("changed_meanwhile", "theirs")


@pytest.mark.parametrize(
    ("kind", "field"),
    [("audit", "state"), ("finding", "grade"), ("finding", "number"), ("evidence", "audit_id"), ("trail", "entry"),
     ("evidence", "created_at"), ("verdict", "verdict"), ("audit", "no_such_field")],
)  # fmt: skip
def test_what_has_a_verb_of_its_own_cannot_be_typed(world: World, audit_id: str, kind: str, field: str) -> None:
    with pytest.raises(UserMistake, match="field_not_editable"):
        world.services.fields.set(kind, audit_id, field, "x")


def test_undo_and_redo_walk_back_and_forth(world: World, audit_id: str) -> None:
    fields = world.services.fields
    for text in ("one", "two"):
        fields.set("audit", audit_id, "scope", text)
    fields.undo()
    fields.undo()
    assert world.services.audits.record(audit_id).audit.scope == "Operation of the platform"
    fields.redo()
    assert world.services.audits.record(audit_id).audit.scope == "one"


def test_an_undo_is_recorded_like_any_change(world: World, audit_id: str) -> None:
    world.services.fields.set("audit", audit_id, "scope", "one")
    before = world.workspace.head(audit_id).count
    world.services.fields.undo()
    assert world.workspace.head(audit_id).count == before + 1


def test_nothing_to_undo_is_said(world: World) -> None:
    with pytest.raises(UserMistake, match="nothing_to_undo"):
        world.services.fields.undo()


def test_undo_that_would_overwrite_another_change_is_refused_and_stays(world: World, audit_id: str) -> None:
    fields = world.services.fields
    fields.set("audit", audit_id, "scope", "mine")
    with world.workspace.write() as uow:
        from app.models.audit import Audit  # noqa: PLC0415 - the change of another replica

        row = uow.session.get_one(Audit, audit_id)
        row.scope = "theirs"
        uow.record("audit.changed", row, audit=audit_id)
        uow.commit()
    with pytest.raises(UserMistake, match="changed_meanwhile"):
        fields.undo()
    assert fields.next_undo() is not None


def test_the_body_s_settings_can_be_typed(world: World) -> None:
    body = world.services.body
    body_id = body.ensure().id
    world.services.fields.set("body", body_id, "name", "Cert Body")
    body.set_paper("report", "VF-40", "v9", None)
    body.set_text("sampling", "en", "By samples.")
    found = body.get()
    assert (found.name, found.papers[0].form_number, found.texts[0].text) == ("Cert Body", "VF-40", "By samples.")


def test_a_contact_used_nowhere_can_be_removed_and_a_site_in_an_audit_cannot(world: World, audit_id: str) -> None:
    services = world.services
    client = services.audits.record(audit_id).client
    services.clients.remove("contact", client.contacts[0].id)
    assert [one.name for one in services.clients.get(client.id).contacts] == ["Ivo Isms"]
    with pytest.raises(UserMistake, match="still_used"):
        services.clients.remove("site", client.sites[0].id)


def test_the_first_lead_auditor_is_who_works_here(world: World) -> None:
    person_id = world.services.body.introduce("Lena Lead", "LL")
    assert world.services.body.introduce("Carl Co", "CC") != person_id
    me = world.services.body.me()
    assert me is not None
    assert (me.id, world.workspace.me.initials) == (person_id, "LL")


def test_before_anybody_is_named_the_account_numbers_the_evidence(world: World) -> None:
    assert world.workspace.me.initials
