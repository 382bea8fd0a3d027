"""Words of the closed lists of audit time and site sampling; `words.NAMES` takes them in."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from app.domain.audit_time_values import Level, Purpose, Rounding
from app.domain.counted_time import Skipped
from app.domain.sentence import N_
from app.domain.site_sampling import SampleKind
from app.domain.time_use import UsedPart

TIME_NAMES: Final[dict[type[StrEnum], dict[str, str]]] = {
    Purpose: {
        "initial": N_("Initial certification (stage 1 and stage 2)"),
        "surveillance": N_("Surveillance audit"),
        "recertification": N_("Recertification audit"),
        "special": N_("Special audit"),
    },
    Rounding: {
        "nearest_half": N_("to the nearest half day, a tie upwards"),
        "ceil_half": N_("up to the next half day"),
        "ceil_day": N_("up to the next whole day"),
    },
    UsedPart: {
        "stage1": N_("Stage 1"),
        "stage2": N_("Stage 2"),
        "initial": N_("Stage 1 and stage 2 together"),
        "surveillance": N_("One surveillance audit"),
        "recertification": N_("Recertification audit"),
        "typed": N_("Other days"),
    },
    Level: {
        "low": N_("low"),
        "medium": N_("medium"),
        "high": N_("high"),
    },
    SampleKind: {
        "initial": N_("Initial audit"),
        "surveillance": N_("Surveillance audit"),
        "recertification": N_("Recertification audit"),
    },
    Skipped: {
        "break": N_("Break"),
        "no_day": N_("No day"),
        "no_time": N_("No time, or the end before the start"),
        "nobody": N_("Nobody whose time counts"),
    },
}
