"""How an area of concern of stage 1 is rated, and what it lacks; used by the rules of findings and recommendation."""

from __future__ import annotations

from typing import Final

from app.domain.kinds import Grade
from app.domain.problems import Problem, blocking
from app.domain.sentence import N_

IMPROVEMENT, PROBABLE, NOT_READY = 1, 2, 3
RATINGS: Final = {
    IMPROVEMENT: N_("Improvement"),
    PROBABLE: N_("Probable nonconformity"),
    NOT_READY: N_("Not ready for stage 2"),
}
"""How grave a concern is; one body's scale (facts, section 6)."""
COULD_BECOME: Final = (Grade.MAJOR, Grade.MINOR, Grade.OBSERVATION)


def concern_problems(could_become: Grade | None, rating: int | None) -> tuple[Problem, ...]:
    """Return what an area of concern lacks besides what every finding needs."""
    found = []
    if could_become not in COULD_BECOME:
        found.append(blocking("could_become_missing", "could_become"))
    if rating not in RATINGS:
        found.append(blocking("concern_rating_missing", "concern_rating"))
    return tuple(found)
