"""The unsigned paper inside a signed one: revision 0, byte for byte what was made from the data."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from pyhanko.sign.diff_analysis import ModificationLevel, SuspiciousModification
from pyhanko.sign.fields import MDPPerm

from app.signing.policy import FIRST_SIGNATURE

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader


def digest(pdf: bytes, reader: PdfFileReader) -> str:
    """Return the SHA-256 of the file as it was before the first incremental update; empty if that end is not found.

    It ends with the end-of-file marker that follows its `startxref` and one line end (ISO 32000-1, 7.5.5).
    """
    start = reader.xrefs.get_startxref_for_revision(0)
    marker = re.compile(rb"startxref\s+%d\s+%%%%EOF(?:\r\n|\n|\r)?" % start)
    end = marker.search(pdf, start)
    return hashlib.sha256(pdf[: end.end()]).hexdigest() if end else ""


def only_signed(reader: PdfFileReader, first_signed: int) -> bool:
    """Tell whether the first signature is the first update and brought nothing with it but itself.

    Without this, a change put between the unsigned paper and the first signature would hide behind the hash of
    revision 0. The later revisions are judged from the first signature on.
    """
    if first_signed != 1:
        return False
    try:
        result = FIRST_SIGNATURE.apply(
            old=reader.get_historical_resolver(0),
            new=reader.get_historical_resolver(1),
            doc_mdp=MDPPerm.FILL_FORMS,
        )
    except SuspiciousModification:
        return False
    return bool(result.modification_level <= ModificationLevel.FORM_FILLING)
