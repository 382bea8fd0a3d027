"""Saving with stream ends that cannot be misread.

PDF/A-3 (ISO 19005-3, 6.1.7.1) counts a stream's bytes up to the end-of-line before `endstream`. Data that happen to
end in a carriage return make that a question (is the line end CR LF or LF?), and validators answer it differently. The
last byte of Flate data is a checksum, so it hits one stream in 256 and no other compression level helps.
"""

from __future__ import annotations

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_UNCLEAR = b"\r\nendstream"
_ATTEMPTS = 40


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Return the file's bytes: compressed, with object streams, a fixed id and no stream end in question.

    Raises RuntimeError if no form without such a stream is found (never seen; three attempts were the most).
    """
    for entry in pdf.objects:
        if isinstance(entry, Stream):
            _settle(entry)
    for attempt in range(_ATTEMPTS):
        if attempt:
            # one object more moves all others between the object streams and so changes their checksums
            pdf.Root.AAOnsitePadding = Array([pdf.make_indirect(Dictionary()) for _ in range(attempt)])
        data = _written(pdf)
        if _UNCLEAR not in data:
            return data
    raise RuntimeError("no clear form found")


def _settle(stream: Stream) -> None:
    """Compress a stream that is not; a stream that would end in a line end gets one byte behind its Flate data.

    Decoders stop at the end mark of Flate data (RFC 1950), so that byte is not part of the content.
    """
    if stream.get(Name.Type) == Name.Metadata:
        return  # readable without a PDF program
    if Name.Filter not in stream:
        stream.write(zlib.compress(stream.read_raw_bytes(), 6), filter=Name.FlateDecode)
    raw = stream.read_raw_bytes()
    filters = list(stream.Filter) if isinstance(stream.Filter, Array) else [stream.Filter]
    if raw.endswith((b"\r", b"\n")) and filters == [Name.FlateDecode]:
        stream.write(raw + b"\0", filter=Name.FlateDecode)


def _written(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=True,
        min_version="1.7",
    )
    return out.getvalue()
