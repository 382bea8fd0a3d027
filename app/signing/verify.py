"""The verdict on a signed paper: strict, complete, and never an exception.

pyHanko's `bottom_line` and poppler's `pdfsig` are not enough (notes/pdf.md, section 5: appended bytes, signatures
cut off, changed metadata and look-alike keys pass them). Every rule here answers one of those attacks.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature, read_certification_data

from app.domain.verification import Reason, Verification, Why
from app.signing import examine, paper, revision0
from app.signing.engine import BROKEN
from app.signing.reader import Paper
from app.signing.vouch import Evidence, Voucher, evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyhanko.pdf_utils.generic import Reference

    from app.domain.verification import ArchiveStamp, Signer
    from app.signing.paper import Statement
    from app.signing.trust import TrustList

_END: Final = re.compile(rb"startxref\s+\d+\s+%%EOF(?:\r\n|\n|\r)?\Z")
_ARCHIVE: Final = "archive"  # the field of a time stamp; nobody signs there
_TAIL: Final = 1024
_ORDER: Final = {why: place for place, why in enumerate(Why)}


@dataclass(slots=True)
class _Found:
    """What is gathered while one file is looked at."""

    reasons: list[Reason] = field(default_factory=list)
    notes: list[Reason] = field(default_factory=list)
    signers: list[Signer] = field(default_factory=list)
    stamps: list[ArchiveStamp] = field(default_factory=list)
    covered: bool = False
    stated: Statement | None = None
    carried: Evidence = field(default_factory=Evidence)
    unsigned: str = ""
    unread: set[str] = field(default_factory=set)

    def add(self, why: Why, **values: str | int | None) -> None:
        reason = Reason.of(why, **values)
        if reason not in self.reasons:
            self.reasons.append(reason)


def verify(
    pdf: bytes, trust: TrustList | None, *, expected: Sequence[str] = (), unsigned_sha256: str | None = None
) -> Verification:
    """Check the bytes of a signed paper.

    `trust` says who is believed (None: nobody, so the best verdict is `untrusted`); `expected` names fields that
    must be signed besides those the paper itself requires (the record knows which optional ones were);
    `unsigned_sha256` is the hash of the unsigned paper from the trail. Whatever the bytes are, the result is a
    verdict with reasons; only MemoryError can escape.
    """
    found = _Found()
    hopeless = _look_at_file(pdf, found)
    if not hopeless:
        try:
            _look_inside(pdf, found, trust, tuple(expected), unsigned_sha256)
        except BROKEN as error:
            found.add(Why.FILE_DAMAGED, detail=type(error).__name__)
    return Verification(
        reasons=tuple(sorted(found.reasons, key=_weight)),
        notes=tuple(found.notes),
        signers=tuple(found.signers),
        stamps=tuple(found.stamps),
        covers_whole_file=found.covered,
        trail_head=found.stated.trail_head if found.stated is not None else None,
        level=_level(found),
        revision0_sha256=found.unsigned,
        file_sha256=hashlib.sha256(pdf).hexdigest(),
    )


def _look_at_file(pdf: bytes, found: _Found) -> bool:
    """Note what the first and last bytes show; return True if looking inside makes no sense."""
    if not pdf:
        found.add(Why.FILE_EMPTY)
    elif not pdf.startswith(b"%PDF-"):
        found.add(Why.FILE_NOT_PDF)
    elif not _END.search(pdf[-_TAIL:]):
        if b"%%EOF" not in pdf[-_TAIL:]:
            found.add(Why.FILE_TRUNCATED)
        else:
            found.add(Why.FILE_APPENDED)
            return False
    return bool(found.reasons)


def _look_inside(
    pdf: bytes, found: _Found, trust: TrustList | None, expected: tuple[str, ...], unsigned_sha256: str | None
) -> None:
    reader = Paper(pdf)
    if reader.encrypted:
        found.add(Why.FILE_ENCRYPTED)
        return
    signatures = _signatures(reader, found)
    if not signatures and not found.unread:
        found.add(Why.SIGNATURE_NONE)
    _read_statement(reader, found)
    found.carried = evidence(reader)
    voucher = Voucher(trust, found.carried)
    for signature in signatures:
        _examine_one(pdf, signature, voucher, found)
    if signatures:
        _certified_first(reader, signatures, found)
        _nothing_after(signatures, found)
    _all_expected(signatures, expected, found)
    _unsigned_paper(pdf, reader, signatures, unsigned_sha256, found)


def _signatures(reader: Paper, found: _Found) -> list[EmbeddedPdfSignature]:
    """Return the signatures in signing order; note doubled fields and containers that cannot be read.

    pyHanko's own list leaves out unknown kinds; none is left out here.
    """
    names: list[str] = []
    values: list[Reference] = []
    signatures: list[EmbeddedPdfSignature] = []
    for name, value, reference in enumerate_sig_fields(reader):
        if name in names:
            found.add(Why.SIGNATURE_DUPLICATE, field=name)
        names.append(name)
        if value is None:
            continue
        try:
            holder = reference.get_object().raw_get("/V")
            if holder.reference in values:
                found.add(Why.SIGNATURE_DUPLICATE, field=name)
            values.append(holder.reference)
            signatures.append(EmbeddedPdfSignature(reader, reference, name))
        except BROKEN as error:
            found.add(Why.SIGNATURE_UNREADABLE, field=name, detail=type(error).__name__)
            found.unread.add(name)
    return sorted(signatures, key=lambda signature: signature.signed_revision)


def _read_statement(reader: Paper, found: _Found) -> None:
    try:
        found.stated = paper.statement(reader)
    except BROKEN:
        found.add(Why.PAPER_LIST_DAMAGED)


def _examine_one(pdf: bytes, signature: EmbeddedPdfSignature, voucher: Voucher, found: _Found) -> None:
    wanted = found.stated.field(signature.field_name) if found.stated is not None else None
    try:
        if signature.sig_object_type == "/DocTimeStamp":
            examined = examine.stamp(pdf, signature, voucher)
        else:
            examined = examine.signature(pdf, signature, voucher, wanted)
    except BROKEN as error:
        found.add(Why.SIGNATURE_UNREADABLE, field=signature.field_name, detail=type(error).__name__)
        return
    found.reasons.extend(examined.reasons)
    found.notes.extend(examined.notes)
    if examined.signer is not None:
        earlier = [signer.time for signer in found.signers if signer.time is not None]
        if examined.signer.time is not None and earlier and examined.signer.time < earlier[-1]:
            found.notes.append(Reason.of(Why.NOTE_TIME_ORDER, field=signature.field_name))
        found.signers.append(examined.signer)
    if examined.stamp is not None:
        found.stamps.append(examined.stamp)


def _certified_first(reader: Paper, signatures: list[EmbeddedPdfSignature], found: _Found) -> None:
    """See that the first signature certifies and allows filling in and signing only (ISO 32000-1, 12.8.2.2, P=2)."""
    first = signatures[0]
    certification = read_certification_data(reader)
    if certification is None or certification.permission is not MDPPerm.FILL_FORMS:
        found.add(Why.SIGNATURE_NOT_CERTIFIED, field=first.field_name)
    elif certification.author_sig.container_ref != first.sig_object.container_ref:
        found.add(Why.SIGNATURE_CERTIFIED_LATE, field=first.field_name)


def _nothing_after(signatures: list[EmbeddedPdfSignature], found: _Found) -> None:
    """See that after the last person's signature only revocation data and archive time stamps follow."""
    found.covered = examine.covers_file(signatures[-1])
    people = [signature for signature in signatures if signature.sig_object_type != "/DocTimeStamp"]
    if not people:
        found.add(Why.SIGNATURE_NONE)
        return
    last = people[-1]
    changes = last.diff_result
    known = {dict(one.values).get("field") for one in found.reasons if one.code is Why.SIGNATURE_CHANGED_AFTER}
    more = isinstance(changes, DiffResult) and changes.modification_level > ModificationLevel.LTA_UPDATES
    if more and last.field_name not in known:
        found.add(Why.SIGNATURE_CHANGED_AFTER, field=last.field_name)


def _all_expected(signatures: list[EmbeddedPdfSignature], expected: tuple[str, ...], found: _Found) -> None:
    people = {signature.field_name for signature in signatures if signature.sig_object_type != "/DocTimeStamp"}
    people |= found.unread  # there, if only in ruins
    wanted = found.stated.wanted if found.stated is not None else ()
    for one in wanted:
        if one.required and one.role != _ARCHIVE and one.field not in people:
            found.add(Why.SIGNATURE_MISSING, field=one.field, role=one.role, person=one.person)
    named = {one.field: one for one in wanted}
    for name in expected:
        one = named.get(name, paper.Wanted(name, "", "", required=False))
        if name not in people and not one.required:
            found.add(Why.SIGNATURE_MISSING, field=name, role=one.role, person=one.person)
    if found.stated is not None:
        for name in sorted(people - set(named) - set(expected)):
            found.add(Why.SIGNATURE_UNEXPECTED, field=name)
    elif not expected and not any(reason.code is Why.PAPER_LIST_DAMAGED for reason in found.reasons):
        found.add(Why.PAPER_NO_LIST)


def _unsigned_paper(
    pdf: bytes,
    reader: Paper,
    signatures: list[EmbeddedPdfSignature],
    unsigned_sha256: str | None,
    found: _Found,
) -> None:
    """Compare revision 0 with the trail, and see that the first signer added nothing to it but a signature."""
    found.unsigned = revision0.digest(pdf, reader)
    if unsigned_sha256 is not None and found.unsigned != unsigned_sha256.lower():
        found.add(Why.PAPER_OTHER)
    if signatures and not revision0.only_signed(reader, signatures[0]):
        found.add(Why.PAPER_CHANGED_FIRST)


def _weight(reason: Reason) -> int:
    return _ORDER[reason.code]


def _level(found: _Found) -> str:
    if not found.signers:
        return ""
    weakest = min(signer.level for signer in found.signers)
    return weakest + ("+DSS" if found.carried.present else "") + ("+archive" if found.stamps else "")
