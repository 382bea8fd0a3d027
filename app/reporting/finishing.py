"""The last step: pikepdf turns ReportLab's file into PDF/A-3a and PDF/UA-1.

Writes structure tree, metadata, output intent, associated files and the signature fields. All fields exist before
the first signature, because a field added later breaks the certification signature. Same input, same bytes.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

from app.reporting.metadata import PRODUCER, pdf_date, xmp
from app.reporting.streams import saved
from app.reporting.structure import write_structure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.reporting.tagging import Element


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the paper (`relationship` as in ISO 32000-2, 7.11.3: `Data`, `Source`, ...)."""

    name: str
    media_type: str
    data: bytes
    relationship: str
    description: str


@dataclass(frozen=True, slots=True)
class Finish:
    """Metadata and attachments of a paper; `moment` is its only date."""

    title: str
    author: str
    subject: str
    language: str
    moment: datetime
    attachments: tuple[Attachment, ...]


def finish(raw: bytes, root: Element, images: Mapping[str, bytes], facts: Finish) -> bytes:
    """Return the archival, tagged form of `raw` with `root` as its structure and `images` (JPEG) by resource name."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _write_images(pdf, images)
        fields = write_structure(pdf, root)
        _write_catalog(pdf, facts)
        _write_metadata(pdf, facts)
        _write_attachments(pdf, facts)
        if fields:
            pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(fields)))
        return saved(pdf)


def _write_images(pdf: pikepdf.Pdf, images: Mapping[str, bytes]) -> None:
    waiting = dict(images)
    for page in pdf.pages:
        if not waiting:
            return
        for name, stream in page.resources.get(Name.XObject, Dictionary()).items():
            jpeg = waiting.pop(name.removeprefix("/"), None)
            if jpeg is not None:
                stream.write(jpeg, filter=Name.DCTDecode)
    if waiting:
        raise RuntimeError("a picture was lost")


@cache
def srgb_profile() -> bytes:
    """Return an sRGB profile without the day it was made, which Pillow writes into it."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = b"\x07\xe8\x00\x01\x00\x01" + bytes(6)
    profile[84:100] = bytes(16)
    return bytes(profile)


def _write_catalog(pdf: pikepdf.Pdf, facts: Finish) -> None:
    root = pdf.Root
    root.MarkInfo = Dictionary(Marked=True)
    root.Lang = String(facts.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode = Name.UseOutlines
    profile = pdf.make_stream(srgb_profile(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=profile,
    )
    root.OutputIntents = Array([intent])


def _write_metadata(pdf: pikepdf.Pdf, facts: Finish) -> None:
    """Write XMP and document information, which PDF/A-3 wants to agree."""
    packet = xmp(facts.title, facts.author, facts.subject, facts.language, facts.moment)
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    stamp = String(pdf_date(facts.moment.astimezone(UTC)))
    pdf.docinfo.Title = String(facts.title)
    pdf.docinfo.Author = String(facts.author)
    pdf.docinfo.Subject = String(facts.subject)
    pdf.docinfo.Creator = String(PRODUCER)
    pdf.docinfo.Producer = String(PRODUCER)
    pdf.docinfo.CreationDate = stamp
    pdf.docinfo.ModDate = stamp


def _write_attachments(pdf: pikepdf.Pdf, facts: Finish) -> None:
    names: list[pikepdf.Object] = []
    files: list[pikepdf.Object] = []
    for attachment in sorted(facts.attachments, key=lambda attachment: attachment.name):
        # MD5 because the format prescribes it for /CheckSum (ISO 32000-1, table 46); no security rests on it
        checksum = hashlib.md5(attachment.data, usedforsecurity=False).digest()
        parameters = Dictionary(
            Size=len(attachment.data), ModDate=String(pdf_date(facts.moment.astimezone(UTC))), CheckSum=String(checksum)
        )
        stream = pdf.make_stream(
            attachment.data, Type=Name.EmbeddedFile, Subtype=Name("/" + attachment.media_type), Params=parameters
        )
        specification = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(attachment.name),
                UF=String(attachment.name),
                Desc=String(attachment.description),
                AFRelationship=Name("/" + attachment.relationship),
                EF=Dictionary(F=stream, UF=stream),
            )
        )
        names += [String(attachment.name), specification]
        files.append(specification)
    if files:
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))
        pdf.Root.AF = Array(files)
