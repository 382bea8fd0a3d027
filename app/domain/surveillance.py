"""What every surveillance audit covers at least (17021-1, 9.6.2.2; 27006-1, 9.6.2; facts, section 12)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class SurveillanceItem(StrEnum):
    """One thing no surveillance leaves out."""

    INTERNAL_AUDIT = "internal_audit"
    MANAGEMENT_REVIEW = "management_review"
    ACTIONS = "actions"
    OBJECTIVES = "objectives"
    IMPROVEMENT = "improvement"
    OPERATION = "operation"
    CHANGES = "changes"
    RISK = "risk"
    SOA = "soa"
    LAW = "law"
    COMMUNICATION = "communication"
    COMPLAINTS = "complaints"
    MARKS = "marks"


REFS: Final[dict[SurveillanceItem, tuple[str, ...]]] = {
    SurveillanceItem.INTERNAL_AUDIT: ("9.2.1", "9.2.2"),
    SurveillanceItem.MANAGEMENT_REVIEW: ("9.3.1", "9.3.2", "9.3.3"),
    SurveillanceItem.ACTIONS: ("10.2",),
    SurveillanceItem.OBJECTIVES: ("6.2", "9.1"),
    SurveillanceItem.IMPROVEMENT: ("10.1",),
    SurveillanceItem.OPERATION: ("8.1",),
    SurveillanceItem.CHANGES: ("6.3",),
    SurveillanceItem.RISK: ("8.2", "8.3"),
    SurveillanceItem.SOA: ("6.1.3",),
    SurveillanceItem.LAW: ("A.5.31",),
    SurveillanceItem.COMMUNICATION: ("7.4",),
}
"""The requirements that stand for each item. Complaints and marks have none: they are points of the meeting."""

EVERY_REF: Final = frozenset(ref for refs in REFS.values() for ref in refs)
STAGE1_CLAUSES: Final = ("4", "5", "6", "9.2", "9.3", "10")
"""What stage 1 looks at in the documents [choice]: the frame of the system and whether it is alive (9.3.1.2)."""


def of_stage1(ref: str) -> bool:
    """Tell whether a requirement belongs to the review of stage 1."""
    return any(ref == one or ref.startswith(f"{one}.") for one in STAGE1_CLAUSES)
