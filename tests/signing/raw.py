"""What an attacker has: pyHanko without our checks, incremental updates of any kind, other keys and authorities."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

from asn1crypto import keys, x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.stamp.noop import NoOpStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.signing.engine import QuietWriter, run
from app.signing.identity import Identity
from tests.signing.papers import MADE, PASSWORD, SIGNED

N = pdf_name
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
NEVER = MADE + timedelta(days=9000)


def update(pdf: bytes, change: Callable[[QuietWriter], None]) -> bytes:
    """Return `pdf` with an incremental update made by `change`."""
    writer = QuietWriter(BytesIO(pdf), strict=False)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def override(writer: QuietWriter, reference: generic.IndirectObject, value: generic.PdfObject) -> None:
    """Put another object in the place of an old one."""
    writer.objects[(reference.generation, reference.idnum)] = value


def form(data: bytes = b"0 g 0 0 10 10 re f") -> generic.StreamObject:
    """Return a form XObject."""
    box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 200, 60)))
    entries = {N("/Type"): N("/XObject"), N("/Subtype"): N("/Form"), N("/BBox"): box}
    return generic.StreamObject(entries, stream_data=data)


class Issued:
    """A certificate with its key and its chain; `issuer` None makes it self-signed."""

    def __init__(
        self,
        name: str,
        issuer: Issued | None = None,
        *,
        ca: bool = False,
        stamping: bool = False,
        key: Key | None = None,
        start: datetime = MADE,
        end: datetime = NEVER,
    ) -> None:
        self.key = key or ec.generate_private_key(ec.SECP256R1())
        self.issuer = issuer
        subject = pyca.Name([pyca.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = (
            pyca.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.certificate.subject if issuer else subject)
            .public_key(self.key.public_key())
            .serial_number(pyca.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(pyca.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(_usage(ca=ca), critical=True)
            .add_extension(pyca.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
        )
        if stamping:
            builder = builder.add_extension(pyca.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        self.certificate: pyca.Certificate = builder.sign(issuer.key if issuer else self.key, hashes.SHA256())

    @property
    def der(self) -> x509.Certificate:
        """Return the certificate as pyHanko wants it."""
        return x509.Certificate.load(self.certificate.public_bytes(Encoding.DER))

    @property
    def pem(self) -> str:
        """Return the certificate as the list of trust wants it."""
        return self.certificate.public_bytes(Encoding.PEM).decode()

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the certificate in hex."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    def chain(self) -> list[Issued]:
        """Return the issuers, nearest first, the root included."""
        return [self.issuer, *self.issuer.chain()] if self.issuer else []

    def signer(self, extras: list[x509.Certificate] | None = None) -> SimpleSigner:
        """Return a pyHanko signer with this key."""
        store = SimpleCertificateStore.from_certs([*[one.der for one in self.chain()[:-1]], *(extras or [])])
        der = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return SimpleSigner(self.der, keys.PrivateKeyInfo.load(der), store, embed_roots=True)

    def stamper(self, when: datetime) -> DummyTimeStamper:
        """Return a time stamping authority whose clock stands at `when`."""
        der = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        store = SimpleCertificateStore.from_certs([one.der for one in self.chain()[:-1]])
        return DummyTimeStamper(self.der, keys.PrivateKeyInfo.load(der), certs_to_embed=store, fixed_dt=when)

    def pkcs12(self, password: str = PASSWORD, extras: tuple[Issued, ...] = ()) -> bytes:
        """Return certificate, chain, `extras` and key as PKCS#12."""
        cas = [one.certificate for one in (*extras, *self.chain())] or None
        encryption = (
            PrivateFormat.PKCS12.encryption_builder()
            .kdf_rounds(1000)
            .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
            .hmac_hash(hashes.SHA256())
            .build(password.encode())
        )
        return pkcs12.serialize_key_and_certificates(b"key", self.key, self.certificate, cas, encryption)

    def revoke(self, other: Issued, when: datetime) -> bytes:
        """Return a DER list of revocations by this authority that names `other`."""
        entry = pyca.RevokedCertificateBuilder().serial_number(other.certificate.serial_number).revocation_date(when)
        builder = (
            pyca.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(when)
            .next_update(when + timedelta(days=30))
            .add_revoked_certificate(entry.build())
            .add_extension(pyca.CRLNumber(1), critical=False)
        )
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)


def _usage(*, ca: bool) -> pyca.KeyUsage:
    return pyca.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    """Return an RSA key, made once."""
    return rsa.generate_private_key(65537, bits)


@cache
def root() -> Issued:
    """Return the certification body's own authority."""
    return Issued("Harbour Root", ca=True)


@cache
def intermediate() -> Issued:
    """Return an authority below the root."""
    return Issued("Harbour Issuing", root(), ca=True)


@cache
def employee(name: str) -> Issued:
    """Return a person's certificate below the root."""
    return Issued(name, intermediate())


@cache
def authority() -> Issued:
    """Return a time stamping authority below the root."""
    return Issued("Harbour Time", root(), stamping=True, key=rsa_key())  # pyHanko's stand-in knows RSA only


@cache
def signer_of(identity: Identity) -> SimpleSigner:
    """Return a pyHanko signer with the key of an identity."""
    signer: SimpleSigner = SimpleSigner.load_pkcs12_data(identity.pkcs12, (), PASSWORD.encode())
    return signer


def raw_sign(
    pdf: bytes,
    signer: SimpleSigner,
    field: str,
    *,
    perms: MDPPerm | None = None,
    md: str = "sha256",
    subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES,
    when: datetime | None = SIGNED,
    stamper: DummyTimeStamper | None = None,
    existing: bool = True,
    prepare: Callable[[QuietWriter], None] = lambda _: None,
) -> bytes:
    """Sign without any of our checks; `perms` certifies, `prepare` slips something in."""
    writer = QuietWriter(BytesIO(pdf), strict=False)
    prepare(writer)
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=md,
        certify=perms is not None,
        docmdp_permissions=perms or MDPPerm.FILL_FORMS,
        subfilter=subfilter,
    )
    signing = PdfSigner(metadata, signer, timestamper=stamper, stamp_style=NoOpStampStyle())
    signing.register_extensions = lambda out, **_: out.register_extension(ESIC_EXTENSION_1)  # type: ignore[method-assign]
    signing._enforce_certification_constraints = lambda *_: None  # type: ignore[method-assign]
    session = signing.init_signing_session(writer, existing_fields_only=existing)
    session.system_time = (when or SIGNED).astimezone(UTC)
    reserved = run(session.estimate_signature_container_size(None))
    if when is None:
        session.system_time = None  # type: ignore[assignment]
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=reserved)
    out = BytesIO()
    prepared, _ = document.digest_tbs_document(output=out)
    attributes = PdfCMSSignedAttributes(signing_time=session.system_time)
    run(document.perform_signature(document_digest=prepared.document_digest, pdf_cms_signed_attrs=attributes))
    return out.getvalue()
