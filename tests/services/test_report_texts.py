"""Texts of the report: writing one ends its draft, and it can be taken back by name."""

from __future__ import annotations

from app.domain.kinds import TextState


def _text(world, audit_id, key="RPT-20"):
    return next(one for one in world.services.audits.record(audit_id).texts if one.key == key)


def test_writing_a_text_drops_its_draft(world, audit_id):
    services = world.services
    row_id = services.texts.ensure(audit_id, "RPT-20")
    services.fields.keep_draft("report_text", row_id, "text", "The sco", audit_id=audit_id)
    services.texts.write(audit_id, "RPT-20", "The scope is right.")
    assert services.fields.open_drafts(audit_id) == ()


def test_writing_the_same_text_again_drops_a_draft_too(world, audit_id):
    services = world.services
    services.texts.write(audit_id, "RPT-20", "right")
    row_id = services.texts.ensure(audit_id, "RPT-20")
    services.fields.keep_draft("report_text", row_id, "text", "righ", audit_id=audit_id)
    services.texts.write(audit_id, "RPT-20", "right")
    assert services.fields.open_drafts(audit_id) == ()


def test_undo_brings_the_text_before_back_with_its_state(world, audit_id):
    services = world.services
    services.texts.write(audit_id, "RPT-20", "", TextState.NONE)
    services.texts.write(audit_id, "RPT-20", "The scope is right.")
    services.fields.undo()
    assert (_text(world, audit_id).text, _text(world, audit_id).state) == ("", TextState.NONE)
