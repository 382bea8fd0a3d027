"""Signing identities: a key made by the program, or one loaded from a PKCS#12 file (RFC 7292)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID

from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.kinds import IdentityKind

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.serialization import KeySerializationEncryption


LIFETIME: Final = timedelta(days=3 * 366)
"""How long a self-made key may sign: one certification cycle."""

KDF_ROUNDS: Final = 200_000
LONGEST_NAME: Final = 64
"""Upper bound of common name and organisation (RFC 5280, appendix A)."""

SMALLEST_RSA: Final = 2048
CURVES: Final = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)


@dataclass(frozen=True, slots=True)
class Identity:
    """A person's signing identity. `certificate` is DER, `fingerprint` its SHA-256 (64 hex digits).

    `pkcs12` holds certificate, chain and key, encrypted under the identity's own password.
    """

    name: str
    organisation: str
    kind: IdentityKind
    certificate: bytes
    fingerprint: str
    pkcs12: bytes = field(repr=False)
    not_before: datetime
    not_after: datetime


def make(name: str, organisation: str, password: str, now: datetime) -> Identity:
    """Make a new EC P-256 key with a self-signed certificate valid from `now` (aware) for `LIFETIME`.

    Key usage: digitalSignature and nonRepudiation (RFC 5280, 4.2.1.3). Raises UserMistake for an empty or too
    long name and for an empty password.
    """
    subject = _subject(name.strip(), organisation.strip())
    if not password:
        raise UserMistake("identity.password_missing", field="password")
    start = now.astimezone(UTC).replace(microsecond=0)
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signing_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, _encryption(password))
    return _identity(certificate, packed)


def load(packed: bytes, password: str, now: datetime | None = None) -> Identity:
    """Read an identity from PKCS#12 bytes; with `now`, also check that it may sign at that time.

    Raises ForeignFileProblem `identity.not_pkcs12`; UserMistake `identity.wrong_password`, `.no_key`,
    `.no_certificate`, `.key_unsupported`, `.key_weak`, `.not_for_signing`, `.not_yet_valid`, `.expired`.
    """
    identity, _ = unlock(packed, password)
    if now is not None:
        check_period(identity, now)
    return identity


def unlock(packed: bytes, password: str) -> tuple[Identity, pkcs12.PKCS12KeyAndCertificates]:
    """Return the identity together with the open key; raises as `load` does."""
    content = _open(packed, password)
    if content.key is None:
        raise UserMistake("identity.no_key", field="file")
    if content.cert is None:
        raise UserMistake("identity.no_certificate", field="file")
    _check_key(content.key)
    _check_usage(content.cert.certificate)
    return _identity(content.cert.certificate, packed), content


def _open(packed: bytes, password: str) -> pkcs12.PKCS12KeyAndCertificates:
    """Decrypt PKCS#12 bytes."""
    try:
        asn1_pkcs12.Pfx.load(packed, strict=True)["version"].native  # noqa: B018 - parsing is the test
    except (ValueError, TypeError) as error:
        raise ForeignFileProblem("identity.not_pkcs12") from error
    try:
        return pkcs12.load_pkcs12(packed, password.encode() or None)
    except UnsupportedAlgorithm as error:
        raise UserMistake("identity.key_unsupported", field="file") from error
    except ValueError as error:
        raise UserMistake("identity.wrong_password", field="password") from error


def check_period(identity: Identity, when: datetime) -> None:
    """Refuse a signing time outside the certificate's period (RFC 5280, 4.1.2.5)."""
    if when < identity.not_before:
        raise UserMistake("identity.not_yet_valid", field="identity", since=identity.not_before.isoformat())
    if when > identity.not_after:
        raise UserMistake("identity.expired", field="identity", until=identity.not_after.isoformat())


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 of a DER certificate as 64 hex digits."""
    return hashlib.sha256(certificate).hexdigest()


def grouped(digest: str) -> str:
    """Return hex digits in groups of four, as a fingerprint is printed and read aloud."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def _identity(certificate: x509.Certificate, packed: bytes) -> Identity:
    der = certificate.public_bytes(Encoding.DER)
    return Identity(
        name=_part(certificate, NameOID.COMMON_NAME),
        organisation=_part(certificate, NameOID.ORGANIZATION_NAME),
        kind=IdentityKind.SELF_MADE if certificate.issuer == certificate.subject else IdentityKind.PKCS12,
        certificate=der,
        fingerprint=fingerprint(der),
        pkcs12=packed,
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
    )


def _part(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    found = certificate.subject.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def _subject(name: str, organisation: str) -> x509.Name:
    if not name:
        raise UserMistake("identity.name_missing", field="name")
    if len(name) > LONGEST_NAME:
        raise UserMistake("identity.name_too_long", field="name", most=LONGEST_NAME)
    if len(organisation) > LONGEST_NAME:
        raise UserMistake("identity.name_too_long", field="organisation", most=LONGEST_NAME)
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name(parts)


def _signing_usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _encryption(password: str) -> KeySerializationEncryption:
    return (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(KDF_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(password.encode())
    )


def _check_key(key: object) -> None:
    if isinstance(key, rsa.RSAPrivateKey):
        if key.key_size < SMALLEST_RSA:
            raise UserMistake("identity.key_weak", field="file", bits=key.key_size)
    elif not (isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, CURVES)):
        raise UserMistake("identity.key_unsupported", field="file")


def _check_usage(certificate: x509.Certificate) -> None:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return  # no restriction (RFC 5280, 4.2.1.3)
    if not (usage.digital_signature or usage.content_commitment):
        raise UserMistake("identity.not_for_signing", field="file")
