"""The unsigned paper inside a signed one: revision 0, byte for byte what was made from the data."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.generic import DictionaryObject, Reference

from app.signing.engine import entry

if TYPE_CHECKING:
    from pyhanko.pdf_utils.generic import PdfObject
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import EmbeddedPdfSignature


def digest(pdf: bytes, reader: PdfFileReader) -> str:
    """Return the SHA-256 of the file as it was before the first incremental update; empty if that end is not found.

    It ends with the end-of-file marker that follows its `startxref` and one line end (ISO 32000-1, 7.5.5).
    """
    start = reader.xrefs.get_startxref_for_revision(0)
    marker = re.compile(rb"startxref\s+%d\s+%%%%EOF(?:\r\n|\n|\r)?" % start)
    end = marker.search(pdf, start)
    return hashlib.sha256(pdf[: end.end()]).hexdigest() if end else ""


def only_signed(reader: PdfFileReader, first: EmbeddedPdfSignature) -> bool:
    """Tell whether the first signature is the first update and brought nothing with it but itself.

    Without this, a change put between the unsigned paper and the first signature would hide behind the hash of
    revision 0. Old objects may only be the catalog, the form and the signed field, changed in the entries that
    signing sets; what is new can then be reached from those entries alone. The later revisions are judged from the
    first signature on.
    """
    field = first.sig_field.container_ref
    if first.signed_revision != 1 or not isinstance(field, Reference):
        return False
    before, after = reader.get_historical_resolver(0), reader.get_historical_resolver(1)
    form = entry(before.root, "/AcroForm")
    known = {before.root_ref, getattr(form, "container_ref", None), field}
    changed = {one for one in after.explicit_refs_in_revision() if not before.is_ref_unassignable(one)}
    if not changed <= known or after.refs_freed_in_revision():
        return False
    return (
        _same(before.root, after.root, {"/AcroForm", "/Perms", "/Extensions"})
        and _same(form, entry(after.root, "/AcroForm"), {"/SigFlags"})
        and _same(before(field), after(field), {"/V", "/AP"})
    )


def _same(old: PdfObject, new: PdfObject, but: set[str]) -> bool:
    """Tell whether two dictionaries hold the same, besides the entries named in `but`."""
    if not (isinstance(old, DictionaryObject) and isinstance(new, DictionaryObject)):
        return False
    return {key: old.raw_get(key) for key in old if key not in but} == {
        key: new.raw_get(key) for key in new if key not in but
    }
