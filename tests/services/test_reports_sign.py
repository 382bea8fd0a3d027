"""Signing: order, clock, one unit of work, and a verdict of our own on every file that is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest

from app.domain import report
from app.domain.drafts import EvidenceDraft
from app.domain.errors import EnvironmentProblem, UserMistake
from app.domain.kinds import AuditState, PaperKind, PaperState
from app.domain.verification import Why
from app.services import signatures
from app.services.paper_types import build
from tests.services.papers import CLIENT, CO_AUDITOR, LEAD, PASSWORD, freeze, key, sign
from tests.support import World


def state(world: World, audit_id: str) -> AuditState:
    return world.services.audits.record(audit_id).audit.state


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        return "".join(page.get_textpage().get_text_range() for page in opened)


def test_the_lead_signs_and_the_audit_is_reported(world: World, audit_id: str) -> None:
    signed = sign(world, audit_id)
    assert (signed.paper.state, state(world, audit_id)) == (PaperState.SIGNED, AuditState.REPORTED)
    assert [one.field for one in signed.paper.signatures] == [LEAD]


def test_revision_0_of_the_signed_file_is_the_unsigned_report(world: World, audit_id: str) -> None:
    signed = sign(world, audit_id)
    assert signed.data.startswith(world.services.reports.unsigned(signed.paper.id))


def test_a_pinned_key_makes_a_valid_report_and_another_an_untrusted_one(world: World, audit_id: str) -> None:
    signed = sign(world, audit_id, trusted=False)
    assert world.services.reports.verify(signed.data).verdict == "untrusted"
    world.services.identities.trust(signed.identity.fingerprint, "Anna Berg", "lead_auditor")
    assert world.services.reports.verify(signed.data).verdict == "valid"


def test_a_second_signature_keeps_the_first_and_its_file(world: World, audit_id: str) -> None:
    first = sign(world, audit_id)
    other = key(world, "Carl Co")
    world.services.identities.trust(other.fingerprint, other.name, "co_auditor")
    paper = world.services.reports.sign(first.paper.id, other.id, PASSWORD, CO_AUDITOR)
    assert world.services.reports.verify(world.services.reports.file(paper.id)).verdict == "valid"
    lead = next(one for one in paper.signatures if one.field == LEAD)  # both signed at the same instant here
    kept = world.workspace.blobs.open(lead.file_blob_id or "").read()
    assert kept == first.data


def test_the_earlier_file_stays_valid_after_a_second_signature(world: World, audit_id: str) -> None:
    first = sign(world, audit_id)
    world.services.reports.sign(first.paper.id, key(world, "Carl Co").id, PASSWORD, CO_AUDITOR)
    assert world.services.reports.verify(first.data).verdict == "valid"


def test_the_signature_is_seen_on_the_pages_for_the_screen(world: World, audit_id: str) -> None:
    signed = sign(world, audit_id)
    assert "clock of the device" not in text_of(signed.data)  # it stands in the field, which QPdfView leaves out
    assert "clock of the device" in text_of(world.services.reports.pages(signed.paper.id))


def test_nobody_signs_before_the_lead(world: World, audit_id: str) -> None:
    paper = freeze(world, audit_id)
    with pytest.raises(UserMistake, match=r"sign\.lead_first"):
        world.services.reports.sign(paper.id, key(world).id, PASSWORD, CLIENT)


def test_a_signed_field_is_refused(world: World, audit_id: str) -> None:
    signed = sign(world, audit_id)
    with pytest.raises(UserMistake, match=r"sign\.field_filled"):
        world.services.reports.sign(signed.paper.id, signed.identity.id, PASSWORD, LEAD)


def test_the_lead_cannot_sign_for_the_client_with_the_same_key(world: World, audit_id: str) -> None:
    signed = sign(world, audit_id)
    with pytest.raises(UserMistake, match=r"sign\.key_used"):
        world.services.reports.sign(signed.paper.id, signed.identity.id, PASSWORD, CLIENT)


@pytest.mark.parametrize("field", ["Nobody", "Archive1"])
def test_a_field_that_is_not_for_people_is_refused(world: World, audit_id: str, field: str) -> None:
    paper = freeze(world, audit_id)
    with pytest.raises(UserMistake, match=r"sign\.field_missing"):
        world.services.reports.sign(paper.id, key(world).id, PASSWORD, field)


def test_a_wrong_password_signs_nothing(world: World, audit_id: str) -> None:
    paper = freeze(world, audit_id)
    identity = key(world)
    head = world.services.workspace.head(audit_id)
    with pytest.raises(UserMistake, match="wrong_password"):
        world.services.reports.sign(paper.id, identity.id, "wrong", LEAD)
    assert (world.services.workspace.head(audit_id), state(world, audit_id)) == (head, AuditState.PREPARED)


def test_a_clock_before_the_last_entry_is_refused(world: World, audit_id: str) -> None:
    paper, identity = freeze(world, audit_id), key(world)
    world.clock.set(world.clock.now() - timedelta(seconds=1))
    with pytest.raises(UserMistake, match="clock_behind"):
        world.services.reports.sign(paper.id, identity.id, PASSWORD, LEAD)


def test_a_clock_before_the_last_signature_is_refused(world: World, audit_id: str) -> None:
    signed, other = sign(world, audit_id), key(world, "Carl Co")
    world.clock.set(world.clock.now() - timedelta(milliseconds=1))
    with pytest.raises(UserMistake, match="clock_behind"):
        world.services.reports.sign(signed.paper.id, other.id, PASSWORD, CO_AUDITOR)


def test_a_paper_older_than_the_record_is_not_signed(world: World, audit_id: str) -> None:
    paper = freeze(world, audit_id)
    world.services.evidence.capture(audit_id, EvidenceDraft(title="one thing more"))
    with pytest.raises(UserMistake, match="paper_outdated"):
        world.services.reports.sign(paper.id, key(world).id, PASSWORD, LEAD)


def test_of_two_frozen_papers_the_newer_can_be_signed(world: World, audit_id: str) -> None:
    freeze(world, audit_id)
    newer = freeze(world, audit_id)
    signed = world.services.reports.sign(newer.id, key(world).id, PASSWORD, LEAD)
    assert signed.revision == 2


def test_the_record_is_closed_after_the_leads_signature(world: World, audit_id: str) -> None:
    sign(world, audit_id)
    with pytest.raises(UserMistake, match="audit_frozen"):
        world.services.evidence.capture(audit_id, EvidenceDraft(title="too late"))
    with pytest.raises(UserMistake, match="report_signed_already"):
        freeze(world, audit_id)


def test_nothing_is_half_signed_when_keeping_fails(
    world: World, audit_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, identity = freeze(world, audit_id), key(world)
    monkeypatch.setattr(signatures, "Audit", None)  # fails between the first entry of the unit of work and the second
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever it is, nothing may stay
        world.services.reports.sign(paper.id, identity.id, PASSWORD, LEAD)
    after = world.services.reports.get(paper.id)
    assert (after, state(world, audit_id)) == (paper, AuditState.PREPARED)
    assert world.services.workspace.check().ok


def test_a_file_that_our_own_verdict_refuses_is_not_kept(
    world: World, audit_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.signing import sign as engine  # noqa: PLC0415 - patched where it lives

    paper, identity, real = freeze(world, audit_id), key(world), engine.sign
    monkeypatch.setattr(engine, "sign", lambda *a, **k: real(*a, **k) + b"x")
    with pytest.raises(EnvironmentProblem, match="own_check_failed"):
        world.services.reports.sign(paper.id, identity.id, PASSWORD, LEAD)
    assert world.services.reports.get(paper.id).signatures == ()


def test_the_trail_still_verifies_after_signing(world: World, audit_id: str) -> None:
    sign(world, audit_id)
    assert world.services.workspace.check().ok


def test_a_forged_first_revision_is_found_by_the_record(world: World, audit_id: str) -> None:
    """A whole other paper, signed with the pinned key outside of the workspace, but claiming our trail head."""
    signed = sign(world, audit_id)
    from app.signing.sign import sign as engine  # noqa: PLC0415 - the attacker's tool

    frozen = report.from_json(world.workspace.blobs.open(signed.paper.data_blob_id or "").read())
    other = build(PaperKind.REPORT, replace(frozen, conclusion="Everything is in order."), {})
    forged = engine(
        other, world.services.identities.key(signed.identity.id), PASSWORD, field=LEAD, role="lead_auditor",
        when=world.clock.now(), location="", appearance=None, certify=True,
    )  # fmt: skip
    found = world.services.reports.verify(forged)
    assert found.verdict == "invalid"
    assert Why.PAPER_OTHER in [one.code for one in found.reasons]


def test_a_signature_cut_off_is_missed_by_the_record(world: World, audit_id: str) -> None:
    """Both signed; the second revision is taken off and an empty line added so that the bytes are none of ours."""
    first = sign(world, audit_id)
    world.services.reports.sign(first.paper.id, key(world, "Carl Co").id, PASSWORD, CO_AUDITOR)
    found = world.services.reports.verify(first.data + b"\n")
    assert found.verdict == "invalid"


def test_export_writes_whole_files_and_never_over_another(world: World, audit_id: str) -> None:
    signed = sign(world, audit_id)
    target = world.folder.parent / "out" / "report.pdf"
    target.parent.mkdir()
    world.services.reports.export(signed.paper.id, target)
    with pytest.raises(UserMistake, match="file_exists"):
        world.services.reports.export(signed.paper.id, target)
    world.services.reports.export(signed.paper.id, target, replace=True)
    assert target.read_bytes() == signed.data
    assert [one.name for one in target.parent.iterdir()] == ["report.pdf"]


def test_export_into_a_missing_folder_says_so(world: World, audit_id: str) -> None:
    paper = freeze(world, audit_id)
    with pytest.raises(EnvironmentProblem, match="no_folder"):
        world.services.reports.export(paper.id, world.folder / "nowhere" / "report.pdf")
