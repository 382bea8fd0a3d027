"""The one CMS object that a signature of ours can be, written anew from its parts (RFC 5652, 5).

asn1crypto overlooks elements that follow the known ones in a sequence; whoever compares the bytes with this
object overlooks nothing. Free are only the parts that a signature covers: the signed attributes, and the
certificates, each signed by its issuer and the signer's also by the signing-certificate attribute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from asn1crypto import core

if TYPE_CHECKING:
    from asn1crypto import algos, cms, x509

_SIGNED_DATA: Final = bytes.fromhex("06092a864886f70d010702")
_DATA: Final = bytes.fromhex("06092a864886f70d010701")
_ONE: Final = bytes.fromhex("020101")
_SEQUENCE: Final = 0x30
_SET: Final = 0x31
_TAG_0: Final = 0xA0
_SHORT: Final = 0x80


def message(data: cms.SignedData, signer: x509.Certificate) -> bytes | None:
    """Return the canonical ContentInfo with the parts of `data`, None if a part is not in canonical form itself."""
    certificates = [choice.chosen.dump() for choice in data["certificates"]]
    plain = [_certificate(choice.chosen) for choice in data["certificates"]]
    info = data["signer_infos"][0]
    digest, method = info["digest_algorithm"], info["signature_algorithm"]
    if plain != certificates or not (_plain(digest) and _plain(method)):
        return None
    parts = [
        _ONE,
        _tlv(_SEQUENCE, signer.issuer.dump(), core.Integer(signer.serial_number).dump()),
        digest.dump(),
        info["signed_attrs"].dump(),
        method.dump(),
        core.OctetString(info["signature"].native).dump(),
    ]
    if not isinstance(info["unsigned_attrs"], core.Void):
        parts.append(info["unsigned_attrs"].dump())
    signed = _tlv(
        _SEQUENCE,
        _ONE,
        _tlv(_SET, digest.dump()),
        _tlv(_SEQUENCE, _DATA),
        _tlv(_TAG_0, *certificates),
        _tlv(_SET, _tlv(_SEQUENCE, *parts)),
    )
    return _tlv(_SEQUENCE, _SIGNED_DATA, _tlv(_TAG_0, signed))


def _certificate(certificate: x509.Certificate) -> bytes:
    """Return the certificate with its three parts and nothing behind them (RFC 5280, 4.1)."""
    inner = certificate["tbs_certificate"]
    return _tlv(_SEQUENCE, inner.dump(), inner["signature"].dump(), certificate["signature_value"].dump())


def _plain(algorithm: algos.AlgorithmIdentifier) -> bool:
    return bool(type(algorithm).load(algorithm.dump()).dump(force=True) == algorithm.dump())


def _tlv(tag: int, *parts: bytes) -> bytes:
    """Return tag, shortest length and contents (ITU-T X.690, 8.1 and 10.1)."""
    contents = b"".join(parts)
    size = len(contents)
    if size < _SHORT:
        return bytes([tag, size]) + contents
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, _SHORT | len(digits)]) + digits + contents
