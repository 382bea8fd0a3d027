"""Words of the closed lists of plan and programme; `words.NAMES` takes them in."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from app.domain.plan_problem import Severity
from app.domain.programme_suggestion import Why
from app.domain.sentence import N_
from app.domain.surveillance import SurveillanceItem

PLAN_NAMES: Final[dict[type[StrEnum], dict[str, str]]] = {
    Severity: {
        "blocking": N_("Has to be solved"),
        "warning": N_("Look at it"),
        "hint": N_("Note"),
    },
    Why: {
        "whole_system": N_("The whole system is audited"),
        "stage1_review": N_("Review of stage 1"),
        "every_surveillance": N_("In every surveillance"),
        "finding": N_("A nonconformity was found"),
        "left_out": N_("Left out in the audit before"),
        "important": N_("Important, so more often"),
        "balance": N_("Spread over the cycle"),
        "central": N_("Central function"),
        "sample": N_("In the sample of sites"),
    },
    SurveillanceItem: {
        "internal_audit": N_("Internal audit"),
        "management_review": N_("Management review"),
        "actions": N_("Actions on earlier nonconformities"),
        "objectives": N_("Effectiveness against the objectives"),
        "improvement": N_("Planned improvements"),
        "operation": N_("Control of operations"),
        "changes": N_("Changes"),
        "risk": N_("Risk assessment kept up"),
        "soa": N_("Changes of controls and Statement of Applicability"),
        "law": N_("Legal duties"),
        "communication": N_("Communication from outside"),
        "complaints": N_("Complaints"),
        "marks": N_("Use of certificate and marks"),
    },
}
