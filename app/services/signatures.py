"""Signing a frozen paper: what is checked before, the bytes, and the one unit of work that keeps them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from app.domain.errors import EnvironmentProblem, UserMistake
from app.domain.kinds import AuditState, IdentityKind, PaperKind, PaperState
from app.domain.paper_data import PaperData, paper_from_json
from app.domain.report_parts import SignatureWanted, SignerRole
from app.models import papers as tables
from app.models.audit import Audit
from app.models.record import Trail
from app.services.base import get_row
from app.services.paper_types import type_of

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from app.domain.record import Paper, SigningIdentity
    from app.services.base import Core
    from app.storage.blobs import StoredBlob

REPORTED: Final = "audit.reported"


def frozen_entry(kind: PaperKind) -> str:
    """Return the kind of the trail entry with which a paper is frozen."""
    return f"{kind.value}.frozen"


def signed_entry(kind: PaperKind) -> str:
    """Return the kind of the trail entry with which a paper is signed."""
    return f"{kind.value}.signed"


@dataclass(frozen=True, slots=True)
class Signing:
    """One signature about to be made."""

    paper: Paper
    data: PaperData
    wanted: SignatureWanted
    identity: SigningIdentity
    when: datetime

    @property
    def certifies(self) -> bool:
        """Tell whether this is the certification signature: that of the first field, usually the lead auditor's."""
        return self.wanted.field == self.data.signatures[0].field


def wanted_field(data: PaperData, field: str) -> SignatureWanted:
    """Return what the paper says about a field; raises `UserMistake("sign.field_missing")`."""
    found = next((one for one in data.signatures if one.field == field), None)
    if found is None or found.role is SignerRole.ARCHIVE:
        raise UserMistake("sign.field_missing", field="field", pdf_field=field)
    return found


def check_order(signing: Signing) -> None:
    """Refuse a field that is signed, and anybody but the lead auditor as the first.

    Raises:
        UserMistake: `sign.field_filled`, `sign.lead_first`, `sign.certified_already`; `sign.key_used` when the key has
            signed this paper, because two places stand for two people.
    """
    done = {one.field for one in signing.paper.signatures}
    if signing.wanted.field in done:
        raise UserMistake("sign.field_filled", field="field", pdf_field=signing.wanted.field)
    if not done and not signing.certifies:
        raise UserMistake("sign.lead_first", field="field")
    if done and signing.certifies:
        raise UserMistake("sign.certified_already", field="field", pdf_field=signing.wanted.field)
    if signing.identity.fingerprint in {one.fingerprint for one in signing.paper.signatures}:
        raise UserMistake("sign.key_used", field="identity", name=signing.identity.name)


def check_clock(core: Core, signing: Signing) -> None:
    """Refuse to sign when the device clock stands before the last entry of the trail or the last signature.

    A signature is worth no more than its time; a clock that was set back would put it before what it covers.

    Raises:
        UserMistake: `clock_behind` with `last` and `now` (ISO 8601, UTC).
    """
    with core.workspace.read() as session:
        entered = _last_entries(session, signing.paper.audit_id)
    signed = [one.signed_at for one in signing.paper.signatures if one.signed_at]
    latest = max([*entered, *signed])
    if signing.when < latest:
        raise UserMistake("clock_behind", last=latest.isoformat(), now=signing.when.isoformat())


def _last_entries(session: Session, audit_id: str) -> list[datetime]:
    """Return the times of the last entries of the audit's chains and of the workspace's."""
    times: list[datetime] = []
    for chain in _chains(session, (Trail.audit_id == audit_id) | Trail.audit_id.is_(None)):
        query = select(Trail.entry).where(Trail.chain == chain).order_by(Trail.seq.desc()).limit(1)
        times.append(datetime.fromisoformat(json.loads(session.scalars(query).one())["at"]))
    return times


def check_fresh(core: Core, signing: Signing) -> None:
    """Refuse the lead's signature under a paper that no longer shows the record as it stands.

    Raises:
        UserMistake: `paper_outdated` with `revision` when anything of the audit was entered after the freezing.
    """
    with core.workspace.read() as session:
        later = _entries_since(session, signing.paper)
    kind = signing.paper.kind
    if not later <= {frozen_entry(kind), signed_entry(kind), REPORTED}:
        raise UserMistake("paper_outdated", revision=signing.paper.revision)


def _entries_since(session: Session, paper: Paper) -> set[str]:
    """Return the kinds of all entries of the audit, on any chain, that the entry of the freezing had not seen."""
    frozen = _entry_of(session, paper)
    seen = {chain: place[0] for chain, place in frozen["seen"].items()} | {frozen["chain"]: frozen["seq"]}
    kinds: set[str] = set()
    for chain in _chains(session, Trail.audit_id == paper.audit_id):
        query = select(Trail.entry).where(Trail.chain == chain, Trail.seq > seen.get(chain, 0))
        kinds |= {str(json.loads(text)["kind"]) for text in session.scalars(query)}
    return kinds


def _entry_of(session: Session, paper: Paper) -> dict[str, Any]:
    """Return the trail entry with which the paper was frozen."""
    query = select(Trail.entry).where(Trail.audit_id == paper.audit_id, Trail.entry.contains(paper.id))
    entries: list[dict[str, Any]] = [json.loads(text) for text in session.scalars(query)]
    return next(one for one in entries if one["kind"] == frozen_entry(paper.kind))


def _chains(session: Session, which: ColumnElement[bool]) -> list[str]:
    return list(session.scalars(select(Trail.chain).where(which).distinct()))


def signed_bytes(signing: Signing, pdf: bytes, key: bytes, password: str) -> bytes:
    """Return `pdf` with the signature, checked by our own verdict before anybody keeps it.

    Raises:
        UserMistake: `identity.wrong_password`, `identity.expired`, `sign.*` (see `app.signing`).
        EnvironmentProblem: `sign.own_check_failed` when the verdict on the result is `invalid`; nothing is kept then.
    """
    from app.signing import sign  # noqa: PLC0415 - the signing stack is loaded when it is needed
    from app.signing.verify import verify  # noqa: PLC0415 - as above

    signed = sign.sign(
        pdf,
        key,
        password,
        field=signing.wanted.field,
        role=signing.wanted.role.value,
        when=signing.when,
        location="",
        appearance=_appearance(signing),
        certify=signing.certifies,
    )
    found = verify(signed, None, unsigned_sha256=signing.paper.unsigned_sha256, expected=(signing.wanted.field,))
    if not found.sound or not signed.startswith(pdf):
        reasons = ", ".join(reason.code.value for reason in found.reasons)
        raise EnvironmentProblem("sign.own_check_failed", reason=reasons)
    return signed


def _appearance(signing: Signing) -> bytes:
    """Return the one-page PDF that is shown in the field."""
    from app.reporting.appearance import signature_appearance  # noqa: PLC0415 - as above
    from app.translation import load  # noqa: PLC0415 - as above

    return signature_appearance(
        load(signing.data.stamp.language),
        name=signing.identity.name,
        role=signing.wanted.role,
        when=signing.when.astimezone(signing.data.stamp.composed_at.tzinfo),
        fingerprint=signing.identity.fingerprint,
        self_made=signing.identity.kind is IdentityKind.SELF_MADE,
    )


def keep(core: Core, signing: Signing, stored: StoredBlob) -> None:
    """Keep the signed file: signature, paper and, with the lead's signature, the state of the audit in one unit.

    The file that was there stays in the row of its own signature. Raises `UserMistake("changed_meanwhile")` when
    somebody else signed in between.
    """
    with core.workspace.write() as uow:
        paper = get_row(uow.session, tables.Paper, signing.paper.id)
        if paper.file_sha256 != signing.paper.file_sha256:
            raise UserMistake("changed_meanwhile", field="file")
        signature = tables.PaperSignature(
            paper_id=paper.id, identity_id=signing.identity.id, field=signing.wanted.field, name=signing.identity.name,
            role=signing.wanted.role.value, fingerprint=signing.identity.fingerprint, signed_at=signing.when,
            file_blob_id=stored.id, file_sha256=stored.sha256,
        )  # fmt: skip
        uow.session.add(signature)
        paper.state, paper.file_blob_id, paper.file_sha256 = PaperState.SIGNED, stored.id, stored.sha256
        uow.record(signed_entry(paper.kind), paper, signature, audit=paper.audit_id)
        if signing.certifies and type_of(paper.kind).ends:
            audit = uow.session.get_one(Audit, paper.audit_id)
            audit.state = AuditState.REPORTED
            uow.record(REPORTED, audit, audit=paper.audit_id)
        uow.commit("paper", "audit")


def data_of(kind: PaperKind, text: bytes) -> PaperData:
    """Return the frozen data; raises `EnvironmentProblem("damaged")` when the stored JSON cannot be read."""
    try:
        return paper_from_json(kind, text)
    except ValueError as error:
        raise EnvironmentProblem("damaged", part="paper") from error
