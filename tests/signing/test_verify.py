"""The verdict: what is said besides valid or not, and what counts as expected."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.sentences import ERRORS
from app.domain.verification import ALTERED, NOTES, UNVOUCHED, Reason, Verification, Why
from app.signing.trust import TrustedSigner, TrustList
from app.signing.verify import verify
from tests.signing.attacks import certified
from tests.signing.attacks_keys import archived, office_signed
from tests.signing.good_papers import list_of_trust
from tests.signing.papers import BOTH, CLIENT, HEAD, LEAD, SIGNED, add, good, key_of, paper, trusted
from tests.signing.raw import authority, raw_sign, root, signer_of


def codes(found: Verification) -> list[Why]:
    return [reason.code for reason in found.reasons]


def test_the_json_has_what_scripts_rely_on() -> None:
    plain = verify(good(), trusted(*BOTH)).to_plain()
    assert {name: plain[name] for name in ("verdict", "reasons", "covers_whole_file", "trail_head", "altered")} == {
        "verdict": "valid",
        "reasons": [],
        "covers_whole_file": True,
        "trail_head": HEAD,
        "altered": False,
    }
    assert isinstance(plain["signers"], list)
    first = plain["signers"][0]
    assert isinstance(first, dict)
    assert {name: first[name] for name in ("name", "role", "trusted", "time")} == {
        "name": "Lena Lead",
        "role": "lead_auditor",
        "trusted": True,
        "time": "2026-11-20T16:05:00+00:00",
    }


def test_a_key_made_by_the_program_is_never_trusted_unpinned() -> None:
    found = verify(good(), TrustList(roots=(root().pem,)))
    assert (found.verdict, set(codes(found))) == ("untrusted", {Why.TRUST_NOBODY})
    assert [(one.trusted, one.self_made) for one in found.signers] == [(False, True), (False, True)]


def test_a_pin_without_role_counts_in_every_role() -> None:
    assert verify(good(), trusted(*BOTH, role="")).verdict == "valid"


def test_one_pin_of_two_is_not_enough() -> None:
    found = verify(good(), trusted(LEAD))
    assert (found.verdict, codes(found)) == ("untrusted", [Why.TRUST_NOBODY])
    assert [one.trusted for one in found.signers] == [True, False]


def test_the_name_in_the_list_of_trust_is_the_one_that_is_shown() -> None:
    listed = TrustList((TrustedSigner("Dr Lena Lead", "lead_auditor", key_of("Lena Lead").fingerprint),))
    assert verify(good(), listed).signers[0].name == "Dr Lena Lead"


def test_the_time_is_said_to_be_the_one_of_the_device() -> None:
    found = verify(good(), None)
    assert found.time_source == "device clock"
    assert {one.time_source for one in found.signers} == {"device clock"}
    assert found.level == "B-B"


def test_a_trusted_time_stamp_takes_the_place_of_the_device_clock() -> None:
    stamper = authority().stamper(SIGNED + timedelta(hours=1))
    from pyhanko.sign.fields import MDPPerm  # noqa: PLC0415

    pdf = raw_sign(paper((LEAD,)), signer_of(key_of("Lena Lead")), LEAD.name, perms=MDPPerm.FILL_FORMS, stamper=stamper)
    believed = verify(pdf, TrustList(trusted(LEAD).signers, (root().pem,)))
    assert (believed.verdict, believed.level, believed.time_source) == ("valid", "B-T", "time stamp")
    assert believed.signers[0].time == SIGNED + timedelta(hours=1)
    doubted = verify(pdf, trusted(LEAD))
    assert (doubted.verdict, doubted.level, doubted.time_source) == ("valid", "B-T", "device clock")


def test_an_archive_stamp_of_an_unknown_authority_is_a_remark_and_no_reason() -> None:
    found = verify(archived(good()), trusted(*BOTH))
    assert (found.verdict, [note.code for note in found.notes]) == ("valid", [Why.NOTE_STAMP_UNTRUSTED])
    assert [(one.field, one.trusted) for one in found.stamps] == [("Archive1", False)]
    assert verify(archived(good()), list_of_trust()).stamps[0].trusted


def test_times_that_do_not_follow_each_other_are_a_remark() -> None:
    early = raw_sign(certified(), signer_of(key_of("Clara Client")), CLIENT.name, when=SIGNED - timedelta(hours=1))
    found = verify(early, trusted(*BOTH))
    assert (found.verdict, [note.code for note in found.notes]) == ("valid", [Why.NOTE_TIME_ORDER])


def test_a_missing_signature_is_named_with_role_and_person() -> None:
    found = verify(certified(), trusted(*BOTH))
    assert found.reasons == (Reason.of(Why.SIGNATURE_MISSING, field="Client", role="client", person="Clara Client"),)


def test_a_paper_that_waits_for_a_signature_is_sound_so_far() -> None:
    assert verify(certified(), None).sound
    assert not verify(certified() + b" ", None).sound
    assert not verify(paper(), None).sound


def test_the_caller_can_expect_more_signatures_than_the_paper() -> None:
    for name in ("Reviewer", "Director"):  # optional in the paper, and unknown to it
        assert codes(verify(good(), trusted(*BOTH), expected=(name,))) == [Why.SIGNATURE_MISSING]
    assert codes(verify(good(), trusted(*BOTH), expected=("LeadAuditor", "Client"))) == []
    assert codes(verify(certified(), trusted(*BOTH), expected=("Client",))) == [Why.SIGNATURE_MISSING]  # once


def test_a_paper_without_list_is_judged_by_what_the_caller_expects() -> None:
    pdf = add(add(paper(attachment=None), LEAD, certify=True), CLIENT)
    assert codes(verify(pdf, trusted(*BOTH), expected=("LeadAuditor", "Client"))) == []
    assert codes(verify(pdf, trusted(*BOTH), expected=("LeadAuditor", "Client", "Reviewer"))) == [Why.SIGNATURE_MISSING]


def test_the_hash_of_the_unsigned_paper_is_compared_with_the_trail() -> None:
    right, wrong = hashlib.sha256(paper()).hexdigest(), hashlib.sha256(b"another").hexdigest()
    assert verify(good(), trusted(*BOTH), unsigned_sha256=right.upper()).verdict == "valid"
    found = verify(good(), trusted(*BOTH), unsigned_sha256=wrong)
    assert (found.verdict, codes(found), found.altered) == ("invalid", [Why.PAPER_OTHER], True)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b""])
def test_the_end_of_the_unsigned_paper_is_found_whatever_its_last_line_end(end: bytes) -> None:
    unsigned = paper().rstrip(b"\r\n") + end
    found = verify(add(unsigned, LEAD, certify=True), None)
    assert found.revision0_sha256 == hashlib.sha256(unsigned).hexdigest()


def test_the_whole_file_is_covered_only_if_nothing_follows() -> None:
    assert verify(good(), None).covers_whole_file
    assert verify(archived(good()), None).covers_whole_file
    assert not verify(good() + b" ", None).covers_whole_file


def test_a_chain_to_a_root_shows_the_name_in_the_certificate() -> None:
    found = verify(office_signed(), list_of_trust())
    assert [(one.name, one.self_made, one.trusted) for one in found.signers] == [
        ("Lena Lead", False, True),
        ("Clara Client", True, True),
    ]


def test_the_role_falls_back_to_what_the_signer_stated() -> None:
    pdf = add(add(paper(attachment=None), LEAD, certify=True), CLIENT)
    assert [one.role for one in verify(pdf, None).signers] == ["lead_auditor", "client"]


def test_every_reason_has_a_sentence_with_a_next_step() -> None:
    assert [why for why in Why if why.value not in ERRORS or not ERRORS[why.value].next] == []


def test_every_code_that_signing_raises_has_a_sentence() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path("app/signing").glob("*.py"))
    raised = set(re.findall(r'(?:UserMistake|ForeignFileProblem)\("([a-z0-9_.]+)"', source))
    assert len(raised) >= 25
    assert sorted(raised - set(ERRORS)) == []


def test_reasons_remarks_and_groups_fit_together() -> None:
    assert not UNVOUCHED & NOTES
    assert not ALTERED & (UNVOUCHED | NOTES)


@given(st.sets(st.sampled_from(sorted(set(Why) - NOTES))))
def test_the_verdict_follows_from_the_reasons(whys: set[Why]) -> None:
    verdict = Verification(reasons=tuple(Reason.of(why) for why in whys)).verdict
    assert verdict == ("valid" if not whys else "untrusted" if whys <= UNVOUCHED else "invalid")


@given(st.binary(max_size=200))
def test_any_bytes_get_a_verdict(content: bytes) -> None:
    assert verify(content, None).verdict == "invalid"
    assert verify(b"%PDF-1.7\n" + content + b"startxref\n9\n%%EOF\n", None).verdict == "invalid"
