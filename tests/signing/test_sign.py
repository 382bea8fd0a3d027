"""Adding signatures, and what is refused before one is added."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from app.domain.errors import ForeignFileProblem, UserMistake
from app.signing.sign import sign
from app.signing.verify import verify
from tests.signing.attacks import certified
from tests.signing.attacks_keys import archived
from tests.signing.papers import CLIENT, LEAD, PASSWORD, REVIEWER, SIGNED, Field, add, good, key_of, paper, trusted
from tests.signing.raw import Issued, employee, raw_sign, root, signer_of


def refused(pdf: bytes, field: Field, *, certify: bool = False, minutes: int = 10) -> str:
    with pytest.raises(UserMistake) as caught:
        add(pdf, field, certify=certify, minutes=minutes, key=key_of("Clara Client"))
    return caught.value.code


def test_the_unsigned_paper_stays_byte_for_byte_the_beginning() -> None:
    assert certified().startswith(paper())
    assert good().startswith(certified()[: len(paper())])
    assert verify(good(), None).revision0_sha256 == hashlib.sha256(paper()).hexdigest()


def test_the_form_is_pades_with_sha256_and_the_leave_to_fill_in_and_sign() -> None:
    first, second = PdfFileReader(BytesIO(good())).embedded_signatures
    assert [one.sig_object["/SubFilter"] for one in (first, second)] == ["/ETSI.CAdES.detached"] * 2
    assert {first.md_algorithm, second.md_algorithm} == {"sha256"}
    assert (int(first.docmdp_level.value), second.docmdp_level) == (2, None)


def test_the_time_is_the_one_that_was_given_and_not_the_machine_s() -> None:
    (first, second) = PdfFileReader(BytesIO(good())).embedded_signatures
    assert [first.self_reported_timestamp, second.self_reported_timestamp] == [SIGNED, SIGNED + timedelta(minutes=5)]
    attributes = {attribute["type"].native for attribute in first.signer_info["signed_attrs"]}
    assert attributes == {"content_type", "message_digest", "signing_certificate_v2"}  # PAdES: no signing-time


def test_metadata_and_version_of_the_paper_stay() -> None:
    reader = PdfFileReader(BytesIO(good()))
    changed = reader.get_historical_resolver(1).explicit_refs_in_revision()
    assert reader.root.raw_get("/Metadata").reference not in changed
    assert "/Info" not in reader.trailer
    assert "/Version" not in reader.root


def test_the_appearance_is_shown_in_the_field() -> None:
    reader = PdfFileReader(BytesIO(certified()))
    look = reader.root["/AcroForm"]["/Fields"][0]["/AP"]["/N"]
    assert b"(lead_auditor) Tj" in look.data
    plain = PdfFileReader(BytesIO(add(paper(), LEAD, certify=True, look=False)))
    assert b"re S" in plain.root["/AcroForm"]["/Fields"][0]["/AP"]["/N"].data


def test_an_invisible_field_shows_nothing() -> None:
    hidden = Field("Lead", "lead_auditor", "Lena Lead")
    signed = add(paper((hidden,)), hidden, certify=True)
    assert verify(signed, trusted(hidden)).verdict == "valid"


def test_a_chain_in_the_key_file_travels_without_strangers() -> None:
    one = employee("Lena Lead")
    signed = sign(
        paper(),
        one.pkcs12(extras=(employee("Somebody Else"),)),
        PASSWORD,
        field="LeadAuditor",
        role="lead_auditor",
        when=SIGNED,
        location="",
        appearance=None,
        certify=True,
    )
    (first,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    assert [certificate.sha256 for certificate in first.other_embedded_certs] == [one.chain()[0].der.sha256]
    assert root().der not in first.other_embedded_certs


def test_a_field_that_is_not_there_cannot_be_signed() -> None:
    assert refused(certified(), Field("Nobody", "client", "")) == "sign.field_missing"


def test_a_signed_field_cannot_be_signed_again() -> None:
    assert refused(certified(), LEAD) == "sign.field_filled"


def test_the_first_signature_must_certify() -> None:
    assert refused(paper(), CLIENT) == "sign.certify_first"


def test_only_the_first_signature_can_certify() -> None:
    assert refused(certified(), CLIENT, certify=True) == "sign.certified_already"


def test_a_lock_is_respected() -> None:
    locking = Field("LeadAuditor", "lead_auditor", "Lena Lead", rect=LEAD.rect, lock="All")
    assert refused(add(paper((locking, CLIENT)), locking, certify=True), CLIENT) == "sign.field_locked"


def test_a_paper_closed_by_its_certification_is_respected() -> None:
    from pyhanko.sign.fields import MDPPerm  # noqa: PLC0415

    closed = raw_sign(paper(), signer_of(key_of("Lena Lead")), "LeadAuditor", perms=MDPPerm.NO_CHANGES)
    assert refused(closed, CLIENT) == "sign.closed"


def test_a_clock_that_went_backwards_is_refused() -> None:
    assert refused(certified(), CLIENT, minutes=-1) == "sign.clock"


def test_a_file_changed_since_the_last_signature_is_refused() -> None:
    assert refused(certified().replace(b"Onsite", b"Onsits", 1), CLIENT) == "sign.altered"
    assert refused(certified() + b"\n", CLIENT) == "sign.altered"


def test_a_key_out_of_its_time_is_refused() -> None:
    with pytest.raises(UserMistake) as caught:
        add(paper(), LEAD, certify=True, minutes=60 * 24 * 365 * 4)
    assert caught.value.code == "identity.expired"


def test_a_wrong_password_leaves_no_file() -> None:
    key = key_of("Lena Lead")
    with pytest.raises(UserMistake) as caught:
        sign(
            paper(),
            key.pkcs12,
            "wrong",
            field="LeadAuditor",
            role="",
            when=SIGNED,
            location="",
            appearance=None,
            certify=True,
        )
    assert caught.value.code == "identity.wrong_password"


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\n", paper()[:-400]])
def test_a_file_that_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(ForeignFileProblem) as caught:
        add(content, LEAD, certify=True)
    assert caught.value.code == "sign.unreadable"


def test_an_appearance_that_is_none_is_refused() -> None:
    key = key_of("Lena Lead")
    with pytest.raises(ForeignFileProblem) as caught:
        sign(
            paper(),
            key.pkcs12,
            PASSWORD,
            field="LeadAuditor",
            role="",
            when=SIGNED,
            location="",
            appearance=b"GIF89a",
            certify=True,
        )
    assert caught.value.code == "sign.appearance"


def test_a_time_without_zone_is_a_fault_of_the_program() -> None:
    key = key_of("Lena Lead")
    with pytest.raises(ValueError, match="naive"):
        sign(
            paper(),
            key.pkcs12,
            PASSWORD,
            field="LeadAuditor",
            role="",
            when=datetime(2026, 11, 20),  # noqa: DTZ001
            location="",
            appearance=None,
            certify=True,
        )


def test_a_reviewer_can_still_sign_after_days_but_not_after_the_archive_stamp_was_broken() -> None:
    late = add(good(), REVIEWER, key=key_of("Rita Reviewer"), minutes=5000)
    assert [signer.field for signer in verify(late, None).signers] == ["LeadAuditor", "Client", "Reviewer"]
    assert refused(archived(good())[:-1] + b" ", REVIEWER, minutes=50_000) == "sign.altered"


def test_signing_uses_the_zone_of_nobody() -> None:
    east = SIGNED.astimezone(datetime.fromisoformat("2026-01-01T00:00+09:00").tzinfo)
    signed = sign(
        paper(),
        Issued("Lena Lead").pkcs12(),
        PASSWORD,
        field="LeadAuditor",
        role="",
        when=east,
        location="",
        appearance=None,
        certify=True,
    )
    assert verify(signed, None).signers[0].time == SIGNED.astimezone(UTC)
