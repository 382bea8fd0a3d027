"""One signature or time stamp: container, digest, strength, coverage, later changes, time, and who vouches."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING, Final

from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.generic_cms import collect_timing_info, validate_tst_signed_data
from pyhanko.sign.validation.status import SignatureCoverageLevel, TimestampSignatureStatus

from app.domain.verification import ArchiveStamp, Reason, Signer, Why
from app.signing import container
from app.signing.checks import signed_at
from app.signing.engine import entry, run
from app.signing.policy import AFTER_SIGNATURE
from app.signing.vouch import common_name, organisation

if TYPE_CHECKING:
    from datetime import datetime

    from pyhanko.sign.validation import EmbeddedPdfSignature

    from app.signing.paper import Wanted
    from app.signing.vouch import Voucher

_PADES: Final = "/ETSI.CAdES.detached"
_RFC3161: Final = "/ETSI.RFC3161"


@dataclass(slots=True)
class Examined:
    """What was found about one signature."""

    reasons: list[Reason] = field(default_factory=list)
    notes: list[Reason] = field(default_factory=list)
    signer: Signer | None = None
    stamp: ArchiveStamp | None = None


def signature(pdf: bytes, one: EmbeddedPdfSignature, voucher: Voucher, wanted: Wanted | None) -> Examined:
    """Examine a person's signature; raises one of `engine.BROKEN` if it cannot be read."""
    result = Examined()
    whys = list(_form(pdf, one, "/Sig", _PADES))
    intact, authentic = container.integrity(one)
    whys += [] if intact else [Why.SIGNATURE_CONTENT]
    whys += [] if authentic else [Why.SIGNATURE_FALSE]
    whys += [] if container.strong(one) else [Why.SIGNATURE_WEAK]
    whys += _coverage(one, intact=intact)
    certificate = one.signer_cert
    own, stamped, level = _times(one, voucher)
    when = stamped or own
    name, trusted = common_name(certificate), False
    if when is None:
        whys.append(Why.SIGNATURE_NO_TIME)
    else:
        if not certificate.not_valid_before <= when <= certificate.not_valid_after:
            whys.append(Why.SIGNATURE_KEY_EXPIRED)
        vouched = voucher.judge(certificate, one.other_embedded_certs, wanted, when)
        name, trusted = vouched.name, not vouched.reasons and authentic
        whys += vouched.reasons
    result.reasons = [Reason.of(why, field=one.field_name, name=name) for why in whys]
    result.signer = Signer(
        name=name,
        role=wanted.role if wanted is not None else str(entry(one.sig_object, "/Reason") or ""),
        field=one.field_name,
        trusted=trusted,
        fingerprint=certificate.sha256.hex(),
        time=when,
        level=level,
        self_made=certificate.issuer == certificate.subject,
        intact=intact and authentic,
        organisation=organisation(certificate),
        time_source="time stamp" if stamped else "device clock",
    )
    return result


def stamp(pdf: bytes, one: EmbeddedPdfSignature, voucher: Voucher) -> Examined:
    """Examine a document time stamp (ETSI EN 319 142-1, 5.4.3); raises one of `engine.BROKEN`."""
    result = Examined()
    whys = list(_form(pdf, one, "/DocTimeStamp", _RFC3161)) + _coverage(one, intact=True)
    info = one.signed_data["encap_content_info"]["content"].parsed
    when: datetime = info["gen_time"].native.astimezone(UTC)
    status = TimestampSignatureStatus(
        **run(validate_tst_signed_data(one.signed_data, voucher.context(when), one.compute_digest))
    )
    if not (status.intact and status.valid):
        whys.append(Why.STAMP_BROKEN)
    result.reasons = [Reason.of(why, field=one.field_name) for why in whys]
    if not status.trusted:
        result.notes.append(Reason.of(Why.NOTE_STAMP_UNTRUSTED, field=one.field_name))
    result.stamp = ArchiveStamp(one.field_name, when, bool(status.trusted))
    return result


def covers_file(one: EmbeddedPdfSignature) -> bool:
    """Tell whether an examined signature covers every byte of the file but its own container."""
    return one.coverage is SignatureCoverageLevel.ENTIRE_FILE


def _form(pdf: bytes, one: EmbeddedPdfSignature, kind: str, form: str) -> list[Why]:
    if one.sig_object_type != kind or entry(one.sig_object, "/SubFilter") != form:
        return [Why.SIGNATURE_KIND]
    return [] if container.well_formed(pdf, one) else [Why.SIGNATURE_CONTAINER]


def _coverage(one: EmbeddedPdfSignature, *, intact: bool) -> list[Why]:
    """See that the signature covers its whole revision and that what follows is allowed (ISO 32000-1, 12.8.2.2).

    What follows is only compared if the signed part is intact: it costs seconds and would say nothing.
    """
    one.compute_integrity_info(diff_policy=AFTER_SIGNATURE, skip_diff=not intact)
    if one.coverage is None or one.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return [Why.SIGNATURE_PARTIAL]
    changes = one.diff_result
    if not intact:
        return []
    if not isinstance(changes, DiffResult) or changes.modification_level > ModificationLevel.FORM_FILLING:
        return [Why.SIGNATURE_CHANGED_AFTER]
    return []


def _times(one: EmbeddedPdfSignature, voucher: Voucher) -> tuple[datetime | None, datetime | None, str]:
    """Return the signer's own time, the time of a trusted signature time stamp, and the PAdES level."""
    own = signed_at(one)
    if own is None:
        return None, None, "B-B"
    timing = run(collect_timing_info(one.signer_info, voucher.context(own), one.compute_digest))
    token = timing.get("timestamp_validity")
    if token is None or not (token.intact and token.valid):
        return own, None, "B-B"
    return own, token.timestamp.astimezone(UTC) if token.trusted else None, "B-T"
