"""Files that must be accepted: what honest people make, in every form the program allows."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.fields import MDPPerm

from app.signing.sign import sign
from app.signing.trust import TrustedSigner, TrustList
from tests.signing import papers
from tests.signing.attacks_keys import archived, expired, office_signed, weak, with_store
from tests.signing.papers import BOTH, CLIENT, FIELDS, HEAD, LEAD, REVIEWER, SIGNED, STAMP, add, good, paper
from tests.signing.raw import Issued, authority, employee, intermediate, raw_sign, root, rsa_key


@dataclass(frozen=True)
class Good:
    """A file to be accepted and the level that is in it."""

    name: str
    make: Callable[[], bytes]
    level: str = "B-B"


GOOD: list[Good] = []


def accepted(level: str = "B-B") -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Register a function as a maker of a good file."""

    def register(make: Callable[[], bytes]) -> Callable[[], bytes]:
        GOOD.append(Good(make.__name__, make, level))
        return make

    return register


OTHER_KEYS = {
    "rsa": Issued("Lena Lead", key=rsa_key()),
    "p384": Issued("Lena Lead", key=ec.generate_private_key(ec.SECP384R1())),
}


def list_of_trust() -> TrustList:
    """Return the list of a reader who pins everybody honest, and the body's own root.

    The weak and the expired key are pinned too, so that the corpus shows that a pin does not heal them.
    """
    people = [TrustedSigner(one.person, one.role, papers.key_of(one.person).fingerprint) for one in BOTH]
    people += [TrustedSigner("Lena Lead", "", one.fingerprint) for one in (weak(), expired(), *OTHER_KEYS.values())]
    people.append(TrustedSigner("Rita Reviewer", "reviewer", papers.key_of("Rita Reviewer").fingerprint))
    return TrustList(tuple(people), (root().pem,))


@accepted()
def certified_and_approved() -> bytes:
    return good()


@accepted()
def signed_by_the_lead_auditor_alone() -> bytes:
    fields = (LEAD, papers.Field("Client", "client", "", required=False, rect=CLIENT.rect), STAMP)
    return add(paper(fields), LEAD, certify=True)


@accepted()
def reviewed_days_later() -> bytes:
    return add(good(), REVIEWER, key=papers.key_of("Rita Reviewer"), minutes=4000)


@accepted()
def signed_without_pictures_of_the_signatures() -> bytes:
    return add(add(paper(), LEAD, certify=True, look=False), CLIENT, look=False)


@accepted()
def form_elements_with_one_kid() -> bytes:
    return papers.signed_twice(paper(single_kid=True))


@accepted()
def a_meeting_record() -> bytes:
    wanted = [{"field": f.name, "role": f.role, "person": f.person, "required": f.required} for f in FIELDS]
    record = {"format": "onsite.meeting-record/1", "record": {"stamp": {"trail_head": HEAD}, "signatures": wanted}}
    return papers.signed_twice(paper(attachment=json.dumps(record).encode()))


@accepted()
def a_flat_statement() -> bytes:
    wanted = [{"name": f.name, "role": f.role, "required": f.required} for f in FIELDS]
    return papers.signed_twice(
        paper(attachment=json.dumps({"format": "onsite.x/1", "trail_head": HEAD, "signature_fields": wanted}).encode())
    )


def with_key(key: Issued) -> bytes:
    """Return the paper certified with a key from a PKCS#12 file."""
    first = sign(
        paper(),
        key.pkcs12(),
        papers.PASSWORD,
        field=LEAD.name,
        role=LEAD.role,
        when=SIGNED,
        location="",
        appearance=papers.appearance(),
        certify=True,
    )
    return add(first, CLIENT)


@accepted()
def an_rsa_key() -> bytes:
    return with_key(OTHER_KEYS["rsa"])


@accepted()
def a_larger_curve() -> bytes:
    return with_key(OTHER_KEYS["p384"])


@accepted()
def a_certificate_of_the_body_s_authority() -> bytes:
    return with_key(employee("Lena Lead"))


@accepted()
def a_name_written_otherwise() -> bytes:
    return with_key(employee("LENA  LEAD"))


@accepted("B-B+DSS")
def revocation_data_added() -> bytes:
    other = intermediate().revoke(employee("Somebody Else"), SIGNED + timedelta(days=1))
    return with_store(office_signed(), (other,))


@accepted("B-B+archive")
def time_stamp_added() -> bytes:
    return archived(good())


@accepted("B-B+DSS+archive")
def revocation_data_and_time_stamp_added() -> bytes:
    return archived(with_store(office_signed()))


@accepted("B-B+DSS+archive")
def time_stamp_renewed_in_a_new_invisible_field() -> bytes:
    return archived(archived(with_store(good())), "Archive2")


@accepted("B-B")
def stamped_at_signing_by_the_lead_auditor() -> bytes:
    stamper = authority().stamper(SIGNED + timedelta(seconds=2))
    first = raw_sign(paper(), employee("Lena Lead").signer(), LEAD.name, perms=MDPPerm.FILL_FORMS, stamper=stamper)
    return add(first, CLIENT)
