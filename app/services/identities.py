"""Signing identities: keys of the people here, and pinned certificates of others.

The key never lies open: it stays in its PKCS#12 bytes, encrypted under its own password, inside the encrypted
workspace. A key made by the program is vouched for by nobody until somebody compared its fingerprint and pinned it
(design, section 7).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from app.domain.errors import UserMistake
from app.domain.kinds import IdentityKind
from app.domain.record import SigningIdentity
from app.models.papers import SigningIdentity as Table
from app.services.base import Service, get_row, required
from app.storage.records import to_value

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.domain.changes import Changes
    from app.signing.identity import Identity
    from app.signing.trust import TrustList
    from app.storage.unit_of_work import UnitOfWork

HEX: Final = re.compile(r"[0-9a-f]{64}")
GROUP: Final = 4
FILE_NAME: Final = "identity.p12"


class IdentityService(Service):
    """Who can sign here, and who is believed."""

    def list(self) -> tuple[SigningIdentity, ...]:
        """Return all identities, those with a key first, each group by name."""
        with self._workspace.read() as session:
            rows = session.scalars(select(Table)).all()
            found = [to_value(SigningIdentity, row) for row in rows]
        return tuple(sorted(found, key=lambda one: (not one.has_key, one.name.casefold(), one.fingerprint)))

    def get(self, identity_id: str) -> SigningIdentity:
        """Return one identity; raises `UserMistake("row_unknown")`."""
        with self._workspace.read() as session:
            return to_value(SigningIdentity, get_row(session, Table, identity_id))

    def make(self, name: str, organisation: str, password: str) -> SigningIdentity:
        """Make a key for a person (EC P-256, self-signed) and keep it; it is trusted by nobody yet.

        Raises:
            UserMistake: `identity.name_missing`, `identity.name_too_long`, `identity.password_missing`.
        """
        from app.signing import identity  # noqa: PLC0415 - the signing stack is loaded when it is needed

        return self._keep(identity.make(name, organisation, password, self._core.now()))

    def take(self, packed: bytes, password: str) -> SigningIdentity:
        """Keep an identity from a PKCS#12 file; the same certificate a second time is the same identity.

        Raises:
            ForeignFileProblem: `identity.not_pkcs12`.
            UserMistake: `identity.wrong_password` and the others of `signing.identity.load`.
        """
        from app.signing import identity  # noqa: PLC0415 - as above

        return self._keep(identity.load(packed, password, self._core.now()))

    def _keep(self, made: Identity) -> SigningIdentity:
        stored = self._workspace.blobs.put_bytes(made.pkcs12, FILE_NAME)
        me = self._workspace.me
        with self._workspace.write() as uow:
            row = _by_fingerprint(uow.session, made.fingerprint)
            if row is None:
                row = Table(fingerprint=made.fingerprint)
                uow.session.add(row)
            row.name, row.organisation, row.kind = made.name, made.organisation, made.kind
            row.key_blob_id, row.has_key = stored.id, True
            row.person_id = me.person_id or None if me.name == made.name else None
            return _recorded(uow, "identity.kept", row)

    def trust(self, fingerprint: str, name: str, role: str = "") -> SigningIdentity:
        """Pin a certificate by its SHA-256 after it was compared; `role` limits the pin to one role of a paper.

        Raises:
            UserMistake: `fingerprint_malformed`, `name_missing`.
        """
        clean, person = tidy_fingerprint(fingerprint), required(name, "name_missing", "name")
        with self._workspace.write() as uow:
            row = _by_fingerprint(uow.session, clean)
            if row is None:
                row = Table(fingerprint=clean, name=person, has_key=False, kind=IdentityKind.SELF_MADE)
                uow.session.add(row)
            row.trusted, row.role = True, role
            return _recorded(uow, "identity.pinned", row)

    def distrust(self, identity_id: str, reason: str) -> Changes:
        """Take a pin back, with a reason; papers signed with it verify as `untrusted` from now on."""
        clean = required(reason, "reason_missing", "reason")
        with self._workspace.write() as uow:
            row = get_row(uow.session, Table, identity_id)
            row.trusted = False
            uow.record("identity.pin_taken_back", row, audit=None, reason=clean)
            return uow.commit("identity")

    def trust_list(self) -> TrustList:
        """Return whom this workspace believes."""
        from app.signing.trust import TrustedSigner, TrustList  # noqa: PLC0415 - as above

        pins = [one for one in self.list() if one.trusted]
        return TrustList(tuple(TrustedSigner(one.name, one.role, one.fingerprint) for one in pins))

    def groups(self, identity_id: str) -> str:
        """Return the fingerprint in groups of four, as it is printed and read aloud."""
        digits = self.get(identity_id).fingerprint
        return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))

    def export_card(self, identity_id: str) -> bytes:
        """Return what another workspace needs to pin this identity: a list of trusted signers with this one in it."""
        from app.signing.trust import TrustedSigner, TrustList  # noqa: PLC0415 - as above

        one = self.get(identity_id)
        return TrustList((TrustedSigner(one.name, one.role, one.fingerprint),)).to_json()

    def key(self, identity_id: str) -> bytes:
        """Return the encrypted PKCS#12 bytes for signing; raises `UserMistake("identity_without_key")`."""
        with self._workspace.read() as session:
            row = get_row(session, Table, identity_id)
            blob_id, name = row.key_blob_id, row.name
        if blob_id is None:
            raise UserMistake("identity_without_key", field="identity", name=name)
        with self._workspace.blobs.open(blob_id) as stream:
            return stream.read()


def tidy_fingerprint(text: str) -> str:
    """Return a typed fingerprint as 64 small hex digits; raises `UserMistake("fingerprint_malformed")`."""
    clean = re.sub(r"[\s:.-]", "", text).lower()
    if not HEX.fullmatch(clean):
        raise UserMistake("fingerprint_malformed", field="fingerprint")
    return clean


def _by_fingerprint(session: Session, fingerprint: str) -> Table | None:
    return session.scalars(select(Table).filter_by(fingerprint=fingerprint)).first()


def _recorded(uow: UnitOfWork, kind: str, row: Table) -> SigningIdentity:
    uow.session.flush()  # the value below needs the key
    uow.record(kind, row, audit=None)
    value = to_value(SigningIdentity, row)
    uow.commit("identity")
    return value
