"""Makes files that hold text, by hand: zips of XML, PDF, messages; and files that mean harm."""

from __future__ import annotations

import io
import zipfile
from typing import Final

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return an archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(*paragraphs: str, before: str = "") -> bytes:
    """Return a text document with a header and a note; every paragraph is cut in two runs."""
    body = "".join(
        f"<w:p><w:r><w:t>{text[:3]}</w:t></w:r><w:r><w:t>{text[3:]}</w:t></w:r></w:p>" for text in paragraphs
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
            "word/header1.xml": f'<w:hdr xmlns:w="{WORD}"><w:p><w:r><w:t>In the header</w:t></w:r></w:p></w:hdr>',
            "word/footnotes.xml": f'<w:f xmlns:w="{WORD}"><w:p><w:r><w:t>In a note</w:t></w:r></w:p></w:f>',
        }
    )


def pptx(*slides: str) -> bytes:
    """Return slides, with a speaker's note to the first."""
    parts: dict[str, str | bytes] = {"ppt/presentation.xml": "<p/>"}
    for number, text in enumerate(slides, 1):
        parts[f"ppt/slides/slide{number}.xml"] = f'<s xmlns:a="{DRAWING}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>'
    parts["ppt/notesSlides/notesSlide1.xml"] = f'<n xmlns:a="{DRAWING}"><a:p><a:r><a:t>To be said</a:t></a:r></a:p></n>'
    return zipped(parts)


def odf(kind: str, *paragraphs: str, manifest: str = "") -> bytes:
    """Return a document of OpenDocument: `text`, `spreadsheet` or `presentation`."""
    body = "".join(f"<text:p>{text[:3]}<text:span>{text[3:]}</text:span></text:p>" for text in paragraphs)
    content = f'<o:c xmlns:o="{OFFICE}" xmlns:text="{TEXT}"><o:body>{body}</o:body></o:c>'
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": content,
            "META-INF/manifest.xml": manifest or "<m/>",
        }
    )


def pdf(*pages: str, password: str = "") -> bytes:
    """Return a PDF with a line on each page, locked if a password is given."""
    from reportlab.lib.pdfencrypt import StandardEncryption  # noqa: PLC0415 - slow to load
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - as above

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password) if password else None)
    for text in pages:
        canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
