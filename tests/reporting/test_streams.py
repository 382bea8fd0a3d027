"""Stream ends that validators would read differently do not leave the house."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from app.reporting import streams


def _ending_in(end: bytes) -> bytes:
    """Return content whose Flate form ends in `end`."""
    return next(
        content for number in range(10_000) if zlib.compress(content := f"% {number}".encode(), 6).endswith(end)
    )


@pytest.mark.parametrize("end", [b"\r", b"\n"])
@pytest.mark.parametrize("packed", [True, False])
def test_a_stream_that_would_end_in_a_line_end_does_not(end, packed):
    content = _ending_in(end)
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = pdf.make_stream(b"")
    if packed:
        stream.write(zlib.compress(content, 6), filter=pikepdf.Array([pikepdf.Name.FlateDecode]))
    else:
        stream.write(content)
    pdf.Root.Probe = stream
    data = streams.saved(pdf)
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert opened.Root.Probe.read_bytes() == content
        assert not opened.Root.Probe.read_raw_bytes().endswith((b"\r", b"\n"))
    assert b"\r\nendstream" not in data


def test_an_object_stream_that_ends_in_a_carriage_return_is_written_again(monkeypatch):
    written = []
    original = streams._written

    def first_unlucky(pdf):
        written.append(original(pdf))
        return b"\r\nendstream" if len(written) == 1 else written[-1]

    monkeypatch.setattr(streams, "_written", first_unlucky)
    pdf = pikepdf.new()
    pdf.add_blank_page()
    assert streams.saved(pdf) == written[1]
    assert written[0] != written[1]


def test_a_file_without_a_clear_form_is_an_error(monkeypatch):
    monkeypatch.setattr(streams, "_written", lambda pdf: b"\r\nendstream")
    with pytest.raises(RuntimeError, match="clear"):
        streams.saved(pikepdf.new())
