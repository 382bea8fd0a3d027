"""The second half of the corpus: containers, cryptography, certificates, revocation and time stamps."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from io import BytesIO

from asn1crypto import cms, core, crl
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils import generic as g
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.validation import DocumentSecurityStore

from app.domain.verification import Why
from app.signing.engine import QuietWriter, run
from tests.signing import papers
from tests.signing.attacks import attack, certified, containers, field, page, replaced
from tests.signing.papers import ARCHIVE, CLIENT, LEAD, SIGNED, add, good, paper
from tests.signing.raw import (
    Issued,
    authority,
    employee,
    form,
    intermediate,
    raw_sign,
    root,
    rsa_key,
    signer_of,
    update,
)

# --- the container, which no signature covers


def last_container(pdf: bytes) -> tuple[bytes, int]:
    """Return the DER object in the last container and the length of the container in bytes."""
    start, end = containers(pdf)[-1]
    content = bytes.fromhex(pdf[start:end].decode())
    return cms.ContentInfo.load(content).dump(), len(content)


def with_container(pdf: bytes, der: bytes) -> bytes:
    """Return `pdf` with another object in its last container."""
    start, end = containers(pdf)[-1]
    assert 2 * len(der) <= end - start
    return replaced(pdf, start, der.hex().encode().ljust(end - start, b"0"))


@attack(Why.SIGNATURE_CONTAINER)
def rubbish_in_the_padding_of_the_first_container() -> bytes:
    return replaced(good(), containers(good())[0][1] - 4, b"7777")


@attack(Why.SIGNATURE_CONTAINER)
def rubbish_in_the_padding_of_the_last_container() -> bytes:
    return replaced(good(), containers(good())[-1][1] - 4, b"7777")


@attack(Why.SIGNATURE_CONTAINER)
def letter_case_changed_in_the_last_container() -> bytes:
    start, end = containers(good())[-1]
    place = next(at for at in range(start, end) if good()[at : at + 1].isalpha())
    return replaced(good(), place, good()[place : place + 1].swapcase())


@attack(Why.SIGNATURE_FALSE)
def signature_value_changed() -> bytes:
    der, _ = last_container(good())
    message = cms.ContentInfo.load(der)
    value = message["content"]["signer_infos"][0]["signature"].native
    place = der.rindex(value) + len(value) - 1
    return with_container(good(), der[:place] + bytes([der[place] ^ 1]) + der[place + 1 :])


@attack(Why.SIGNATURE_CONTAINER)
def second_object_behind_the_signature() -> bytes:
    der, _ = last_container(good())
    return with_container(good(), der + core.OctetString(b"malware").dump())


@attack(Why.SIGNATURE_CONTAINER)
def padding_drawn_into_the_last_container() -> bytes:
    der, _ = last_container(good())
    length = int.from_bytes(der[2:4], "big") + 16
    return with_container(good(), der[:2] + length.to_bytes(2, "big") + der[4:])


@attack(Why.SIGNATURE_CONTAINER)
def object_drawn_into_the_last_container() -> bytes:
    der, _ = last_container(good())
    extra = core.OctetString(b"malware").dump()
    length = int.from_bytes(der[2:4], "big") + len(extra)
    return with_container(good(), der[:2] + length.to_bytes(2, "big") + der[4:] + extra)


@attack(Why.SIGNATURE_CONTAINER)
def letters_of_the_issuer_changed_in_the_last_container() -> bytes:
    der, _ = last_container(good())
    place = der.index(b"Clara Client", der.index(cms.ContentInfo.load(der)["content"]["signer_infos"].dump()))
    return with_container(good(), der[:place] + b"CLARA CLIENT" + der[place + 12 :])


@attack(Why.SIGNATURE_CONTAINER)
def foreign_certificate_in_the_last_container() -> bytes:
    der, _ = last_container(good())
    message = cms.ContentInfo.load(der)
    certificates = message["content"]["certificates"]
    certificates.append(cms.CertificateChoices("certificate", Issued("Somebody").der))
    return with_container(good(), message.dump(force=True))


@attack(Why.SIGNATURE_CONTAINER)
def unsigned_attribute_in_the_last_container() -> bytes:
    der, _ = last_container(good())
    message = cms.ContentInfo.load(der)
    attribute = cms.CMSAttribute(
        {"type": "counter_signature", "values": [message["content"]["signer_infos"][0].copy()]}
    )
    message["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([attribute])
    return with_container(good(), message.dump(force=True))


@attack(Why.SIGNATURE_CONTAINER)
def last_container_encoded_otherwise() -> bytes:
    der, _ = last_container(good())
    header = 4  # tag and three bytes of length
    return with_container(good(), b"\x30\x80" + der[header:] + b"\0\0")


@attack(Why.SIGNATURE_UNREADABLE)
def two_signers_in_one_container() -> bytes:
    der, _ = last_container(good())
    message = cms.ContentInfo.load(der)
    infos = message["content"]["signer_infos"]
    infos.append(infos[0].copy())
    return with_container(good(), message.dump(force=True))


def _first(pattern: bytes, put: bytes) -> bytes:
    found = re.search(pattern, good())
    assert found
    return replaced(good(), found.start(), put.ljust(len(found.group())))


@attack(Why.SIGNATURE_UNREADABLE)
def container_missing() -> bytes:
    return _first(rb"/Contents ?<[0-9a-fA-F]{200,}>", b"/Contents null")


@attack(Why.SIGNATURE_UNREADABLE)
def container_empty() -> bytes:
    return _first(rb"/Contents ?<[0-9a-fA-F]{200,}>", b"/Contents <>")


@attack(Why.SIGNATURE_PARTIAL)
def byte_range_narrowed() -> bytes:
    return _first(rb"/ByteRange ?\[[^\]]*\]", b"/ByteRange [0 10 20 30]")


@attack(Why.SIGNATURE_UNREADABLE)
def byte_range_removed() -> bytes:
    return _first(rb"/ByteRange ?\[[^\]]*\]", b"")


@attack(Why.SIGNATURE_PARTIAL)
def byte_range_negative() -> bytes:
    return _first(rb"/ByteRange ?\[[^\]]*\]", b"/ByteRange [0 -5 20 30]")


@attack(Why.SIGNATURE_PARTIAL)
def signature_wrapped_in_another_dictionary() -> bytes:
    """The signed bytes stay where they were, another dictionary points at them."""

    def wrap(writer: QuietWriter) -> None:
        copy = g.DictionaryObject(dict(field(writer, 1)["/V"]))
        copy["/Reason"] = g.TextStringObject("lead auditor")
        field(writer, 1)["/V"] = writer.add_object(copy)
        writer.update_container(field(writer, 1))

    return update(good(), wrap)


# --- what was signed, and how


@attack(Why.SIGNATURE_NOT_CERTIFIED)
def not_certified() -> bytes:
    return raw_sign(raw_sign(paper(), _key(LEAD), "LeadAuditor"), _key(CLIENT), "Client")


@attack(Why.SIGNATURE_NOT_CERTIFIED)
def certified_with_leave_to_annotate() -> bytes:
    first = raw_sign(paper(), _key(LEAD), "LeadAuditor", perms=MDPPerm.ANNOTATE)
    return raw_sign(first, _key(CLIENT), "Client")


@attack(Why.SIGNATURE_CERTIFIED_LATE)
def certified_second() -> bytes:
    return raw_sign(raw_sign(paper(), _key(CLIENT), "Client"), _key(LEAD), "LeadAuditor", perms=MDPPerm.FILL_FORMS)


@attack(Why.SIGNATURE_KIND)
def signature_of_the_old_kind() -> bytes:
    kind = SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    first = raw_sign(paper(), _key(LEAD), "LeadAuditor", perms=MDPPerm.FILL_FORMS, subfilter=kind)
    return raw_sign(first, _key(CLIENT), "Client")


@attack(Why.SIGNATURE_WEAK)
def weak_hash() -> bytes:
    first = raw_sign(paper(), _key(LEAD), "LeadAuditor", perms=MDPPerm.FILL_FORMS, md="sha1")
    return raw_sign(first, _key(CLIENT), "Client")


@attack(Why.SIGNATURE_WEAK)
def weak_key() -> bytes:
    first = raw_sign(paper(), weak().signer(), "LeadAuditor", perms=MDPPerm.FILL_FORMS)
    return raw_sign(first, _key(CLIENT), "Client")


@cache
def weak() -> Issued:
    return Issued("Lena Lead", key=rsa_key(1024))


@attack(Why.SIGNATURE_WEAK)
def weak_curve() -> bytes:
    signer = Issued("Lena Lead", key=ec.generate_private_key(ec.SECP192R1())).signer()
    return raw_sign(paper((LEAD,)), signer, "LeadAuditor", perms=MDPPerm.FILL_FORMS)


# --- whose key, and when


def _key(who: papers.Field) -> SimpleSigner:
    return signer_of(papers.key_of(who.person))


@attack(Why.TRUST_NOBODY)
def forged_as_a_whole_with_look_alike_keys() -> bytes:
    forged = paper(text="No nonconformities")
    first = add(forged, LEAD, certify=True, key=papers.key_of("Lena Lead", 1))
    return add(first, CLIENT, key=papers.key_of("Clara Client", 1))


@attack(Why.TRUST_ROLE)
def client_signs_as_lead_auditor() -> bytes:
    first = add(paper(), LEAD, certify=True, key=papers.key_of("Clara Client"))
    return add(first, CLIENT)


@attack(Why.TRUST_PERSON)
def colleague_signs_for_the_person_named() -> bytes:
    fields = (papers.Field("LeadAuditor", "lead_auditor", "Ludo Other", rect=LEAD.rect), CLIENT)
    return add(add(paper(fields), LEAD, certify=True), CLIENT)


@attack(Why.TRUST_PERSON)
def employee_signs_for_the_person_named() -> bytes:
    first = raw_sign(paper(), employee("Mallory").signer(), "LeadAuditor", perms=MDPPerm.FILL_FORMS)
    return raw_sign(first, _key(CLIENT), "Client")


@attack(Why.TRUST_NOBODY)
def certificate_of_a_foreign_authority() -> bytes:
    foreign = Issued("Lena Lead", Issued("Harbour Root", ca=True))
    first = raw_sign(paper(), foreign.signer(), "LeadAuditor", perms=MDPPerm.FILL_FORMS)
    return raw_sign(first, _key(CLIENT), "Client")


@attack(Why.TRUST_PERSON)
def employee_signs_where_the_paper_names_nobody() -> bytes:
    """A root says who somebody is; that he may sign here, only the paper or a pin can say."""
    fields = (papers.Field("LeadAuditor", "lead_auditor", "", rect=LEAD.rect), CLIENT)
    first = raw_sign(paper(fields), employee("Mallory").signer(), "LeadAuditor", perms=MDPPerm.FILL_FORMS)
    return raw_sign(first, _key(CLIENT), "Client")


@attack(Why.TRUST_NOBODY)
def certificate_that_may_not_sign_documents() -> bytes:
    authority_key = Issued("Lena Lead", root(), ca=True)
    first = raw_sign(paper(), authority_key.signer(), "LeadAuditor", perms=MDPPerm.FILL_FORMS)
    return raw_sign(first, _key(CLIENT), "Client")


@attack(Why.TRUST_NOBODY)
def certificate_issued_by_somebody_who_may_not() -> bytes:
    between = Issued("Lena Lead", employee("Mallory"))
    first = raw_sign(paper(), between.signer(), "LeadAuditor", perms=MDPPerm.FILL_FORMS)
    return raw_sign(first, _key(CLIENT), "Client")


@cache
def expired() -> Issued:
    return Issued("Lena Lead", end=SIGNED - timedelta(days=1))


@attack(Why.SIGNATURE_KEY_EXPIRED)
def signed_after_the_key_had_expired() -> bytes:
    first = raw_sign(paper(), expired().signer(), "LeadAuditor", perms=MDPPerm.FILL_FORMS)
    return raw_sign(first, _key(CLIENT), "Client")


@attack(Why.SIGNATURE_KEY_EXPIRED)
def signed_before_the_key_was_made() -> bytes:
    first = raw_sign(paper(), _key(LEAD), "LeadAuditor", perms=MDPPerm.FILL_FORMS, when=papers.MADE - timedelta(days=1))
    return raw_sign(first, _key(CLIENT), "Client")


@attack(Why.SIGNATURE_NO_TIME)
def signed_without_a_time() -> bytes:
    first = raw_sign(paper(), _key(LEAD), "LeadAuditor", perms=MDPPerm.FILL_FORMS, when=None)
    return raw_sign(first, _key(CLIENT), "Client")


# --- revocation data and time stamps added later


def with_store(pdf: bytes, crls: tuple[bytes, ...] = (), extra: bool = False) -> bytes:
    """Return `pdf` with a document security store, as the office adds it."""

    def store(writer: QuietWriter) -> None:
        lists = [crl.CertificateList.load(one) for one in crls]
        DocumentSecurityStore.supply_dss_in_writer(
            writer, None, certs=[intermediate().der, root().der], crls=lists, ocsps=()
        )
        if extra:
            writer.root["/DSS"]["/Note"] = g.TextStringObject("hidden")

    return update(pdf, store)


def archived(pdf: bytes, name: str = ARCHIVE, prepare: Callable[[QuietWriter], None] = lambda _: None) -> bytes:
    """Return `pdf` with a document time stamp in the field made for it."""
    writer = QuietWriter(BytesIO(pdf), strict=False)
    prepare(writer)
    stamper = PdfTimeStamper(authority().stamper(SIGNED + timedelta(days=3)), field_name=name)
    out = BytesIO()
    run(stamper.async_timestamp_pdf(writer, "sha256", output=out))
    return out.getvalue()


@cache
def office_signed() -> bytes:
    """Return a paper signed by people whose certificates come from the body's own authority."""
    first = raw_sign(paper(), employee("Lena Lead").signer(), "LeadAuditor", perms=MDPPerm.FILL_FORMS)
    return raw_sign(first, _key(CLIENT), "Client", when=SIGNED + timedelta(minutes=5))


@attack(Why.TRUST_REVOKED)
def revoked_certificate() -> bytes:
    revoked = intermediate().revoke(employee("Lena Lead"), SIGNED + timedelta(days=1))
    return with_store(office_signed(), (revoked,))


@attack(Why.SIGNATURE_CHANGED_AFTER)
def something_else_in_the_security_store() -> bytes:
    return with_store(good(), extra=True)


@attack(Why.SIGNATURE_CHANGED_AFTER)
def page_changed_together_with_the_security_store() -> bytes:
    def both(writer: QuietWriter) -> None:
        DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=[root().der], crls=(), ocsps=())
        page(writer)["/Rotate"] = g.NumberObject(90)
        writer.update_container(page(writer))

    return update(good(), both)


@attack(Why.SIGNATURE_CHANGED_AFTER)
def time_stamp_with_a_picture_in_a_person_s_place() -> bytes:
    """The reviewer seems to have signed, but it is a time stamp that anybody can get."""

    def paint(writer: QuietWriter) -> None:
        widget = field(writer, 2)
        widget["/AP"] = g.DictionaryObject({pdf_name("/N"): writer.add_object(form(b"BT (Rita Reviewer) Tj ET"))})
        writer.update_container(widget)

    return archived(good(), "Reviewer", paint)


@attack(Why.STAMP_BROKEN)
def time_stamp_of_another_file() -> bytes:
    stamped, other = archived(good()), archived(certified(), "Stamp2")
    start, end = containers(other)[-1]
    return with_container(stamped, bytes.fromhex(other[start:end].decode().rstrip("0").ljust(end - start, "0")))


@attack(Why.FILE_APPENDED)
def bytes_appended_behind_the_time_stamp() -> bytes:
    return archived(good()) + b"%\n"


@attack(Why.SIGNATURE_CHANGED_AFTER)
def page_changed_before_the_time_stamp() -> bytes:
    def turn(writer: QuietWriter) -> None:
        page(writer)["/Rotate"] = g.NumberObject(90)
        writer.update_container(page(writer))

    return archived(update(good(), turn))
