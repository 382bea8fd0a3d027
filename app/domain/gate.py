"""The readiness gate before the signature of the report: what is missing, and the reasons that were given for it.

It holds the signature only: the closing meeting can always begin and end (issue 6; certification-audit facts, 9).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain import open_typing
from app.domain.readiness import Blocker, before_signing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.domain.confirming import GateReason
    from app.domain.open_typing import Typing
    from app.domain.record import AuditRecord

NEVER_LEFT: Final = frozenset(
    {
        "major_not_verified",
        "nonconformity_open",
        "recommendation_of_other_audit",
        "concern_not_ready",
        "concern_open",
        "internal_audit_not_effective",
        "management_review_not_effective",
    }
)
"""What no reason excuses: the guards of the recommendation (certification-audit facts, section 8)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is missing, with the reason why it may stay so (`None` while there is none)."""

    blocker: Blocker
    reason: GateReason | None = None

    @property
    def code(self) -> str:
        """Return the code of the problem."""
        return self.blocker.problem.code

    @property
    def row(self) -> str:
        """Return what tells entries of one code apart: the row, else the field."""
        return row_of(self.blocker)

    @property
    def holds(self) -> bool:
        """Tell whether it holds the signature."""
        return self.blocker.blocking and self.reason is None

    @property
    def may_be_left(self) -> bool:
        """Tell whether a reason can be given."""
        return self.blocker.blocking and self.code not in NEVER_LEFT and not self.code.startswith("typing")


def row_of(blocker: Blocker) -> str:
    """Return the key of an entry beside its code."""
    code = blocker.problem.value("code") or blocker.problem.value("key") or ""
    return "/".join(part for part in (blocker.place.row, str(code)) if part)


def entries(record: AuditRecord, typing: Iterable[Typing] = ()) -> tuple[Entry, ...]:
    """Return everything that is missing, blocking or not, in the order of the pages."""
    given = {(one.code, one.row): one for one in record.gate_reasons}
    found = (*open_typing.blockers(record, typing), *before_signing(record))
    return tuple(Entry(one, _reason(one, given)) for one in found)


def _reason(blocker: Blocker, given: dict[tuple[str, str], GateReason]) -> GateReason | None:
    if blocker.problem.code in NEVER_LEFT or not blocker.blocking:
        return None
    return given.get((blocker.problem.code, row_of(blocker)))


def holding(found: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries that hold the signature."""
    return tuple(one for one in found if one.holds)


def left(record: AuditRecord) -> tuple[Entry, ...]:
    """Return the entries that stay open with a reason: they stand in the record and in the report."""
    return tuple(one for one in entries(record) if one.reason is not None)
