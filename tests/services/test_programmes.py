"""The programme of a cycle through its service, on a real workspace."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.domain.errors import UserMistake
from app.domain.kinds import AuditType, MeetingKind, ProgrammeLine, ProgrammeStep, Verdict
from app.domain.programme import Matrix
from app.domain.programme_coverage import uncovered
from app.models.audit import Cycle
from tests.support import World, audit_draft

R, S = ProgrammeLine.REQUIREMENT, ProgrammeLine.SITE
S2, SV1 = ProgrammeStep.STAGE2, ProgrammeStep.SURVEILLANCE1


def cycle_of(world: World) -> str:
    with world.workspace.read() as session:
        return session.scalars(select(Cycle.id)).one()


def matrix(world: World) -> Matrix:
    return world.services.programmes.matrix(cycle_of(world))


def hold(world: World, audit_id: str) -> None:
    for kind in (MeetingKind.OPENING, MeetingKind.CLOSING):
        world.services.meetings.finish(world.services.meetings.prepare(audit_id, kind).id)


def test_the_matrix_has_requirements_and_sites_and_knows_the_statement_of_applicability(world, audit_id) -> None:
    lines = {one.key: one for one in matrix(world).lines}
    assert lines["A.7.6"].applicable is False
    assert (lines["A.5.18"].applicable, lines["4.1"].applicable) == (True, True)
    assert [one.title for one in lines.values() if one.line is S] == ["S-1 Head office", "S-2 Service centre"]


def test_cells_are_planned_in_one_step_and_taken_back_in_one(world, audit_id) -> None:
    wanted = ((R, "4.1", SV1, True), (R, "A.5.18", SV1, True))
    world.services.programmes.set_cells(cycle_of(world), wanted)
    assert matrix(world).planned(SV1) == ("4.1", "A.5.18")
    world.services.fields.undo()
    assert matrix(world).planned(SV1) == ()
    world.services.fields.redo()
    assert matrix(world).planned(SV1) == ("4.1", "A.5.18")


def test_a_cell_is_taken_out_of_the_plan_again(world, audit_id) -> None:
    world.services.programmes.set_cells(cycle_of(world), ((R, "4.1", SV1, True),))
    world.services.programmes.set_cells(cycle_of(world), ((R, "4.1", SV1, False),))
    assert matrix(world).planned(SV1) == ()


def test_what_is_so_already_is_no_step(world, audit_id) -> None:
    world.services.programmes.set_cells(cycle_of(world), ((R, "4.1", SV1, False),))
    assert world.services.fields.next_undo() is None


def test_a_row_that_no_programme_has_is_refused(world, audit_id) -> None:
    with pytest.raises(UserMistake, match="programme_line_unknown"):
        world.services.programmes.set_cells(cycle_of(world), ((R, "A.9.1", SV1, True),))


def test_verdicts_are_done_and_what_was_not_audited_is_left_out(world, audit_id) -> None:
    world.services.verdicts.decide(audit_id, ["4.1", "4.2"], Verdict.CONFORM)
    world.services.verdicts.decide(audit_id, ["A.5.6"], Verdict.NOT_AUDITED, reason="ill")
    found = matrix(world)
    assert (found.cell(R, "4.1", S2).done, found.cell(R, "4.3", S2).done) == (True, False)
    assert found.cell(R, "A.5.6", S2).left_out


def test_the_plan_of_an_audit_that_is_over_is_history(world, audit_id) -> None:
    hold(world, audit_id)
    with pytest.raises(UserMistake, match="programme_step_over"):
        world.services.programmes.set_cells(cycle_of(world), ((R, "4.1", S2, True),))


def test_sites_that_were_in_the_plan_are_done_once_the_audit_is_over(world, audit_id) -> None:
    world.services.plans.take(audit_id, world.services.plans.propose(audit_id))
    sites = [one.key for one in matrix(world).lines if one.line is S]
    assert [matrix(world).cell(S, key, S2).done for key in sites] == [False, False]
    hold(world, audit_id)
    assert [matrix(world).cell(S, key, S2).done for key in sites] == [True, True]


def test_surveillances_take_their_turns(world, audit_id) -> None:
    client = world.services.clients.list()[0]
    for year in (2028, 2027):
        draft = audit_draft(
            world.services.clients.get(client.id), reference=f"SV-{year}", type=AuditType.SURVEILLANCE,
            planned_start=date(year, 5, 11), planned_end=date(year, 5, 12),
        )  # fmt: skip
        world.services.audits.create(draft)
    audits = matrix(world).audits
    assert [audits[step].reference for step in (SV1, ProgrammeStep.SURVEILLANCE2)] == ["SV-2027", "SV-2028"]


def test_a_suggestion_is_a_preview_until_it_is_taken(world, audit_id) -> None:
    found = world.services.programmes.suggest(cycle_of(world))
    assert matrix(world).planned(SV1) == ()
    world.services.programmes.take(cycle_of(world), found)
    after = matrix(world)
    assert [one.code for one in uncovered(after) if one.line is R] == []
    assert world.services.programmes.suggest(cycle_of(world)) == ()


def test_the_plan_of_a_surveillance_follows_the_programme(world, audit_id) -> None:
    client = world.services.clients.get(world.services.clients.list()[0].id)
    draft = audit_draft(client, reference="SV-1", type=AuditType.SURVEILLANCE)
    surveillance = world.services.audits.create(draft).id
    world.services.programmes.set_cells(cycle_of(world), ((R, "A.8.13", SV1, True), (R, "9.2.1", SV1, True)))
    refs = {ref for row in world.services.plans.propose(surveillance) for ref in row.refs}
    assert refs == {"A.8.13", "9.2.1"}
