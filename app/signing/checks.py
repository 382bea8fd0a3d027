"""What must hold before a signature is added, so that no file is made that our own verdict would refuse."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm, enumerate_sig_fields

from app.domain.errors import UserMistake
from app.signing.container import integrity, stamped_this_file
from app.signing.engine import entry

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import EmbeddedPdfSignature


def may_sign(reader: PdfFileReader, name: str, when: datetime, *, certify: bool) -> None:
    """Refuse what cannot or must not be signed; `when` is aware.

    Raises UserMistake: `sign.encrypted`, `sign.field_missing`, `sign.field_filled`, `sign.certify_first`,
    `sign.certified_already`, `sign.closed`, `sign.field_locked`, `sign.altered`, `sign.clock`.
    """
    if reader.encrypted:
        raise UserMistake("sign.encrypted")
    field_is_empty(reader, name)
    earlier = reader.embedded_signatures
    if not earlier and not certify:
        raise UserMistake("sign.certify_first", pdf_field=name)
    if earlier and certify:
        raise UserMistake("sign.certified_already", pdf_field=name)
    for signature in earlier:
        _leaves_open(signature, name)
    if earlier:
        _is_unaltered(earlier)
        _clock_runs_forward(earlier, when)


def field_is_empty(reader: PdfFileReader, name: str) -> None:
    """Refuse a name that no signature field, several, or a signed one has."""
    found = list(enumerate_sig_fields(reader, with_name=name))
    if len(found) != 1:
        raise UserMistake("sign.field_missing", pdf_field=name)
    if found[0][1] is not None:
        raise UserMistake("sign.field_filled", pdf_field=name)


def signed_at(signature: EmbeddedPdfSignature) -> datetime | None:
    """Return the time the signer's clock showed (ISO 32000-1, table 252, /M), in UTC; None if there is none."""
    moment = signature.self_reported_timestamp
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _leaves_open(signature: EmbeddedPdfSignature, name: str) -> None:
    if signature.docmdp_level == MDPPerm.NO_CHANGES:
        raise UserMistake("sign.closed", pdf_field=name, by=signature.field_name)
    # pyHanko would sign in spite of a lock and then report the locking signature as broken (notes/pdf.md, 5).
    for lock in (signature.fieldmdp, _own_lock(signature)):
        if lock is not None and lock.is_locked(name):
            raise UserMistake("sign.field_locked", pdf_field=name, by=signature.field_name)


def _own_lock(signature: EmbeddedPdfSignature) -> FieldMDPSpec | None:
    lock = entry(signature.sig_field, "/Lock")
    return FieldMDPSpec.from_pdf_object(lock) if isinstance(lock, generic.DictionaryObject) else None


def _is_unaltered(earlier: list[EmbeddedPdfSignature]) -> None:
    for signature in earlier:
        stamp = signature.sig_object_type == "/DocTimeStamp"
        if not (stamped_this_file(signature) if stamp else integrity(signature) == (True, True)):
            raise UserMistake("sign.altered", pdf_field=signature.field_name)
    last = earlier[-1]
    last.compute_integrity_info(skip_diff=True)
    if last.coverage is None or last.coverage.name != "ENTIRE_FILE":
        raise UserMistake("sign.altered", pdf_field=last.field_name)


def _clock_runs_forward(earlier: list[EmbeddedPdfSignature], when: datetime) -> None:
    times = [moment for moment in map(signed_at, earlier) if moment is not None]
    if times and when < max(times):
        raise UserMistake("sign.clock", last=max(times).isoformat(), now=when.astimezone(UTC).isoformat())
