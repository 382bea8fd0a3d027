"""Judgements of auditors: one per requirement, auditor and site; taken back and given again."""

from __future__ import annotations

import pytest

from app.domain.errors import UserMistake
from app.domain.kinds import Verdict
from app.domain.verdicts import propose, views


def _record(world, audit_id):
    return world.services.audits.record(audit_id)


def _said(world, audit_id):
    return [(one.ref, one.site_id, one.verdict, one.note) for one in _record(world, audit_id).judgements]


def test_a_second_judgement_at_the_same_place_replaces_the_first(world, audit_id):
    judge = world.services.judgements.judge
    judge(audit_id, ["A.5.15"], Verdict.CONFORM)
    judge(audit_id, ["A.5.15"], Verdict.OBSERVATION, note="night shift")
    assert _said(world, audit_id) == [("A.5.15", None, Verdict.OBSERVATION, "night shift")]


def test_each_site_has_a_judgement_of_its_own(world, audit_id):
    site = _record(world, audit_id).sites[0].id
    world.services.judgements.judge(audit_id, ["A.5.15"], Verdict.CONFORM)
    world.services.judgements.judge(audit_id, ["A.5.15"], Verdict.NONCONFORM, site_id=site)
    assert {one[1] for one in _said(world, audit_id)} == {None, site}


def test_differing_judgements_of_two_auditors_are_a_question_to_the_lead(world, audit_id):
    other = _record(world, audit_id).team[1].id
    world.services.judgements.judge(audit_id, ["A.5.15"], Verdict.CONFORM)
    world.services.judgements.judge(audit_id, ["A.5.15"], Verdict.NONCONFORM, auditor_id=other)
    view = next(one for one in views(_record(world, audit_id)) if one.ref == "A.5.15")
    assert propose(view).differing == (Verdict.NONCONFORM, Verdict.CONFORM)


def test_many_are_given_and_undone_and_redone_in_one_step(world, audit_id):
    world.services.judgements.judge(audit_id, ["A.5.15", "A.5.16"], Verdict.CONFORM)
    given = _said(world, audit_id)
    world.services.fields.undo()
    assert _said(world, audit_id) == []
    world.services.fields.redo()
    assert _said(world, audit_id) == given


def test_undo_brings_back_what_stood_there_before(world, audit_id):
    world.services.judgements.judge(audit_id, ["A.5.15"], Verdict.CONFORM, note="day")
    world.services.judgements.judge(audit_id, ["A.5.15"], Verdict.NONCONFORM)
    world.services.fields.undo()
    assert _said(world, audit_id) == [("A.5.15", None, Verdict.CONFORM, "day")]


def test_a_judgement_is_taken_back_and_undo_gives_it_again(world, audit_id):
    world.services.judgements.judge(audit_id, ["A.5.15"], Verdict.CONFORM, note="day")
    world.services.judgements.take_back(_record(world, audit_id).judgements[0].id)
    assert _said(world, audit_id) == []
    world.services.fields.undo()
    assert _said(world, audit_id) == [("A.5.15", None, Verdict.CONFORM, "day")]


def test_who_is_not_in_the_team_does_not_judge(world, audit_id):
    with pytest.raises(UserMistake, match="judgement_of_nobody"):
        world.services.judgements.judge(audit_id, ["A.5.15"], Verdict.CONFORM, auditor_id="somebody")
