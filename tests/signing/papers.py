"""A small tagged paper with predefined signature fields, as `app.reporting` makes them, and keys to sign it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from app.signing import identity
from app.signing.sign import sign
from app.signing.trust import TrustedSigner, TrustList

HEAD = "3f" * 32
MADE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SIGNED = datetime(2026, 11, 20, 16, 5, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
ARCHIVE = "Archive1"
if TYPE_CHECKING:
    from app.signing.identity import Identity

XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>Onsite</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True)
class Field:
    """A signature field of the test paper; an empty rectangle makes it invisible."""

    name: str
    role: str
    person: str
    required: bool = True
    rect: tuple[int, int, int, int] = (0, 0, 0, 0)
    lock: str = ""


LEAD = Field("LeadAuditor", "lead_auditor", "Lena Lead", rect=(60, 100, 260, 160))
CLIENT = Field("Client", "client", "Clara Client", rect=(300, 100, 500, 160))
REVIEWER = Field("Reviewer", "reviewer", "", required=False, rect=(60, 30, 260, 90))
STAMP = Field(ARCHIVE, "archive", "", required=False)
FIELDS = (LEAD, CLIENT, REVIEWER, STAMP)


def statement(fields: tuple[Field, ...] = FIELDS) -> bytes:
    """Return the JSON inside the paper, with the parts that the verdict reads."""
    wanted = [{"field": f.name, "role": f.role, "person": f.person, "required": f.required} for f in fields]
    report = {"stamp": {"trail_head": HEAD, "revision": 1}, "signatures": wanted, "findings": ["NC-1 minor"]}
    return json.dumps({"format": "onsite.report/1", "report": report}, sort_keys=True).encode()


def paper(
    fields: tuple[Field, ...] = FIELDS,
    *,
    attachment: bytes | None = b"",
    single_kid: bool = False,
    text: str = "NC-1 is a minor nonconformity",
) -> bytes:
    """Return an unsigned paper of one page; `attachment` b"" means the statement of `fields`, None means none."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    content = f"/P <</MCID 0>> BDC BT /F1 14 Tf 60 700 Td ({text}) Tj ET EMC"
    page = pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=[0, 0, 595, 842],
            Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=pdf.make_stream(content.encode()),
            StructParents=0,
            Tabs=Name.S,
            Annots=Array(),
        )
    )
    pdf.pages.append(pikepdf.Page(page))
    page = pdf.pages[0].obj
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree, K=Array()))
    paragraph = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.P, P=document, K=Dictionary(Type=Name.MCR, Pg=page, MCID=0))
    )
    document.K.append(paragraph)
    numbers = Array()
    numbers.append(0)
    numbers.append(pdf.make_indirect(Array([paragraph])))
    widgets = Array()
    for key, field in enumerate(fields, start=1):
        widget = _widget(pdf, page, field, key)
        form = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=document, Alt=String(field.role)))
        reference = Dictionary(Type=Name.OBJR, Pg=page, Obj=widget)
        form.K = reference if single_kid else Array([reference])
        document.K.append(form)
        numbers.append(key)
        numbers.append(form)
        page.Annots.append(widget)
        widgets.append(widget)
    tree.K = document
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(fields) + 1
    root = pdf.Root
    root.StructTreeRoot = tree
    root.MarkInfo = Dictionary(Marked=True)
    root.AcroForm = pdf.make_indirect(Dictionary(Fields=widgets))
    root.Metadata = pdf.make_stream(XMP, Type=Name.Metadata, Subtype=Name.XML)
    if attachment is not None:
        _attach(pdf, "audit.json", attachment or statement(fields))
    out = BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7")
    return out.getvalue()


def _widget(pdf: pikepdf.Pdf, page: pikepdf.Object, field: Field, key: int) -> pikepdf.Object:
    left, bottom, right, top = field.rect
    look = pdf.make_stream(
        b"q 0.6 G 0 0 200 60 re S Q",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, right - left, top - bottom],
        Resources=Dictionary(),
    )
    widget = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=String(field.name),
        TU=String(field.role),
        Rect=Array(field.rect),
        F=4 if right > left else 132,
        P=page,
        StructParent=key,
        AP=Dictionary(N=look),
    )
    if field.lock:
        widget.Lock = pdf.make_indirect(Dictionary(Type=Name.SigFieldLock, Action=Name("/" + field.lock)))
    return pdf.make_indirect(widget)


def _attach(pdf: pikepdf.Pdf, name: str, content: bytes) -> None:
    stream = pdf.make_stream(content, Type=Name.EmbeddedFile, Subtype=Name("/application/json"))
    specification = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(name),
            UF=String(name),
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(name), specification])))
    pdf.Root.AF = Array([specification])


def appearance(text: str = "signed", width: int = 200, height: int = 60) -> bytes:
    """Return a one-page PDF of a field's size."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page = Dictionary(
        Type=Name.Page,
        MediaBox=[0, 0, width, height],
        Resources=Dictionary(Font=Dictionary(F1=font)),
        Contents=pdf.make_stream(f"BT /F1 10 Tf 6 40 Td ({text}) Tj ET".encode()),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


@cache
def key_of(name: str, variant: int = 0) -> Identity:
    """Return the key of a person, made once; another `variant` is another key with the same name."""
    return identity.make(name, "Harbour Certification", PASSWORD, MADE + timedelta(seconds=variant))


def trusted(*people: Field, role: str | None = None) -> TrustList:
    """Return a list that pins the keys of `people` for their roles, or for `role`."""
    return TrustList(
        tuple(
            TrustedSigner(one.person, one.role if role is None else role, key_of(one.person).fingerprint)
            for one in people
        )
    )


BOTH = (LEAD, CLIENT)


def add(
    pdf: bytes, field: Field, *, certify: bool = False, key: Identity | None = None, minutes: int = 0, look: bool = True
) -> bytes:
    """Return `pdf` signed in `field` by the person of the field (or by `key`)."""
    return sign(
        pdf,
        (key or key_of(field.person)).pkcs12,
        PASSWORD,
        field=field.name,
        role=field.role,
        when=SIGNED + timedelta(minutes=minutes),
        location="Harbour",
        appearance=appearance(field.role) if look else None,
        certify=certify,
    )


def signed_twice(pdf: bytes) -> bytes:
    """Return a paper certified by the lead auditor and approved by the client."""
    return add(add(pdf, LEAD, certify=True), CLIENT, minutes=5)


@cache
def good() -> bytes:
    """Return the good paper: two signatures, everything in order."""
    return signed_twice(paper())
