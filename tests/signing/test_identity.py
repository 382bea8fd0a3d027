"""Keys made by the program and keys from files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.kinds import IdentityKind
from app.signing import identity
from tests.signing.papers import MADE, PASSWORD, key_of
from tests.signing.raw import Issued, employee, rsa_key


def code_of(caught: pytest.ExceptionInfo[UserMistake]) -> tuple[str, str]:
    return caught.value.code, caught.value.field


def test_a_made_key_may_sign_documents_and_nothing_else() -> None:
    made = x509.load_der_x509_certificate(key_of("Lena Lead").certificate)
    usage = made.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)
    assert isinstance(made.public_key(), ec.EllipticCurvePublicKey)
    assert made.issuer == made.subject


def test_a_made_key_comes_back_from_its_file() -> None:
    made = key_of("Lena Lead")
    assert identity.load(made.pkcs12, PASSWORD, MADE) == made
    assert (made.kind, made.name, made.organisation) == (IdentityKind.SELF_MADE, "Lena Lead", "Harbour Certification")


def test_the_key_is_not_readable_and_does_not_show_in_a_printout() -> None:
    made = key_of("Lena Lead")
    assert b"Lena" not in made.pkcs12
    assert "pkcs12" not in repr(made)


def test_names_in_every_script_survive() -> None:
    made = identity.make("山田 太郎", "Zertifizierung Öst", "x" * 12, MADE)
    assert identity.load(made.pkcs12, "x" * 12).name == "山田 太郎"


def test_a_key_from_an_authority_is_told_apart() -> None:
    loaded = identity.load(employee("Lena Lead").pkcs12(), PASSWORD)
    assert loaded.kind is IdentityKind.PKCS12
    assert loaded.fingerprint == employee("Lena Lead").fingerprint


@pytest.mark.parametrize(
    ("name", "organisation", "password", "expected"),
    [
        ("  ", "Body", "secret", ("identity.name_missing", "name")),
        ("n" * 65, "Body", "secret", ("identity.name_too_long", "name")),
        ("Lena", "b" * 65, "secret", ("identity.name_too_long", "organisation")),
        ("Lena", "Body", "", ("identity.password_missing", "password")),
    ],
)
def test_what_cannot_become_a_key_is_said(
    name: str, organisation: str, password: str, expected: tuple[str, str]
) -> None:
    with pytest.raises(UserMistake) as caught:
        identity.make(name, organisation, password, MADE)
    assert code_of(caught) == expected


def test_a_wrong_password_is_said_beside_the_password() -> None:
    with pytest.raises(UserMistake) as caught:
        identity.load(key_of("Lena Lead").pkcs12, "wrong")
    assert code_of(caught) == ("identity.wrong_password", "password")


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"-----BEGIN CERTIFICATE-----", b"\x30\x03\x02\x01\x05", b"\x30"]
)
def test_another_kind_of_file_is_refused(content: bytes) -> None:
    with pytest.raises(ForeignFileProblem) as caught:
        identity.load(content, PASSWORD)
    assert caught.value.code == "identity.not_pkcs12"


def packed(key: object, certificate: x509.Certificate | None) -> bytes:
    return pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, NoEncryption())  # type: ignore[arg-type]


def test_a_file_without_a_key_is_refused() -> None:
    with pytest.raises(UserMistake) as caught:
        identity.load(packed(None, employee("Lena Lead").certificate), "")
    assert code_of(caught) == ("identity.no_key", "file")


def test_a_file_without_a_certificate_is_refused() -> None:
    with pytest.raises(UserMistake) as caught:
        identity.load(packed(employee("Lena Lead").key, None), "")
    assert code_of(caught) == ("identity.no_certificate", "file")


def test_a_weak_key_is_refused() -> None:
    with pytest.raises(UserMistake) as caught:
        identity.load(Issued("Lena Lead", key=rsa_key(1024)).pkcs12(), PASSWORD)
    assert code_of(caught) == ("identity.key_weak", "file")


def test_a_key_that_readers_of_pdf_do_not_know_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Lena")])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(MADE).not_valid_after(MADE + timedelta(days=9))
    with pytest.raises(UserMistake) as caught:
        identity.load(packed(key, builder.sign(key, None)), "")
    assert code_of(caught) == ("identity.key_unsupported", "file")


def test_a_key_for_other_purposes_is_refused() -> None:
    with pytest.raises(UserMistake) as caught:
        identity.load(Issued("Harbour Root", ca=True).pkcs12(), PASSWORD)
    assert code_of(caught) == ("identity.not_for_signing", "file")


def test_an_expired_key_is_refused_and_one_from_tomorrow_too() -> None:
    made = key_of("Lena Lead")
    with pytest.raises(UserMistake) as late:
        identity.load(made.pkcs12, PASSWORD, made.not_after + timedelta(seconds=1))
    with pytest.raises(UserMistake) as early:
        identity.load(made.pkcs12, PASSWORD, MADE - timedelta(seconds=1))
    assert (late.value.code, early.value.code) == ("identity.expired", "identity.not_yet_valid")


def test_the_fingerprint_is_the_one_that_other_programs_show() -> None:
    one = employee("Lena Lead")
    assert identity.load(one.pkcs12(), PASSWORD).fingerprint == one.fingerprint
    assert identity.grouped("0123456789ab") == "0123 4567 89ab"


def test_times_are_kept_in_utc_whatever_the_zone() -> None:
    local = datetime.fromisoformat("2026-01-05T14:30:00.5+05:30")
    assert identity.make("Lena", "", "secret", local).not_before == datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
