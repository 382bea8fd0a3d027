"""The attack corpus: files somebody could make out of a signed paper, each with the reason it must be refused for.

Sources: notes/pdf.md section 5; Mladenov et al., "1 Trillion Dollar Refund" (2019: incremental saving, signature
wrapping, universal forgery); Mainka et al., "Shadow Attacks" (2021); Rohlmann et al., "Breaking the Specification:
PDF Certification" (2021). Made in code, so that no foreign file lies in the project.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pikepdf
from pyhanko.pdf_utils import generic as g
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, append_signature_field

from app.domain.verification import Why
from app.signing.engine import QuietWriter
from tests.signing import papers
from tests.signing.papers import CLIENT, LEAD, add, good, paper, signed_twice
from tests.signing.raw import Issued, N, form, override, raw_sign, signer_of, update


@dataclass(frozen=True)
class Attack:
    """A file to be refused: how it is made, and the reason that must be among those given."""

    name: str
    make: Callable[[], bytes]
    why: Why


ATTACKS: list[Attack] = []


def attack(why: Why) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Register a function as an attack."""

    def register(make: Callable[[], bytes]) -> Callable[[], bytes]:
        ATTACKS.append(Attack(make.__name__, make, why))
        return make

    return register


def incremental(why: Why) -> Callable[[Callable[[QuietWriter], None]], Callable[[QuietWriter], None]]:
    """Register a change made to the good paper by an incremental update."""

    def register(change: Callable[[QuietWriter], None]) -> Callable[[QuietWriter], None]:
        ATTACKS.append(Attack(change.__name__, lambda: update(good(), change), why))
        return change

    return register


@cache
def certified() -> bytes:
    """Return the paper with the lead auditor's signature only."""
    return add(paper(), LEAD, certify=True)


def containers(pdf: bytes) -> list[tuple[int, int]]:
    """Return where the hexadecimal digits of each signature container begin and end."""
    return [match.span(1) for match in re.finditer(rb"/Contents ?<([0-9a-fA-F]{200,})>", pdf)]


def replaced(pdf: bytes, place: int, digits: bytes) -> bytes:
    """Return `pdf` with other bytes at `place`."""
    return pdf[:place] + digits + pdf[place + len(digits) :]


def page(writer: QuietWriter) -> g.DictionaryObject:
    found: g.DictionaryObject = writer.root["/Pages"]["/Kids"][0]
    return found


def field(writer: QuietWriter, number: int) -> g.DictionaryObject:
    found: g.DictionaryObject = writer.root["/AcroForm"]["/Fields"][number]
    return found


def rectangle(*edges: int) -> g.ArrayObject:
    return g.ArrayObject(map(g.NumberObject, edges))


# --- bytes of the file


@attack(Why.SIGNATURE_CONTENT)
def byte_of_the_content_changed() -> bytes:
    return good().replace(b"Onsite", b"Onsits", 1)


@attack(Why.FILE_APPENDED)
def comment_appended() -> bytes:
    return good() + b"\n% hello world\n" * 20


@attack(Why.FILE_APPENDED)
def one_space_appended() -> bytes:
    return good() + b" "


@attack(Why.FILE_TRUNCATED)
def long_rubbish_appended() -> bytes:
    return good() + b"\0" * 5000


@attack(Why.FILE_TRUNCATED)
def end_cut_off() -> bytes:
    return good()[:-100]


@attack(Why.FILE_EMPTY)
def empty_file() -> bytes:
    return b""


@attack(Why.FILE_NOT_PDF)
def another_kind_of_file() -> bytes:
    return b"PK\x03\x04" + b"\0" * 100


@attack(Why.FILE_NOT_PDF)
def bytes_put_before_the_file() -> bytes:
    return b"GIF89a" + good()


@attack(Why.FILE_ENCRYPTED)
def encrypted_after_signing() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(good())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user=""))
    return out.getvalue()


@attack(Why.SIGNATURE_CONTENT)
def saved_again_by_another_program() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(good())) as pdf:
        pdf.save(out)
    return out.getvalue()


@attack(Why.FILE_DAMAGED)
def cross_references_go_round_in_circles() -> bytes:
    pdf = good()
    last = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    size = len(pdf)
    tail = b"xref\n0 0\ntrailer\n<</Size 60/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, size)
    return pdf + tail if last else pdf


# --- signatures taken away


@attack(Why.SIGNATURE_MISSING)
def cut_back_to_the_first_signature() -> bytes:
    return good()[: len(certified_part())]


def certified_part() -> bytes:
    """Return the beginning of the good paper that ends with its first signature."""
    pdf = good()
    return pdf[: pdf.index(b"%%EOF", containers(pdf)[0][1]) + 6]


@attack(Why.SIGNATURE_NONE)
def cut_back_to_the_unsigned_paper() -> bytes:
    return paper()


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def value_of_the_second_signature_removed(writer: QuietWriter) -> None:
    del field(writer, 1)["/V"]
    writer.update_container(field(writer, 1))


@incremental(Why.SIGNATURE_MISSING)
def second_field_removed(writer: QuietWriter) -> None:
    fields = writer.root["/AcroForm"]["/Fields"]
    del fields[1]
    writer.update_container(fields)


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def empty_field_removed(writer: QuietWriter) -> None:
    fields = writer.root["/AcroForm"]["/Fields"]
    del fields[2]
    writer.update_container(fields)


# --- incremental saving: the content


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def page_content_replaced(writer: QuietWriter) -> None:
    page(writer)["/Contents"] = writer.add_object(g.StreamObject(stream_data=b"BT 1 0 0 rg ET"))
    writer.update_container(page(writer))


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def content_stream_overridden(writer: QuietWriter) -> None:
    override(writer, page(writer).raw_get("/Contents"), g.StreamObject(stream_data=b"BT ET"))


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def annotation_added(writer: QuietWriter) -> None:
    note = {
        N("/Type"): N("/Annot"),
        N("/Subtype"): N("/FreeText"),
        N("/Rect"): rectangle(50, 500, 400, 700),
        N("/Contents"): g.TextStringObject("approved"),
        N("/F"): g.NumberObject(4),
    }
    annotations = page(writer)["/Annots"]
    annotations.append(writer.add_object(g.DictionaryObject(note)))
    writer.update_container(annotations)


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def annotation_of_a_signature_removed(writer: QuietWriter) -> None:
    annotations = page(writer)["/Annots"]
    del annotations[0]
    writer.update_container(annotations)


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def page_turned(writer: QuietWriter) -> None:
    page(writer)["/Rotate"] = g.NumberObject(180)
    writer.update_container(page(writer))


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def page_added(writer: QuietWriter) -> None:
    pages = writer.root["/Pages"]
    extra = g.DictionaryObject(dict(page(writer)))
    extra["/Contents"] = writer.add_object(g.StreamObject(stream_data=b"BT ET"))
    pages["/Kids"].append(writer.add_object(extra))
    pages["/Count"] = g.NumberObject(2)
    writer.update_container(pages)


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def font_overridden(writer: QuietWriter) -> None:
    font = g.DictionaryObject(dict(page(writer)["/Resources"]["/Font"]["/F1"]))
    font[N("/BaseFont")] = N("/Symbol")
    override(writer, page(writer)["/Resources"]["/Font"].raw_get("/F1"), font)


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def embedded_data_replaced(writer: QuietWriter) -> None:
    entries = {N("/Type"): N("/EmbeddedFile"), N("/Subtype"): N("/application#2Fjson")}
    changed = papers.statement().replace(b"NC-1 minor", b"none")
    override(
        writer,
        writer.root["/AF"][0]["/EF"].raw_get("/F"),
        g.StreamObject(g.DictionaryObject(entries), stream_data=changed),
    )


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def title_in_the_metadata_changed(writer: QuietWriter) -> None:
    old = writer.root["/Metadata"]
    entries = g.DictionaryObject({N("/Type"): N("/Metadata"), N("/Subtype"): N("/XML")})
    changed = g.StreamObject(entries, stream_data=old.data.replace(b"Onsite", b"Forged"))
    override(writer, writer.root.raw_get("/Metadata"), changed)


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def metadata_exchanged(writer: QuietWriter) -> None:
    entries = g.DictionaryObject({N("/Type"): N("/Metadata"), N("/Subtype"): N("/XML")})
    writer.root["/Metadata"] = writer.add_object(g.StreamObject(entries, stream_data=b"<x/>"))
    writer.mark_update(writer.root_ref)


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def document_information_added(writer: QuietWriter) -> None:
    writer.set_info(g.DictionaryObject({N("/Title"): g.TextStringObject("Another report")}))


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def script_at_opening(writer: QuietWriter) -> None:
    action = {N("/S"): N("/JavaScript"), N("/JS"): g.TextStringObject("app.alert(1)")}
    writer.root["/OpenAction"] = g.DictionaryObject(action)
    writer.mark_update(writer.root_ref)


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def alternative_text_injected(writer: QuietWriter) -> None:
    element = writer.root["/StructTreeRoot"]["/K"]["/K"][0]
    element["/Alt"] = g.TextStringObject("no nonconformity")
    writer.update_container(element)


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def tagging_switched_off(writer: QuietWriter) -> None:
    writer.root["/MarkInfo"] = g.DictionaryObject({N("/Marked"): g.BooleanObject(False)})
    writer.mark_update(writer.root_ref)


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def version_of_the_format_changed(writer: QuietWriter) -> None:
    writer.root["/Version"] = N("/2.0")
    writer.mark_update(writer.root_ref)


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def unused_object_appended(writer: QuietWriter) -> None:
    writer.add_object(g.StreamObject(stream_data=b"hidden for later"))


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def object_written_again_unchanged(writer: QuietWriter) -> None:
    writer.update_container(page(writer))


@attack(Why.SIGNATURE_CHANGED_AFTER)
def cross_reference_table_written_by_hand() -> bytes:
    pdf = good()
    reader = PdfFileReader(BytesIO(pdf))
    number = reader.root["/Pages"]["/Kids"][0].raw_get("/Contents").reference.idnum
    root = reader.trailer.raw_get("/Root").reference.idnum
    previous = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    content = b"%d 0 obj\n<</Length 5>>\nstream\nBT ET\nendstream\nendobj\n" % number
    table = b"xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n" % (number, len(pdf))
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (int(reader.trailer["/Size"]), root, previous)
    return pdf + content + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(pdf) + len(content))


# --- incremental saving: forms and signature fields


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def appearance_of_a_signature_exchanged(writer: QuietWriter) -> None:
    field(writer, 0)["/AP"] = g.DictionaryObject({N("/N"): writer.add_object(form())})
    writer.update_container(field(writer, 0))


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def appearance_of_a_signature_overridden(writer: QuietWriter) -> None:
    override(writer, field(writer, 0)["/AP"].raw_get("/N"), form(b"0 g"))


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def appearance_of_an_empty_field_exchanged(writer: QuietWriter) -> None:
    field(writer, 2)["/AP"] = g.DictionaryObject({N("/N"): writer.add_object(form(b"BT ET"))})
    writer.update_container(field(writer, 2))


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def signature_field_hidden(writer: QuietWriter) -> None:
    field(writer, 0)["/F"] = g.NumberObject(2)
    writer.update_container(field(writer, 0))


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def signature_field_moved(writer: QuietWriter) -> None:
    field(writer, 0)["/Rect"] = rectangle(0, 0, 595, 842)
    writer.update_container(field(writer, 0))


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def appearances_to_be_made_anew(writer: QuietWriter) -> None:
    writer.root["/AcroForm"]["/NeedAppearances"] = g.BooleanObject(True)
    writer.update_container(writer.root["/AcroForm"])


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def form_of_another_kind_added(writer: QuietWriter) -> None:
    writer.root["/AcroForm"]["/XFA"] = writer.add_object(g.StreamObject(stream_data=b"<xdp/>"))
    writer.update_container(writer.root["/AcroForm"])


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def text_field_added(writer: QuietWriter) -> None:
    entries = {N("/FT"): N("/Tx"), N("/T"): g.TextStringObject("remark"), N("/V"): g.TextStringObject("none")}
    fields = writer.root["/AcroForm"]["/Fields"]
    fields.append(writer.add_object(g.DictionaryObject(entries)))
    writer.update_container(fields)


@incremental(Why.SIGNATURE_CHANGED_AFTER)
def visible_signature_field_over_the_text(writer: QuietWriter) -> None:
    append_signature_field(writer, SigFieldSpec("Evil", on_page=0, box=(50, 500, 550, 750)))


@attack(Why.SIGNATURE_UNEXPECTED)
def stranger_signs_in_a_new_visible_field() -> bytes:
    return raw_sign(update(good(), visible_signature_field_over_the_text), Issued("Evil").signer(), "Evil")


@attack(Why.SIGNATURE_UNEXPECTED)
def stranger_signs_in_a_new_invisible_field() -> bytes:
    return raw_sign(good(), Issued("Evil").signer(), "Evil", existing=False)


@incremental(Why.SIGNATURE_DUPLICATE)
def field_doubled(writer: QuietWriter) -> None:
    fields = writer.root["/AcroForm"]["/Fields"]
    fields.append(writer.add_object(g.DictionaryObject(dict(field(writer, 0)))))
    writer.update_container(fields)


@incremental(Why.SIGNATURE_DUPLICATE)
def one_signature_in_two_fields(writer: QuietWriter) -> None:
    field(writer, 2)["/V"] = field(writer, 1).raw_get("/V")
    writer.update_container(field(writer, 2))


@attack(Why.SIGNATURE_DUPLICATE)
def field_doubled_before_signing() -> bytes:
    def double(writer: QuietWriter) -> None:
        fields = writer.root["/AcroForm"]["/Fields"]
        twin = g.DictionaryObject(dict(field(writer, 3)))
        fields.append(writer.add_object(twin))
        writer.update_container(fields)

    return signed_twice(update(paper(), double))


@attack(Why.SIGNATURE_CHANGED_AFTER)
def lock_ignored() -> bytes:
    locking = papers.Field("LeadAuditor", "lead_auditor", "Lena Lead", rect=LEAD.rect, lock="All")
    first = add(paper((locking, CLIENT)), locking, certify=True)
    return raw_sign(first, signer_of(papers.key_of("Clara Client")), "Client")


@attack(Why.SIGNATURE_CHANGED_AFTER)
def field_hidden_while_it_is_signed() -> bytes:
    def hide(writer: QuietWriter) -> None:
        field(writer, 1)["/F"] = g.NumberObject(2)
        writer.update_container(field(writer, 1))

    return raw_sign(certified(), signer_of(papers.key_of("Clara Client")), "Client", prepare=hide)


@attack(Why.SIGNATURE_CHANGED_AFTER)
def page_changed_while_it_is_signed() -> bytes:
    client = signer_of(papers.key_of("Clara Client"))
    return raw_sign(certified(), client, "Client", prepare=content_stream_overridden)


# --- shadow attacks: prepared by an insider before signing, used afterwards


@cache
def prepared_overlay() -> bytes:
    """Return a signed paper in which an insider had put an overlay on top of the text."""
    pdf = pikepdf.open(BytesIO(paper()))
    first = pdf.pages[0].obj
    entries = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 600, 850], Resources=pikepdf.Dictionary()
    )
    first.Resources.XObject = pikepdf.Dictionary(Ov=pdf.make_stream(b"1 g 50 500 500 200 re f", entries))
    first.Contents = pikepdf.Array([first.Contents, pdf.make_stream(b"q /Ov Do Q")])
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return signed_twice(out.getvalue())


@attack(Why.SIGNATURE_CHANGED_AFTER)
def shadow_overlay_taken_away() -> bytes:
    def hide(writer: QuietWriter) -> None:
        override(writer, page(writer)["/Resources"]["/XObject"].raw_get("/Ov"), form(b""))

    return update(prepared_overlay(), hide)


@cache
def prepared_page() -> bytes:
    """Return a signed paper in which an insider had hidden a second version of the page."""
    pdf = pikepdf.open(BytesIO(paper()))
    other = pdf.make_indirect(pikepdf.Dictionary(dict(pdf.pages[0].obj.items())))
    other.Contents = pdf.make_stream(b"BT /F1 14 Tf 60 700 Td (no findings) Tj ET")
    pdf.Root.PieceInfo = pikepdf.Dictionary(X=pikepdf.Dictionary(Private=other))
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return signed_twice(out.getvalue())


@attack(Why.SIGNATURE_CHANGED_AFTER)
def shadow_page_put_in_place() -> bytes:
    def swap(writer: QuietWriter) -> None:
        kids = writer.root["/Pages"]["/Kids"]
        kids[0] = writer.root["/PieceInfo"]["/X"].raw_get("/Private")
        writer.update_container(kids)

    return update(prepared_page(), swap)


# --- before and with the first signature


def slipped_in(change: Callable[[QuietWriter], None]) -> bytes:
    """Return the paper whose first signer changed something in the same breath."""
    lead = signer_of(papers.key_of("Lena Lead"))
    first = raw_sign(paper(), lead, "LeadAuditor", perms=MDPPerm.FILL_FORMS, prepare=change)
    return add(first, CLIENT)


@attack(Why.PAPER_CHANGED_FIRST)
def page_changed_by_the_first_signer() -> bytes:
    return slipped_in(content_stream_overridden)


@attack(Why.PAPER_CHANGED_FIRST)
def page_changed_by_the_first_signer_behind_a_harmless_update() -> bytes:
    lead = signer_of(papers.key_of("Lena Lead"))
    harmless = update(paper(), unused_object_appended)
    first = raw_sign(harmless, lead, "LeadAuditor", perms=MDPPerm.FILL_FORMS, prepare=content_stream_overridden)
    return add(first, CLIENT)


@attack(Why.PAPER_CHANGED_FIRST)
def catalog_changed_by_the_first_signer() -> bytes:
    return slipped_in(tagging_switched_off)


@attack(Why.PAPER_CHANGED_FIRST)
def field_moved_by_the_first_signer() -> bytes:
    return slipped_in(signature_field_moved)


@attack(Why.PAPER_CHANGED_FIRST)
def form_changed_by_the_first_signer() -> bytes:
    return slipped_in(form_of_another_kind_added)


@attack(Why.PAPER_CHANGED_FIRST)
def paper_changed_between_making_and_signing() -> bytes:
    return signed_twice(update(paper(), content_stream_overridden))


@attack(Why.PAPER_LIST_DAMAGED)
def list_of_signers_names_a_field_twice() -> bytes:
    return signed_twice(paper(attachment=papers.statement((LEAD, CLIENT, LEAD))))


@attack(Why.PAPER_LIST_DAMAGED)
def list_of_signers_has_a_key_twice() -> bytes:
    doubled = papers.statement().replace(b'"signatures": [', b'"signatures": [], "signatures": [')
    return signed_twice(paper(attachment=doubled))


@attack(Why.PAPER_LIST_DAMAGED)
def two_lists_of_signers() -> bytes:
    pdf = pikepdf.open(BytesIO(paper()))
    weaker = papers.statement((LEAD,))
    pdf.Root.AF.append(pdf.Root.AF[0])
    pdf.Root.AF[1] = pdf.make_indirect(pikepdf.Dictionary(dict(pdf.Root.AF[0].items())))
    pdf.Root.AF[1].EF = pikepdf.Dictionary(F=pdf.make_stream(weaker))
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return signed_twice(out.getvalue())


@attack(Why.PAPER_NO_LIST)
def list_of_signers_left_out() -> bytes:
    return signed_twice(paper(attachment=None))
