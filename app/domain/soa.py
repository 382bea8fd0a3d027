"""The Statement of Applicability: sums, difference of two versions, what does not hold together.

ISO/IEC 27001:2022, 6.1.3 d): it names the necessary controls, justifies each inclusion, says whether each is
implemented, and justifies each exclusion of a control of Annex A.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.client import Soa, SoaControl
from app.domain.kinds import Implemented
from app.domain.problems import Problem, blocking, hint
from app.domain.refs import sort_key


@dataclass(frozen=True, slots=True)
class SoaSums:
    """Counts of one version; the three states are those of the applicable controls."""

    controls: int = 0
    applicable: int = 0
    excluded: int = 0
    implemented: int = 0
    partly: int = 0
    not_implemented: int = 0


class SoaChange(StrEnum):
    """What differs in one control between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    APPLICABILITY = "applicability"
    REASON = "reason"
    IMPLEMENTATION = "implementation"


@dataclass(frozen=True, slots=True)
class SoaDifference:
    """One control that differs; `old` or `new` is missing where it was added or removed."""

    ref: str
    changes: tuple[SoaChange, ...]
    old: SoaControl | None
    new: SoaControl | None


def sums(controls: Iterable[SoaControl]) -> SoaSums:
    """Return the counts of a version."""
    rows = tuple(controls)
    applicable = [one for one in rows if one.applicable]
    states = Counter(one.implemented for one in applicable)
    return SoaSums(
        controls=len(rows),
        applicable=len(applicable),
        excluded=len(rows) - len(applicable),
        implemented=states[Implemented.YES],
        partly=states[Implemented.PARTLY],
        not_implemented=states[Implemented.NO],
    )


def differences(old: Iterable[SoaControl], new: Iterable[SoaControl]) -> tuple[SoaDifference, ...]:
    """Return the controls that differ, in the order of the standard; blanks around and inside a reason do not count."""
    before, after = {one.ref: one for one in old}, {one.ref: one for one in new}
    found = []
    for ref in sorted(before.keys() | after.keys(), key=sort_key):
        changes = _changes(before.get(ref), after.get(ref))
        if changes:
            found.append(SoaDifference(ref, changes, before.get(ref), after.get(ref)))
    return tuple(found)


def _changes(old: SoaControl | None, new: SoaControl | None) -> tuple[SoaChange, ...]:
    if old is None or new is None:
        return (SoaChange.ADDED,) if old is None else (SoaChange.REMOVED,)
    found = []
    if old.applicable is not new.applicable:
        found.append(SoaChange.APPLICABILITY)
    if _plain(old.reason) != _plain(new.reason):
        found.append(SoaChange.REASON)
    if old.implemented is not new.implemented and (old.applicable or new.applicable):
        found.append(SoaChange.IMPLEMENTATION)
    return tuple(found)


def _plain(text: str) -> str:
    return " ".join(text.split())


def same_content(one: Iterable[SoaControl], other: Iterable[SoaControl]) -> bool:
    """Tell whether two versions say the same about the same controls."""
    return not differences(one, other)


def problems(soa: Soa, refs: Iterable[str]) -> tuple[Problem, ...]:
    """Return what does not hold together in a version, measured against the `refs` of the catalogue's controls.

    An exclusion without a reason, a control of Annex A that is neither included nor excluded, and one that stands
    twice are faults; a missing reason for an inclusion and an excluded control that is said to be implemented are
    pointed out.
    """
    wanted = tuple(refs)
    counted = Counter(one.ref for one in soa.controls)
    found = [blocking("soa_control_missing", ref=ref) for ref in wanted if ref not in counted]
    found += [blocking("soa_double", ref=ref) for ref, count in counted.items() if count > 1]
    for one in soa.controls:
        found += control_problems(one)
        if one.ref not in wanted:
            found.append(hint("soa_own_control", ref=one.ref))
    return tuple(sorted(found, key=lambda problem: sort_key(str(problem.value("ref")))))


def control_problems(control: SoaControl) -> tuple[Problem, ...]:
    """Return what does not hold together in one row."""
    found = []
    if not control.reason.strip():
        code = hint("soa_no_reason_included", "reason", ref=control.ref)
        found.append(code if control.applicable else blocking("soa_no_reason_excluded", "reason", ref=control.ref))
    if not control.applicable and control.implemented is not Implemented.NO:
        found.append(hint("soa_excluded_implemented", "implemented", ref=control.ref))
    return tuple(found)
