"""Stage 1 over a real workspace: the list of documents, their review, readiness, concerns."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.client import ClientDocument
from app.domain.errors import UserMistake
from app.domain.kinds import Adequacy, AuditType, Grade, Ready
from app.domain.preparing import DocumentReview
from app.services.container import Services
from tests.support import World, start_audit


@pytest.fixture
def audit_id(world: World) -> str:
    made = start_audit(world.services, type=AuditType.STAGE1, reference="CB-2026-000")
    client = world.services.audits.record(made).client.id
    world.services.clients.add_document(
        client, ClientDocument(title="Scope of the ISMS", reference="SC", edition="2.0")
    )
    world.services.clients.add_document(client, ClientDocument(title="Risk register", edition="5"))
    return made


def _reviews(services: Services, audit_id: str) -> tuple[DocumentReview, ...]:
    return services.audits.record(audit_id).reviews


def test_documents_are_proposed_once(world: World, audit_id: str) -> None:
    stage1 = world.services.stage1
    stage1.propose(audit_id)
    found = _reviews(world.services, audit_id)
    assert [(one.title, one.requirements) for one in found[:2]] == [
        ("Scope of the ISMS", "4.3"),
        ("Risk register", "8.2"),
    ]
    assert found[0].document_id is not None
    assert found[2].document_id is None
    assert len(found) > 20
    stage1.propose(audit_id)
    assert len(_reviews(world.services, audit_id)) == len(found)


def test_what_was_proposed_is_taken_back_in_one_step(world: World, audit_id: str) -> None:
    world.services.stage1.propose(audit_id)
    world.services.fields.undo()
    assert _reviews(world.services, audit_id) == ()


def test_the_copy_stays_when_the_register_moves_on_and_is_renewed_on_request(world: World, audit_id: str) -> None:
    services = world.services
    services.stage1.propose(audit_id)
    first = _reviews(services, audit_id)[0]
    services.stage1.review(audit_id, (first.id,), Adequacy.ADEQUATE)
    services.fields.set("client_document", first.document_id or "", "edition", "2.1")
    assert _reviews(services, audit_id)[0].edition == "2.0"
    services.stage1.take_newer(first.id)
    renewed = _reviews(services, audit_id)[0]
    assert (renewed.edition, renewed.adequacy, renewed.reviewed_by) == ("2.1", Adequacy.NOT_REVIEWED, "")


def test_several_documents_are_reviewed_in_one_step_and_taken_back(world: World, audit_id: str) -> None:
    services = world.services
    services.stage1.propose(audit_id)
    keys = [one.id for one in _reviews(services, audit_id)[:3]]
    services.stage1.review(audit_id, keys, Adequacy.PARTLY)
    found = _reviews(services, audit_id)
    assert {one.adequacy for one in found[:3]} == {Adequacy.PARTLY}
    assert (found[0].reviewed_by, found[0].reviewed_on) == ("Anna Berg", date(2026, 3, 27))
    assert found[3].adequacy is Adequacy.NOT_REVIEWED
    services.fields.undo()
    assert {(one.adequacy, one.reviewed_by) for one in _reviews(services, audit_id)} == {(Adequacy.NOT_REVIEWED, "")}
    services.fields.redo()
    assert _reviews(services, audit_id)[0].adequacy is Adequacy.PARTLY


def test_taking_a_review_back_to_open_forgets_who_reviewed(world: World, audit_id: str) -> None:
    services = world.services
    made = services.stage1.add_review(audit_id, DocumentReview(title="Visitors"))
    services.stage1.review(audit_id, (made.id,), Adequacy.ADEQUATE)
    services.stage1.review(audit_id, (made.id,), Adequacy.NOT_REVIEWED)
    assert (_reviews(services, audit_id)[0].reviewed_by, _reviews(services, audit_id)[0].reviewed_on) == ("", None)


def test_a_document_is_listed_by_its_title_and_taken_off(world: World, audit_id: str) -> None:
    stage1 = world.services.stage1
    with pytest.raises(UserMistake, match="title_missing"):
        stage1.add_review(audit_id, DocumentReview(title=" "))
    made = stage1.add_review(audit_id, DocumentReview(title="Visitors"))
    stage1.remove_review(made.id)
    assert _reviews(world.services, audit_id) == ()


def test_remarks_are_typed_but_results_are_not(world: World, audit_id: str) -> None:
    made = world.services.stage1.add_review(audit_id, DocumentReview(title="Visitors"))
    world.services.fields.set("document_review", made.id, "remark", "no date")
    assert _reviews(world.services, audit_id)[0].remark == "no date"
    with pytest.raises(UserMistake, match="field_not_editable"):
        world.services.fields.set("document_review", made.id, "adequacy", Adequacy.ADEQUATE)


def test_readiness_is_judged_per_clause_and_theme(world: World, audit_id: str) -> None:
    services = world.services
    services.stage1.judge(audit_id, "9", Ready.PARTLY)
    services.stage1.judge(audit_id, "A.5", Ready.READY)
    services.stage1.judge(audit_id, "9", Ready.READY)
    found = services.audits.record(audit_id).readiness
    assert [(one.ref, one.state) for one in found] == [("9", Ready.READY), ("A.5", Ready.READY)]
    services.fields.undo()
    assert services.audits.record(audit_id).readiness[0].state is Ready.PARTLY


@pytest.mark.parametrize("ref", ["4.1", "11", "A.5.18"])
def test_only_whole_clauses_and_themes_are_judged(world: World, audit_id: str, ref: str) -> None:
    with pytest.raises(UserMistake, match="requirement_unknown"):
        world.services.stage1.judge(audit_id, ref, Ready.READY)


def test_a_concern_is_a_finding_with_its_rating(world: World, audit_id: str) -> None:
    world.services.stage1.raise_concern(audit_id, "Leavers of S-2", "A.5.18", 2)
    (found,) = world.services.findings.list(audit_id)
    assert (found.statement, found.concern_rating, found.could_become) == ("Leavers of S-2", 2, Grade.MINOR)
    assert found.grade is Grade.CONCERN
    world.services.fields.set("finding", found.id, "concern_rating", 3)
    world.services.fields.set("finding", found.id, "could_become", Grade.MAJOR)
    (changed,) = world.services.findings.list(audit_id)
    assert (changed.concern_rating, changed.could_become) == (3, Grade.MAJOR)


def test_conditions_and_focus_are_typed(world: World, audit_id: str) -> None:
    site = world.services.audits.record(audit_id).sites[0].id
    world.services.fields.set("audit_site", site, "conditions", "two floors, badge")
    world.services.fields.set("audit", audit_id, "stage2_focus", "leavers")
    record = world.services.audits.record(audit_id)
    assert (record.sites[0].conditions, record.audit.stage2_focus) == ("two floors, badge", "leavers")


def test_another_type_of_audit_has_no_stage_1_work(world: World, audit_id: str) -> None:
    other = start_audit(world.services, reference="CB-2026-002")
    for call in (
        lambda: world.services.stage1.propose(other),
        lambda: world.services.stage1.judge(other, "9", Ready.READY),
        lambda: world.services.stage1.add_review(other, DocumentReview(title="x")),
    ):
        with pytest.raises(UserMistake, match="not_a_stage1"):
            call()
