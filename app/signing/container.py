"""The signature container: the bytes of /Contents and the CMS object in them.

No PDF signature covers its own container (notes/reliability.md, finding 11), so its form is checked strictly: one
hexadecimal string in the gap of the byte range, one DER object, zeros behind it, and inside it exactly what PAdES
needs (ETSI EN 319 142-1, 6.3; ETSI EN 319 122-1, 5.2.2.3; RFC 5652). What is left to vary there proves nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from asn1crypto import cms, core
from asn1crypto import parser as asn1_parser
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from app.signing import canonical, der

if TYPE_CHECKING:
    from asn1crypto import x509
    from pyhanko.sign.validation import EmbeddedPdfSignature

DIGESTS: Final = frozenset({"sha256", "sha384", "sha512"})
SMALLEST_RSA: Final = 2048
_MUST_BE_SIGNED: Final = frozenset({"content_type", "message_digest", "signing_certificate_v2"})
# One letter case only: with both allowed, a letter could be changed without a trace.
_HEX: Final = re.compile(rb"<(?:[0-9a-f]*|[0-9A-F]*)>")


def gap(pdf: bytes, signature: EmbeddedPdfSignature) -> bytes | None:
    """Return the bytes between the two parts of the byte range, None if the range is not of the standard form."""
    numbers = [int(number) for number in signature.byte_range]
    if len(numbers) != 4:  # noqa: PLR2004 - two (offset, length) pairs
        return None
    first, length, second, rest = numbers
    if first != 0 or length <= 0 or rest <= 0 or not length < second <= len(pdf) - rest:
        return None
    return pdf[length:second]


def well_formed(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Tell whether /Contents is one hexadecimal string with one DER object in canonical form and then only zeros."""
    between = gap(pdf, signature)
    if between is None or not _HEX.fullmatch(between):
        return False
    content = bytes.fromhex(between[1:-1].decode("ascii"))
    if content != signature.pkcs7_content:
        return False
    if signature.sig_object_type == "/DocTimeStamp":  # made by an authority, which may use BER (RFC 3161)
        parts = asn1_parser.parse(content, strict=False)
        return not content[len(parts[3]) + len(parts[4]) + len(parts[5]) :].strip(b"\0")
    length = der.length_of(content)
    if length is None or content[length:].strip(b"\0"):
        return False
    loaded = cms.ContentInfo.load(content[:length], strict=True)
    signer = signature.signer_cert
    return _bare(loaded, signer) and canonical.message(loaded["content"], signer) == content[:length]


def _bare(message: cms.ContentInfo, signer: x509.Certificate) -> bool:
    """Tell whether the CMS object has the right parts: a signer, its chain, no unsigned attribute but a time stamp."""
    if message["content_type"].native != "signed_data":
        return False
    data = message["content"]
    info = data["signer_infos"][0]
    return _attributes(info) and _chain(data, signer)


def _attributes(info: cms.SignerInfo) -> bool:
    signed = [attribute["type"].native for attribute in info["signed_attrs"]]
    if len(signed) != len(set(signed)) or not set(signed) >= _MUST_BE_SIGNED:
        return False
    unsigned = info["unsigned_attrs"]
    return _empty(unsigned) or [attribute["type"].native for attribute in unsigned] == ["signature_time_stamp_token"]


def _chain(data: cms.SignedData, signer: x509.Certificate) -> bool:
    """Tell whether the certificates are the signer's and, one by one, those of its issuers."""
    certificates = [choice.chosen for choice in data["certificates"] if choice.name == "certificate"]
    if len(certificates) != len(data["certificates"]):
        return False
    left = {certificate.sha256: certificate for certificate in certificates}
    if len(left) != len(certificates) or left.pop(signer.sha256, None) is None:
        return False
    current = signer
    while left:
        issuer = next((one for one in left.values() if one.subject == current.issuer), None)
        if issuer is None:
            return False
        current = left.pop(issuer.sha256)
    return True


def _empty(value: core.Asn1Value) -> bool:
    return value is core.VOID or isinstance(value, core.Void) or (hasattr(value, "__len__") and len(value) == 0)


def strong(signature: EmbeddedPdfSignature) -> bool:
    """Tell whether hash and key are of today's strength (SHA-2 with 256 bits or more, RSA 2048, EC P-256)."""
    info = signature.signer_info
    if info["digest_algorithm"]["algorithm"].native not in DIGESTS:
        return False
    algorithm = info["signature_algorithm"]
    if algorithm.signature_algo == "rsassa_pss" and algorithm.hash_algo not in DIGESTS:
        return False
    if algorithm.signature_algo == "ecdsa" and algorithm.hash_algo not in DIGESTS:
        return False
    key = signature.signer_cert.public_key
    if key.algorithm in {"rsa", "rsassa_pss"}:
        return bool(key.bit_size >= SMALLEST_RSA)
    return bool(key.algorithm == "ec" and key.curve[1] in {"secp256r1", "secp384r1", "secp521r1"})


def integrity(signature: EmbeddedPdfSignature) -> tuple[bool, bool]:
    """Return (the digest of the covered bytes is the signed one, the signature over it is by this certificate)."""
    intact, valid = validate_sig_integrity(
        signature.signer_info,
        signature.signer_cert,
        expected_content_type="data",
        actual_digest=signature.compute_digest(),
    )
    return bool(intact), bool(valid)


def stamped_this_file(signature: EmbeddedPdfSignature) -> bool:
    """Tell whether a document time stamp is over the bytes it covers here (RFC 3161, 2.4.2, messageImprint)."""
    imprint = signature.signed_data["encap_content_info"]["content"].parsed["message_imprint"]
    return bool(imprint["hashed_message"].native == signature.compute_digest())
