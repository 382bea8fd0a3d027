"""Stage 1: documents to review, what is missing, and what the concerns allow to recommend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain import stage1
from app.domain.client import Body, Client, ClientDocument, Soa, SoaControl
from app.domain.findings import FindingFacts
from app.domain.findings import problems as finding_problems
from app.domain.kinds import Adequacy, AuditType, FindingState, Grade, ItemKind, Mode, Ready, Recommendation
from app.domain.open_typing import Typing, blockers, said
from app.domain.preparing import Readiness
from app.domain.readiness import Page, before_signing
from app.domain.recommendation import allowed, facts_of, problems
from app.domain.record import Audit, AuditRecord, AuditSite, Criteria, CriteriaRow
from app.domain.stage1 import Part, progress
from app.domain.stage1_documents import proposals, refs_in_title, uncovered
from tests.audits import finding

R = Recommendation
ROWS = (
    CriteriaRow(ref="4", title="Context", auditable=False),
    CriteriaRow(ref="4.3", parent="4", title="Scope", mandatory_document="Scope of the ISMS"),
    CriteriaRow(ref="6", title="Planning", auditable=False),
    CriteriaRow(
        ref="6.1.3", parent="6", title="Treatment",
        mandatory_document="Information about the risk treatment process; Statement of Applicability (6.1.3 d); "
        "risk treatment plan (6.1.3 e)",
    ),
    CriteriaRow(ref="8.2", parent="6", title="Assessment", mandatory_document="Results of the risk assessments"),
    CriteriaRow(ref="A.8", kind=ItemKind.THEME, title="Technological", auditable=False),
    CriteriaRow(
        ref="A.8.9", parent="A.8", kind=ItemKind.CONTROL, title="Configuration", mandatory_document="Configurations"
    ),
)  # fmt: skip
REGISTER = (
    ClientDocument(id="d1", title="Scope of the ISMS", reference="SC-01", edition="2.0", dated=date(2025, 10, 13)),
    ClientDocument(id="d2", title="Statement of Applicability", edition="2.1"),
    ClientDocument(id="d3", title="Risk treatment plan 2026", edition="1.3"),
    ClientDocument(id="d4", title="Visitors"),
)


def record(**more: Any) -> AuditRecord:
    """Return a stage 1 in which everything is done and nothing raises a doubt."""
    audit = Audit(
        reference="S1", type=AuditType.STAGE1, stage2_focus="leavers", internal_audit_done=True,
        management_review_done=True, recommendation=R.PROCEED,
    )  # fmt: skip
    client = Client(id="c", name="Harbour", documents=REGISTER)
    values: dict[str, Any] = {
        "audit": audit,
        "body": Body(name="CB"),
        "client": client,
        "criteria": (Criteria(key="iso27001", items=ROWS),),
        "sites": (AuditSite(id="s1", label="S-1", name="Head office", conditions="two floors"),),
        "readiness": tuple(Readiness(id=ref, ref=ref, state=Ready.READY) for ref in ("4", "6", "A.8")),
    }
    whole = AuditRecord(**{**values, **more})
    if "reviews" in more:
        return whole
    rows = tuple(replace(one, id=f"r{place}", adequacy=Adequacy.ADEQUATE) for place, one in enumerate(proposals(whole)))
    return replace(whole, reviews=rows)


def codes(whole: AuditRecord) -> list[str]:
    """Return the codes, a hint with a question mark."""
    return [one.problem.code + ("" if one.problem.blocking else "?") for one in stage1.problems(whole)]


def concern(key: str = "f1", rating: int | None = 2, **more: Any) -> Any:
    """Return an area of concern about 6.1.3."""
    return finding(key, grade=Grade.CONCERN, could_become=Grade.MINOR, concern_rating=rating, **more)


def test_nothing_is_missing_when_everything_is_done() -> None:
    assert codes(record()) == []


def test_the_register_is_proposed_first_and_then_what_the_criteria_want_besides() -> None:
    found = proposals(record(reviews=()))
    assert [(one.title, one.requirements) for one in found] == [
        ("Scope of the ISMS", "4.3"),
        ("Statement of Applicability", "6.1.3"),
        ("Risk treatment plan 2026", "6.1.3"),
        ("Visitors", ""),
        ("Information about the risk treatment process", "6.1.3"),
        ("Results of the risk assessments", "8.2"),
        ("Configurations", "A.8.9"),
    ]
    assert (found[0].document_id, found[0].reference, found[0].edition) == ("d1", "SC-01", "2.0")


def test_proposing_again_adds_only_what_is_new() -> None:
    whole = record()
    assert proposals(whole) == ()
    more = replace(whole.client, documents=(*REGISTER, ClientDocument(id="d5", title="Suppliers")))
    assert [one.title for one in proposals(replace(whole, client=more))] == ["Suppliers"]


def test_a_control_that_the_soa_excludes_wants_no_document() -> None:
    soa = Soa(edition="1", controls=(SoaControl(ref="A.8.9", applicable=False, reason="no systems"),))
    assert "A.8.9" not in {one.ref for one in uncovered(record(soa=soa, reviews=()), ())}


@pytest.mark.parametrize(
    ("title", "refs"),
    [
        ("Information security policy", {"5.2", "A.5.1"}),
        ("Method of risk assessment and treatment", {"6.1.2", "6.1.3"}),
        ("Risk register", {"8.2"}),
        ("Internal audit programme 2025/26 and reports", {"9.2.2"}),
        ("Minutes of the management review", {"9.3.3"}),
        ("Erklärung zur Anwendbarkeit", {"6.1.3"}),
        ("Scopes and telescopes of the observatory", set()),
        ("Hướng dẫn dán nhãn", set()),
    ],
)
def test_a_title_speaks_for_its_requirements(title: str, refs: set[str]) -> None:
    known = ("4.3", "5.2", "6.1.2", "6.1.3", "8.2", "9.2.2", "9.3.3", "A.5.1")
    assert set(refs_in_title(title, known)) == refs


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reviews": ()}, "documents_not_listed"),
        ({"readiness": ()}, "readiness_open"),
        ({"sites": (AuditSite(id="s", name="Office"),)}, "site_conditions_missing"),
        ({"sites": (AuditSite(id="s", name="Office", mode=Mode.REMOTE),)}, "site_conditions_missing?"),
    ],
)
def test_each_gap_is_named(changes: dict[str, Any], code: str) -> None:
    assert codes(record(**changes)) == [code]


def test_a_document_that_nobody_reviewed_is_not_adequate() -> None:
    whole = record()
    first = replace(whole.reviews[0], adequacy=Adequacy.NOT_REVIEWED)
    (found,) = stage1.problems(replace(whole, reviews=(first, *whole.reviews[1:])))
    assert (found.problem.code, found.problem.value("count"), found.row) == ("documents_not_reviewed", 1, "r0")


def test_a_document_found_wanting_needs_a_remark_and_a_finding() -> None:
    whole = record()
    weak = replace(whole.reviews[1], adequacy=Adequacy.NOT_ADEQUATE)
    rest = (whole.reviews[0], *whole.reviews[2:])
    assert codes(replace(whole, reviews=(weak, *rest))) == ["review_remark_missing"]
    said = replace(weak, remark="no reasons")
    assert codes(replace(whole, reviews=(said, *rest))) == ["inadequate_without_concern?"]
    with_one = replace(whole, reviews=(said, *rest), findings=(concern(links=finding().links),))
    assert "inadequate_without_concern?" in codes(with_one)
    about = replace(finding().links[0], ref="6.1.3")
    assert codes(replace(with_one, findings=(concern(links=(about,)),))) == []
    gone = concern(links=(about,), state=FindingState.WITHDRAWN)
    assert codes(replace(with_one, findings=(gone,))) == ["inadequate_without_concern?"]
    partly = replace(said, adequacy=Adequacy.PARTLY)
    assert codes(replace(whole, reviews=(partly, *rest))) == []


def test_a_document_taken_off_the_list_leaves_its_requirement_open() -> None:
    whole = record()
    problem = stage1.problems(replace(whole, reviews=whole.reviews[1:]))[0].problem
    assert (problem.code, problem.value("refs")) == ("wanted_documents_missing", "4.3")


def test_a_newer_version_in_the_register_is_pointed_out() -> None:
    whole = record()
    newer = (replace(REGISTER[0], edition="2.1"), *REGISTER[1:])
    assert codes(replace(whole, client=replace(whole.client, documents=newer))) == ["document_has_newer_version?"]


def test_a_clause_that_is_not_ready_speaks_against_going_on() -> None:
    judged = (Readiness(ref="4", state=Ready.NOT_READY), *record().readiness[1:])
    assert codes(record(readiness=judged)) == ["readiness_remark_missing", "clause_not_ready"]


def test_progress_counts_what_is_answered() -> None:
    done = {one.part: (one.done, one.whole) for one in progress(record(readiness=()))}
    assert done == {Part.DOCUMENTS: (7, 7), Part.READINESS: (0, 3), Part.SITES: (2, 2), Part.RESULT: (3, 3)}


@pytest.mark.parametrize(
    ("ratings", "values"),
    [
        ((), {R.PROCEED}),
        ((1,), {R.PROCEED}),
        ((1, 2), {R.PROCEED_AFTER_CONCERNS}),
        ((None,), {R.PROCEED_AFTER_CONCERNS}),
        ((2, 3), set()),
    ],
)
def test_what_the_ratings_of_the_concerns_allow(ratings: tuple[int | None, ...], values: set[Recommendation]) -> None:
    found = tuple(concern(f"f{place}", rating) for place, rating in enumerate(ratings, start=1))
    facts = facts_of(record(findings=found))
    positive = {one for one in allowed(AuditType.STAGE1)[:2] if not any(p.blocking for p in problems(one, facts))}
    assert positive == values


def test_a_withdrawn_concern_holds_nothing() -> None:
    facts = facts_of(record(findings=(concern(rating=3, state=FindingState.WITHDRAWN),)))
    assert problems(R.PROCEED, facts) == ()


def test_going_on_needs_internal_audit_and_management_review_planned() -> None:
    audit = replace(record().audit, internal_audit_done=None, management_review_done=False)
    facts = facts_of(record(audit=audit, findings=(concern(),)))
    assert [(p.code, p.blocking) for p in problems(R.PROCEED_AFTER_CONCERNS, facts)] == [
        ("internal_audit_unanswered", True),
        ("management_review_not_planned", False),
    ]
    assert "management_review_not_planned" in [p.code for p in problems(R.PROCEED, facts) if p.blocking]


def test_a_concern_says_what_it_could_become_and_how_grave_it_is() -> None:
    facts = FindingFacts(audit_type=AuditType.STAGE1)
    bare = finding(grade=Grade.CONCERN)
    assert {"could_become_missing", "concern_rating_missing"} <= {one.code for one in finding_problems(bare, facts)}
    odd = replace(bare, could_become=Grade.STRENGTH, concern_rating=4)
    assert {"could_become_missing", "concern_rating_missing"} <= {one.code for one in finding_problems(odd, facts)}


@pytest.mark.parametrize(("setting", "held"), [(False, True), (True, False)])
def test_nonconformities_in_stage_1_are_a_setting_of_the_body(setting: bool, held: bool) -> None:
    facts = FindingFacts(audit_type=AuditType.STAGE1, stage1_grades=setting)
    assert ("stage1_raises_concerns" in {one.code for one in finding_problems(finding(), facts)}) == held


def test_half_a_remark_holds_the_report_and_names_its_document() -> None:
    typing = Typing("document_review", "r0", "remark")
    (found,) = blockers(record(), (typing,))
    assert found.blocking
    assert (found.place.page, found.place.row) == (Page.STAGE1, "documents:r0")
    assert said(dict(found.problem.values), str)["places"] == "Stage 1 Scope of the ISMS, Remark"


def test_the_report_of_stage_1_waits_for_its_work_and_not_for_verdicts() -> None:
    pages = {one.place.page for one in before_signing(record(readiness=()))}
    assert Page.STAGE1 in pages
    assert Page.COVERAGE not in pages
