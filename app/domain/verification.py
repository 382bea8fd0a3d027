"""What checking a signed paper found: frozen values with codes, no words (`sentences.py` has them).

A verdict follows from its reasons and can never contradict them: no reason = `valid`; only reasons of
`UNVOUCHED` = `untrusted` (nothing was changed, but somebody or something is vouched for by nobody);
any other reason = `invalid`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from app.domain.errors import Value

VerdictWord = Literal["valid", "untrusted", "invalid"]
Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None


class Why(StrEnum):
    """Every reason a paper is not `valid`, what says most first; the last two are remarks that change no verdict."""

    FILE_EMPTY = "file.empty"
    FILE_NOT_PDF = "file.not_pdf"
    FILE_TRUNCATED = "file.truncated"
    FILE_ENCRYPTED = "file.encrypted"
    FILE_DAMAGED = "file.damaged"
    SIGNATURE_CONTENT = "signature.content"
    SIGNATURE_CHANGED_AFTER = "signature.changed_after"
    FILE_APPENDED = "file.appended"
    SIGNATURE_NONE = "signature.none"
    SIGNATURE_MISSING = "signature.missing"
    PAPER_OTHER = "paper.other"
    PAPER_CHANGED_FIRST = "paper.changed_first"
    SIGNATURE_FALSE = "signature.false"
    SIGNATURE_UNREADABLE = "signature.unreadable"
    SIGNATURE_CONTAINER = "signature.container"
    SIGNATURE_PARTIAL = "signature.partial"
    SIGNATURE_DUPLICATE = "signature.duplicate"
    SIGNATURE_UNEXPECTED = "signature.unexpected"
    SIGNATURE_NOT_CERTIFIED = "signature.not_certified"
    SIGNATURE_CERTIFIED_LATE = "signature.certified_late"
    SIGNATURE_KIND = "signature.kind"
    SIGNATURE_WEAK = "signature.weak"
    SIGNATURE_NO_TIME = "signature.no_time"
    SIGNATURE_KEY_EXPIRED = "signature.key_expired"
    STAMP_BROKEN = "stamp.broken"
    PAPER_LIST_DAMAGED = "paper.list_damaged"
    PAPER_NO_LIST = "paper.no_list"
    TRUST_NOBODY = "trust.nobody"
    TRUST_ROLE = "trust.role"
    TRUST_PERSON = "trust.person"
    TRUST_REVOKED = "trust.revoked"
    NOTE_TIME_ORDER = "note.time_order"
    NOTE_STAMP_UNTRUSTED = "note.stamp_untrusted"


UNVOUCHED: Final = frozenset({Why.PAPER_NO_LIST, Why.TRUST_NOBODY, Why.TRUST_ROLE, Why.TRUST_PERSON, Why.TRUST_REVOKED})
"""Reasons that leave the content intact."""

NOTES: Final = frozenset(why for why in Why if why.startswith("note."))
"""Remarks; never a reason."""

ALTERED: Final = frozenset(
    {
        Why.FILE_APPENDED,
        Why.PAPER_OTHER,
        Why.PAPER_CHANGED_FIRST,
        Why.SIGNATURE_CONTAINER,
        Why.SIGNATURE_CONTENT,
        Why.SIGNATURE_PARTIAL,
        Why.SIGNATURE_CHANGED_AFTER,
        Why.SIGNATURE_DUPLICATE,
        Why.SIGNATURE_UNEXPECTED,
    }
)
"""Reasons that say the file is not the one that was signed."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason or remark: its code and, as sorted pairs, the values its sentence needs.

    Values: `field`, `name` (of the signer), `role`, `person` (expected), `detail` (kind of technical error).
    """

    code: Why
    values: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, code: Why, **values: Value) -> Reason:
        """Build a reason from named values."""
        return cls(code, tuple(sorted(values.items())))

    def to_plain(self) -> dict[str, Json]:
        """Return `{"code": ..., "values": {...}}`."""
        return {"code": self.code.value, "values": dict(self.values)}


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature found in the file.

    `name` is the name in the list of trusted signers, otherwise the one in the certificate; `role` the one the
    paper gives to the field, otherwise what the signer stated; `fingerprint` the SHA-256 of the certificate
    (64 hex digits); `level` is what is in the file: `B-B`, `B-T` (with a time stamp of its own).
    `time` is the signer's own clock unless `time_source` is `time stamp`.
    """

    name: str
    role: str
    field: str
    trusted: bool
    fingerprint: str
    time: datetime | None
    level: str
    self_made: bool
    intact: bool = True
    organisation: str = ""
    time_source: str = "device clock"

    def to_plain(self) -> dict[str, Json]:
        """Return the signer as JSON values, times in UTC."""
        return {
            "name": self.name,
            "role": self.role,
            "trusted": self.trusted,
            "time": _iso(self.time),
            "time_source": self.time_source,
            "field": self.field,
            "intact": self.intact,
            "organisation": self.organisation,
            "fingerprint": self.fingerprint,
            "self_made": self.self_made,
            "level": self.level,
        }


@dataclass(frozen=True, slots=True)
class ArchiveStamp:
    """A document time stamp (RFC 3161) that the office added after the signatures."""

    field: str
    time: datetime
    trusted: bool

    def to_plain(self) -> dict[str, Json]:
        """Return the stamp as JSON values."""
        return {"field": self.field, "time": _iso(self.time), "trusted": self.trusted}


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of checking one file.

    `covers_whole_file`: the signatures (with archive time stamps) vouch for every byte outside their containers.
    `trail_head`: 64 hex digits as the signed paper states them, or None.
    `revision0_sha256`: hash of the unsigned paper inside the file, empty when there is none.
    `level`: the weakest signature's level, with `+DSS` and `+archive` if the file has them.
    """

    reasons: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()
    signers: tuple[Signer, ...] = ()
    stamps: tuple[ArchiveStamp, ...] = ()
    covers_whole_file: bool = False
    trail_head: str | None = None
    level: str = ""
    revision0_sha256: str = ""
    file_sha256: str = ""

    @property
    def verdict(self) -> VerdictWord:
        """Return the verdict that follows from the reasons."""
        if not self.reasons:
            return "valid"
        return "untrusted" if all(reason.code in UNVOUCHED for reason in self.reasons) else "invalid"

    @property
    def sound(self) -> bool:
        """Tell whether what is there is in order; signatures may still be missing or vouched for by nobody."""
        return all(reason.code in UNVOUCHED or reason.code is Why.SIGNATURE_MISSING for reason in self.reasons)

    @property
    def altered(self) -> bool:
        """Tell whether a reason says that the file was changed."""
        return any(reason.code in ALTERED for reason in self.reasons)

    @property
    def time_source(self) -> str:
        """Return `device clock` unless every signature has a trusted time stamp of its own."""
        stamped = self.signers and all(signer.time_source == "time stamp" for signer in self.signers)
        return "time stamp" if stamped else "device clock"

    def to_plain(self) -> dict[str, Json]:
        """Return the object that `onsite verify --json` prints (design, section 8)."""
        return {
            "verdict": self.verdict,
            "reasons": [reason.to_plain() for reason in self.reasons],
            "signers": [signer.to_plain() for signer in self.signers],
            "covers_whole_file": self.covers_whole_file,
            "trail_head": self.trail_head,
            "altered": self.altered,
            "level": self.level,
            "time_source": self.time_source,
            "stamps": [stamp.to_plain() for stamp in self.stamps],
            "notes": [note.to_plain() for note in self.notes],
            "revision0_sha256": self.revision0_sha256,
            "file_sha256": self.file_sha256,
        }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
