"""One PAdES-B-B signature in a field that exists (ETSI EN 319 142-1), added as an incremental update."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1,
    translate_pyca_cryptography_key_to_asn1,
)
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.stamp.noop import NoOpStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.domain.errors import ForeignFileProblem
from app.signing.checks import may_sign
from app.signing.engine import BROKEN, QuietWriter, run
from app.signing.identity import check_period, unlock
from app.signing.reader import Paper

if TYPE_CHECKING:
    from datetime import datetime

    from asn1crypto import x509
    from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates
    from pyhanko.pdf_utils.writer import BasePdfFileWriter
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession


def sign(
    pdf: bytes,
    pkcs12: bytes,
    password: str,
    *,
    field: str,
    role: str,
    when: datetime,
    location: str,
    appearance: bytes | None,
    certify: bool,
) -> bytes:
    """Return `pdf` with one more signature; the bytes of `pdf` stay the beginning of the result, unchanged.

    `field` is an empty signature field of the paper; `role` and `location` are stated in the signature;
    `when` (aware) is the device clock's time, written as /M (PAdES forbids the signing-time attribute);
    `appearance` is a one-page PDF of the field's size that is shown in it, None leaves the field as it looks;
    `certify` makes the certification signature (DocMDP 2: only fill in and sign), which must be the first.
    Raises what `identity.load` and `checks.may_sign` raise; ForeignFileProblem `sign.unreadable` for a file
    that is not a well-formed PDF and `sign.appearance` for an appearance that is none.
    """
    if when.tzinfo is None:
        raise ValueError("naive time")
    identity, content = unlock(pkcs12, password)
    check_period(identity, when)
    try:
        reader = Paper(pdf)
        writer = QuietWriter(reader.stream, prev=reader)
        may_sign(reader, field, when, certify=certify)
    except BROKEN as error:
        raise ForeignFileProblem("sign.unreadable", reason=type(error).__name__) from error
    if appearance is not None:
        _show(writer, field, appearance)
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        reason=role,
        location=location or None,
        certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        subfilter=SigSeedSubFilter.PADES,
    )
    session = _Signer17(metadata, _signer(content), stamp_style=NoOpStampStyle()).init_signing_session(
        writer, existing_fields_only=True
    )
    session.system_time = when
    signed = _complete(session)
    if not signed.startswith(pdf):
        raise RuntimeError("the unsigned paper was not kept byte for byte")
    return signed


class _Signer17(PdfSigner):
    """A signer that leaves the paper a PDF 1.7 file, as PDF/A-3 wants (ISO 19005-3, 6.1.2).

    pyHanko declares PDF 2.0 in the catalog for ECDSA keys (ISO/TS 32002); PAdES on PDF 1.7 needs only the ESIC
    extension (ETSI EN 319 142-1, 5.6).
    """

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:  # noqa: ARG002
        """Declare the ESIC extension and nothing else."""
        pdf_out.register_extension(ESIC_EXTENSION_1)


def _signer(content: PKCS12KeyAndCertificates) -> SimpleSigner:
    if content.key is None or content.cert is None:  # `unlock` has refused this
        raise RuntimeError("no key")
    certificate = translate_pyca_cryptography_cert_to_asn1(content.cert.certificate)
    extras = [translate_pyca_cryptography_cert_to_asn1(extra.certificate) for extra in content.additional_certs]
    return SimpleSigner(
        signing_cert=certificate,
        signing_key=translate_pyca_cryptography_key_to_asn1(content.key),
        cert_registry=SimpleCertificateStore.from_certs(_issuers(certificate, extras)),
        embed_roots=False,
    )


def _issuers(certificate: x509.Certificate, extras: list[x509.Certificate]) -> list[x509.Certificate]:
    """Return the chain of `certificate` out of `extras`; other certificates in the file do not belong in a paper."""
    chain: list[x509.Certificate] = []
    current = certificate
    while current.self_signed == "no":
        issuer = next((one for one in extras if one.subject == current.issuer and one not in chain), None)
        if issuer is None:
            break
        chain.append(issuer)
        current = issuer
    return chain


def _show(writer: QuietWriter, name: str, appearance: bytes) -> None:
    """Make the page of `appearance` the widget's appearance; an invisible field shows nothing."""
    (_, _, reference) = next(iter(enumerate_sig_fields(writer, with_name=name)))
    widget = reference.get_object()
    left, bottom, right, top = (float(edge) for edge in widget["/Rect"])
    if left == right or bottom == top:
        return
    try:
        page = writer.import_page_as_xobject(Paper(appearance))
    except BROKEN as error:
        raise ForeignFileProblem("sign.appearance", reason=type(error).__name__) from error
    widget["/AP"] = generic.DictionaryObject({pdf_name("/N"): page})
    writer.mark_update(reference)


def _complete(session: PdfSigningSession) -> bytes:
    """Do what `PdfSigner.sign_pdf` does, with the session's own time instead of the machine's, and no sockets."""
    reserved = run(session.estimate_signature_container_size(None))
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=reserved)
    prepared, output = document.digest_tbs_document(output=BytesIO())
    run(
        document.perform_signature(
            document_digest=prepared.document_digest,
            pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=session.system_time),
        )
    )
    output.seek(0)
    signed: bytes = output.read()
    return signed
