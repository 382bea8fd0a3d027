"""Made-up rows and words for the gallery. They are not translated: they stand for what users type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.domain.kinds import Grade


@dataclass(frozen=True, slots=True)
class SampleFinding:
    """A finding as a table shows it."""

    id: str
    grade: Grade
    ref: str
    title: str
    evidence: int


FINDINGS: Final = (
    SampleFinding("NC-01", Grade.MAJOR, "9.2.2", "No internal audit programme for 2025", 4),
    SampleFinding("NC-02", Grade.MINOR, "A.5.18", "Access rights of four leavers were still active", 3),
    SampleFinding("OB-01", Grade.OBSERVATION, "7.5.3", "Two editions of the restore procedure in circulation", 1),
    SampleFinding("OI-01", Grade.OPPORTUNITY, "A.8.13", "Restore tests could cover the booking system", 1),
    SampleFinding("ST-01", Grade.STRENGTH, "5.1", "The management review decides on figures", 2),
)
